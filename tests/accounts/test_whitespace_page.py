"""The Whitespace page as the app runs it: who sees what first, deep links, and what it says when data is missing."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from sightline.sections.accounts.whitespace import says
from tests.accounts.whitespace_world import STAGES, cell, seal, sealed_map
from tests.app.conftest import Open, everything_said, open_app, page  # noqa: F401  # a fixture is used by its name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of a small map."""
    return sealed_map(tmp_path_factory.mktemp("whitespace") / "map")


@pytest.fixture(scope="module")
def company_folder(folder: Path) -> Path:
    """What the app opens when a test names no other."""
    return folder


def open_page(open_app: Open, **parameters: str) -> AppTest:  # noqa: F811
    """The page as Ann sees it, or as the address asks."""
    return page(open_app(**{"viewer": "ann", **parameters}), "accounts/whitespace")


def said(app: AppTest) -> str:
    """All text of the page itself."""
    return " ".join(
        str(element.value) for kind in ("markdown", "caption", "info", "warning") for element in app.get(kind)
    )


def test_the_page_opens_with_the_finding_and_four_figures(open_app: Open) -> None:  # noqa: F811
    """One sentence, then penetration, value, knowledge and contracts, each with its two numbers."""
    app = open_page(open_app)
    assert not app.exception
    assert "**3 of 8 buying centres, counted per stage, are whitespace: $100k a year where estimated.**" in said(app)
    assert "1 of 1 competitor contract end by 5 Oct 2027, first Brightwater Bank · Stage 2" in said(app)
    assert [card.label for card in app.metric] == [
        "Penetration",
        "Whitespace value",
        "Known",
        "Contracts ending in 12 months",
    ]


def test_without_a_cell_open_the_next_three_moves_stand_beside_the_map(open_app: Open) -> None:  # noqa: F811
    """A rep leaves with something to do before any click."""
    app = open_page(open_app)
    assert "**Stage 2**: contract with Veracity Scan ends 12 Jan 2027" in said(app)
    assert "**Brightwater Bank**" in [button.label for button in app.button]
    assert "**\\$90k**" in said(app)


def test_a_move_names_its_buying_centre_where_it_has_one() -> None:
    """Three moves of one stage of an account are told apart, and from the centre that is ours."""
    rows = pd.DataFrame(
        {
            "stage_label": "Create",
            "buying_centre_name": ["Lending", None],
            "move_reason": "because",
            "move_unknown": None,
        }
    )
    moves = [says.move(row) for row in rows.itertuples()]

    assert moves == ["**Create, Lending**: because.", "**Create**: because."]


def test_a_link_opens_the_cell_it_names(open_app: Open) -> None:  # noqa: F811
    """Vendor, spend, end and voices, without a click."""
    app = open_page(open_app, account="acme", stage="s2")
    assert "## Brightwater Bank · Stage 2" in said(app)
    assert "Veracity Scan" in said(app)
    assert "**$84k a year**, contract ends **12 Jan 2027**" in said(app)
    assert "*Dislikes:* false positives" in said(app)
    assert "*Known:* 5 of 6 fields" in said(app)


def test_the_cell_can_be_chosen_with_two_boxes(open_app: Open) -> None:  # noqa: F811
    """The keyboard way; the choice stands in the address."""
    app = open_page(open_app)
    app.selectbox(key="choice_account").select("beta").run()
    app.selectbox(key="choice_stage").select("s3").run()
    assert app.query_params["account"] == "beta"
    assert app.query_params["stage"] == "s3"
    assert "## Beta · Stage 3" in said(app)
    assert "Not mapped" in said(app)


def test_a_link_to_an_account_of_a_peer_says_so_and_shows_nothing_of_it(open_app: Open) -> None:  # noqa: F811
    """Not even the name that only the link knows as an id."""
    app = open_page(open_app, account="corp", stage="s1")
    assert "which is not in this view" in said(app)
    assert "Corp" not in everything_said(app)


def test_a_manager_sees_people_and_may_open_accounts(open_app: Open) -> None:  # noqa: F811
    """Few accounts stand as accounts; the rows of the map are a choice in the address."""
    app = open_page(open_app, viewer="asm", level="people")
    assert [control.label for control in app.get("button_group")][:1] == ["Show"]
    assert "Click a team to open its AEs" in said(app)
    assert "Accounts 1 to" not in said(app)


@pytest.mark.parametrize("part", ["Next moves", "Contract ends", "Competitors", "Deals off the map", "Accounts"])
@pytest.mark.parametrize("view", ["state", "money", "age"])
def test_every_part_and_every_view_opens_by_link(open_app: Open, part: str, view: str) -> None:  # noqa: F811
    """No part needs a click before it works."""
    app = open_page(open_app, part=part, show=view)
    assert not app.exception
    assert not app.error


def test_orphans_are_two_lists(open_app: Open) -> None:  # noqa: F811
    """S78: the opportunity without a product is in the first."""
    assert "**1 open deal not on the map, and 0 cells worked on without a deal" in said(
        open_page(open_app, part="Deals off the map")
    )


def test_without_a_whitespace_export_the_page_names_it_and_offers_a_template(open_app: Open, tmp_path: Path) -> None:  # noqa: F811
    """An empty page teaches; other pages go on."""
    app = page(open_app(folder=seal(tmp_path / "none", stages=STAGES), viewer="ann"), "accounts/whitespace")
    assert not app.exception
    assert "No whitespace map is loaded" in said(app)
    assert [button.label for button in app.get("download_button")] == ["Template for whitespace cells"]


def test_without_a_stages_export_the_nine_usual_stages_stand_and_are_named(open_app: Open, tmp_path: Path) -> None:  # noqa: F811
    """Defaults, said aloud."""
    folder = seal(tmp_path / "usual", whitespace_cells=[cell("acme", "plan", "owned")])
    app = page(open_app(folder=folder, viewer="ann"), "accounts/whitespace")
    assert "the nine usual stages, as no stages export is loaded" in said(app)
    assert len(app.selectbox(key="choice_stage").options) == 9


def test_a_scope_without_accounts_says_what_to_change(open_app: Open, tmp_path: Path) -> None:  # noqa: F811
    """Nobody's map is not an empty picture."""
    folder = seal(tmp_path / "empty", accounts=[], whitespace_cells=[cell("gone", "plan", "owned")])
    app = page(open_app(folder=folder, viewer="ann"), "accounts/whitespace")
    assert not app.exception
    assert "No account in this view" in said(app)
