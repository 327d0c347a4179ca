"""A version of three exports, made once for all tests that begin with one."""

import shutil
from pathlib import Path

import pytest

from sightline.exports import Report
from sightline.settings import Settings
from sightline.warehouse import publishing
from tests.warehouse.test_versions import dropped


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    """A version of such a folder that tests only read, with the report of its load; the exports lie in `drop`."""
    folder = tmp_path_factory.mktemp("published")
    return publishing.publish(dropped(folder / "drop"), folder / "out", Settings())


@pytest.fixture
def drop(published: tuple[Path, Report], tmp_path: Path) -> Path:
    """Those exports in a copy of the test's own, and beside it in `out` a warehouse made of them."""
    shutil.copytree(published[0].parent.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "drop"
