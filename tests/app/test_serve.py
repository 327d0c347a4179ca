"""Starting: what is shown first, and that a start never harms what is loaded."""

import json
import shutil
from pathlib import Path

import pytest
import streamlit as st

from sightline import serve


@pytest.fixture
def warehouse(company_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse folder of one's own, with the tiny company in force."""
    folder = tmp_path / "warehouse"
    shutil.copytree(company_folder, folder)
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(folder))
    return folder


def loaded_from(warehouse: Path, source: Path) -> str:
    """Write into the seal which folder the version in force was loaded from; the version's name."""
    version = str(json.loads((warehouse / "current.json").read_text())["version"])
    seal = warehouse / f"{version}.seal.json"
    seal.write_text(json.dumps({**json.loads(seal.read_text()), "source": str(source)}))
    return version


def test_a_version_whose_exports_are_gone_is_shown_as_it_is(warehouse: Path, tmp_path: Path) -> None:
    """Exports are often moved away after loading; that changes nothing."""
    version = loaded_from(warehouse, tmp_path / "moved away")
    assert serve.ensure_warehouse() == version


def test_exports_that_can_no_longer_be_read_leave_the_version_in_force(
    warehouse: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A bad drop never replaces good data."""
    source = tmp_path / "drop"
    source.mkdir()
    (source / "users.csv").write_bytes(b"")
    version = loaded_from(warehouse, source)
    assert serve.ensure_warehouse() == version
    assert "The data loaded before is shown." in caplog.text
    assert json.loads((warehouse / "current.json").read_text())["version"] == version


def test_no_click_has_all_memory_searched_for_garbage() -> None:
    """To search what is remembered for fifty people took a quarter of every click; Python does so as it grows."""
    assert st.get_option("runner.postScriptGC") is False
