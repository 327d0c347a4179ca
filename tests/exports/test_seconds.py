"""A second file that only looks like people or companies."""

import pytest

from tests.exports.drop import ACCOUNTS, USERS, Folder


def accounts(folder: Folder) -> list[tuple[str, str, bool]]:
    """Id, name and mark of each account."""
    return folder.rows("select account_id, account_name, is_key_account from exports.accounts order by 1")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("account_scores.csv", "account_id,account_name,health_score,segment\na1,Acme,10,SMB\na2,Bolt,20,SMB\n"),
        ("z.csv", "account_name,industry,country\nUnknown,Steel,DE\nOther,Steel,DE\n"),
    ],
)
def test_a_file_that_lacks_what_accounts_have_evicts_none(company: Folder, name: str, text: str) -> None:
    """It is left aside with what it lacks."""
    company.write(name, text)

    company.load()

    assert accounts(company) == [("a1", "Acme", True), ("a2", "Bolt", False)]
    status, reason = company.status(name)
    assert status == "left_aside"
    assert "which accounts.csv gives" in reason


def test_people_that_nobody_knows_are_no_users(company: Folder) -> None:
    """Contacts with a title and an e-mail address look like users, yet none of their ids is known."""
    company.write("people.csv", "Id,Name,Email,Title\nc1,Jo Ray,jo@x.com,CFO\nc2,Al Fox,al@x.com,CIO\n")

    company.load()

    assert company.rows("select count(*) from exports.users") == [(2,)]
    assert company.status("people.csv")[0] == "left_aside"


def test_the_other_half_of_an_export_is_taken(company: Folder) -> None:
    """Files with the same columns are parts of one table, though no id is in both."""
    company.write("accounts_apac.csv", ACCOUNTS.splitlines()[0] + "\na3,Cura,u1,prospect,true\n")
    company.write("users_apac.csv", USERS.splitlines()[0] + "\nu3,Bo Chen,AE,m1\n")

    company.load()

    assert [row[0] for row in accounts(company)] == ["a1", "a2", "a3"]
    assert company.rows("select count(*) from exports.users") == [(3,)]


@pytest.mark.parametrize(
    "text",
    ["account_id,is_key_account\na1,false\na2,true\na9,true\n", "account_name,industry\nbolt,Steel\nNobody,Steel\n"],
)
def test_a_list_of_key_accounts_marks_them(company: Folder, text: str) -> None:
    """By id or name; all else of the accounts stays, and a line that names none is set apart."""
    company.write("key_accounts.csv", text)

    company.load()

    assert accounts(company) == [("a1", "Acme", "a1" not in text), ("a2", "Bolt", True)]
    read, loaded, apart, folded = company.books("key_accounts.csv")
    assert (loaded, apart) == (0, 1)
    assert read == apart + folded


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("Id,Name,Type,Status,ParentId,StartDate,BudgetedCost,ActualCost,OwnerId", "campaigns"),
        ("Id,First Name,Last Name,Company,Lead Status,Email,Title,Industry", "leads"),
    ],
)
def test_leads_and_campaigns_are_none_of_ours(company: Folder, header: str, reason: str) -> None:
    """They have names, owners and industries like accounts and people."""
    company.write("x.csv", header + "\n" + ",".join("x" * len(header.split(","))) + "\n")

    company.load()

    assert company.status("x.csv") == ("left_aside", f"it lists {reason}, which no page uses")
