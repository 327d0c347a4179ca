"""Each recipe's example, loaded as a person would drop it, and numbers of pages counted once more from its cells."""

import csv
import datetime as dt
import re
import shutil
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sightline import queries
from sightline.exports import Report, load
from sightline.settings import ROOT, Settings
from tests.conftest import AS_OF, Asked, Marts

RECIPES = ROOT / "docs" / "recipes"
EXAMPLES = RECIPES / "examples"
FIRST, LAST = dt.date(2026, 8, 1), dt.date(2026, 10, 31)
"""The fiscal quarter of the day of the examples, which begins in August."""

Deal = tuple[str, Decimal, dt.date]
"""Open, won or lost; the amount; the day it closes."""

PLANS = "account_plans.csv"
COMPANIES = "hubspot-crm-exports-all-companies-2026-10-05.csv"
DEALS = "hubspot-crm-exports-all-deals-2026-10-05.csv"
CALLS = "clari_export_forecast_sales_2027_Q3_20261005_060000.csv"
VIEW = "All Opportunities 10-5-2026 6-00-00 AM.xlsx"

BECOMES = {
    "salesforce": {
        ("accounts.csv", "accounts"): (3, 3, 0, 0),
        ("opportunities.csv", "opportunities"): (6, 6, 0, 0),
        ("opportunities.csv", "opportunity_snapshots"): (6, 6, 0, 0),
        ("users.csv", "users"): (3, 3, 0, 0),
    },
    "gainsight": {("success_plans.csv", "account_plans"): (3, 3, 0, 0)},
    "clari": {(CALLS, "forecast_submissions"): (12, 4, 0, 8), (CALLS, "quotas"): (12, 2, 0, 10)},
    "data_loader": {
        ("Account.csv", "accounts"): (2, 2, 0, 0),
        ("Opportunity.csv", "opportunities"): (3, 3, 0, 0),
        ("OpportunityHistory.csv", "opportunity_snapshots"): (4, 3, 0, 1),
        ("User.csv", "users"): (3, 3, 0, 0),
    },
    "hubspot": {
        (PLANS, "account_plans"): (1, 1, 0, 0),
        (COMPANIES, "accounts"): (2, 2, 0, 0),
        (DEALS, "field_history"): (4, 3, 0, 1),
        (DEALS, "opportunities"): (4, 4, 0, 0),
        ("sales_stages.csv", "sales_stages"): (5, 5, 0, 0),
        ("users.csv", "users"): (3, 3, 0, 0),
    },
    "dynamics_365": {
        (VIEW, "opportunities"): (4, 4, 0, 0),
        (PLANS, "account_plans"): (1, 1, 0, 0),
        ("accounts.csv", "accounts"): (2, 2, 0, 0),
        ("users.csv", "users"): (3, 3, 0, 0),
    },
    "spreadsheet": {
        ("sales.xlsx [Customers]", "accounts"): (3, 3, 0, 0),
        ("sales.xlsx [Deals]", "opportunities"): (4, 4, 0, 0),
        ("sales.xlsx [People]", "users"): (3, 3, 0, 0),
        ("sales.xlsx [Plans]", "account_plans"): (2, 2, 0, 0),
    },
}
"""What each file of an example becomes: its table, with records read, loaded, rejected and merged."""

TOGETHER = ("salesforce", "gainsight", "clari")
"""Gainsight and Clari stand beside a CRM: their examples are dropped into one folder with Salesforce's."""


class Loaded:
    """A folder of examples as it was loaded, and the numbers that pages show of it."""

    def __init__(self, folder: Path, recipes: tuple[str, ...]) -> None:
        for recipe in recipes:
            shutil.copytree(EXAMPLES / recipe, folder, dirs_exist_ok=True)
        self.marts = Marts(Settings(), AS_OF)
        self.report: Report = load(self.marts.connection, folder, Settings(), today=AS_OF)
        self.asked = Asked(self.marts.connection, self.marts)

    def page(self, name: str) -> dict[str, Any]:
        """The one row of a page's question, asked by who may see everything."""
        words, seen = {name}, set[str]()
        while words:
            seen.add(word := words.pop())
            if word in queries.layer("pages"):
                words |= set(re.findall(r"\w+", queries.layer("pages")[word].sql)) - seen
        self.marts.prepare(f"select {' '.join(sorted(seen))}")
        [row] = queries.run(self.asked, name, viewer="operator", today=AS_OF).to_dict("records")  # type: ignore[arg-type]
        return row


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Loaded]:
    """The examples of a recipe, with those that stand beside it, loaded once."""

    @cache
    def of(recipes: tuple[str, ...]) -> Loaded:
        return Loaded(tmp_path_factory.mktemp("recipe"), recipes)

    return lambda recipe: of(TOGETHER if recipe in TOGETHER else (recipe,))


def cells(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as texts, up to the first line without any cell, where a tool's footer begins."""
    with path.open(encoding="utf-8", newline="") as opened:
        kept = opened.read().split("\n\n")[0].splitlines()
    return list(csv.DictReader(kept))


def sheet(path: Path, name: str, skip: int = 0) -> list[dict[str, Any]]:
    """The rows of one sheet of a workbook below its header; a line of totals is none."""
    header, *rows = list(openpyxl.load_workbook(path)[name].iter_rows(values_only=True))[skip:]
    return [dict(zip(map(str, header), row, strict=True)) for row in rows if row[0] != "Total"]


def us_day(text: str) -> dt.date:
    """A day with the month first."""
    return dt.date(*(int(part) for part in (text.split("/")[2], *text.split("/")[:2])))


def salesforce() -> list[Deal]:
    """Of the report, by the word of the stage."""
    rows = cells(EXAMPLES / "salesforce" / "opportunities.csv")
    state = {"Closed Won": "won", "8-Closed Lost": "lost"}
    money = [Decimal(row["Amount"].replace(",", "")) for row in rows]
    return [
        (state.get(row["Stage"], "open"), amount, us_day(row["Close Date"]))
        for row, amount in zip(rows, money, strict=True)
    ]


def data_loader() -> list[Deal]:
    """Of the object, without the deal that was deleted."""
    rows = [row for row in cells(EXAMPLES / "data_loader" / "Opportunity.csv") if row["ISDELETED"] == "false"]
    return [
        ("won" if row["ISWON"] == "true" else "open", Decimal(row["AMOUNT"]), dt.date.fromisoformat(row["CLOSEDATE"]))
        for row in rows
    ]


def hubspot() -> list[Deal]:
    """Of all deals with an amount."""
    rows = [row for row in cells(EXAMPLES / "hubspot" / DEALS) if row["Amount"]]
    return [
        (
            "won" if row["Deal Stage"] == "Closed won" else "open",
            Decimal(row["Amount"]),
            dt.date.fromisoformat(row["Close Date"][:10]),
        )
        for row in rows
    ]


def dynamics_365() -> list[Deal]:
    """Of the view, by its status."""
    rows = sheet(EXAMPLES / "dynamics_365" / VIEW, "All Opportunities")
    return [(row["Status"].lower(), Decimal(row["Est. revenue"]), row["Est. close date"].date()) for row in rows]


def spreadsheet() -> list[Deal]:
    """Of the sheet below its title."""
    rows = sheet(EXAMPLES / "spreadsheet" / "sales.xlsx", "Deals", skip=2)
    money = [Decimal(row["Amount"].strip("$").replace(",", "")) for row in rows]
    state = {"Won": "won", "Lost": "lost"}
    return [
        (state.get(row["Stage"], "open"), amount, row["Close Date"].date())
        for row, amount in zip(rows, money, strict=True)
    ]


def of_quarter(deals: list[Deal], state: str) -> Decimal:
    """What the deals in a state come to that close in the quarter."""
    return sum((amount for is_, amount, day in deals if is_ == state and FIRST <= day <= LAST), Decimal(0))


@pytest.mark.parametrize("recipe", BECOMES)
def test_each_file_of_an_example_becomes_what_its_recipe_says(loaded: Callable[[str], Loaded], recipe: str) -> None:
    """Table, records read, loaded, rejected and merged; nothing of it is refused, doubtful or left aside."""
    report = loaded(recipe).report
    files = {path.name for path in (EXAMPLES / recipe).iterdir()} - {"sightline.toml"}
    counts = ("records_read", "rows_loaded", "rows_quarantined", "rows_folded")
    found = {
        (file["file"], file["table_name"]): tuple(file[count] for count in counts)
        for file in report.files
        if file["file"].split(" [")[0] in files
    }

    assert found == BECOMES[recipe]
    assert report.exit_code == 0
    assert {row["rule"] for row in report.flagged} <= {"zone_not_said", "blank_required"}
    assert report.quarantined == ()
    assert report.headlines == ()


@pytest.mark.parametrize("count", [salesforce, data_loader, hubspot, dynamics_365, spreadsheet])
def test_booked_and_open_pipeline_of_an_example_are_those_of_its_cells(
    loaded: Callable[[str], Loaded], count: Callable[[], list[Deal]]
) -> None:
    """Won and open deals that close in the running quarter, added up here without the loader and without SQL."""
    shown, deals = loaded(count.__name__).page("pipeline_summary"), count()

    assert of_quarter(deals, "won") > 0
    assert of_quarter(deals, "open") > 0
    assert shown["won_amount"] == of_quarter(deals, "won")
    assert shown["open_quarter_amount"] == of_quarter(deals, "open")
    assert shown["as_of_on"].date() == AS_OF


def test_adoption_counts_the_key_accounts_of_salesforce_with_an_active_plan_of_gainsight(
    loaded: Callable[[str], Loaded],
) -> None:
    """A draft and a closed plan cover nothing; the third company is no key account."""
    key = {row["Account Name"] for row in cells(EXAMPLES / "salesforce" / "accounts.csv") if row["Key Account"] == "1"}
    plans = cells(EXAMPLES / "gainsight" / "success_plans.csv")
    active = {row["Company Name"] for row in plans if row["Status"] == "Active"}
    shown = loaded("gainsight").page("adoption_summary")

    assert (shown["eligible_accounts"], shown["covered_accounts"]) == (len(key), len(key & active)) == (2, 1)


@pytest.mark.parametrize("recipe", ["hubspot", "dynamics_365"])
def test_adoption_counts_the_plans_kept_by_hand_beside_a_crm_without_any(
    loaded: Callable[[str], Loaded], recipe: str
) -> None:
    """The template of account plans, filled in for one of two key accounts."""
    shown = loaded(recipe).page("adoption_summary")
    plans = cells(EXAMPLES / recipe / PLANS)

    assert (shown["eligible_accounts"], shown["covered_accounts"]) == (2, len(plans)) == (2, 1)


def test_the_quota_of_clari_is_what_pipeline_review_measures_by(loaded: Callable[[str], Loaded]) -> None:
    """Each quota once, however many weeks and fields repeat it."""
    rows = cells(EXAMPLES / "clari" / CALLS)
    quotas = {row["CRM User ID"]: Decimal(row["Data Value"]) for row in rows if row["Data Type"] == "quota"}

    assert loaded("clari").page("pipeline_summary")["quota"] == sum(quotas.values())


def test_hubspot_tells_when_a_deal_left_discovery(loaded: Callable[[str], Loaded]) -> None:
    """By the day it entered the next stage; a deal that never did has not left."""
    asked = loaded("hubspot").asked.execute("select opportunity_id, exited_on from marts.stage1_exits")
    entered = {
        row["Record ID"]: dt.date.fromisoformat(text[:10])
        if (text := row['Date entered "Demo (Sales Pipeline)"'])
        else None
        for row in cells(EXAMPLES / "hubspot" / DEALS)
        if row["Deal Type"] == "New Business" or row["Record ID"] == "9002"
    }

    assert dict(asked.fetchall()) == entered
