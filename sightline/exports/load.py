"""Read a folder of exports into the schemas `exports` and `intake`. The door of this room."""

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from sightline.contract import EXPORTS
from sightline.exports import converted
from sightline.exports.audit import books, intake, ledger, plausible, spans
from sightline.exports.audit.report import Report, report
from sightline.exports.binding import derive, duplicates, marked, merges, references, seconds, tree
from sightline.exports.converting.convert import Converted, as_snapshot, convert, key_sources, wanted_positions
from sightline.exports.converting.reading import Context
from sightline.exports.converting.unpivot import until
from sightline.exports.names import listed
from sightline.exports.opening.land import Landed, drop_landed, filled
from sightline.exports.opening.scan import Stamp
from sightline.exports.opening.sources import Source, files_in, folders_in, open_sources, printable
from sightline.exports.problems import Ended, ExportError, Refused
from sightline.exports.profile import Profile, read_profile
from sightline.exports.recognising.dates import exported_at
from sightline.exports.recognising.found import Recognised
from sightline.exports.recognising.recognise import recognise
from sightline.settings import Settings

Progress = Callable[[str, float], None]

BAD = (Ended, duckdb.Error, OSError, MemoryError, ArithmeticError, ValueError)
"""What a bad file may raise; anything else is a fault of ours."""
READ_FIRST = ("fiscal_calendar", "sales_stages", "users", "accounts", "products", "stages")
"""Tables that others are read or bound with; the rest follow in the order of the contract."""


@dataclass
class _File:
    """One source on its way through the load."""

    source: Source
    stamp: Stamp
    found: Recognised
    exported_at: dt.datetime | None = None
    system: str | None = None
    snapshot_date: dt.date | None = None
    tables: list[str] = field(default_factory=list)


@dataclass
class _Load:
    """The state of one load."""

    connection: duckdb.DuckDBPyConnection
    folder: Path
    settings: Settings
    profile: Profile
    scratch: Path
    progress: Progress
    files: list[_File] = field(default_factory=list)
    given: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    named_only: set[str] = field(default_factory=set)
    share: float = 0.0
    reviews: Sequence[marked.Review] = ()


def load(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    settings: Settings,
    progress: Progress | None = None,
    reviews: Sequence[marked.Review] = (),
    today: dt.date | None = None,
    begun: bool = False,
    keep: Callable[[], None] = lambda: None,
    profile: Profile | None = None,
) -> Report:
    """Read every file of the folder and report what became of each file, column and row.

    `reviews`, inspections marked in Sightline, join those of the exports; the `profile` is the folder's unless given.
    Both schemas are created anew, unless a load has `begun`: then the database is what one with the same settings,
    profile and code held when it called `keep`, and unchanged files are not read, nor sub-folders and hidden files.
    A bad file costs no good row. Raises ExportError when the folder or its profile cannot be read or the disk is full.
    """
    if not folder.is_dir():
        raise ExportError(f"{folder.name} is no folder that can be read: name the folder with the exports.")
    profile = profile or read_profile(folder)
    try:
        paths = files_in(folder)
    except OSError as error:
        raise ExportError(f"{folder.name} cannot be read ({error.strerror}): check its permissions.") from error
    said: Progress = progress or (lambda *_: None)
    if not begun:
        intake.create(connection)
        converted.create(connection)
    converted.look_again(connection)
    intake.create_macros(connection)
    connection.execute("set timezone = 'UTC'")
    with tempfile.TemporaryDirectory(prefix="sightline-") as scratch:
        state = _Load(connection, folder, profile.settings(settings), profile, Path(scratch), said, reviews=reviews)
        for place, path in enumerate(paths):
            said(f"Looking at {printable(path)}", 0.15 * place / len(paths))
            _open(state, path, place)
        _date_files(state)
        _rank_files(state)
        _convert_all(state)
        keep()
        said("Binding names and ids", 0.85)
        _finish(state, today or dt.date.today())
    said("Done", 1.0)
    return report_of(connection, folder, state.settings)


def report_of(connection: duckdb.DuckDBPyConnection, folder: Path, settings: Settings) -> Report:
    """The report of the load whose schemas `exports` and `intake` these are."""
    return report(connection, folder, read_profile(folder), settings, folders_in(folder))


def _open(state: _Load, path: Path, place: int) -> None:
    """Open one file and recognise what is in it; a file that ends here is written into the audit."""
    size = path.lstat().st_size
    name, fingerprint = printable(path), None
    try:
        seen, sources = open_sources(state.connection, path, state.scratch, place)
        fingerprint = seen.fingerprint
        for source in sources:
            name = source.file
            try:
                said = state.profile.of(name)
                found = recognise(source.header, name, said)
                state.files.append(_File(source, seen, found, exported_at(name, said), None, said.snapshot_date))
            except Ended as error:
                ledger.note_end(state.connection, name, None, error, size, fingerprint)
    except BAD as error:
        ledger.note_end(state.connection, name, None, error, size, fingerprint)


def _date_files(state: _Load) -> None:
    """Load the manifest first and take from it when each file was exported and from which system."""
    for file in [file for file in state.files if file.found.table == converted.READ_ALWAYS]:
        _convert(state, file, file.found, "")
    rows = state.connection.execute(
        "select lower(file), exported_at, source_system from exports.export_manifest"
    ).fetchall()
    dated = {name: (moment, system) for name, moment, system in rows}
    for file in state.files:
        moment, system = dated.get(file.source.file.lower(), (None, None))
        file.exported_at, file.system = file.exported_at or moment, system
    copies = [file for file in state.files if file.found.table == "opportunities"]
    days = [file.snapshot_date or (file.exported_at.date() if file.exported_at else None) for file in copies]
    if len(copies) > 1 and all(days) and len(set(days)) == len(days):
        for file, day in zip(copies, days, strict=True):
            file.snapshot_date = day
    else:
        for file in copies:
            file.snapshot_date = None


def _rank_files(state: _Load) -> None:
    """Order the files from oldest to newest, by export date where known, else by modification time and name."""
    oldest = dt.datetime.combine(dt.date.min, dt.time())
    ordered = sorted(state.files, key=lambda file: (file.exported_at or oldest, file.stamp.mtime_ns, file.source.file))
    state.connection.execute("create or replace temp table landing_file_rank (file varchar, rank bigint)")
    state.connection.execute(
        "create or replace temp table landing_gone (file varchar, table_name varchar, record_number bigint,"
        " verdict varchar)"
    )
    for rank, file in enumerate(ordered):
        state.connection.execute("insert into landing_file_rank values (?, ?)", [file.source.file, rank])


def _planned(state: _Load) -> list[tuple[_File, Recognised]]:
    """Every file with what it is read as, in the order of reading; a dated copy of the deals is read as snapshots."""
    order = [*READ_FIRST, *(name for name in EXPORTS if name not in READ_FIRST)]
    newest = max((file.snapshot_date for file in state.files if file.snapshot_date), default=None)
    planned = []
    for file in sorted(state.files, key=lambda file: order.index(file.found.table)):
        if file.found.table == converted.READ_ALWAYS:
            continue
        if file.snapshot_date and not file.found.has_pictures:
            planned.append((file, as_snapshot(file.found, file.snapshot_date.isoformat(), "the date of the file")))
        if not file.snapshot_date or file.snapshot_date == newest:
            planned.append((file, file.found))
        day = file.snapshot_date or (file.exported_at and file.exported_at.date())
        planned += [(file, until(history, file.found, day)) for history in file.found.also]
    return planned


def _inputs(planned: list[tuple[_File, Recognised]]) -> dict[converted.Place, str]:
    """All that the rows of each file in a table depend on, as a checksum: its bytes, its day, what it is read as.

    A quarter by name is read by the calendar that quotas show, so files that name quarters are read with one another.
    """
    of_quarters = sorted(
        (file.source.file, file.stamp.fingerprint)
        for file, found in planned
        if any(name.startswith("period_") for name in EXPORTS[found.table].columns)
    )
    inputs = {}
    for file, found in planned:
        own = (file.source.file, file.stamp.fingerprint)
        told = repr((own, file.exported_at, file.system, found, own in of_quarters and of_quarters))
        inputs[file.source.file, found.table] = hashlib.sha256(told.encode()).hexdigest()
    return inputs


def _convert_all(state: _Load) -> None:
    """Convert each file into its table, but for those that are there already."""
    planned = _planned(state)
    inputs = _inputs(planned)
    known = converted.retain(state.connection, inputs)
    total, done = sum(file.stamp.size for file, _ in planned) or 1, 0
    for file, found in planned:
        place = (file.source.file, found.table)
        state.share = 0.15 + 0.7 * done / total
        done += file.stamp.size
        if place in known:
            _take_note(state, file, found.table, known[place])
        else:
            state.progress(f"Reading {file.source.file}", state.share)
            _convert(state, file, found, inputs[place])


def _take_note(state: _Load, file: _File, table: str, known: converted.Known) -> None:
    """Remember of a file what binding has to know: the columns that it gave, and whether its ids were made."""
    file.tables.append(table)
    state.given.setdefault(table, {})[file.source.file] = set(known.given)
    if known.has_made_key:
        state.named_only.add(table)


def _convert(state: _Load, file: _File, found: Recognised, inputs: str) -> None:
    """Land and convert one file into one table, all or nothing, and account for its records.

    Landing stands outside the transaction: rows of an open transaction have no settled row numbers yet.
    """
    connection, source = state.connection, file.source
    name = f"f{len(state.files)}_{state.files.index(file)}_{found.table}"
    try:
        landed = source.land(name, wanted_positions(found), key_sources(found))
        connection.execute("begin")
        try:
            read = _convert_landed(state, file, found, landed)
        except BaseException:
            connection.execute("rollback")
            raise
        connection.execute("commit")
    except BAD as error:
        ledger.note_end(state.connection, source.file, found.table, error, file.stamp.size, file.stamp.fingerprint)
    else:
        ledger.note_columns(
            connection, source, found, read.derived, {n: r.note for n, r in read.readings.items() if r.note}
        )
        _note_loaded(state, file, found, landed)
        given = (*read.readings, *found.constants)
        known = converted.Known(inputs, given, EXPORTS[found.table].key[0] in read.derived)
        converted.note(connection, (source.file, found.table), known)
        _take_note(state, file, found.table, known)
    finally:
        drop_landed(connection, name)


def _convert_landed(state: _Load, file: _File, found: Recognised, landed: Landed) -> Converted:
    """Convert within a transaction. Raises Refused when the file changed meanwhile or the books do not balance."""
    connection, source = state.connection, file.source
    context = Context(
        connection,
        landed.name,
        source.file,
        found.table,
        state.profile.of(source.file),
        state.profile,
        state.settings,
        frozenset(f"c{index}" for index in source.numbers),
    )
    state.progress(f"Converting {source.file}", state.share)
    read = convert(context, found)
    if _changed(file):
        raise Refused("it changed while it was being read: wait until the export is finished, then load again")
    ledger.quarantine_broken(connection, source.file, found.table, landed.broken)
    if read.inserted + read.set_apart + len(landed.broken) != landed.records:
        raise Refused(
            f"{landed.records} records were counted, {read.inserted} could be loaded and"
            f" {read.set_apart + len(landed.broken)} were rejected: export the file again"
        )
    return read


def _changed(file: _File) -> bool:
    status = file.source.path.stat()
    return (status.st_size, status.st_mtime_ns) != (file.stamp.size, file.stamp.mtime_ns)


def _note_loaded(state: _Load, file: _File, found: Recognised, landed: Landed) -> None:
    status = "loaded" if landed.records else "empty"
    reason = file.source.doubt if landed.records else "the file has a header and no rows"
    stated = file.source.stated
    if stated is not None and stated != landed.records:
        reason = f"its footer says {stated} records, {landed.records} were found"
        reason += f"; {file.source.doubt}" if file.source.doubt else ""
    if landed.totals:
        shown = listed([repr(text[:60]) for text in landed.totals])
        reason = "; ".join(filter(None, (reason, f"cut as lines of totals: {shown}")))
    state.connection.execute(
        "insert into intake.files values ($file, $table, $status, $reason, $system, $exported_at, $size, $fingerprint,"
        " $records, 0, 0, 0, $cut)",
        {
            "file": file.source.file, "table": found.table, "status": status, "reason": reason, "system": file.system,
            "exported_at": file.exported_at, "size": file.stamp.size, "fingerprint": file.stamp.fingerprint,
            "records": landed.records, "cut": file.source.lines_cut + landed.cut,
        },
    )  # fmt: skip


def _finish(state: _Load, today: dt.date) -> None:
    """What needs all files: equal keys, names, derived rows and columns, counts and sums."""
    connection = state.connection
    seconds.leave_aside(connection, state.given)
    for file in state.files:
        file.tables = [table for table in file.tables if file.source.file in state.given[table]]
    given = {
        table: {column for columns in files.values() for column in columns} for table, files in state.given.items()
    }
    for table in filled(connection):
        duplicates.settle(connection, table)
    loaded = {table for file in state.files for table in file.tables}
    made = derive.make_rows(connection, loaded, state.named_only, state.profile.managers)
    references.bind(connection, by_name=state.profile.join_by != "id")
    tree.flag_tree(connection)
    merges.follow(connection)
    made += derive.fill(connection, given, state.settings, state.profile.outcomes, state.profile.stages)
    plausible.flag_dates(connection, state.settings, today)
    spans.flag_spans(connection)
    for derivation in made:
        connection.execute(
            "insert into intake.columns values (null, ?, ?, null, 'derived', ?)",
            [derivation.table, derivation.column, derivation.note],
        )
    books.count_rows(connection, loaded)
    if marked.take_in(connection, state.reviews):
        given.setdefault("plan_reviews", set()).update(EXPORTS["plan_reviews"].columns)
    books.note_missing(connection, given, made)
    ledger.add_raw(connection, {file.source.file: file.source for file in state.files})
    drop_landed(connection)
    converted.drop(connection)
