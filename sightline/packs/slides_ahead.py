"""The slides about the quarters to come: their forecast, their coverage, what to do for the next one, and who sells."""

from sightline.charts.palette import FORECAST as CATEGORIES
from sightline.charts.palette import NOTE, PRIMARY
from sightline.packs import compose, sheets, sheets_today
from sightline.packs.blocks import Placed, Slide
from sightline.packs.pack import Pack

_LEFT, _RIGHT = 0.46, 0.51
_DRAWN = 12


def forecast(pack: Pack) -> Slide:
    """The next quarter's categories, stacked one by one against its quota, and both forms in a table."""
    asked, unit = sheets.FORECAST, pack.unit
    quarter = unit.next_quarters[0]
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
        caption=f"{quarter} by category{_at_its_end(pack)}",
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
    title: compose.Title = (f"No snapshot shows what was open for {quarter}",)
    if best and open_:
        title = (f"{quarter} {'started' if unit.is_ended else 'starts'} with ", open_, " open, ", best)
        title += (" of it Best Case or better, ", *(("against a quota of ", quota) if quota else ("no quota yet",)))
    notes = (
        "The cumulative columns are never added up: each includes the ones above it. Omitted deals are in neither.\n"
        f"{compose.source(pack, asked, sheets.COVERAGE)}"
    )
    placed = (Placed(block, 0, 0, _LEFT), Placed(listed, 1 - _RIGHT, 0, _RIGHT)) if open_ else ()
    return Slide("forecast", "New quarter forecast", title, placed, notes)


def coverage(pack: Pack) -> Slide:
    """Open pipeline against quota for this quarter and the two after it."""
    asked, unit = sheets.COVERAGE, pack.unit
    asks = dict(unit.policies)
    block = compose.by_row(
        pack,
        asked,
        "columns",
        "quarter_label",
        [
            ("All open", "coverage_of_quota", PRIMARY),
            (f"Stage {asks['late_stage']} and later", "late_coverage_of_quota", CATEGORIES["best_case"]),
        ],
        rows=[row for row in range(len(pack.rows(asked.name))) if not (unit.is_ended and _is_its_own(pack, row))],
        caption=f"Open pipeline in times of quota{_at_its_end(pack)}",
    )
    listed = compose.table(
        pack,
        asked,
        ("quarter_label", "quota", "won_amount", "open_quarter_amount", "late_amount"),
        caption="The amounts behind it",
    )
    following = pack.first(asked.name, "coverage_of_quota", quarter_label=unit.next_quarters[0])
    title: compose.Title = (f"The coverage of {unit.next_quarters[0]} is unknown: no quota, or no snapshot",)
    if following and following.number is not None:
        target = float(asks["next_quarter_coverage"])
        ask = f"{asks['next_quarter_coverage']}×"
        title = (
            f"{unit.next_quarters[0]} {'was' if unit.is_ended else 'is'} covered ",
            compose.held_against(following, target),
            _at_its_end(pack),
            f", target {ask} met" if following.number >= target else f", below the target of {ask}",
        )
    notes = (
        f"Targets of the next quarter: {asks['next_quarter_coverage']}× in total, "
        f"{asks['next_quarter_late_coverage']}× from stage {asks['late_stage']} on; of the one after: "
        f"{asks['after_next_coverage']}×. Open deals only.\n"
        f"{compose.told(pack, 'coverage_of_quota', 'late_coverage_of_quota')}\n{compose.source(pack, asked)}"
    )
    drawn = () if block.is_empty else (Placed(block, 0, 0, _LEFT),)
    return Slide("coverage", "Coverage", title, (*drawn, Placed(listed, 1 - _RIGHT, 0, _RIGHT)), notes)


def _is_its_own(pack: Pack, row: int) -> bool:
    """Whether a row of coverage is of the quarter itself, of which nothing is left to cover once it has ended."""
    return bool(pack.rows("coverage")["quarter_label"].iloc[row] == pack.unit.quarter)


def _at_its_end(pack: Pack) -> str:
    """What was open when the quarter ended, where it has."""
    return f" when {pack.unit.quarter} ended" if pack.unit.is_ended else ""


def next_quarter(pack: Pack) -> Slide:
    """What to do for the next quarter: pipeline to create, deals to pull in, accounts to plan."""
    asked, unit = sheets_today.NEEDED, pack.unit
    today, quarter = compose.as_of_today(pack), unit.coming_quarter
    rows = compose.table(
        pack,
        sheets_today.NEED_ROWS,
        ("person_name", "next_quota", "next_open", "next_coverage", "next_need"),
        most=_DRAWN,
        caption=f"{quarter}: who needs most{today}; can add up to more than the team needs",
    )
    pulled = compose.table(
        pack,
        sheets_today.PULL_INS,
        ("opportunity_name", "person_name", "amount", "stage", "close_on"),
        most=5,
        caption=f"Deals expected later that could be pulled into {quarter}",
    )
    bare = compose.table(
        pack,
        sheets_today.GAPS,
        ("account_name", "person_name", "arr", "whitespace_value"),
        rows=pack.find("gaps", severity="act"),
        most=5,
        caption="Key accounts to plan: none has a plan or a reason",
    )
    create, open_ = pack.first(asked.name, "create_amount"), pack.first(asked.name, "open_quarter_amount")
    wanted = pack.first(asked.name, "asked_amount")
    title: compose.Title = (f"What {quarter} needs is unknown: no quota, or no snapshot",)
    if create and open_ and wanted:
        title = (f"{quarter} has the pipeline it needs, ", open_, " open against a target of ", wanted)
        if create.number:
            title = (f"{quarter} needs ", create, " of new pipeline: ", open_, " is open of ", wanted, " needed")
    lacked = pack.first("need_rows", "next_need")
    if lacked and lacked.number and len(pack.rows("need_rows")) > 1:
        title += (f"; {pack.cell('need_rows', lacked.row, 'person_name').text} needs most, ", lacked)
    notes = (
        "The needs of AEs add up to more than that of the team where one is above target. Deals to pull in are of "
        "the quarter after, in a late stage, and no rule asks for action on them.\n"
        f"{compose.told(pack, 'create_amount')}\n"
        f"{compose.source(pack, asked, sheets_today.NEED_ROWS, sheets_today.PULL_INS, sheets_today.GAPS)}"
    )
    right = compose.stacked([one for one in (pulled, bare) if one.rows], left=0.53)
    return Slide(
        "next_quarter", "Next quarter's plan", compose.begun(pack, *title), (Placed(rows, 0, 0, 0.5), *right), notes
    )


def capacity(pack: Pack) -> Slide:
    """Who sells: AEs, those still ramping, quota of the next quarter and key accounts."""
    asked = sheets_today.CAPACITY
    listed = compose.table(
        pack,
        asked,
        (
            "person_name",
            "reps",
            "ramping_reps",
            "reps_unquotaed",
            "next_quota",
            "eligible_accounts",
            "accounts_per_rep",
            "vacant_accounts",
        ),
        most=_DRAWN,
        caption=f"AEs, their quota of {pack.unit.coming_quarter} and their key accounts{compose.as_of_today(pack)}",
    )
    title: compose.Title = ("Every key account has an active AE",)
    vacant = pack.first(asked.name, "vacant_accounts")
    if vacant and vacant.number:
        name = pack.cell(asked.name, vacant.row, "person_name").text
        told = "key account has" if vacant.number == 1 else "key accounts have"
        title = (vacant, f" {told} no active AE under {name}, more than elsewhere")
    notes = f"{compose.told(pack, 'accounts_per_rep')}\n{compose.source(pack, asked)}"
    return Slide(
        "capacity",
        "Ramp and capacity",
        compose.begun(pack, *title),
        (Placed(listed),) if pack.unit.is_team else (),
        notes,
    )
