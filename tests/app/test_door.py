"""The door: one viewer's rows never reach another, one page never mixes two loads, and yesterday's grants end."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st

from sightline import door
from sightline.queries import QueryError
from sightline.settings import Grant, Settings
from tests.app.conftest import USERS, seal_company


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The tiny company behind the door, and a session of its own."""
    seal_company(tmp_path, f"door-{tmp_path.name}")
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(tmp_path))
    st.session_state.clear()
    door.pin()
    yield tmp_path
    st.session_state.clear()


def names() -> list[str]:
    """Names of the accounts that the person looking finds."""
    return sorted(door.ask("account_search")["account_name"])


def test_what_one_viewer_asked_is_not_answered_to_the_next(folder: Path) -> None:
    """The same question in the same process, by two people."""
    door.look_as("rep")
    assert names() == ["Helios Energy", "Northwind Rail"]
    door.look_as("rep2")
    assert names() == ["Aster Pharma"]


def test_a_page_keeps_the_version_it_began_with(folder: Path) -> None:
    """A load in between is seen by the next run of the page, never by a fragment of this one."""
    door.look_as("top")
    before = door.ask("people_to_view_as")
    seal_company(folder, f"newer-{folder.name}", [{**row, "full_name": "Renamed"} for row in USERS])

    assert set(door.ask("account_search")["account_name"]) == {"Northwind Rail", "Helios Energy", "Aster Pharma"}
    assert (
        door.ask(
            "scope_choices",
        )["label"]
        .isin(["Renamed"])
        .sum()
        == 0
    )
    door.pin()
    assert set(door.ask("people_to_view_as")["person_name"]) == {"Renamed"} != set(before["person_name"])


def test_each_day_is_asked_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A grant is judged on the day of looking, so an answer of its last day is none of the day after."""
    last = dt.date(2026, 10, 5)
    grant = Grant(person="ops", sees="account", until=last, reason="helps out", target="A1")
    seal_company(folder, f"granted-{folder.name}", settings=Settings(grants=(grant,)))
    door.pin()
    door.look_as("ops")
    found = []
    for day in (last, last + dt.timedelta(days=1)):
        monkeypatch.setattr(door, "dt", SimpleNamespace(date=SimpleNamespace(today=lambda day=day: day)))
        found.append(names())

    assert found == [["Helios Energy"], []]


def test_what_a_page_does_to_its_rows_stays_on_that_page(folder: Path) -> None:
    """The next page gets the answer as it was."""
    door.look_as("top")
    rows = door.ask("account_search")
    rows["account_name"] = "written over"

    assert "written over" not in names()


def test_nobody_looking_is_refused(folder: Path) -> None:
    """A session without a viewer gets a sentence and no rows."""
    door.look_as("")
    with pytest.raises(QueryError, match="Nobody is looking"):
        door.ask("account_search")
