"""Adoption: who counts, what covers, and how it rolls up (S1, S3, S6, C3 to C6)."""

import datetime as dt
from typing import Any

import duckdb
import pandas as pd
import pytest

from sightline import queries
from sightline.settings import Settings
from tests.conftest import AS_OF, Company
from tests.organisation import D, account, person, plan, team


def ask(connection: duckdb.DuckDBPyConnection, name: str, viewer: str = "vp", **parameters: Any) -> pd.DataFrame:
    """Rows of a page query, by default for the VP."""
    return queries.run(connection, name, viewer=viewer, today=AS_OF, parameters=parameters)


def tree(connection: duckdb.DuckDBPyConnection, viewer: str = "vp", **parameters: Any) -> dict[str, Any]:
    """The adoption tree by person, each as a row."""
    rows = ask(connection, "adoption_tree", viewer, **parameters)
    return {row.person_id: row for row in rows.itertuples()}


def test_a_roll_up_sums_accounts_and_never_averages_rates(company: Company) -> None:
    """S1: 2 of 3, 1 of 1 and 0 of 0 make 3 of 4 = 75 %, not 83.3 %; no accounts is no rate."""
    people = tree(
        company(
            users=team("ann", "bob", "cat"),
            accounts=[account("a1"), account("a2"), account("a3"), account("b1", "bob")],
            account_plans=[plan("p1", "a1"), plan("p2", "a2"), plan("p3", "b1", "bob")],
        )
    )

    assert (people["ann"].covered_accounts, people["ann"].eligible_accounts) == (2, 3)
    assert people["bob"].coverage_share == 1.0
    assert "cat" not in people
    assert people["vp"].coverage_share == people["asm"].coverage_share == 0.75


def test_where_nobody_is_eligible_there_is_no_share_and_not_nought(company: Company) -> None:
    """C4: 0 of 0 is unknown in the headline, before and now, by value and within capacity."""
    connection = company(users=team("ann"), accounts=[account("a1", is_key_account=False)], account_plans=[])
    row = ask(connection, "adoption_summary").iloc[0]

    assert (row.covered_accounts, row.eligible_accounts) == (0, 0)
    shares = ["coverage_share", "coverage_share_before", "capacity_share", "arr_share", "potential_share"]
    assert row[shares].isna().tolist() == [True] * 5


def test_capacity_coverage_stands_beside_raw_coverage(company: Company) -> None:
    """S6: 6 eligible, 3 covered, cap 3 is 50 % raw, a capacity gap of 3 and 3 of 3 within capacity."""
    people = tree(
        company(
            users=team("ann"),
            accounts=[account(f"a{n}") for n in range(6)],
            account_plans=[plan(f"p{n}", f"a{n}") for n in range(3)],
        )
    )

    assert people["ann"].coverage_share == 0.5
    assert people["ann"].capacity_gap == 3
    assert (people["vp"].capacity_covered, people["vp"].capacity_eligible) == (3, 3)


def test_capacity_is_taken_per_rep_before_it_is_summed(company: Company) -> None:
    """S6: one rep's spare capacity does not cover another rep's gap."""
    people = tree(
        company(
            users=team("ann", "bob"),
            accounts=[*(account(f"a{n}") for n in range(5)), account("b1", "bob")],
            account_plans=[plan(f"p{n}", f"a{n}") for n in range(5)],
        )
    )

    assert (people["vp"].capacity_covered, people["vp"].capacity_eligible) == (3, 4)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "draft"},
        {"status": "active", "start_date": AS_OF + dt.timedelta(days=1)},
        {"status": "active", "end_date": AS_OF - dt.timedelta(days=1)},
        {"status": "closed"},
        {"status": "archived", "closed_on": D(2026, 9, 10)},
        {"plan_kind": "success"},
        {"plan_kind": "opportunity"},
    ],
    ids=str,
)
def test_a_plan_that_is_not_live_covers_nothing(company: Company, change: dict[str, Any]) -> None:
    """C3: drafts, plans to come, expired, closed and archived ones and other kinds of plan do not count."""
    people = tree(company(users=team("ann"), accounts=[account("a1")], account_plans=[plan("p1", "a1", **change)]))

    assert people["ann"].covered_accounts == 0


def test_a_plan_is_live_on_its_first_and_on_its_last_day(company: Company) -> None:
    """C3: start and end are inclusive."""
    people = tree(
        company(
            users=team("ann"),
            accounts=[account("a1"), account("a2")],
            account_plans=[plan("p1", "a1", start_date=AS_OF), plan("p2", "a2", end_date=AS_OF)],
        )
    )

    assert people["ann"].covered_accounts == 2


def test_an_account_with_two_live_plans_is_counted_once(company: Company) -> None:
    """C4: the plan that fits the account's class is primary; the other is a duplicate, not a second cover."""
    connection = company(
        users=team("ann"),
        accounts=[account("a1")],
        opportunities=[won("o1", "a1")],
        account_plans=[plan("p1", "a1", plan_type="land"), plan("p2", "a1", plan_type="expand")],
    )

    assert tree(connection)["ann"].covered_accounts == 1
    assert ask(connection, "plan_coverage_accounts").live_plans.tolist() == [2]
    assert connection.execute("select plan_id from marts.plans where is_primary").fetchall() == [("p2",)]


def won(opportunity_id: str, account_id: str) -> dict[str, Any]:
    """One opportunity won in August 2026."""
    return {
        "opportunity_id": opportunity_id,
        "name": opportunity_id,
        "account_id": account_id,
        "owner_id": "ann",
        "stage": "Closed Won",
        "is_closed": True,
        "is_won": True,
        "close_date": D(2026, 8, 1),
        "created_date": D(2026, 5, 1),
    }


def test_an_account_is_covered_by_the_plan_of_the_account_above(company: Company) -> None:
    """C5: the nearest ancestor with a live plan covers; a draft of its own does not change that."""
    people = tree(
        company(
            users=team("ann"),
            accounts=[account("top"), account("mid", parent_id="top"), account("low", parent_id="mid")],
            account_plans=[plan("p1", "top"), plan("p2", "low", status="draft")],
        )
    )

    assert (people["ann"].covered_accounts, people["ann"].parent_covered_accounts) == (3, 2)


def test_accounts_in_a_circle_of_parents_cover_each_other_at_most(company: Company) -> None:
    """A broken hierarchy neither hangs nor invents cover."""
    people = tree(
        company(
            users=team("ann"), accounts=[account("x", parent_id="y"), account("y", parent_id="x")], account_plans=[]
        )
    )

    assert (people["ann"].covered_accounts, people["ann"].eligible_accounts) == (0, 2)


def test_a_vacant_territory_counts_under_the_manager_as_unassigned(company: Company) -> None:
    """C5: the leaver's accounts stay in the VP's total, under the ASM; without any owner under the top."""
    people = tree(
        company(
            users=[*team("ann"), person("gone", is_active=False)],
            accounts=[account("a1"), account("g1", "gone"), account("n1", None)],
            account_plans=[],
        )
    )

    assert people["asm"].unassigned_accounts == 1
    assert people["vp"].unassigned_accounts == 2
    assert people["vp"].eligible_accounts == 3
    assert "gone" not in people


def two_tops(company: Company, **more: Any) -> duckdb.DuckDBPyConnection:
    """Two trees with an ASM and an AE each, and an account of a leaver whom nobody manages, one without any name."""
    users = [
        *(person(top, "VP", None) for top in ("vp", "vip")),
        *(person(lead, "ASM", top) for lead, top in (("asm", "vp"), ("boss", "vip"))),
        *(person(rep, "AE", lead) for rep, lead in (("ann", "asm"), ("bob", "boss"))),
        person("gone", "AE", None, is_active=False),
    ]
    accounts = [account("a1"), account("b1", "bob"), account("n1", None), account("g1", "gone")]
    return company(users=users, accounts=accounts, account_plans=[plan("p1", "n1"), plan("p2", "a1")], **more)


def test_accounts_without_owner_under_several_tops_are_a_line_of_their_own(company: Company) -> None:
    """C5: every top and the operator sees it, the last of the tree; nobody's total contains it."""
    connection = two_tops(company)
    seen = {
        viewer: {name: (row.covered_accounts, row.eligible_accounts) for name, row in tree(connection, viewer).items()}
        for viewer in ("operator", "vp", "vip", "asm", "ann")
    }
    line = {"without owner": (1, 2)}

    assert seen["vp"] == {"vp": (1, 1), "asm": (1, 1), "ann": (1, 1)} | line
    assert seen["vip"] == {"vip": (0, 1), "boss": (0, 1), "bob": (0, 1)} | line
    assert seen["operator"] == seen["vp"] | seen["vip"]
    assert (seen["asm"], seen["ann"]) == ({"asm": (1, 1), "ann": (1, 1)}, {"ann": (1, 1)})
    summary = ask(connection, "adoption_summary", "operator").iloc[0]
    assert (summary.covered_accounts, summary.eligible_accounts) == (2, 4)
    gaps = ask(connection, "plan_coverage_gaps", "vp").set_index("account_id")
    assert gaps["person_name"].to_dict() == {"g1": "Without owner"}
    for by in (None, "team"):
        assert "Without owner" in set(ask(connection, "plan_coverage_ladder", "vip", by=by)["person_name"])
        assert "Without owner" not in set(ask(connection, "plan_coverage_ladder", "asm", by=by)["person_name"])
    assert "without owner" not in tree(connection, "operator", team="vp")


@pytest.mark.parametrize(("manager", "is_seen"), [(None, True), ("nobody", False), ("asm", False)])
def test_who_is_a_top_through_a_broken_tree_alone_sees_no_account_without_owner(
    company: Company, manager: str | None, is_seen: bool
) -> None:
    """C5: an unknown manager, or oneself, makes a second top and opens nothing: a broken tree can only shrink."""
    users = [person("vp", "VP", None), person("asm", "ASM", manager), person("ann"), person("bob", "AE", "vp")]
    connection = company(users=users, accounts=[account("a1"), account("n1", None)], account_plans=[])
    assert ("without owner" in tree(connection, "asm")) is is_seen
    assert "without owner" in tree(connection, "vp")


def test_under_a_single_top_an_account_without_owner_counts_under_the_top(company: Company) -> None:
    """C5: then there is no line of its own."""
    people = tree(company(users=team("ann"), accounts=[account("a1"), account("n1", None)], account_plans=[]))
    assert {name: row.eligible_accounts for name, row in people.items()} == {"vp": 2, "asm": 1, "ann": 1}


def test_deleted_and_merged_accounts_do_not_count(company: Company) -> None:
    """C5: a tombstone is in no denominator."""
    people = tree(
        company(
            users=team("ann"),
            accounts=[account("a1"), account("a2", is_deleted=True), account("a3", merged_into_id="a1")],
            account_plans=[],
        )
    )

    assert people["ann"].eligible_accounts == 1


def rule(region: str, since: dt.date, **more: Any) -> dict[str, Any]:
    """One regional rule of what makes a key account."""
    return {"region": region, "valid_from": since, **more}


def test_one_criterion_of_the_regions_rule_is_enough(company: Company) -> None:
    """S3: spend, headcount, rank or the named list, whichever is met; a blank cell meets nothing."""
    people = tree(
        company(
            users=team("ann"),
            accounts=[
                account("rich", region="EMEA", arr=200_000, is_key_account=False),
                account("large", region="EMEA", employees=5_000, is_key_account=False),
                account("ranked", region="EMEA", account_rank=1, is_key_account=False),
                account("named", region="EMEA"),
                account("small", region="EMEA", arr=10, employees=3, account_rank=3, is_key_account=False),
                account("unknown", region="EMEA", is_key_account=False),
            ],
            key_account_rules=[
                rule("EMEA", D(2025, 1, 1), min_arr=100_000, min_employees=1_000, rank_max=1, named_list=True)
            ],
            account_plans=[],
        )
    )

    assert people["ann"].eligible_accounts == 4


def test_the_newest_rule_wins_and_a_region_without_one_falls_back_to_the_flag(company: Company) -> None:
    """S3: of two rules in force the later one decides; no rule leaves the CRM flag."""
    connection = company(
        users=team("ann"),
        accounts=[
            account("a1", region="EMEA", arr=150_000),
            account("a2", region="APAC"),
            account("a3", region="APAC", is_key_account=False),
        ],
        key_account_rules=[
            rule("EMEA", D(2025, 1, 1), min_arr=100_000),
            rule("EMEA", D(2026, 1, 1), min_arr=500_000),
        ],
        account_plans=[],
    )
    reasons = dict(connection.execute("select account_id, key_reason from marts.accounts where is_key").fetchall())

    assert reasons == {"a2": "CRM flag"}
    assert ask(connection, "plan_coverage_summary").below_threshold_accounts.tolist() == [1]


def test_no_account_is_key_before_the_day_the_export_gives(company: Company) -> None:
    """1.1.4: `key_since` is the first day of the present key status, whatever a rule says of today's numbers."""
    connection = company(
        users=team("ann"),
        accounts=[account("a1", region="EMEA", arr=900, key_since=D(2026, 9, 20))],
        key_account_rules=[rule("EMEA", D(2024, 1, 1), min_arr=100)],
        account_plans=[],
    )
    trend = ask(connection, "adoption_trend").eligible_accounts.tolist()

    assert trend == [0] * 8 + [1]
    assert ask(connection, "plan_coverage_gaps").gap_days.tolist() == [15]


@pytest.mark.parametrize(
    ("fallback", "expected"), [("auto", ["big", "mid"]), ("arr", ["big"]), ("rank", []), ("none", [])]
)
def test_exports_that_name_no_key_account_get_a_stand_in(company: Company, fallback: str, expected: list[str]) -> None:
    """A folder without flags, ranks and rules is no wall of "none eligible": a setting decides."""
    connection = company(
        settings=Settings(key_account_fallback=fallback, key_account_top_n=2, key_account_min_arr=1_000),
        users=team("ann"),
        accounts=[
            account("big", is_key_account=None, key_since=None, arr=5_000),
            account("mid", is_key_account=None, key_since=None, arr=500),
            account("low", is_key_account=None, key_since=None, arr=5),
        ],
        account_plans=[],
    )
    key = connection.execute("select account_id from marts.accounts where is_key order by 1").fetchall()

    assert [row[0] for row in key] == expected
    if expected:
        assert ask(connection, "freshness").is_key_stand_in.tolist() == [True]


def test_amounts_in_a_currency_without_a_rate_stay_out_of_the_weighted_twin(company: Company) -> None:
    """Unlike currencies are never added; what cannot be converted is unknown, not zero and not at par."""
    people = tree(
        company(
            users=team("ann"),
            accounts=[
                account("usd", arr=100),
                account("eur", arr=100, currency="EUR"),
                account("xyz", arr=900, currency="XYZ"),
            ],
            account_plans=[plan("p1", "eur"), plan("p2", "xyz")],
            fx_rates=[{"currency": "EUR", "rate_date": D(2026, 1, 1), "rate_to_reporting": 2}],
        )
    )

    assert people["ann"].coverage_share == pytest.approx(2 / 3)
    assert people["ann"].arr_share == pytest.approx(200 / 300)


def test_filters_narrow_the_tree_without_changing_its_arithmetic(company: Company) -> None:
    """A team, a person, a region or a segment give the same numbers as counting those accounts alone."""
    connection = company(
        users=[*team("ann", "bob"), person("asm2", "ASM", "vp"), person("cat", manager="asm2")],
        accounts=[account("a1", region="EMEA"), account("b1", "bob", region="APAC"), account("c1", "cat")],
        account_plans=[plan("p1", "a1")],
    )

    assert tree(connection, team="asm")["asm"].eligible_accounts == 2
    assert "asm2" not in tree(connection, team="asm")
    assert tree(connection, owner="ann")["vp"].eligible_accounts == 1
    assert tree(connection, region="APAC")["vp"].covered_accounts == 0


def test_a_circle_of_managers_shrinks_what_is_seen_and_nothing_else(company: Company) -> None:
    """Two managers who report to each other are two tops; nobody sees more because of it."""
    connection = company(
        users=[
            person("kim", "ASM", "lee"),
            person("lee", "ASM", "kim"),
            person("ann", manager="kim"),
            person("bob", manager="lee"),
        ],
        accounts=[account("a1"), account("b1", "bob")],
        account_plans=[],
    )

    assert set(tree(connection, "kim")) == {"kim", "ann"}
    assert set(tree(connection, "lee")) == {"lee", "bob"}


def test_a_region_sums_its_accounts_and_the_regions_add_up_to_the_whole(company: Company) -> None:
    """C6: North 1 of 2 and before 0 of 1, South 0 of 1; never averaged over AEs; no region is a row of its own."""
    long_ago = {"created_date": D(2026, 1, 1), "last_updated": D(2026, 1, 1), "content_changed_on": D(2026, 1, 1)}
    connection = company(
        users=team("ann", "bob"),
        accounts=[
            account("n1", region="North"),
            account("n2", "bob", region="North", key_since=D(2026, 9, 1)),
            account("s1", "bob", region="South"),
            account("x1"),
        ],
        account_plans=[plan("p1", "n1", start_date=D(2026, 9, 1)), plan("p2", "x1", **long_ago)],
    )
    days = {"day": AS_OF, "before": D(2026, 8, 1)}
    found = {row.region_name: row for row in ask(connection, "adoption_regions", **days).itertuples()}
    summary = ask(connection, "adoption_summary", **days).iloc[0]
    counts = {name: (row.covered_accounts, row.eligible_accounts) for name, row in found.items()}

    assert counts == {"North": (1, 2), "South": (0, 1), "No region": (1, 1)}
    assert {name: row.coverage_change for name, row in found.items()} == {"North": 50, "South": 0, "No region": 0}
    assert {name: row.no_reason_accounts for name, row in found.items()} == {"North": 1, "South": 1, "No region": 0}
    assert sum(whole for _, whole in counts.values()) == summary.eligible_accounts


def test_the_change_of_adoption_comes_with_both_its_reasons(company: Company) -> None:
    """S1: 1 of 2 on 1 August, 2 of 4 today: as high as before, by one more plan and two more key accounts."""
    connection = company(
        users=team("ann"),
        accounts=[account("a1"), account("a2"), *(account(name, key_since=D(2026, 9, 1)) for name in ("a3", "a4"))],
        account_plans=[
            plan("p1", "a1", created_date=D(2026, 1, 1), start_date=D(2026, 1, 1)),
            plan("p2", "a3", start_date=D(2026, 9, 1)),
        ],
    )
    row = ask(connection, "adoption_summary", day=AS_OF, before=D(2026, 8, 1)).iloc[0]
    ann = tree(connection, day=AS_OF, before=D(2026, 8, 1))["ann"]

    assert (row.coverage_change, row.covered_change, row.eligible_change) == (0, 1, 2)
    assert (ann.coverage_change, ann.no_reason_accounts) == (0, 2)


def test_why_there_is_no_plan_is_unknown_on_a_past_day(company: Company) -> None:
    """C12: reasons are known for the day of the data only, so a past day says unknown and not nought."""
    connection = company(users=team("ann"), accounts=[account("a1")], account_plans=[])

    assert tree(connection)["vp"].no_reason_accounts == 1
    assert pd.isna(tree(connection, day=D(2026, 9, 1), before=D(2026, 8, 1))["vp"].no_reason_accounts)
    assert ask(connection, "adoption_regions", day=D(2026, 9, 1)).no_reason_accounts.isna().all()


def test_the_gap_list_can_be_of_one_reason_and_begins_with_the_largest_arr(company: Company) -> None:
    """S2: largest ARR first, then unknown ARR, since it may be large, then none; with the day the gap began."""
    connection = company(
        users=team("ann"),
        accounts=[
            account("a0", arr=0),
            account("a1", arr=10),
            account("a2", arr=30),
            account("a3"),
            account("a4", arr=90, key_since=D(2026, 9, 30)),
        ],
        account_plans=[],
    )
    found = ask(connection, "plan_coverage_gaps").set_index("account_id")

    assert found.index.tolist() == ["a4", "a2", "a1", "a3", "a0"]
    assert found.gap_since_on["a4"].date() == D(2026, 9, 30)
    assert ask(connection, "plan_coverage_gaps", reason="no reason").account_id.tolist() == ["a2", "a1", "a3", "a0"]


def test_a_hidden_reason_is_unknown_and_not_nought(company: Company) -> None:
    """C12: sam on Ann's team sees two accounts without a plan, not why; their manager counts both without a reason."""
    connection = company(
        users=[*team("ann"), person("sam", "SA", None)],
        accounts=[account("a1", region="North"), account("a2", region="North")],
        account_team=[{"account_id": name, "user_id": "sam", "team_role": "SA"} for name in ("a1", "a2")],
        account_plans=[],
    )
    sam, asm = (ask(connection, "plan_coverage_summary", viewer).iloc[0] for viewer in ("sam", "asm"))

    assert (sam.gap_accounts, asm.gap_accounts, asm.no_reason_accounts) == (2, 2, 2)
    assert pd.isna(sam.no_reason_accounts)
    assert ask(connection, "adoption_regions", "asm").no_reason_accounts.tolist() == [2]
    assert ask(connection, "adoption_regions", "sam").no_reason_accounts.isna().all()


def test_the_managers_to_call_are_those_with_most_accounts_without_a_reason(company: Company) -> None:
    """C12: of the two below the VP, Lee with two goes before Kim with one; of the AEs nobody has a place."""
    connection = company(
        users=[
            person("vp", "VP", None),
            *(person(name, "ASM", "vp") for name in ("kim", "lee", "max")),
            *(person(ae, "AE", asm) for ae, asm in (("ann", "kim"), ("bob", "lee"), ("cat", "max"))),
        ],
        accounts=[account("a1"), account("b1", "bob"), account("b2", "bob"), account("c1", "cat")],
        account_plans=[plan("p1", "c1", "cat")],
    )
    found = tree(connection)
    of_lee = tree(connection, team="lee")

    assert {name: row.no_reason_place for name, row in found.items() if pd.notna(row.no_reason_place)} == {
        "lee": 1,
        "kim": 2,
    }
    assert pd.isna(of_lee["lee"].manager_id)
    assert (of_lee["bob"].manager_id, of_lee["bob"].no_reason_place) == ("lee", 1)
