"""The slides about money: scorecard, bridge, attainment, outcomes, the new quarter, coverage and key deals."""

from collections.abc import Callable

from sightline import words
from sightline.charts.palette import FORECAST as CATEGORIES
from sightline.charts.palette import NOTE, PRIMARY
from sightline.metrics import METRICS, column, named
from sightline.packs import compose, sheets
from sightline.packs.blocks import Cell, Placed, Slide, Table
from sightline.packs.pack import Pack

_SCORED = named(
    "quota won_amount gap_amount attainment_share win_rate_share win_rate_value_share cycle_days average_deal_amount "
    "created_pipeline_amount create_and_close_amount slippage_share commit_hit_share"
)
"""What the scorecard slide shows, in order; the sheet has every measure."""
_AGAINST_QUOTA = ("quota", "won_amount", "gap_amount")
_LEFT, _RIGHT = 0.46, 0.51
_AES_DRAWN = 12


def scorecard(pack: Pack) -> Slide:
    """Each measure of the quarter beside the four before it."""
    asked = sheets.SCORECARD
    rows = pack.rows(asked.name)
    quarters = list(dict.fromkeys(rows["quarter_label"]))
    names = [name for name in _SCORED if name in set(rows["metric"])]
    places = {(rows["metric"][row], rows["quarter_label"][row]): row for row in rows.index}
    lines = []
    for name in names:
        line = [Cell(f"{column(name).label}, days" if column(name).unit == "days" else column(name).label)]
        for quarter in quarters:
            row = places.get((name, quarter))
            line.append(Cell("") if row is None else _valued(pack, row))
        lines.append(tuple(line))
    block = Table(
        heads=("Measure", *quarters),
        rows=tuple(lines),
        is_number=(False, *(True for _ in quarters)),
        sheet=asked.sheet,
        strong=quarters.index(pack.unit.quarter) + 1 if pack.unit.quarter in quarters else None,
    )
    attained, won = _of(pack, "attainment_share"), _of(pack, "won_amount")
    if attained and won:
        title: tuple[Cell | str, ...] = (won, f" won in {pack.unit.quarter}, ", attained, " of quota")
    elif won:
        title = (won, f" won in {pack.unit.quarter}; no quota to hold it against")
    else:
        title = (f"What {pack.unit.quarter} came to",)
    notes = f"{compose.told(pack, *(name for name in names if name in METRICS))}\n{compose.source(pack, asked)}"
    return Slide("scorecard", "Scorecard", title, (Placed(block),), notes)


def _valued(pack: Pack, row: int) -> Cell:
    """A value of the scorecard in its own unit."""
    return pack.cell("scorecard", row, "value", unit=pack.rows("scorecard")["unit"].iloc[row])


def _of(pack: Pack, metric: str) -> Cell | None:
    found = pack.find("scorecard", metric=metric, quarter_label=pack.unit.quarter)
    cell = _valued(pack, found[0]) if found else None
    return cell if cell is not None and cell.number is not None else None


_TONES_BEFORE = {"start": "total", "in": "came", "change": "came", "out": "went", "end": "total"}
"""The tone of a step by its kind, for packs that were frozen before the query told it."""


def bridge(pack: Pack) -> Slide:
    """From the first snapshot of the quarter to the last, step by step."""
    asked, unit = sheets.WATERFALL, pack.unit
    rows = pack.rows(asked.name)
    shown = [
        row
        for row in rows.index
        if rows["kind"][row] in ("start", "end") or _moves(rows["kind"][row], rows["amount"][row])
    ]
    names = [_step_name(pack, rows["bucket"][row], rows["kind"][row]) for row in shown]
    cells = [pack.cell(asked.name, row, "amount") for row in shown]
    tones = [rows["tone"][row] if "tone" in rows else _TONES_BEFORE[rows["kind"][row]] for row in shown]
    block = compose.chart(pack, asked, "waterfall", names, [("Amount", cells, PRIMARY)], tones=tones)
    start, end = pack.first(asked.name, "amount", kind="start"), pack.first(asked.name, "amount", kind="end")
    title: tuple[Cell | str, ...] = (f"No two snapshots of {unit.quarter} to compare",)
    if start and end and unit.compare_to and unit.snapshot_on:
        title = ("Open pipeline of the quarter went from ", start, f" on {words.day(unit.compare_to)} to ", end)
        joint = ": "
        for bucket in ("won", "pushed out"):
            step = _step(pack, bucket)
            if step and step.number:
                title += (joint, step, f" {bucket}")
                joint = ", "
    notes = (
        "The steps between add up to the ending, to the cent. Won counts at the amount it was won for; what came and "
        "was won between the two days stands in both. Labels are text: change them with the numbers.\n"
        f"{compose.source(pack, asked, sheets.WATERFALL_DEALS, sheets.MATRIX)}"
    )
    return Slide("bridge", "Quarter bridge", title, (Placed(block),), notes)


def _moves(kind: str, amount: float) -> bool:
    return kind in ("in", "change", "out") and bool(amount)


def _step(pack: Pack, bucket: str) -> Cell | None:
    found = pack.find("waterfall", bucket=bucket)
    return pack.cell("waterfall", found[0], "amount", unsigned=True) if found else None


def _step_name(pack: Pack, bucket: str, kind: str) -> str:
    day = {"start": pack.unit.compare_to, "end": pack.unit.snapshot_on}.get(kind)
    return f"{bucket[0].upper()}{bucket[1:]}" + (f" {words.day(day)}" if day else "")


def attainment(pack: Pack) -> Slide:
    """Quota and won of each AE, and whose open deals ask for action."""
    asked = sheets.ATTAINMENT
    block = compose.by_row(
        pack,
        asked,
        "bars",
        "person_name",
        [("Quota", "quota", NOTE), ("Won", "won_amount", PRIMARY)],
        rows=range(min(len(pack.rows(asked.name)), _AES_DRAWN)),
        caption="Quota and won",
    )
    listed = compose.table(
        pack,
        sheets.READINESS,
        ("person_name", "act_deals", "quarter_deals", "act_deal_share", "act_amount"),
        most=_AES_DRAWN,
        caption="Open deals of this quarter to act on",
    )
    quota, won, gap = (pack.first("coverage", name, quarter_label=pack.unit.quarter) for name in _AGAINST_QUOTA)
    title: tuple[Cell | str, ...] = (f"Nobody has a quota for {pack.unit.quarter}",)
    if quota and won and gap:
        title = (won, " won of a quota of ", quota)
        title += (", ", gap, " still to go") if (gap.number or 0) > 0 else (": the quota is met",)
    notes = (
        "No ranking of people: the bars say where help is needed. Open deals are those of the data's day.\n"
        f"{compose.told(pack, 'attainment_share', 'act_deal_share')}\n{compose.source(pack, asked, sheets.READINESS)}"
    )
    placed = (Placed(block, 0, 0, _LEFT), Placed(listed, 1 - _RIGHT, 0, _RIGHT))
    return Slide("attainment", "Attainment by AE", title, placed, notes)


def outcomes(pack: Pack) -> Slide:
    """The largest wins, and the largest losses and slips with their reasons."""
    asked = sheets.OUTCOMES
    most = int(dict(pack.unit.policies)["pack_top_deals"])
    wins = pack.find(asked.name, outcome="won")
    others = sorted(
        [*pack.find(asked.name, outcome="lost"), *pack.find(asked.name, outcome="slipped")], key=_largest(pack)
    )
    shared = ("opportunity_name", "account_name", "person_name", "amount")
    left = compose.table(pack, asked, shared, rows=wins, most=most, caption="Largest wins")
    right = compose.table(
        pack,
        asked,
        ("opportunity_name", "account_name", "outcome", "amount", "outcome_reason"),
        rows=others,
        most=most,
        caption="Largest losses and slips",
    )
    title: tuple[Cell | str, ...] = (f"Nothing was won in {pack.unit.quarter}",)
    if wins:
        title = (
            f"Largest win: {pack.cell(asked.name, wins[0], 'account_name').text}, ",
            pack.cell(asked.name, wins[0], "amount"),
        )
    if others:
        name, kind = (pack.cell(asked.name, others[0], one).text for one in ("account_name", "outcome"))
        title += (
            f"; largest deal {'lost' if kind == 'lost' else 'pushed out'}: {name}, ",
            pack.cell(asked.name, others[0], "amount"),
        )
    notes = (
        "Say why each was won and which use case repeats elsewhere; a loss has the reason noted. A "
        "slip was expected in the quarter on its first snapshot and is expected later now.\n"
        f"{compose.source(pack, asked)}"
    )
    placed = (Placed(left, 0, 0, 1, 0.5), Placed(right, 0, 0.5, 1, 0.5))
    return Slide("outcomes", "Wins, losses and slips", title, placed, notes)


def _largest(pack: Pack) -> Callable[[int], float]:
    """The order of losses and slips together: the largest first."""
    amounts = pack.rows("outcomes")["amount"].fillna(0)
    return lambda row: -float(amounts.iloc[row])


def forecast(pack: Pack) -> Slide:
    """The next quarter's categories, stacked one by one against its quota, and both forms in a table."""
    asked, quarter = sheets.FORECAST, pack.unit.next_quarters[0]
    rows = pack.rows(asked.name)
    found = list(range(len(rows)))
    quota = pack.first(sheets.COVERAGE.name, "quota", quarter_label=quarter)
    parts = []
    for row in found:
        tone = CATEGORIES.get(rows["category"].iloc[row])
        if tone and rows["is_stacked"].iloc[row] and rows["amount"].iloc[row]:
            parts.append(
                (pack.cell(asked.name, row, "category_name").text, [pack.cell(asked.name, row, "amount"), None], tone)
            )
    if quota:
        parts.append(("Quota", [None, quota], NOTE))
    names = [quarter, "Quota"] if quota else [quarter]
    block = compose.chart(
        pack,
        asked,
        "stacked",
        names,
        [(name, cells[: len(names)], tone) for name, cells, tone in parts],
        caption=f"{quarter} by category",
    )
    listed = compose.table(
        pack,
        asked,
        ("category_name", "deals", "amount", "cumulative_name", "cumulative_amount"),
        rows=found,
        caption="Each by itself, and added up from the surest",
    )
    best = pack.first(sheets.COVERAGE.name, "best_case_cumulative", quarter_label=quarter)
    open_ = pack.first(sheets.COVERAGE.name, "open_quarter_amount", quarter_label=quarter)
    title: tuple[Cell | str, ...] = (f"{quarter} has no open pipeline yet",)
    if best and open_ and quota:
        title = (
            f"{quarter} starts with ",
            open_,
            " open, ",
            best,
            " of it Best Case or better, against a quota of ",
            quota,
        )
    elif best and open_:
        title = (f"{quarter} starts with ", open_, " open, ", best, " of it Best Case or better; no quota yet")
    notes = (
        "The cumulative columns are never added up: each holds the ones above it. Omitted deals are in neither.\n"
        f"{compose.source(pack, asked, sheets.COVERAGE)}"
    )
    placed = (Placed(block, 0, 0, _LEFT), Placed(listed, 1 - _RIGHT, 0, _RIGHT))
    return Slide("forecast", "New quarter forecast", title, placed, notes)


def coverage(pack: Pack) -> Slide:
    """Open pipeline against quota for this quarter and the two after it."""
    asked, unit = sheets.COVERAGE, pack.unit
    late = dict(unit.policies)["late_stage"]
    block = compose.by_row(
        pack,
        asked,
        "columns",
        "quarter_label",
        [
            ("All open", "coverage_of_quota", PRIMARY),
            (f"Stage {late} and later", "late_coverage_of_quota", CATEGORIES["best_case"]),
        ],
        caption="Open pipeline in times of quota",
    )
    listed = compose.table(
        pack,
        asked,
        ("quarter_label", "quota", "won_amount", "open_quarter_amount", "late_amount"),
        caption="What stands behind it",
    )
    asks = dict(unit.policies)
    following = pack.first(asked.name, "coverage_of_quota", quarter_label=unit.next_quarters[0])
    title: tuple[Cell | str, ...] = ("Without a quota there is no coverage to tell",)
    if following:
        title = (
            f"{unit.next_quarters[0]} is covered ",
            following,
            f" by open pipeline; {asks['next_quarter_coverage']}× is asked",
        )
    notes = (
        f"Asked of the next quarter: {asks['next_quarter_coverage']}× in all, "
        f"{asks['next_quarter_late_coverage']}× from stage {late} on; of the one after: "
        f"{asks['after_next_coverage']}×. Open deals only.\n"
        f"{compose.told(pack, 'coverage_of_quota', 'late_coverage_of_quota')}\n{compose.source(pack, asked)}"
    )
    placed = (Placed(block, 0, 0, _LEFT), Placed(listed, 1 - _RIGHT, 0, _RIGHT))
    return Slide("coverage", "Coverage", title, placed, notes)


def key_deals(pack: Pack) -> Slide:
    """The deals the forecast stands on."""
    asked = sheets.KEY_DEALS
    most = int(dict(pack.unit.policies)["pack_key_deals"])
    shown = (
        "opportunity_name account_name person_name category_label amount close_on quarter_slips deal_plan "
        "last_consult_on severity"
    )
    block = compose.table(pack, asked, named(shown), most=most)
    found = pack.find(asked.name, severity="act")
    title: tuple[Cell | str, ...] = ("No deal is in Commit or Best Case",)
    if block.rows:
        name = pack.cell(asked.name, 0, "account_name").text
        title = (f"The forecast stands on {name}, ", pack.cell(asked.name, 0, "amount"))
    if found:
        name = pack.cell(asked.name, found[0], "account_name").text
        title += (f"; {name} needs action first: {pack.cell(asked.name, found[0], 'flags').text}",)
    notes = f"{compose.told(pack, 'quarter_slips')}\n{compose.source(pack, asked, sheets.CONSULTS)}"
    return Slide("key_deals", "Key deals", title, (Placed(block),), notes)
