"""The frame around every page: who looks, where they land, what the filters and the address say."""

import contextlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sightline import address, door, frame, menu
from sightline.settings import ROOT, Settings
from sightline.warehouse import versions
from sightline.warehouse.versions import Warehouse
from tests.app.conftest import USERS, Open, page, seal_company


def freshness(app: AppTest) -> Any:
    """The link beside the title that says how old the data is."""
    return next(link.proto for link in app.get("page_link") if link.proto.label.startswith("As of"))


@pytest.mark.parametrize(
    ("viewer", "title"),
    [
        ("top", "Adoption"),
        ("asm", "Plan coverage"),
        ("rep", "Whitespace"),
        ("sa", "Whitespace"),
        ("ops", "Exports"),
    ],
)
def test_each_role_lands_on_its_own_page(open_app: Open, viewer: str, title: str) -> None:
    """The landing page answers the question that kind of person arrives with."""
    app = open_app(viewer=viewer)
    assert not app.exception
    assert app.title[0].value == title


def test_the_single_top_of_the_tree_looks_when_nobody_is_chosen(open_app: Open) -> None:
    """A bare address shows the whole tree's own view, and stays bare."""
    app = open_app()
    assert app.selectbox(key="view_as").value == "top"
    assert "viewer" not in app.query_params


def test_with_two_tops_the_whole_company_looks(open_app: Open, tmp_path: Path) -> None:
    """Nobody is picked among equals."""
    seal_company(
        tmp_path,
        f"two-tops-{tmp_path.name}",
        [
            *USERS,
            {"user_id": "z", "full_name": "Zoe", "role": "VP"},
            {"user_id": "y", "full_name": "Yan", "role": "AE", "manager_id": "z"},
        ],
    )
    app = open_app(folder=tmp_path)
    assert app.selectbox(key="view_as").value == "operator"
    assert "Whole company" in [text.value for text in app.text]


def test_view_as_offers_everyone_with_role_and_team_from_the_top_down(open_app: Open) -> None:
    """The list reads like the tree; the whole company stands first."""
    offered = open_app().selectbox(key="view_as").options
    assert offered[:3] == ["Whole company", "Ingrid Solberg (VP)", "Grace Hall (ASM, Nordics)"]
    assert len(offered) == len(USERS) + 1


def test_an_unknown_viewer_in_a_link_sees_nothing_but_how_to_go_on(open_app: Open) -> None:
    """A stale link shows nobody else's view, and its text is shown as it stands, not as Markdown."""
    app = open_app(viewer="![x](http://other.example)")
    assert app.title[0].value == "Who is looking?"
    assert "who is not an active person" in app.markdown[0].value
    assert "\\!\\[x\\]" in app.markdown[0].value
    assert not app.dataframe
    assert not app.metric

    app.selectbox(key="view_as").select("rep2").run()
    assert app.title[0].value == "Whitespace"
    assert "Own accounts" in [text.value for text in app.text]


def test_choosing_a_viewer_is_written_into_the_address(open_app: Open) -> None:
    """So that the link shows a colleague the same view."""
    app = open_app()
    app.selectbox(key="view_as").select("rep2").run()
    assert app.query_params["viewer"] == "rep2"
    assert "Own accounts" in [text.value for text in app.text]


def test_filters_of_a_link_are_set_and_stay_in_the_address(open_app: Open) -> None:
    """A deep link is the view."""
    app = open_app(viewer="top", team="asm", region="North")
    assert app.selectbox(key="filter_team").value == "asm"
    assert app.selectbox(key="filter_region").value == "North"
    assert app.query_params["team"] == "asm"


def test_filters_offer_only_what_the_viewer_may_see(open_app: Open) -> None:
    """Option lists leave through the same door as rows."""
    app = open_app(viewer="asm")
    assert app.selectbox(key="filter_region").options == ["North"]
    assert app.selectbox(key="filter_owner").options == ["Maya Lindqvist"]


def test_a_filter_outside_the_view_falls_back_and_says_so(open_app: Open) -> None:
    """The nearest allowed value is everything; the dropped one is named as the link spelt it."""
    app = open_app(viewer="asm", region="South")
    assert app.selectbox(key="filter_region").value is None
    assert "“South” is not within this view" in app.warning[0].value
    assert "region" not in app.query_params


def test_aes_are_narrowed_by_the_team_at_any_distance(open_app: Open) -> None:
    """The top's team holds everyone, an ASM's only the direct reports."""
    app = open_app(viewer="top", team="asm")
    assert app.selectbox(key="filter_owner").options == ["Maya Lindqvist"]
    app.selectbox(key="filter_team").select("top").run()
    assert app.selectbox(key="filter_owner").options == ["Maya Lindqvist", "Tom Okafor"]


def test_reset_empties_the_filters_and_keeps_the_viewer(open_app: Open) -> None:
    """Reset is about filters, not about who looks."""
    app = open_app(viewer="asm", region="North", segment="Enterprise")
    next(button for button in app.button if button.label == "Reset filters").click().run()
    assert app.selectbox(key="filter_region").value is None
    assert app.query_params == {"viewer": "asm"}


def test_beside_the_title_stands_the_path_to_what_is_shown(open_app: Open) -> None:
    """From the viewer's own scope down to the AE, with a chip for each filter that takes it back by one click."""
    app = open_app(viewer="top", owner="rep", region="North")
    assert "Ingrid Solberg's team ▸ Nordics" in [text.value for text in app.text]
    chips = {button.key: button.label for button in app.button}
    assert chips["chip_owner"] == "Maya Lindqvist ✕"
    assert chips["chip_region"] == "North ✕"

    app.button(key="chip_owner").click().run()
    assert app.query_params == {"region": "North"}
    assert "Ingrid Solberg's team" in [text.value for text in app.text]


def test_a_filter_that_a_page_does_not_go_by_says_so_on_its_chip(open_app: Open) -> None:
    """Plan coverage shows today, whatever quarter is set."""
    app = page(open_app(viewer="top", quarter="FY27-Q1"), "plans/plan_coverage")
    assert app.button(key="chip_quarter").label.replace("\\", "") == "FY27-Q1 (not used here) ✕"
    assert page(app, "plans/adoption").button(key="chip_quarter").label.replace("\\", "") == "FY27-Q1 ✕"


def test_a_link_to_send_has_the_days_it_shows_and_not_who_looks(open_app: Open) -> None:
    """A colleague who sees more is shown the same accounts and days; one who sees less is told so."""
    app = page(open_app(viewer="asm", region="North"), "plans/adoption")
    [button] = app.get("bidi_component")
    assert json.loads(button.proto.json)["text"].endswith("?team=asm&region=North&day=2026-10-05&before=2026-07-31")


def test_a_found_account_opens_with_its_id_in_the_address(open_app: Open) -> None:
    """The search box leads to the account and is empty again."""
    app = open_app(viewer="top")
    app.selectbox(key="found_account").select("A2").run()
    assert app.query_params["account"] == "A2"
    assert app.title[0].value == "Aster Pharma"
    assert app.selectbox(key="found_account").value is None


def test_where_accounts_are_too_many_part_of_a_name_is_asked_first(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large company is not sent to the browser whole with every click."""
    monkeypatch.setattr(frame, "MOST_ACCOUNTS", 3)
    app = open_app(viewer="top")
    assert "found_account" not in [box.key for box in app.selectbox]
    app.text_input(key="account_word").input("ENERGY").run()
    assert app.selectbox(key="found_account").options == ["Helios Energy"]
    app.text_input(key="account_word").input("zzz").run()
    assert app.selectbox(key="found_account").placeholder == "No account of that name"


def test_the_search_box_knows_only_the_viewers_accounts(open_app: Open) -> None:
    """Names leave through the same door as rows."""
    assert open_app(viewer="rep2").selectbox(key="found_account").options == ["Aster Pharma"]


def test_the_head_says_as_of_when_and_what_is_missing(open_app: Open) -> None:
    """Every page shows how fresh its numbers are."""
    link = freshness(open_app())
    assert link.label.startswith("As of 5 Oct 2026")
    assert ":orange[" in link.label
    assert "Every number is as of 5 Oct 2026, the time of the exports; days to come are counted from then." in link.help
    assert "1 export missing" in link.help


def test_without_a_warehouse_one_button_shows_the_invented_company(open_app: Open, tmp_path: Path) -> None:
    """From there Load files is one click away: nobody needs a command."""
    app = open_app(folder=tmp_path / "nothing")
    assert not app.exception
    assert [title.value for title in app.title] == ["Nothing is loaded yet"]
    [begin] = app.button
    begin.click().run(timeout=120)
    assert not app.exception
    assert address.name_of(address.LOAD_FILES) in {link.proto.page for link in app.get("page_link")}


@pytest.mark.parametrize(("broken", "says"), [("the pointer", "Load the exports again"), ("a byte", "not as it was")])
def test_what_is_damaged_is_never_replaced_by_the_invented_company(
    open_app: Open, tmp_path: Path, broken: str, says: str
) -> None:
    """Somebody's own data is somewhere: the page says what is wrong, and offers nothing instead."""
    seal_company(tmp_path, f"damaged-{tmp_path.parent.name}-{tmp_path.name}")
    path = tmp_path / (versions.POINTER if broken == "the pointer" else f"{versions.current(tmp_path)}.duckdb")
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 255
    path.write_bytes(held[: len(held) // 2] if broken == "the pointer" else held)
    app = open_app(folder=tmp_path)
    assert ([*app.button], [title.value for title in app.title]) == ([], ["What was loaded cannot be shown"])
    assert says in app.markdown[-1].value


def test_without_a_warehouse_who_signs_in_is_told_whom_to_ask(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is known before users are loaded, so nobody may load the first company from a browser."""
    told = tmp_path / "settings.toml"
    told.write_text('[sign_in]\nmode = "oidc"\n', encoding="utf-8")
    monkeypatch.setenv("SIGHTLINE_SETTINGS", str(told))
    door._settings.cache_clear()
    try:
        app = open_app(folder=tmp_path / "nothing")
        assert ([*app.button], [title.value for title in app.title]) == ([], ["Nothing is loaded yet"])
        assert "Ask whoever runs Sightline" in app.markdown[0].value
    finally:
        door._settings.cache_clear()


def test_a_load_that_changes_who_looks_changes_the_menu_in_the_same_run(open_app: Open, tmp_path: Path) -> None:
    """Of two tops neither looks unasked: the whole company does, and may read the record, a page that was not there."""
    seal_company(tmp_path, f"one-top-{tmp_path.parent.name}")
    app = open_app(folder=tmp_path)
    assert address.name_of(address.AUDIT) not in {link.proto.page for link in app.get("page_link")}
    two_tops = [{**row, "manager_id": None} if row["user_id"] == "asm" else row for row in USERS]
    seal_company(tmp_path, f"two-tops-{tmp_path.parent.name}", two_tops)
    app.run()
    assert not app.exception
    assert address.name_of(address.AUDIT) in {link.proto.page for link in app.get("page_link")}


@pytest.mark.parametrize(
    "where", ["sightline.sections.about.definitions.picks.metrics_about", "sightline.frame.freshness"]
)
def test_what_fails_on_a_page_or_around_it_is_one_sentence_and_the_incident_of_the_log(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, where: str
) -> None:
    """The reason goes to the log; the browser gets its number there, no traceback, no row and no names of tables."""

    def fails(*_: object) -> None:
        raise ValueError(USERS[0]["full_name"])

    app = open_app(viewer="top")
    monkeypatch.setattr(where, fails)
    page(app, "about/definitions")
    assert not app.exception
    (told,) = [error.value for error in app.error]
    said = re.fullmatch(
        r"This page could not be drawn\. Tell whoever looks after Sightline: incident ([0-9a-f]{8}); the reason is in "
        r"the log of the computer that runs it\.",
        told,
    )
    assert said, told
    assert [record.exc_info is not None for record in caplog.records if said[1] in record.getMessage()] == [True]


def test_every_page_is_in_the_menu_under_its_file_name() -> None:
    """A page nobody can reach is a mistake; `pages/` itself holds no page."""
    listed = {*menu.EVERY}
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*/*.py")}
    assert listed == found
    assert not list((ROOT / "pages").glob("*.py"))


@pytest.mark.parametrize(
    ("viewer", "shown"),
    [("ops", "exports definitions"), ("sa", "whitespace account relationship_health adoption plan_coverage")],
)
def test_the_menu_offers_no_page_that_can_only_say_no(open_app: Open, viewer: str, shown: str) -> None:
    """Whoever sees no account is shown the data alone; whoever is on account teams, nothing about selling.

    On one computer whoever sits there may load.
    """
    offered = {link.proto.page for link in open_app(viewer=viewer).get("page_link")}
    assert offered == {*shown.split(), "exports", "definitions", "load_files"}


def test_each_page_kept_from_account_teams_would_only_say_no(
    sample: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the sample company, where every export is there: the pages left out have no number, the others have."""
    for path in sample.path.parent.iterdir():
        if path.is_file() and not path.name.startswith("notes"):
            (tmp_path / path.name).hardlink_to(path)
    monkeypatch.setenv("SIGHTLINE_WAREHOUSE", str(tmp_path))
    there = menu.offered("team", sees_accounts=True)
    for path in menu.TITLES:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app.query_params = {"viewer": "USR-SA-01"}
        app.run()
        app.switch_page(path).run()
        assert bool(app.metric or app.dataframe) is (path in there), path


@pytest.fixture
def one_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[float], None]]:
    """A function that lets one page be worked out at once, and others wait for so many seconds."""
    told = tmp_path / "settings.toml"
    monkeypatch.setenv("SIGHTLINE_SETTINGS", str(told))

    def with_patience(seconds: float) -> None:
        told.write_text(f"pages_at_once = 1\nquery_seconds = {seconds}\n", encoding="utf-8")
        door._settings.cache_clear(), frame._room.cache_clear()

    yield with_patience
    door._settings.cache_clear(), frame._room.cache_clear()


def test_few_pages_are_worked_out_side_by_side(one_at_once: Callable[[float], None]) -> None:
    """Of eight who click at once no two meet: each begins when the one before is done."""
    one_at_once(60.0)
    meeting, met = threading.Barrier(2), []

    def page(_: int) -> None:
        with frame.turn(), contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(0.3)  # the first waits in vain, and so does nobody after it
            met.append("two at once")

    with ThreadPoolExecutor(8) as people:
        list(people.map(page, range(8)))

    assert not met


def test_the_first_two_who_come_together_share_one_room(
    one_at_once: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else there would be room for twice as many as the settings say."""
    one_at_once(60.0)
    meeting, own = threading.Barrier(2), door.own_settings

    def slowly() -> Settings:
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(0.3)
        return own()

    monkeypatch.setattr(door, "own_settings", slowly)
    with ThreadPoolExecutor(2) as people:
        turns = {id(turns) for turns, _ in people.map(lambda _: frame.room(), range(2))}

    assert len(turns) == 1


def test_a_page_that_hangs_holds_up_nobody_for_longer_than_a_question_may_take(
    one_at_once: Callable[[float], None],
) -> None:
    """The next one waits its while, then goes on beside it, and leaves no turn behind that it never had."""
    one_at_once(0.2)
    hangs, ends = threading.Event(), threading.Event()

    def page_that_hangs() -> None:
        with frame.turn():
            hangs.set()
            assert ends.wait(20)

    with ThreadPoolExecutor(1) as someone:
        hung = someone.submit(page_that_hangs)
        assert hangs.wait(60)
        for _ in range(2):
            with frame.turn():
                assert not hung.done()
        ends.set()
        hung.result()
    turns, _ = frame.room()
    assert turns.acquire(blocking=False)
    assert not turns.acquire(blocking=False)
