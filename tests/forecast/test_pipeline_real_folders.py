"""Totals of Pipeline review on exports that nobody here wrote, against a count over the raw files."""

import csv
import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from sightline import queries
from tests.conftest import REAL, Real

CATEGORY = {
    "Pipeline": "pipeline", "BestCase": "best_case", "Commit": "commit", "Forecast": "commit", "Closed": "closed",
    "Omitted": "omitted",
}  # fmt: skip
TODAY = dt.date(2026, 10, 5)

Deal = dict[str, Any]


def raw(folder: str, file: str) -> list[dict[str, str]]:
    """Every row of one file, as it stands."""
    with (REAL / folder / file).open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def quarter_of(day: dt.date) -> str:
    """Label of a fiscal quarter that starts in February, worked out here once more."""
    month = (day.month - 2) % 12
    year = day.year + (1 if day.month >= 2 else 0)
    return f"FY{year % 100:02d}-Q{month // 3 + 1}"


def by_quarter_and_category(deals: list[Deal], as_of: dt.date) -> dict[tuple[str, str], tuple[Decimal, int]]:
    """Amount and deals: won by the day under closed, open ones under their category; lost and undated in none."""
    found: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for deal in deals:
        if deal["close_on"] is None or (deal["is_closed"] and not deal["is_won"]):
            continue
        if deal["is_won"] and deal["close_on"] > as_of:
            continue
        category = "closed" if deal["is_won"] else deal["category"]
        found[quarter_of(deal["close_on"]), category].append(deal["amount"])
    return {key: (sum(amounts, Decimal(0)), len(amounts)) for key, amounts in found.items()}


def shown(connection: duckdb.DuckDBPyConnection, quarters: set[str]) -> dict[tuple[str, str], tuple[Decimal, int]]:
    """What the page shows for these quarters on the newest snapshot, categories without deals left out."""
    found = {}
    newest = connection.execute("select max(snapshot_on) from marts.snapshot_days").fetchall()[0][0]
    for quarter in quarters:
        given = {"quarter": quarter, "as_of": newest}
        rows = queries.run(connection, "pipeline_categories", viewer="operator", today=TODAY, parameters=given)
        for row in rows[rows.deals > 0].itertuples():
            found[quarter, row.category] = (Decimal(str(row.amount)).quantize(Decimal("0.01")), row.deals)
    return found


def as_of(connection: duckdb.DuckDBPyConnection) -> dt.date:
    """Day of the data."""
    row = connection.execute("select as_of_on from marts.export_run").fetchone()
    assert row is not None
    return row[0]  # type: ignore[no-any-return]


def in_cents(found: dict[tuple[str, str], tuple[Decimal, int]]) -> dict[tuple[str, str], tuple[Decimal, int]]:
    """The same, to the cent."""
    return {key: (amount.quantize(Decimal("0.01")), deals) for key, (amount, deals) in found.items()}


def revops() -> list[Deal]:
    """251 opportunities with stages and categories of their own."""
    return [
        {
            "amount": Decimal(row["amount"] or 0),
            "close_on": dt.date.fromisoformat(row["close_date"]),
            "is_closed": row["is_closed"] == "True",
            "is_won": row["is_won"] == "True",
            "category": CATEGORY[row["forecast_category"]],
        }
        for row in raw("revops_skills", "opportunities.csv")
    ]


def genai() -> list[Deal]:
    """58 opportunities as Salesforce exports them."""
    return [
        {
            "amount": Decimal(row["Amount"] or 0),
            "close_on": dt.date.fromisoformat(row["CloseDate"]),
            "is_closed": row["IsClosed"] == "1",
            "is_won": row["IsWon"] == "1",
            "category": CATEGORY[row["ForecastCategory"]],
        }
        for row in raw("sfdc_genai_demo", "Opportunity.csv")
    ]


def maven() -> list[Deal]:
    """8,800 opportunities without a forecast category; open ones have neither amount nor date."""
    return [
        {
            "amount": Decimal(row["close_value"] or 0),
            "close_on": dt.date.fromisoformat(row["close_date"]) if row["close_date"] else None,
            "is_closed": row["deal_stage"] in ("Won", "Lost"),
            "is_won": row["deal_stage"] == "Won",
            "category": "unclassified",
        }
        for row in raw("maven_iso", "sales_pipeline.csv")
    ]


@pytest.mark.parametrize(
    ("folder", "read"),
    [
        ("revops_skills", revops),
        ("sfdc_genai_demo", genai),
        ("maven_iso", maven),
        ("maven_us_dates", maven),
        ("maven_day_first", maven),
    ],
)
def test_categories_of_every_quarter_are_those_of_the_file(real: Real, folder: str, read: Any) -> None:
    """Without snapshots the present state is the one snapshot; each quarter and category to the cent and in deals."""
    connection = real(folder).connection
    expected = by_quarter_and_category(read(), as_of(connection))
    found = shown(connection, {quarter for quarter, _ in expected})
    undated = sum(deal["close_on"] is None and not deal["is_closed"] for deal in read())
    summary = queries.run(connection, "pipeline_summary", viewer="operator", today=TODAY).iloc[0]

    assert found == in_cents(expected)
    assert summary.undated_deals == undated


def history(day: dt.date) -> list[Deal]:
    """The state of each deal at the end of a day, by the newest line of its history up to then."""
    newest: dict[str, tuple[dt.datetime, int, dict[str, str]]] = {}
    for number, row in enumerate(raw("sf_powerbi_earthfink", "OpportunityHistory.csv")):
        moment = dt.datetime.strptime(row["CreatedDate"], "%m/%d/%y %I:%M %p")  # noqa: DTZ007  # as written
        key = row["OpportunityId"]
        if moment.date() <= day and (key not in newest or (moment, number) >= newest[key][:2]):
            newest[key] = (moment, number, row)
    return [
        {
            "id": key,
            "amount": Decimal(row["Amount"] or 0),
            "close_on": dt.datetime.strptime(row["CloseDate"], "%m/%d/%y").date(),  # noqa: DTZ007
            "is_closed": row["StageName"].startswith("Closed"),
            "is_won": row["StageName"] == "Closed Won",
            "category": CATEGORY[row["ForecastCategory"]],
        }
        for key, (_, _, row) in newest.items()
    ]


def test_a_history_of_changes_is_read_as_the_state_of_each_week_s_end(real: Real) -> None:
    """Open pipeline on both days, and every quarter and open category on the last, are those of the file.

    What is closed is told by the deals as they stand now (C13), which the history of this file dates otherwise.
    """
    connection = real("sf_powerbi_earthfink").connection
    days = [row[0] for row in connection.execute("select snapshot_on from marts.snapshot_days order by 1").fetchall()]
    first, last = days[0], days[-1]
    expected = {key: sums for key, sums in by_quarter_and_category(history(last), last).items() if key[1] != "closed"}
    every = shown(connection, {quarter for quarter, _ in expected})
    found = {key: sums for key, sums in every.items() if key[1] != "closed"}
    ends = {}
    for quarter in {quarter for quarter, _ in expected}:
        given = {"quarter": quarter, "compare_to": first, "as_of": last}
        moved = queries.run(connection, "pipeline_identity", viewer="operator", today=TODAY, parameters=given).iloc[0]
        ends[quarter] = (moved.starting_amount, moved.ending_amount, moved.residual_amount)

    def open_amount(day: dt.date, quarter: str) -> float:
        return float(
            sum(
                deal["amount"]
                for deal in history(day)
                if not deal["is_closed"] and deal["category"] != "omitted" and quarter_of(deal["close_on"]) == quarter
            )
        )

    assert len(days) >= 2
    assert found == in_cents(expected)
    assert ends == {quarter: (open_amount(first, quarter), open_amount(last, quarter), 0) for quarter in ends}
