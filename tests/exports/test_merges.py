"""What refers to a merged account belongs to the account that survived, and the report says so."""

from sightline.exports.binding.merges import survivors
from tests.exports.drop import DEAL, DEALS_HEADER, Folder

MERGED = (
    "account_id,account_name,owner_id,type,parent_id,merged_into_id\n"
    "a1,Acme,u1,customer,a2,\na2,Acme Inc,u1,customer,,a3\na3,ACME,u1,customer,,a1\na4,Branch,u1,customer,a2,\n"
)


def test_references_follow_the_merges_to_the_survivor(company: Folder) -> None:
    """Two merges in a row lead to one account; what moved is counted beside its column, and the merged rows stay."""
    company.write("accounts.csv", MERGED)
    company.write("opportunities.csv", DEALS_HEADER + DEAL.replace(",a1,", ",a2,"))

    company.load()

    assert company.rows("select account_id from exports.opportunities") == [("a1",)]
    assert company.rows("select account_id, parent_id from exports.accounts order by 1") == [
        ("a1", None),
        ("a2", None),
        ("a3", None),
        ("a4", "a1"),
    ]
    said = " cells name a merged account and count for its survivor"
    assert company.rows(
        "select table_name, column_name, note from intake.columns where note is not null order by 1"
    ) == [
        ("accounts", "parent_id", f"2{said}"),
        ("opportunities", "account_id", f"1{said}"),
    ]
    assert company.books("accounts.csv") == (4, 4, 0, 0)


def test_rows_that_a_merge_makes_equal_are_settled_like_any_double(company: Folder) -> None:
    """One team member of both accounts is one; cells that contradict each other leave one, and the books balance."""
    company.write("accounts.csv", MERGED)
    company.write("team.csv", "account_id,user_id,team_role,is_primary\na1,u1,SA,true\na2,u1,SA,true\n")
    company.write(
        "cells.csv",
        "account_id,buying_centre_id,stage_id,as_of_date,state\na1,b1,plan,2026-03-01,customer\n"
        "a3,b1,plan,2026-03-01,unknown\n",
    )

    company.load()

    assert company.books("team.csv") == (2, 1, 0, 1)
    assert company.books("cells.csv") == (2, 1, 1, 0)
    [(message, raw)] = company.rows("select message, raw_record from intake.quarantine")
    assert "both rows belong to one account since a merge" in message
    assert raw == "a1,b1,plan,2026-03-01,customer"


def test_a_merged_accounts_own_past_stays_its_own(company: Folder) -> None:
    """Who owned the account that was merged away never owned the survivor."""
    company.write("accounts.csv", MERGED)
    company.write("owners.csv", "account_id,owner_id,from_date,to_date\na2,u1,2025-01-01,\n")

    company.load()

    assert company.rows("select account_id from exports.account_owner_history") == [("a2",)]


def test_a_survivor_without_a_row_leaves_references_as_they_are(company: Folder) -> None:
    """Nothing is pointed at an account that no file holds; the merge itself is flagged."""
    company.write("accounts.csv", "account_id,account_name,owner_id,merged_into_id\na1,Acme,u1,a9\n")

    company.load()

    assert company.rows("select account_id from exports.opportunities") == [("a1",)]
    assert ("dangling_reference", "merged_into_id", 2) in company.rules("flags")


def test_chains_end_and_circles_have_no_survivor() -> None:
    """Merges that name each other are left out; who leads into them has no end either."""
    assert survivors({"a": "b", "b": "c", "x": "y", "y": "x", "w": "x"}) == {"a": "c", "b": "c"}
