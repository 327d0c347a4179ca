"""What the Plan coverage page shows of component levels and stage-1 tests, for whom."""

import datetime as dt
from typing import Any

import duckdb
import pytest

from sightline import queries
from tests.conftest import AS_OF, Company

USERS = [
    {"user_id": "vp", "full_name": "Vera Top", "role": "VP", "is_active": True},
    {"user_id": "asm", "full_name": "Mia Lead", "role": "ASM", "manager_id": "vp", "is_active": True},
    {"user_id": "ann", "full_name": "Ann", "role": "AE", "manager_id": "asm", "is_active": True},
    {"user_id": "bob", "full_name": "Bob", "role": "AE", "manager_id": "vp", "is_active": True},
]
ACCOUNTS = [
    {
        "account_id": f"{owner}{n}",
        "account_name": f"{owner} {n}",
        "owner_id": owner,
        "is_key_account": True,
        "region": "North" if n else "South",
        "segment": "SMB" if n else "Enterprise",
    }
    for owner in ("ann", "bob")
    for n in range(2)
]
CONTACT = {"contact_id": "C", "account_id": "ann0"}
DEALS = [
    {
        "opportunity_id": "O1",
        "name": "First",
        "account_id": "ann0",
        "owner_id": "ann",
        "type": "new",
        "created_date": dt.date(2026, 4, 1),
        "stage1_exited_on": dt.date(2026, 9, 5),
        "is_closed": False,
    },
    {
        "opportunity_id": "O2",
        "account_id": "bob1",
        "owner_id": "bob",
        "type": "new",
        "stage": "1-Discovery",
        "stage_order": 1,
        "created_date": dt.date(2026, 10, 1),
        "is_closed": False,
    },
]


@pytest.fixture
def connection(company: Company) -> duckdb.DuckDBPyConnection:
    """Two reps with two key accounts each; contacts are exported, whitespace is not."""
    return company(
        users=USERS, accounts=ACCOUNTS, contacts=[CONTACT], interactions=[], opportunities=DEALS, account_plans=[]
    )


def ask(connection: duckdb.DuckDBPyConnection, name: str, viewer: str, columns: str, **given: Any) -> list[Any]:
    """The chosen columns of a page query as plain rows, missing values as None."""
    frame = queries.run(connection, name, viewer=viewer, today=AS_OF, parameters=given)
    frame = frame[columns.split(", ")].astype(object)
    return [tuple(row) for row in frame.where(frame.notna(), None).itertuples(index=False)]


@pytest.mark.parametrize(
    ("viewer", "given", "accounts"),
    [
        ("vp", {}, ["ann0", "ann1", "bob0", "bob1"]),
        ("operator", {}, ["ann0", "ann1", "bob0", "bob1"]),
        ("asm", {}, ["ann0", "ann1"]),
        ("ann", {}, ["ann0", "ann1"]),
        ("ann", {"owner": "bob"}, []),
        ("stranger", {}, []),
        ("vp", {"team": "asm"}, ["ann0", "ann1"]),
        ("vp", {"owner": "bob", "region": "North"}, ["bob1"]),
        ("vp", {"segment": "Enterprise"}, ["ann0", "bob0"]),
        ("vp", {"person": "bob"}, ["bob0", "bob1"]),
    ],
)
def test_rows_follow_the_viewer_and_the_filters(
    connection: duckdb.DuckDBPyConnection, viewer: str, given: dict[str, Any], accounts: list[str]
) -> None:
    """A viewer sees what is theirs; a filter can only narrow it; a stranger sees no row."""
    rows = ask(connection, "plan_coverage_component_accounts", viewer, "account_id", component="profile", **given)
    assert [row[0] for row in rows] == accounts


@pytest.mark.parametrize(
    ("noun", "seen"),
    [
        ("component_levels", {"vp": 16, "ann": 8, "asm": 8, "stranger": 0}),
        ("relationship_rungs", {"vp": 4, "ann": 2, "asm": 2, "stranger": 0}),
        ("account_whitespace", {"vp": 4, "ann": 2, "asm": 2, "stranger": 0}),
        ("stage1_tests", {"vp": 2, "ann": 1, "asm": 1, "stranger": 0}),
        ("lifecycle_stages", {"vp": 9, "ann": 9, "asm": 9, "stranger": 0}),
    ],
)
def test_the_row_rule_of_each_noun_holds_by_itself(
    connection: duckdb.DuckDBPyConnection, noun: str, seen: dict[str, int]
) -> None:
    """Whatever a page query joins it to."""
    rule = queries.layer("visible")[noun].sql
    found = {who: len(connection.execute(rule, {"viewer": who, "today": AS_OF}).fetchall()) for who in seen}
    assert found == seen


def test_a_click_on_a_level_gives_its_accounts_with_the_reason(connection: duckdb.DuckDBPyConnection) -> None:
    """Also on the one that is unknown, as -1."""
    columns = "account_name, level, blocking_fact, missing_export"
    found = ask(connection, "plan_coverage_component_accounts", "vp", columns, component="relationship", level=1)
    assert found == [("ann 0", 1, "no senior contact", None)]
    unknown = ask(connection, "plan_coverage_component_accounts", "ann", columns, level=-1, component="whitespace")
    assert unknown == [
        (name, None, "unknown: no whitespace_cells export", "whitespace_cells") for name in ("ann 0", "ann 1")
    ]


def test_stage_1_tests_show_the_worst_first(connection: duckdb.DuckDBPyConnection) -> None:
    """Failed since 30 days, then due since four."""
    frame = queries.run(connection, "plan_coverage_stage1", viewer="vp", today=AS_OF)
    assert list(frame["account_id"]) == ["ann0", "bob1"]
    assert list(frame["result"]) == ["fail", "due"]
    assert list(frame["opportunity_name"]) == ["First", "O2"]
    assert frame["days_late"][0] == 30
    assert frame["days_in_stage"][1] == 4


@pytest.mark.parametrize(
    ("viewer", "given", "accounts"),
    [
        ("ann", {}, ["ann0"]),
        ("asm", {}, ["ann0"]),
        ("bob", {}, ["bob1"]),
        ("stranger", {}, []),
        ("vp", {"result": "due"}, ["bob1"]),
        ("vp", {"person": "ann"}, ["ann0"]),
        ("vp", {"region": "North"}, ["bob1"]),
    ],
)
def test_stage_1_rows_follow_the_viewer_and_the_filters(
    connection: duckdb.DuckDBPyConnection, viewer: str, given: dict[str, Any], accounts: list[str]
) -> None:
    """Like every other row."""
    assert [row[0] for row in ask(connection, "plan_coverage_stage1", viewer, "account_id", **given)] == accounts


@pytest.mark.parametrize("name", ["plan_coverage_component_accounts", "plan_coverage_stage1"])
def test_an_empty_company_gives_no_rows_and_all_columns(company: Company, name: str) -> None:
    """Nothing breaks where nothing is loaded."""
    frame = queries.run(company(), name, viewer="operator", today=AS_OF)
    assert len(frame) == 0
    assert set(frame.columns) == set(queries.layer("pages")[name].columns)
