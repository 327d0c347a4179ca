"""What is kept of earlier days, told as rows of the contract's own tables, for the marts to read as if exported.

Files that bring a history of their own win: what they tell of a day is not told again.
"""

import datetime as dt
from pathlib import Path

import duckdb

from sightline.exports.binding import merges, remembered
from sightline.exports.converting.changes import HEADERS
from sightline.exports.names import header_key
from sightline.settings import Settings
from sightline.warehouse.history.entries import STATES, Past, read
from sightline.warehouse.history.manifest import Manifest, Piece

SNAPSHOTS = "opportunity_snapshots"


def take_in(
    connection: duckdb.DuckDBPyConnection, out: Path, manifest: Manifest, day: dt.date, settings: Settings
) -> None:
    """Add to the schema `exports` what is kept up to the day of these exports; nothing where that is this day alone.

    Raises BuildError where an entry is damaged.
    """
    _deals(connection, out, manifest.of_table("opportunities", day), day, settings)
    _owners(connection, out, manifest.of_table("accounts", day), day)
    for table, wanted in (("forecast_submissions", _CALLS), ("whitespace_cells", _CELLS)):
        _told_no_more(connection, out, table, wanted, manifest.of_table(table, day), day)
    merges.follow(connection)
    partial = [each for each, told in manifest.days.items() if told.is_partial and each <= day]
    if partial:
        connection.executemany("insert into reference.partial_days values (?)", [(each,) for each in partial])


def _deals(
    connection: duckdb.DuckDBPyConnection, out: Path, pieces: dict[dt.date, Piece], day: dt.date, settings: Settings
) -> None:
    """Add each day's deals as a snapshot, this day's too, unless files tell that day.

    Of a closed deal the first day is added that shows it closed, as long as it does not open again; of one that was
    never seen open, none: what came of it is told by the deal itself. A file tells the days from its first to its
    last, of a history of changes to this one, where it knows enough of the deals that were open then: a day that it
    tells and one that is kept side by side would be two populations. What both say of one deal and day is the file's.
    """
    if not min(pieces, default=day) < day:
        return
    connection.execute("create or replace temp table past_logs (file varchar)")
    logs = [(file,) for file, header in _headers(connection) if _lists_changes(header)]
    if logs:
        connection.executemany("insert into past_logs values (?)", logs)
    ever_open = "select opportunity_id from past_rows where not is_gone and not coalesce(is_closed, false)"
    past = read(connection, out, STATES["opportunities"], pieces, wanted=f"stood.opportunity_id in ({ever_open})")
    connection.execute(
        f"""
        create or replace temp table past_snapshots as
        with
        said as (
            select opportunity_id, snapshot_date, record_file in (from past_logs) as is_change
            from exports.{SNAPSHOTS}
        ),
        deals as (select opportunity_id, min(snapshot_date) filter (is_change) as changes_from from said group by all),
        span as (
            select min(snapshot_date) as first_on,
                   greatest(max(snapshot_date), max($day) filter (is_change)) as last_on
            from said
        ),
        told_days as (
            select day_on
            from {past.name} as past left join deals using (opportunity_id), span
            where day_on between first_on and last_on and not coalesce(past.is_closed, false)
            group by day_on
            having count(deals.opportunity_id) >= count(*) * $share
        ),
        opened as (
            select opportunity_id, max(day_on) as open_until
            from {past.name} where not coalesce(is_closed, false) group by opportunity_id
        ),
        closed as (
            select opportunity_id, min(day_on) as closed_from
            from {past.name} join opened using (opportunity_id) where day_on > open_until group by opportunity_id
        )
        select past.*, past.day_on as snapshot_date,
            coalesce(past.day_on <= opened.open_until or past.day_on = closed.closed_from, false)
            and past.day_on not in (from told_days)
            and not coalesce(past.day_on >= deals.changes_from, false)
            and not exists (
                from said where said.opportunity_id = past.opportunity_id and said.snapshot_date = past.day_on
            ) as is_new
        from {past.name} as past
        left join deals using (opportunity_id)
        left join opened using (opportunity_id)
        left join closed using (opportunity_id)
        """,
        {"day": day, "share": settings.history_told_share},
    )
    # where files tell every day before, there is nothing for this day to be compared with
    connection.execute(
        "update past_snapshots set is_new = false"
        " where not exists (from past_snapshots where is_new and snapshot_date < $day)",
        {"day": day},
    )
    _add(connection, SNAPSHOTS, "past_snapshots", past, pieces)


def _owners(connection: duckdb.DuckDBPyConnection, out: Path, pieces: dict[dt.date, Piece], day: dt.date) -> None:
    """Add who owned the accounts that changed hands, from the day on that first shows it.

    Of an account that never did nothing is added, nor of one whose owners a file tells.
    """
    if not min(pieces, default=day) < day:
        return
    past = read(connection, out, STATES["accounts"], pieces)
    connection.execute(
        f"""
        create or replace temp table past_owners as
        with
        known as (
            select account_id, owner_id, day_on as from_date,
                   row_number() over of_account = 1
                   or owner_id is distinct from lag(owner_id) over of_account as is_step
            from {past.name}
            window of_account as (partition by account_id order by day_on)
        ),
        moved as (select account_id from known where is_step group by account_id having count(*) > 1)
        select *, is_step and account_id in (from moved)
            and account_id not in (select account_id from exports.account_owner_history where account_id is not null)
            as is_new
        from known
        """
    )
    _add(connection, "account_owner_history", "past_owners", past, pieces)


_CALLS = "not exists (from exports.forecast_submissions as now where now.submitted_on = stood.submitted_on)"
"""Calls handed in on days of which the exports tell none any more: what they tell of a day is all there was."""

_CELLS = """
    exists (
        select 1 from exports.whitespace_cells as now
        where now.account_id = stood.account_id
            and now.buying_centre_id is not distinct from stood.buying_centre_id
            and now.stage_id is not distinct from stood.stage_id
            and now.product_id is not distinct from stood.product_id
        having min(now.as_of_date) > stood.as_of_date
    )
"""
"""Older statements about a cell that the exports know with newer ones alone: a cell that is gone stays gone."""


def _told_no_more(
    connection: duckdb.DuckDBPyConnection,
    out: Path,
    table: str,
    wanted: str,
    pieces: dict[dt.date, Piece],
    day: dt.date,
) -> None:
    """Add dated rows that the exports tell no more, as they were last told."""
    before = {each: piece for each, piece in pieces.items() if each < day}
    if not before:
        return
    state = STATES[table]
    past = read(connection, out, state, before, wanted)
    kept = f"past_told_{table}"
    connection.execute(
        f"""
        create or replace temp table {kept} as
        select *, row_number() over (partition by {", ".join(state.key)} order by day_on desc) = 1 as is_new
        from {past.name}
        """
    )
    _add(connection, table, kept, past, before)


def _headers(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute(
        "select file, header from intake.columns where table_name = $table and column_name = 'snapshot_date'"
        " and header is not null",
        {"table": SNAPSHOTS},
    ).fetchall()


def _lists_changes(header: str) -> bool:
    key = header_key(header)
    return key in HEADERS or key.endswith("createddate")


def _add(
    connection: duckdb.DuckDBPyConnection, table: str, kept: str, past: Past, pieces: dict[dt.date, Piece]
) -> None:
    """Add what is new of all that is kept, and account for the rest."""
    counted = sum(piece.rows for piece in pieces.values())
    remembered.take_in(connection, table, kept, counted=counted, others=past.others, since=min(pieces))
