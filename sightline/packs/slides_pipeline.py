"""The slides about what the quarter came to: scorecard, bridge, attainment, and what was won and lost."""

from collections.abc import Callable

import pandas as pd

from sightline import words
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
_DRAWN = 12
_EFFECTS_TOLD = 3
_FEW = 2
"""Of so few AEs one always wins most."""


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
        caption=f"Won, open and lost{compose.counted(pack)}" if compose.counted(pack) else "",
        strong=quarters.index(pack.unit.quarter) + 1 if pack.unit.quarter in quarters else None,
    )
    title = _result(pack)
    notes = f"{compose.told(pack, *(name for name in names if name in METRICS))}\n{compose.source(pack, asked)}"
    return Slide("scorecard", "Scorecard", title, (Placed(block),), notes)


def _valued(pack: Pack, row: int) -> Cell:
    """A value of the scorecard in its own unit."""
    return pack.cell("scorecard", row, "value", unit=pack.rows("scorecard")["unit"].iloc[row])


def _result(pack: Pack) -> compose.Title:
    """What the quarter came to against its quota: finished, or so far."""
    unit = pack.unit
    won, attained, gap = (_of(pack, metric) for metric in ("won_amount", "attainment_share", "gap_amount"))
    if won is None:
        return (f"What was won in {unit.quarter} is unknown",)
    if attained is None or gap is None:
        return (won, f" {'won' if unit.is_ended else 'won so far'} in {unit.quarter}; no quota to hold it against")
    attained = compose.held_against(attained, 1.0)
    over = (gap.number or 0) <= 0
    if unit.is_ended:
        title: compose.Title = (
            f"{unit.quarter} finished at ",
            attained,
            " of quota: ",
            won,
            f" won{compose.counted(pack)}, ",
        )
        return (*title, _unsigned(pack, "gap_amount"), " over" if over else " short")
    title = (
        won,
        f" won so far in {unit.quarter}{compose.counted(pack)}, ",
        attained,
        " of quota; ",
        _unsigned(pack, "gap_amount"),
    )
    return (*title, f" {'over' if over else 'to go'}, {words.counted(unit.days_left, 'day')} left")


def verdict(pack: Pack) -> compose.Title:
    """What share of its quota the quarter came to, for the slide that sums it up."""
    unit, attained = pack.unit, _of(pack, "attainment_share")
    if attained is None:
        return (f"{unit.quarter} in short",)
    attained = compose.held_against(attained, 1.0)
    if unit.is_ended:
        return (f"{unit.quarter} finished at ", attained, " of quota")
    return (f"{unit.quarter} is at ", attained, f" of quota with {words.counted(unit.days_left, 'day')} left")


def _of(pack: Pack, metric: str) -> Cell | None:
    found = pack.find("scorecard", metric=metric, quarter_label=pack.unit.quarter)
    cell = _valued(pack, found[0]) if found else None
    return cell if cell is not None and cell.number is not None else None


def _unsigned(pack: Pack, metric: str) -> Cell:
    """A value of the scorecard without its sign, for words that say which way it goes."""
    row = pack.find("scorecard", metric=metric, quarter_label=pack.unit.quarter)[0]
    return pack.cell("scorecard", row, "value", unsigned=True, unit=pack.rows("scorecard")["unit"].iloc[row])


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
    title: compose.Title = (f"No two snapshots show how the pipeline of {unit.quarter} moved",)
    if start and end and unit.compare_to and unit.snapshot_on:
        by = f"the end of {unit.quarter}" if unit.is_ended else words.day(unit.snapshot_on)
        title = (start, f" was open on {words.day(unit.compare_to)}, ", end, f" by {by}", *_moved_most(pack))
    notes = (
        "The steps between add up to the ending, to the cent. Won counts at the amount it was won for; what came and "
        "was won between the two days is in both. Labels are text: change them with the numbers.\n"
        f"{compose.source(pack, asked, sheets.BRIDGE, sheets.WATERFALL_DEALS, sheets.MATRIX)}"
    )
    return Slide("bridge", "Quarter bridge", title, (Placed(block),), notes)


def _moves(kind: str, amount: float) -> bool:
    return kind in ("in", "change", "out") and bool(amount)


def _moved_most(pack: Pack) -> compose.Title:
    """What moved the pipeline, the largest first."""
    effects = [row for row, moved in enumerate(pack.rows("bridge").get("amount", ())) if moved][:_EFFECTS_TOLD]
    parts: compose.Title = ()
    for row in effects:
        name = pack.cell("bridge", row, "effect").text
        parts += (", " if parts else ": ", pack.cell("bridge", row, "amount", unsigned=True), f" {name}")
    return parts


def _step_name(pack: Pack, bucket: str, kind: str) -> str:
    unit = pack.unit
    if kind == "end" and unit.is_ended:
        return f"End of {unit.quarter}"
    day = {"start": unit.compare_to, "end": unit.snapshot_on}.get(kind)
    return f"{bucket[0].upper()}{bucket[1:]}" + (f" {words.day(day)}" if day else "")


def attainment(pack: Pack) -> Slide:
    """Quota and won one level below, and the AEs the bookings rest on."""
    asked = sheets.TEAMS
    block = compose.by_row(
        pack,
        asked,
        "bars",
        "person_name",
        [("Quota", "quota", NOTE), ("Won", "won_amount", PRIMARY)],
        rows=range(min(len(pack.rows(asked.name)), _DRAWN)),
        caption=compose.cut("Quota and won", _DRAWN, len(pack.rows(asked.name))),
    )
    listed = compose.table(
        pack,
        asked,
        ("person_name", "quota", "won_amount", "gap_amount", "attainment_share", "won_part_share"),
        most=_DRAWN,
        caption="The largest gap to quota first; quotas below a team can add up to more than its own",
    )
    winners = compose.table(
        pack,
        sheets.WINNERS,
        ("person_name", "manager_name", "won_amount", "deals_won", "won_part_share"),
        most=4,
        caption="AEs who won most",
    )
    is_of_aes = set(pack.rows("teams").get("person_id", ())) >= set(pack.rows("winners").get("person_id", ()))
    notes = (
        "No ranking of people: the bars say where help is needed. A manager's quota is that of the team, else the sum "
        "of the AE quotas below.\n"
        f"{compose.told(pack, 'attainment_share', 'won_part_share')}\n"
        f"{compose.source(pack, asked, sheets.WINNERS, sheets.ATTAINMENT)}"
    )
    right = [listed] if is_of_aes else [listed, winners]
    placed = (Placed(block, 0, 0, 0.4), *compose.stacked(right, left=0.43))
    return Slide("attainment", "Attainment", _shares(pack), placed, notes)


def _shares(pack: Pack) -> compose.Title:
    """Who won most of it where that is more than a quarter can rest on, and who is furthest from quota."""
    unit, least = pack.unit, float(dict(pack.unit.policies).get("pack_concentration_share", 1))
    part, people = pack.first("winners", "won_part_share"), len(pack.rows("attainment"))
    found: list[compose.Title] = []
    if part and (part.number or 0) > least and people > _FEW:
        name = pack.cell("winners", 0, "person_name").text
        found.append((f"{name} alone won ", part, f" of {unit.quarter}{'' if unit.is_ended else ' so far'}"))
    gaps = [row for row in range(len(pack.rows("teams"))) if (pack.cell("teams", row, "gap_amount").number or 0) > 0]
    if gaps:
        name, gap = pack.cell("teams", gaps[0], "person_name").text, pack.cell("teams", gaps[0], "gap_amount")
        attained = compose.held_against(pack.cell("teams", gaps[0], "attainment_share"), 1.0)
        further = "finished furthest from quota" if unit.is_ended else "is furthest from quota"
        alone = "finished below quota" if unit.is_ended else "is below quota"
        which = further if len(pack.rows("teams")) > 1 else alone
        found.append((f"{name} {which}: ", gap, " short, " if unit.is_ended else " to go, ", attained, " of quota"))
    elif pack.rows("teams").get("gap_amount", pd.Series(dtype=float)).notna().any():
        most = int(pack.rows("teams")["won_amount"].astype(float).argmax())
        name, of_all = pack.cell("teams", most, "person_name").text, pack.cell("teams", most, "won_part_share")
        met: compose.Title = (f"Every quota of {unit.quarter} is met; {name} won most, ", of_all, " of it all")
        found.append(met if len(pack.rows("teams")) > 1 else (f"The quota of {unit.quarter} is met",))
    if not found:
        return (f"Nobody has a quota for {unit.quarter}",)
    return found[0] if len(found) == 1 else (*found[0], "; ", *found[1])


def outcomes(pack: Pack) -> Slide:
    """The largest wins, the largest losses and slips, and why deals were lost."""
    asked = sheets.OUTCOMES
    most = int(dict(pack.unit.policies)["pack_top_deals"])
    wins = pack.find(asked.name, outcome="won")
    losses, slips = (pack.find(asked.name, outcome=outcome) for outcome in ("lost", "slipped"))
    others = sorted([*losses, *slips], key=_largest(pack))
    left = compose.table(
        pack,
        asked,
        ("opportunity_name", "person_name", "amount", "competitor"),
        rows=wins,
        most=most,
        caption="Largest wins, with the competitor",
    )
    right = compose.table(
        pack,
        asked,
        ("opportunity_name", "person_name", "outcome", "amount", "outcome_reason", "competitor"),
        rows=others,
        most=most,
        caption="Largest losses and slips, with reason and competitor",
    )
    reasons = compose.table(
        pack,
        sheets.LOSS_REASONS,
        ("outcome_reason", "deals", "amount", "amount_part_share"),
        most=most,
        caption=f"Why deals were lost{_also_lost(pack)}",
    )
    notes = (
        "Say why each was won and which use case repeats elsewhere; a loss has the reason and the competitor noted. A "
        "slip was expected in the quarter on its first snapshot and is expected later now. A dash is nothing written.\n"
        f"{compose.source(pack, asked, sheets.LOSS_REASONS)}"
    )
    placed = (Placed(left, 0, 0, 0.54, 0.5), Placed(reasons, 0.57, 0, 0.43, 0.5), Placed(right, 0, 0.5, 1, 0.5))
    return Slide("outcomes", "Wins, losses and slips", _largest_told(pack, wins, losses, slips), placed, notes)


def _also_lost(pack: Pack) -> str:
    """What was lost without ever being open at a start: the bridge has no step for it, the reasons count it."""
    found = pack.find("waterfall", bucket="created and lost", kind="note")
    amount = pack.cell("waterfall", found[0], "amount") if found else None
    return f"; {amount.text} of it, created and lost, is not in the bridge" if amount and amount.number else ""


def _largest_told(pack: Pack, wins: list[int], losses: list[int], slips: list[int]) -> compose.Title:
    """The largest win, loss and slip, the largest of them first, and the reason most was lost for."""
    named = (("win", wins), ("loss", losses), ("slip", slips))
    largest = sorted([(_largest(pack)(rows[0]), word, rows[0]) for word, rows in named if rows])
    title: compose.Title = ()
    for _, word, row in largest[:2]:
        account, amount = (pack.cell("outcomes", row, name) for name in ("account_name", "amount"))
        deal = account.text if pd.notna(account.value) else pack.cell("outcomes", row, "opportunity_name").text
        title += (f"; largest {word}: {deal}, " if title else f"Largest {word}: {deal}, ", amount)
    if not title:
        return (f"Nothing was won, lost or pushed out in {pack.unit.quarter}",)
    part, why = pack.first("loss_reasons", "amount_part_share"), pack.first("loss_reasons", "outcome_reason")
    return (*title, "; ", part, f" of what was lost: {why.text}") if part and why else title


def _largest(pack: Pack) -> Callable[[int], float]:
    """The order of losses and slips together: the largest first."""
    amounts = pack.rows("outcomes")["amount"].fillna(0)
    return lambda row: -float(amounts.iloc[row])
