"""Push count and quarter slips, from one snapshot of a deal to its next (2.4)."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from tests.conftest import AS_OF, Company
from tests.forecast.deal_rows import D, asked, deal, sales, seen

WEEK = dt.timedelta(7)
FIRST = D(2026, 6, 1)


def pushes(company: Company, *closes: dt.date | None, days: list[dt.date] | None = None) -> dict[str, Any]:
    """The row of one deal whose close date stood like this, a week apart."""
    on = days or [FIRST + WEEK * place for place in range(len(closes))]
    rows = [seen("d", day, close_date=close) for day, close in zip(on, closes, strict=True)]
    connection = sales(company, deal("d"), opportunity_snapshots=rows)
    frame = connection.execute("select * from marts.opportunity_pushes").df()
    return {str(name): value for name, value in frame.iloc[0].items()}


def test_each_later_close_is_a_push_and_only_a_later_quarter_a_slip(company: Company) -> None:
    """20 to 30 October: a push; to 3 November: a push and a slip; back to October: pulled in."""
    row = pushes(company, D(2026, 10, 20), D(2026, 10, 30), D(2026, 10, 30), D(2026, 11, 3), D(2026, 10, 31))

    assert (row["pushes"], row["quarter_slips"], row["days_pushed"], row["pulls"]) == (2, 1, 14, 1)


@pytest.mark.parametrize(
    ("before", "after", "slips"),
    [
        (D(2026, 10, 31), D(2026, 11, 1), 1),
        (D(2026, 8, 1), D(2026, 10, 31), 0),
        (D(2027, 1, 31), D(2027, 2, 1), 1),
        (D(2028, 2, 29), D(2028, 4, 30), 0),
        (D(2026, 10, 31), D(2099, 12, 31), 1),
        (D(1900, 1, 1), D(2026, 10, 1), 1),
    ],
)
def test_slips_follow_the_fiscal_calendar_and_survive_typing_errors(
    company: Company, before: dt.date, after: dt.date, slips: int
) -> None:
    """Quarter edges, and dates that no calendar holds."""
    row = pushes(company, before, after)

    assert (row["pushes"], row["quarter_slips"]) == (1, slips)


def test_one_snapshot_tells_nothing(company: Company) -> None:
    """Null, not nought."""
    row = pushes(company, D(2026, 10, 20))

    assert row["snapshots"] == 1
    assert all(pd.isna(row[name]) for name in ("pushes", "quarter_slips", "days_pushed", "pulls", "undated"))


def test_a_cleared_date_is_counted_apart_and_is_no_push(company: Company) -> None:
    """October, nothing, November: no pair of dates is left to compare."""
    row = pushes(company, D(2026, 10, 20), None, D(2026, 11, 20))

    assert (row["pushes"], row["quarter_slips"], row["undated"]) == (0, 0, 1)


def test_the_longest_gap_stands_beside_what_it_hides(company: Company) -> None:
    """Two pushes inside a gap of three weeks look like one."""
    days = [FIRST, FIRST + WEEK, FIRST + WEEK * 4]
    row = pushes(company, D(2026, 10, 1), D(2026, 10, 2), D(2026, 12, 1), days=days)

    assert (row["pushes"], row["longest_gap"], row["snapshots"]) == (2, 21, 3)


def test_deleted_and_future_snapshots_do_not_count(company: Company) -> None:
    """What was deleted was not pushed; a snapshot after the day of the data has not been taken."""
    rows = [
        seen("d", FIRST, close_date=D(2026, 10, 1)),
        seen("d", FIRST + WEEK, close_date=D(2026, 12, 1), is_deleted=True),
        seen("d", AS_OF + WEEK, close_date=D(2026, 12, 1)),
        seen("d", AS_OF, close_date=D(2026, 10, 1)),
    ]
    connection = sales(company, deal("d"), opportunity_snapshots=rows)

    assert connection.execute("select pushes, snapshots from marts.opportunity_pushes").fetchone() == (0, 2)


def test_the_table_puts_slips_before_pushes_and_names_the_severity(company: Company) -> None:
    """One slip is watched, two are to act on, a push within the quarter is a note."""
    closes = {
        "twice": [D(2026, 6, 1), D(2026, 8, 10), D(2026, 11, 10)],
        "once": [D(2026, 10, 1), D(2026, 11, 10)],
        "within": [D(2026, 10, 1), D(2026, 10, 10)],
        "never": [D(2026, 10, 1), D(2026, 10, 1)],
    }
    rows = [
        seen(name, FIRST + WEEK * place, close_date=close)
        for name, dates in closes.items()
        for place, close in enumerate(dates)
    ]
    connection = sales(company, *(deal(name) for name in closes), opportunity_snapshots=rows)
    table = asked(connection, "pipeline_slips")
    counts = asked(connection, "pipeline_slip_counts").iloc[0]

    assert dict(zip(table.opportunity_id, table.severity, strict=True)) == {
        "twice": "act",
        "once": "watch",
        "within": "note",
    }
    assert (counts.judged_deals, counts.pushed_deals, counts.slipped_deals, counts.serial_deals) == (4, 3, 2, 1)
