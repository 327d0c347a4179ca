"""The fiscal calendar at its edges, whatever month the year starts in."""

import datetime as dt

import pytest

from sightline.settings import Settings
from sightline.warehouse.calendar import calendar

D = dt.date


@pytest.mark.parametrize(
    ("day", "start_month", "label", "quarter_starts", "month_of_fq"),
    [
        (D(2027, 1, 31), 2, "FY27-Q4", D(2026, 11, 1), 3),
        (D(2027, 2, 1), 2, "FY28-Q1", D(2027, 2, 1), 1),
        (D(2026, 4, 30), 2, "FY27-Q1", D(2026, 2, 1), 3),
        (D(2026, 5, 1), 2, "FY27-Q2", D(2026, 5, 1), 1),
        (D(2028, 2, 29), 2, "FY29-Q1", D(2028, 2, 1), 1),
        (D(2026, 10, 31), 2, "FY27-Q3", D(2026, 8, 1), 3),
        (D(2026, 11, 1), 2, "FY27-Q4", D(2026, 11, 1), 1),
        (D(2026, 12, 31), 2, "FY27-Q4", D(2026, 11, 1), 2),
        (D(2027, 1, 1), 2, "FY27-Q4", D(2026, 11, 1), 3),
        (D(2026, 1, 1), 1, "FY26-Q1", D(2026, 1, 1), 1),
        (D(2026, 12, 31), 1, "FY26-Q4", D(2026, 10, 1), 3),
        (D(2026, 6, 30), 7, "FY26-Q4", D(2026, 4, 1), 3),
        (D(2026, 7, 1), 7, "FY27-Q1", D(2026, 7, 1), 1),
        (D(2027, 1, 15), 7, "FY27-Q3", D(2027, 1, 1), 1),
    ],
)
def test_a_day_lies_in_its_fiscal_quarter(
    day: dt.date, start_month: int, label: str, quarter_starts: dt.date, month_of_fq: int
) -> None:
    """Quarter edges, leap day, and years that start in January, February or July."""
    row = calendar(day, day, Settings(fiscal_year_start_month=start_month)).iloc[0]

    assert row.quarter_label == label
    assert row.quarter_starts_on.date() == quarter_starts
    assert row.month_of_fq == month_of_fq


def test_a_year_can_be_named_by_its_start() -> None:
    """A setting says whether FY26 begins or ends in 2026."""
    settings = Settings(fiscal_year_start_month=7, fiscal_year_named_by="start")

    assert calendar(D(2026, 7, 1), D(2026, 7, 1), settings).quarter_label[0] == "FY26-Q1"


def test_normalised_weeks_line_up_at_the_end_of_quarters_of_different_length() -> None:
    """Counted back from the end; a 92-day quarter starts at -1 rather than being clipped."""
    days = calendar(D(2026, 2, 1), D(2026, 10, 31), Settings())
    ends = days[days.day_on == days.quarter_ends_on]
    starts = days[days.day_on == days.quarter_starts_on]

    assert ends.day_norm.tolist() == [90, 90, 90]
    assert ends.week_norm.tolist() == [12, 12, 12]
    assert starts.day_norm.min() == -1


def test_every_day_stands_there_once() -> None:
    """No gap and no overlap over many years."""
    days = calendar(D(1990, 1, 1), D(2042, 12, 31), Settings())

    assert days.day_on.is_unique
    assert len(days) == (D(2042, 12, 31) - D(1990, 1, 1)).days + 1
