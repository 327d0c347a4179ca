"""Keys, doubles, references and names."""

from sightline.exports import Report
from tests.exports.drop import ACCOUNTS, DEAL, DEALS_HEADER, USERS, Folder


def named(report: Report, table: str, column: str) -> str:
    """How a column of a table was found."""
    return next(
        row["matched_by"] for row in report.columns if (row["table_name"], row["column_name"]) == (table, column)
    )


def test_a_blank_key_sets_its_row_apart(company: Folder) -> None:
    """A row that nothing identifies cannot be loaded."""
    company.write("opportunities.csv", DEALS_HEADER + DEAL + DEAL.replace("o1", ""))

    company.load()

    assert company.books("opportunities.csv") == (2, 1, 1, 0)
    assert company.rules("quarantine") == [("blank_key", "opportunity_id", 3)]


def test_identical_doubles_are_folded(company: Folder) -> None:
    """The same row twice is one row, in one file or in two."""
    company.write("opportunities.csv", DEALS_HEADER + DEAL + DEAL)
    company.write("opportunities_again.csv", DEALS_HEADER + DEAL)

    report = company.load()

    books = [company.books(name) for name in ("opportunities.csv", "opportunities_again.csv")]
    assert [sum(counts) for counts in zip(*books, strict=True)] == [3, 1, 0, 2]
    assert company.rows(
        "select sum(amount_read), sum(amount_loaded), sum(amount_folded) from intake.money where table_name ="
        " 'opportunities'"
    ) == [(301.50, 100.50, 201.00)]
    assert report.exit_code == 0


def test_of_different_doubles_the_newest_files_last_row_is_loaded(company: Folder) -> None:
    """The manifest says which file is newer; the older rows are set apart."""
    company.write("opportunities.csv", DEALS_HEADER + DEAL.replace("100.50", "3") + DEAL.replace("100.50", "4"))
    company.write("older.csv", DEALS_HEADER + DEAL.replace("100.50", "1"))
    company.write(
        "manifest.csv",
        "file,exported_at\nopportunities.csv,2026-08-10 06:00:00\nolder.csv,2026-08-10 05:00:00\n",
    )

    company.load()

    assert company.rows("select amount from exports.opportunities") == [(4,)]
    assert company.books("opportunities.csv") == (2, 1, 1, 0)
    assert company.books("older.csv") == (1, 0, 1, 0)
    assert company.rows("select sum(amount_quarantined) from intake.money where table_name = 'opportunities'") == [(4,)]


def test_dated_copies_are_snapshots_and_the_newest_is_the_present(company: Folder) -> None:
    """Two copies with dates give two weeks of history and one present state."""
    company.write("opportunities.csv", DEALS_HEADER + DEAL)
    company.write("opps_2026-08-03.csv", DEALS_HEADER + DEAL.replace("100.50", "90"))
    company.write(
        "sightline.toml",
        '[files."opportunities.csv"]\nsnapshot_date = 2026-08-10\n'
        '[files."opps_2026-08-03.csv"]\nsnapshot_date = 2026-08-03\n',
    )

    report = company.load()

    assert company.rows(
        "select cast(snapshot_date as varchar), amount from exports.opportunity_snapshots order by 1"
    ) == [
        ("2026-08-03", 90),
        ("2026-08-10", 100.50),
    ]
    assert company.rows("select amount from exports.opportunities") == [(100.50,)]
    assert report.exit_code == 0


def test_a_date_in_a_name_is_proposed_never_taken(company: Folder) -> None:
    """Undated copies are one table, and the draft proposes the date for a person to confirm."""
    company.write("opps_2026-08-03.csv", DEALS_HEADER + DEAL)

    company.load()

    assert company.rows("select count(*) from exports.opportunity_snapshots") == [(0,)]
    assert "day_in_name = true  # 2026-08-03 is in its name" in company.draft().text


def test_orphans_are_flagged_and_loaded(company: Folder) -> None:
    """A deal whose owner and account are no rows stays a deal."""
    company.write("opportunities.csv", DEALS_HEADER + DEAL.replace(",a1,u1,", ",a9,u9,"))

    company.load()

    assert company.rules("flags") == [("dangling_reference", "account_id", 2), ("dangling_reference", "owner_id", 2)]
    assert company.rows("select account_id, owner_id from exports.opportunities") == [("a9", "u9")]


def test_names_stand_for_ids_where_one_row_bears_them(company: Folder) -> None:
    """Blanks and case do not matter; a name that two people share is flagged and left."""
    company.write("users.csv", USERS + "u3,Sam Twin,AE,m1\nu4,sam twin,AE,m1\n")
    company.write(
        "opportunities.csv",
        DEALS_HEADER
        + DEAL.replace(",a1,u1,", ", ACME ,ann  lee,")
        + DEAL.replace("o1", "o2").replace("u1", "Sam Twin"),
    )

    company.load()

    assert company.rows("select account_id, owner_id from exports.opportunities order by opportunity_id") == [
        ("a1", "u1"),
        ("a1", "Sam Twin"),
    ]
    assert company.rules("flags") == [("ambiguous_name", "owner_id", 3)]


def test_salesforce_ids_of_15_and_18_characters_are_one(company: Folder) -> None:
    """The checksum tells ids apart that differ by case alone."""
    company.write(
        "accounts.csv",
        "Id,Name,Industry,OwnerId\n0012w00000AbCdE,Upper,x,u1\n0012w00000abcde,lower,x,u1\n",
    )
    company.write("opportunities.csv", DEALS_HEADER + DEAL.replace(",a1,", ",0012w00000AbCdEAAV,"))
    company.load()

    ids = dict(company.rows("select account_name, account_id from exports.accounts"))
    assert len(ids["Upper"]) == len(ids["lower"]) == 18
    assert ids["Upper"] != ids["lower"]


def test_ids_of_digits_keep_their_leading_zeros(company: Folder) -> None:
    """Ids are text."""
    company.write("accounts.csv", ACCOUNTS.replace("a1", "00123"))
    company.write("opportunities.csv", DEALS_HEADER + DEAL.replace(",a1,", ",00123,"))

    company.load()

    assert company.rows("select account_id from exports.opportunities") == [("00123",)]
    assert company.rules("flags") == []


def test_people_and_companies_are_made_from_what_deals_carry(folder: Folder) -> None:
    """A lone file of deals still gives users and accounts, marked derived."""
    folder.write(
        "deals.csv",
        "id,name,account_name,owner_id,owner_name,stage,amount,close_date\n"
        "1,Deal,Acme,r1,Ann Lee,Closed Won,10,2026-05-05\n2,Other,ACME ,r1,Ann Lee,Negotiation,20,2026-06-06\n",
    )

    report = folder.load()

    assert folder.rows("select user_id, full_name, role from exports.users") == [("r1", "Ann Lee", "AE")]
    assert folder.rows("select account_name, type from exports.accounts") == [("Acme", "customer")] or folder.rows(
        "select upper(account_name), type from exports.accounts"
    ) == [("ACME", "customer")]
    assert folder.rows("select count(distinct account_id) from exports.opportunities") == [(1,)]
    assert folder.rows("select is_closed, is_won from exports.opportunities order by opportunity_id") == [
        (True, True),
        (False, False),
    ]
    assert named(report, "users", "user_id") == "derived"
    assert named(report, "opportunities", "is_won") == "derived"


def test_a_file_of_agents_and_managers_gives_both(folder: Folder) -> None:
    """Managers who have no row of their own get one."""
    folder.write("team.csv", "sales_agent,manager,regional_office\nAnn,Max,East\nBob,max ,West\n")

    folder.load()

    assert folder.rows("select full_name, role, manager_id from exports.users order by full_name") == [
        ("Ann", None, "Max"),
        ("Bob", None, "Max"),
        ("Max", "ASM", None),
    ]
    assert folder.books("team.csv") == (2, 2, 0, 0)


def test_a_wide_forecast_becomes_one_row_per_category(company: Folder) -> None:
    """Records are counted as the file has them, rows as the contract has them; the header names the currency."""
    company.write(
        "calls.csv",
        "rep_id,period_start,submission_week,commit_call_eur,best_case_call_eur\nu1,2026-08-01,2026-08-03,10,20\nu1,2026-08-01,2026-08-10,11,\n",
    )

    company.load()

    assert company.books("calls.csv") == (2, 2, 0, 0)
    assert company.rows(
        "select category, amount, currency from exports.forecast_submissions order by submitted_on, category"
    ) == [
        ("best_case", 20, "EUR"),
        ("commit", 10, "EUR"),
        ("commit", 11, "EUR"),
    ]


def test_deals_without_ids_of_one_name_and_day_stay_apart(company: Folder) -> None:
    """More of their cells go into the id, and only into theirs; a row that is equal throughout is folded."""
    header = "name,account_id,stage,amount,close_date,created_date\n"
    company.write(
        "opportunities.csv",
        header + "Renewal,a1,Proposal,10,2026-09-30,2026-01-05\n"
        "Renewal,a1,Proposal,20,2026-09-30,2026-01-05\n"
        "Renewal,a1,Proposal,20,2026-09-30,2026-01-05\n"
        "Upsell,a1,Proposal,5,2026-09-30,2026-01-05\n",
    )

    company.load()

    assert company.books("opportunities.csv") == (4, 3, 0, 1)
    assert company.rows("select opportunity_id from exports.opportunities where amount = 5") == [
        ("Upsell · a1 · 2026-01-05",)
    ]
    assert company.rows("select sum(amount) from exports.opportunities") == [(35,)]


def test_ids_that_differ_in_case_alone_keep_their_own_rows(company: Folder) -> None:
    """Two accounts a1 and A1 of different names are two, and each deal stays with its own."""
    company.write("accounts.csv", ACCOUNTS + "A1,Zeta,u1,customer,false\n")
    company.write("opportunities.csv", DEALS_HEADER + DEAL + DEAL.replace("o1", "o2").replace(",a1,", ",A1,"))

    company.load()

    assert company.rows("select account_id, account_name from exports.accounts order by account_name") == [
        ("a1", "Acme"),
        ("a2", "Bolt"),
        ("A1", "Zeta"),
    ]
    assert company.rows("select account_id from exports.opportunities order by opportunity_id") == [("a1",), ("A1",)]


def test_a_teams_quota_never_beats_the_persons_own(company: Folder) -> None:
    """Without a level nothing but the amount tells two targets of a manager apart; the order of rows does not."""
    rows = ["m1,2026-09-01,250", "m1,2026-09-01,500", "u1,2026-09-01,100"]
    for order in (rows, rows[::-1]):
        company.write("quotas.csv", "\n".join(["user_id,period_start,amount", *order]) + "\n")
        company.load()
        assert company.rows("select user_id, amount from exports.quotas order by 1") == [("m1", 250), ("u1", 100)]
        assert company.books("quotas.csv") == (3, 2, 1, 0)
