"""The address keeps a view: every way to another page takes it along."""

from urllib.parse import parse_qs

import pytest

from sightline.scope import Scope
from tests.app.conftest import Open


@pytest.mark.parametrize(
    ("name", "value"),
    [("viewer", "asm"), ("team", "asm"), ("owner", "rep"), ("region", "North"), ("segment", "Enterprise")],
)
def test_a_click_in_the_menu_loses_nothing_of_the_view(open_app: Open, name: str, value: str) -> None:
    """Each entry is a link with who looks and each filter in it."""
    links = [link.proto for link in open_app(**{name: value}).get("page_link")]
    assert links
    assert {parse_qs(link.query_string)[name][0] for link in links} == {value}


def test_a_choice_made_before_the_browser_showed_the_last_one_keeps_both(open_app: Open) -> None:
    """The second click comes with the address of before the first one, whose page was broken off while being drawn."""
    app = open_app(viewer="top", region="North")
    app.session_state["address_written"] = {"viewer": "top", "region": "North"}
    app.query_params.clear()
    app.query_params["viewer"] = "top"
    app.selectbox(key="filter_segment").select("Enterprise").run()

    assert app.query_params == {"region": "North", "segment": "Enterprise"}


def test_back_takes_a_filter_out_though_it_was_written_last(open_app: Open) -> None:
    """Back sends an older address too, but no choice along with it."""
    app = open_app(viewer="top", region="North")
    app.session_state["address_written"] = {"viewer": "top", "region": "North"}
    app.query_params.clear()
    app.run()

    assert app.query_params == {}


def test_a_choice_after_back_brings_nothing_back(open_app: Open) -> None:
    """Whoever went back has seen what was written; from then on the address they came with is theirs."""
    app = open_app(viewer="top", region="North")
    app.session_state["address_written"] = {"viewer": "top", "region": "North"}
    app.query_params.clear()
    app.run()
    app.selectbox(key="filter_segment").select("Enterprise").run()

    assert app.query_params == {"segment": "Enterprise"}


def test_every_filter_reaches_the_questions() -> None:
    """Each by its own name; what is not set is null, which means everything."""
    assert Scope(team="t", owner="o", region="r", segment="s").parameters == {
        "team": "t", "owner": "o", "region": "r", "segment": "s",
    }  # fmt: skip
    assert set(Scope().parameters.values()) == {None}
