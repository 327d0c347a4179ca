"""All that the content of a version depends on but the day of loading, as one short text."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import duckdb

from sightline import exports, queries
from sightline.exports.binding.marked import Review
from sightline.settings import Settings
from sightline.warehouse.seal import sha256

_CODE = Path(__file__).resolve().parent.parent


def read_with(folder: Path, settings: Settings) -> str:
    """What changes when a file of the folder would be read differently, though its bytes are the same."""
    digest = hashlib.sha256(repr((duckdb.__version__, settings, exports.read_profile(folder))).encode())
    _add_code(digest, ("contract", "exports"))
    return digest.hexdigest()


def fingerprint(folder: Path, settings: Settings, reviews: Sequence[Review] = ()) -> str:
    """What changes when an export, its age, a mark, a setting, a query, the contract or the code that reads changes."""
    digest = hashlib.sha256(repr(settings).encode() + duckdb.__version__.encode())
    _add_code(digest, ("contract", "exports", "warehouse"), queries.QUERIES)
    digest.update(given(folder).encode())
    digest.update(repr(list(reviews)).encode())
    return digest.hexdigest()[:16]


def given(folder: Path) -> str:
    """What changes when a file in a folder of exports does, or the order of their ages."""
    digest = hashlib.sha256()
    files = exports.files_read(folder) if folder.is_dir() else []
    for path in files:
        digest.update(os.fsencode(path.name) + b"\0" + _content(path))
    # the newer of two files wins where no export says when it was made
    for path in sorted(files, key=lambda path: (path.lstat().st_mtime_ns, path.name)):
        digest.update(os.fsencode(path.name) + b"\0")
    return digest.hexdigest()


def made_with() -> str:
    """What changes when marts over the same rows could come out differently."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    _add_code(digest, ("contract", "warehouse"), queries.QUERIES)
    return digest.hexdigest()[:32]


def _add_code(digest: "hashlib._Hash", rooms: Sequence[str], *more: Path) -> None:
    """Take in every file of code, contract or questions in some rooms."""
    files = [path for folder in [*(_CODE / room for room in rooms), *more] for path in folder.rglob("*.*")]
    for path in sorted(path for path in files if path.suffix in (".py", ".csv", ".sql")):
        digest.update(os.fsencode(path.name) + b"\0" + _content(path))


def _content(path: Path) -> bytes:
    """What tells one content of a file from another; size and time where the file may not be read."""
    try:
        return sha256(path).encode()
    except OSError:
        known = path.lstat()
        return f"{known.st_size} {known.st_mtime_ns}".encode()
