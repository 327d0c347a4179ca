"""Nothing bad is ever published: full disks, kills, two loads at once, a day's change, exports that cannot be meant."""

import contextlib
import datetime as dt
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from sightline import audit, exports, serve
from sightline.audit.reading import lines
from sightline.settings import ROOT, Settings, read_settings
from sightline.warehouse import doubts, publishing, versions
from sightline.warehouse.build import BuildError
from sightline.warehouse.history import entries, store
from sightline.warehouse.inputs import fingerprint
from sightline.warehouse.seal import Damaged, NoWarehouse, contents
from tests.warehouse.test_versions import MINIMAL, dropped

MONDAY, TUESDAY = dt.date(2026, 10, 5), dt.date(2026, 10, 6)
MADE_AT = dt.datetime(2026, 10, 5, 6, tzinfo=dt.UTC).timestamp()
LOAD = """
import sys
from pathlib import Path
from sightline.settings import Settings
from sightline.warehouse import publishing
print(publishing.publish(Path(sys.argv[1]), Path(sys.argv[2]), Settings())[0].stem)
"""

Write = Callable[..., Path]


@pytest.fixture
def drop(tmp_path: Path) -> Write:
    """A function that writes the three required exports, some of them anew or not at all; it returns their folder."""
    folder = tmp_path / "drop"
    folder.mkdir()
    return lambda **given: written(folder, given)


def written(folder: Path, given: dict[str, str | None]) -> Path:
    """The folder with these exports, each of an age of its own, as the order of ages is an input."""
    texts = MINIMAL | {f"{table}.csv": text for table, text in given.items()}
    for age, (name, text) in enumerate(texts.items()):
        (folder / name).unlink(missing_ok=True)
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
            os.utime(folder / name, (MADE_AT + age, MADE_AT + age))
    return folder


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse made of the three required exports."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "drop").mkdir()
    return publishing.publish(written(folder / "drop", {}), folder / "out", Settings())[0].parent


@pytest.fixture
def out(published: Path, tmp_path: Path) -> Path:
    """A copy of it, so that publishing what `drop` writes when nothing is given loads nothing."""
    return Path(shutil.copytree(published, tmp_path / "out"))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder of exports and a warehouse made of it, to be copied before anything is done to it."""
    folder = tmp_path_factory.mktemp("sound")
    publishing.publish(dropped(folder / "drop"), folder / "out", read_settings())
    return folder / "drop", folder / "out"


def deals(amount: str = "100.50", count: int = 1) -> str:
    """An export of won deals of one amount."""
    header, line = MINIMAL["opportunities.csv"].splitlines()
    return "\n".join([header, *(line.replace("o1", f"o{n}").replace("100.50", amount) for n in range(count))]) + "\n"


def dateless() -> dict[str, str]:
    """Exports in which nothing tells a day, so that the day of loading does."""
    text = MINIMAL["opportunities.csv"].replace("2026-09-01,2026-05-01", "2027-09-01,2027-05-01")
    return {"opportunities": text}


def test_the_same_folder_twice_on_a_day_is_one_version_with_the_same_report(drop: Write, tmp_path: Path) -> None:
    """The second load points to the file that is there, also where another was in force meanwhile."""
    out, folder = tmp_path / "out", drop()
    first, report = publishing.publish(folder, out, Settings(), today=MONDAY)
    known = first.stat()
    publishing.publish(folder, out, Settings(max_plans_per_rep=9), today=MONDAY)

    said: list[str] = []
    again, told = publishing.publish(folder, out, Settings(), today=MONDAY, progress=lambda text, _: said.append(text))

    assert said == []
    assert (again, told.as_dict()) == (first, report.as_dict())
    assert (first.stat().st_ino, first.stat().st_mtime_ns) == (known.st_ino, known.st_mtime_ns)
    assert versions.current(out) == first.stem


def test_a_new_day_alone_loads_nothing_at_the_start_of_the_app(drop: Write, tmp_path: Path) -> None:
    """The numbers are those of the day on which the exports were loaded, until somebody loads again."""
    out, folder = tmp_path / "out", drop(**dateless())

    first = publishing.ensure(folder, out, Settings(), today=MONDAY)

    assert publishing.ensure(folder, out, Settings(), today=TUESDAY) == first


def test_the_age_of_files_is_part_of_the_name(drop: Write, tmp_path: Path) -> None:
    """The newer of two files wins where no export says when it was made, so their order is an input."""
    folder = drop()
    before = fingerprint(folder, Settings())
    os.utime(folder / "accounts.csv", ns=(0, 0))

    assert fingerprint(folder, Settings()) != before


@pytest.mark.parametrize("fault", ["cut", "turned bit", "no seal", "no file"])
def test_a_damaged_version_is_never_opened_and_is_loaded_again(
    sound: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """At the start of the app every byte is looked at; the sample never stands in for somebody's own data."""
    folder, out = sound[0], Path(shutil.copytree(sound[1], tmp_path / "out"))
    path = out / f"{versions.current(out)}.duckdb"
    content = path.read_bytes()
    if fault == "cut":
        path.write_bytes(content[:-4096])
    elif fault == "turned bit":
        path.write_bytes(content[:9000] + bytes((content[9000] ^ 1,)) + content[9001:])
    else:
        (path if fault == "no file" else path.with_suffix(".seal.json")).unlink()
    with pytest.raises(Damaged):
        versions.open_version(out, path.stem, Settings())
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(out))
    if fault == "no seal":  # then nobody knows which folder it came from
        with pytest.raises(Damaged, match="Load the exports again"):
            serve.ensure_warehouse()
        publishing.publish(folder, out, Settings())
    else:
        serve.ensure_warehouse()

    healed = versions.open_version(out, versions.current(out), Settings())
    assert healed.connection.execute("select count(*) from opportunities").fetchall() == [(1,)]
    assert healed.seal["source"] == str(folder)
    healed.connection.close()


def test_turned_bits_end_in_an_error_and_never_in_a_number(drop: Write, tmp_path: Path) -> None:
    """Every block of the file carries a checksum, which DuckDB holds against what it reads."""
    path, _ = publishing.publish(drop(opportunities=deals(count=500)), tmp_path / "out", Settings())
    content, chance = path.read_bytes(), random.Random(5)
    spoilt = tmp_path / "spoilt.duckdb"
    for _ in range(40):
        place = chance.randrange(len(content))
        spoilt.write_bytes(content[:place] + bytes((content[place] ^ 1 << chance.randrange(8),)) + content[place + 1 :])
        with contextlib.suppress(duckdb.Error), duckdb.connect(str(spoilt), read_only=True) as connection:
            found = connection.execute("select count(*), sum(amount) from opportunities").fetchall()[0]
            assert (found[0], float(found[1])) == (500, 50250.0)


def test_a_full_disk_publishes_nothing_and_leaves_the_good_version(
    drop: Write, small_disk: Callable[[int], Path], published: Path
) -> None:
    """At eight sizes, from too small for anything to just too small: one sentence, and what was in force stays."""
    disk = Path(shutil.copytree(published, small_disk(64 << 10), dirs_exist_ok=True))
    good, _ = publishing.publish(drop(), disk, Settings())
    used = sum(path.stat().st_blocks * 512 for path in disk.rglob("*")) >> 10
    need = good.stat().st_size >> 10
    for share in (0.0, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97):
        small_disk(used + int(need * share) + 4)
        with pytest.raises((BuildError, publishing.exports.ExportError), match="no room left"):
            publishing.publish(drop(opportunities=deals(count=3)), disk, Settings())
        assert versions.current(disk) == good.stem
        assert not list(disk.glob(".building*"))
        kept = versions.open_version(disk, good.stem, Settings())
        assert kept.connection.execute("select count(*) from opportunities").fetchall() == [(1,)]
        kept.connection.close()
        assert_history_is_whole(disk)
    small_disk(64 << 10)
    path, _ = publishing.publish(drop(opportunities=deals(count=3)), disk, Settings())
    assert versions.current(disk) == path.stem != good.stem


def test_a_file_that_lost_rows_on_the_way_to_the_disk_is_not_published(drop: Write, out: Path) -> None:
    """A disk that fills up has left files that open cleanly and hold nothing, with exit code 0."""
    good, _ = publishing.publish(drop(), out, Settings())
    lost = out / ".building.duckdb"
    shutil.copy(good, lost)
    with duckdb.connect(str(lost)) as connection:
        built = contents(connection)
        connection.execute("delete from marts.opportunities")
    with pytest.raises(Damaged, match=r"another marts\.opportunities than was built"):
        versions.settle(lost, out / "worse.duckdb", built, out)

    assert versions.current(out) == good.stem


def test_kills_at_any_moment_leave_the_good_version_and_the_next_start_tidies_up(drop: Write, out: Path) -> None:
    """A killed load holds no lock, points to nothing and leaves nothing behind after the next start."""
    good = publishing.ensure(drop(), out, Settings())
    folder, chance = drop(opportunities=deals(count=2000)), random.Random(3)
    for _ in range(4):
        child = subprocess.Popen([sys.executable, "-c", LOAD, folder, out], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        grown = chance.randrange(0, 6 << 20)
        _wait(child, lambda: bool(list(out.glob(".building*.duckdb"))))
        _wait(child, lambda grown=grown: _size_of_what_is_built(out) >= grown)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        in_force = versions.open_version(out, versions.current(out), Settings())
        assert in_force.connection.execute("select count(*) from opportunities").fetchall()[0][0] in (1, 2000)
        in_force.connection.close()
        assert_history_is_whole(out)
    drop()
    assert publishing.ensure(folder, out, Settings()) == good
    assert not list(out.glob(".building*"))
    assert {path.stem for path in out.glob("*.duckdb")} == {path.name.split(".")[0] for path in out.glob("*.seal.json")}


def assert_history_is_whole(out: Path) -> None:
    """Every version that is kept stands on a history of which every byte is as it was kept."""
    for seal in versions.standing(out):
        manifest = store.read(out, seal["history"])
        assert manifest.days
        entries.prove(out, manifest.entries)


def _wait(child: subprocess.Popen[str], until: Callable[[], bool]) -> None:
    """Return once something is so, or the child has ended; looked at often, not without a break."""
    while not until():
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(0.001)
            return


def _size_of_what_is_built(out: Path) -> int:
    size = 0
    for path in out.glob(".building*"):
        with contextlib.suppress(FileNotFoundError):
            size += path.stat().st_size
    return size


def test_a_second_load_waits_for_the_first_and_says_so(drop: Write, tmp_path: Path) -> None:
    """Two loads of one folder at once leave one version, built once."""
    out, folder, said = tmp_path / "out", drop(), []
    out.mkdir()
    waiting, done = threading.Event(), []

    def progress(text: str, _: float) -> None:
        said.append(text)
        if text.startswith("Waiting"):
            waiting.set()

    with FileLock(out / ".loading.lock"):
        second = threading.Thread(
            target=lambda: done.append(publishing.publish(folder, out, Settings(), progress=progress)[0])
        )
        second.start()
        assert waiting.wait(60)
        assert not (out / "current.json").exists()
    second.join()

    assert versions.current(out) == done[0].stem
    assert said[0].startswith("Waiting for another load")


def test_two_loads_of_one_folder_at_once_build_one_version(drop: Write, tmp_path: Path) -> None:
    """Whoever comes second finds it there, and no file is written twice."""
    out, folder = tmp_path / "out", drop()
    with ThreadPoolExecutor(2) as both:
        paths = [path for path, _ in both.map(lambda _: publishing.publish(folder, out, Settings()), range(2))]

    assert paths[0] == paths[1]
    assert [path.name for path in out.glob("*.duckdb")] == [paths[0].name]
    assert versions.current(out) == paths[0].stem


DOUBTS = {
    "refused": (
        {"accounts": "<html><body>Please sign in</body></html>"},
        "The required table accounts has no row: accounts.csv is refused: this is a web page",
    ),
    "refused under any name": (
        {"accounts": None, "report1712": "<html><body>Please sign in</body></html>"},
        "The required table accounts has no row: report1712.csv is refused",
    ),
    "empty": ({"opportunities": None, "Deals": ""}, "The required table opportunities has no row: Deals.csv is empty"),
    "header alone": (
        {"users": "user_id,full_name,role,manager_id\n"},
        "The required table users has no row: users.csv is empty: the file has a header and no rows",
    ),
    "left aside": (
        {"accounts": "colour,size\nred,3\n"},
        "The required table accounts has no row: accounts.csv is left",
    ),
    "no amounts": ({"opportunities": deals("")}, "None of the 1 rows of opportunities has an amount"),
    "set apart": (
        {"opportunities": deals(count=1) + "\n".join(deals("lots", 3).splitlines()[2:]) + "\n"},
        "Of 3 rows of opportunities.csv, 2 were rejected, more than 50%.",
    ),
    "cut short": (
        {"export_manifest": "file,exported_at,row_count\nusers.csv,2026-10-05 05:00:00,3\n"},
        "The manifest promises 3 rows of users.csv, and 2 were found",
    ),
    "not there": (
        {"export_manifest": "file,exported_at,row_count\nplans.csv,2026-10-05 05:00:00,3\n"},
        "The manifest promises 3 rows of plans.csv, and 0 were found",
    ),
}


@pytest.mark.parametrize("case", DOUBTS)
def test_exports_that_cannot_be_meant_are_doubted_with_a_sentence(drop: Write, case: str) -> None:
    """One sentence for each, which names the file and what is the matter."""
    given, sentence = DOUBTS[case]
    with duckdb.connect() as connection:
        report = exports.load(connection, drop(**given), Settings())
        [said] = doubts.doubts(connection, report, Settings())

    assert said.startswith(sentence)


@pytest.mark.parametrize(
    "given",
    [
        {"notes": ""},
        {"users": None},
        {"accounts2": "<html>"},
        {"export_manifest": "file,exported_at,row_count\nusers.csv,2026-10-05 05:00:00,2\n"},
    ],
    ids=["empty file of another kind", "not exported", "second file refused", "as promised"],
)
def test_exports_that_may_be_meant_are_not_doubted(drop: Write, given: dict[str, str | None]) -> None:
    """A folder may lack what nobody put there, and hold what nobody needs."""
    with duckdb.connect() as connection:
        report = exports.load(connection, drop(**given), Settings())
        assert doubts.doubts(connection, report, Settings()) == []


def test_a_doubted_load_is_published_only_when_asked_for(drop: Write, out: Path) -> None:
    """The version before stays in force; one word publishes all the same, and then holds for the same doubts."""
    good, _ = publishing.publish(drop(), out, Settings())
    folder = drop(opportunities=deals(""))
    with pytest.raises(publishing.NotPublished, match=r"has an amount.*--anyway.*stays as it was"):
        publishing.publish(folder, out, Settings())
    assert versions.current(out) == good.stem

    path, _ = publishing.publish(folder, out, Settings(), anyway=True)
    assert versions.current(out) == path.stem != good.stem
    assert publishing.ensure(folder, out, Settings(max_plans_per_rep=9)) not in (path.stem, good.stem)
    with pytest.raises(publishing.NotPublished, match="has an amount"):  # built before, and not in force
        publishing.publish(folder, out, Settings())

    with pytest.raises(publishing.NotPublished, match="accounts has no row"):
        publishing.ensure(drop(opportunities=deals(""), accounts="<html>"), out, Settings())


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (100.5, 10_050, ["Deals went from 100 to 10,050, 100 times or more."]),
        (100, 1, ["Deals went from 100 to 1, a loss of 99% or more."]),
        (100.5, 10_049, []),
        (100, 2, []),
        (0, 10_000, []),
    ],
)
def test_a_total_out_of_all_proportion_is_a_sentence(before: float, now: float, said: list[str]) -> None:
    """Cents read as units, or an export cut short; from nothing, or in another currency, every total may grow."""
    assert doubts.jumps({"deals": before, "in EUR": 5}, {"deals": now, "in USD": 500}, Settings()) == said


def test_totals_are_compared_with_the_version_in_force(drop: Write, out: Path) -> None:
    """A load that was built before is asked about too; the sample company is never the measure."""
    small, large = deals("100.50"), deals("10050.00")
    first, _ = publishing.publish(drop(opportunities=small), out, Settings())
    with pytest.raises(publishing.NotPublished, match="The amount of all deals in USD went from 100 to 10,050"):
        publishing.publish(drop(opportunities=large), out, Settings())
    publishing.publish(drop(opportunities=large), out, Settings(), anyway=True)
    with pytest.raises(publishing.NotPublished, match="a loss of 99% or more"):
        publishing.publish(drop(opportunities=small), out, Settings())

    pointed = json.loads((seal := out / f"{versions.current(out)}.seal.json").read_text())
    seal.write_text(json.dumps({**pointed, "source": str(publishing.SAMPLE.resolve())}))
    assert publishing.publish(drop(opportunities=small), out, Settings())[0] == first


def test_a_warehouse_folder_that_is_a_file_is_a_sentence(drop: Write, tmp_path: Path) -> None:
    """Named, with what to do."""
    (tmp_path / "out").write_text("")

    with pytest.raises(versions.NoWarehouse, match="is no folder that a warehouse can be written to"):
        publishing.publish(drop(), tmp_path / "out", Settings())


def test_undoing_a_load_points_to_the_version_before_and_says_who(drop: Write, out: Path) -> None:
    """One step, both ways: a load that should not have been made is undone, and the undoing too."""
    good = versions.current(out)
    worse, _ = publishing.publish(drop(opportunities=deals(count=2)), out, Settings(), who="p1")

    publishing.roll_back(out, good, who="p2")
    undone = versions.current(out)
    publishing.roll_back(out, worse.stem, who="p3")
    publishing.roll_back(out, worse.stem, who="nobody, as it is in force already")

    assert (undone, versions.current(out)) == (good, worse.stem)
    assert [(seal["version"], seal["loaded_by"]) for seal in versions.standing(out)] == [
        (worse.stem, "p1"),
        (good, audit.KEEPER),
    ]
    told = [(line.event, line.who, line.facts["version"], line.facts.get("left")) for line in lines(audit.of(out))]
    assert told[-3:] == [
        ("load", "p1", worse.stem, None),
        ("rollback", "p2", good, worse.stem),
        ("rollback", "p3", worse.stem, good),
    ]


def test_what_was_undone_is_not_loaded_again_by_itself(drop: Write, out: Path) -> None:
    """A start of the app leaves the version pointed back to in force, until the folder says something else."""
    good = versions.current(out)
    folder = drop(opportunities=deals(count=2))
    worse = publishing.ensure(folder, out, Settings())
    seal = json.loads((out / f"{good}.seal.json").read_text())
    (out / f"{good}.seal.json").write_text(json.dumps(seal | {"source": str(folder)}))

    publishing.roll_back(out, good)
    started = [publishing.ensure(folder, out, each) for each in (Settings(), Settings(max_plans_per_rep=9))]
    mended = publishing.ensure(drop(opportunities=deals(count=3)), out, Settings())

    assert started == [good, good]
    assert mended not in (good, worse)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("another name", "No version .* is kept"),
        ("a turned byte", "not as it was sealed"),
        ("another release", "made by another release"),
    ],
)
def test_a_version_that_cannot_be_shown_is_not_pointed_back_to(
    fault: str, sentence: str, drop: Write, out: Path
) -> None:
    """The sentence says why, and the version in force stays."""
    good = versions.current(out)
    now = publishing.ensure(drop(opportunities=deals(count=2)), out, Settings())
    file, told = out / f"{good}.duckdb", out / f"{good}.seal.json"
    if fault == "a turned byte":
        content = bytearray(file.read_bytes())
        content[-1] ^= 1
        file.write_bytes(content)
    elif fault == "another release":
        told.write_text(json.dumps(json.loads(told.read_text()) | {"made_with": "another"}))

    with pytest.raises(NoWarehouse, match=sentence):
        publishing.roll_back(out, f"{good}-9" if fault == "another name" else good)

    assert versions.current(out) == now


def test_the_same_exports_of_two_folders_are_of_whoever_put_them_in_force(drop: Write, out: Path) -> None:
    """Both looked at one version. What the first leaves behind may go: it came from the second's folder."""
    first = drop(opportunities=deals(count=3))
    second = Path(shutil.copytree(first, first.with_name("second")))
    looked = [publishing.prepare(folder, out, Settings(), who=who) for folder, who in ((first, "ann"), (second, "bob"))]
    assert looked[0].path == looked[1].path
    publishing.put_in_force(looked[1], Settings(), "bob")

    seal = versions.in_force(out)
    assert (seal["source"], seal["loaded_by"]) == (str(second.resolve()), "bob")
    assert versions.source_of(out) == second.resolve()


def test_what_was_only_looked_at_takes_no_place_from_a_load_that_can_be_undone(drop: Write, out: Path) -> None:
    """Two previews between two loads of which two are kept: the load before stays."""
    settings, before = Settings(versions_kept=2), versions.current(out)
    for count in (2, 3):
        publishing.prepare(drop(opportunities=deals(count=count)), out, settings)
    now = publishing.publish(drop(opportunities=deals(count=4)), out, settings)[0].stem

    assert {before, now} <= {seal["version"] for seal in versions.standing(out)}
    publishing.roll_back(out, before)
    assert versions.current(out) == before


@pytest.mark.parametrize("told", ['{"version": ""}', '{"version": null}', "[]", "{"])
def test_a_pointer_that_names_nothing_is_a_sentence(out: Path, told: str) -> None:
    """And the next load mends it."""
    (out / versions.POINTER).write_text(told)
    with pytest.raises(Damaged, match="Load the exports again"):
        versions.current(out)


def test_a_folder_with_an_apostrophe_in_its_name_is_loaded_a_second_time(drop: Write, tmp_path: Path) -> None:
    """Nothing in the way to a file becomes part of a statement."""
    out = tmp_path / "Ann's exports" / "out"
    publishing.publish(drop(), out, Settings())
    again, _ = publishing.publish(drop(opportunities=deals(count=2)), out, Settings())

    assert versions.current(out) == again.stem
