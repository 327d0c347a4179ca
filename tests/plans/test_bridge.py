"""The adoption bridge: two bars that balance, each account under the first reason that fits (1.1.4)."""

from typing import Any

import duckdb
import pytest

from sightline import queries
from sightline.warehouse.versions import Warehouse
from tests.conftest import AS_OF, Company
from tests.organisation import D, account, person, plan, team

BEFORE = D(2026, 7, 31)
CHANGED = D(2026, 8, 20)


def steps(connection: duckdb.DuckDBPyConnection, viewer: str = "vp", **parameters: Any) -> dict[str, dict[str, int]]:
    """Steps of both bars by name, without the empty ones."""
    given = {"before": BEFORE, **parameters}
    rows = queries.run(connection, "adoption_bridge", viewer=viewer, today=AS_OF, parameters=given)
    bars: dict[str, dict[str, int]] = {"eligible": {}, "covered": {}}
    for row in rows.itertuples():
        bars[row.bar][row.bucket] = row.accounts
    return bars


def assert_balanced(bars: dict[str, dict[str, int]]) -> None:
    """Start plus every change equals the end."""
    for bar in bars.values():
        assert sum(count for bucket, count in bar.items() if bucket != "end") == bar["end"]


def owned(account_id: str, owner: str, since: Any) -> dict[str, Any]:
    """One row of the owner history."""
    return {"account_id": account_id, "owner_id": owner, "from_date": since}


@pytest.mark.parametrize(
    ("tables", "bar", "bucket", "change"),
    [
        ({"accounts": [account("a1", key_since=CHANGED)]}, "eligible", "became key", 1),
        ({"accounts": [account("a1", created_date=CHANGED, key_since=None)]}, "eligible", "became key", 1),
        (
            {
                "accounts": [account("a1", is_key_account=False, key_since=None)],
                "field_history": [
                    {
                        "table_name": "accounts",
                        "record_id": "a1",
                        "field": "is_key_account",
                        "changed_at": CHANGED,
                        "old_value": "true",
                        "new_value": "false",
                    }
                ],
            },
            "eligible",
            "no longer key",
            -1,
        ),
        (
            {
                "accounts": [account("a1", is_deleted=True)],
                "field_history": [
                    {
                        "table_name": "accounts",
                        "record_id": "a1",
                        "field": "is_deleted",
                        "changed_at": CHANGED,
                        "old_value": "false",
                        "new_value": "true",
                    }
                ],
            },
            "eligible",
            "deleted or merged",
            -1,
        ),
        (
            {"accounts": [account("a1")], "account_plans": [plan("p1", "a1", created_date=CHANGED)]},
            "covered",
            "plan added",
            1,
        ),
        (
            {
                "accounts": [account("a1")],
                "account_plans": [
                    plan("p1", "a1", created_date=D(2026, 1, 1), status="closed", closed_on=CHANGED),
                ],
            },
            "covered",
            "plan closed",
            -1,
        ),
        (
            {
                "accounts": [account("a1")],
                "account_plans": [plan("p1", "a1", created_date=D(2026, 1, 1), end_date=CHANGED)],
            },
            "covered",
            "plan expired",
            -1,
        ),
        (
            {
                "accounts": [account("top"), account("a1", parent_id="top")],
                "account_plans": [plan("p1", "top", created_date=CHANGED)],
            },
            "covered",
            "covered by parent gained",
            1,
        ),
        (
            {
                "accounts": [account("top"), account("a1", parent_id="top")],
                "account_plans": [plan("p1", "top", created_date=D(2026, 1, 1), end_date=CHANGED)],
            },
            "covered",
            "covered by parent lost",
            -1,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_reason_moves_its_bar(
    company: Company, tables: dict[str, Any], bar: str, bucket: str, change: int
) -> None:
    """One account, one reason; the bar balances whatever happened."""
    bars = steps(company(users=team("ann"), **tables))

    assert bars[bar][bucket] == change
    assert_balanced(bars)


def test_an_account_that_changes_hands_is_received_by_one_and_handed_over_by_the_other(company: Company) -> None:
    """Ownership ranks first; above both of them nothing happened at all."""
    connection = company(
        users=team("ann", "bob"),
        accounts=[account("a1", "bob")],
        account_owner_history=[owned("a1", "ann", D(2024, 1, 1)), owned("a1", "bob", CHANGED)],
        account_plans=[plan("p1", "a1", created_date=D(2026, 1, 1))],
    )

    assert steps(connection, "ann") == {
        "eligible": {"start": 1, "handed over": -1, "end": 0},
        "covered": {"start": 1, "handed over": -1, "end": 0},
    }
    assert steps(connection, "bob") == {
        "eligible": {"start": 0, "received": 1, "end": 1},
        "covered": {"start": 0, "received": 1, "end": 1},
    }
    assert steps(connection, "vp")["eligible"] == {"start": 1, "end": 1}


def test_a_plan_that_ended_on_an_unknown_day_is_counted_as_today_and_said_so(company: Company) -> None:
    """What cannot be replayed is counted as it is today, with the number of accounts concerned."""
    connection = company(
        users=team("ann"),
        accounts=[account("a1")],
        account_plans=[plan("p1", "a1", created_date=D(2026, 1, 1), status="closed")],
    )
    replay = queries.run(connection, "adoption_replay", viewer="vp", today=AS_OF)

    assert steps(connection)["covered"] == {"start": 0, "end": 0}
    assert replay.without_plan_end.tolist() == [1]


def test_the_owner_of_a_past_day_counts_under_todays_tree(company: Company) -> None:
    """C8: the trend follows who owned it then, and rolls up as people report now."""
    connection = company(
        users=[*team("ann"), person("asm2", "ASM", "vp"), person("bob", manager="asm2")],
        accounts=[account("a1", "bob")],
        account_owner_history=[owned("a1", "ann", D(2024, 1, 1)), owned("a1", "bob", CHANGED)],
        account_plans=[],
    )
    trend = {
        viewer: queries.run(connection, "adoption_trend", viewer=viewer, today=AS_OF).eligible_accounts.tolist()[-2:]
        for viewer in ("asm", "asm2", "vp")
    }

    assert trend == {"asm": [1, 0], "asm2": [0, 1], "vp": [1, 1]}


def test_trend_tree_and_bridge_agree_on_the_sample(sample: Warehouse) -> None:
    """The same day has the same numbers wherever it is asked, for every person who sees anything."""
    connection = sample.connection
    people = queries.run(connection, "people_to_view_as", viewer="operator", today=AS_OF)
    for viewer in ["operator", *people.person_id[people.levels_below >= 1]]:
        bars = steps(connection, viewer)
        trend = queries.run(connection, "adoption_trend", viewer=viewer, today=AS_OF).set_index("day_on")

        assert_balanced(bars)
        for day, bucket in ((str(BEFORE), "start"), (str(AS_OF), "end")):
            assert trend.loc[day, "eligible_accounts"] == bars["eligible"][bucket]
            assert trend.loc[day, "covered_accounts"] == bars["covered"][bucket]
