"""Rows of a tiny whitespace map, a way to ask the page's queries about it, and the map as a sealed warehouse."""

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb

from sightline import queries
from tests import sealed
from tests.conftest import AS_OF, Company
from tests.organisation import Row, account, team

TODAY = AS_OF
STAGES: list[Row] = [
    {"stage_id": f"s{place}", "label": f"Stage {place}", "display_order": place} for place in range(1, 5)
]


def days(number: int) -> dt.date:
    """The day so many days after the day of the data."""
    return AS_OF + dt.timedelta(days=number)


def cell(account_id: str, stage: str, state: str, **more: Any) -> Row:
    """One recorded cell of the map."""
    return {"account_id": account_id, "stage_id": stage, "as_of_date": AS_OF, "state": state, **more}


def centre(account_id: str, name: str) -> Row:
    """One buying centre."""
    return {"buying_centre_id": f"{account_id}-{name}", "account_id": account_id, "name": name}


def world(company: Company, **tables: list[Row]) -> duckdb.DuckDBPyConnection:
    """Ann and Bob below one ASM; Ann has Acme and Beta, Bob has Corp, over four stages."""
    accounts = [account("acme"), account("beta"), account("corp", "bob")]
    return company(**{"users": team("ann", "bob"), "accounts": accounts, "stages": STAGES, **tables})


def ask(connection: duckdb.DuckDBPyConnection, name: str, viewer: str = "operator", **given: Any) -> list[Row]:
    """Rows of a page query; unknown is None."""
    found = queries.run(connection, name, viewer=viewer, today=TODAY, parameters=given)
    return found.astype(object).where(found.notna(), None).to_dict("records")


def seal(folder: Path, **tables: list[Row]) -> Path:
    """The same company as a sealed warehouse that the app can open; its folder."""
    accounts = [account("acme", account_name="Brightwater Bank"), account("beta"), account("corp", "bob")]
    given = {"users": team("ann", "bob"), "accounts": accounts, **tables}
    return sealed.seal(folder, f"map-{folder.parent.name}-{folder.name}", given)


def sealed_map(folder: Path) -> Path:
    """A map on which every part of the page has something to say."""
    return seal(
        folder,
        stages=STAGES,
        whitespace_cells=[
            cell("acme", "s1", "owned"),
            cell(
                "acme",
                "s2",
                "competitor",
                vendor="Veracity Scan",
                annual_spend=84_000,
                potential=90_000,
                currency="USD",
                contract_renewal_date=days(99),
                dislikes="false positives",
            ),
            cell("acme", "s3", "in_house", potential=10_000, currency="USD"),
            cell("beta", "s1", "none"),
            cell("corp", "s1", "competitor", vendor="Veracity Scan"),
        ],
        opportunities=[
            {"opportunity_id": "O", "account_id": "acme", "owner_id": "ann", "name": "Loose end", "is_closed": False}
        ],
    )
