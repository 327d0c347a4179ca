"""The one door to data: who is looking, at which version, and the rows they may see.

Pages call `ask` and nothing else. Each full script run pins one version of the warehouse and its fragments keep it,
so two numbers on one page never come from two loads.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, TypeVar, cast

import pandas as pd
import streamlit as st

from sightline import queries, words
from sightline.settings import Settings, read_settings, warehouse_folder
from sightline.warehouse import versions
from sightline.warehouse.versions import Warehouse

OPERATOR = "operator"
"""Viewer id of whoever runs the app on their own machine and has not chosen a person to view as."""

Row = Any
"""One row of an answer, read by the names of its columns.

A function that takes one says of which query, `Annotated[Row, "pipeline_summary"]`; a test holds every name it reads
against the columns that the query's header promises.
"""

Made = TypeVar("Made")

_VIEWER, _VERSION, _MAY_LOOK = "viewer_id", "warehouse_version", "may_look"


def settings() -> Settings:
    """The settings in force for the pinned version, which the mapping profile beside its exports may have changed."""
    return _settings_of(pinned())


def own_settings() -> Settings:
    """The settings of this installation, which are there before any data is: who signs in how, and may do what."""
    return _settings()


@cache
def _settings() -> Settings:
    found = read_settings()
    words.write_numbers(*found.number_marks)
    return found


@cache
def _settings_of(version: str) -> Settings:
    return dataclasses.replace(_settings(), reporting_currency=_opened(version).seal["reporting_currency"])


@st.cache_resource(show_spinner=False, max_entries=4)
def _opened(version: str) -> Warehouse:
    return versions.open_version(warehouse_folder(), version, _settings())


def pin() -> str:
    """Pin the newest sealed version for this script run and return its name. Raises NoWarehouse, and then none is."""
    st.session_state.pop(_VERSION, None)
    version = st.session_state[_VERSION] = versions.current(warehouse_folder())
    return version


def pinned() -> str:
    """The version of this script run. Raises NoWarehouse."""
    return st.session_state.get(_VERSION) or pin()


def look_as(viewer_id: str, may_look: Callable[[str], bool] | None = None) -> None:
    """Make this person the viewer of the session, for as long as `may_look` says of them that they may."""
    st.session_state[_VIEWER], st.session_state[_MAY_LOOK] = viewer_id, may_look


def viewer() -> str:
    """Id of the person looking; empty when nobody is or may any more, and then every question is refused.

    Judged whenever it is asked: the rerun of a fragment does not run the frame.
    """
    viewer_id, may_look = str(st.session_state.get(_VIEWER, "")), st.session_state.get(_MAY_LOOK)
    return viewer_id if may_look is None or may_look(viewer_id) else ""


def ask(name: str, **parameters: Any) -> pd.DataFrame:
    """Rows of a page query for the person looking. Raises QueryError without a viewer."""
    return ask_as(viewer(), name, **parameters)


def ask_as(viewer_id: str, name: str, **parameters: Any) -> pd.DataFrame:
    """Rows of a page query for a given viewer; the frame uses it to list people before anyone is chosen."""
    return _answer(*_question(viewer_id, name, parameters)).copy(deep=False)


def made(make: Callable[[pd.DataFrame], Made], name: str, **parameters: Any) -> Made:
    """What `make` makes of an answer for the person looking, made once per answer and never to be changed.

    For what every page shows with every click. Raises as `ask` does.
    """
    return made_as(viewer(), make, name, **parameters)


def made_as(viewer_id: str, make: Callable[[pd.DataFrame], Made], name: str, **parameters: Any) -> Made:
    """The same for a given viewer."""
    return cast("Made", _made(make, *_question(viewer_id, name, parameters)))


def made_now(make: Callable[[pd.DataFrame], Made], name: str) -> Made:
    """What `make` makes of the operator's answer in the newest version, whichever one the session has pinned.

    For whoever judges whether somebody may still look: a person who left must not stay until their tab is closed.
    Raises NoWarehouse.
    """
    try:
        pointer = (warehouse_folder() / versions.POINTER).stat()
        version = _newest(str(warehouse_folder()), pointer.st_mtime_ns, pointer.st_ino)
    except FileNotFoundError:
        version = versions.current(warehouse_folder())
    return cast("Made", _made(make, version, OPERATOR, dt.date.today(), name, ()))


@lru_cache(maxsize=4)
def _newest(_folder: str, _written_at: int, _file: int) -> str:
    return versions.current(warehouse_folder())


_Question = tuple[str, str, dt.date, str, tuple[tuple[str, Any], ...]]


def _question(viewer_id: str, name: str, parameters: dict[str, Any]) -> _Question:
    """All that an answer depends on. Raises QueryError without a viewer."""
    if not viewer_id:
        raise queries.QueryError("Nobody is looking, so nothing is shown.")
    pinned = st.session_state.get(_VERSION) or pin()
    frozen = tuple(sorted((key, tuple(v) if isinstance(v, list) else v) for key, v in parameters.items()))
    return pinned, viewer_id, dt.date.today(), name, frozen


@lru_cache(maxsize=500)
def _made(make: Callable[[pd.DataFrame], Any], *question: Any) -> Any:
    return make(_answer(*question).copy(deep=False))


@lru_cache(maxsize=2000)
def _answer(
    version: str, viewer_id: str, today: dt.date, name: str, parameters: tuple[tuple[str, Any], ...]
) -> pd.DataFrame:
    """The only cache of rows; its key names version, viewer, day and parameters.

    Callers get shallow copies, which pandas splits off as soon as somebody writes to them. Streamlit's own cache
    pickles every answer instead, which cost half a millisecond a question, twenty of them a click.
    """
    given = {key: list(value) if isinstance(value, tuple) else value for key, value in parameters}
    return _opened(version).rows_seen_by(viewer_id, name, given, today)
