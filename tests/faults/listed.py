"""The planted faults: what somebody could break by a slip, and the tests that must then turn red."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from sightline.settings import ROOT

LIST = Path(__file__).with_name("faults.toml")


class Drifted(Exception):
    """A fault that can no longer be planted, because its text is gone or stands there more than once."""


@dataclass(frozen=True)
class Fault:
    """One slip: in which room, what it would do, where it is planted, and the tests that must notice."""

    room: str
    says: str
    file: str
    find: str
    put: str
    tests: tuple[str, ...]

    def planted(self, tree: Path) -> str:
        """The file's text with the fault in it. Raises Drifted."""
        path = tree / self.file
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if (places := text.count(self.find)) != 1:
            raise Drifted(f"{self.file} holds this {places} times instead of once: {self.find}")
        return text.replace(self.find, self.put)


def listed(word: str = "") -> list[Fault]:
    """The faults whose room, sentence or file holds a word."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["fault"]
    faults = [Fault(**{**row, "tests": tuple(row["tests"])}) for row in rows]
    return [fault for fault in faults if word in f"{fault.room} {fault.says} {fault.file}"]


def drifted(faults: list[Fault], tree: Path = ROOT) -> list[str]:
    """A sentence for each fault that can no longer be planted."""
    found = []
    for fault in faults:
        try:
            fault.planted(tree)
        except Drifted as error:
            found.append(f"{fault.says} {error}")
    return found
