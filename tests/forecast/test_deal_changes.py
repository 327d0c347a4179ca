"""What changed of the deals between two snapshots: before, after, and the snapshot that showed it first (2.5)."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from sightline.sections.forecast.pipeline_review import deal_changes
from tests.conftest import Company
from tests.forecast.deal_rows import D, asked, deal, sales, seen

DAYS = [D(2026, 9, 14), D(2026, 9, 21), D(2026, 9, 28), D(2026, 10, 5)]


def weekly(opportunity_id: str, *states: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Snapshots of one deal on the four days; None for a day without it."""
    return [seen(opportunity_id, day, **state) for day, state in zip(DAYS, states, strict=True) if state is not None]


def told(frame: pd.DataFrame) -> dict[tuple[str, str], tuple[str, str]]:
    """Before and after by deal and field."""
    rows = deal_changes.told(frame, "USD")
    keys = zip(rows.opportunity_id, rows.field, strict=True)
    return dict(zip(keys, zip(rows.before, rows.after, strict=True), strict=True))


def test_every_kind_of_change_is_told_with_before_and_after(company: Company) -> None:
    """Amount, close date, category, stage, next step, owner; what stayed is not told."""
    after = {
        "amount": 60_000,
        "close_date": D(2026, 11, 2),
        "forecast_category": "best_case",
        "stage": "5-Negotiating",
        "next_step": None,
        "owner_id": "ben",
    }
    rows = weekly("d", {}, {}, {}, after) + weekly("same", {}, {}, {}, {})
    connection = sales(company, deal("d"), deal("same"), opportunity_snapshots=rows)

    assert told(asked(connection, "deal_changes")) == {
        ("d", "Amount"): ("$40k", "$60k"),
        ("d", "Close date"): ("20 Oct 2026", "2 Nov 2026"),
        ("d", "Category"): ("Commit", "Best Case"),
        ("d", "Stage"): ("6-Awaiting Signature", "5-Negotiating"),
        ("d", "AE"): ("Ann", "Ben"),
        ("d", "Next step"): ("Signature", "–"),
    }


def test_the_usual_pair_is_the_newest_snapshot_and_the_one_before(company: Company) -> None:
    """Since the last review; a day without a snapshot is answered by the one before it."""
    connection = sales(company, deal("d"), opportunity_snapshots=weekly("d", {}, {}, {}, {}))

    def days(**asked_for: dt.date) -> list[Any]:
        row = asked(connection, "deal_change_days", **asked_for).iloc[0]
        return [row.from_on.date(), row.to_on.date(), row.days_between]

    assert days() == [DAYS[2], DAYS[3], 7]
    assert days(as_of=D(2026, 9, 30)) == [DAYS[1], DAYS[2], 7]
    assert days(compare_to=D(2026, 9, 16)) == [DAYS[0], DAYS[3], 21]


@pytest.mark.parametrize(
    ("amounts", "first_seen"), [((1, 2, 2, 2), DAYS[1]), ((1, 2, 3, 3), DAYS[2]), ((1, 1, 1, 2), DAYS[3])]
)
def test_first_seen_is_the_snapshot_that_first_shows_what_stands_there_now(
    company: Company, amounts: tuple[int, ...], first_seen: dt.date
) -> None:
    """Over several weeks the last change of the field decides."""
    rows = weekly("d", *({"amount": amount} for amount in amounts))
    connection = sales(company, deal("d"), opportunity_snapshots=rows)
    found = asked(connection, "deal_changes", compare_to=DAYS[0])

    assert [day.date() for day in found.first_seen_on] == [first_seen]


def test_what_went_out_and_came_back_does_not_show(company: Company) -> None:
    """Two snapshots are compared as they stand."""
    rows = weekly("d", {"amount": 1}, {"amount": 9}, {"amount": 9}, {"amount": 1})
    connection = sales(company, deal("d"), opportunity_snapshots=rows)

    assert asked(connection, "deal_changes", compare_to=DAYS[0]).empty


def test_unknown_amounts_and_dates_are_changes_like_any_other(company: Company) -> None:
    """Null is distinct from a value, on either side."""
    rows = weekly("d", {}, {}, {"amount": None, "forecast_category": None}, {"close_date": None})
    connection = sales(company, deal("d"), opportunity_snapshots=rows)

    assert told(asked(connection, "deal_changes")) == {
        ("d", "Amount"): ("none", "$40k"),
        ("d", "Close date"): ("20 Oct 2026", "none"),
        ("d", "Category"): ("Unclassified", "Commit"),
    }


def test_deals_that_come_and_go_are_told_once(company: Company) -> None:
    """New in view and no longer in view, whatever the reason."""
    rows = weekly("new", None, None, None, {}) + weekly("gone", {}, {}, {}, None) + weekly("both", {}, {}, {}, {})
    connection = sales(company, deal("new"), deal("gone"), deal("both"), opportunity_snapshots=rows)

    assert told(asked(connection, "deal_changes")) == {
        ("new", "New in view"): ("–", "Commit, 6-Awaiting Signature"),
        ("gone", "No longer in view"): ("Commit, 6-Awaiting Signature", "–"),
    }


def test_a_deal_that_changed_hands_shows_each_side_the_own_days_alone(company: Company) -> None:
    """Ben gets it without a word of what it was; Ann loses it; their manager sees the change."""
    rows = weekly("d", {}, {}, {"amount": 1}, {"amount": 2, "owner_id": "ben"})
    connection = sales(company, deal("d", owner_id="ben"), opportunity_snapshots=rows)

    assert list(asked(connection, "deal_changes", viewer="ben").field) == ["New in view"]
    assert list(asked(connection, "deal_changes", viewer="ann").field) == ["No longer in view"]
    assert set(asked(connection, "deal_changes", viewer="asm").field) == {"Amount", "AE"}
    [seen] = asked(connection, "deal_changes", viewer="ben", compare_to=DAYS[0]).first_seen_on
    assert pd.isna(seen)


def test_old_closed_deals_are_no_news(company: Company) -> None:
    """A deal closed before the earlier snapshot is left out; one closed between the two is told."""
    won = {"is_closed": True, "is_won": True, "forecast_category": "closed", "stage": "Won"}
    rows = weekly("old", won, won, won, {**won, "amount": 1}) + weekly(
        "fresh", {}, {}, {}, {**won, "close_date": DAYS[3]}
    )
    connection = sales(company, deal("old", **won), deal("fresh", **won), opportunity_snapshots=rows)

    assert set(asked(connection, "deal_changes").opportunity_id) == {"fresh"}
