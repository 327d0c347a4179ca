"""The command line: check and load exports, make a sample company, run the app."""

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sightline import audit, audit_commands, exports, history_commands, words
from sightline.console import OUT, progress_bar, say, sentences
from sightline.drops.watch import Watch
from sightline.notes import inspections
from sightline.packs import command as pack_command
from sightline.settings import read_settings, warehouse_folder
from sightline.warehouse import build, doubts, publishing, versions

app = typer.Typer(
    help="Sightline reads the exports of accounts, plans and forecasts and shows whether account planning is real.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(audit_commands.app, name="audit")
app.add_typer(history_commands.app, name="history")

Folder = Annotated[Path, typer.Argument(help="Folder with the exports.")]
Warehouse = Annotated[Path, typer.Option("--from", help="Folder of the warehouse.", default_factory=warehouse_folder)]
Partial = Annotated[bool, typer.Option("--partial", help="What is missing in these exports has not gone.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON instead of text.")]


@app.command()
def check(folder: Folder, as_json: AsJson = False) -> None:
    """Say what each file is, what would be loaded and what is open, without keeping anything.

    Exit code 0: everything loads. 1: it loads, with rows rejected or files refused. 2: load would not publish it.
    """
    with tempfile.TemporaryDirectory() as scratch, progress_bar() as progress, sentences():
        settings = read_settings()
        with duckdb.connect(str(Path(scratch) / "check.duckdb")) as connection:
            build.limit(connection, settings)
            report = exports.load(connection, folder, settings, progress)
            doubted = doubts.doubts(connection, report, settings)
            asked = exports.draft(connection, folder, settings, report=report, progress=progress)
    _print(report, as_json, asked)
    for sentence in doubted:
        say(sentence)
    raise typer.Exit(publishing.NOT_PUBLISHED if doubted else report.exit_code)


@app.command()
def load(
    folder: Folder,
    to: Annotated[
        Path, typer.Option("--to", help="Folder of the warehouse versions.", default_factory=warehouse_folder)
    ],
    as_json: AsJson = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Publish also what is doubted.")] = False,
    partial: Partial = False,
) -> None:
    """Load a folder of exports and publish it as the new version of the warehouse.

    Exit codes as for check. With 2 nothing is published and the version before stays in force.
    """
    with progress_bar() as progress, sentences(lambda report: _print(report, as_json)):
        reviews = inspections.for_load(to)
        path, report = publishing.publish(
            folder, to, read_settings(), progress=progress, reviews=reviews, anyway=anyway, is_partial=partial
        )
    _print(report, as_json)
    if not as_json:
        OUT.print(words.printed(f"Published {path}"), markup=False)
    raise typer.Exit(report.exit_code)


@app.command()
def watch(
    folder: Folder,
    to: Annotated[
        Path, typer.Option("--to", help="Folder of the warehouse versions.", default_factory=warehouse_folder)
    ],
    partial: Partial = False,
) -> None:
    """Load a folder whenever its files have changed and settled, until it is interrupted: a sentence for each load.

    What is doubted is not published, and says so; nothing is loaded twice, also when the watch is started again.
    """
    with sentences():
        for said in Watch(folder, to, read_settings(), is_partial=partial).sentences():
            OUT.print(words.printed(said), markup=False, highlight=False)


@app.command("versions")
def list_versions(warehouse: Warehouse) -> None:
    """List the versions that are kept, the last loaded first: when, by whom, of which folder, how many rows."""
    table = Table("Version", "Loaded (UTC)", "By", "Rows", "Folder", "", box=None)
    with sentences():
        now = versions.current(warehouse)
        for told in versions.standing(warehouse):
            rows = sum(count for name, count in told["rows"].items() if name.startswith("exports."))
            loaded = told["sealed_at"][:16].replace("T", " ")
            state = "in force" if told["version"] == now else ""
            cells = (told["version"], loaded, told.get("loaded_by", ""), f"{rows:,}", told["source"], state)
            table.add_row(*(Text(words.printed(cell)) for cell in cells))
    Console(width=None if OUT.is_terminal else 240).print(table)


@app.command()
def rollback(version: Annotated[str, typer.Argument(help="One that `versions` lists.")], warehouse: Warehouse) -> None:
    """Put a version that is kept in force again; what was loaded since comes back only when somebody loads it."""
    with sentences():
        publishing.roll_back(warehouse, version)
    OUT.print(words.printed(f"In force: {version}"), markup=False, highlight=False)


@app.command()
def sample(
    folder: Annotated[Path, typer.Argument(help="Folder to write the invented company into.")],
    scale: Annotated[float, typer.Option(help="1 is the company that comes with Sightline.")] = 1.0,
    seed: Annotated[int, typer.Option(help="Another seed makes another company.")] = 7,
    as_of: Annotated[
        dt.datetime, typer.Option(formats=["%Y-%m-%d"], show_default="2026-10-05", help="Its last day.")
    ] = dt.datetime(2026, 10, 5, tzinfo=dt.UTC),
) -> None:
    """Write an invented company's exports."""
    from sightline.sample import write_company

    with sentences():
        write_company(folder, scale=scale, seed=seed, as_of=as_of.date())
        OUT.print(words.printed(f"Wrote {sum(1 for _ in folder.iterdir())} files to {folder}"), markup=False)


@app.command()
def pack(
    scope: Annotated[str, typer.Option("--scope", help="Id or full name of a manager or an AE.")],
    out: Annotated[Path, typer.Option("--out", help="Folder to write the three files into.")],
    warehouse: Warehouse,
    quarter: Annotated[str | None, typer.Option("--quarter", help="Like FY27-Q3; else the one to review now.")] = None,
    viewer: Annotated[
        str, typer.Option("--as", help="Id of the person whose rows it may hold.")
    ] = pack_command.OPERATOR,
    refresh: Annotated[bool, typer.Option("--refresh", help="Freeze today's numbers as a new version.")] = False,
) -> None:
    """Write the QBR pack of a scope and quarter: a deck, a workbook and a PDF, as the page does.

    A pack begun before is written as it was frozen, with the words on it; --refresh takes today's numbers.
    """
    with progress_bar() as progress, sentences():
        written = pack_command.write(
            warehouse,
            out,
            read_settings(),
            viewer=viewer,
            scope=scope,
            quarter=quarter,
            refresh=refresh,
            progress=progress,
        )
    for path in written:
        OUT.print(words.printed(f"Wrote {path}"), markup=False)


@app.command()
def sheet(
    team: Annotated[str, typer.Option("--team", help="Id or full name of a manager, or of one AE.")],
    out: Annotated[Path, typer.Option("--out", help="Folder to write the PDF into.")],
    warehouse: Warehouse,
    viewer: Annotated[
        str, typer.Option("--as", help="Id of the person whose rows it may hold.")
    ] = pack_command.OPERATOR,
) -> None:
    """Write the 1:1 sheets of all AEs of a team as one PDF, as the page does."""
    with progress_bar() as progress, sentences():
        written = pack_command.write_sheets(
            warehouse, out, read_settings(), viewer=viewer, team=team, progress=progress
        )
    for path in written:
        OUT.print(words.printed(f"Wrote {path}"), markup=False)


@app.command()
def run(port: Annotated[int, typer.Option(help="Port on this computer.")] = 8501) -> None:
    """Open the app on this computer, with the sample company where nothing was loaded yet."""
    from sightline import serve

    with progress_bar() as progress, sentences():
        serve.ensure_warehouse(progress)
    serve.main(port)


@app.command()
def release(
    warehouse: Warehouse,
    person: Annotated[str, typer.Argument(help="Id of the person in the users export.")],
) -> None:
    """Let a person sign in with another account of the provider, and end the sign-ins they have."""
    from sightline.access.logins import Logins

    is_bound = Logins(warehouse).release(person)
    audit.of(warehouse).record("logout", who=audit.KEEPER, as_whom=person)
    said = "Released." if is_bound else "No account of the provider was bound to them."
    OUT.print(f"{said} Whoever proves their address next is {person}.", markup=False, highlight=False)


def _print(report: exports.Report, as_json: bool, asked: exports.Draft | None = None) -> None:
    if as_json:
        plain = report.as_dict() | ({"draft": asked.as_dict()} if asked else {})
        print(json.dumps(plain, indent=1, default=str))
        return
    OUT.print(words.printed(report.as_text()), markup=False, highlight=False)
    if asked and asked.text:
        said = f"What is open, as a sightline.toml to keep with the exports. {asked.says}\n\n{asked.text}"
        OUT.print(words.printed(said), markup=False, highlight=False)
