"""Builds the marts: reference tables, then staging views, then every mart after those it reads."""

import dataclasses
import datetime as dt
from collections.abc import Callable

import duckdb
import pandas as pd

from sightline import queries
from sightline.contract import EXPORTS
from sightline.settings import Settings
from sightline.warehouse.calendar import calendar
from sightline.warehouse.unchanged import Unchanged

FIRST_DAY = dt.date(1990, 1, 1)

Progress = Callable[[str, float], None]


class BuildError(Exception):
    """A warehouse that does not add up, and so is not published; the text says what differs."""


def build(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    loaded_on: dt.date,
    progress: Progress | None = None,
    unchanged: Unchanged | None = None,
    before_marts: Callable[[dt.date], None] = lambda _: None,
) -> None:
    """Turn the loaded schemas `exports` and `intake` into staging views and marts, in the same database.

    `loaded_on` only keeps dates that lie in the future from becoming the data's own "as of". `unchanged` knows which
    marts are those of the version before. `before_marts` is called with the day that these exports are of (C1), and may
    add rows to them. Raises BuildError where rows were lost on the way.
    """
    prepare(connection, settings, loaded_on=loaded_on)
    day = connection.execute(f"select as_of_on from ({queries.layer('marts')['export_run'].sql})").fetchall()
    before_marts(day[0][0])
    marts = queries.build_order(queries.layer("marts"))
    for place, query in enumerate(marts):
        if progress:
            progress(f"Building {query.name.replace('_', ' ')}", place / len(marts))
        if not unchanged or not unchanged.take_over(query):
            build_mart(connection, query)
    connection.execute("create view main.opportunities as select * from marts.opportunities")
    reconcile(connection)


def prepare(connection: duckdb.DuckDBPyConnection, settings: Settings, *, loaded_on: dt.date) -> None:
    """What marts stand on: the tables that come from settings, the staging views, and an empty schema `marts`."""
    _reference(connection, settings, loaded_on)
    _allowed_words(connection)
    connection.execute("create schema staging; create schema marts; set search_path = 'marts,staging,reference'")
    for query in queries.layer("staging").values():
        connection.execute(f"create view staging.{query.name} as\n{query.sql}")


def build_mart(connection: duckdb.DuckDBPyConnection, query: queries.Query) -> None:
    """Build one mart, in place of one of its name; those it reads must be there."""
    connection.execute(f"create or replace table marts.{query.name} as\n{query.sql}")


def limit(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Set how much memory, disk and threads a database may use, and how it calculates.

    Globally: each question has a cursor of its own, which takes over nothing that was set on its connection alone.
    """
    connection.execute(f"set threads = {int(settings.threads)}")
    connection.execute(f"set memory_limit = '{settings.memory_limit}'")
    connection.execute(f"set max_temp_directory_size = '{settings.temp_limit}'")
    for switch in (
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "ieee_floating_point_ops = false",
        "error_on_division_by_zero = false",
    ):
        connection.execute(f"set global {switch}")


def _reference(connection: duckdb.DuckDBPyConnection, settings: Settings, loaded_on: dt.date) -> None:
    """Tables that come from no export: calendar, thresholds, grants, load_run, and the days declared partial."""
    connection.execute("create schema reference")
    connection.execute("create table reference.partial_days (day_on date)")
    last = dt.date(loaded_on.year + settings.latest_years_ahead + 1, 12, 31)
    frames = {
        "calendar": calendar(FIRST_DAY, last, settings),
        "thresholds": pd.DataFrame([settings.thresholds]),
        "grants": pd.DataFrame(
            [dataclasses.asdict(grant) for grant in settings.grants],
            columns=["person", "sees", "until", "reason", "target"],
        ),
        "load_run": pd.DataFrame([{"loaded_on": loaded_on}]),
    }
    shapes = {
        "calendar": "* replace (day_on::date as day_on, quarter_starts_on::date as quarter_starts_on, "
        "quarter_ends_on::date as quarter_ends_on, month_starts_on::date as month_starts_on, "
        "week_starts_on::date as week_starts_on)",
        "thresholds": "*",
        "grants": "person::varchar as person, sees::varchar as sees, until::date as until_on, "
        "reason::varchar as reason, target::varchar as target",
        "load_run": "loaded_on::date as loaded_on",
    }
    for name, frame in frames.items():
        connection.register("incoming", frame)
        connection.execute(f"create table reference.{name} as select {shapes[name]} from incoming")
        connection.unregister("incoming")


def _allowed_words(connection: duckdb.DuckDBPyConnection) -> None:
    """A macro per column of the contract that has allowed values, `allowed.contacts_support(word)`.

    It gives the word back where the contract allows it, and `otherwise` in place of any other; null stays null.
    """
    connection.execute("create schema allowed")
    for export in EXPORTS.values():
        for column in export.columns.values():
            if column.values:
                words = ", ".join(f"'{word}'" for word in column.values)
                connection.execute(
                    f"create macro allowed.{export.name}_{column.name}(word, otherwise := 'other') as "
                    f"case when word in ({words}) then word when word is not null then otherwise end"
                )


def reconcile(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise BuildError unless every file's rows and every noun's rows add up.

    Read = loaded + quarantined + folded per file; each mart named after an export has as many rows as the staging
    view behind it (accounts without the deleted and merged ones).
    """
    lost = connection.execute(
        "select file, records_read, rows_loaded, rows_quarantined, rows_folded from intake.files "
        "where status = 'loaded' and records_read <> rows_loaded + rows_quarantined + rows_folded"
    ).fetchall()
    if lost:
        file, read, loaded, quarantined, folded = lost[0]
        raise BuildError(f"{file}: read {read} rows but loaded {loaded}, rejected {quarantined}, merged {folded}.")
    for mart, source in (
        ("people", "staging.stg_users"),
        ("accounts", "staging.stg_accounts where not is_deleted and merged_into_id is null"),
        ("plans", "staging.stg_account_plans where plan_kind = 'account'"),
        ("opportunities", "staging.stg_opportunities"),
    ):
        counts = connection.execute(
            f"select (select count(*) from marts.{mart}), (select count(*) from {source})"  # our own names
        ).fetchone()
        if counts and counts[0] != counts[1]:
            raise BuildError(f"{mart} has {counts[0]} rows where its exports have {counts[1]}.")
