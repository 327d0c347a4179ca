"""A pack of one team of the sample company, frozen once, and its three files read back."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation

from sightline.packs import build, slides
from sightline.packs.asked import Ask
from sightline.packs.blocks import Slide
from sightline.packs.pack import Pack
from sightline.settings import Settings
from sightline.warehouse.versions import Warehouse

ASM = "USR-ASM-01"


_answers: dict[tuple[str, str, str, str], pd.DataFrame] = {}
"""The rows of each question that was asked, by version, viewer, name and parameters."""


def asker(warehouse: Warehouse, viewer: str) -> Ask:
    """Asks page queries of a warehouse as one viewer, as the app's door does."""

    def ask(name: str, **parameters: Any) -> pd.DataFrame:
        asked = (warehouse.version, viewer, name, repr(sorted(parameters.items())))
        if asked not in _answers:
            _answers[asked] = warehouse.rows_seen_by(viewer, name, parameters, dt.date(2026, 10, 5))
        return _answers[asked].copy()

    return ask


@pytest.fixture(scope="session")
def ask(sample: Warehouse) -> Ask:
    """Asks as the manager of the team."""
    return asker(sample, ASM)


@pytest.fixture(scope="session")
def pack(ask: Ask) -> Pack:
    """The frozen pack, nothing written on it."""
    unit = build.resolve(ask, Settings(), viewer=ASM, scope=ASM, quarter=None)
    return build.with_words(Pack(unit, build.freeze(ask, unit), prepared_by="Somebody"))


@pytest.fixture(scope="session")
def shown(pack: Pack) -> list[Slide]:
    """Its slides, as its files hold them."""
    return slides.included(pack)


@pytest.fixture(scope="session")
def files(pack: Pack) -> dict[str, bytes]:
    """Its three files by their endings."""
    return {name[name.rfind(".") + 1 :]: content for name, content in build.files(pack, Settings()).items()}


@pytest.fixture(scope="session")
def deck(files: dict[str, bytes]) -> Any:
    """The deck, read back."""
    return Presentation(io.BytesIO(files["pptx"]))


@pytest.fixture(scope="session")
def book(files: dict[str, bytes]) -> Any:
    """The workbook, read back with the values its formulas showed."""
    return openpyxl.load_workbook(io.BytesIO(files["xlsx"]), data_only=True)
