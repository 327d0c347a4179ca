"""The commands of the record: whether it is whole, what stands in it, and to forget somebody."""

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sightline import audit, words
from sightline.audit import reading
from sightline.audit.events import Line
from sightline.settings import warehouse_folder

app = typer.Typer(help="The record of who did what: verify, show and forget.", no_args_is_help=True)
_out = Console(soft_wrap=True)

Warehouse = Annotated[Path, typer.Option("--from", help="Folder of the warehouse.", default_factory=warehouse_folder)]
_HEADS = ("Line", "Time (UTC)", "Who", "As", "Event", "Facts")


@app.command()
def verify(
    warehouse: Warehouse,
    holds: Annotated[str, typer.Option(help="Hash of a line you noted earlier: the record must still hold it.")] = "",
) -> None:
    """Say whether every line is as it was written, or which was changed, taken out, put in or cut off.

    Exit code 0: the record is whole. 1: it is not.
    """
    found = reading.verify(audit.of(warehouse), holds=holds)
    for fault in found.faults:
        _out.print(fault, style="bold", markup=False, highlight=False)
    if not found.faults and not found.lines:
        _out.print("Nothing was recorded yet.")
    elif not found.faults:
        _out.print(f"The record is whole: {found.lines:,} lines, the last is {found.last:,}.", highlight=False)
        _out.print(f"Note its hash elsewhere, and hand it to --holds next time: {found.last_hash}", highlight=False)
    raise typer.Exit(1 if found.faults else 0)


@app.command()
def show(
    warehouse: Warehouse,
    who: Annotated[str, typer.Option(help="Id of a person: what they did, or was done as them.")] = "",
    event: Annotated[str, typer.Option(help=f"One of {', '.join(audit.EVENTS)}.")] = "",
    since: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day, in UTC.")] = None,
    file: Annotated[Path | None, typer.Option(help="A file you found: the downloads that gave it away.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print as CSV instead of a table.")] = False,
) -> None:
    """Print the lines of the record, the oldest first."""
    if event and event not in audit.EVENTS:
        raise typer.BadParameter(f"No such event. One of {', '.join(audit.EVENTS)}.", param_hint="--event")
    digest = hashlib.sha256(file.read_bytes()).hexdigest() if file else ""
    rows = [
        (str(line.number), line.at[:19].replace("T", " "), line.who, line.as_whom, line.event, _told(line))
        for line in reading.lines(
            audit.of(warehouse), events=[event] if event else (), since=f"{since:%Y-%m-%d}" if since else ""
        )
        if (not who or who in (line.who, line.as_whom)) and digest in ("", line.facts.get("sha256"))
    ]
    if as_csv:
        typer.echo(_csv(rows), nl=False)
        return
    table = Table(*_HEADS, box=None)
    for row in rows:
        table.add_row(*(Text(_cell(cell)) for cell in row))
    Console(width=None if _out.is_terminal else 240).print(table)


@app.command()
def forget(
    warehouse: Warehouse,
    person: Annotated[str, typer.Argument(help="Id of the person.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Forget who a person was: their lines stay, and from now on nobody can say whose they are. Cannot be undone."""
    if not yes:
        typer.confirm(f"Nobody will be able to tell any more which lines are of {person}. Forget them?", abort=True)
    is_known = audit.of(warehouse).forget(person, who=audit.KEEPER)
    said = f"Forgotten. Lines of {person} carry a code that nobody can turn back."
    _out.print(words.printed(said if is_known else f"No line names {person}."), markup=False, highlight=False)


def _told(line: Line) -> str:
    return " · ".join(f"{name}: {_word(value)}" for name, value in line.facts.items() if value not in ("", None, {}))


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _csv(rows: Sequence[tuple[str, ...]]) -> str:
    buffer = io.StringIO()
    lines = csv.writer(buffer, lineterminator="\n")
    lines.writerow(_HEADS)
    lines.writerows([words.cell(_cell(cell)) for cell in row] for row in rows)
    return buffer.getvalue()


def _cell(text: str) -> str:
    """A fact on one line: a break that somebody typed into a link would look like another line of the record."""
    return words.printed(text).replace("\n", "�")
