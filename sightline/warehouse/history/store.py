"""The history beside the versions: which one the next load goes on from, and what no version stands on any more."""

import json
import logging
from pathlib import Path

from sightline.warehouse import versions
from sightline.warehouse.history.entries import FOLDER, path_of
from sightline.warehouse.history.manifest import Manifest
from sightline.warehouse.seal import Damaged, NoWarehouse, replace_text


def in_force(out: Path) -> Manifest:
    """The history that the next load goes on from: that of the version in force, also where its file is damaged.

    Empty where nothing was ever kept. Raises Damaged where its text is not what was written.
    """
    name = name_in_force(out)
    return read(out, name) if name else Manifest()


def name_in_force(out: Path) -> str | None:
    """The name of that history; null where nothing was ever kept."""
    try:
        pointer = versions.pointer(out)
        named = pointer.get("history") or versions.told(out / f"{pointer['version']}.duckdb").get("history")
    except Damaged:
        seals = [versions.told(out / f"{name}.duckdb") for name in versions.sealed(out)]
        named = next((seal["history"] for seal in seals if "history" in seal), None)
    except NoWarehouse:
        named = None
    return named or None


def read(out: Path, name: str) -> Manifest:
    """The history of a name. Raises Damaged where its text is not there, or not what was written."""
    try:
        manifest = Manifest.read(_path(out, name).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(f"The history {_path(out, name)} cannot be read: bring it back from a backup.") from error
    if manifest.name != name:
        raise Damaged(f"The history {_path(out, name)} is not what was written: bring it back from a backup.")
    return manifest


def write(out: Path, manifest: Manifest) -> str:
    """Write a history down; its name."""
    path = _path(out, manifest.name)
    path.parent.mkdir(exist_ok=True)
    replace_text(path, manifest.text)
    return manifest.name


def sweep(out: Path) -> None:
    """Remove the entries and histories that neither a version that is kept nor the pointer stands on.

    Nothing is removed where what one of them stands on cannot be told. The caller holds the lock.
    """
    names = {name_in_force(out)}
    try:
        seals = [json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*.seal.json")]
        names |= {seal.get("history") for seal in seals}
        manifests = [read(out, name) for name in names if name]
    except (OSError, ValueError, Damaged):
        logging.getLogger(__name__).warning("Part of the history cannot be read, so that nothing of it is removed.")
        return
    if not manifests:
        return
    wanted = {_path(out, manifest.name) for manifest in manifests}
    wanted |= {path_of(out, entry) for manifest in manifests for entry in manifest.entries}
    for path in (out / FOLDER).iterdir():
        if path.is_file() and path not in wanted:
            path.unlink()


def size(out: Path, manifest: Manifest) -> int:
    """Bytes of all that a history stands on."""
    return sum(path_of(out, entry).stat().st_size for entry in manifest.entries if path_of(out, entry).exists())


def _path(out: Path, name: str) -> Path:
    return out / FOLDER / f"{name}.json"
