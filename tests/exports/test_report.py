"""The report of a load: readable, JSON-ready, and complete about what is missing."""

import json

from tests.exports.drop import DEAL, DEALS_HEADER, Folder


def test_a_clean_load_is_exit_code_0_and_names_what_is_missing(company: Folder) -> None:
    """Only three tables: everything else is missing, with the pages that say less for it."""
    report = company.load()

    assert report.exit_code == 0
    assert {"table_name": "account_plans", "column_name": None}.items() <= next(
        row.items() for row in report.missing if row["table_name"] == "account_plans"
    )
    assert "Adoption" in next(row["pages"] for row in report.missing if row["table_name"] == "account_plans")


def test_the_report_is_json_and_text(company: Folder) -> None:
    """Both tell the file, its table, and how a column was matched."""
    company.write("opportunities.csv", DEALS_HEADER.replace("amount", "Deal Amount") + DEAL)

    report = company.load()

    said = json.loads(json.dumps(report.as_dict()))
    assert said["exit_code"] == 0
    assert ["Deal Amount", "synonym"] in [[row["header"], row["matched_by"]] for row in said["columns"]]
    text = report.as_text()
    assert "opportunities.csv -> opportunities" in text
    assert "amount <- Deal Amount" in text
    assert "Missing, and the pages that show less without it" in text


def test_a_folder_that_names_no_key_accounts_is_offered_a_setting(company: Folder) -> None:
    """Never a wall of "none eligible": the report says what to write where."""
    company.write("accounts.csv", "account_id,account_name,owner_id,type\na1,Acme,u1,customer\n")

    report = company.load()

    assert any("[key_accounts] rule" in line for line in report.advice)


def test_the_rank_of_an_account_makes_it_key(company: Folder) -> None:
    """Where no column says so, rank 1 does, marked derived."""
    company.write("accounts.csv", "account_id,account_name,owner_id,account_rank\na1,Acme,u1,1\na2,Bolt,u1,3\n")

    report = company.load()

    assert company.rows("select is_key_account from exports.accounts order by 1") == [(False,), (True,)]
    assert "derived" in [row["matched_by"] for row in report.columns if row["column_name"] == "is_key_account"]


def test_the_fiscal_year_is_told_by_quotas_that_give_both_label_and_day(company: Folder) -> None:
    """Calls that name a quarter fall into the quarter that the quotas show, not into that of the settings."""
    company.write("quotas.csv", "rep_id,fiscal_quarter,quota_start_date,quota_eur\nu1,2026-Q2,2026-04-01,100\n")
    company.write(
        "calls.csv",
        "rep_id,fiscal_quarter,submission_week,commit_call_eur,best_case_call_eur\nu1,2026-Q3,2026-07-06,1,2\n",
    )

    company.load()

    assert company.rows("select distinct cast(period_start as varchar) from exports.forecast_submissions") == [
        ("2026-07-01",)
    ]


def test_mixed_currencies_are_kept_apart_and_named(company: Folder) -> None:
    """Codes and names of currencies become codes; nothing is converted here."""
    header = DEALS_HEADER.strip() + ",currency\n"
    company.write(
        "opportunities.csv", header + DEAL.strip() + ",eur\n" + DEAL.replace("o1", "o2").strip() + ",US Dollar\n"
    )

    company.load()

    assert company.rows("select currency, amount from exports.opportunities order by 1") == [
        ("EUR", 100.50),
        ("USD", 100.50),
    ]


def test_nothing_that_was_only_landed_stays_behind(company: Folder) -> None:
    """After a load the database holds the two schemas and no scratch table."""
    company.load()

    assert company.rows("select count(*) from duckdb_tables() where schema_name not in ('exports', 'intake')") == [(0,)]
    assert company.rows("select count(*) from duckdb_views() where not internal") == [(0,)]


def test_a_folder_that_nobody_understands_says_first_what_to_do(folder: Folder) -> None:
    """German headers without a profile: the first lines name the files and the profile to write."""
    folder.write("chancen.csv", "Verkaufschance;Firma;Phase;Betrag\nAuftrag;Müller AG;Gewonnen;1.250,50\n")

    report = folder.load()

    first = " ".join(report.as_text().splitlines()[:5])
    assert "1 of 1 files were not understood (chancen.csv)" in first
    assert "sightline.toml" in first


def test_a_pattern_that_matches_no_file_is_said(company: Folder) -> None:
    """A name with brackets is taken as it is printed."""
    company.write("sightline.toml", '[files."deals*.csv"]\ncurrency = "EUR"\n')

    assert any('"deals*.csv"' in line for line in company.load().advice)


def test_many_rows_set_apart_take_seconds_and_show_their_kinds_once(company: Folder) -> None:
    """One line per kind with its count and other values; each row keeps its raw text."""
    rows = "".join(DEAL.replace("o1", f"o{n}").replace("100.50", f"lots {n}") for n in range(20_000))
    company.write("opportunities.csv", DEALS_HEADER + rows)

    report = company.load()

    [line] = [row for row in report.quarantined if row["rule"] == "unreadable_amount"]
    assert line["rows"] == 20_000
    assert company.rows("select count(*) from intake.quarantine where raw_record is null") == [(0,)]
    assert report.as_text().count("unreadable amount") == 1
