"""The address keeps a view: a click in the menu empties it, and what stood there is put back."""

import pytest

from sightline.scope import Scope
from tests.app.conftest import Open


@pytest.mark.parametrize(
    ("name", "value"),
    [("viewer", "asm"), ("team", "asm"), ("owner", "rep"), ("region", "North"), ("segment", "Enterprise")],
)
def test_a_click_in_the_menu_loses_nothing_of_the_view(open_app: Open, name: str, value: str) -> None:
    """Streamlit opens the other page with an empty address; who looks and each filter come back."""
    app = open_app(**{name: value}).switch_page("pages/plans/plan_coverage.py").run()
    app.query_params.clear()
    app.switch_page("pages/plans/adoption.py").run()

    assert app.query_params[name] == value


def test_every_filter_reaches_the_questions() -> None:
    """Each by its own name; what is not set is null, which means everything."""
    assert Scope(team="t", owner="o", region="r", segment="s").parameters == {
        "team": "t", "owner": "o", "region": "r", "segment": "s",
    }  # fmt: skip
    assert set(Scope().parameters.values()) == {None}
