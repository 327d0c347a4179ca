"""Take inspections marked in Sightline itself into a load, beside those that the exports bring."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

SOURCE = "Inspections marked in Sightline"
"""Stands on the Exports page where a file's name does."""


@dataclass(frozen=True)
class Review:
    """One mark in the shape of the export `plan_reviews`: a one-on-one of a manager and a plan's owner."""

    review_id: str
    plan_id: str
    review_on: dt.date
    reviewer_id: str
    owner_id: str

    @property
    def cells(self) -> dict[str, Any]:
        """The row, by column of the export; nothing was said about its outcome."""
        return {
            "review_id": self.review_id,
            "plan_id": self.plan_id,
            "review_date": self.review_on,
            "reviewer_id": self.reviewer_id,
            "review_type": "one_on_one",
            "outcome": None,
            "attendee_ids": f"{self.reviewer_id};{self.owner_id}",
        }


def take_in(connection: duckdb.DuckDBPyConnection, reviews: Sequence[Review]) -> int:
    """How many marks were added to the load; all are accounted for as a source of their own.

    A mark that an export brought back already is merged, one of a plan that the exports do not know is rejected.
    Where every mark is of another company's plans, the source is skipped: it says nothing about this one.
    """
    present = _ids(connection, "select review_id from exports.plan_reviews")
    plans = _ids(connection, "select plan_id from exports.account_plans")
    numbered = list(enumerate(reviews, 1))
    known = [(number, review) for number, review in numbered if review.plan_id in plans]
    if not known:
        if reviews:
            _account_for(connection, "left_aside", "none of the plans inspected is in these exports", 0, 0, 0, 0)
        return 0
    for number, review in numbered:
        if review.plan_id not in plans:
            _set_apart(connection, number, review)
    added = [(number, review) for number, review in known if review.review_id not in present]
    for number, review in added:
        given = {**review.cells, "record_file": SOURCE, "record_number": number, "line_number": number}
        connection.execute(
            f"insert into exports.plan_reviews ({', '.join(given)}) values ({', '.join('?' * len(given))})",
            list(given.values()),
        )
    counts = (len(reviews), len(added), len(reviews) - len(known), len(known) - len(added))
    _account_for(connection, "loaded", None, *counts)
    return len(added)


def _ids(connection: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    return {row[0] for row in connection.execute(sql).fetchall()}


def _set_apart(connection: duckdb.DuckDBPyConnection, number: int, review: Review) -> None:
    connection.execute(
        "insert into intake.quarantine values ($file, 'plan_reviews', $number, $number, 'plan_id', $value,"
        " 'unknown_plan', $message, $raw)",
        {
            "file": SOURCE,
            "number": number,
            "value": review.plan_id,
            "message": f"{SOURCE}: the plan {review.plan_id} is in no export of this folder. The mark is kept"
            " and counts again once its plan is loaded",
            "raw": ",".join(str(cell or "") for cell in review.cells.values()),
        },
    )


def _account_for(
    connection: duckdb.DuckDBPyConnection,
    status: str,
    reason: str | None,
    read: int,
    loaded: int,
    apart: int,
    folded: int,
) -> None:
    connection.execute(
        "insert into intake.files values ($file, 'plan_reviews', $status, $reason, 'Sightline', null, 0, null, $read,"
        " $loaded, $apart, $folded, 0)",
        {
            "file": SOURCE, "status": status, "reason": reason, "read": read, "loaded": loaded, "apart": apart,
            "folded": folded,
        },
    )  # fmt: skip
