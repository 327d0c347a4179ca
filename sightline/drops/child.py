"""The process that reads what strangers made: started, watched and stopped here, one per drop.

It is bounded by the system it runs on, not by its own good will: memory, processor time and what it may write
(`work.bounded`), and by the clock here. One that dies says so in a sentence, whatever killed it.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sightline.drops import store
from sightline.drops.store import GIVEN, Drop
from sightline.drops.work import NO_MEMORY, STATE
from sightline.settings import ROOT, Settings
from sightline.warehouse.lock import tidy_if_idle
from sightline.warehouse.seal import write_json

LOG = "log.txt"
BROKEN_OFF = "It was broken off before it was done. Try again."
_TIME_IS_OVER, _KILLED = (getattr(signal, name, None) for name in ("SIGXCPU", "SIGKILL"))
"""What ends a child whose processor time is over, and one under a system that has no memory left."""

_at_work: dict[Path, subprocess.Popen[bytes]] = {}
_lock = threading.RLock()
"""Held from the end of one step to the beginning of the next, so that no drop ever has two."""


@dataclass(frozen=True)
class State:
    """How far a step is: `fault` says why it came to nothing, empty while it runs and where it is done."""

    step: str = ""
    text: str = ""
    share: float = 0.0
    fault: str = ""
    is_running: bool = False


def start(drop: Drop, step: str, settings: Settings, **given: Any) -> None:
    """Begin a step of a drop, in place of what is under way; its answer will lie beside the drop."""
    gone = {step, "publish"} | ({"preview"} if step in ("read", "unattended") else set())
    with _lock:
        stop(drop)
        for name in (*(f"{one}.json" for one in gone), LOG):
            (drop.path / name).unlink(missing_ok=True)
        write_json(drop.path / GIVEN, given)
        write_json(drop.path / STATE, {"step": step, "text": "Starting"})
        shutil.rmtree(drop.scratch, ignore_errors=True)  # of one whose server was stopped
        drop.scratch.mkdir()
        with (drop.path / LOG).open("wb") as log:
            child = subprocess.Popen(  # noqa: S603  # our own interpreter and module, and a folder we made
                [sys.executable, "-m", "sightline.drops.work", step, str(drop.path)],
                cwd=ROOT,
                env={**os.environ, "TMPDIR": str(drop.scratch)},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        _at_work[drop.path] = child
    threading.Thread(target=_see_to_its_end, args=(drop, step, child, settings), daemon=True).start()


def state(drop: Drop) -> State:
    """How far the last step of a drop is. One whose server was stopped meanwhile has come to nothing."""
    try:
        told = State(**json.loads((drop.path / STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return State()
    with _lock:
        is_running = drop.path in _at_work
    if is_running:
        return State(told.step, told.text, told.share, is_running=True)
    if told.fault or drop.answer(told.step):
        return told
    return State(told.step, fault=BROKEN_OFF)


def wait(drop: Drop) -> State:
    """How the step under way has ended."""
    with _lock:
        child = _at_work.get(drop.path)
    while child:
        child.wait()
        with _lock:
            child = _at_work.get(drop.path)
    return state(drop)


def stop(drop: Drop) -> None:
    """End what is under way, and leave nothing of it: no half version, and none that nobody has looked at."""
    with _lock:
        child = _at_work.pop(drop.path, None)
        if child is None:
            return
        child.kill()
        child.wait()
        (drop.path / STATE).unlink(missing_ok=True)
        _tidy(drop)


def _see_to_its_end(drop: Drop, step: str, child: "subprocess.Popen[bytes]", settings: Settings) -> None:
    """Wait for a child, stop it when its time is over, and write down why it came to nothing."""
    is_late = False
    try:
        child.wait(settings.drop_seconds)
    except subprocess.TimeoutExpired:
        is_late = True
        child.kill()
        child.wait()
    with _lock:
        if _at_work.get(drop.path) is not child:
            return  # stopped by somebody, who tidies up
        try:
            if not drop.answer(step):
                _tidy(drop)
                fault = _why(drop, child.returncode, is_late, settings)
                with contextlib.suppress(FileNotFoundError):  # its folder has gone: there is nowhere to say it
                    write_json(drop.path / STATE, {"step": step, "fault": fault})
        finally:
            del _at_work[drop.path]


def _why(drop: Drop, code: int, is_late: bool, settings: Settings) -> str:
    """Why a child ended without an answer, as a sentence that says what to do."""
    log = drop.path / LOG
    if is_late or -code == _TIME_IS_OVER:  # the clock, or the system's own count of processor time
        return (
            f"Reading these files takes longer than {settings.drop_seconds:,} seconds, and was stopped. Drop them in"
            " parts to find the file that it is."
        )
    told = log.read_text(encoding="utf-8", errors="replace")[-2000:] if log.is_file() else ""
    if code == NO_MEMORY or -code == _KILLED or "bad_alloc" in told:
        return (
            f"Reading these files needs more memory than there is for it ({settings.drop_memory_mb:,} MB), and was"
            " stopped. Drop them in parts, or Parquet in place of workbooks, to find the file that it is."
        )
    return f"Reading these files broke off in a way that nobody foresaw. Send {log} to whoever looks after Sightline."


def _tidy(drop: Drop) -> None:
    """Leave nothing of a step that came to nothing: nor what was looked at, whose version goes."""
    shutil.rmtree(drop.scratch, ignore_errors=True)
    (drop.path / "preview.json").unlink(missing_ok=True)
    tidy_if_idle(drop.out)
    store.forget_prepared(drop)
