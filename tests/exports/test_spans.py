"""Spans of days that must join up without gap or overlap are flagged where they do not, and loaded all the same."""

import pytest

from tests.exports.drop import Folder

CALENDAR = "period_start,period_end,period_type,fiscal_year,fiscal_quarter,label\n"
QUARTERS = "2026-02-01,2026-04-30,quarter,2027,1,Q1\n{},2026-07-31,quarter,2027,2,Q2\n"
YEAR = "2026-02-01,2027-01-31,year,2027,1,FY27\n"
OWNERS = "account_id,owner_id,from_date,to_date\n"


def flags(company: Folder) -> list[tuple[str, int, str]]:
    """Rule, line and sentence of every flag."""
    return company.rows("select rule, line_number, message from intake.flags order by all")


@pytest.mark.parametrize(
    ("start", "rule", "says"),
    [
        (
            "2026-05-04",
            "calendar_gap",
            "quarter from 2026-05-04 leaves a gap after the one before it, which ends on 2026-04-30;"
            " correct the calendar and export it again",
        ),
        (
            "2026-04-29",
            "overlapping_period",
            "quarter from 2026-04-29 begins before the one before it ends on 2026-04-30, so days belong to both;"
            " correct the calendar and export it again",
        ),
    ],
)
def test_a_calendar_that_does_not_join_up_is_flagged(company: Folder, start: str, rule: str, says: str) -> None:
    """The later of the two periods carries the sentence; years and quarters are held apart."""
    company.write("calendar.csv", CALENDAR + YEAR + QUARTERS.format(start))

    company.load()

    assert flags(company) == [(rule, 4, says)]
    assert company.books("calendar.csv") == (3, 3, 0, 0)


def test_a_calendar_that_joins_up_is_not_flagged(company: Folder) -> None:
    """A year beside its quarters is no overlap."""
    company.write("calendar.csv", CALENDAR + YEAR + QUARTERS.format("2026-05-01"))

    company.load()

    assert flags(company) == []


def test_owners_of_one_account_at_one_time_are_flagged(company: Folder) -> None:
    """A span that begins within an earlier one, or after one that never ended, names both days."""
    company.write(
        "owners.csv",
        OWNERS + "a1,u1,2025-01-01,2025-06-30\na1,m1,2025-06-01,\na1,u1,2026-01-01,\na2,u1,2025-01-01,2025-02-01\n",
    )

    company.load()

    advice = "; the spans of one account must not overlap, so correct to_date"
    assert flags(company) == [
        (
            "overlapping_owners",
            3,
            f"account a1 goes to m1 on 2025-06-01 while an earlier owner stays until 2025-06-30{advice}",
        ),
        (
            "overlapping_owners",
            4,
            f"account a1 goes to u1 on 2026-01-01 while an earlier owner has no last day{advice}",
        ),
    ]


@pytest.mark.parametrize("ends", [("2025-06-30", ""), ("2025-07-01", ""), ("2025-03-01", ""), ("", "")])
def test_owners_who_follow_each_other_are_not_flagged(company: Folder, ends: tuple[str, str]) -> None:
    """The next day, the same day and a gap are fine, and so is a history that names no last day at all."""
    company.write("owners.csv", OWNERS + f"a1,u1,2025-01-01,{ends[0]}\na1,m1,2025-07-01,{ends[1]}\n")

    company.load()

    assert flags(company) == []
