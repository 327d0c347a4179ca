"""Nothing bad is ever published: full disks, kills, two loads at once, a day's change, exports that cannot be meant."""

import contextlib
import datetime as dt
import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from sightline import serve
from sightline.settings import ROOT, Settings
from sightline.warehouse import versions
from sightline.warehouse.build import BuildError
from sightline.warehouse.inputs import fingerprint
from sightline.warehouse.seal import Damaged
from tests.warehouse.test_versions import MINIMAL

MONDAY, TUESDAY = dt.date(2026, 10, 5), dt.date(2026, 10, 6)
LOAD = """
import sys
from pathlib import Path
from sightline.settings import Settings
from sightline.warehouse import versions
print(versions.publish(Path(sys.argv[1]), Path(sys.argv[2]), Settings())[0].stem)
"""

Write = Callable[..., Path]


@pytest.fixture
def drop(tmp_path: Path) -> Write:
    """A function that writes the three required exports, some of them given anew, and returns their folder."""
    folder = tmp_path / "drop"
    folder.mkdir()

    def write(**given: str) -> Path:
        for name, text in (MINIMAL | {f"{table}.csv": text for table, text in given.items()}).items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


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
    first, report = versions.publish(folder, out, Settings(), today=MONDAY)
    known = first.stat()
    versions.publish(folder, out, Settings(max_plans_per_rep=9), today=MONDAY)

    again, told = versions.publish(folder, out, Settings(), today=MONDAY)

    assert (again, told.as_dict()) == (first, report.as_dict())
    assert (first.stat().st_ino, first.stat().st_mtime_ns) == (known.st_ino, known.st_mtime_ns)
    assert versions.current(out) == first.stem


def test_a_new_day_alone_loads_nothing_at_the_start_of_the_app(drop: Write, tmp_path: Path) -> None:
    """The numbers are those of the day on which the exports were loaded, until somebody loads again."""
    out, folder = tmp_path / "out", drop(**dateless())

    first = versions.ensure(folder, out, Settings(), today=MONDAY)

    assert versions.ensure(folder, out, Settings(), today=TUESDAY) == first


def test_the_age_of_files_is_part_of_the_name(drop: Write, tmp_path: Path) -> None:
    """The newer of two files wins where no export says when it was made, so their order is an input."""
    folder = drop()
    before = fingerprint(folder, Settings())
    os.utime(folder / "accounts.csv", ns=(0, 0))

    assert fingerprint(folder, Settings()) != before


@pytest.mark.parametrize("fault", ["cut", "turned bit", "no seal", "no file"])
def test_a_damaged_version_is_never_opened_and_is_loaded_again(
    drop: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """At the start of the app every byte is looked at; the sample never stands in for somebody's own data."""
    out, folder = tmp_path / "out", drop()
    path, _ = versions.publish(folder, out, Settings())
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
        versions.publish(folder, out, Settings())
    else:
        serve.ensure_warehouse()

    healed = versions.open_version(out, versions.current(out), Settings())
    assert healed.connection.execute("select count(*) from opportunities").fetchall() == [(1,)]
    assert healed.seal["source"] == str(folder)
    healed.connection.close()


def test_turned_bits_end_in_an_error_and_never_in_a_number(drop: Write, tmp_path: Path) -> None:
    """Every block of the file carries a checksum, which DuckDB holds against what it reads."""
    path, _ = versions.publish(drop(opportunities=deals(count=500)), tmp_path / "out", Settings())
    content, chance = path.read_bytes(), random.Random(5)
    spoilt = tmp_path / "spoilt.duckdb"
    for _ in range(40):
        place = chance.randrange(len(content))
        spoilt.write_bytes(content[:place] + bytes((content[place] ^ 1 << chance.randrange(8),)) + content[place + 1 :])
        with contextlib.suppress(duckdb.Error), duckdb.connect(str(spoilt), read_only=True) as connection:
            found = connection.execute("select count(*), sum(amount) from opportunities").fetchall()[0]
            assert (found[0], float(found[1])) == (500, 50250.0)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A function that makes a disk of so many kilobytes hold the warehouse."""
    disk = tmp_path / "disk"
    disk.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
    if os.name == "nt" or os.geteuid() or subprocess.run(options, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can only be mounted by the system's administrator, on Linux")

    def resize(kilobytes: int) -> Path:
        resized = ["mount", "-o", f"remount,size={kilobytes}k", str(disk)]
        subprocess.run(resized, check=True, capture_output=True)
        return disk

    yield resize
    subprocess.run(["umount", str(disk)], check=True, capture_output=True)


def test_a_full_disk_publishes_nothing_and_leaves_the_good_version(
    drop: Write, small_disk: Callable[[int], Path]
) -> None:
    """At eight sizes, from too small for anything to just too small: one sentence, and what was in force stays."""
    disk = small_disk(64 << 10)
    good, _ = versions.publish(drop(), disk, Settings())
    used = sum(path.stat().st_blocks * 512 for path in disk.iterdir()) >> 10
    need = good.stat().st_size >> 10
    for share in (0.0, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97):
        small_disk(used + int(need * share) + 4)
        with pytest.raises((BuildError, versions.exports.ExportError), match="no room left"):
            versions.publish(drop(opportunities=deals(count=3)), disk, Settings())
        assert versions.current(disk) == good.stem
        assert not list(disk.glob(".building*"))
        kept = versions.open_version(disk, good.stem, Settings())
        assert kept.connection.execute("select count(*) from opportunities").fetchall() == [(1,)]
        kept.connection.close()
    small_disk(64 << 10)
    path, _ = versions.publish(drop(opportunities=deals(count=3)), disk, Settings())
    assert versions.current(disk) == path.stem != good.stem


def test_kills_at_any_moment_leave_the_good_version_and_the_next_start_tidies_up(drop: Write, tmp_path: Path) -> None:
    """A killed load holds no lock, points to nothing and leaves nothing behind after the next start."""
    out = tmp_path / "out"
    good = versions.ensure(drop(), out, Settings())
    folder, chance = drop(opportunities=deals(count=2000)), random.Random(3)
    for _ in range(4):
        child = subprocess.Popen([sys.executable, "-c", LOAD, folder, out], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        while child.poll() is None and not list(out.glob(".building*.duckdb")):
            pass
        grown = chance.randrange(0, 6 << 20)
        while child.poll() is None and _size_of_what_is_built(out) < grown:
            pass
        child.send_signal(signal.SIGKILL)
        child.communicate()
        in_force = versions.open_version(out, versions.current(out), Settings())
        assert in_force.connection.execute("select count(*) from opportunities").fetchall()[0][0] in (1, 2000)
        in_force.connection.close()
    drop()
    assert versions.ensure(folder, out, Settings()) == good
    assert not list(out.glob(".building*"))
    assert {path.stem for path in out.glob("*.duckdb")} == {path.name.split(".")[0] for path in out.glob("*.seal.json")}


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
            target=lambda: done.append(versions.publish(folder, out, Settings(), progress=progress)[0])
        )
        second.start()
        assert waiting.wait(60)
        assert not (out / "current.json").exists()
    second.join()

    assert versions.current(out) == done[0].stem
    assert said[0].startswith("Waiting for another load")


DOUBTS = {
    "refused": ({"accounts": "<html><body>Please sign in</body></html>"}, "required table accounts is not there"),
    "empty": ({"accounts": ""}, "required table accounts is not there"),
    "header alone": ({"users": "user_id,full_name,role,manager_id\n"}, "required table users is not there"),
    "left aside": ({"accounts": "colour,size\nred,3\nblue,4\n"}, "required table accounts is not there"),
    "no amounts": ({"opportunities": deals("")}, "None of the 1 rows of opportunities has an amount"),
    "set apart": (
        {"opportunities": deals(count=1) + "\n".join(deals("lots", 3).splitlines()[2:]) + "\n"},
        "more than 50%",
    ),
    "cut short": (
        {"export_manifest": "file,exported_at,row_count\nusers.csv,2026-10-05 05:00:00,3\n"},
        "promises 3 rows of users.csv, and 2 were found",
    ),
}


@pytest.mark.parametrize("case", DOUBTS)
def test_exports_that_cannot_be_meant_are_published_only_when_asked_for(
    drop: Write, tmp_path: Path, case: str
) -> None:
    """The sentence says why, the version before stays, and one word publishes all the same."""
    out, (given, sentence) = tmp_path / "out", DOUBTS[case]
    good, _ = versions.publish(drop(), out, Settings())
    folder = drop(**given)

    with pytest.raises(versions.Doubted, match=sentence):
        versions.publish(folder, out, Settings())
    assert versions.current(out) == good.stem

    path, _ = versions.publish(folder, out, Settings(), anyway=True)
    assert versions.current(out) == path.stem != good.stem


@pytest.mark.parametrize(("amount", "said"), [("10051.00", "more than 100 times"), ("1.00", "a loss of more than 99%")])
def test_totals_out_of_all_proportion_to_the_version_before_are_doubted(
    drop: Write, tmp_path: Path, amount: str, said: str
) -> None:
    """Cents read as units, or an export cut short; the sample company is never the measure."""
    out = tmp_path / "out"
    versions.publish(drop(opportunities=deals("100.50")), out, Settings())

    with pytest.raises(versions.Doubted, match=said):
        versions.publish(drop(opportunities=deals(amount)), out, Settings())

    pointed = json.loads((seal := out / f"{versions.current(out)}.seal.json").read_text())
    seal.write_text(json.dumps({**pointed, "source": str(versions.SAMPLE.resolve())}))
    versions.publish(drop(opportunities=deals(amount)), out, Settings())


def test_a_warehouse_folder_that_is_a_file_is_a_sentence(drop: Write, tmp_path: Path) -> None:
    """Named, with what to do."""
    (tmp_path / "out").write_text("")

    with pytest.raises(versions.NoWarehouse, match="is no folder that a warehouse can be written to"):
        versions.publish(drop(), tmp_path / "out", Settings())
