"""The slides about account plans and about the pack itself: cover, plans, asks, commitments and the appendix."""

from sightline import words
from sightline.charts.palette import RUNGS
from sightline.packs import compose, sheets
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
    """Whether the plans are alive, per AE, and how well the relationships carry them."""
    asked = sheets.READINESS
    listed = compose.table(
        pack,
        asked,
        ("person_name", "coverage_share", "covered_accounts", "eligible_accounts", "stale_plans", "overdue_actions"),
        most=10,
        caption="Plans, by AE",
    )
    everybody = list(dict.fromkeys(pack.rows("relations")["person_name"])) if len(pack.rows("relations")) else []
    people = everybody[:_PEOPLE_DRAWN]
    series = []
    for rung, tone in RUNGS.items():
        cells = [pack.first("relations", "accounts", person_name=name, rung=rung) for name in people]
        if any(cells):
            series.append((rung, cells, tone))
    rest = f", {words.of(len(people), len(everybody))} people" if len(everybody) > len(people) else ""
    caption = f"Key accounts by relationship rung{rest}"
    block = compose.chart(pack, sheets.RELATIONS, "stacked bars", people, series, caption=caption)
    covered, eligible = pack.first("plans", "covered_accounts"), pack.first("plans", "eligible_accounts")
    share, bare = pack.first("plans", "coverage_share"), pack.first("plans", "no_reason_accounts")
    title: tuple[Cell | str, ...] = ("No key account counts here",)
    if covered and eligible and share:
        title = (covered, " of ", eligible, " key accounts have a living plan, ", share)
        title += ("; ", bare, " have none and no reason") if bare and bare.number else ()
    source = compose.source(pack, asked, sheets.PLANS, sheets.RELATIONS)
    notes = f"{compose.told(pack, 'coverage_share', 'no_reason_accounts')}\n{source}"
    placed = (Placed(listed, 0, 0, 0.5), Placed(block, 0.53, 0, 0.47))
    return Slide("plans", "Account plans", title, placed, notes)


def ground(pack: Pack) -> Slide:
    """Where the whitespace is, and which forecast rests on a weak relationship."""
    moves = compose.table(
        pack,
        sheets.WHITESPACE,
        ("account_name", "stage_label", "cell_state", "vendor", "potential", "renewal_on"),
        most=8,
        caption="Open ground, the strongest case first",
    )
    risks = compose.table(
        pack,
        sheets.RISK,
        ("line", "now_deals", "now_amount"),
        caption="Open forecast of this quarter at relationship risk",
    )
    title: tuple[Cell | str, ...] = ("Nobody has mapped whitespace here",)
    if moves.rows:
        name, stage = (pack.cell("whitespace", 0, column).text for column in ("account_name", "stage_label"))
        title = (f"The strongest whitespace case is {stage} at {name}",)
        worth = pack.first("whitespace", "potential")
        title += (", worth ", worth, " a year") if worth and worth.row == 0 else ()
    at_risk = pack.first("risk", "now_amount", line=_AT_RISK)
    title += (
        ("; ", at_risk, " of this quarter's forecast rests on a weak relationship")
        if at_risk and at_risk.number
        else ()
    )
    notes = (
        "A deal stands once in the total and once under each of its reasons, so the reasons do not add up. What nobody "
        f"knows is no reason.\n{compose.source(pack, sheets.WHITESPACE, sheets.RISK)}"
    )
    placed = (Placed(moves, 0, 0, 0.6), Placed(risks, 0.63, 0, 0.37))
    return Slide("ground", "Whitespace and relationships", title, placed, notes)


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


def appendix(pack: Pack) -> Slide:
    """What a careful reader asks: policies, data quality, what was not checked."""
    unit = pack.unit
    asks_ = dict(unit.policies)
    rates = ", ".join(f"{name} {rate} of {day}" for name, rate, day in unit.rates) or "none needed"
    lines = (
        ("Pack", f"{pack.stamp.line}. Frozen: reopening it shows the same numbers."),
        (
            "Pipeline",
            f"open deals from stage {asks_['pipeline_min_stage']} on, without Omitted; each under its owner of the day",
        ),
        (
            "Money",
            f"in {unit.currency} at one rate a currency: {rates}. Negative amounts count. Rounded, figures may not add",
        ),
        ("Unknown", "a dash is unknown, never nothing. A measure without cases says so"),
        ("Definitions", "the notes of each slide and the sheet README of the workbook say how every number is counted"),
    )
    quality = compose.table(
        pack,
        sheets.QUALITY,
        ("rule_name", "verdict", "act_deals", "watch_deals", "reason"),
        most=13,
        caption="Data quality: which rules could be checked",
    )
    notes = compose.source(pack, sheets.QUALITY)
    placed = (Placed(Text(lines, 11), 0, 0, 0.42), Placed(quality, 0.46, 0, 0.54))
    return Slide("appendix", "Appendix", ("How the numbers are counted",), placed, notes)
