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


def fingerprint(folder: Path, settings: Settings, reviews: Sequence[Review] = ()) -> str:
    """What changes when an export, its age, a mark, a setting, a query, the contract or the code that reads changes."""
    digest = hashlib.sha256(repr(settings).encode() + duckdb.__version__.encode())
    rooms = [path for room in ("contract", "exports", "warehouse") for path in (_CODE / room).rglob("*.*")]
    ours = [path for path in [*rooms, *queries.QUERIES.rglob("*.*")] if path.suffix in (".py", ".csv", ".sql")]
    given = exports.files_read(folder) if folder.is_dir() else []
    for path in [*sorted(ours), *given]:
        digest.update(os.fsencode(path.name) + b"\0" + _content(path))
    # the newer of two files wins where no export says when it was made
    for path in sorted(given, key=lambda path: (path.lstat().st_mtime_ns, path.name)):
        digest.update(os.fsencode(path.name) + b"\0")
    digest.update(repr(list(reviews)).encode())
    return digest.hexdigest()[:16]


def _content(path: Path) -> bytes:
    """What tells one content of a file from another; size and time where the file may not be read."""
    try:
        return sha256(path).encode()
    except OSError:
        known = path.lstat()
        return f"{known.st_size} {known.st_mtime_ns}".encode()
