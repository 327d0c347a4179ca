"""The sample company shows every rule of the Plans pages at work: each fires somewhere, none everywhere."""

import pytest

from sightline import queries
from sightline.warehouse.versions import Warehouse
from tests.conftest import AS_OF

EXPECTED = {
    ("plan_states", "state"): {"none", "draft", "live", "current", "inspected", "worked", "covered by parent"},
    ("plan_states", "reason_code"): {"exec waiver", "new account", "inherited", "over capacity", "no reason"},
    ("plan_states", "lane"): {"own", "inherited", "ramping", "unassigned"},
    ("plan_states", "age_band"): {"fresh", "ageing", "stale"},
    ("plan_states", "is_trigger_stale"): {True, False},
    ("plans", "started_state"): {"draft", "live", "expired", "closed"},
    ("plans", "plan_type"): {"land", "expand"},
    ("stage1_tests", "result"): {"pass", "fail", "due", "unknown"},
    ("accounts", "is_flagged_only"): {True, False},
    ("accounts", "coverage"): {"own", "parent", "none"},
    ("account_triggers", "kind"): {
        "m_and_a",
        "org_change",
        "team_change",
        "win",
        "competitive_loss",
        "strategic_initiative",
        "resource_need",
        "exec_support_request",
    },
}


@pytest.mark.parametrize(("mart", "column"), EXPECTED, ids=".".join)
def test_every_value_of_a_rule_occurs_and_none_is_everywhere(sample: Warehouse, mart: str, column: str) -> None:
    """A page shown on the sample leaves no rung, reason, lane or verdict to the imagination."""
    rows = sample.connection.cursor().execute(
        f"select {column}, count(*) from marts.{mart} where {column} is not null group by all"
    )
    found = dict(rows.fetchall())

    assert found.keys() >= EXPECTED[mart, column]
    assert len(found) > 1


@pytest.mark.parametrize("component", ["profile", "relationship", "whitespace", "action plan"])
def test_every_level_of_every_component_occurs(sample: Warehouse, component: str) -> None:
    """1.1.1: levels 0 to 4."""
    rows = sample.connection.cursor().execute(
        "select distinct level from marts.component_levels where component = $component and level is not null",
        {"component": component},
    )

    assert {level for (level,) in rows.fetchall()} == {0, 1, 2, 3, 4}


def test_every_step_of_the_bridge_occurs(sample: Warehouse) -> None:
    """1.1.4: all ten reasons, seen by managers; received and handed over cancel at the top."""
    seen = set()
    people = queries.run(sample.connection, "people_to_view_as", viewer="operator", today=AS_OF)
    for viewer in people.person_id[people.landing == "manager"]:
        steps = queries.run(sample.connection, "adoption_bridge", viewer=viewer, today=AS_OF)
        seen |= set(steps.bucket)

    assert seen == {
        "start",
        "received",
        "handed over",
        "became key",
        "no longer key",
        "deleted or merged",
        "covered by parent gained",
        "covered by parent lost",
        "plan added",
        "plan closed",
        "plan expired",
        "end",
    }


def test_accounts_with_several_live_plans_and_vacant_territories_occur(sample: Warehouse) -> None:
    """C4 and C5: duplicates, and accounts that count under a manager or the top."""
    row = sample.connection.cursor().execute(
        "select count(*) filter (where live_plans > 1), count(*) filter (where is_unassigned and is_eligible), "
        "count(*) filter (where owner_id is null) from marts.accounts"
    )

    assert all(count > 0 for count in row.fetchall()[0])


def test_adoption_differs_by_person_and_rises_over_two_years(sample: Warehouse) -> None:
    """Believable: from nothing to everything by person, rising with a dip, below target today."""
    tree = queries.run(sample.connection, "adoption_tree", viewer="operator", today=AS_OF)
    trend = queries.run(sample.connection, "adoption_trend", viewer="operator", today=AS_OF).coverage_share
    reps = tree[tree.is_rep].coverage_share

    assert reps.min() == 0
    assert reps.max() == 1
    assert trend.iloc[-1] > trend.iloc[0] + 0.3
    assert (trend.diff().dropna() < 0).any()
