"""The 1:1 sheet as a page: who sees what, marking a plan, and what it says when there is little to show."""

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sightline.notes import Store
from sightline.notes.inspections import as_reviews
from sightline.sections.reviews.one_on_one import says
from tests.app.conftest import USERS, Open, company_folder, open_app, page, seal_company  # fixtures

_FIXTURES = (company_folder, open_app)
SHEET = "reviews/one_on_one"


def said(app: AppTest) -> str:
    """Everything the page itself says, and what its picker offers; the menu of viewers is not the page."""
    main = app.main
    told = [*main.title, *main.markdown, *main.caption, *main.info, *main.warning, *main.error]
    return " ".join(
        [
            *(str(element.value) for element in told),
            *(" ".join(box.options) for box in main.selectbox if box.key != "view_as"),
        ]
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A warehouse of its own, since marks stay in its notes."""
    seal_company(tmp_path, f"sheet-{tmp_path.name}")
    return tmp_path


def test_a_manager_opens_the_sheet_of_the_ae_inspected_longest_ago(open_app: Open) -> None:
    """One sentence first, a card for the plan, three questions, and the account without a plan."""
    app = page(open_app(viewer="asm"), SHEET)

    assert not app.exception
    assert app.title[0].value == "1:1 · Maya Lindqvist"
    assert "Northwind Rail" in said(app)
    assert "Helios Energy" in said(app)
    assert "Aster Pharma" not in said(app)
    assert [button.label for button in app.button if button.label == "Mark inspected"] == ["Mark inspected"]


def test_an_ae_sees_the_own_sheet_without_the_button(open_app: Open) -> None:
    """The same sheet, and nothing to mark."""
    app = page(open_app(viewer="rep"), SHEET)

    assert not app.exception
    assert app.title[0].value == "1:1 · Maya Lindqvist"
    assert not [button for button in app.button if button.label == "Mark inspected"]


def test_the_whole_sheet_as_a_table_is_made_once_it_is_opened(open_app: Open) -> None:
    """Nothing is built behind the closed fold; every line stands there once somebody opens it."""
    app = page(open_app(viewer="asm"), SHEET)
    closed = len(app.dataframe)

    app.session_state["one_on_one_rest"] = True
    opened = app.run().dataframe

    assert len(opened) == closed + 1
    assert "Ask" in set(opened[-1].value["part"])


@pytest.mark.parametrize(
    ("inspected", "live", "sentence"),
    [
        (0, 1, "The plan of Ann was not"),
        (1, 1, "The plan of Ann was"),
        (0, 3, "None of Ann's 3 plans was"),
        (1, 3, "1 of 3 plans of Ann was"),
        (2, 2, "Both plans of Ann were"),
        (4, 4, "All 4 plans of Ann were"),
    ],
)
def test_the_first_sentence_is_one_that_somebody_would_say(inspected: int, live: int, sentence: str) -> None:
    """Never "0 of 1 plans" and never "all 1 plan"."""
    assert says.who_was(inspected, live, "Ann") == sentence


def test_a_vp_picks_an_ae_of_any_team_and_the_link_keeps_it(open_app: Open) -> None:
    """Both AEs are offered, with whoever the address names first opened."""
    app = page(open_app(viewer="top", ae="rep2"), SHEET)

    assert app.title[0].value == "1:1 · Tom Okafor"
    [picker] = [box for box in app.selectbox if box.key == "choice_ae"]
    assert len(picker.options) == 2
    picker.select("rep").run()
    assert app.title[0].value == "1:1 · Maya Lindqvist"
    assert app.query_params["ae"] == "rep"


def test_a_link_to_an_ae_of_another_team_opens_the_own_team(open_app: Open) -> None:
    """Nothing of the AE asked for is said, not even the name."""
    app = page(open_app(viewer="asm", ae="rep2"), SHEET)

    assert app.title[0].value == "1:1 · Maya Lindqvist"
    assert "Okafor" not in said(app)


@pytest.mark.parametrize("viewer", ["sa", "ops"])
def test_who_has_no_ae_is_told_so(open_app: Open, viewer: str) -> None:
    """An architect on the account team and sales operations find no sheet and no name."""
    app = page(open_app(viewer=viewer), SHEET)

    assert not app.exception
    assert "No AE reports to you" in app.info[0].value
    assert "Lindqvist" not in said(app)


def test_a_mark_is_shown_at_once_with_author_and_note_and_can_be_taken_back(open_app: Open, folder: Path) -> None:
    """Fill the form, click, read it; undo in the same session; nothing is left for the next load."""
    app = page(open_app(folder, viewer="asm"), SHEET)
    app.text_area[0].set_value("Ask for the board paper")
    [mark] = [button for button in app.button if button.label == "Mark inspected"]
    mark.click().run()

    assert "marked by Grace Hall" in said(app)
    assert "Ask for the board paper" in said(app)
    [kept] = as_reviews(Store(folder))
    assert (kept.plan_id, kept.reviewer_id, kept.review_on) == ("P0", "asm", dt.date(2026, 10, 5))
    [undo] = [button for button in app.button if button.label == "Undo"]
    undo.click().run()
    assert "marked by Grace Hall" not in said(app)
    assert as_reviews(Store(folder)) == []


def test_a_mark_is_read_by_the_owner_and_the_vp_and_outlives_the_session(open_app: Open, folder: Path) -> None:
    """Another session finds it, cannot undo it, and another team does not see it."""
    app = page(open_app(folder, viewer="asm"), SHEET)
    app.text_area[0].set_value("Agreed on Friday")
    next(button for button in app.button if button.label == "Mark inspected").click().run()

    for viewer, ae in (("rep", "rep"), ("top", "rep")):
        other = page(open_app(folder, viewer=viewer, ae=ae), SHEET)
        assert "Agreed on Friday" in said(other), viewer
        assert not [button for button in other.button if button.label == "Undo"]
    assert "Agreed on Friday" not in said(page(open_app(folder, viewer="rep2"), SHEET))


def test_the_second_mark_of_a_day_is_refused_in_a_sentence(open_app: Open, folder: Path) -> None:
    """The first stands, and the reason is said once."""
    app = page(open_app(folder, viewer="asm"), SHEET)
    for _ in range(2):
        next(button for button in app.button if button.label == "Mark inspected").click().run()

    assert "already" in app.info[0].value
    assert len(as_reviews(Store(folder))) == 1
    assert not app.run().info


def test_a_damaged_notes_file_is_said_in_a_sentence_and_the_sheet_stays(open_app: Open, folder: Path) -> None:
    """Marks cannot be read, everything from the exports still can."""
    (folder / "notes.sqlite").write_bytes(b"no notes at all, whatever the name says; " * 200)
    app = page(open_app(folder, viewer="asm"), SHEET)

    assert not app.exception
    assert "not a file of notes" in said(app)
    assert "Northwind Rail" in said(app)


def test_an_ae_without_accounts_has_a_sheet_that_says_so(open_app: Open, tmp_path: Path) -> None:
    """A newcomer: no key account, no plan, no error."""
    newcomer = {"user_id": "new", "full_name": "Noa Levi", "role": "AE", "manager_id": "asm"}
    seal_company(tmp_path, f"newcomer-{tmp_path.name}", [*USERS, newcomer])
    app = page(open_app(tmp_path, viewer="asm", ae="new"), SHEET)

    assert not app.exception
    assert "no key account and no live plan" in said(app)
