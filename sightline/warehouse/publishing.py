"""Making a version of the warehouse out of a folder of exports, and putting it in force.

A version is named after everything that its content depends on, the day of loading included, so the same name always
means the same numbers. It is built, proven and sealed before anybody is pointed to it.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from sightline import audit, exports
from sightline.exports import Report
from sightline.exports.binding.marked import Review
from sightline.settings import ROOT, Settings
from sightline.warehouse import doubts, kept, versions
from sightline.warehouse.build import Progress, build, limit
from sightline.warehouse.history import keeping, store
from sightline.warehouse.history.manifest import Day, Manifest
from sightline.warehouse.inputs import fingerprint, given, made_with, read_with
from sightline.warehouse.lock import BUILDING, alone, tidy_if_idle
from sightline.warehouse.seal import Damaged, NoWarehouse, Seal, contents, intact, read_seal
from sightline.warehouse.unchanged import Unchanged
from sightline.warehouse.watch import watched

SAMPLE = ROOT / "data" / "sample"
"""The invented company, with which nobody's exports are compared."""
NOT_PUBLISHED = 2
"""Exit code of whatever changed nothing: the version before is in force."""


class NotPublished(Exception):
    """A load that changed nothing, with the sentences why; `report` says what became of each file."""

    def __init__(self, said: str, report: Report) -> None:
        super().__init__(f"{said} The data shown stays as it was.")
        self.report = report


@dataclass(frozen=True)
class Prepared:
    """A version that is built, proven and sealed, and that nobody need be pointed to yet.

    `doubts` are the sentences that speak against these exports; `is_new` is false where the version stood already.
    """

    path: Path
    source: Path
    report: Report
    doubts: Sequence[str]
    is_new: bool


def publish(
    folder: Path,
    out: Path,
    settings: Settings,
    *,
    progress: Progress | None = None,
    today: dt.date | None = None,
    reviews: Sequence[Review] = (),
    anyway: bool = False,
    who: str = audit.KEEPER,
    is_partial: bool = False,
) -> tuple[Path, Report]:
    """Load a folder of exports, build, reconcile, prove, seal and point to the version; its path and the load report.

    `reviews` are the inspections marked in Sightline itself, which are part of what is loaded. `who` loads, which the
    seal and the record tell. `anyway` publishes what is doubted. What cannot be loaded, is doubted, does not add up or
    does not fit on the disk changes nothing: the pointer stays where it was. Where the same was published before on the
    same day, that version is pointed to again. `is_partial` declares that these exports hold a part of the company:
    what is missing on their day has not gone.
    Raises NotPublished, exports.ExportError, BuildError, Damaged or NoWarehouse.
    """
    with alone(out, progress):
        accepted = None if anyway else ()
        load = Load(folder, out, settings, progress, today or dt.date.today(), reviews, who, is_partial)
        return _publish(load, accepted)


@dataclass(frozen=True)
class Load:
    """What is loaded, where to, by whom and with what."""

    folder: Path
    out: Path
    settings: Settings
    progress: Progress | None
    today: dt.date
    reviews: Sequence[Review]
    who: str
    is_partial: bool = False


def _publish(load: Load, accepted: Collection[str] | None) -> tuple[Path, Report]:
    """What `publish` does, for who holds the lock; doubts that are `accepted` do not count, and none do for null."""
    made = _prepare(load)
    asked = speaks_against(load.out, made, load.settings)
    against = [] if accepted is None else [doubt for doubt in asked if doubt not in accepted]
    if against:
        if made.is_new:
            versions.remove(made.path)
        raise NotPublished(" ".join([*against, doubts.ANYWAY]), made.report)
    put_in_force(made, load.settings, load.who)
    return made.path, made.report


def prepare(
    folder: Path,
    out: Path,
    settings: Settings,
    *,
    progress: Progress | None = None,
    today: dt.date | None = None,
    reviews: Sequence[Review] = (),
    who: str = audit.KEEPER,
    is_partial: bool = False,
) -> Prepared:
    """The version that `publish` would point to, to be looked at first: built, proven and sealed, in force for nobody.

    Raises as `publish` does, but for doubts, which it tells.
    """
    with alone(out, progress):
        return _prepare(Load(folder, out, settings, progress, today or dt.date.today(), reviews, who, is_partial))


def _prepare(load: Load) -> Prepared:
    """What `prepare` does, for who holds the lock."""
    folder, out = load.folder, load.out
    read_from, inputs = given(folder), fingerprint(folder, load.settings, load.reviews)
    settings = exports.read_profile(folder).settings(load.settings)
    store.sweep(out)
    history = store.in_force(out)
    if path := _made_before(load, inputs, history):
        with versions.opened(path, settings) as connection:
            report = exports.report_of(connection, folder, settings)
        return Prepared(path, folder, report, read_seal(path)["doubted"], is_new=False)
    before, currency = versions.in_force(out), settings.reporting_currency
    building, way = out / BUILDING, read_with(folder, settings)
    begun = kept.begin(out, building, way, folder, settings)
    with (
        duckdb.connect(str(building)) as connection,
        watched(connection, settings.load_step_seconds, load.progress) as step,
    ):
        limit(connection, settings)
        report = exports.load(
            connection,
            folder,
            settings,
            _share(step, 0.0, 0.7),
            load.reviews,
            today=load.today,
            begun=begun,
            keep=lambda: kept.keep(connection, out, building, way),
        )
        if report.exit_code == NOT_PUBLISHED:
            raise NotPublished(f"Nothing in {folder} could be loaded.", report)
        doubted = doubts.doubts(connection, report, settings)
        unchanged = _unchanged(connection, before, out)
        said: Seal = {}

        def remember(day: dt.date) -> None:
            if _is_invented(folder):
                said.update(history=store.write(out, history))
                return
            step("Keeping the day in history", 0.7)
            told = keeping.remember(connection, out, history, day, settings, is_partial=load.is_partial)
            doubted.extend(told.doubts)
            said.update(history=store.write(out, told.manifest), day=told.day.isoformat())

        build(
            connection,
            settings,
            loaded_on=load.today,
            progress=_share(step, 0.7, 1.0),
            unchanged=unchanged,
            before_marts=remember,
        )
        report = exports.report_of(connection, folder, settings)
        step("Sealing", 1.0)
        unchanged.let_go()
        sizes = doubts.sizes(connection, currency)
        built = contents(connection, unchanged.held)
        connection.execute("checkpoint")  # closing would do it too, and say nothing where the disk is full
    path = versions.place(out, f"{_named(inputs, said['history'])}-{load.today:%Y%m%d}")
    if path.exists():
        return Prepared(path, folder, report, doubted, is_new=False)
    said |= {"inputs": inputs, "loaded_by": load.who, "loaded_on": load.today.isoformat(), "doubted": doubted}
    said |= {"is_partial": load.is_partial, "given": read_from, "in_force_at": None}
    said |= {"sizes": sizes, "reporting_currency": currency, "made_with": made_with(), "made_of": unchanged.made_of}
    versions.settle(building, path, built, folder, **said)
    return Prepared(path, folder, report, doubted, is_new=True)


def _made_before(load: Load, inputs: str, history: Manifest) -> Path | None:
    """The version of the same exports, made on the same day, that another load would end in; null where none would."""
    for seal in versions.standing(load.out):
        if (seal.get("inputs"), seal.get("loaded_on")) != (inputs, load.today.isoformat()):
            continue
        stood_on = store.read(load.out, seal["history"])
        if "day" in seal:
            day = dt.date.fromisoformat(seal["day"])
            told = stood_on.days.get(day, Day())
            daily = load.settings.history_daily_days
            is_same = history.with_day(day, told).thinned(daily) == stood_on and told.is_partial == load.is_partial
        else:
            is_same = history == stood_on
        path = load.out / str(seal["file"])
        if is_same and intact(path):
            return path
    return None


def _named(inputs: str, history: str) -> str:
    """The name of a version but for the day of loading: of all that is loaded, and of all that is remembered."""
    return hashlib.sha256(f"{inputs} {history}".encode()).hexdigest()[:16]


def speaks_against(out: Path, made: Prepared, settings: Settings) -> list[str]:
    """What should be asked before this version is put in force: doubts of its own, and totals that jump.

    Nothing speaks against the version that is in force.
    """
    before = versions.in_force(out)
    if made.path.stem == before.get("version"):
        return []
    return [*made.doubts, *_jumps(before, made.source, read_seal(made.path)["sizes"], settings)]


def put_in_force(made: Prepared, settings: Settings, who: str = audit.KEEPER) -> None:
    """Point to a version, write down that it is in force, and sweep the oldest away; nothing where it is already.

    The same exports out of two folders are one version: from now on it is of the folder and the person given here.
    """
    out = made.path.parent
    if made.path.stem != versions.in_force(out).get("version"):
        versions.belongs(made.path, made.source, who)
        versions.point(made.path)
        told, doubted = str(made.source), len(made.doubts)
        audit.of(out).record("load", who=who, source=told, version=made.path.stem, doubts=doubted)
        versions.sweep(out, settings.versions_kept)


def roll_back(out: Path, version: str, who: str = audit.KEEPER) -> None:
    """Point back, or forth, to a version that is kept, and write down who did it; nothing where it is in force already.

    What lies in its folder of exports at that moment is loaded again by whoever asks for it, and never by itself.
    Raises NoWarehouse where no such version is kept or another release made it, Damaged where a byte of it is not in
    order: the version in force stays.
    """
    with alone(out, None):
        before = versions.in_force(out).get("version")
        if version == before:
            return
        if version not in [seal["version"] for seal in versions.standing(out)]:
            raise NoWarehouse(f"No version {version} is kept in {out}: `versions` lists those that are.")
        path = out / f"{version}.duckdb"
        if not intact(path):
            raise Damaged(f"The warehouse version {version} is not as it was sealed, and is not put in force.")
        seal = read_seal(path)
        if seal.get("made_with") != made_with():
            raise NoWarehouse(f"The version {version} was made by another release: load its exports again.")
        versions.point(path, left=given(Path(seal["source"])))
        audit.of(out).record("rollback", who=who, version=version, left=before)


def _unchanged(connection: duckdb.DuckDBPyConnection, before: Seal, out: Path) -> Unchanged:
    """What can be taken from the version in force: nothing where other code made it or a byte of it is not in order."""
    path = out / before["file"] if before.get("made_with") == made_with() else None
    return Unchanged(connection, path if path and intact(path) else None, before.get("made_of", {}))


def _jumps(before: Seal, folder: Path, sizes: dict[str, float], settings: Settings) -> list[str]:
    """What the load does to the totals in force, unless one of the two is the invented company."""
    invented = before.get("source") == str(SAMPLE.resolve()) or _is_invented(folder)
    return [] if invented else doubts.jumps(before.get("sizes", {}), sizes, settings)


def _is_invented(folder: Path) -> bool:
    return folder.resolve() == SAMPLE.resolve()


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

    A new day alone makes no new version: the numbers are those of the day on which the exports were loaded. What was
    published in spite of doubts is loaded anew in spite of the same ones. Where a load was undone, what lay in the
    folder then is not loaded again, unless the version in force was made by another release. Raises as `publish` does.
    """

    def unchanged() -> bool:
        seal = versions.in_force(out)
        if not seal or not intact(out / seal["file"]):
            return False
        left = versions.pointer(out).get("left")
        if left and left == given(folder):
            return bool(seal.get("made_with") == made_with())
        is_same = seal.get("inputs") == fingerprint(folder, settings, reviews)
        return bool(is_same and seal.get("history") == store.name_in_force(out))

    if unchanged():
        tidy_if_idle(out)
        return versions.current(out)
    with alone(out, progress):
        if not unchanged():
            accepted = versions.in_force(out).get("doubted", ())
            day, seal = today or dt.date.today(), versions.in_force(out)
            is_partial = bool(seal.get("is_partial") and seal.get("given") == given(folder))
            _publish(Load(folder, out, settings, progress, day, reviews, audit.KEEPER, is_partial), accepted)
        return versions.current(out)


def _share(progress: Progress, start: float, end: float) -> Progress:
    return lambda text, done: progress(text, start + (end - start) * done)
