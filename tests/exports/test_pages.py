"""Which pages an export feeds is declared beside it, and true."""

import ast
import re
from pathlib import Path

import pytest

from sightline import menu
from sightline.contract import EXPORTS
from sightline.settings import ROOT

TEXTS = {
    path.stem: re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
    for layer in ("staging", "marts", "pages")
    for path in (ROOT / "queries" / layer).rglob("*.sql")
}
ASKED = {path.stem for path in (ROOT / "queries" / "pages").rglob("*.sql")}
READ_BY_CODE = {"fiscal_calendar", "export_manifest"}
"""Tables that the calendar and the loader read, not a query."""


def reached(script: Path) -> set[str]:
    """The exports that a page's queries come to, through marts and staging."""
    code = [*(ROOT / "sightline" / "sections").rglob("*.py"), *(ROOT / "sightline" / "packs").rglob("*.py")]
    room = [path for path in code if script.stem in (*path.parts, path.stem)]
    words = {word for path in (script, *room) for word in re.findall(r'"(\w+)"', path.read_text(encoding="utf-8"))}
    waiting, seen = list(words & ASKED), set[str]()
    while waiting:
        if (name := waiting.pop()) not in seen:
            seen.add(name)
            waiting += set(re.findall(r"\w+", TEXTS[name])) & set(TEXTS)
    return {table for name in seen for table in re.findall(r"\bexports\.(\w+)", TEXTS[name])}


@pytest.mark.parametrize(("script", "title"), [(ROOT / path, title) for path, title in menu.TITLES.items()])
def test_a_page_named_beside_an_export_reads_it(script: Path, title: str) -> None:
    """Nobody is asked for an export on account of a page that could not show it."""
    declared = {name for name, export in EXPORTS.items() if title in export.pages}

    assert declared - READ_BY_CODE <= reached(script)


def guarded(script: Path) -> set[str]:
    """The exports whose templates a page offers where it ends, or says on its first lines that they are missing."""
    code = [script, *(ROOT / "sightline" / "sections").glob(f"*/{script.stem}/*.py")]
    found = set()
    for path in code:
        for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
            match ast.unparse(call.func).rpartition(".")[2]:
                case "need_plans":
                    found.add("account_plans")
                case "stop" | "missing" if path == script or "stop" in ast.unparse(call.func):
                    found |= {str(name.value) for name in call.args[1:] if isinstance(name, ast.Constant)}
    return found


@pytest.mark.parametrize(("script", "title"), [(ROOT / path, title) for path, title in menu.TITLES.items()])
def test_a_page_that_needs_an_export_asks_for_it_where_it_is_missing(script: Path, title: str) -> None:
    """What the Templates tab calls needed is what the page itself cannot do without, and no more."""
    needed = {name for name, export in EXPORTS.items() if title in export.needed_by}
    asked = {name for name in guarded(script) if name != "opportunity_snapshots" and not EXPORTS[name].required}

    assert needed == asked
    assert all(title in EXPORTS[name].pages for name in needed)


def test_an_export_names_only_pages_of_the_menu() -> None:
    """By their titles."""
    titles = set(menu.TITLES.values())

    assert {page for export in EXPORTS.values() for page in (*export.pages, *export.needed_by)} <= titles
