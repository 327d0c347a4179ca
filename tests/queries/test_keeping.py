"""What questions share is kept: the answers stay what they are, whoever asks before, beside or after."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import duckdb
import pandas as pd
import pytest

from sightline import queries
from sightline.queries import keeping
from sightline.warehouse.versions import Warehouse

TODAY = dt.date(2026, 10, 5)
ASM, AE, STRANGER = "USR-ASM-01", "USR-AE-001", "nobody"
MANY = 10**9


MakeShelf = Callable[..., queries.Shelf]


@pytest.fixture
def shelf_with(sample: Warehouse) -> Iterator[MakeShelf]:
    """A function that makes a shelf of its own over the sample."""
    made: list[queries.Shelf] = []

    def make(most_rows: int = MANY, share_rows: int = MANY, most_step_rows: int = MANY) -> queries.Shelf:
        made.append(queries.Shelf(sample.connection, most_rows, share_rows, most_step_rows))
        return made[-1]

    yield make
    for shelf in made:
        sample.connection.execute(f"detach {shelf.database}")


def ask(sample: Warehouse, name: str, shelf: queries.Shelf | None, viewer: str = ASM, **filters: Any) -> pd.DataFrame:
    """The rows of one page query, with or without a shelf; filters that it has not are left out."""
    known = queries.layer("pages")[name].parameters
    heeded = {key: value for key, value in filters.items() if key in known}
    return queries.run(sample.connection, name, viewer=viewer, today=TODAY, parameters=heeded, shelf=shelf)


def tables(sample: Warehouse, shelf: queries.Shelf) -> list[str]:
    """The tables on the shelf."""
    said = "select table_name from duckdb_tables() where database_name = ?"
    found = sample.connection.execute(said, [shelf.database])
    return [row[0] for row in found.fetchall()]


def test_an_answer_over_what_is_kept_is_the_answer_of_the_whole_statement(
    sample: Warehouse, shelf_with: MakeShelf
) -> None:
    """Every page query, for an ASM with one AE picked, with the small nouns kept and the large ones not."""
    shelf = shelf_with(share_rows=500)

    for name in queries.layer("pages"):
        kept, direct = (ask(sample, name, each, owner=AE) for each in (shelf, None))
        key = list(queries.layer("pages")[name].key)
        pd.testing.assert_frame_equal(
            kept.sort_values(key, ignore_index=True), direct.sort_values(key, ignore_index=True), obj=name
        )


def test_what_is_kept_for_one_person_is_nobody_else_s(sample: Warehouse, shelf_with: MakeShelf) -> None:
    """After the ASM and with the same filters, the AE gets what the AE may see and a stranger nothing."""
    shelf = shelf_with()
    names = ["pipeline_summary", "whitespace_summary", "plan_coverage_accounts", "deals_to_act_on", "scope_choices"]
    for name in names:
        ask(sample, name, shelf, ASM)

    for name in names:
        assert ask(sample, name, shelf, STRANGER).empty
        pd.testing.assert_frame_equal(ask(sample, name, shelf, AE), ask(sample, name, None, AE))


def test_a_step_is_worked_out_once_for_the_filters_that_it_heeds(sample: Warehouse, shelf_with: MakeShelf) -> None:
    """The second question finds the quarter asked for; another AE needs other deals, not another quarter."""
    shelf = shelf_with()
    ask(sample, "pipeline_summary", shelf, owner=AE)
    ask(sample, "pipeline_summary", shelf, owner="USR-AE-002")

    counted = [name.rsplit("_", 1)[0] for name in tables(sample, shelf)]
    assert counted.count("pipeline_asked") == 1
    assert counted.count("pipeline_day") == 2


def test_too_much_is_dropped_and_asked_for_again(sample: Warehouse, shelf_with: MakeShelf) -> None:
    """A shelf that may keep no row is empty after each question and answers all the same."""
    shelf = shelf_with(most_rows=0, most_step_rows=0)

    for _ in range(2):
        pd.testing.assert_frame_equal(ask(sample, "pipeline_summary", shelf), ask(sample, "pipeline_summary", None))
        assert not tables(sample, shelf)


def test_what_is_worked_out_for_filters_drives_out_nothing_that_a_viewer_sees(
    sample: Warehouse, shelf_with: MakeShelf
) -> None:
    """With no room for steps at all, the tables of nouns are still those of the first question."""
    shelf = shelf_with(most_step_rows=0)
    ask(sample, "plan_coverage_summary", shelf)
    nouns = tables(sample, shelf)

    for owner in (AE, "USR-AE-002", "USR-AE-003"):
        ask(sample, "plan_coverage_summary", shelf, owner=owner)

    assert nouns
    assert sorted(tables(sample, shelf)) == sorted(nouns)
    assert not {name.rsplit("_", 1)[0] for name in nouns} & keeping.shared()


def test_room_is_made_by_what_was_read_longest_ago(sample: Warehouse, shelf_with: MakeShelf) -> None:
    """With room for one viewer's nouns, the next one's take their place, and coming back costs making them anew."""
    one = shelf_with()
    ask(sample, "plan_coverage_summary", one, AE)
    room = 2_500 * len(tables(sample, one))
    shelf = shelf_with(most_rows=room)
    ask(sample, "plan_coverage_summary", shelf, AE)
    first = set(tables(sample, shelf))

    ask(sample, "plan_coverage_summary", shelf, "USR-AE-002")

    assert first - set(tables(sample, shelf))
    pd.testing.assert_frame_equal(
        ask(sample, "plan_coverage_summary", shelf, AE), ask(sample, "plan_coverage_summary", None, AE)
    )


def test_people_who_ask_at_once_share_what_is_kept_and_each_get_their_own(
    sample: Warehouse, shelf_with: MakeShelf
) -> None:
    """Twelve at the same moment, over a shelf so small that it is emptied all the time: no error, no mix-up."""
    shelf, together = shelf_with(most_rows=20_000, most_step_rows=20_000), threading.Barrier(12)
    whose = [ASM, AE, STRANGER] * 4
    expected = {viewer: ask(sample, "pipeline_summary", None, viewer) for viewer in set(whose)}

    def asked(viewer: str) -> list[pd.DataFrame]:
        together.wait()
        return [ask(sample, "pipeline_summary", shelf, viewer) for _ in range(5)]

    with ThreadPoolExecutor(12) as people:
        for viewer, answers in zip(whose, people.map(asked, whose), strict=True):
            for answer in answers:
                pd.testing.assert_frame_equal(answer, expected[viewer])


def test_a_step_that_was_stopped_half_way_is_worked_out_the_next_time(
    sample: Warehouse, shelf_with: MakeShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half-filled table answers."""
    shelf = shelf_with()
    whole = keeping.in_front
    with monkeypatch.context() as broken:
        broken.setattr(
            keeping, "in_front", lambda *given: f"{whole(*given)} limit (select cast(error('stopped') as bigint))"
        )
        with pytest.raises(duckdb.Error, match="stopped"):
            ask(sample, "pipeline_asked", shelf)

    pd.testing.assert_frame_equal(ask(sample, "pipeline_asked", shelf), ask(sample, "pipeline_asked", None))
