"""A tiny company as a sealed warehouse that the app can open, as publishing leaves it."""

from pathlib import Path

import duckdb

from sightline.settings import Settings
from sightline.warehouse import versions
from sightline.warehouse.build import build
from sightline.warehouse.seal import Contents, contents
from tests.conftest import AS_OF, Rows, land

FILES_KEPT = 8
"""More than the tests of one page ask for in turn."""

_built: dict[str, tuple[bytes, Contents]] = {}


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
    folder.mkdir(parents=True, exist_ok=True)
    building = folder / "building"
    if given not in _built:
        with duckdb.connect(str(building)) as connection:
            assemble(connection, tables, settings, intake)
            held = contents(connection)
        _built[given] = building.read_bytes(), held
        while len(_built) > FILES_KEPT:
            _built.pop(next(iter(_built)))
    file, held = _built[given]
    building.write_bytes(file)
    made = folder / f"{version}.duckdb"
    versions.settle(building, made, held, folder, reporting_currency="USD")
    versions.point(made)
    return folder


def assemble(
    connection: duckdb.DuckDBPyConnection,
    tables: dict[str, Rows],
    settings: Settings | None = None,
    intake: tuple[str, ...] = (),
) -> None:
    """Rows landed and every mart built."""
    connection.execute("set global ieee_floating_point_ops = false")
    land(connection, tables)
    for statement in intake:
        connection.execute(statement)
    build(connection, settings or Settings(), loaded_on=AS_OF)
