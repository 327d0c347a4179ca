"""Real exports that nobody here wrote, where they are at hand."""

from pathlib import Path

import duckdb
import pytest

from sightline.contract import EXPORTS
from sightline.exports import Report, load
from sightline.settings import Settings

REAL = Path(__file__).resolve().parents[2] / ".." / "shared" / "exports"
FOLDERS = sorted(path.name for path in REAL.iterdir() if path.is_dir()) if REAL.is_dir() else []

pytestmark = pytest.mark.skipif(not FOLDERS, reason="the real exports are not on this machine")


def read(name: str) -> tuple[duckdb.DuckDBPyConnection, Report]:
    """One real folder, loaded."""
    connection = duckdb.connect()
    return connection, load(connection, REAL / name, Settings())


@pytest.mark.parametrize("name", FOLDERS or ["none"])
def test_every_real_folder_loads_or_says_why_not(name: str) -> None:
    """Each file ends loaded, empty, left aside or refused, the last two with a sentence; the books balance."""
    connection, report = read(name)

    assert report.exit_code in (0, 1)
    for file in report.files:
        assert file["status"] in ("loaded", "empty", "left_aside", "refused")
        assert file["reason"] or file["status"] == "loaded"
        assert "Error" not in (file["reason"] or "")
        kept = file["rows_loaded"] + file["rows_quarantined"] + file["rows_folded"]
        assert file["records_read"] == kept
    assert (
        connection.execute(
            "select * from intake.money where amount_read <> amount_loaded + amount_quarantined + amount_folded"
        ).fetchall()
        == []
    )
    assert report.as_text()


@pytest.fixture(scope="module")
def maven() -> list[dict[str, list[str]]]:
    """Every table of the three Maven folders, as sorted texts without provenance."""
    return [
        {
            table: sorted(
                map(
                    repr,
                    connection.execute(
                        f"select * exclude (record_file, record_number, line_number) from exports.{table}"
                    ).fetchall(),
                )
            )
            for table in EXPORTS
        }
        for connection, _ in map(read, ("maven_iso", "maven_us_dates", "maven_day_first"))
    ]


def test_three_date_styles_of_one_company_are_one_company(maven: list[dict[str, list[str]]]) -> None:
    """The same data in ISO, US and day-first dates gives the same tables."""
    iso, american, day_first = maven

    assert iso == american
    assert iso == day_first
    assert len(iso["opportunities"]) == 8800


@pytest.mark.parametrize(
    ("name", "deals", "amount"),
    [("maven_iso", 4238, 10005534), ("dataloader", 8, 2200000), ("revops_skills", 20, 1224500)],
)
def test_won_amounts_are_those_of_the_file(name: str, deals: int, amount: int) -> None:
    """Totals that were added up outside of this project."""
    connection, _ = read(name)

    assert connection.execute("select count(*), sum(amount) from exports.opportunities where is_won").fetchall() == [
        (deals, amount)
    ]
