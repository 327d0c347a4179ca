"""What no page query may do: name a mart past its row rule, hide a noun, read a file, take a viewer or run for ever."""

import dataclasses
import datetime as dt
import threading

import duckdb
import pytest

from sightline import queries
from sightline.queries import QueryError, patience, running, statements

TODAY = dt.date(2026, 10, 5)


@pytest.mark.parametrize(
    ("name", "sql", "why"),
    [
        ("past_the_rule", "select account_id from marts.accounts", "not marts.accounts"),
        ("past_it_in_a_join", "select plan_id from accounts join marts.plans using (account_id)", "not marts.plans"),
        ("a_step_of_marts", "select person_id from subtree_access", "not subtree_access"),
        ("the_catalogue", "select table_name from information_schema.tables", "not information_schema"),
        ("a_noun_hidden", "with accounts as (select 1 as id) select id from accounts", "named like a noun"),
        ("a_file", "select * from read_csv('users.csv')", "may not call a table function"),
        ("two_statements", "select 1 as one; select 2 as two", "exactly one SELECT"),
        ("no_select", "delete from accounts", "Not a SELECT"),
    ],
)
def test_a_question_past_the_row_rules_is_not_even_composed(
    monkeypatch: pytest.MonkeyPatch, name: str, sql: str, why: str
) -> None:
    """Whoever writes such a page query is told so before a row is read."""
    pages = queries.layer("pages")
    intruder = dataclasses.replace(pages["account_search"], name=name, sql=sql, parameters={})
    layers = {layer: queries.layer(layer) for layer in ("staging", "marts", "visible")}  # type: ignore[arg-type]
    monkeypatch.setattr(statements, "layer", {**layers, "pages": {**pages, name: intruder}}.__getitem__)

    with pytest.raises(QueryError, match=why):
        queries.compose(name)


@pytest.mark.parametrize("given", ["viewer", "today", "no_such_parameter"])
def test_a_page_can_neither_say_who_looks_nor_which_day_it_is(given: str) -> None:
    """The door alone binds them; an unknown parameter is a mistake and no filter that was dropped."""
    with pytest.raises(QueryError, match=f"no parameter {given}"):
        queries.run(duckdb.connect(), "account_search", viewer="ann", today=TODAY, parameters={given: "vp"})


def test_a_question_that_takes_too_long_is_stopped_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the query and its limit; the connection goes on."""
    slow = "select count(*) as n from range(20000) as a cross join range(20000) as b where a.range + b.range = 1"
    monkeypatch.setattr(running, "compose", lambda _: slow)
    connection = duckdb.connect()

    with pytest.raises(QueryError, match=r"account_search took longer than 0\.05 seconds"):
        queries.run(connection, "account_search", viewer="ann", today=TODAY, seconds=0.05)
    assert connection.execute("select 1").fetchone() == (1,)


def test_the_watch_stops_what_is_due_first_and_nothing_that_has_ended() -> None:
    """A short question that comes after a long one is stopped in its time; one that is over is left alone.

    What cannot be stopped ends nobody's watch.
    """
    stopped: list[str] = []
    watch, failed, short_is_over = patience.Watch(), threading.Event(), threading.Event()

    def fail() -> None:
        failed.set()
        raise ValueError("not to be stopped")

    with watch.stopped_after(0, fail):
        assert failed.wait(20)
    with watch.stopped_after(3600, lambda: stopped.append("long")):
        with watch.stopped_after(0.2, lambda: stopped.append("ended")):
            pass
        with watch.stopped_after(0.4, short_is_over.set):
            assert short_is_over.wait(20)

    assert stopped == []
