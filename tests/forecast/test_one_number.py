"""One truth in every quarter: won, quota, attainment, gap, open, lost and pushed are one number everywhere (C13)."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from sightline.packs import build, sheets
from sightline.packs.asked import Ask, answers
from sightline.settings import Settings
from sightline.warehouse.versions import Warehouse
from tests.packs.conftest import asker

QUARTERS = ["FY26-Q2", "FY26-Q3", "FY26-Q4", "FY27-Q1", "FY27-Q2", "FY27-Q3", "FY27-Q4"]
"""One before the first snapshot, four that have ended, the running one, and one to come."""
RUNNING = "FY27-Q3"
SCOPES = {
    "company": ("USR-CRO-01", {"team": "USR-CRO-01"}),
    "VP": ("USR-VP-01", {"team": "USR-VP-01"}),
    "ASM": ("USR-ASM-02", {"team": "USR-ASM-02"}),
    "AE": ("USR-AE-003", {"owner": "USR-AE-003"}),
}
MONEY_SHEETS = (
    *(sheets.SCORECARD, sheets.WATERFALL, sheets.WATERFALL_DEALS, sheets.MATRIX, sheets.CALLS, sheets.LINEARITY),
    *(sheets.ATTAINMENT, sheets.OUTCOMES, sheets.FORECAST_NOW, sheets.COVERAGE),
)

Said = tuple[str, str, Any]
"""A measure, where it stands, and its value; None is unknown."""


def known(value: Any) -> float | None:
    """A number to the cent; None for unknown."""
    return None if pd.isna(value) else round(float(value), 2)


def of_the_page(ask: Ask, scope: dict[str, str], quarter: str) -> Iterator[Said]:
    """What Pipeline review says of a quarter, above its tabs and in them."""
    given = {**scope, "quarter": quarter}
    summary = ask("pipeline_summary", **given).iloc[0]
    for measure in ("won_amount", "quota", "gap_amount", "attainment_share", "open_quarter_amount"):
        yield measure, "Pipeline review", summary[measure]
    categories = ask("pipeline_categories", **given).set_index("category")
    yield "won_amount", "categories", categories.amount["closed"]
    if pd.notna(summary.as_of_on):
        stacked = categories[categories.is_stacked & (categories.index != "closed")]
        yield "open_quarter_amount", "categories", stacked.amount.sum()
        yield "open_quarter_amount", "open to clean", ask("pipeline_clean", **given).set_index("step").amount["open"]
    whole = ask("pipeline_breakdown", **given, by="all")
    if len(whole):
        for measure in ("quota", "open_quarter_amount"):
            yield measure, "all in one bar", whole[measure].iloc[0]
    for by in ("all", "person", "team", "segment", "type"):
        rows = ask("pipeline_breakdown", **given, by=by)
        yield "won_amount", f"bars by {by}", rows.closed.sum()
        if pd.notna(summary.as_of_on):
            yield "open_quarter_amount", f"bars by {by}", rows.open_quarter_amount.sum()
    weeks = ask("pipeline_trend", **given, measure="won")
    line = weeks[(weeks.quarter_label == quarter) & weeks.amount.notna()]
    if len(line):
        yield "won_amount", "line week by week", line.amount.iloc[-1]
    identity = ask("pipeline_identity", **given)
    if len(identity):
        moved = identity.iloc[0]
        yield "won_amount", "waterfall", summary.won_before_amount + moved.won_amount
        yield "open_quarter_amount", "end of the waterfall", moved.ending_amount
        yield "residual", "waterfall", moved.residual_amount
        deals = ask("pipeline_waterfall_deals", **given)
        for measure, step in (("lost_amount", "lost"), ("pushed_amount", "pushed out"), ("won since", "won")):
            yield measure, "sentence", moved["won_amount" if step == "won" else measure]
            steps = [step, f"{step} after the last snapshot"]
            yield measure, "deals behind the waterfall", -deals[deals.bucket.isin(steps)].step_amount.sum()
        matrix = ask("pipeline_matrix", **given)
        yield "open_quarter_amount", "matrix", matrix[matrix.place_after < 100].after_amount.sum()
        gross = ask("pipeline_waterfall", **given, form="gross")
        moves = gross[gross.kind.isin(["in", "change", "out"])].amount.sum()
        yield "change", "gross", moves
        yield "won since", "gross", -gross[gross.bucket.isin(["won", "won after the last snapshot"])].amount.sum()
        yield "change", "net", moved.ending_amount - moved.starting_amount


def of_the_track_record(ask: Ask, scope: dict[str, str], quarter: str) -> Iterator[Said]:
    """What Forecast calls says of a quarter: track record, attainment, linearity, the newest week."""
    given = {**scope, "quarter": quarter}
    card = ask("scorecard", **given)
    for row in card[card.place == 0].itertuples():
        if row.metric in ("won_amount", "quota", "gap_amount", "attainment_share"):
            yield row.metric, "track record", row.value
    yield "won_amount", "attainment", ask("attainment_people", **given).won_amount.sum()
    months = ask("linearity_months", **given)
    if len(months):
        yield "won_amount", "linearity by month", months[months.quarter_label == quarter].won_amount.iloc[0]
    weeks = ask("linearity_weeks", **given)
    if len(weeks := weeks[weeks.series == "this quarter"]):
        yield "won_amount", "linearity by week", weeks.sort_values("week_norm").won_amount.iloc[-1]
    called = ask("calls_summary", **given)
    if len(called) and pd.notna(called.won_amount.iloc[0]):
        yield "won_amount", "newest week of calls", called.won_amount.iloc[0]
    if len(called):
        yield "quota", "calls", called.quota.iloc[0]
    if len(called) and pd.notna(called.actual_amount.iloc[0]):
        yield "won_amount", "headline of the calls of an ended quarter", called.actual_amount.iloc[0]


def of_the_pack(ask: Ask, viewer: str, quarter: str) -> Iterator[Said]:
    """What the QBR pack of a quarter says, sheet by sheet."""
    unit = build.resolve(ask, Settings(), viewer=viewer, scope=viewer, quarter=quarter)
    tables = answers(ask, unit, MONEY_SHEETS, build.quiet)
    card = tables["scorecard"]
    for row in card[card.quarter_label == quarter].itertuples():
        if row.metric in ("won_amount", "quota", "gap_amount", "attainment_share"):
            yield row.metric, "pack: scorecard", row.value
    yield "won_amount", "pack: attainment", tables["attainment"].won_amount.sum()
    months = tables["linearity"]
    yield "won_amount", "pack: linearity", months[months.quarter_label == quarter].won_amount.iloc[0]
    if len(calls := tables["calls"]) and pd.notna(calls.won_amount.iloc[-1]):
        yield "won_amount", "pack: submissions", calls.won_amount.iloc[-1]
    told = tables["outcomes"]
    yield "won_amount", "pack: wins", told[told.outcome == "won"].amount.sum()
    now = tables["forecast_now"]
    yield "won_amount", "pack: forecast this quarter", now[now.category == "closed"].amount.iloc[0]
    coverage = tables["coverage"].iloc[0]
    for measure in ("won_amount", "quota", "gap_amount", "open_quarter_amount"):
        yield measure, "pack: coverage", coverage[measure]
    if quarter != RUNNING and len(steps := tables["waterfall"].set_index("bucket")):
        yield "open_quarter_amount", "pack: bridge", steps.amount["ending"]
        for measure, step in (("lost_amount", "lost"), ("won since", "won")):
            names = [step, f"{step} after the last snapshot"]
            yield measure, "pack: bridge", -steps.amount[names].sum()
        yield "pushed_amount", "pack: slips", told[told.outcome == "slipped"].amount.sum()


def collected(ask: Ask, scope: str, quarter: str) -> dict[str, dict[str, float | None]]:
    """Every surface's number by measure."""
    viewer, filters = SCOPES[scope]
    found: dict[str, dict[str, float | None]] = defaultdict(dict)
    every = [*of_the_page(ask, filters, quarter), *of_the_track_record(ask, filters, quarter)]
    if quarter <= RUNNING:
        every += of_the_pack(ask, viewer, quarter)
    for measure, where, value in every:
        found[measure][where] = known(value)
    return found


@pytest.mark.parametrize("quarter", QUARTERS)
@pytest.mark.parametrize("scope", SCOPES)
def test_a_word_is_one_number_wherever_it_stands(sample: Warehouse, scope: str, quarter: str) -> None:
    """Before the first snapshot, in quarters that ended, run and are to come: every surface says the same."""
    found = collected(asker(sample, SCOPES[scope][0]), scope, quarter)
    different = {measure: said for measure, said in found.items() if len(set(said.values())) > 1}

    assert not different
    assert len(found["won_amount"]) >= (10 if quarter <= RUNNING else 8)
    assert found.get("residual", {"waterfall": 0.0}) == {"waterfall": 0.0}


def test_a_quarter_before_the_snapshots_has_bookings_and_no_pipeline(sample: Warehouse) -> None:
    """What was won is known from the deals; what was open, and how it covers the quota, is unknown, never nothing."""
    ask = asker(sample, "USR-CRO-01")
    found = collected(ask, "company", "FY26-Q2")
    summary = ask("pipeline_summary", quarter="FY26-Q2").iloc[0]
    bars = ask("pipeline_breakdown", quarter="FY26-Q2")

    assert (found["won_amount"]["Pipeline review"] or 0) > 0
    assert set(found["open_quarter_amount"].values()) == {None}
    told = ["coverage_of_quota", "coverage_to_go", "late_coverage_of_quota", "clean_coverage", "commit_cumulative"]
    assert summary[told].isna().all()
    assert bars[["commit", "coverage_to_go", "commit_cumulative"]].isna().all(axis=None)


@pytest.mark.parametrize("quarter", ["FY26-Q4", RUNNING])
def test_new_and_expansion_and_renewals_add_up_to_all(sample: Warehouse, quarter: str) -> None:
    """C14: each population is one number everywhere as well, and the two parts are the whole; quotas belong to one."""
    ask = asker(sample, "USR-CRO-01")
    whole: dict[str, dict[str, float | None]] = {}
    for population in ("new and expansion", "renewals", "all"):
        found: dict[str, set[float | None]] = defaultdict(set)
        given = {**SCOPES["company"][1], "population": population}
        for measure, _, value in of_the_page(ask, given, quarter):
            found[measure].add(known(value))
        found["won_amount"].add(known(ask("attainment_people", **given, quarter=quarter).won_amount.sum()))
        card = ask("scorecard", **given, quarter=quarter)
        found["won_amount"] |= {
            known(row.value) for row in card.itertuples() if (row.metric, row.place) == ("won_amount", 0)
        }
        assert not {measure for measure, values in found.items() if len(values) > 1}, population
        whole[population] = {measure: next(iter(values)) for measure, values in found.items() if values}
    for measure in ("won_amount", "open_quarter_amount", "lost_amount", "pushed_amount"):
        parts = [whole[population][measure] or 0 for population in ("new and expansion", "renewals")]
        assert sum(parts) == pytest.approx(whole["all"][measure]), measure
    assert whole["new and expansion"]["quota"]
    assert whole["renewals"]["quota"] is None
