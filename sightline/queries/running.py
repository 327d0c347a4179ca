"""A page query asked by somebody: the only way from a statement to rows."""

import datetime as dt
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import duckdb
import pandas as pd

from sightline.queries.files import QueryError
from sightline.queries.keeping import Execute, Shelf, Values
from sightline.queries.layers import layer
from sightline.queries.needs import blanked, untold
from sightline.queries.patience import stopped_after
from sightline.queries.statements import Statement, bound_names, compose


def run(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    *,
    viewer: str,
    today: dt.date,
    parameters: Mapping[str, Any] | None = None,
    seconds: float = 10.0,
    shelf: Shelf | None = None,
) -> pd.DataFrame:
    """The rows of one page query that `viewer` may see; an unknown viewer gets none.

    `today` is the day grants are judged on. Parameters left out are null, which means everything. Raises
    QueryError without a viewer, for a parameter the query does not have, or when `seconds` have passed.
    """
    if not viewer:
        raise QueryError("Nobody is looking, so nothing is shown.")
    given = dict(parameters or {})
    known = layer("pages")[name].parameters if name in layer("pages") else {}
    if unknown := sorted(given.keys() - known.keys()):
        raise QueryError(f"{name} has no parameter {', '.join(unknown)}.")
    values = {**dict.fromkeys(known), **given, "viewer": viewer, "today": today}
    cursor = connection.cursor()

    def execute(statement: Statement, values: Mapping[str, Any]) -> duckdb.DuckDBPyConnection:
        return cursor.execute(statement.sql, {key: values[key] for key in statement.bound})

    try:
        with stopped_after(seconds, cursor.interrupt), _statement(name, values, execute, shelf) as statement:
            told = Statement(blanked(statement.sql, untold(cursor, name)), statement.bound)
            return execute(told, values).df()
    except duckdb.InterruptException as error:
        raise QueryError(f"{name} took longer than {seconds:g} seconds and was stopped.") from error
    finally:
        cursor.close()


def _statement(name: str, values: Values, execute: Execute, shelf: Shelf | None) -> AbstractContextManager[Statement]:
    """The statement of a page query, over what is kept where something is."""
    whole = compose(name)
    return shelf.statement(name, values, execute) if shelf else nullcontext(Statement(whole, bound_names(whole)))
