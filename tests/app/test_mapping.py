"""The mapping editor: what is suggested is filled in, one save keeps it, and nothing that a file says does anything."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sightline import words
from sightline.exports import read_profile
from sightline.settings import ROOT
from tests.app.hostile import PAYLOADS
from tests.browser import PATIENCE, settled, start_server, stop_server, sync_api, visit
from tests.exports.drop import ACCOUNTS, USERS

BOARD = "tests/app/mapping_board.py"
STRANGE = "Chance;Firma;Phase;Betrag;Abschluss am\nAuftrag;Acme;Unterschrieben;1.250,50;30.09.2026\n"
"""One deal of a file that no table fits by its header, in a stage that no word decides."""


@pytest.fixture
def drop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of people, accounts and a file of deals in German."""
    monkeypatch.setenv("SIGHTLINE_DROP", str(tmp_path))
    (tmp_path / "users.csv").write_text(USERS)
    (tmp_path / "accounts.csv").write_text(ACCOUNTS)
    (tmp_path / "chancen_2026-10-05.csv").write_text(STRANGE)
    return tmp_path


def opened() -> AppTest:
    """The page of the editor."""
    app = AppTest.from_file(str(ROOT / BOARD), default_timeout=PATIENCE / 1000).run()
    assert not app.exception
    return app


def box(app: AppTest, label: str) -> "AppTest.selectbox":  # type: ignore[name-defined]
    """The box that asks about something, by what is read aloud of it."""
    [found] = [one for one in app.selectbox if one.label == words.plain(label)]
    return found


def test_suggestions_are_filled_in_and_kept_by_one_save_that_can_be_taken_back(drop: Path) -> None:
    """Boxes hold what is suggested, the head says what changes; saved, it is the profile; taken back, it is gone."""
    app = opened()

    assert app.markdown[0].value == "**1 question to answer.** 4 of 5 rows load now, 5 with these answers."
    assert [box(app, asked).value for asked in ("Betrag", "Firma", "Unterschrieben (1 deal)")] == [
        "amount",
        "account_id",
        "",
    ]
    assert "Betrag is German for amount; its values are numbers" in [text.value for text in app.caption]
    assert app.button(key="mapping_try").disabled

    app.button(key="mapping_save").click().run()

    profile = read_profile(drop)
    assert profile.of("chancen_2026-11-02.csv").columns["Betrag"] == "amount"
    assert app.markdown[0].value == "**1 question to answer.** 5 of 5 rows load now."

    app.button(key="mapping_undo").click().run()

    assert not (drop / "sightline.toml").exists()
    assert app.markdown[0].value.endswith("4 of 5 rows load now, 5 with these answers.")


def test_a_changed_answer_shows_what_it_changes_before_it_is_kept(drop: Path) -> None:
    """Another answer than suggested is read before it is saved; what it opens is asked beside the rest."""
    app = opened()
    box(app, "Unterschrieben (1 deal)").set_value("won")
    box(app, "Betrag").set_value("none").run()

    assert app.markdown[0].value.endswith(
        "4 of 5 rows load now. Answers have changed: see what they change before you save."
    )
    app.button(key="mapping_try").click().run()

    assert "- chancen\\_2026\\-10\\-05.csv: 0 of 1 rows now, 1 of 1 with these answers" in [
        m.value for m in app.markdown
    ]
    assert box(app, "Unterschrieben (1 deal)").value == "won"
    app.button(key="mapping_save").click().run()
    profile = read_profile(drop)
    assert (dict(profile.outcomes), profile.of("chancen_1.csv").columns["Betrag"]) == (
        {"Unterschrieben": "won"},
        "none",
    )


def test_what_was_taken_wrongly_can_be_changed_though_nobody_asks(drop: Path) -> None:
    """A recognised column is folded away with how it was found; changed, it is kept with its table."""
    app = opened()
    app.selectbox(key="mapping_file").set_value("accounts.csv").run()

    box(app, "type").set_value("none").run()
    app.button(key="mapping_try").click().run()
    app.button(key="mapping_save").click().run()

    said = read_profile(drop).of("accounts.csv")
    assert (said.table, dict(said.columns)) == ("accounts", {"type": "none"})


def test_a_change_by_hand_that_is_taken_back_is_not_kept(drop: Path) -> None:
    """Before its effect was looked at, or after; one that stays is kept, also when its file was left in between."""
    app = opened()

    def change(header: str, said: str) -> None:
        app.selectbox(key="mapping_file").set_value("accounts.csv").run()
        box(app, header).set_value(said).run()

    change("type", "none")
    change("type", "type")
    change("is_key_account", "none")
    app.button(key="mapping_try").click().run()
    change("is_key_account", "is_key_account")
    change("owner_id", "none")
    app.selectbox(key="mapping_file").set_value("users.csv").run()
    app.selectbox(key="mapping_file").set_value("accounts.csv").run()
    assert box(app, "owner_id").value == "none"
    app.button(key="mapping_save").click().run()

    said = read_profile(drop).of("accounts.csv")
    assert (said.table, dict(said.columns)) == ("accounts", {"owner_id": "none"})


def test_a_file_of_which_every_change_is_taken_back_is_not_named_in_the_mapping(drop: Path) -> None:
    """Nor is its table, which came with the change."""
    app = opened()
    app.selectbox(key="mapping_file").set_value("accounts.csv").run()
    for said in ("none", "type"):
        box(app, "type").set_value(said).run()
    app.button(key="mapping_save").click().run()

    assert "accounts" not in (drop / "sightline.toml").read_text(encoding="utf-8")


def test_what_a_file_says_is_shown_as_it_is_written(drop: Path) -> None:
    """Headers, values, stages and names of files with Markdown in them: escaped wherever Markdown is read."""
    told = [payload.replace('"', "'").replace("\n", " ") for payload in PAYLOADS[:6]]
    cells = ",".join(f'"{cell}"' for cell in told)
    strange, stage = "**chancen** [x](y).csv", "![Signed](y)"
    (drop / "chancen_2026-10-05.csv").write_text(
        STRANGE.replace("Unterschrieben", stage).replace("Abschluss am", "*Abschluss* am")
    )
    (drop / strange).write_text(f"{cells}\n{cells}\n")

    app = opened()

    read = [one.value for one in (*app.markdown, *app.caption)] + [one.label for one in (*app.selectbox, *app.expander)]
    assert [
        text
        for text in read
        for raw in (*told, strange, stage, "*Abschluss*")
        if raw != words.plain(raw) and raw in text
    ] == []
    for shown in (strange, stage, "*Abschluss* am"):
        assert [text for text in read if words.plain(shown) in text]


def test_the_second_monday_by_keyboard_and_in_the_dark(drop: Path, browser: "sync_api.Browser") -> None:
    """A stage is answered and saved without a mouse: the profile is on the disk, the page says that nothing is open."""
    server, address = start_server(ROOT, script=BOARD, SIGHTLINE_DROP=str(drop))
    try:
        seen = visit(browser, address)
        page = seen.page
        page.emulate_media(color_scheme="dark")
        settled(page)
        stage = page.get_by_role("combobox", name="Unterschrieben")
        stage.focus()
        page.keyboard.type("won")
        page.keyboard.press("Enter")
        sync_api.expect(page.get_by_text("Nothing has to be answered.")).to_be_visible()
        page.get_by_role("button", name="Save", exact=True).focus()
        page.keyboard.press("Enter")
        sync_api.expect(page.get_by_text("5 of 5 rows load now.")).to_be_visible()
        ground = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    finally:
        stop_server(server)

    assert read_profile(drop).outcomes == {"Unterschrieben": "won"}
    assert max(map(int, ground.removeprefix("rgb(").rstrip(")").split(","))) < 60
    assert (seen.strangers, seen.complaints) == ([], [])
