"""A folder that is watched: what is put there and has settled goes the way of a drop, without anybody at a screen.

The same doors: a process with bounds reads, a version is made and looked at, and one that is doubted is not published.
What lies in the folder stays there; each change of it is loaded once. One watch at a time loads into a warehouse: a
second would publish its folder over that of the first, and the first its own again, for ever.
"""

import hashlib
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from sightline import audit
from sightline.drops import child, receive, store
from sightline.exports import ExportError, files_read
from sightline.settings import Settings

_LOCK = ".watching.lock"
_SEEN = ".watched"
"""What of a folder was loaded last, kept beside the versions: a watch that is started again loads nothing twice."""

Look = dict[str, tuple[int, int]]
"""Size and time of each file, by name."""


class Watch:
    """One watched folder, and what it looked like the last time; `is_partial` where it holds a part of the company."""

    def __init__(self, folder: Path, out: Path, settings: Settings, *, is_partial: bool = False) -> None:
        self.folder, self.out, self._settings, self._is_partial = folder, out, settings, is_partial
        self._before: Look = {}

    def look(self) -> str:
        """Look once, and load what has settled since the last load: a sentence, empty where there is nothing to say.

        A file has settled when two looks find the same size and time; one that goes before it is copied has not.
        Raises ExportError where there is no folder.
        """
        now = _looked_at(self.folder)
        has_settled, self._before = bool(now) and now == self._before, now
        told = hashlib.sha256(repr(sorted(now.items())).encode()).hexdigest()
        if not has_settled or told == self._loaded_last():
            return ""
        said = self._load(sorted(now))
        if said:
            (self.out / _SEEN).write_text(f"{self.folder.resolve()}\n{told}", encoding="utf-8")
        return said

    def sentences(self) -> Iterator[str]:
        """A sentence for each load, for as long as somebody listens. Raises ExportError where another watch does."""
        self.out.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.out / _LOCK, timeout=0):
                while True:
                    if said := self.look():
                        yield said
                    time.sleep(self._settings.watch_seconds)
        except Timeout as error:
            raise ExportError(
                f"Another watch loads into {self.out} already: end it first, or name another warehouse."
            ) from error

    def _loaded_last(self) -> str:
        try:
            folder, told = (self.out / _SEEN).read_text(encoding="utf-8").split("\n")
        except (OSError, ValueError):
            return ""
        return told if folder == str(self.folder.resolve()) else ""

    def _load(self, names: list[str]) -> str:
        """Load what lies in the folder as one drop, and say what came of it; nothing where a file has gone."""
        drop = store.begin(self.out, audit.KEEPER, self._settings, is_watched=True)
        refused = [why for name in names if (why := receive.why_not(name))]
        try:
            for name in names:
                if not receive.why_not(name):
                    shutil.copy2(self.folder / name, drop.inbox / name)
        except FileNotFoundError:
            store.discard(drop)
            return ""
        child.start(drop, "unattended", self._settings, refused=refused, is_partial=self._is_partial)
        state = child.wait(drop)
        told = drop.answer("unattended")
        if told and not told.get("is_published"):  # one that broke off keeps its log, until the next begins
            store.discard(drop)
        return f"{self.folder.name}: {told.get('said') or told.get('fault') or state.fault or child.BROKEN_OFF}"


def _looked_at(folder: Path) -> Look:
    """Size and time of what a load would read of a folder. Raises ExportError where it is none."""
    if not folder.is_dir():
        raise ExportError(f"{folder} is no folder: name the one that exports are put into.")
    try:
        found = {path.name: path.stat() for path in files_read(folder)}
    except OSError:  # gone while it was looked at: not settled
        return {}
    return {name: (status.st_size, status.st_mtime_ns) for name, status in found.items()}
