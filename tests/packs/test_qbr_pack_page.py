"""The QBR pack page as people meet it: nothing begun, a pack to write on, two who write at once, readiness."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sightline.notes import Author, Store, pack_texts
from sightline.notes import packs as frozen
from sightline.notes.pack_texts import Comment
from sightline.notes.sight import Sight
from sightline.sections.reviews.qbr_pack import says
from sightline.settings import ROOT
from sightline.warehouse.versions import Warehouse
from tests.packs.conftest import ASM

PAGE = "pages/reviews/qbr_pack.py"


@pytest.fixture
def folder(sample: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample's warehouse in a folder of its own, so that the notes of one test are not met by another."""
    for path in sample.path.parent.iterdir():
        if path.is_file() and not path.name.startswith("notes"):
            (tmp_path / path.name).hardlink_to(path)
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(tmp_path))
    return tmp_path


def opened(viewer: str, view: str = "Slides", slide: str = "bridge", **more: str) -> AppTest:
    """The page as somebody opens it, on one of its tabs, at one of its slides."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.query_params = {"viewer": viewer, **more}
    app.run()
    app.switch_page(PAGE)
    app.query_params.update(view=view, slide=slide)
    return app.run()


def picks(app: AppTest) -> list[Any]:
    """The buttons of the rail."""
    return [one for one in app.button if one.key and one.key.startswith("pick_")]


def begun(viewer: str = ASM) -> AppTest:
    """The page after its pack was begun."""
    app = opened(viewer)
    app.button(key="begin_pack").click().run()
    assert not app.exception
    return app


def test_a_manager_begins_a_pack_and_finds_every_slide_with_its_sentence(folder: Path) -> None:
    """Before it, what beginning does and who is ready; after it, fourteen cards, each to be edited."""
    app = opened(ASM)
    said = " ".join(block.value for block in app.markdown)
    assert "Nobody has begun the review of FY27" in said.replace("\\", "")
    assert "Reviews of FY27-Q3 are prepared from 18 Oct 2026 and held from 1 Nov 2026 to 14 Nov 2026." in said

    ended = " ".join(block.value for block in opened(ASM, quarter="FY27-Q2").markdown)
    assert "Reviews of FY27-Q2 were held from 1 Aug 2026 to 14 Aug 2026." in ended

    app.button(key="begin_pack").click().run()
    assert [one.label.split()[0] for one in picks(app)] == [str(number) for number in range(1, 22)]
    app.button(key="pick_scorecard").click().run()
    [title] = [one for one in app.text_area if one.label == "Title"]
    assert "won" in title.value
    assert app.query_params["slide"] == "scorecard"
    assert not app.exception


def test_a_slide_switched_off_stays_out_of_the_files(folder: Path) -> None:
    """The switch in the rail keeps it; the slide says so, and the headline counts one slide less."""
    app = begun()
    before = next(block.value for block in app.markdown if " slides in the files, frozen" in block.value)
    switch = next(one for one in app.toggle if one.key and "_bridge_" in one.key)
    switch.set_value(False).run()
    again = opened(ASM)
    after = next(block.value for block in again.markdown if " slides in the files, frozen" in block.value)
    assert next(one for one in again.toggle if one.key and "_bridge_" in one.key).label == "Out"
    assert "not in the files" in " ".join(block.value for block in again.markdown)
    assert before != after


def test_slides_are_made_and_drawn_again_only_once_something_was_written(folder: Path) -> None:
    """Another slide is shown from what this session made; a comment makes all of them anew."""
    app = begun()
    made, drawn = (app.session_state[name] for name in ("pack_slides", "pack_pictures"))

    app.button(key="pick_coverage").click().run()
    assert app.session_state["pack_slides"] is made
    assert app.session_state["pack_pictures"] is drawn
    [comment] = [one for one in app.text_area if one.label == "Comment"]
    comment.set_value("Said of coverage").run()
    assert "Said of coverage" in [one.comment for one in app.session_state["pack_slides"][1]]
    assert app.session_state["pack_pictures"][0] is app.session_state["pack_slides"][1]


def test_what_was_saved_is_said_in_the_readers_own_time() -> None:
    """`Saved 14:02`; another day is named, and UTC where the browser does not give a zone."""
    noon = dt.datetime(2026, 10, 5, 12, 2, tzinfo=dt.UTC)
    assert says.saved("Grace Hall", noon, "Europe/Berlin") == "Saved 5 Oct 2026, 14:02 by Grace Hall"
    assert says.saved("Grace Hall", noon, None) == "Saved 5 Oct 2026, 12:02 UTC by Grace Hall"
    now = dt.datetime.now(dt.UTC)
    assert says.saved("Grace Hall", now, None) == f"Saved {now:%H:%M} UTC by Grace Hall"


def test_what_is_written_on_a_card_is_kept_at_once(folder: Path) -> None:
    """A title of one's own and a comment are there when it is opened anew; an emptied title is the draft."""
    app = begun()
    title = next(one for one in app.text_area if one.key and one.key.startswith("title_") and "_bridge_" in one.key)
    draft = title.value
    title.set_value("We lost one big deal").run()
    comment = next(one for one in app.text_area if one.key and one.key.startswith("text_"))
    comment.set_value("Two slipped.").run()

    again = opened(ASM)
    assert "We lost one big deal" in [one.value for one in again.text_area]
    assert "Two slipped." in [one.value for one in again.text_area]
    kept = next(one for one in again.text_area if one.value == "We lost one big deal")
    kept.set_value("").run()
    assert draft in [one.value for one in opened(ASM).text_area]


def test_whoever_writes_second_sees_both_texts_and_may_choose(folder: Path) -> None:
    """Somebody wrote while the card was open: theirs stands, one's own can be put there, and their title stays."""
    app = begun()
    store = Store(folder)
    sight = Sight(Author("USR-CRO-01", "Anouk Radu"), frozenset({ASM}))
    pack_id = frozen.packs(store, sight)[0].head.pack_id
    pack_texts.write_comment(store, sight, pack_id, Comment("bridge", text="From above", title="Theirs"))

    next(one for one in app.text_area if one.key and one.key.startswith("text_")).set_value("From the team").run()
    said = " ".join(block.value for block in [*app.warning, *app.markdown])
    assert "Anouk Radu changed this" in said
    assert "From the team" in said
    assert "From above" in [one.value for one in app.text_area]
    assert "Theirs" in [one.value for one in app.text_area]

    next(one for one in app.button if one.key and one.key.startswith("mine_text_")).click().run()
    assert "From the team" in [one.value for one in app.text_area]
    assert "Theirs" in [one.value for one in app.text_area]
    assert not [one for one in app.button if one.key and one.key.startswith("mine_")]


def test_readiness_lists_the_aes_of_the_team_before_the_pack_is_begun(folder: Path) -> None:
    """S30: what to put right before the review."""
    app = opened(ASM)
    assert not app.exception
    assert "Ready for the review?" in [one.value for one in app.header]
    assert app.dataframe


@pytest.mark.parametrize("viewer", ["USR-AE-001", "USR-CRO-01"])
def test_an_ae_and_the_top_have_a_pack_of_their_own(folder: Path, viewer: str) -> None:
    """An AE's pack is of one person, the top's of the whole company."""
    app = begun(viewer)
    assert len(picks(app)) == 21


def test_somebody_with_nobody_who_sells_is_told_so(folder: Path) -> None:
    """A sentence and what to do, no empty deck."""
    app = opened("USR-SA-01")
    assert not app.exception
    assert any("nobody below you sells" in block.value for block in app.info)


def test_a_draft_that_moved_with_the_numbers_is_shown_anew(folder: Path) -> None:
    """After a refresh the field of a title nobody wrote holds the new sentence, in the same session."""

    def page() -> None:
        import streamlit as st

        from sightline.notes.pack_texts import Comment
        from sightline.sections.reviews.qbr_pack.forms import Form

        form = Form("card", Comment("bridge"), lambda comment: comment, {"title": "Title"})
        form.text("title", st.session_state["draft"])

    app = AppTest.from_function(page)
    for draft in ("$1M won", "$2M won"):
        app.session_state["draft"] = draft
        assert app.run().text_input[0].value == draft


def field(app: AppTest, name: str) -> Any:
    """The one field of a form by the beginning of its name."""
    [found] = [
        one
        for one in [*app.text_area, *app.text_input, *app.date_input, *app.selectbox]
        if one.key and one.key.startswith(name)
    ]
    return found


def lists(viewer: str = ASM) -> AppTest:
    """The tab of asks and commitments."""
    app = opened(viewer, "Asks and commitments")
    assert not app.exception
    return app


def test_an_ask_is_added_and_each_field_is_kept_as_soon_as_it_is_left(folder: Path) -> None:
    """Opened anew it is there whole: what, why, owner, day and measure; an empty list says so before."""
    begun()
    app = lists()
    assert "No asks yet." in [block.value for block in app.markdown]
    add = next(one for one in app.button if one.label == "Add an ask")
    add.click().run()
    field(app, "ask_asks_").set_value("A sponsor for Acme").run()
    field(app, "impact_asks_").set_value("$2M").run()
    field(app, "responsible_asks_").set_value("Grace").run()
    field(app, "due_on_asks_").set_value(dt.date(2026, 11, 20)).run()
    field(app, "measure_asks_").set_value("Met by May").run()
    assert not app.exception

    again = lists()
    kept = [field(again, f"{name}_asks_").value for name in ("ask", "impact", "responsible", "due_on", "measure")]
    assert kept == ["A sponsor for Acme", "$2M", "Grace", dt.date(2026, 11, 20), "Met by May"]


def test_an_ask_is_deleted_and_brought_back(folder: Path) -> None:
    """Undo stands where it was deleted."""
    begun()
    app = lists()
    next(one for one in app.button if one.label == "Add an ask").click().run()
    field(app, "ask_asks_").set_value("A sponsor for Acme").run()
    next(one for one in app.button if one.label == "Delete").click().run()
    assert "No asks yet." in [block.value for block in app.markdown]
    next(one for one in app.button if one.label == "Undo").click().run()
    assert field(app, "ask_asks_").value == "A sponsor for Acme"
    assert not [one for one in app.button if one.label == "Undo"]


def test_a_commitment_has_owner_day_measure_and_what_became_of_it(folder: Path) -> None:
    """In the list of its quarter alone."""
    begun()
    app = lists()
    next(one for one in app.button if one.label == "Add a commitment").click().run()
    field(app, "text_commitments_").set_value("Every key account planned").run()
    field(app, "responsible_commitments_").set_value("Maya").run()
    field(app, "status_commitments_").set_value("kept").run()
    again = lists()
    kept = [field(again, f"{name}_commitments_").value for name in ("text", "responsible", "status")]
    assert kept == ["Every key account planned", "Maya", "kept"]
