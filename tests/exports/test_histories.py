"""Histories in columns: what becomes of a record that makes several rows, or none, when it meets the rest of a load."""

import pytest

from sightline.exports import load
from sightline.exports.recognising.histories import dated, stage_entered
from sightline.settings import Settings
from tests.exports.drop import Folder

ENTERED = (
    "Record ID,Deal Name,Deal owner,Deal Stage,Amount,Close Date,Create Date,"
    '"Date entered ""Discovery (Sales)""","Date entered ""Demo (Sales)"""\n'
)
QUICK = "1,Alpha,Ann Lee,Demo,10,2026-09-30,2026-07-01,2026-07-02 09:00,2026-07-02 09:00\n"
SLOW = "2,Beta,Ann Lee,Demo,20,2026-09-30,2026-07-01,2026-07-02 09:00,2026-08-03 10:15\n"
NEVER = "3,Gamma,Ann Lee,Discovery,30,2026-09-30,2026-07-01,,\n"


class Stopped(Exception):
    """The load ends once every file is read."""


def books(folder: Folder, table: str) -> list[tuple[int, int, int, int]]:
    """Records read, loaded, rejected and merged of each file in one table."""
    counts = "records_read, rows_loaded, rows_quarantined, rows_folded"
    return folder.rows(f"select {counts} from intake.files where table_name = '{table}' order by file")


@pytest.mark.parametrize(
    ("header", "stage"),
    [
        ('Date entered "Demo (Sales Pipeline)"', "Demo (Sales Pipeline)"),
        ("Date entered \u201cDemo (booked)\u201d", "Demo (booked)"),
        ("Date entered 'Demo'", "Demo"),
        ("date entered Demo (Sales)", "Demo (Sales)"),
        ("hs_v2_date_entered_1996673735", "1996673735"),
        ("hs_date_entered_closedwon", "closedwon"),
        ("property_hs_v2_date_entered_closedwon", "closedwon"),
        ("Date entered current stage", None),
        ("hs_v2_date_entered_current_stage", None),
        ('Date exited "Demo (Sales Pipeline)"', None),
        ("Date entered", None),
    ],
)
def test_a_header_of_hubspot_names_the_stage_that_was_entered(header: str, stage: str | None) -> None:
    """Quotes of any kind, or the stage's id; the day of the present stage names none."""
    assert stage_entered(header) == stage


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("Amount (Historical) 8/3/2026", ("amount", "8/3/2026")),
        ("Close Date (8/3/2026)", ("close_date", "8/3/2026")),
        ("Stage \u2013 2026-08-03", ("stage", "2026-08-03")),
        ("Forecast Category (Historical): 3-Aug-2026", ("forecast_category", "3-Aug-2026")),
        ("Amount Change", None),
        ("Amount (Historical) Today", None),
        ("Next Step 8/3/2026", None),
        ("Meeting 8/3/2026", None),
    ],
)
def test_a_header_with_a_day_names_what_was_pictured(header: str, meant: tuple[str, str] | None) -> None:
    """Only what a snapshot says of a deal; what happened to it on a day is something else."""
    assert dated(header) == meant


def test_two_stages_entered_in_one_minute_leave_the_later_column(folder: Folder) -> None:
    """An automation passes through a stage at once: it was a state too, so nothing is rejected."""
    folder.write("deals.csv", ENTERED + QUICK + NEVER)

    folder.load()

    assert folder.rows("select record_id, new_value from exports.field_history") == [("1", "Demo")]
    assert books(folder, "field_history") == [(2, 1, 0, 1)]
    assert folder.rules("quarantine") == []


def test_the_same_deals_of_the_next_monday_are_merged(folder: Folder) -> None:
    """Both copies tell the same entries; the deals are two snapshots, the history stays one."""
    folder.write("deals_2026-09-07.csv", ENTERED + SLOW + NEVER)
    folder.write("deals_2026-09-14.csv", ENTERED + SLOW + NEVER)
    dates = "".join(
        f'[files."deals_2026-09-{day}.csv"]\nsnapshot_date = 2026-09-{day}\nexported_at = 2026-09-{day}T06:00:00\n'
        for day in ("07", "14")
    )
    folder.write("sightline.toml", dates)

    folder.load()

    assert folder.rows("select new_value from exports.field_history order by changed_at") == [("Discovery",), ("Demo",)]
    assert sorted(books(folder, "field_history")) == [(2, 0, 0, 2), (2, 1, 0, 1)]
    assert books(folder, "opportunity_snapshots") == [(2, 2, 0, 0), (2, 2, 0, 0)]


def test_a_record_without_history_is_still_merged_where_the_file_is_not_read_again(folder: Folder) -> None:
    """A load may begin with what the last one had read: its books balance as those of the first."""
    folder.write("deals.csv", ENTERED + SLOW + NEVER)

    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        load(folder.connection, folder.path, Settings(), keep=stop)
    load(folder.connection, folder.path, Settings(), begun=True)

    assert books(folder, "field_history") == [(2, 1, 0, 1)]
    assert books(folder, "opportunities") == [(2, 2, 0, 0)]


@pytest.mark.parametrize(("exported", "days"), [("05", ["2026-08-03", "2026-10-05"]), ("", ["2026-08-03"])])
def test_the_day_of_the_export_is_a_picture_too(folder: Folder, exported: str, days: list[str]) -> None:
    """Where it is known: else the pipeline of August would be the newest that there is."""
    folder.write(
        "report.csv",
        "Opportunity ID,Opportunity Name,Opportunity Owner,Stage,Amount,Close Date,Created Date,Amount (2026-08-03)\n"
        "1,Alpha,Ann Lee,Discovery,10,2026-11-30,2026-07-01,5\n",
    )
    if exported:
        folder.write("sightline.toml", f'[files."report.csv"]\nexported_at = 2026-10-{exported}T06:00:00\n')

    folder.load()

    pictures = folder.rows("select snapshot_date::varchar, amount from exports.opportunity_snapshots order by all")
    assert pictures == list(zip(days, [5, 10], strict=False))


def test_reports_of_two_mondays_make_one_picture_of_each_day(folder: Folder) -> None:
    """Each tells its own day and the days before it; the day that both tell is there once."""
    header = "Opportunity ID,Opportunity Name,Opportunity Owner,Stage,Amount,Close Date,Created Date"
    for day, headed, amounts in (("07", "2026-09-07", "20,20"), ("14", "2026-09-07", "30,20")):
        row = f"1,Alpha,Ann Lee,Discovery,{amounts.split(',')[0]},2026-11-30,2026-07-01"
        past = f",Amount ({headed}),Stage ({headed}),Close Date ({headed})"
        text = f"{header}{past}\n{row},{amounts.split(',')[1]},Discovery,2026-11-30\n"
        folder.write(f"report_{day}.csv", text)
    folder.write(
        "sightline.toml",
        "".join(f'[files."report_{day}.csv"]\nsnapshot_date = 2026-09-{day}\n' for day in ("07", "14")),
    )

    report = folder.load()

    pictures = folder.rows("select snapshot_date::varchar, amount from exports.opportunity_snapshots order by all")
    assert pictures == [("2026-09-07", 20), ("2026-09-14", 30)]
    assert books(folder, "opportunity_snapshots") == [(1, 0, 0, 1), (1, 1, 0, 0)]
    assert folder.rows("select amount from exports.opportunities") == [(30,)]
    assert report.exit_code == 0


def test_only_the_long_form_of_clari_is_read_by_kinds(folder: Folder) -> None:
    """Calls of another tool with a column of the same name are calls, whatever stands in it."""
    folder.write(
        "calls.csv",
        "Rep,Forecast Period,Week Of,Forecast Category,Forecast Amount,Data Type\n"
        "Ann Lee,2026-08-01,2026-09-07,Commit,100,actual\n",
    )

    folder.load()

    assert folder.rows("select category, amount from exports.forecast_submissions") == [("commit", 100)]
    assert books(folder, "forecast_submissions") == [(1, 1, 0, 0)]


def test_a_day_of_the_export_that_the_headers_name_is_pictured_once(folder: Folder) -> None:
    """As they say it, whichever way round they write it."""
    folder.write(
        "report.csv",
        "Opportunity ID,Opportunity Name,Opportunity Owner,Stage,Amount,Close Date,Created Date,Amount (10/5/2026)\n"
        "1,Alpha,Ann Lee,Discovery,10,11/30/2026,7/1/2026,5\n",
    )
    folder.write("sightline.toml", '[files."report.csv"]\nexported_at = 2026-10-05T06:00:00\n')

    folder.load()

    pictures = folder.rows("select snapshot_date::varchar, amount from exports.opportunity_snapshots")
    assert pictures == [("2026-10-05", 5)]
    assert folder.rules("quarantine") == []


def test_a_report_without_ids_gives_its_deals_and_says_why_its_history_is_refused(folder: Folder) -> None:
    """Two deals may bear one name: a picture of the past needs the id of what it shows."""
    folder.write(
        "report.csv",
        "Opportunity Name,Account Name,Opportunity Owner,Stage,Amount,Close Date,Created Date,Amount (2026-08-03)\n"
        "Alpha,Acme,Ann Lee,Discovery,10,2026-09-30,2026-07-01,5\n",
    )

    folder.load()

    assert folder.rows("select table_name, status, coalesce(reason, '') from intake.files order by table_name") == [
        ("opportunities", "loaded", ""),
        (
            "opportunity_snapshots",
            "refused",
            "no column gives opportunity_id, and nothing else in it identifies a row: add the column and export again",
        ),
    ]
