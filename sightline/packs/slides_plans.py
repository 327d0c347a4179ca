"""The slides about accounts and about the pack itself: plans, renewals, whitespace, asks, commitments, the appendix."""

from sightline import words
from sightline.charts.palette import RUNGS
from sightline.packs import compose, sheets, sheets_today
from sightline.packs.blocks import Cell, Placed, Slide, Text
from sightline.packs.pack import Pack

_AT_RISK = "At relationship risk: act"
_PEOPLE_DRAWN = 14


def cover(pack: Pack) -> Slide:
    """Whose review, of which quarter, as of when."""
    unit = pack.unit
    whose = f"{unit.whose[0].upper()}{unit.whose[1:]}"
    compared = f"Data as of {words.day(unit.as_of)}"
    if unit.compare_to and unit.snapshot_on:
        compared += f"; pipeline of {words.day(unit.snapshot_on)} against {words.day(unit.compare_to)}"
    lines = (("", whose), ("", compared), ("", f"Prepared by {pack.prepared_by}" if pack.prepared_by else ""))
    notes = (
        f"Every number of this deck is a cell of the workbook of {pack.stamp.pack_id}, version {pack.stamp.version}."
    )
    title = (f"Quarterly business review {unit.quarter}",)
    return Slide("cover", "Cover", title, (Placed(Text(tuple(line for line in lines if line[1]))),), notes)


def plans(pack: Pack) -> Slide:
    """Whether the plans are alive, one level below, and the largest key accounts without one."""
    asked, today = sheets_today.READINESS, compose.as_of_today(pack)
    counts = pack.rows(asked.name)
    bare = (counts["eligible_accounts"] - counts["covered_accounts"]).fillna(0).tolist() if len(counts) else []
    listed = compose.table(
        pack,
        asked,
        ("person_name", "covered_accounts", "eligible_accounts", "coverage_share", "stale_plans", "overdue_actions"),
        rows=sorted(range(len(bare)), key=lambda row: -bare[row]),
        most=_PEOPLE_DRAWN,
        caption=f"Plans, most key accounts without one first{today}",
    )
    gaps = compose.table(
        pack,
        sheets_today.GAPS,
        ("account_name", "person_name", "arr", "whitespace_value", "gap_days", "reason_code"),
        most=10,
        caption="Key accounts without a live plan, largest ARR first",
    )
    covered, eligible = pack.first("plans", "covered_accounts"), pack.first("plans", "eligible_accounts")
    share, none = pack.first("plans", "coverage_share"), pack.first("plans", "no_reason_accounts")
    title: compose.Title = ("No key account counts here",)
    is_unknown = bool(eligible and eligible.number and not covered)
    if is_unknown:
        title = ("Which key accounts have a plan is unknown: no export of account plans is loaded",)
    elif covered and eligible and share:
        title = (covered, " of ", eligible, " key accounts have a live plan, ", share)
        title += ("; ", none, " have none and no reason") if none and none.number else ()
    if gaps.rows:
        arr, days = pack.cell("gaps", 0, "arr"), pack.cell("gaps", 0, "gap_days")
        title += (f"; the largest without is {pack.cell('gaps', 0, 'account_name').text}", *_known(", ", arr, " ARR"))
        title += _known(", ", days, " days")
    source = compose.source(pack, asked, sheets_today.PLANS, sheets_today.GAPS)
    notes = f"{compose.told(pack, 'coverage_share', 'no_reason_accounts')}\n{source}"
    placed = (Placed(listed),) if is_unknown else (Placed(listed, 0, 0, 0.45), Placed(gaps, 0.48, 0, 0.52))
    return Slide("plans", "Account plans", compose.begun(pack, *title), placed, notes)


def _known(before: str, cell: Cell, after: str) -> compose.Title:
    """A value with the words around it, or nothing where it is unknown."""
    return () if cell.number is None else (before, cell, after)


def relationships(pack: Pack) -> Slide:
    """How well the key accounts are held, one level below, and which forecast rests on a weak relationship."""
    today, quarter = compose.as_of_today(pack), compose.running(pack)
    rows = pack.rows("relations")
    everybody = list(dict.fromkeys(rows["person_name"])) if len(rows) else []
    people = everybody[:_PEOPLE_DRAWN]
    series = []
    for rung, tone in RUNGS.items():
        cells = [pack.first("relations", "accounts", person_name=name, rung=rung) for name in people]
        if any(cells):
            series.append((rung, cells, tone))
    caption = compose.cut(f"Key accounts by relationship level{today}", len(people), len(everybody))
    block = compose.chart(pack, sheets_today.RELATIONS, "stacked bars", people, series, caption=caption)
    risks = compose.table(
        pack,
        sheets_today.RISK,
        ("line", "now_deals", "now_amount"),
        caption=f"Open forecast of {quarter} at relationship risk{today}",
    )
    at_risk, whole = pack.first("risk", "now_amount", line=_AT_RISK), pack.first("risk", "now_amount")
    title: compose.Title = ("No key account counts here",)
    if people:
        held, group = (pack.cell("relations", 0, name) for name in ("supported_accounts", "group_accounts"))
        title = (held, " of ", group, " key accounts have a senior supporter")
        title = title if len(everybody) == 1 else (f"{people[0]} has the fewest: ", *title)
        if held.number is None:
            title = ("Who supports us at which key account is unknown: no export of contacts is loaded",)
    if at_risk and whole and at_risk.number:
        first = (
            at_risk,
            " of the ",
            whole,
            f" forecast of {quarter} on key accounts is at relationship risk to act on",
        )
        title = (*first, "; ", *title) if people else first
    notes = (
        "A deal counts once in the total and once under each of its reasons, so the reasons do not add up. What is "
        f"unknown is no reason.\n{compose.source(pack, sheets_today.RELATIONS, sheets_today.RISK)}"
    )
    placed = (Placed(block, 0, 0, 0.54), Placed(risks, 0.57, 0, 0.43))
    return Slide("relationships", "Relationships", compose.begun(pack, *title), placed, notes)


def renewals(pack: Pack) -> Slide:
    """What became of the renewals of the quarter, and the contracts that end soon, with relationship and plan."""
    asked, unit = sheets_today.RENEWALS, pack.unit
    today, until = compose.as_of_today(pack), unit.coming_quarter
    became = compose.table(
        pack,
        sheets.RENEWED,
        (
            "due_amount",
            "renewed_amount",
            "churned_amount",
            "open_renewal_amount",
            "gross_renewal_share",
            "booked_amount",
            "net_booked_amount",
        ),
        caption=f"Renewals of {unit.quarter}",
    )
    listed = compose.table(
        pack,
        asked,
        ("account_name", "person_name", "renewal_on", "arr", "renewal_amount", "rung", "renewal_plan", "risk_reasons"),
        most=9,
        caption=f"Contracts that end by the end of {until}, those with two risks first, by ARR{today}",
    )
    title = _renewed(pack)
    due = _due(pack)
    if due:
        title += ("; " if title else "", *due)
    notes = (
        "At risk are those with at least two of: no live plan of a key account, no senior supporter, one "
        "contact only. A contract without a date is not here. Renewed and churned are deals of type renewal.\n"
        f"{compose.told(pack, 'gross_renewal_share', 'due_act_arr')}\n"
        f"{compose.source(pack, sheets.RENEWED, asked, sheets_today.RENEWAL_TOTALS)}"
    )
    placed = (Placed(became, 0, 0, 1, 0.3), Placed(listed, 0, 0.33, 1, 0.67))
    return Slide("renewals", "Renewals", title or (f"No contract ends by the end of {until}",), placed, notes)


def _renewed(pack: Pack) -> compose.Title:
    """What was renewed and what churned in the quarter, the larger first; nothing where nothing was decided."""
    cells = [(pack.first("renewed", f"{word}_amount"), word) for word in ("renewed", "churned")]
    known = sorted(((-cell.number, cell, word) for cell, word in cells if cell and cell.number), key=lambda one: one[0])
    if not known:
        return ()
    (_, first, word), rest = known[0], known[1:]
    more = (", ", rest[0][1], f" {rest[0][2]}") if rest else ()
    return (f"In {pack.unit.quarter}{'' if pack.unit.is_ended else ' so far'} ", first, f" {word}", *more)


def _due(pack: Pack) -> compose.Title:
    """What ends by the end of the next quarter, and how much of it is at risk."""
    both = {"due_quarter_label": "both quarters"}
    accounts, arr = (pack.first("renewal_totals", name, **both) for name in ("due_accounts", "due_arr"))
    risky, at_risk = (pack.first("renewal_totals", name, **both) for name in ("due_act_accounts", "due_act_arr"))
    if not (accounts and arr):
        return ()
    day = f"as of today, {words.day(pack.unit.as_of)}, " if pack.unit.is_ended else ""
    told: compose.Title = (day, arr, " in ", accounts, f" contracts ends by the end of {pack.unit.coming_quarter}")
    if at_risk and risky and risky.number:
        name, largest = pack.cell("renewals", 0, "account_name").text, pack.cell("renewals", 0, "arr")
        told += (", ", at_risk, " in ", risky, f" of them at risk, the largest {name}", *_known(", ", largest, ""))
    return told


def ground(pack: Pack) -> Slide:
    """Where the whitespace is: each case with its holder, its worth and what speaks for it."""
    asked, today = sheets_today.WHITESPACE, compose.as_of_today(pack)
    moves = compose.table(
        pack,
        asked,
        ("account_name", "person_name", "stage_label", "vendor", "renewal_on", "potential", "move_reason"),
        most=10,
        caption=f"Whitespace in the order of what speaks for it{today}",
    )
    title: compose.Title = ("Nobody has mapped whitespace here",)
    if moves.rows:
        name, stage, why = (
            pack.cell(asked.name, 0, one).text for one in ("account_name", "stage_label", "move_reason")
        )
        title = (f"The strongest whitespace case is {stage} at {name}",)
        title += _known(", worth ", pack.cell(asked.name, 0, "potential"), " a year")
        title += (f"; {why.split(';')[0]}",)
    notes = f"What is unknown never counts for or against a case.\n{compose.source(pack, asked)}"
    return Slide("ground", "Whitespace", compose.begun(pack, *title), (Placed(moves),), notes)


def asks(pack: Pack) -> Slide:
    """What the team needs from others."""
    block = compose.table(pack, sheets.ASKS, sheets.ASKS.columns, most=6)
    title = ("What we ask for, from whom and by when",) if block.rows else ("Nothing is asked for",)
    return Slide("asks", "Asks", title, (Placed(block),), compose.source(pack, sheets.ASKS))


def commitments(pack: Pack) -> Slide:
    """What is promised for the quarter that begins, and what became of the promises for the one that ends."""
    asked, unit = sheets.COMMITMENTS, pack.unit
    begins, ends = unit.next_quarters[0], unit.quarter
    now, before = (pack.find(asked.name, commitment_for=quarter) for quarter in (begins, ends))
    who = ("commitment", "responsible", "due_on")
    ahead = compose.table(pack, asked, (*who, "ask_measure"), rows=now, most=8, caption=f"For {begins}")
    behind = compose.table(
        pack, asked, (*who, "ask_measure", "commitment_state"), rows=before, most=8, caption=f"From {ends}"
    )
    title = "What we commit to, and what became of the last commitments" if now or before else "Nothing is committed to"
    listed = [block for block in (ahead, behind) if block.rows]
    placed = compose.stacked(listed)
    return Slide("commitments", "Commitments", (title,), placed, compose.source(pack, asked))


def moved(pack: Pack) -> Slide:
    """Each number that reads differently from the version before."""
    asked = sheets.MOVED
    block = compose.table(
        pack, asked, asked.columns, most=14, caption=f"Version {pack.version - 1} and version {pack.version}"
    )
    title = f"What moved since version {pack.version - 1}" if block.rows else "This is the first version"
    return Slide("moved", "What moved", (title,), (Placed(block),), compose.source(pack, asked))


def appendix(pack: Pack) -> Slide:
    """What a careful reader asks: policies, data quality, what was not checked."""
    unit = pack.unit
    asks_ = dict(unit.policies)
    rates = ", ".join(f"{name} {rate} of {day}" for name, rate, day in unit.rates) or "none needed"
    lines = (
        ("Pack", f"{pack.stamp.line}. Frozen: reopening it shows the same numbers."),
        (
            "Pipeline",
            f"open deals{compose.counted(pack)} from stage {asks_['pipeline_min_stage']} on, without Omitted; each "
            "under its AE of the day. What is shown as of today is of all deals",
        ),
        (
            "Money",
            f"in {unit.currency} at one rate a currency: {rates}. Won is net of negative amounts, open counts "
            "positive ones alone. Rounded, figures may not add",
        ),
        ("Unknown", "a dash is unknown, never nothing. A measure without cases says so"),
        ("Definitions", "the notes of each slide and the sheet README of the workbook say how every number is counted"),
    )
    quality = compose.table(
        pack,
        sheets_today.QUALITY,
        ("rule_name", "verdict", "act_deals", "watch_deals", "reason"),
        most=13,
        caption=f"Data quality: which rules could be checked{compose.as_of_today(pack)}",
    )
    notes = compose.source(pack, sheets_today.QUALITY)
    placed = (Placed(Text(lines, 11), 0, 0, 0.42), Placed(quality, 0.46, 0, 0.54))
    return Slide("appendix", "Appendix", ("How the numbers are counted",), placed, notes)
