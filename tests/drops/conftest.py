"""A desk at which files are dropped: a warehouse of its own, and the steps of a drop without a process around them."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sightline.drops import steps, store
from sightline.drops.store import Drop
from sightline.settings import Settings
from tests.exports.drop import ACCOUNTS, DEAL, DEALS_HEADER, USERS

LOADER = "u-ops"
COMPANY = {"users.csv": USERS, "accounts.csv": ACCOUNTS, "opportunities.csv": DEALS_HEADER + DEAL}
"""Two people, two accounts and a deal."""
STRANGE = "Chance;Firma;Phase;Betrag;Abschluss am\nAuftrag;Acme;Unterschrieben;1.250,50;30.09.2026\n"
"""A deal in German, of which nobody but a person can say what its stage means."""
MADE_AT = 1_790_000_000


@dataclass
class Desk:
    """Somebody who loads, their warehouse, and the drop they are at."""

    out: Path
    settings: Settings = field(default_factory=Settings)
    who: str = LOADER

    @property
    def drop(self) -> Drop:
        """The drop at hand; a new one where there is none."""
        return store.open_of(self.out, self.who) or store.begin(self.out, self.who, self.settings)

    def put(self, files: Mapping[str, str | bytes]) -> Drop:
        """Let files arrive, each of an age of its own."""
        drop = self.drop
        for age, (name, content) in enumerate(files.items()):
            path = drop.inbox / name
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            os.utime(path, (MADE_AT + age, MADE_AT + age))
        return drop

    def step(self, name: str, **given: Any) -> dict[str, Any]:
        """What a step answers, which then lies beside the drop as its process would leave it."""
        drop = self.drop
        (drop.path / "scratch").mkdir(exist_ok=True)
        (drop.path / f"{name}.json").unlink(missing_ok=True)
        (drop.path / "given.json").write_text(json.dumps(given), encoding="utf-8")
        answer = steps.STEPS[name](drop.path, self.settings, lambda _, __: None)
        (drop.path / f"{name}.json").write_text(json.dumps(answer, default=str), encoding="utf-8")
        shutil.rmtree(drop.path / "scratch")
        return dict(json.loads((drop.path / f"{name}.json").read_text(encoding="utf-8")))

    def read(self, files: Mapping[str, str | bytes]) -> dict[str, Any]:
        """What is said of files that arrive."""
        self.put(files)
        return self.step("read")


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse into which the small company was loaded through a drop, to be copied before it is changed."""
    desk = Desk(tmp_path_factory.mktemp("loaded") / "warehouse")
    desk.read(COMPANY)
    looked = desk.step("preview")
    assert desk.step("publish", accepted=looked["asks"])["published"] == looked["version"]
    return desk.out


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk in front of an empty warehouse."""
    return Desk(tmp_path / "warehouse")


@pytest.fixture
def monday(loaded: Path, tmp_path: Path) -> Desk:
    """A desk on the Monday after the small company was loaded, with the drop that it was loaded from."""
    return after(loaded, tmp_path / "warehouse")


def after(loaded: Path, out: Path) -> Desk:
    """A desk at a copy of a warehouse, which knows the copy of the drop it was made of."""
    shutil.copytree(loaded, out)
    for seal in out.glob("*.seal.json"):
        seal.write_text(seal.read_text().replace(str(loaded.resolve()), str(out.resolve())))
    return Desk(out)
