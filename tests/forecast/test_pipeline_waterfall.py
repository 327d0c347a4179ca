"""The waterfall against a second opinion in plain Python, on random histories of deals, through the real queries."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sightline import queries
from sightline.settings import Settings
from tests.conftest import AS_OF, Asked, Company
from tests.forecast.pipeline_world import BELOW, DAYS, QUARTERS, Moves, Opinion, deals_now, histories, people
from tests.organisation import D, Row, person

PAIRS = [(DAYS[a], DAYS[b]) for a, b in [(0, 1), (1, 2), (3, 4), (0, 3), (1, 4), (0, 4)]]
"""Neighbours and days far apart, over the edge of a quarter and within one."""

SCOPES: dict[str, dict[str, str]] = {
    "all": {},
    "asm": {"team": "asm"},
    "ann": {"owner": "ann"},
    "bob": {"owner": "bob"},
}

World = tuple[Asked, list[Row], list[Row]]

ALL_WHOLE = {"snapshot_partial_min": 1_000_000}
"""Random days differ in size; whether a snapshot is partial has tests of its own."""


def counted(scope: str, owner: str) -> bool:
    """Whether an owner's deals are within one of the filters."""
    return scope == "all" or owner in BELOW[scope]


def built(company: Company, rows: list[Row], deals: list[Row] | None = None, **chosen: Any) -> Asked:
    """The marts of these snapshots and deals, with some settings chosen."""
    given = {"users": people(), "opportunity_snapshots": rows, "opportunities": deals or []}
    return company(settings=Settings(**chosen), **given)


def ask(connection: Asked, name: str, viewer: str = "operator", **parameters: Any) -> pd.DataFrame:
    """Rows of a page query on the day of the data."""
    return queries.run(connection, name, viewer=viewer, today=AS_OF, parameters=parameters, shelf=connection.shelf)


def days(pair: tuple[dt.date, dt.date]) -> dict[str, dt.date]:
    """A pair of days as the queries take it."""
    return {"compare_to": pair[0], "as_of": pair[1]}


def moves(frame: pd.DataFrame) -> Moves:
    """Amount and deals by step of a waterfall; steps without deals and notes are left out."""
    kept = frame[(frame["deals"] > 0) & (frame["kind"] != "note")]
    return {row.bucket: (Decimal(str(row.amount)).quantize(Decimal("0.01")), row.deals) for row in kept.itertuples()}


def cents(found: Moves) -> Moves:
    """The same, to the cent."""
    return {step: (amount.quantize(Decimal("0.01")), deals) for step, (amount, deals) in found.items()}


@settings(max_examples=2, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(seed=st.integers(min_value=0, max_value=2**32 - 1))
def test_every_waterfall_is_what_plain_python_says_it_is(company: Company, seed: int) -> None:
    """Each scope, quarter and pair of days: every step to the cent and in deals, nothing left over, parts that add up.

    Won equals the bookings of the span; the waterfalls of two AEs add up to their manager's in start, end and won;
    the gross form changes the total by the same amount.
    """
    rows = histories(seed, deals=150)
    deals = deals_now(seed, rows)
    connection = built(company, rows, deals, **ALL_WHOLE)
    for pair, (quarter, span) in itertools.product(PAIRS, QUARTERS.items()):
        ends: dict[str, Moves] = {}
        for scope, filters in SCOPES.items():
            given_ = {**days(pair), **filters, "quarter": quarter}
            opinion = Opinion(rows, deals, pair, span, lambda owner, scope=scope: counted(scope, owner))
            found = moves(ask(connection, "pipeline_waterfall", **given_))

            assert found == cents(opinion.moves()), (seed, pair, quarter, scope)
            booked = [found.get(step, (Decimal(0), 0))[0] for step in ("won", "won after the last snapshot")]
            assert -sum(booked, Decimal(0)) == opinion.won().quantize(Decimal("0.01"))
            ends[scope] = found
        for step in ("starting", "ending", "won", "won after the last snapshot"):
            parts = [ends[scope].get(step, (Decimal(0), 0)) for scope in ("ann", "bob")]
            # the manager owns deals as well, which stand in the team alone
            own = Opinion(rows, deals, pair, span, lambda owner: owner == "asm").moves().get(step, (Decimal(0), 0))
            whole = ends["asm"].get(step, (Decimal(0), 0))
            assert whole[0] == sum((part[0] for part in [*parts, own]), Decimal(0)), (seed, pair, quarter, step)
        total = ask(connection, "pipeline_identity", **days(pair), quarter=quarter).iloc[0]
        gross = ask(connection, "pipeline_waterfall", **days(pair), quarter=quarter, form="gross")

        assert (total.residual_amount, total.residual_deals) == (0, 0)
        churn = gross[gross.kind.isin(["in", "change", "out"])].amount.sum()
        assert round(churn, 2) == round(total.ending_amount - total.starting_amount, 2)


@pytest.fixture(scope="module")
def random_rows() -> tuple[list[Row], list[Row]]:
    """One random history of deals, and the deals as they stand now."""
    rows = histories(7, deals=150)
    return rows, deals_now(7, rows)


@pytest.fixture
def world(company: Company, random_rows: tuple[list[Row], list[Row]]) -> World:
    """The company of that history, and the history."""
    return built(company, *random_rows, **ALL_WHOLE), *random_rows


@pytest.mark.parametrize("viewer", ["ann", "asm", "vp"])
def test_a_viewer_s_own_waterfall_knows_of_other_owners_days_only_that_the_deal_was_there(
    world: World, viewer: str
) -> None:
    """What comes from or goes to somebody outside the view is transferred, not loaded late or missing."""
    connection, rows, deals = world
    for pair in PAIRS:
        opinion = Opinion(rows, deals, pair, QUARTERS["FY27-Q3"], lambda _: True, sees=BELOW[viewer])
        found = moves(ask(connection, "pipeline_waterfall", viewer, **days(pair), quarter="FY27-Q3"))

        assert found == cents(opinion.moves()), pair


@pytest.mark.parametrize("categories", [["commit"], ["pipeline", "unclassified"], ["best_case", "commit", "closed"]])
@pytest.mark.parametrize("policy", ["net", None])
def test_picked_categories_and_positive_amounts_change_the_steps_and_not_the_balance(
    world: World, categories: list[str], policy: str | None
) -> None:
    """Category in and out appear; nothing is left over."""
    connection, rows, deals = world
    seen = set()
    for pair in PAIRS:
        is_positive = policy != "net"
        opinion = Opinion(
            rows, deals, pair, QUARTERS["FY27-Q3"], lambda _: True, categories=categories, is_positive=is_positive
        )
        found = moves(
            ask(connection, "pipeline_waterfall", **days(pair), quarter="FY27-Q3", categories=categories, policy=policy)
        )
        seen |= found.keys()

        assert found == cents(opinion.moves())
    assert seen & {"category in", "category out"}


def test_with_every_category_picked_nothing_moves_between_categories(
    world: World,
) -> None:
    """Category in and category out exist for a part of the categories only."""
    connection, *_ = world
    for pair in PAIRS:
        assert not {"category in", "category out"} & moves(ask(connection, "pipeline_waterfall", **days(pair))).keys()


def test_the_matrix_ties_to_the_waterfall_by_rows_and_by_columns(
    world: World,
) -> None:
    """Rows that were categories add up to the start, columns that are to the end, the others to their step."""
    connection, *_ = world
    for pair in PAIRS:
        given_ = {**days(pair), "quarter": "FY27-Q3"}
        steps = moves(ask(connection, "pipeline_waterfall", **given_))
        cells = ask(connection, "pipeline_matrix", **given_)
        was, came = cells[cells.place_before < 100], cells[cells.place_before > 100]
        stays, went = cells[cells.place_after < 100], cells[cells.place_after > 100]

        assert (round(was.before_amount.sum(), 2), was.deals.sum()) == (
            float(steps["starting"][0]),
            steps["starting"][1],
        )
        assert (round(stays.after_amount.sum(), 2), stays.deals.sum()) == (
            float(steps["ending"][0]),
            steps["ending"][1],
        )
        for step, rows in itertools.chain(came.groupby("state_before"), went.groupby("state_after")):
            assert rows.deals.sum() == steps[str(step)][1]
        for step in ("won", "won after the last snapshot"):
            won = went[went.state_after == step]
            assert round(won.after_amount.sum(), 2) == -float(steps.get(step, (Decimal(0), 0))[0])


def test_the_rows_behind_each_bar_add_up_to_the_bar(world: World) -> None:
    """One row per deal, and for a manager's filter as well as for everyone."""
    connection, *_ = world
    for filters in SCOPES.values():
        given_ = {**days((DAYS[1], DAYS[3])), **filters}
        steps = ask(connection, "pipeline_waterfall", **given_)
        deals = ask(connection, "pipeline_waterfall_deals", **given_)
        for step in steps[(steps.deals > 0)].itertuples():
            behind = deals[deals.bucket == step.bucket]
            assert (len(behind), round(behind.step_amount.sum(), 2)) == (step.deals, step.amount)


def test_adjacent_snapshots_read_the_same_net_and_gross(world: World) -> None:
    """The rows of changes say the same as the two states they were made from, step by step, and added up for a manager.

    A deal that left the manager's team and the later snapshot reads as transferred between two days, as missing in the
    changes.
    """
    connection, *_ = world
    kinds = ["in", "change", "out"]
    for pair, viewer in itertools.product(itertools.pairwise(DAYS), ("operator", "asm")):
        net = ask(connection, "pipeline_waterfall", viewer, **days(pair)).drop(columns="begins_amount")
        gross = ask(connection, "pipeline_waterfall", viewer, **days(pair), form="gross").drop(columns="begins_amount")
        if viewer == "operator":
            pd.testing.assert_frame_equal(net[net.kind.isin(kinds)], gross[gross.kind.isin(kinds)])
        sums = [form[form.kind.isin(kinds)].groupby("kind")[["amount", "deals"]].sum() for form in (net, gross)]
        pd.testing.assert_frame_equal(*sums)


def test_today_s_owner_moves_every_day_of_a_deal_under_them(world: World) -> None:
    """As is: for somebody who sees everything nothing is transferred, and the total stays what it was."""
    connection, *_ = world
    given_ = {**days((DAYS[0], DAYS[4])), "quarter": "FY27-Q3"}
    was, now = (moves(ask(connection, "pipeline_waterfall", **given_, ownership=form)) for form in ("as_was", "as_is"))
    team = moves(ask(connection, "pipeline_waterfall", **given_, ownership="as_is", team="asm"))

    assert was == now
    assert not {"transferred in", "transferred out"} & team.keys()


def snapshot(day: dt.date, **more: Any) -> Row:
    """One snapshot row of an open deal of Ann's, in Commit and due in September."""
    row = {
        "opportunity_id": "o",
        "snapshot_date": day,
        "stage": "4-Proposal",
        "forecast_category": "commit",
        "amount": Decimal(100),
        "close_date": D(2026, 9, 30),
        "owner_id": "ann",
        "is_closed": False,
        "is_won": False,
        "created_date": D(2026, 1, 1),
    }
    return {**row, **more}


WON = {"stage": "7-Won", "is_closed": True, "is_won": True, "forecast_category": "closed"}
FIRST, LAST = D(2026, 8, 3), D(2026, 9, 28)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([snapshot(FIRST), snapshot(LAST, amount=120, **WON)], {"starting": 100, "increased": 20, "won": -120}),
        (
            [snapshot(FIRST), snapshot(LAST, close_date=None)],
            {"starting": 100, "pushed out": -100},
        ),
        ([snapshot(FIRST, close_date=None), snapshot(LAST)], {"pulled in": 100, "ending": 100}),
        ([snapshot(LAST, created_date=D(2026, 8, 4), **WON)], {"new": 100, "won": -100}),
        ([snapshot(FIRST, forecast_category=None), snapshot(LAST)], {"starting": 100, "ending": 100}),
        (
            [snapshot(FIRST), snapshot(LAST, stage="8-Lost", is_closed=True, close_date=D(2026, 12, 1))],
            {"starting": 100, "lost": -100},
        ),
        ([snapshot(FIRST), snapshot(LAST, is_deleted=True)], {"starting": 100, "deleted or missing": -100}),
        ([snapshot(FIRST, amount=None), snapshot(LAST, amount=70)], {"starting": 0, "increased": 70, "ending": 70}),
        (
            [snapshot(FIRST), snapshot(LAST, forecast_category="omitted")],
            {"starting": 100, "omitted or below stage": -100},
        ),
    ],
    ids=["won for more", "date cleared", "date set", "created and won", "no category", "lost with its date moved out",
         "deleted", "no amount", "omitted"],
)  # fmt: skip
def test_a_deal_s_story_reads_as_the_rules_tell_it(company: Company, rows: list[Row], found: dict[str, int]) -> None:
    """Worked examples of 2.3.3; a deal beside it keeps both days in the snapshots."""
    other = [snapshot(day, opportunity_id="x", close_date=D(2020, 1, 1)) for day in (FIRST, LAST)]
    connection = built(company, [*rows, *other])
    steps = moves(ask(connection, "pipeline_waterfall", compare_to=FIRST, as_of=LAST, quarter="FY27-Q3"))

    assert {step: int(amount) for step, (amount, _) in steps.items()} == found


def test_a_deal_created_and_lost_between_the_days_is_a_footnote(company: Company) -> None:
    """It is in no bar, and said."""
    lost = snapshot(LAST, opportunity_id="l", created_date=D(2026, 8, 10), stage="8-Lost", is_closed=True)
    connection = built(company, [snapshot(FIRST), snapshot(LAST), lost])
    total = ask(connection, "pipeline_identity", compare_to=FIRST, as_of=LAST, quarter="FY27-Q3").iloc[0]

    assert (total.created_and_lost_deals, total.created_and_lost_amount) == (1, 100)
    assert (total.starting_amount, total.ending_amount, total.residual_amount) == (100, 100, 0)


def test_nobody_is_called_deleted_because_a_snapshot_is_partial(company: Company) -> None:
    """A snapshot far below its neighbours is marked, named in the steps, and passed over by the gross form."""
    weeks = [D(2026, 9, 7) + dt.timedelta(days=7 * week) for week in range(4)]
    rows = [
        snapshot(day, opportunity_id=f"o{number}") for day in weeks for number in range(40 if day != weeks[2] else 10)
    ]
    connection = built(company, rows)
    into = moves(ask(connection, "pipeline_waterfall", compare_to=weeks[1], as_of=weeks[2], quarter="FY27-Q3"))
    out_of = moves(ask(connection, "pipeline_waterfall", compare_to=weeks[2], as_of=weeks[3], quarter="FY27-Q3"))
    over = ask(connection, "pipeline_waterfall", compare_to=weeks[1], as_of=weeks[3], quarter="FY27-Q3", form="gross")
    marked = connection.execute("select snapshot_on from marts.snapshot_days where is_partial").fetchall()
    usual = ask(connection, "pipeline_asked").iloc[0]

    assert marked == [(weeks[2],)]
    assert into["not in the partial snapshot"][1] == 30
    assert out_of["not in the partial snapshot before"][1] == 30
    assert "deleted or missing" not in into
    assert not over[over.kind != "end"].deals.any()
    assert usual.compare_on.date() == weeks[1]


@pytest.mark.parametrize(
    ("first_month", "quarter", "inside", "outside"),
    [
        (1, "FY26-Q3", [D(2026, 7, 1), D(2026, 9, 30)], [D(2026, 6, 30), D(2026, 10, 1)]),
        (2, "FY27-Q3", [D(2026, 8, 1), D(2026, 10, 31)], [D(2026, 7, 31), D(2026, 11, 1)]),
        (2, "FY24-Q4", [D(2023, 11, 1), D(2024, 1, 31)], [D(2023, 10, 31), D(2024, 2, 1)]),
        (2, "FY25-Q1", [D(2024, 2, 1), D(2024, 2, 29), D(2024, 4, 30)], [D(2024, 1, 31), D(2024, 5, 1)]),
        (7, "FY27-Q1", [D(2026, 7, 1), D(2026, 9, 30)], [D(2026, 6, 30), D(2026, 10, 1)]),
    ],
)
def test_both_edges_of_a_quarter_belong_to_it(
    company: Company, first_month: int, quarter: str, inside: list[dt.date], outside: list[dt.date]
) -> None:
    """Whatever month the fiscal year starts in, leap days included."""
    rows = [snapshot(FIRST, opportunity_id=f"{day}", close_date=day, amount=Decimal(1)) for day in [*inside, *outside]]
    chosen = Settings(fiscal_year_start_month=first_month)
    connection = company(settings=chosen, users=[person("ann", manager=None)], opportunity_snapshots=rows)
    found = ask(connection, "pipeline_summary", as_of=FIRST, quarter=quarter).iloc[0]

    assert (found.quarter_label, found.open_deals) == (quarter, len(inside))
