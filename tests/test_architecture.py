"""The walls of the house: which room may know which.

Who may import whom stands as sentences in `pyproject.toml` under `[tool.importlinter]`; here they are held, with the
few rules that are not about imports.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest
from importlinter import api
from importlinter.application import use_cases

from sightline.settings import ROOT
from tests.each import each

SOURCES = sorted([*ROOT.glob("app.py"), *ROOT.glob("pages/**/*.py"), *ROOT.glob("sightline/**/*.py")])
PAGES = [path for path in SOURCES if path.is_relative_to(ROOT / "pages")]
CONFIGURATION = str(ROOT / "pyproject.toml")

ASKERS = {
    "ask_as": {"sightline/door.py", "sightline/frame.py"},
    "made_as": {"sightline/door.py", "sightline/access/__init__.py"},
    "made_now": {"sightline/door.py", "sightline/access/session.py"},
    "OPERATOR": {
        "sightline/door.py",
        "sightline/access/__init__.py",
        "sightline/access/session.py",
        "sightline/frame.py",
        "sightline/packs/command.py",
        "sightline/cli.py",
    },
    "look_as": {"sightline/door.py", "sightline/access/__init__.py", "sightline/access/session.py"},
    "queries.run": {"sightline/warehouse/versions.py"},
    "rows_seen_by": {"sightline/warehouse/versions.py", "sightline/door.py", "sightline/packs/command.py"},
}
"""Who may name the ways to ask as somebody else: the frame, access, and the command line of the operator's machine."""


def place(path: Path) -> str:
    """The file as the rules name it."""
    return path.relative_to(ROOT).as_posix()


@cache
def names(path: Path) -> frozenset[str]:
    """Everything a file names: bare, as an attribute with and without what it is taken from, or imported."""
    return frozenset(_named(path))


def _named(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield from (node.attr, ast.unparse(node))
        elif isinstance(node, (ast.FunctionDef, ast.alias)):
            yield node.name
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{str(node.module).rpartition('.')[2]}.{alias.name}" for alias in node.names)


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Who imports whom, pages and libraries included."""
    return grimp.build_graph("sightline", "pages", include_external_packages=True, cache_dir=None)


def test_every_wall_of_the_house_stands() -> None:
    """Each sentence under `[tool.importlinter]` is kept; the output names the broken one and the import."""
    assert use_cases.lint_imports(CONFIGURATION, cache_dir=None, no_logo=True)


def test_every_wall_guards_something_that_exists(graph: grimp.ImportGraph) -> None:
    """A wall around a room that was renamed guards nothing; a gate that nobody uses is an open one."""
    for contract in api.read_configuration(CONFIGURATION)["contracts_options"]:
        for kind in ("source_modules", "forbidden_modules", "protected_modules", "allowed_importers"):
            missing = set(contract.get(kind, [])) - graph.modules
            assert missing == set(), contract["name"]
        for protected in contract.get("protected_modules", []):
            users = graph.find_modules_that_directly_import(
                protected, as_package=not graph.is_module_squashed(protected)
            )
            assert users or protected == "pages", f"{contract['name']}: nobody imports {protected}"
        gates = contract.get("allowed_importers", [])
        used = {
            gate
            for gate in gates
            for protected in contract["protected_modules"]
            for user in graph.find_modules_that_directly_import(protected, as_package=protected.startswith("sightline"))
            if user == gate or user.startswith(f"{gate}.")
        }
        assert used == set(gates), contract["name"]


@pytest.mark.parametrize("way", ASKERS)
def test_only_the_frame_and_access_ask_as_somebody_else(way: str) -> None:
    """Everybody else gets the rows of the person looking, whoever that is; a wall without a user is a mistake too."""
    assert {place(path) for path in SOURCES if way in names(path)} == ASKERS[way]


def test_a_page_script_knows_its_own_room_alone(graph: grimp.ImportGraph) -> None:
    """`pages/accounts/account.py` is drawn by `sightline/sections/accounts/account/`."""
    scripts = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in PAGES]
    elsewhere = {
        (script, name)
        for script in scripts
        for name in graph.find_modules_directly_imported_by(script)
        if name.startswith("sightline.sections")
        and not f"{name}.".startswith(f"{script.replace('pages', 'sightline.sections', 1)}.")
    }
    assert scripts
    assert elsewhere == set()


@pytest.mark.parametrize("path", PAGES, ids=place)
def test_a_page_s_room_has_the_usual_names(path: Path) -> None:
    """What a page picks, says and shows is found under the same names everywhere; a room without any is none."""
    room = ROOT / "sightline" / "sections" / path.relative_to(ROOT / "pages").with_suffix("")
    found = {module.stem for module in room.glob("*.py")}
    assert not found or found & {"picks", "says", "shows"}
    assert path.stem not in found


def test_the_app_knows_the_frame_and_no_page() -> None:
    """`app.py` says who looks and hands over; it lies outside the packages that the walls are built of."""
    module = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    imported = [node for node in module.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert {alias.name for node in imported for alias in node.names} == {
        "streamlit", "access", "address", "frame", "serve",
    }  # fmt: skip


def test_no_page_lies_directly_in_pages() -> None:
    """Streamlit would run such a file without its frame on the first deep link after a start."""
    assert list((ROOT / "pages").glob("*.py")) == []


@pytest.mark.parametrize("path", PAGES, ids=place)
def test_a_page_is_read_from_top_to_bottom(path: Path) -> None:
    """A page has a docstring, no function of its own, no SQL and at most sixty lines."""
    module = ast.parse(path.read_text(encoding="utf-8"))

    assert ast.get_docstring(module)
    assert not [node for node in ast.walk(module) if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 60


@each("path", SOURCES, place)
def test_a_module_is_short_enough_to_be_read_whole(path: Path) -> None:
    """Above 350 lines it is two rooms."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


def test_rows_are_cached_in_one_place_only() -> None:
    """A second cache could hand one viewer's rows to another; the door's key names version and viewer."""
    assert [place(path) for path in SOURCES if "cache_data" in path.read_text(encoding="utf-8")] == []
    assert {place(path) for path in SOURCES if "lru_cache" in path.read_text(encoding="utf-8")} == {"sightline/door.py"}
