"""The walls of the house: which room may know which. Each rule says why."""

import ast
from pathlib import Path

import pytest

from sightline.settings import ROOT

SOURCES = sorted([*ROOT.glob("app.py"), *ROOT.glob("pages/**/*.py"), *ROOT.glob("sightline/**/*.py")])


def imports(path: Path) -> set[str]:
    """Every module a file imports, by full name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def place(path: Path) -> str:
    """The file as the rules name it."""
    return path.relative_to(ROOT).as_posix()


def users_of(package: str) -> set[str]:
    """Files that import a package."""
    return {place(path) for path in SOURCES if any(name.split(".")[0] == package for name in imports(path))}


WITHOUT_STREAMLIT = (
    "sightline/charts/",
    "sightline/cli.py",
    "sightline/contract/",
    "sightline/downloads.py",
    "sightline/exports/",
    "sightline/metrics/",
    "sightline/packs/",
    "sightline/notes/inspections.py",
    "sightline/notes/pack_texts.py",
    "sightline/notes/packs.py",
    "sightline/notes/sight.py",
    "sightline/notes/store.py",
    "sightline/queries/",
    "sightline/sample/",
    "sightline/settings.py",
    "sightline/warehouse/",
    "sightline/words.py",
)
DUCKDB = ("sightline/exports/", "sightline/warehouse/", "sightline/queries/", "sightline/cli.py", "sightline/sample/")


def test_streamlit_is_known_only_where_the_screen_is() -> None:
    """Numbers, charts and loading can be tested and used without a browser."""
    assert {user for user in users_of("streamlit") if user.startswith(WITHOUT_STREAMLIT)} == set()


def test_duckdb_is_known_only_where_data_is_read_and_asked() -> None:
    """Everything else gets rows from the door, with the viewer in the statement."""
    assert {user for user in users_of("duckdb") if not user.startswith(DUCKDB)} == set()


def test_what_people_write_is_kept_in_one_room() -> None:
    """Every note has an author, a revision and a viewer's sight because nothing else can open the file."""
    assert {user for user in users_of("sqlite3") if not user.startswith("sightline/notes/")} == set()


@pytest.mark.parametrize(
    ("room", "allowed"),
    [
        ("sightline/contract/", {"contract"}),
        ("sightline/settings.py", set()),
        ("sightline/metrics.py", set()),
        ("sightline/queries/", {"queries"}),
        ("sightline/exports/", {"exports", "contract", "settings"}),
        ("sightline/warehouse/", {"warehouse", "exports", "queries", "settings"}),
        ("sightline/notes/", {"notes", "access", "contract", "door", "downloads", "exports"}),
        ("sightline/charts/", {"charts", "metrics", "words"}),
        ("sightline/packs/", {"packs", "queries", "warehouse", "notes", "charts", "metrics", "words", "settings"}),
        ("sightline/sample/", {"sample", "contract"}),
    ],
)
def test_a_room_knows_only_the_rooms_before_it(room: str, allowed: set[str]) -> None:
    """An export becomes a picture by walking one way; nothing later reaches back."""
    for path in SOURCES:
        if place(path).startswith(room):
            ours = {name.split(".")[1] for name in imports(path) if name.startswith("sightline.")}
            assert ours <= allowed, place(path)


def test_no_page_lies_directly_in_pages() -> None:
    """Streamlit would run such a file without its frame on the first deep link after a start."""
    assert list((ROOT / "pages").glob("*.py")) == []


@pytest.mark.parametrize("path", [p for p in SOURCES if place(p).startswith("pages/")], ids=place)
def test_a_page_is_read_from_top_to_bottom(path: Path) -> None:
    """A page has a docstring, no function of its own, no SQL and at most eighty lines."""
    module = ast.parse(path.read_text(encoding="utf-8"))

    assert ast.get_docstring(module)
    assert not [node for node in ast.walk(module) if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 80


@pytest.mark.parametrize("path", SOURCES, ids=place)
def test_a_module_is_short_enough_to_be_read_whole(path: Path) -> None:
    """Above 350 lines it is two rooms."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 350


def test_rows_are_cached_in_one_place_only() -> None:
    """A second cache could hand one viewer's rows to another; the door's key names version and viewer."""
    assert [place(path) for path in SOURCES if "cache_data" in path.read_text(encoding="utf-8")] == []
    assert {place(path) for path in SOURCES if "lru_cache" in path.read_text(encoding="utf-8")} == {"sightline/door.py"}
