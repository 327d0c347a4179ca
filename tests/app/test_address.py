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


def test_every_filter_reaches_the_questions() -> None:
    """Each by its own name; what is not set is null, which means everything."""
    assert Scope(team="t", owner="o", region="r", segment="s").parameters == {
        "team": "t", "owner": "o", "region": "r", "segment": "s",
    }  # fmt: skip
    assert set(Scope().parameters.values()) == {None}
