"""What the child process of a drop does: `python -m sightline.drops.work STEP FOLDER`. Nobody else calls it.

Which steps there are stands in `steps`, which is imported once the bounds stand. The answer of a step is a file of
JSON beside the drop, written whole or not at all.
"""

import json
import os
import shutil
import sys
import time
import traceback
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sightline.settings import Settings, SettingsError, read_settings

Progress = Callable[[str, float], None]
STATE, SCRATCH = "state.json", "scratch"
"""Beside a drop: how far its step is, and what may be written meanwhile and goes with the process."""
NO_MEMORY = 3
"""Exit code of a process that was refused more memory."""
_GRACE = 10
"""Seconds between the signal that says the processor time is over, and the one that is not told from any other kill."""
_TOLD_EVERY = 0.2
"""Seconds between two words of progress: more often, nobody sees, and each is a file."""


def bounded(settings: Settings) -> None:
    """From here on this process has so much memory and processor time, and no file it writes grows beyond so much."""
    if find_spec("resource") is None:  # Windows knows no such bounds: there the clock alone holds
        return
    import resource

    most = {
        resource.RLIMIT_AS: settings.drop_memory_mb << 20,
        resource.RLIMIT_CPU: settings.drop_seconds * settings.threads,
        resource.RLIMIT_FSIZE: settings.drop_written_mb << 20,
        resource.RLIMIT_CORE: 0,
    }
    for what, value in most.items():
        _, hard = resource.getrlimit(what)
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        last = allowed if what != resource.RLIMIT_CPU or hard != resource.RLIM_INFINITY else allowed + _GRACE
        resource.setrlimit(what, (allowed, last))
    os.nice(5)  # whoever looks at a page goes first


def main(step: str, folder: Path) -> int:
    """Do one step and write its answer; what a person can act on is an answer too."""
    try:
        settings = read_settings()
    except SettingsError as error:
        return _answer(folder, step, {"fault": str(error)})
    bounded(settings)
    try:
        from sightline.drops import steps  # not before the bounds stand

        try:
            found = steps.STEPS[step](folder, settings, _telling(folder, step))
        except steps.TOLD as error:
            found = {"fault": str(error)}
        except Exception as error:
            if not steps.is_out_of_room(error):
                raise
            found = {"fault": steps.NO_ROOM}
        return _answer(folder, step, found, settings.drop_answer_mb << 20)
    except (MemoryError, ImportError) as error:  # a library that finds no memory cannot be imported
        print(repr(error), file=sys.stderr)
        return NO_MEMORY
    except Exception as error:  # noqa: BLE001  # nobody foresaw it: the log says what, the page that it was
        is_memory = type(error).__name__ == "OutOfMemoryException" or "Unable to allocate" in str(error)
        traceback.print_exc()
        return NO_MEMORY if is_memory else 1


def _answer(folder: Path, step: str, found: dict[str, Any], most: int = 1 << 20) -> int:
    """Put the answer beside the drop, in one step; one that is too long is none."""
    text = json.dumps(found, default=str)
    if len(text) > most:
        text = json.dumps({"fault": "There is more to say about these files than a page can show. Drop fewer at once."})
    waiting = folder / f".{step}.new"
    waiting.write_text(text, encoding="utf-8")
    waiting.replace(folder / f"{step}.json")
    shutil.rmtree(folder / SCRATCH, ignore_errors=True)
    return 0


def _telling(folder: Path, step: str) -> Progress:
    told = 0.0

    def say(text: str, share: float) -> None:
        nonlocal told
        if time.monotonic() - told > _TOLD_EVERY:
            told = time.monotonic()
            waiting = folder / ".state.new"
            waiting.write_text(json.dumps({"step": step, "text": text, "share": share}), encoding="utf-8")
            waiting.replace(folder / STATE)

    return say


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
