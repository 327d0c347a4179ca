"""Immutable versions of the warehouse: published under a pointer, opened read-only, never overwritten.

A version is named after everything that its content depends on, the day of loading included, so the same name always
means the same numbers. A half-built DuckDB file opens cleanly and looks empty, so only a sealed file is trusted.
"""

import contextlib
import datetime as dt
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from sightline import exports, queries
from sightline.exports import Report
from sightline.exports.binding.marked import Review
from sightline.settings import ROOT, Settings
from sightline.warehouse import doubts
from sightline.warehouse.build import BuildError, Progress, build
from sightline.warehouse.seal import (
    Damaged,
    NoWarehouse,
    Seal,
    contents,
    intact,
    prove,
    read_seal,
    seal_path,
    sha256,
    sync,
    write_json,
    write_seal,
)

POINTER = "current.json"
SAMPLE = ROOT / "data" / "sample"
"""The invented company, with which nobody's exports are compared."""
NOT_PUBLISHED = 2
"""Exit code of whatever changed nothing: the version before is in force."""
_CODE = Path(__file__).resolve().parent.parent
_NAME = re.compile(r"[0-9a-f]{16}(-\d+)?")


class NothingLoaded(Exception):
    """No file of a folder could be loaded; `report` says why, file by file."""

    def __init__(self, folder: Path, report: Report) -> None:
        super().__init__(f"Nothing in {folder} could be loaded, so the data shown stays as it was.")
        self.report = report


class Doubted(Exception):
    """A load that can be read and is not published unless asked for; `report` says what was read."""

    def __init__(self, reasons: Sequence[str], report: Report) -> None:
        super().__init__(
            "Not published, so the data shown stays as it was. " + " ".join(reasons) + " Where this is right, load with"
            " --anyway."
        )
        self.report = report


@dataclass(frozen=True)
class Warehouse:
    """One opened version. `connection` is only for the one function that runs queries."""

    version: str
    path: Path
    connection: duckdb.DuckDBPyConnection

    @cached_property
    def seal(self) -> Seal:
        """What was sealed: version, inputs, day of loading, rows, sizes, and when."""
        return read_seal(self.path)


def publish(
    folder: Path,
    out: Path,
    settings: Settings,
    *,
    progress: Progress | None = None,
    today: dt.date | None = None,
    reviews: Sequence[Review] = (),
    anyway: bool = False,
) -> tuple[Path, Report]:
    """Load a folder of exports, build, reconcile, prove, seal and point to the version; its path and the load report.

    `reviews` are the inspections marked in Sightline itself, which are part of what is loaded. `anyway` publishes what
    is doubted. What cannot be loaded, is doubted, does not add up or does not fit on the disk changes nothing: the
    pointer stays where it was. Where the same was published before on the same day, that version is pointed to again.
    Raises NothingLoaded, Doubted, exports.ExportError, BuildError, Damaged or NoWarehouse.
    """
    with _alone(out, progress):
        return _publish(folder, out, settings, progress, today or dt.date.today(), reviews, anyway)


def _publish(
    folder: Path,
    out: Path,
    settings: Settings,
    progress: Progress | None,
    today: dt.date,
    reviews: Sequence[Review],
    anyway: bool,
) -> tuple[Path, Report]:
    inputs = fingerprint(folder, settings, reviews)
    path, sealed = _place(out, _named(inputs, today))
    settings = exports.read_profile(folder).settings(settings)
    if sealed:
        with _opened(path, settings) as connection:
            report = exports.report_of(connection, folder, settings)
        write_json(out / POINTER, {"version": path.stem})
        return path, report
    building = out / f".building-{os.getpid()}.duckdb"
    try:
        with duckdb.connect(str(building)) as connection:
            limit(connection, settings)
            report = exports.load(connection, folder, settings, _share(progress, 0.0, 0.7), reviews, today=today)
            if report.exit_code == NOT_PUBLISHED:
                raise NothingLoaded(folder, report)
            _ask([] if anyway else doubts.doubts(connection, report, settings), report)
            build(connection, settings, loaded_on=today, progress=_share(progress, 0.7, 1.0))
            sizes = doubts.sizes(connection, settings.reporting_currency)
            _ask([] if anyway else doubts.jumps(_sizes_in_force(out, folder), sizes, settings), report)
            built = contents(connection)
            connection.execute("checkpoint")
        prove(building, built)
        building.rename(path)
        sync(out)
        seal = {
            "version": path.stem,
            "inputs": inputs,
            "loaded_on": today,
            "rows": {table: int(found["rows"]) for table, found in built.items()},
            "sizes": sizes,
            "source": str(folder.resolve()),
            "reporting_currency": settings.reporting_currency,
            "sealed_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        }
        write_seal(path, seal)
        write_json(out / POINTER, {"version": path.stem})
    except (duckdb.Error, OSError) as error:
        if exports.is_out_of_room(error):
            raise BuildError(f"{exports.NO_ROOM} The data shown stays as it was.") from error
        raise
    finally:
        tidy(out)
    sweep(out, settings.versions_kept)
    return path, report


def _ask(doubted: list[str], report: Report) -> None:
    if doubted:
        raise Doubted(doubted, report)


def _place(out: Path, name: str) -> tuple[Path, bool]:
    """Where a version of this name lies, and whether it is there already.

    A file that is there is never replaced, also not a damaged one that somebody may be reading: the next number is
    taken.
    """
    path, number = out / f"{name}.duckdb", 1
    while path.exists():
        if intact(path):
            return path, True
        number += 1
        path = out / f"{name}-{number}.duckdb"
    return path, False


def _sizes_in_force(out: Path, folder: Path) -> dict[str, float]:
    """The sizes of the version in force; empty where there is none, or it is the invented company."""
    try:
        seal = read_seal(out / f"{current(out)}.duckdb")
    except (NoWarehouse, Damaged):
        return {}
    invented = str(SAMPLE.resolve())
    return {} if invented in (seal["source"], str(folder.resolve())) else seal.get("sizes", {})


def ensure(
    folder: Path,
    out: Path,
    settings: Settings,
    *,
    progress: Progress | None = None,
    today: dt.date | None = None,
    reviews: Sequence[Review] = (),
) -> str:
    """The current version where its inputs are unchanged and every byte of it is in order, else a new one.

    A new day alone makes no new version: the numbers are those of the day on which the exports were loaded.
    """

    def unchanged() -> bool:
        with contextlib.suppress(NoWarehouse, Damaged):
            path = out / f"{current(out)}.duckdb"
            return read_seal(path).get("inputs") == fingerprint(folder, settings, reviews) and intact(path)
        return False

    if unchanged():
        with contextlib.suppress(Timeout), _lock(out).acquire(blocking=False):
            tidy(out)
        return current(out)
    with _alone(out, progress):
        if not unchanged():
            _publish(folder, out, settings, progress, today or dt.date.today(), reviews, anyway=False)
        return current(out)


def current(out: Path) -> str:
    """The version the pointer names. Raises NoWarehouse where there is none, Damaged where its file is not in order."""
    try:
        version = str(json.loads((out / POINTER).read_text(encoding="utf-8"))["version"])
    except (FileNotFoundError, NotADirectoryError):
        raise NoWarehouse(f"No warehouse in {out} yet. Load a folder of exports first.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"The pointer {out / POINTER} cannot be read. Load the exports again.") from error
    read_seal(out / f"{version}.duckdb")
    return version


def source_of(out: Path) -> Path | None:
    """The folder of exports behind the version in force, also where its file is damaged; null where nobody knows."""
    try:
        version = json.loads((out / POINTER).read_text(encoding="utf-8"))["version"]
        return Path(json.loads(seal_path(out / f"{version}.duckdb").read_text(encoding="utf-8"))["source"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def open_version(out: Path, version: str, settings: Settings) -> Warehouse:
    """One version, opened read-only, limited and locked down. Raises Damaged where it is not as it was sealed.

    Limits are set after connecting because some are reported but not enforced when given to connect; after the
    lock no statement can read a file, attach a database or change a setting.
    """
    path = out / f"{version}.duckdb"
    seal = read_seal(path)
    try:
        connection = _opened(path, settings)
    except duckdb.Error as error:
        raise Damaged(f"The warehouse version {version} is damaged. Load the exports again.") from error
    tables = dict(
        connection.execute("select schema_name || '.' || table_name, estimated_size from duckdb_tables()").fetchall()
    )
    if tables != seal["rows"]:
        connection.close()
        raise Damaged(f"The warehouse version {version} holds other rows than were sealed. Load the exports again.")
    return Warehouse(version=version, path=path, connection=connection)


def _opened(path: Path, settings: Settings) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path), read_only=True, config={"python_enable_replacements": False})
    limit(connection, settings)
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


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


def tidy(out: Path) -> None:
    """Remove what a load left that was killed or ran out of room. Only for who holds the lock."""
    for leftover in [*out.glob(".building*"), *out.glob(".*.json.new")]:
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()
    for path in out.glob("*.duckdb"):
        if _NAME.fullmatch(path.stem) and not seal_path(path).exists():
            path.unlink()
    for seal in out.glob("*.seal.json"):
        if _NAME.fullmatch(_version(seal)) and not (out / f"{_version(seal)}.duckdb").exists():
            seal.unlink()


@contextlib.contextmanager
def _alone(out: Path, progress: Progress | None) -> Iterator[None]:
    """One load into a folder at a time; a second waits and says so. Raises NoWarehouse where the folder is none."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoWarehouse(f"{out} is no folder that can hold the warehouse: name another one.") from error
    lock = _lock(out)
    while not lock.is_locked:
        try:
            lock.acquire(timeout=1)
        except Timeout:
            if progress:
                progress("Waiting for another load into the same folder", 0.0)
        except OSError as error:
            raise NoWarehouse(f"{out} cannot be written to ({error.strerror}): name another folder.") from error
    try:
        tidy(out)
        yield
    finally:
        lock.release()


def _lock(out: Path) -> FileLock:
    return FileLock(out / ".loading.lock", thread_local=False)


def _version(seal: Path) -> str:
    return seal.name.removesuffix(".seal.json")


def _named(inputs: str, loaded_on: dt.date) -> str:
    """The name of a version: a short form of all that its content depends on."""
    return hashlib.sha256(f"{inputs} {loaded_on.isoformat()}".encode()).hexdigest()[:16]


def fingerprint(folder: Path, settings: Settings, reviews: Sequence[Review] = ()) -> str:
    """What changes when an export, its age, a mark, a setting, a query, the contract or the code that reads changes."""
    digest = hashlib.sha256(repr(settings).encode() + duckdb.__version__.encode())
    rooms = [path for room in ("contract", "exports", "warehouse") for path in (_CODE / room).rglob("*.*")]
    ours = [path for path in [*rooms, *queries.QUERIES.rglob("*.*")] if path.suffix in (".py", ".csv", ".sql")]
    for path in sorted(ours):
        digest.update(str(path.relative_to(_CODE.parent)).encode() + b"\0" + _content(path))
    given = exports.files_read(folder) if folder.is_dir() else []
    for path in given:
        digest.update(os.fsencode(path.name) + b"\0" + _content(path))
    # the newer of two files wins where no export says when it was made
    for path in sorted(given, key=lambda path: (path.lstat().st_mtime_ns, path.name)):
        digest.update(os.fsencode(path.name) + b"\0")
    digest.update(repr(list(reviews)).encode())
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    """What tells one content of a file from another; size and time where the file may not be read."""
    try:
        return sha256(path).encode()
    except OSError:
        known = path.lstat()
        return f"{known.st_size} {known.st_mtime_ns}".encode()


def limit(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Set how much memory, disk and threads a connection may use, and how it calculates."""
    connection.execute(f"set threads = {int(settings.threads)}")
    connection.execute(f"set memory_limit = '{settings.memory_limit}'")
    connection.execute(f"set max_temp_directory_size = '{settings.temp_limit}'")
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
