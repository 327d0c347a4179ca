"""Drop folders to write exports into."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.exports.drop import ACCOUNTS, DEAL, DEALS_HEADER, USERS, Folder


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    """An empty drop folder and an empty database."""
    path = tmp_path / "drop"
    path.mkdir()
    with duckdb.connect(config={"threads": 1}) as connection:
        yield Folder(path, connection)


@pytest.fixture
def company(folder: Folder) -> Folder:
    """A drop folder that already holds two people, two accounts and one deal."""
    folder.write("users.csv", USERS)
    folder.write("accounts.csv", ACCOUNTS)
    folder.write("opportunities.csv", DEALS_HEADER + DEAL)
    return folder
