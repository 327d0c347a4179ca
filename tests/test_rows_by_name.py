"""Rows of an answer are read by name, and every name that is read stands in the header of the query they come from."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from sightline import queries
from sightline.settings import ROOT
from tests.each import each

SOURCES = sorted(path for path in (ROOT / "sightline").rglob("*.py") if "sample" not in path.parts)
OF_EVERY_ROW = {"Index", "get", "_asdict", "to_dict"}
"""What a row has beside its columns."""
COLUMNS = frozenset(column for query in queries.layer("pages").values() for column in query.columns)
"""Library objects (slides, sheets, axes) are `Any` too, but have attributes that no answer has."""


def place(path: Path) -> str:
    """The file as a failing test calls it."""
    return path.relative_to(ROOT).as_posix()


def reads(function: ast.FunctionDef, parameter: str) -> Iterator[str]:
    """Every name that a function reads of a parameter: `row.stage`, `row["stage"]` and `row.get("stage")`."""
    for node in ast.walk(function):
        of = node.value if isinstance(node, (ast.Attribute, ast.Subscript)) else None
        if isinstance(of, ast.Name) and of.id == parameter:
            if isinstance(node, ast.Attribute):
                yield node.attr
            elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
                yield str(node.slice.value)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == f"{parameter}.get":
            yield from (str(one.value) for one in node.args[:1] if isinstance(one, ast.Constant))


@cache
def named(path: Path) -> dict[str, ast.expr]:
    """What a module calls by a name of its own: its assignments, and those of modules that it imports."""
    found: dict[str, ast.expr] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
        elif isinstance(node, ast.ImportFrom) and str(node.module).startswith("sightline"):
            room = ROOT.joinpath(*str(node.module).split("."))
            for alias in node.names:
                name = alias.asname or alias.name
                if (whole := room / f"{alias.name}.py").is_file():
                    found |= {f"{name}.{inner}": value for inner, value in named(whole).items() if "." not in inner}
                elif (part := room.with_suffix(".py")).is_file() and alias.name in named(part):
                    found[name] = named(part)[alias.name]
    return found


def functions(path: Path) -> Iterator[tuple[ast.FunctionDef, dict[str, ast.expr]]]:
    """The functions of a module with the annotation of each parameter, names for an annotation resolved."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
            notes = {one.arg: one.annotation for one in given if one.annotation is not None}
            yield function, {name: named(path).get(ast.unparse(note), note) for name, note in notes.items()}


def row_queries(note: ast.expr, path: Path) -> list[str]:
    """The queries that `Annotated[Row, "pipeline_summary"]` names; none for any other annotation."""
    if isinstance(note, ast.BinOp):
        left = named(path).get(ast.unparse(note.left), note.left)
        return row_queries(left, path)
    if not (isinstance(note, ast.Subscript) and ast.unparse(note.value) == "Annotated"):
        return []
    assert isinstance(note.slice, ast.Tuple)
    row, *said = note.slice.elts
    if ast.unparse(row).removesuffix(" | None") not in ("Row", "door.Row", "Any"):  # charts may not know the door
        return []
    return [ast.literal_eval(one) for one in said]


@each("path", SOURCES, place)
def test_what_is_read_of_a_row_is_a_column_of_its_query(path: Path) -> None:
    """A column that is renamed or dropped fails here, not on screen; with several queries, in each of them."""
    pages = queries.layer("pages")
    for function, notes in functions(path):
        for parameter, note in notes.items():
            for query in row_queries(note, path):
                unknown = set(reads(function, parameter)) - pages[query].columns.keys() - OF_EVERY_ROW
                assert unknown == set(), f"{function.name}: {query} has no such column"


def untyped(path: Path) -> set[str]:
    """Parameters that could be anything although columns of some answer are read of them."""
    return {
        f"{function.name}({parameter})"
        for function, notes in functions(path)
        for parameter, note in notes.items()
        if ast.unparse(note).removesuffix(" | None") in ("Any", "Row", "door.Row")
        and (found := set(reads(function, parameter)))
        and found - OF_EVERY_ROW <= COLUMNS
    }


@each("path", SOURCES, place)
def test_nothing_that_is_read_by_name_may_be_anything(path: Path) -> None:
    """A row says of which query it is, so that the test above can hold it."""
    assert untyped(path) == set()


def asked(node: ast.expr, known: dict[str, str]) -> str | None:
    """The query whose answer, or whose row, an expression is: `door.ask("q")`, `.iloc[0]` of it, or a name for it."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("door.ask", "ask"):
        return str(ast.literal_eval(node.args[0])) if isinstance(node.args[0], ast.Constant) else None
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Subscript) and ast.unparse(node).endswith(".iloc[0]"):
        return asked(node.value.value, known) if isinstance(node.value, ast.Attribute) else None
    return None


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*/*.py")), ids=place)
def test_what_a_page_reads_of_its_own_answers_is_a_column_of_them(path: Path) -> None:
    """A page script has no parameters, so its rows are followed from the question that brought them."""
    rows: dict[str, str] = {}
    module = ast.parse(path.read_text(encoding="utf-8"))
    for node in module.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            query = asked(node.value, rows)
            if query:
                rows[node.targets[0].id] = query
    unknown = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in rows
        if node.attr not in queries.layer("pages")[rows[node.value.id]].columns.keys() | set(dir(pd.DataFrame))
    }
    assert unknown == set()
