"""One load into a folder at a time, and nothing left behind by one that was killed."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from sightline import exports
from sightline.warehouse.build import BuildError, Progress
from sightline.warehouse.seal import NoWarehouse

BUILDING = ".building.duckdb"
"""The file that is being built; nobody is ever pointed to it."""


@contextlib.contextmanager
def alone(out: Path, progress: Progress | None) -> Iterator[None]:
    """One load into a folder at a time; a second waits and says so.

    Raises NoWarehouse where the folder is none or cannot be written to, and BuildError where its disk is full.
    """
    lock = _lock(out)
    try:
        _acquire(lock, out, progress)
        _tidy(out)
        yield
    except (duckdb.Error, OSError) as error:
        if exports.is_out_of_room(error):
            raise BuildError(f"{exports.NO_ROOM} The data shown stays as it was.") from error
        raise
    finally:
        if lock.is_locked:
            _tidy(out)
        lock.release()


def tidy_if_idle(out: Path) -> None:
    """Remove what a load left that was killed, unless one is under way or the folder can only be read."""
    with contextlib.suppress(OSError), _lock(out).acquire(blocking=False):
        _tidy(out)


def _acquire(lock: FileLock, out: Path, progress: Progress | None) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        while not lock.is_locked:
            with contextlib.suppress(Timeout):
                lock.acquire(timeout=1)
                break
            if progress:
                progress("Waiting for another load into the same folder", 0.0)
    except OSError as error:
        if exports.is_out_of_room(error):
            raise
        raise NoWarehouse(
            f"{out} is no folder that a warehouse can be written to ({error.strerror}): name another one."
        ) from error


def _tidy(out: Path) -> None:
    """Remove half-built files with what DuckDB wrote aside, half-written texts, and seals whose file never came."""
    for leftover in [*out.glob(".building*"), *out.glob(".*.json.new"), *out.glob("history/.*.json.new")]:
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()
    for seal in out.glob("*.seal.json"):
        if not (out / seal.name.replace(".seal.json", ".duckdb")).exists():
            seal.unlink()


def _lock(out: Path) -> FileLock:
    return FileLock(out / ".loading.lock", thread_local=False)
