"""A tiny company as a sealed warehouse that the app can open, as publishing leaves it."""

import json
from pathlib import Path

import duckdb

from sightline.settings import Settings
from sightline.warehouse.build import build
from tests.conftest import AS_OF, Rows, land

FILES_KEPT = 8
"""More than the tests of one page ask for in turn."""

_built: dict[str, bytes] = {}


def seal(
    folder: Path,
    version: str,
    tables: dict[str, Rows],
    settings: Settings | None = None,
    intake: tuple[str, ...] = (),
) -> Path:
    """The folder with these rows built into a sealed version and pointed to; the same rows are built once.

    `intake` are statements about how the loading went, run before the marts are built. The app keeps answers by
    version, so two companies never share a version's name.
    """
    given = repr((tables, settings, intake))
    path = folder / f"{version}.duckdb"
    folder.mkdir(parents=True, exist_ok=True)
    if given in _built:
        path.write_bytes(_built[given])
    else:
        with duckdb.connect(str(path)) as connection:
            assemble(connection, tables, settings, intake)
        _built[given] = path.read_bytes()
        while len(_built) > FILES_KEPT:
            _built.pop(next(iter(_built)))
    sealed = {"version": version, "source": str(folder), "reporting_currency": "USD"}
    (folder / f"{version}.seal.json").write_text(json.dumps(sealed))
    (folder / "current.json").write_text(json.dumps({"version": version}))
    return folder


def assemble(
    connection: duckdb.DuckDBPyConnection,
    tables: dict[str, Rows],
    settings: Settings | None = None,
    intake: tuple[str, ...] = (),
) -> None:
    """Rows landed and every mart built."""
    connection.execute("set ieee_floating_point_ops = false")
    land(connection, tables)
    for statement in intake:
        connection.execute(statement)
    build(connection, settings or Settings(), loaded_on=AS_OF)
