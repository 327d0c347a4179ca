"""What the commands say: their output, a bar for what takes long, and every error as one sentence."""

import logging
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from sightline import exports, words
from sightline.drops.store import TOLD
from sightline.notes.packs import NotYours
from sightline.packs.build import NoPack
from sightline.settings import SettingsError
from sightline.warehouse import build, publishing

OUT, ERR = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

_TOLD = (*TOLD, SettingsError, NotYours, NoPack)
"""Errors a person can act on, whose text is a sentence."""


@contextmanager
def progress_bar() -> Iterator[build.Progress]:
    """A bar on standard error for work that takes more than two seconds, and none for less."""
    started = time.monotonic()
    bar = Progress(
        TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn(), console=ERR, transient=True
    )
    task = bar.add_task("Starting", total=1.0)

    def report(text: str, done: float) -> None:
        if time.monotonic() - started > 2 and not bar.live.is_started:
            bar.start()
        bar.update(task, description=words.printed(text), completed=done)

    try:
        yield report
    finally:
        bar.stop()


@contextmanager
def sentences(show: Callable[[exports.Report], None] | None = None) -> Iterator[None]:
    """Every error leaves as one sentence on standard error and exit code 2; what nobody foresaw goes to a log file.

    `show` is given the report of a load that was not published.
    """
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:
        if show and isinstance(error, publishing.NotPublished):
            show(error.report)
        if isinstance(error, _TOLD):
            say(str(error))
        elif exports.is_out_of_room(error):
            say(f"{exports.NO_ROOM} Nothing was changed.")
        else:
            _incident()
        raise typer.Exit(publishing.NOT_PUBLISHED) from error


def _incident() -> None:
    """Keep the traceback of the error at hand in a log file, and say where."""
    name = secrets.token_hex(4)
    log = Path(tempfile.gettempdir()) / f"sightline-{name}.log"
    handler = logging.FileHandler(log, encoding="utf-8")
    kept = logging.Logger("incident")
    kept.addHandler(handler)
    kept.exception("Incident %s", name)
    handler.close()
    say(
        "Something went wrong that Sightline did not foresee, and what was loaded before stays in force."
        f" Incident {name}: send {log} to whoever looks after Sightline."
    )


def say(sentence: str) -> None:
    """One sentence on standard error, whatever a name in it holds."""
    ERR.print(words.printed(sentence), style="bold", markup=False)
