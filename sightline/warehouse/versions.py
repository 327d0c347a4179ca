"""Immutable versions of the warehouse: published under a pointer, opened read-only, never overwritten.

A half-built DuckDB file opens cleanly and looks empty, so only a file with a seal beside it is trusted.
"""

import contextlib
import datetime as dt
import hashlib
import json
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from sightline import exports, queries
from sightline.exports import Report
from sightline.exports.binding.marked import Review
from sightline.settings import Settings
from sightline.warehouse.build import Progress, build

POINTER = "current.json"
NOTHING_LOADED = 2
"""Exit code of a load that found nothing it could use."""
_CODE = Path(__file__).resolve().parent.parent


class NoWarehouse(Exception):
    """There is no sealed version in this folder yet."""


class NothingLoaded(Exception):
    """No file of a folder could be loaded; `report` says why, file by file."""

    def __init__(self, folder: Path, report: Report) -> None:
        super().__init__(f"Nothing in {folder} could be loaded, so the data shown stays as it was.")
        self.report = report


@dataclass(frozen=True)
class Warehouse:
    """One opened version. `connection` is only for the one function that runs queries."""

    version: str
    path: Path
    connection: duckdb.DuckDBPyConnection

    @cached_property
    def seal(self) -> dict[str, Any]:
        """What was sealed: version, inputs, row counts, and when."""
        return dict(json.loads(_seal_path(self.path).read_text(encoding="utf-8")))


def publish(
    folder: Path,
    out: Path,
    settings: Settings,
    *,
    progress: Progress | None = None,
    today: dt.date | None = None,
    reviews: Sequence[Review] = (),
) -> tuple[Path, Report]:
    """Load a folder of exports, build, reconcile, seal and point to the new version; its path and the load report.

    `reviews` are the inspections marked in Sightline itself, which are part of what is loaded. A version is named
    after its inputs and the day they were loaded on, which decides what lies in the future; a sealed file is never
    replaced. A drop that cannot be loaded or does not add up changes nothing: the pointer stays where it was. Raises NothingLoaded,
    exports.ExportError or BuildError.
    """
    out.mkdir(parents=True, exist_ok=True)
    loaded_on = today or dt.date.today()
    version = f"{fingerprint(folder, settings, reviews)}-{loaded_on:%Y%m%d}"
    settings = exports.read_profile(folder).settings(settings)
    building = out / f".building-{os.getpid()}-{threading.get_ident()}.duckdb"
    building.unlink(missing_ok=True)
    connection = duckdb.connect(str(building))
    try:
        _limit(connection, settings)
        report = exports.load(connection, folder, settings, _share(progress, 0.0, 0.7), reviews)
        if report.exit_code == NOTHING_LOADED:
            raise NothingLoaded(folder, report)
        build(connection, settings, loaded_on=loaded_on, progress=_share(progress, 0.7, 1.0))
        rows = dict(
            connection.execute(
                "select schema_name || '.' || table_name, estimated_size from duckdb_tables() order by 1"
            ).fetchall()
        )
        connection.close()
        path = out / f"{version}.duckdb"
        if not _is_sealed(path):
            building.replace(path)
    finally:
        connection.close()
        for leftover in out.glob(f"{building.name}*"):
            leftover.unlink()
    if _is_sealed(path):  # the same exports on the same day: what somebody may be reading stays as it is
        _write(out / POINTER, {"version": version})
        return path, report
    seal = {
        "version": version,
        "file": path.name,
        "bytes": path.stat().st_size,
        "sha256": _sha256(path),
        "rows": rows,
        "source": str(folder.resolve()),
        "reporting_currency": settings.reporting_currency,
        "sealed_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }
    _write(_seal_path(path), seal)
    _write(out / POINTER, {"version": version})
    sweep(out, settings.versions_kept)
    return path, report


def ensure(
    folder: Path,
    out: Path,
    settings: Settings,
    *,
    progress: Progress | None = None,
    reviews: Sequence[Review] = (),
) -> str:
    """The current version where its inputs are unchanged, else a newly published one.

    A new day alone makes no new version: the numbers are those of the day on which the exports were loaded.
    """
    with contextlib.suppress(NoWarehouse):
        if current(out).rpartition("-")[0] == fingerprint(folder, settings, reviews):
            return current(out)
    publish(folder, out, settings, progress=progress, reviews=reviews)
    return current(out)


def current(out: Path) -> str:
    """The version the pointer names. Raises NoWarehouse where there is none or its file is not sealed."""
    pointer = out / POINTER
    if not pointer.exists():
        raise NoWarehouse(f"No warehouse in {out} yet. Load a folder of exports first.")
    version = str(json.loads(pointer.read_text(encoding="utf-8"))["version"])
    path = out / f"{version}.duckdb"
    if not path.exists() or not _seal_path(path).exists():
        raise NoWarehouse(f"The warehouse version {version} in {out} is incomplete. Load the exports again.")
    return version


def open_version(out: Path, version: str, settings: Settings) -> Warehouse:
    """One version, opened read-only, limited and locked down.

    Limits are set after connecting because some are reported but not enforced when given to connect; after the
    lock no statement can read a file, attach a database or change a setting.
    """
    path = out / f"{version}.duckdb"
    connection = duckdb.connect(str(path), read_only=True, config={"python_enable_replacements": False})
    _limit(connection, settings)
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return Warehouse(version=version, path=path, connection=connection)


def sweep(out: Path, newest: int) -> list[str]:
    """Names of the old versions removed: all but the current one and the `newest` sealed last.

    A page opened just before a load goes on reading its version, so the last few stay.
    """
    seals = sorted(out.glob("*.seal.json"), key=lambda seal: seal.stat().st_mtime_ns, reverse=True)
    keep = {current(out), *(_version(seal) for seal in seals[:newest])}
    removed = [_version(seal) for seal in seals if _version(seal) not in keep]
    for version in removed:
        (out / f"{version}.seal.json").unlink(missing_ok=True)
        (out / f"{version}.duckdb").unlink(missing_ok=True)
    return removed


def _is_sealed(path: Path) -> bool:
    """Whether a version is there as a whole; its file is then never replaced."""
    return path.exists() and _seal_path(path).exists()


def _version(seal: Path) -> str:
    return seal.name.removesuffix(".seal.json")


def fingerprint(folder: Path, settings: Settings, reviews: Sequence[Review] = ()) -> str:
    """A short name that changes when an export, a mark, a setting, a query or the code that reads them changes."""
    digest = hashlib.sha256(repr(settings).encode())
    rooms = [path for room in ("contract", "exports", "warehouse") for path in (_CODE / room).rglob("*.*")]
    ours = [path for path in rooms if path.suffix in (".py", ".csv")] + [*queries.QUERIES.rglob("*.*")]
    given = [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    for path in sorted(ours) + sorted(given):
        digest.update(path.name.encode() + b"\0" + _content(path))
    digest.update(repr(list(reviews)).encode())
    return digest.hexdigest()[:16]


def _content(path: Path) -> bytes:
    """What tells one content of a file from another; size and time where the file may not be read."""
    try:
        return _sha256(path).encode()
    except OSError:
        known = path.stat()
        return f"{known.st_size} {known.st_mtime_ns}".encode()


def _limit(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    connection.execute(f"set threads = {int(settings.threads)}")
    connection.execute("set memory_limit = $limit".replace("$limit", f"'{settings.memory_limit}'"))
    for switch in (
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "ieee_floating_point_ops = false",
        "error_on_division_by_zero = false",
    ):
        connection.execute(f"set {switch}")


def _share(progress: Progress | None, start: float, end: float) -> Progress | None:
    if progress is None:
        return None
    return lambda text, done: progress(text, start + (end - start) * done)


def _seal_path(path: Path) -> Path:
    return path.with_suffix(".seal.json")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, content: dict[str, Any]) -> None:
    """Replace atomically, so that a reader sees the old text or the new one, never half."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(json.dumps(content, indent=1, default=str), encoding="utf-8")
    temporary.replace(path)
