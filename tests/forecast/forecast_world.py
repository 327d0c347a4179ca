"""Rows of a tiny forecast: calls, snapshots and deals, to be varied by each test."""

import datetime as dt
from typing import Any

import duckdb
import pandas as pd

from sightline import queries
from tests.conftest import AS_OF

D = dt.date
Q3 = D(2026, 8, 1)
"""First day of the quarter of the data's day, FY27-Q3; its tenth week begins on Monday 5 October."""


def monday(week: int) -> dt.date:
    """Monday of a week of FY27-Q3."""
    return D(2026, 8, 3) + dt.timedelta(days=7 * (week - 1))


def call(
    who: str, amount: float | None, day: dt.date, category: str = "commit", hour: int | None = 9, **more: Any
) -> Any:
    """One submission, on Monday at nine unless told otherwise; without an hour only the day is known."""
    moment = None if hour is None else dt.datetime.combine(day, dt.time(hour))
    given = {"user_id": who, "period_start": Q3, "submitted_on": day, "submitted_at": moment, "category": category}
    return {**given, "amount": amount, "basis": "cumulative", "currency": "USD", **more}


def seen(deal: str, day: dt.date, category: str, amount: float | None, owner: str = "ann", **more: Any) -> Any:
    """One deal as it stood on a snapshot day, to close at the end of the quarter."""
    is_won = category == "closed"
    given = {"opportunity_id": deal, "snapshot_date": day, "forecast_category": category, "amount": amount}
    given |= {"owner_id": owner, "stage": "Closed Won" if is_won else "4-Proposal", "currency": "USD"}
    return {**given, "close_date": day if is_won else D(2026, 10, 30), "is_closed": is_won, "is_won": is_won, **more}


def deal(deal_id: str, amount: float | None, close: dt.date | None, *, won: bool | None = True, **more: Any) -> Any:
    """One opportunity as it stands today: won, lost, or open where `won` is None."""
    stage = {True: "Closed Won", False: "8-Closed Lost", None: "4-Proposal"}[won]
    given = {"opportunity_id": deal_id, "name": deal_id.title(), "owner_id": "ann", "amount": amount, "stage": stage}
    given |= {"close_date": close, "created_date": D(2026, 1, 10), "currency": "USD", "type": "new"}
    return {**given, "is_won": bool(won), "is_closed": won is not None, **more}


def ask(connection: duckdb.DuckDBPyConnection, name: str, viewer: str = "vp", **parameters: Any) -> pd.DataFrame:
    """Rows of a page query, by default for the VP."""
    return queries.run(connection, name, viewer=viewer, today=AS_OF, parameters=parameters)


def weeks(connection: duckdb.DuckDBPyConnection, who: str, column: str, category: str = "commit") -> dict[int, Any]:
    """One column of somebody's calls by week of the quarter of the data's day; amounts as plain numbers."""
    rows = connection.execute(
        f"select week_of_quarter, {column} from marts.forecast_calls "
        "where person_id = $who and category = $category and quarter_label = 'FY27-Q3' order by 1",
        {"who": who, "category": category},
    ).fetchall()
    return dict(rows)
