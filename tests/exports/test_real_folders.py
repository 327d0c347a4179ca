"""Real exports that nobody here wrote, where they are at hand."""

import pytest

from sightline.contract import EXPORTS
from sightline.exports import report_of
from tests.conftest import DEFAULTS, REAL, Real


@pytest.mark.parametrize("name", sorted(path.name for path in REAL.glob("*") if path.is_dir()) or ["none"])
def test_every_real_folder_loads_or_says_why_not(real: Real, name: str) -> None:
    """Each file ends loaded, empty, left aside or refused, the last two with a sentence; the books balance."""
    connection = real(name).connection
    report = report_of(connection, REAL / name, DEFAULTS)

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
def maven(real: Real) -> list[dict[str, list[str]]]:
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
        for connection in (real(name).connection for name in ("maven_iso", "maven_us_dates", "maven_day_first"))
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
def test_won_amounts_are_those_of_the_file(real: Real, name: str, deals: int, amount: int) -> None:
    """Totals that were added up outside of this project."""
    connection = real(name).connection

    assert connection.execute("select count(*), sum(amount) from exports.opportunities where is_won").fetchall() == [
        (deals, amount)
    ]
