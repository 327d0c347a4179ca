"""The sentence of a slide states the largest effect, in the tense of the quarter, on numbers that are not rounded."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest

from sightline import words
from sightline.packs import build, compose, slides_ahead, slides_calls, slides_deals, slides_pipeline, slides_plans
from sightline.packs.blocks import Cell, Table
from sightline.packs.pack import Pack, Unit
from sightline.settings import Settings

RUNNING = Unit(
    seen_as="asm",
    scope_id="asm",
    scope_name="Asm",
    is_team=True,
    quarter="FY27-Q3",
    quarter_starts_on=dt.date(2026, 8, 1),
    quarter_ends_on=dt.date(2026, 10, 31),
    next_quarters=("FY27-Q4", "FY28-Q1"),
    as_of=dt.date(2026, 10, 5),
    compare_to=dt.date(2026, 8, 3),
    snapshot_on=dt.date(2026, 10, 5),
    currency="USD",
    policies=build.policies(Settings()),
    running_quarter="FY27-Q3",
    coming_quarter="FY27-Q4",
)
ENDED = dataclasses.replace(
    RUNNING,
    quarter="FY27-Q2",
    quarter_starts_on=dt.date(2026, 5, 1),
    quarter_ends_on=dt.date(2026, 7, 31),
    next_quarters=("FY27-Q3", "FY27-Q4"),
    compare_to=dt.date(2026, 5, 4),
    snapshot_on=dt.date(2026, 7, 27),
)


def pack(unit: Unit, **tables: Sequence[Mapping[str, Any]]) -> Pack:
    """A pack of a few rows."""
    return Pack(unit, {name: pd.DataFrame(list(rows)) for name, rows in tables.items()})


def said(title: compose.Title) -> str:
    """The sentence with plain spaces."""
    return "".join(part if isinstance(part, str) else part.text for part in title).replace(words.THIN, " ")


def scored(unit: Unit, won: float, quota: float) -> Pack:
    """A scorecard of one quarter."""
    values = {"won_amount": (won, "money"), "attainment_share": (won / quota, "share")}
    values["gap_amount"] = (quota - won, "money")
    return pack(
        unit,
        scorecard=[
            {"metric": metric, "quarter_label": unit.quarter, "value": value, "unit": kind}
            for metric, (value, kind) in values.items()
        ],
    )


@pytest.mark.parametrize(
    ("unit", "won", "sentence"),
    [
        (RUNNING, 600_000, "$600k won so far in FY27-Q3, 60 % of quota; $400k to go, 26 days left"),
        (RUNNING, 1_100_000, "$1.1M won so far in FY27-Q3, 110 % of quota; $100k over, 26 days left"),
        (ENDED, 600_000, "FY27-Q2 finished at 60 % of quota: $600k won, $400k short"),
        (ENDED, 1_340_000, "FY27-Q2 finished at 134 % of quota: $1.3M won, $340k over"),
        (ENDED, 1_000_000, "FY27-Q2 finished at 100 % of quota: $1M won, $0 over"),
        (ENDED, 998_000, "FY27-Q2 finished at 99.8 % of quota: $998k won, $2k short"),
    ],
)
def test_the_result_has_a_tense_and_a_miss_is_never_printed_as_met(unit: Unit, won: float, sentence: str) -> None:
    """So far with days left while it runs, finished once it has ended; 99.8 % of a quota is not 100 %."""
    assert said(slides_pipeline.scorecard(scored(unit, won, 1_000_000)).title) == sentence


@pytest.mark.parametrize(
    ("value", "asked", "text"),
    [(2.157, 2.2, "2.16×"), (2.2, 2.2, "2.2×"), (2.24, 2.2, "2.24×"), (2.7, 2.2, "2.7×"), (2.1996, 2.2, "2.1996×")],
)
def test_a_value_beside_what_is_asked_has_the_digits_that_tell_them_apart(
    value: float, asked: float, text: str
) -> None:
    """2.157 against 2.2 reads 2.16×, not 2.2×."""
    assert compose.held_against(Cell(words.times(value), value), asked).text == text


@pytest.mark.parametrize(
    ("unit", "covered", "sentence"),
    [
        (RUNNING, 2.157, "FY27-Q4 is covered 2.16×, below the target of 2.2×"),
        (RUNNING, 2.2, "FY27-Q4 is covered 2.2×, target 2.2× met"),
        (ENDED, 2.7, "FY27-Q3 was covered 2.7× when FY27-Q2 ended, target 2.2× met"),
        (ENDED, None, "The coverage of FY27-Q3 is unknown: no quota, or no snapshot"),
    ],
)
def test_coverage_is_met_or_missed_on_the_number_itself(unit: Unit, covered: float | None, sentence: str) -> None:
    """And of an ended quarter it is what it was at its end; without a snapshot it is unknown, never 0."""
    columns = ("quota", "won_amount", "open_quarter_amount", "late_amount", "late_coverage_of_quota")
    row = {"quarter_label": unit.next_quarters[0], "coverage_of_quota": covered, **dict.fromkeys(columns, None)}
    assert said(slides_ahead.coverage(pack(unit, coverage=[row])).title) == sentence


def moved(unit: Unit) -> Pack:
    """A bridge in which most was lost."""
    steps = [("starting", "start", 19.5), ("won", "out", -6.2), ("lost", "out", -9.8), ("ending", "end", 0.245)]
    effects = [("lost", 40, -9.8), ("won", 30, -9.6), ("pushed out", 9, -2.1), ("new", 1, 0.1)]
    return pack(
        unit,
        waterfall=[
            {"bucket": bucket, "kind": kind, "amount": amount * 1e6, "tone": "total"} for bucket, kind, amount in steps
        ],
        bridge=[{"effect": effect, "deals": deals, "amount": amount * 1e6} for effect, deals, amount in effects],
    )


def test_the_bridge_names_what_moved_most_first() -> None:
    """Lost before won where more was lost, and its end by its day or as the end of the quarter."""
    tail = "$9.8M lost, $9.6M won, $2.1M pushed out"
    assert said(slides_pipeline.bridge(moved(ENDED)).title) == (
        f"$19.5M was open on 4 May 2026, $245k by the end of FY27-Q2: {tail}"
    )
    assert said(slides_pipeline.bridge(moved(RUNNING)).title) == (
        f"$19.5M was open on 3 Aug 2026, $245k by 5 Oct 2026: {tail}"
    )


def attained(unit: Unit, *shares: float, gaps: Sequence[float]) -> Pack:
    """What AEs won of a whole of $1M, and their gaps to quota."""
    people = [f"AE {place}" for place in range(len(gaps))]
    teams = [
        {"person_id": name, "person_name": name, "gap_amount": gap, "attainment_share": 0.5, "quota": 1e6}
        | {"won_amount": 1e5, "won_part_share": 0.1}
        for name, gap in zip(people, gaps, strict=True)
    ]
    winners = [
        {"person_id": name, "person_name": name, "manager_name": "Asm", "deals_won": 1}
        | {"won_part_share": share, "won_amount": share * 1e6}
        for name, share in zip(people, shares, strict=False)
    ]
    return pack(unit, teams=teams, winners=winners, attainment=[{"person_name": name} for name in people])


@pytest.mark.parametrize(
    ("shares", "gaps", "sentence"),
    [
        (
            (0.73, 0.2),
            (250_000, 1_000, -5),
            "AE 0 alone won 73 % of FY27-Q3 so far; AE 0 is furthest from quota: $250k to go, 50 % of quota",
        ),
        ((0.5, 0.5), (250_000, 1_000, -5), "AE 0 is furthest from quota: $250k to go, 50 % of quota"),
        ((0.9, 0.1), (250_000, 1_000), "AE 0 is furthest from quota: $250k to go, 50 % of quota"),
        ((0.4, 0.3), (-1, -2, -5), "Every quota of FY27-Q3 is met; AE 0 won most, 10 % of it all"),
    ],
)
def test_concentration_is_told_first_where_one_won_more_than_a_quarter_can_rest_on(
    shares: Sequence[float], gaps: Sequence[float], sentence: str
) -> None:
    """More than half of what more than two AEs won; half is not more, and of two AEs one always wins most."""
    assert said(slides_pipeline.attainment(attained(RUNNING, *shares, gaps=gaps)).title) == sentence


def test_an_ended_quarter_finished_and_nobody_is_furthest_of_one() -> None:
    """Short where it has ended, to go while it runs."""
    assert said(slides_pipeline.attainment(attained(ENDED, gaps=(2e5, 1e5))).title) == (
        "AE 0 finished furthest from quota: $200k short, 50 % of quota"
    )
    assert said(slides_pipeline.attainment(attained(ENDED, gaps=(2e5,))).title) == (
        "AE 0 finished below quota: $200k short, 50 % of quota"
    )


def test_the_largest_of_wins_losses_and_slips_is_told_first_with_what_most_was_lost_for() -> None:
    """A deal without an account that may be seen is called by its own name."""
    rows = [("won", "A", 100), ("lost", None, 900), ("slipped", "C", 300)]
    shown = pack(
        ENDED,
        outcomes=[
            {"outcome": outcome, "account_name": account, "amount": amount * 1e3, "opportunity_name": "Deal"}
            | {"person_name": "AE", "competitor": None, "outcome_reason": None}
            for outcome, account, amount in rows
        ],
        loss_reasons=[{"outcome_reason": "No decision", "deals": 2, "amount": 6e5, "amount_part_share": 0.6}],
    )
    assert said(slides_pipeline.outcomes(shown).title) == (
        "Largest loss: Deal, $900k; largest slip: C, $300k; 60 % of what was lost: No decision"
    )


def test_calls_are_told_in_the_past_once_the_quarter_has_ended() -> None:
    """With how much of it was won before the last month."""
    calls = [{"week_of_quarter": 9, "commit_amount": 1.2e6, "best_case_amount": 2e6, "won_amount": 9e5}]
    months = {"month1_share": 0.2, "month2_share": 0.42, "month3_share": 1.0, "won_amount": 9e5}
    for unit, sentence in (
        (RUNNING, "The last Commit call is $1.2M; $900k is won so far, 26 days left"),
        (ENDED, "The last Commit call was $1.2M; $900k was won, 42 % of it by the end of month 2"),
    ):
        shown = pack(unit, calls=calls, linearity=[{"quarter_label": unit.quarter, **months}])
        assert said(slides_calls.linearity(shown).title) == sentence


def key(*rows: tuple[str, float, str, str | None, bool]) -> list[dict[str, Any]]:
    """Key deals by account, amount, category, severity and whether of the running quarter."""
    told = {"opportunity_name": "Deal", "person_name": "AE", "stage": "2", "close_on": dt.date(2026, 10, 20)}
    told |= {"pushes": 1, "next_step": "Call", "flags": "Month-2 gate"}
    return [
        {"account_name": name, "amount": amount, "category_label": category, "severity": severity}
        | {"is_this_quarter": is_now, **told}
        for name, amount, category, severity, is_now in rows
    ]


def test_small_fry_never_makes_the_title_of_the_key_deals() -> None:
    """The largest to act on of the running quarter, in any category; one only to watch or later is passed over."""
    deals = key(
        ("Watched", 868e3, "Commit", "watch", True),
        ("Later", 500e3, "Pipeline", "act", False),
        ("Large", 431e3, "Pipeline", "act", True),
        ("Small", 1.9e3, "Commit", "act", True),
    )
    totals = [{"quarter_label": "FY27-Q3", "act_deals": 2, "act_amount": 432.9e3}]
    sentence = "$433k in 2 deals of FY27-Q3 needs action; the largest is Large, $431k in Pipeline (Month-2 gate)"
    assert said(slides_deals.key_deals(pack(RUNNING, key_deals=deals, act_totals=totals)).title) == sentence

    ended = slides_deals.key_deals(pack(ENDED, key_deals=deals, act_totals=totals))
    assert said(ended.title) == f"As of today, 5 Oct 2026: {sentence}"
    assert ended.blocks[0].caption.startswith("Open deals of FY27-Q3 and FY27-Q4")
    assert ended.blocks[0].caption.endswith("as of today, 5 Oct 2026")


def test_what_can_only_be_told_today_says_so_once_the_quarter_has_ended() -> None:
    """Readiness, plans, relationships, whitespace, capacity and data quality of an ended quarter name the day."""
    ready = {"person_name": "AE", "eligible_accounts": 2, "covered_accounts": 1, "coverage_share": 0.5}
    ready |= {"stale_plans": 0, "overdue_actions": 0, "quarter_deals": 2, "act_deals": 1, "act_deal_share": 0.5}
    tables = {
        "readiness": [{**ready, "quarter_amount": 2e5, "act_amount": 1e5}],
        "plans": [{"covered_accounts": 1, "eligible_accounts": 2, "coverage_share": 0.5, "no_reason_accounts": 1}],
        "relations": [{"person_name": "AE", "rung": "L1", "accounts": 2, "group_accounts": 2, "supported_accounts": 0}],
    }
    for make in (slides_deals.readiness, slides_plans.plans, slides_plans.relationships, slides_plans.ground):
        told, running = make(pack(ENDED, **tables)), make(pack(RUNNING, **tables))
        assert said(told.title).startswith("As of today, 5 Oct 2026: ")
        assert any("as of today, 5 Oct 2026" in placed.caption for placed in told.blocks)
        assert "today" not in said(running.title) + "".join(placed.caption for placed in running.blocks)


def test_a_table_that_is_cut_says_how_many_of_how_many() -> None:
    """12 of 48, not 36 more."""
    cell = Cell("x")
    table = Table(("A",), ((cell,),) * 12, (False,), more=36, sheet="Key deals")
    assert table.cut(36).startswith("12 of 48 shown")
    assert table.cut(38).startswith("10 of 48 shown")


def test_what_moved_since_the_version_before_is_a_slide_of_the_second_version_alone() -> None:
    """Each number as it was and as it is; the first version has nothing to tell."""
    rows = [{"figure": "Scorecard: Won, FY27-Q3", "value_before": "$1M", "value_now": "$1.2M"}]
    second = dataclasses.replace(pack(RUNNING, moved=rows), version=2)
    assert said(slides_plans.moved(second).title) == "What moved since version 1"
    assert not slides_plans.moved(second).is_empty
    assert slides_plans.moved(pack(RUNNING, moved=[])).is_empty


def test_what_no_export_tells_is_no_accusation() -> None:
    """Without plans and without contacts the slides say so; they do not say that nobody has a plan or a supporter."""
    unknown = dict.fromkeys(("covered_accounts", "coverage_share", "stale_plans", "overdue_actions"))
    readiness = [{"person_name": "Ann", "eligible_accounts": 3, **unknown}]
    people = [{"person_name": "Ann", "rung": "unknown", "accounts": 3, "group_accounts": 3, "supported_accounts": None}]
    counts = {"eligible_accounts": 3, "covered_accounts": None, "coverage_share": None, "no_reason_accounts": None}
    bare = pack(RUNNING, plans=[counts], readiness=readiness, relations=people)

    assert said(slides_plans.plans(bare).title) == (
        "Which key accounts have a plan is unknown: no export of account plans is loaded"
    )
    assert said(slides_plans.relationships(bare).title) == (
        "Who supports us at which key account is unknown: no export of contacts is loaded"
    )
