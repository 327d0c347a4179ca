"""The clock and the counting that speed is judged by tell what they say they do."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from benchmarks import clicks, people, servers, wire
from benchmarks.clicks import Subject, spent
from benchmarks.peers import charts
from sightline.warehouse.versions import Warehouse

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = """
<style>body { margin: 0 } #low { margin-top: 3000px }</style>
<input id="box"><p id="high">old</p><p id="low">old</p><p id="hidden" style="display: none">old</p>
<script>
  const say = (id, text, after) => setTimeout(() => { document.getElementById(id).textContent = text; }, after);
  document.getElementById("box").addEventListener("keydown", () => {
    say("high", "new", 200); say("hidden", "new", 500); say("low", "new", 700);
    setTimeout(() => { document.getElementById("high").setAttribute("data-state", "done"); }, 900);
  });
</script>
"""


def test_a_click_ends_with_the_last_change_somebody_can_see(browser: "Browser") -> None:
    """What changes below the fold, is hidden, or is only noted on an element, comes later and is not waited for."""
    page = browser.contexts[0].new_page()
    page.add_init_script(path=clicks.CLOCK)
    page.route("**/clock", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto("http://clock.invalid/clock")
    page.locator("#box").focus()
    page.evaluate("() => { __clock.armed = true; }")
    page.keyboard.press("Enter")
    page.wait_for_function("() => { __clock.messages = 1; return __clock.isQuiet(600); }")

    told = page.evaluate("() => __clock.told()")
    page.close()

    assert told["above"] < 500 <= 700 <= told["settled"] < told["above"] + 700


def test_no_state_of_the_filters_comes_twice_and_each_is_one_choice_away() -> None:
    """An answer that was given before would be remembered, and two choices at once are two clicks."""
    states = list(people.walk({"owner": [("1", "Ann"), ("2", "Bo")], "segment": [("S", "SMB")]}))

    assert len({frozenset(state.items()) for state in states}) == len(states) == 4
    for before, after in zip(({}, *states), states, strict=False):
        assert len(set(after.items()) - set(before.items())) == 1


def test_questions_asked_side_by_side_are_waited_for_once() -> None:
    """Two seconds of which one is shared, and one apart: three, not four."""
    notes = [
        {"kind": "question", "name": "a", "sql": 10, "plan_ms": 4.0, "from": 0.0, "to": 2.0},
        {"kind": "question", "name": "b", "sql": 10, "plan_ms": None, "from": 1.0, "to": 2.0},
        {"kind": "question", "name": "c", "sql": 10, "plan_ms": 1.0, "from": 5.0, "to": 6.0},
        {"kind": "script", "name": "script", "from": 0.0, "to": 7.0},
    ]

    told = spent(notes, planned=True)

    assert (told["questions"], told["question_ms"], told["plan_ms"], told["script_ms"]) == (3, 3000, 5, 7000)


def test_a_page_is_held_against_the_peer_that_draws_the_same() -> None:
    """Whitespace as fast as Dash is met at once its milliseconds, a page of the pipeline at one and a half."""

    def clicked(name: str, page: str, ms: float) -> Subject:
        return Subject(name, "", page, "AE" if page else "", clicks=[{"above": ms, "question_ms": 1.0}])

    told = clicks.results([
        clicked("whitespace, AE", "whitespace", 210),
        clicked("pipeline_review, AE", "pipeline_review", 290),
        clicked("Dash, whitespace", "", 200),
        clicked("Dash, pipeline", "", 200),
    ])  # fmt: skip

    assert [(result.figure, result.is_met) for result in told if result.unit == "x" and "Dash" in result.against] == [
        (1.05, False),
        (1.45, True),
    ]


def test_the_watch_tells_what_one_visit_asked_and_drew(sample: Warehouse) -> None:
    """A hook that no longer fits the app would report a fast page of no questions."""

    async def visit(address: str) -> float:
        async with wire.session(address) as session:
            return await session.rerun_ms("whitespace", viewer="USR-AE-001")

    with servers.watched(sample.path.parent) as (address, watch):
        with ThreadPoolExecutor() as apart:  # the browser of the other tests has a loop of its own here
            ms = apart.submit(asyncio.run, visit(address)).result()
        with urlopen(f"http://{watch}/planned", timeout=60) as answer:  # our own server
            told = spent(json.loads(answer.read()), planned=True)

    names = [name for name, *_ in told["asked"]]
    assert {"scope_choices", "whitespace_summary", "whitespace_grid"} <= set(names)
    assert told["figures"] >= 1
    assert told["scripts"] == 1
    assert told["plan_ms"] > 0
    assert 0 < told["question_ms"] < told["script_ms"] < ms


def test_no_figure_of_a_page_takes_the_place_of_another() -> None:
    """What is kept from run to run is known by its name alone."""
    told = clicks.results([
        Subject("adoption, VP", "", "adoption", "VP", clicks=[{"above": 300, "question_ms": 1.0}]),
        Subject("Dash, whitespace", "", clicks=[{"above": 200}]),
    ])  # fmt: skip

    assert len({result.what for result in told}) == len(told) == 4


@pytest.mark.parametrize("page", ["whitespace", "pipeline"])
def test_a_peer_draws_something(page: str, sample: Warehouse) -> None:
    """An empty chart would be faster than any."""
    drawn = [charts.draw(sample.connection, page, owner) for owner in charts.owners(sample.connection).values()]

    assert sum(all(figure["data"] for figure in figures) for figures in drawn) > len(drawn) / 2
