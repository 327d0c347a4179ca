"""Whatever leaves, changes or is denied in the app has its line: found from the code and the menu, not from a list."""

import ast
import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from sightline import audit, door, menu
from sightline.audit.events import Line
from sightline.audit.reading import lines
from sightline.settings import ROOT
from tests.app import spoken
from tests.app.conftest import Open, page, seal_company

pytest_plugins = ["tests.app.conftest"]

CODE = [ROOT / "app.py", *sorted((ROOT / "sightline").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]
GIVES = {
    "shelf.begin": {"write", "_record"},
    "shelf.refresh": {"write", "_record"},
    "Job": {"recorded.writer"},
    "build.files": {"record", "_record"},
    "drawn.write": {"files.offer", "_record"},
    "inspections.mark": {"recorded.marked"},
    "inspections.withdraw": {"recorded.marked"},
    "versions.point": {"_record", "audit.of(out).record"},
}
"""What makes something that is recorded, and what writes its line in the same function."""


def called(tree: ast.AST) -> set[str]:
    """The names of all functions that are called, as they stand there."""
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


@cache
def functions() -> list[tuple[Path, set[str]]]:
    """Every function of the app that calls one of `GIVES`, with all that it calls."""
    files = [(path, path.read_text(encoding="utf-8")) for path in CODE]
    trees = [(path, ast.parse(text)) for path, text in files if any(f"{name}(" in text for name in GIVES)]
    return [
        (path, called(node)) for path, tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
    ]


def test_no_file_leaves_but_by_the_one_button_that_records() -> None:
    """A second way to a download would be one without a line."""
    buttons = {path.name for path in CODE if "download_button" in path.read_text(encoding="utf-8")}
    assert buttons == {"files.py"}


@pytest.mark.parametrize("makes", GIVES)
def test_whatever_makes_a_pack_a_mark_or_a_version_records_it(makes: str) -> None:
    """In the same function, wherever in the app that is."""
    found = [(path, calls) for path, calls in functions() if makes in calls]
    assert found
    assert [path for path, calls in found if not calls & GIVES[makes]] == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tiny company in a folder, and with a record, of its own."""
    seal_company(tmp_path, f"audit-{tmp_path.name}-{tmp_path.parent.name}")
    return tmp_path


def recorded(folder: Path, *events: str) -> list[Line]:
    """The lines of these events."""
    return list(lines(audit.of(folder), events=events))


@pytest.fixture
def clicked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every download button is clicked as soon as it is drawn: the hashes of the files that came of it."""
    taken: list[str] = []

    def click(label: str, data: Callable[[], bytes], **_: Any) -> bool:
        taken.append(hashlib.sha256(data()).hexdigest())
        return False

    monkeypatch.setattr(st, "download_button", click)
    return taken


def test_every_download_button_of_every_page_leaves_a_line_with_the_hash_of_its_file(
    open_app: Open, folder: Path, clicked: list[str]
) -> None:
    """By whom, as whom, of which page, how many rows, through which filters."""
    app = open_app(folder, viewer="operator")
    drawn = ["adoption"] * len(clicked)
    for path in menu.EVERY:
        before = len(clicked)
        page(app, path.removeprefix("pages/").removesuffix(".py"))
        assert not app.exception
        drawn += [Path(path).stem] * (len(clicked) - before)

    found = recorded(folder, "export")
    assert [line.facts["sha256"] for line in found] == clicked
    assert [line.facts["page"] for line in found] == drawn
    assert {line.who for line in found} == {"operator"}
    assert len(set(drawn)) >= 6
    assert all(line.facts["rows"] for line in found if not line.facts["what"].startswith("template_"))


def test_a_download_says_through_which_filters_and_as_whom_it_was_taken(
    open_app: Open, folder: Path, clicked: list[str]
) -> None:
    """The AE of the filter can be forgotten like anybody else."""
    page(open_app(folder, viewer="asm", owner="rep"), "plans/plan_coverage")

    line = recorded(folder, "export")[-1]
    assert (line.who, line.as_whom) == ("operator", "asm")
    assert line.facts["filters"] == {"owner": "rep"}
    assert line.facts["page"] == "plan_coverage"


def test_where_the_record_cannot_be_written_no_button_gives_a_file(
    open_app: Open, folder: Path, clicked: list[str]
) -> None:
    """The page is drawn, says why, and gives nothing out."""
    (folder / "audit").write_text("in the way", encoding="utf-8")
    app = page(open_app(folder, viewer="asm"), "plans/plan_coverage")

    assert app.title[0].value == "Plan coverage"
    assert "no file is given out" in " ".join(warning.value for warning in app.warning)
    assert clicked == []


def test_opening_pages_and_looking_as_somebody_leave_a_line_each_and_no_more(open_app: Open, folder: Path) -> None:
    """A click on the same page is none; another page, another account, another person is one."""
    app = open_app(folder, viewer="asm")
    app.run()
    page(app, "about/definitions")
    app.run()
    open_app(folder, viewer="rep", account="A0")

    views = [(line.as_whom, line.facts["page"]) for line in recorded(folder, "view")]
    assert views == [("asm", "plan_coverage"), ("asm", "definitions"), ("rep", "whitespace")]
    assert [line.as_whom for line in recorded(folder, "view_as")] == ["asm", "rep"]


@pytest.mark.parametrize(
    ("where", "asks", "denied"),
    [
        ("plans/adoption", {"viewer": "nobody-here"}, ("viewer", "nobody-here")),
        ("accounts/account", {"viewer": "rep", "account": "A2"}, ("account", "A2")),
        ("accounts/account", {"viewer": "rep", "account": "no-such"}, ("account", "no-such")),
        ("plans/adoption", {"viewer": "asm", "owner": "rep2"}, ("owner", "rep2")),
        ("plans/adoption", {"viewer": "asm", "team": "asm2"}, ("team", "asm2")),
        ("plans/adoption", {"viewer": "rep", "deal": "D-9"}, ("deal", "D-9")),
        ("reviews/one_on_one", {"viewer": "asm", "ae": "rep2"}, ("ae", "rep2")),
    ],
)
def test_a_link_to_what_is_not_theirs_or_not_there_is_recorded_once(
    open_app: Open, folder: Path, where: str, asks: dict[str, str], denied: tuple[str, str]
) -> None:
    """However often the page is drawn again."""
    app = page(open_app(folder, **asks), where)
    app.query_params.update(asks)
    app.run()

    found = recorded(folder, "denied", "view_as_denied")
    assert [(line.facts["what"], line.facts["asked"]) for line in found] == [denied]


def test_a_mark_and_its_withdrawal_are_recorded(open_app: Open, folder: Path) -> None:
    """With the plan and the day; the note stays among the notes."""
    app = page(open_app(folder, viewer="asm"), "reviews/one_on_one")
    app.text_area[0].set_value("Between the two of us")
    next(button for button in app.button if button.label == "Mark inspected").click().run()
    next(button for button in app.button if button.label == "Undo").click().run()

    found = recorded(folder, "inspection_mark")
    assert [(line.facts["step"], line.facts["plan"]) for line in found] == [("made", "P0"), ("taken back", "P0")]
    assert "two of us" not in (folder / "audit" / "people.jsonl").read_text() + str(found)


@pytest.fixture
def auditors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings in which `asm` may audit."""
    settings = tmp_path / "settings.toml"
    settings.write_text('auditors = ["asm"]\n', encoding="utf-8")
    monkeypatch.setenv("SIGHTLINE_SETTINGS", str(settings))
    door._settings.cache_clear(), door._settings_of.cache_clear()
    yield
    door._settings.cache_clear(), door._settings_of.cache_clear()


def menu_of(app: AppTest) -> set[str]:
    """The addresses of the pages that the menu offers."""
    return {link.proto.page for link in app.get("page_link")}


@pytest.mark.parametrize(("viewer", "may"), [("operator", True), ("asm", True), ("top", False), ("rep", False)])
def test_the_audit_page_is_there_for_whoever_may_audit_alone(
    open_app: Open, folder: Path, auditors: None, viewer: str, may: bool
) -> None:
    """For everybody else neither the menu nor the address knows it: it answers as an address that never was."""
    app = open_app(folder, viewer=viewer)
    assert ("audit" in menu_of(app)) is may

    if may:
        assert page(app, "about/audit").title[0].value == "Audit"
    else:
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            page(app, "about/audit")


def test_the_audit_page_shows_who_took_what_and_taking_that_is_recorded_too(
    open_app: Open, folder: Path, clicked: list[str]
) -> None:
    """The newest first, people by their names; a person who is chosen alone is left."""
    open_app(folder, viewer="asm"), page(open_app(folder, viewer="rep"), "plans/plan_coverage")
    app = page(open_app(folder, viewer="operator"), "about/audit")
    [table] = app.dataframe

    seen_as = [name for name in table.value["seen_as"] if name]
    assert seen_as == sorted(seen_as, reverse=True)
    assert set(seen_as) == {"Maya Lindqvist", "Grace Hall"}
    assert set(table.value["actor"]) == {"Operator"}
    assert set(table.value["file_hash"]) <= set(clicked)
    assert recorded(folder, "export")[-1].facts["what"] == "audit"
    app.query_params["who"] = "asm"
    app.run()
    assert set(app.dataframe[0].value["seen_as"]) == {"Grace Hall"}
    assert list(spoken.found(spoken.said(app), None)) == []


def test_an_empty_record_says_so(open_app: Open, folder: Path) -> None:
    """No table without a row."""
    app = page(open_app(folder, viewer="operator"), "about/audit")
    assert not app.dataframe
    assert "Nothing of this kind was recorded" in app.info[0].value
