"""The command line: a process of its own as a person calls it, or within the test where only what it says matters."""

import os
import subprocess
import sys

from typer.testing import CliRunner

from sightline import cli
from sightline.settings import ROOT

Done = subprocess.CompletedProcess[str]


def called(*arguments: object, **environment: object) -> Done:
    """One call of `python -m sightline`."""
    return subprocess.run(
        [sys.executable, "-m", "sightline", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **{name: str(value) for name, value in environment.items()}},
    )


def told(*arguments: object, **environment: object) -> Done:
    """The same within this process, which need not import everything again; a fault nobody foresaw ends it with 1."""
    given = [str(one) for one in arguments]
    done = CliRunner().invoke(cli.app, given, env={name: str(value) for name, value in environment.items()})
    return subprocess.CompletedProcess(given, done.exit_code, done.stdout, done.stderr)
