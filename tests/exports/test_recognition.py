"""A file is known by its columns, whatever its name."""

import pytest

from sightline.contract import EXPORTS
from sightline.exports.names import header_key
from sightline.exports.problems import LeftAside
from sightline.exports.profile import FileProfile
from sightline.exports.recognising.recognise import recognise
from tests.exports.drop import Folder


@pytest.mark.parametrize("table", EXPORTS)
def test_a_file_with_our_own_names_is_its_table(table: str) -> None:
    """The full canonical header of each table is that table, under any file name."""
    found = recognise(list(EXPORTS[table].columns), "anything.csv", FileProfile())

    assert found.table == table
    assert set(found.matches) == set(EXPORTS[table].columns)
    assert {match.by for match in found.matches.values()} == {"exact"}


@pytest.mark.parametrize("table", [name for name in EXPORTS if name not in ("opportunity_plans", "territory_plans")])
def test_a_file_with_only_the_required_columns_is_its_table(table: str) -> None:
    """The smallest honest export of each table is recognised, where its required columns tell it from others."""
    export = EXPORTS[table]
    header = [name for name, column in export.columns.items() if column.required or name in export.key]

    assert recognise(header, "anything.csv", FileProfile()).table == table


@pytest.mark.parametrize(
    ("header", "table"),
    [
        ("ID,NAME,ACCOUNTID,STAGENAME,AMOUNT,CLOSEDATE,ISCLOSED,ISWON,OWNERID,CREATEDDATE", "opportunities"),
        (
            "Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Probability (%),Close Date,Created Date",
            "opportunities",
        ),
        ("Record ID,Deal Name,Deal Stage,Pipeline,Close Date,Amount,Deal owner,Forecast category", "opportunities"),
        ("Id,OpportunityId,CreatedDate,StageName,Amount,CloseDate,ForecastCategory", "opportunity_snapshots"),
        ("Id,Name,ParentId,Industry,AnnualRevenue,NumberOfEmployees,OwnerId", "accounts"),
        ("Id,AccountId,FirstName,LastName,Email,Title,ReportsToId", "contacts"),
        ("Id,Name,Email,Title,ManagerId,IsActive,UserRoleId", "users"),
        ("Id,OpportunityId,ContactId,Role,IsPrimary", "contact_roles"),
        ("AccountId,UserId,TeamMemberRole", "account_team"),
        ("acme__Opportunity_Id__c,Stage,Amount,Close Date,Opportunity Name", "opportunities"),
        ("\ufeffaccount_id,ACCOUNT_NAME,Owner_Id", "accounts"),
    ],
)
def test_headers_of_tools_are_known(header: str, table: str) -> None:
    """API names, report labels and namespaced custom fields."""
    assert recognise(header.split(","), "export.csv", FileProfile()).table == table


@pytest.mark.parametrize(
    "header",
    [
        "Id,Name",
        "Id,Name,OwnerId,CreatedDate,IsDeleted",
        "Date,Value",
        "column1,column2",
        "deal_id,company_id,type_id",
        "StageName,Count",
    ],
)
def test_a_header_of_everyday_words_is_no_table(header: str) -> None:
    """Words that a dozen tables share tell none of them."""
    with pytest.raises(LeftAside):
        recognise(header.split(","), "accounts.csv", FileProfile())


def test_the_profile_decides_over_the_header() -> None:
    """A person's word on table and columns is the last."""
    said = FileProfile(table="opportunities", columns={"Ref": "opportunity_id", "Worth": "amount"})

    found = recognise(["Ref", "Worth", "Phase"], "x.csv", said)

    assert (found.table, found.matches["amount"].by, list(found.unused.values())) == (
        "opportunities",
        "mapping",
        ["Phase"],
    )


@pytest.mark.parametrize("header", ["Close Date", "close_date", "CLOSEDATE", "ns__Close_Date__c", "\ufeffClose-Date "])
def test_spellings_of_one_header_are_one(header: str) -> None:
    """Case, blanks, punctuation, namespace and suffix do not tell columns apart."""
    assert header_key(header) == "closedate"


@pytest.mark.parametrize("profile", ["", '[files."calls.csv"]\ncolumns = { "Commit" = "amount", "Rep" = "user_id" }\n'])
def test_calls_in_bare_columns_keep_every_amount(company: Folder, profile: str) -> None:
    """`Commit; Best Case; Pipeline` is one row for each, whatever a mapping says of the first."""
    company.write("calls.csv", "Rep;Week of;Commit;Best Case;Pipeline\nAnn Lee;2026-09-07;100;200;300\n")
    company.write("sightline.toml", profile)

    company.load()

    assert company.rows("select user_id, category, amount from exports.forecast_submissions order by amount") == [
        ("u1", "commit", 100),
        ("u1", "best_case", 200),
        ("u1", "pipeline", 300),
    ]


def test_parts_of_a_contact_in_columns_of_yes_and_no_are_read(company: Folder) -> None:
    """`is_economic_buyer` and the like say the decision role."""
    company.write(
        "contacts.csv",
        "contact_id,account_id,full_name,is_economic_buyer,Is Champion\nc1,a1,Jo Ray,true,yes\nc2,a1,Al Fox,false,no\n",
    )

    company.load()

    assert company.rows("select contact_id, decision_role from exports.contacts order by 1") == [
        ("c1", "economic_buyer;champion"),
        ("c2", None),
    ]
