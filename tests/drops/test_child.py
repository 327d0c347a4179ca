"""Whatever a file does to the process that reads it, the server and what is shown stay, and a sentence says what."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sightline.drops import child, store
from sightline.settings import ROOT, Settings
from sightline.warehouse import versions
from tests.drops.conftest import COMPANY, Desk

BOUNDED = """
import sys
from sightline.drops.work import bounded
from sightline.settings import Settings
bounded(Settings(drop_memory_mb=400, drop_seconds=1, threads=1, drop_written_mb=1))
exec(sys.argv[1])
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such bounds")
@pytest.mark.parametrize(
    ("does", "ends"),
    [
        ("bytearray(500 << 20)", "MemoryError"),
        ("open(sys.argv[2], 'wb').write(bytes(2 << 20))", "File too large"),
        ("exec('while True: pass')", signal.SIGXCPU),
        ("print('nothing')", "nothing"),
    ],
)
def test_the_system_bounds_what_a_reading_takes(tmp_path: Path, does: str, ends: str | signal.Signals) -> None:
    """Memory, a file that grows, processor time: not by the good will of what is read."""
    ended = subprocess.run(
        [sys.executable, "-c", BOUNDED, does, str(tmp_path / "file")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if isinstance(ends, str):
        assert ends in ended.stdout + ended.stderr
    else:
        assert ended.returncode == -ends


def test_a_reading_that_is_given_too_little_memory_says_so(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the words of who dropped the files, with what to do."""
    settings = tmp_path / "settings.toml"
    settings.write_text("drop_memory_mb = 200\n", encoding="utf-8")
    monkeypatch.setenv("SIGHTLINE_SETTINGS", str(settings))
    drop = desk.put(COMPANY)
    child.start(drop, "read", Settings(drop_memory_mb=200))

    fault = child.wait(drop).fault
    assert fault.startswith("Reading these files needs more memory than there is for it (200 MB), and was stopped.")
    assert drop.answer("read") == {}


def test_a_reading_that_takes_too_long_is_stopped_and_one_that_is_killed_is_a_sentence(desk: Desk) -> None:
    """Whether the clock did it, or whoever kills processes."""
    drop = desk.put(COMPANY)
    child.start(drop, "read", Settings(drop_seconds=0))
    assert "takes longer than 0 seconds, and was stopped" in child.wait(drop).fault

    child.start(drop, "read", Settings())
    os.kill(child._at_work[drop.path].pid, signal.SIGKILL)
    assert "needs more memory than there is" in child.wait(drop).fault

    child.start(drop, "no such step", Settings())
    fault = child.wait(drop).fault
    assert "broke off in a way that nobody foresaw" in fault
    assert "KeyError" in (drop.path / child.LOG).read_text(encoding="utf-8")
    assert "KeyError" not in fault


def test_a_step_whose_server_has_gone_is_to_be_tried_again(desk: Desk) -> None:
    """What stands in its folder is not taken for one that runs."""
    drop = desk.drop
    (drop.path / child.STATE).write_text('{"step": "read", "text": "Reading", "share": 0.5}', encoding="utf-8")

    assert child.state(drop).fault == "It was broken off before it was done. Try again."
    (drop.path / child.STATE).write_text("half", encoding="utf-8")
    assert child.state(drop) == child.State()

    drop = desk.put(COMPANY)
    drop.scratch.mkdir()
    (drop.scratch / "read.duckdb").write_text("half of a database", encoding="utf-8")
    child.start(drop, "read", desk.settings)
    assert child.wait(drop).fault == ""
    assert drop.answer("read")["files"] == 3


def test_a_drop_whose_folder_goes_while_it_is_read_is_waited_for_by_nobody(desk: Desk) -> None:
    """Whoever waits is told at once, and nothing of it is at work any more."""
    drop = desk.put(COMPANY)
    child.start(drop, "read", desk.settings)
    store.discard(drop)
    waiting = threading.Thread(target=child.wait, args=(drop,), daemon=True)
    waiting.start()
    waiting.join(120)

    assert not waiting.is_alive()
    assert child._at_work == {}
    assert child.state(drop) == child.State()


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="this system does not list its processes as files")
def test_a_drop_has_one_process_however_many_ask_at_once(desk: Desk) -> None:
    """Two tabs, two clicks: the last one is at work, and those before it have ended."""
    drop, together = desk.put(COMPANY), threading.Barrier(6)

    def ask() -> None:
        together.wait()
        child.start(drop, "read", desk.settings)

    asking = [threading.Thread(target=ask) for _ in range(6)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    at_work = [place for place in Path("/proc").glob("[0-9]*/cmdline") if str(drop.path) in _said_by(place)]

    assert [int(place.parent.name) for place in at_work] == [child._at_work[drop.path].pid]
    child.stop(drop)


def _said_by(place: Path) -> str:
    try:
        return place.read_text(encoding="utf-8", errors="replace")
    except OSError:  # ended meanwhile
        return ""


@pytest.mark.parametrize("ends", ["by itself", "by Stop"])
def test_what_was_looked_at_is_not_offered_once_its_version_is_gone(desk: Desk, ends: str) -> None:
    """Publishing it would say that another load came between, which is not so."""
    drop = desk.put(COMPANY)
    (drop.path / "preview.json").write_text('{"version": "looked-at", "before": null}', encoding="utf-8")
    child.start(drop, "trial", desk.settings)  # without a mapping to try, it breaks off
    if ends == "by Stop":
        child.stop(drop)
    else:
        assert "broke off" in child.wait(drop).fault

    assert drop.answer("preview") == {}


def test_a_load_that_is_cancelled_leaves_nothing(loaded: Path, tmp_path: Path) -> None:
    """Neither half a version nor a whole one nobody looked at; the files stay, and the lock is free."""
    desk = Desk(tmp_path / "warehouse")
    drop = desk.put(COMPANY)
    child.start(drop, "read", desk.settings)
    assert not child.wait(drop).fault
    assert drop.answer("read")["report"]["exit_code"] == 0

    child.start(drop, "preview", desk.settings)
    while not (desk.out / ".building.duckdb").exists():
        assert child.state(drop).is_running
    child.stop(drop)
    assert child.state(drop) == child.State()
    assert not drop.scratch.exists()
    assert sorted(path.name for path in desk.out.iterdir() if path.name not in (".loading.lock", "audit")) == ["drops"]
    assert versions.standing(desk.out) == []
    assert drop.names == sorted(COMPANY)
    assert store.open_of(desk.out, desk.who) == drop
