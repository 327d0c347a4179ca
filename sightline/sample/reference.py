"""The tables a company keeps beside its data: calendar, rates, rules, stages, products."""

from typing import Any

import numpy as np
import pandas as pd

from sightline.sample.world import NO_DAY, World, days, fiscal_quarter, fiscal_year, next_quarter

RATES = {"USD": 1.0, "EUR": 1.09, "GBP": 1.28}
"""Today's rates to the reporting currency, US dollars. Swiss francs have none."""

RULES: dict[str, dict[str, Any]] = {
    "EMEA North": {"min_arr": 900_000, "rank_max": 1, "named_list": False},
    "EMEA South": {"min_arr": 700_000, "named_list": True},
    "AMER East": {"min_employees": 40_000, "named_list": True},
    "AMER West": {"min_arr": 1_100_000, "min_employees": 50_000, "rank_max": 1, "named_list": False},
}
"""What makes an account key today, per region. APAC has no rule: there the CRM flag decides."""

SALES_STAGES = (
    ("0-Pending Acceptance", 0, "pipeline", 2), ("1-Discovery", 1, "pipeline", 10), ("2-Scoping", 2, "pipeline", 20),
    ("3-Technical Evaluation", 3, "best_case", 40), ("4-Proposal", 4, "best_case", 60),
    ("5-Negotiating", 5, "commit", 80), ("6-Awaiting Signature", 6, "commit", 95), ("Closed Won", 7, "closed", 100),
    ("8-Closed Lost", 8, "omitted", 0), ("9-Unqualified", 9, "omitted", 0), ("10-Duplicate", 10, "omitted", 0),
)  # fmt: skip
WON, LOST, UNQUALIFIED, DUPLICATE = 7, 8, 9, 10
STAGE_NAMES = np.array([stage[0] for stage in SALES_STAGES])
PROBABILITY = np.array([float(stage[3]) for stage in SALES_STAGES])

LIFECYCLE = ("plan", "create", "verify", "package", "secure", "deploy", "monitor", "govern", "analyze")
ALIASES = {"deploy": "Release; Configure", "govern": "Protect; Defend", "analyze": "Analytics"}

PRODUCTS = (
    ("PRD-01", "Foundation", "Platform", "create", 29.0, True),
    ("PRD-02", "Premium", "Platform", "verify", 49.0, True),
    ("PRD-03", "Ultimate", "Platform", "secure", 99.0, True),
    ("PRD-04", "Portfolio Planning", "Add-on", "plan", 15.0, True),
    ("PRD-05", "Registry Plus", "Add-on", "package", 12.0, True),
    ("PRD-06", "Release Control", "Add-on", "deploy", 18.0, True),
    ("PRD-07", "Observability", "Add-on", "monitor", 22.5, True),
    ("PRD-08", "Compliance Centre", "Add-on", "govern", 24.0, True),
    ("PRD-09", "Delivery Insights", "Add-on", "analyze", 9.5, True),
    ("PRD-10", "Classic Runner", "Legacy", "verify", 19.0, False),
)
"""Id, name, family, the stage it serves first, list price, still sold."""
PRODUCT_IDS = np.array([product[0] for product in PRODUCTS])


def fiscal_calendar(world: World) -> pd.DataFrame:
    """Years and quarters from seven years back to two years ahead, one row per period."""
    first = np.datetime64(f"{int(fiscal_year(world.today)) - 8}-02-01")
    rows = []
    for year in range(10):
        start = next_quarter(first, 4 * year)
        number = int(fiscal_year(start))
        rows.append((start, next_quarter(start, 4) - days(1), "year", number, 1, f"FY{number % 100:02}"))
        for quarter in range(4):
            begin = next_quarter(start, quarter)
            label = f"FY{number % 100:02}-Q{quarter + 1}"
            rows.append((begin, next_quarter(begin) - days(1), "quarter", number, quarter + 1, label))
    columns = ["period_start", "period_end", "period_type", "fiscal_year", "fiscal_quarter", "label"]
    return pd.DataFrame(rows, columns=columns)


def fx_rates(world: World) -> pd.DataFrame:
    """One rate per currency and quarter start, drifting a little; the newest is `RATES`."""
    rows = []
    for currency, rate in RATES.items():
        for back in range(8, -1, -1):
            drift = 0.0 if currency == "USD" else 0.006 * back * (-1 if back % 2 else 1)
            rows.append((currency, next_quarter(world.quarter, -back), round(rate * (1 + drift), 4)))
    return pd.DataFrame(rows, columns=["currency", "rate_date", "rate_to_reporting"])


def key_account_rules(world: World) -> pd.DataFrame:
    """Today's rule of each region that has one, and the rule it replaced where there was one."""
    this_year = np.datetime64(f"{int(fiscal_year(world.today)) - 1}-02-01")
    rows: list[dict[str, Any]] = []
    for region, rule in RULES.items():
        if region in ("EMEA North", "AMER West"):
            older = rule | {"min_arr": int(rule["min_arr"] * 1.25)}
            rows.append(
                {"region": region, "valid_from": next_quarter(this_year, -8), "valid_to": this_year - days(1)} | older
            )
        rows.append({"region": region, "valid_from": this_year, "valid_to": NO_DAY} | rule)
    rules = pd.DataFrame(rows)
    return rules.astype({"min_employees": "Int64", "rank_max": "Int64"})


def sales_stages() -> pd.DataFrame:
    """Order, outcome and default category of each sales stage; one pipeline for all."""
    frame = pd.DataFrame(SALES_STAGES, columns=["stage", "stage_order", "forecast_category", "probability"])
    order = frame["stage_order"]
    frame["pipeline"] = None
    frame["label"] = frame["stage"]
    frame["is_closed"] = order >= WON
    frame["is_won"] = order == WON
    frame["is_disqualified"] = order >= UNQUALIFIED
    return frame


def stages() -> pd.DataFrame:
    """The nine lifecycle stages in their order, and one that is not shown."""
    rows = [(key, key.title(), i + 1, ALIASES.get(key), True) for i, key in enumerate(LIFECYCLE)]
    rows.append(("manage", "Manage", 10, None, False))
    return pd.DataFrame(rows, columns=["stage_id", "label", "display_order", "aliases", "is_shown"])


def products() -> pd.DataFrame:
    """What is sold, each product tied to the lifecycle stage it serves first."""
    return pd.DataFrame(PRODUCTS, columns=["product_id", "name", "family", "stage_id", "list_price", "is_active"])


def quarter_label(day: Any) -> str:
    """Label of the fiscal quarter of a day, FY27-Q3."""
    return f"FY{int(fiscal_year(day)) % 100:02}-Q{int(fiscal_quarter(day))}"
