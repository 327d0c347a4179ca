"""A sealed warehouse of a tiny company, and the app opened on it."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from sightline.settings import ROOT, Settings
from sightline.warehouse.versions import Warehouse
from tests.conftest import Rows
from tests.sealed import seal

CANARY = "canary-5d1f"
"""Stands in a quarantined row; nobody but an overseer may ever see it."""

USERS: Rows = [
    {"user_id": "top", "full_name": "Ingrid Solberg", "role": "VP"},
    {"user_id": "asm", "full_name": "Grace Hall", "role": "ASM", "manager_id": "top", "team": "Nordics"},
    {"user_id": "asm2", "full_name": "Hugo Silva", "role": "ASM", "manager_id": "top", "team": "Iberia"},
    {"user_id": "rep", "full_name": "Maya Lindqvist", "role": "AE", "manager_id": "asm", "team": "Nordics"},
    {"user_id": "rep2", "full_name": "Tom Okafor", "role": "AE", "manager_id": "asm2", "team": "Iberia"},
    {"user_id": "sa", "full_name": "Wen Zhao", "role": "SA", "manager_id": "top"},
    {"user_id": "ops", "full_name": "Olive Brandt", "role": "OTHER", "manager_id": "top"},
]
ACCOUNTS: Rows = [
    {
        "account_id": f"A{number}",
        "account_name": name,
        "owner_id": owner,
        "type": "customer",
        "is_key_account": True,
        "region": region,
        "segment": "Enterprise",
        "arr": 100_000,
        "currency": "USD",
        "key_since": dt.date(2026, 1, 1),
        "created_date": dt.date(2025, 1, 1),
    }
    for number, (name, owner, region) in enumerate(
        [("Northwind Rail", "rep", "North"), ("Helios Energy", "rep", "North"), ("Aster Pharma", "rep2", "South")]
    )
]
PLANS: Rows = [
    {
        "plan_id": "P0",
        "account_id": "A0",
        "plan_kind": "account",
        "plan_type": "expand",
        "owner_id": "rep",
        "status": "active",
        "created_date": dt.date(2026, 2, 1),
        "last_updated": dt.date(2026, 9, 1),
    }
]


def tiny(users: Rows = USERS) -> dict[str, Rows]:
    """The exports of the tiny company: people, accounts, one plan, one member of an account's team."""
    return {
        "users": users,
        "accounts": ACCOUNTS,
        "account_plans": PLANS,
        "account_team": [{"account_id": "A2", "user_id": "sa", "team_role": "SA"}],
    }


def seal_company(
    folder: Path,
    version: str,
    users: Rows = USERS,
    settings: Settings | None = None,
    exports: dict[str, Rows] | None = None,
) -> None:
    """Build the tiny company, or other exports, into a sealed version and point to it, as publishing does."""
    quarantined = (
        "insert into intake.quarantine values ('accounts.csv', 'accounts', 9, 10, 'account_id', null, 'blank_key', "
        f"'accounts.csv, line 10: account_id is empty; fill it and export again.', '{CANARY}')"
    )
    missing = "insert into intake.missing values ('nps', null)"
    seal(folder, version, tiny(users) if exports is None else exports, settings, intake=(quarantined, missing))


@pytest.fixture(scope="session")
def company_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny company's warehouse."""
    folder = tmp_path_factory.mktemp("company")
    seal_company(folder, f"tiny-{folder.name}-{tmp_path_factory.getbasetemp().name}")
    return folder


@pytest.fixture(scope="session")
def sample_folder(sample: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of its own for the sample company's warehouse: one process opens a file in one way only."""
    folder = tmp_path_factory.mktemp("full")
    for name in (sample.path.name, f"{sample.path.stem}.seal.json", "current.json"):
        (folder / name).hardlink_to(sample.path.parent / name)
    return folder


Open = Callable[..., AppTest]


@pytest.fixture
def open_app(company_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """A function that opens the app at an address, `open_app(viewer="rep")`, on the tiny company."""

    def at_address(folder: Path = company_folder, **parameters: str) -> AppTest:
        monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(folder))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params = dict(parameters)
        return app.run()

    yield at_address
    st.cache_data.clear()


def page(app: AppTest, name: str) -> AppTest:
    """The app after going to one of its pages by file."""
    return app.switch_page(f"pages/{name}.py").run()


def everything_said(app: AppTest) -> str:
    """All that reached the browser: text, tables, options."""
    return " ".join(str(element) for element in app.main) + " ".join(str(element) for element in app.sidebar)
