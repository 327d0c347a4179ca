"""What two quick clicks on one piece of a picture come to: the second is impatience while the page is being drawn."""

from typing import Any

import plotly.graph_objects as go
import pytest
import streamlit as st

from sightline.parts import pictures

PICKED: dict[str, Any] = {"selection": {"points": [{"customdata": ["acme", "s2"]}]}}
NOTHING: dict[str, Any] = {"selection": {"points": []}}


class Address(dict[str, str]):
    """The address, outside of a run."""

    def to_dict(self) -> dict[str, str]:
        """A copy, as Streamlit gives it."""
        return dict(self)

    def from_dict(self, values: dict[str, str]) -> None:
        """All of it anew."""
        self.clear()
        self.update(values)


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a session holds, as a reader's browser would set it."""
    held: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", held)
    return held


def drawn(figure: go.Figure) -> list[Any] | None:
    """A run of the page up to its picture."""
    pictures.page_stands(False)
    return pictures.show(figure, key="map", alt="Accounts by stage", select=True)


def click(state: dict[str, Any], selection: dict[str, Any]) -> None:
    """A click, as Plotly tells it: what is selected from now on."""
    state["map"] = selection
    pictures._clicked("map")


def test_a_second_click_before_the_page_stands_leaves_the_first_one_in_force(state: dict[str, Any]) -> None:
    """Plotly reads it as taking the pick back; the reader has seen nothing yet that could be taken back."""
    figure = go.Figure()
    drawn(figure)
    pictures.page_stands(True)
    click(state, PICKED)
    pictures.page_stands(False)
    click(state, NOTHING)

    assert drawn(figure) == ["acme", "s2"]


def test_a_second_click_before_the_page_begins_to_answer_leaves_the_first_one_in_force(state: dict[str, Any]) -> None:
    """Both reach the server one after the other, and the page that stands is still the one from before them."""
    figure = go.Figure()
    drawn(figure)
    pictures.page_stands(True)
    click(state, PICKED)
    click(state, NOTHING)

    assert pictures.clicked("map") == ["acme", "s2"]
    assert drawn(figure) == ["acme", "s2"]


def test_a_double_click_whose_page_was_quick_leaves_the_pick_in_force(state: dict[str, Any]) -> None:
    """The page answered between the two clicks, and no reader has seen it yet."""
    figure = go.Figure()
    drawn(figure)
    pictures.page_stands(True)
    click(state, PICKED)
    drawn(figure)
    pictures.page_stands(True)
    click(state, NOTHING)

    assert drawn(figure) == ["acme", "s2"]


def test_a_held_click_leaves_the_address_as_it_was(state: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Boxes that the first click had set come along as the browser knew them before, and empty the address."""
    address = Address()
    monkeypatch.setattr(st, "query_params", address)
    figure = go.Figure()
    drawn(figure)
    pictures.page_stands(True)
    click(state, PICKED)
    address.from_dict({"account": "acme", "stage": "s2"})
    drawn(figure)
    pictures.page_stands(True)
    address.from_dict({})
    click(state, NOTHING)

    assert address == {"account": "acme", "stage": "s2"}


def test_a_second_click_on_a_page_that_stands_takes_the_pick_back(state: dict[str, Any]) -> None:
    """Whoever sees the pick may drop it."""
    figure = go.Figure()
    drawn(figure)
    pictures.page_stands(True)
    click(state, PICKED)
    drawn(figure)
    pictures.page_stands(True)
    state["picture_shown_at"] -= 10  # seconds in which it could be read
    click(state, NOTHING)

    assert drawn(figure) is None


def test_a_held_pick_is_not_read_on_another_picture_of_the_same_name(state: dict[str, Any]) -> None:
    """After a filter the same key shows other accounts."""
    drawn(go.Figure())
    pictures.page_stands(True)
    click(state, PICKED)
    pictures.page_stands(False)
    click(state, NOTHING)

    assert drawn(go.Figure(layout={"height": 300})) is None
