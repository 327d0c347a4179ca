"""Processes that only record: forked from one that has everything imported, some of them ended in the middle.

`python -m tests.audit.writers <folder> kill <times>` lets one writer after another be killed at a random moment and
prints the numbers of the exports whose writers were told that they are kept. `... both <lines>` lets two write at once.
"""

import os
import random
import signal
import sys
from pathlib import Path

from sightline.audit import Record


def write_until_killed(folder: Path, first: int, told: int) -> None:
    """Exports with ascending numbers, each number written to the pipe `told` once it is kept; views in between."""
    record = Record(folder, 0)
    for number in range(first, first + 10_000):
        record.record("view", who="USR-1", page="adoption")
        record.record("export", who="USR-1", what=f"file {number}")
        os.write(told, f"{number}\n".encode())


def kill(folder: Path, times: int) -> None:
    """One writer after the other, each killed once it has said a random number of times that an export is kept."""
    chance = random.Random(11)
    for turn in range(times):
        hears, told = os.pipe()
        child = os.fork()
        if not child:
            write_until_killed(folder, turn * 10_000, told)
        os.close(told)
        with os.fdopen(hears) as pipe:
            heard = [pipe.readline() for _ in range(chance.randint(1, 6))]
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            print(*heard, *pipe.readlines(), sep="")


def both(folder: Path, count: int) -> None:
    """Two writers at once."""
    children = []
    for name in ("one", "two"):
        child = os.fork()
        if not child:
            record = Record(folder, 0)
            for number in range(count):
                record.record("view" if number % 5 else "export", who=name, number=number)
            os._exit(0)
        children.append(child)
    for child in children:
        assert os.waitpid(child, 0)[1] == 0


if __name__ == "__main__":
    {"kill": kill, "both": both}[sys.argv[2]](Path(sys.argv[1]), int(sys.argv[3]))
