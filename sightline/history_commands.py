"""The commands of the history: which days are kept, out into a file and in again, without a day or somebody."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from sightline import words
from sightline.console import OUT, progress_bar, sentences
from sightline.drops import store as drops
from sightline.notes import inspections
from sightline.settings import read_settings, warehouse_folder
from sightline.warehouse import publishing, versions
from sightline.warehouse.history import moving, store

app = typer.Typer(help="The history that loads have left: list, export, import, drop and forget.", no_args_is_help=True)

Warehouse = Annotated[Path, typer.Option("--from", help="Folder of the warehouse.", default_factory=warehouse_folder)]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@app.command("list")
def list_days(warehouse: Warehouse) -> None:
    """List the days that are kept, the oldest first, with the rows of each table."""
    with sentences():
        manifest = store.in_force(warehouse)
    if not manifest.days:
        OUT.print("Nothing is kept yet.")
        return
    tables = sorted({table for told in manifest.days.values() for table in told.tables})
    shown = Table("Day", *(table.replace("_", " ") for table in tables), "", box=None)
    for day, told in manifest.days.items():
        rows = [f"{told.tables[table].rows:,}" if table in told.tables else "" for table in tables]
        shown.add_row(day.isoformat(), *rows, "partial" if told.is_partial else "")
    OUT.print(shown)
    OUT.print(
        f"{words.counted(len(manifest.days), 'day')}, {store.size(warehouse, manifest):,} bytes.", highlight=False
    )


@app.command("export")
def hand_out(file: Annotated[Path, typer.Argument(help="File to write, a .zip.")], warehouse: Warehouse) -> None:
    """Write the whole history into one file, as a backup or for another computer."""
    with sentences():
        manifest = moving.hand_out(warehouse, file)
        OUT.print(
            words.printed(f"Wrote {words.counted(len(manifest.days), 'day')} to {file}"), markup=False, highlight=False
        )


@app.command("import")
def take_in(file: Annotated[Path, typer.Argument(help="A file that `export` wrote.")], warehouse: Warehouse) -> None:
    """Take in the days of a file that are not kept yet, and make the version in force anew with them."""
    with sentences():
        source = _source(warehouse)
        added = moving.take_in(warehouse, file)
        OUT.print(f"Took in {words.counted(len(added), 'day')}.", highlight=False)
        _make_anew(warehouse, source)


@app.command()
def drop(
    day: Annotated[dt.datetime, typer.Argument(formats=["%Y-%m-%d"], help="A day that `list` names.")],
    warehouse: Warehouse,
) -> None:
    """Leave one day out of the history, and make the version in force anew without it."""
    with sentences():
        source = _source(warehouse)
        moving.leave_out(warehouse, day.date())
        OUT.print(f"Left out {day:%Y-%m-%d}.", highlight=False)
        _make_anew(warehouse, source)


@app.command()
def forget(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of a person, account or deal.")],
    warehouse: Warehouse,
    yes: Yes = False,
) -> None:
    """Take an id out of all that is kept, and remove every version but a new one. Cannot be undone.

    Take it out of the exports and load them first. Calls that a person handed in go, deals that they owned stay without
    an owner.
    """
    if not yes:
        typer.confirm(
            f"{name} is taken out of history, and no load before this one can be put in force again. Forget them?",
            abort=True,
        )
    with sentences():
        source = _source(warehouse)
        rows = moving.forget(warehouse, name, read_settings())
        if rows:
            _make_anew(warehouse, source)
        moving.sweep_all_but_the_one_in_force(warehouse)
        drops.sweep(warehouse, read_settings())
        OUT.print(
            words.printed(f"Taken out of {words.counted(rows, 'row')} of history: {name}"),
            markup=False,
            highlight=False,
        )


def _source(warehouse: Path) -> Path:
    """The folder that the exports in force lay in, without which nothing can be made anew."""
    source = versions.source_of(warehouse)
    if source is None or not source.is_dir():
        raise moving.NoHistory("The exports in force are not where they were loaded from: load them again.")
    return source


def _make_anew(warehouse: Path, source: Path) -> None:
    """Load the exports in force once more."""
    try:
        with progress_bar() as progress:
            reviews = inspections.for_load(warehouse)
            publishing.ensure(source, warehouse, read_settings(), progress=progress, reviews=reviews)
    except BaseException:
        OUT.print("Not finished: load the exports, then give the same command again.", highlight=False)
        raise
