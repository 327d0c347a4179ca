"""`python -m benchmarks.watched PORT WATCH_PORT`: the server people use, with a watch put on it from outside.

The app itself knows nothing of it, so it costs nothing where it is not asked for. `GET /` on the watch's port tells
what has happened since the last time: every question with its milliseconds, every script run, every figure built. How
long DuckDB planned a question is found by asking it once more with profiling, after the click and off its clock.
"""

import importlib
import json
import pkgutil
import sys
import threading
import time
from collections.abc import Callable
from functools import wraps
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import duckdb
import streamlit as st
from streamlit.elements.arrow import ArrowMixin
from streamlit.elements.plotly_chart import PlotlyMixin
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner

_seen: list[dict[str, Any]] = []
_here = threading.local()
_connections: list[duckdb.DuckDBPyConnection] = []
_FETCHES = ("df", "fetchall", "fetchone", "fetch_df", "to_arrow_table", "fetchnumpy", "arrow")


def _timed(kind: str, work: Callable[..., Any], name: str) -> Callable[..., Any]:
    """The same function, noting each outermost call of its kind."""

    @wraps(work)
    def timed(*given: Any, **named: Any) -> Any:
        if getattr(_here, kind, False):
            return work(*given, **named)
        setattr(_here, kind, True)
        started = time.perf_counter()
        try:
            return work(*given, **named)
        finally:
            setattr(_here, kind, False)
            _seen.append({"kind": kind, "name": name, "from": started, "to": time.perf_counter()})

    return timed


class _Cursor:
    """A cursor that notes what is asked of it, from the question to the last row fetched."""

    def __init__(self, real: duckdb.DuckDBPyConnection) -> None:
        self._real = real
        self._note: dict[str, Any] = {}

    def cursor(self) -> "_Cursor":
        return _Cursor(self._real.cursor())

    def execute(self, sql: str, parameters: Any = None) -> "_Cursor":
        if "lock_configuration" in sql:  # or no statement could be asked again with profiling
            return self
        started = time.perf_counter()
        self._real.execute(sql, parameters)
        name = getattr(_here, "name", "") or " ".join(sql.split())[:40]
        self._note = {"kind": "question", "name": name, "sql": sql, "parameters": parameters}
        self._note |= {"from": started, "to": time.perf_counter()}
        if not sql.lstrip().lower().startswith("set "):
            _seen.append(self._note)
        return self

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if name not in _FETCHES:
            return found

        def fetch(*given: Any, **named: Any) -> Any:
            rows = found(*given, **named)
            self._note["to"] = time.perf_counter()
            return rows

        return fetch


def _put_on() -> None:
    """Wrap what is to be watched, before any page has imported it."""
    connect = duckdb.connect

    def watched_connect(*given: Any, **named: Any) -> Any:
        real = connect(*given, **named)
        if not named.get("read_only"):
            return real
        _connections.append(real)
        return _Cursor(real)

    duckdb.connect = watched_connect
    for kind, mixin, name in (("drawn", PlotlyMixin, "plotly_chart"), ("drawn", ArrowMixin, "dataframe")):
        setattr(mixin, name, _timed(kind, getattr(mixin, name), name))
        setattr(st, name, getattr(st._main, name))  # noqa: SLF001  # bound before
    run_script = "_run_script"  # private; the versions are pinned
    setattr(ScriptRunner, run_script, _timed("script", getattr(ScriptRunner, run_script), "script"))

    charts = importlib.import_module("sightline.charts")
    for found in pkgutil.iter_modules(charts.__path__):
        module = importlib.import_module(f"sightline.charts.{found.name}")
        for name, thing in list(vars(module).items()):
            if callable(thing) and getattr(thing, "__module__", "") == module.__name__ and not isinstance(thing, type):
                setattr(module, name, _timed("figure", thing, name))

    queries = importlib.import_module("sightline.queries")
    run = queries.run

    @wraps(run)
    def named_run(connection: Any, name: str, **given: Any) -> Any:
        _here.name = name
        try:
            return run(connection, name, **given)
        finally:
            _here.name = ""

    vars(queries)["run"] = named_run


def _planned_ms(question: dict[str, Any]) -> float | None:
    """How long DuckDB bound, optimized and planned a statement, by its own profile of a second run."""
    cursor = _connections[-1].cursor()
    try:
        cursor.execute("set enable_profiling = 'no_output'")
        cursor.execute(question["sql"], question["parameters"]).fetchall()
        told = cursor.get_profiling_information()
        profile = json.loads(told) if isinstance(told, str) else told
        return sum(_seconds(profile.get(part)) for part in ("parser", "planner", "optimizer", "physical_planner")) * 1e3
    except duckdb.Error:
        return None  # it read what stood only in its own cursor
    finally:
        cursor.close()


def _seconds(part: Any) -> float:
    """The seconds of one part of a profile."""
    if isinstance(part, dict):
        return float(part.get("total_time", 0.0))
    return float(part or 0.0)


class _Told(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # its name is given
        taken = _seen[:]
        del _seen[: len(taken)]
        for note in taken:
            if note["kind"] == "question":
                if self.path == "/planned":
                    note["plan_ms"] = _planned_ms(note)
                note["sql"], note["parameters"] = len(note["sql"]), None
        body = json.dumps(taken).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *given: Any) -> None:  # noqa: A002  # its name is given
        """Say nothing."""


def main() -> None:
    """Put the watch on, then serve as always."""
    _put_on()
    port, watch_port = int(sys.argv[1]), int(sys.argv[2])
    threading.Thread(target=HTTPServer(("127.0.0.1", watch_port), _Told).serve_forever, daemon=True).start()
    serve = importlib.import_module("sightline.serve")
    serve.main(port)


if __name__ == "__main__":
    main()
