"""One query file: what its header promises, and its text."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

QUERIES = Path(__file__).resolve().parent.parent.parent / "queries"

Layer = Literal["staging", "marts", "visible", "pages"]


class QueryError(Exception):
    """A query that may not run or ran too long; the text says which and why."""


@dataclass(frozen=True)
class Query:
    """One SQL file: what its header promises, and its text.

    A step is what others are built on: no page may name a mart that is one, none asks a page query that is one.
    A noun that is everyone's has the same rows for all who work here.
    """

    name: str
    layer: Layer
    purpose: str
    grain: str
    key: tuple[str, ...]
    parameters: dict[str, str]
    columns: dict[str, str]
    sql: str
    is_step: bool = False
    is_everyones: bool = False


_HEADER = re.compile(
    r"-- (?:(?P<kind>grain|key|parameters|columns): |\$(?P<parameter>\w+): |(?P<column>[a-z]\w*): )?(?P<text>.+)"
)


@cache
def dictionary() -> dict[str, str]:
    """What a column or a $parameter means wherever a header lists its name alone."""
    with (QUERIES / "dictionary.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["meaning"] for row in csv.DictReader(file)}


def _listed(text: str) -> dict[str, str]:
    """The columns of one `columns:` line: names of the dictionary, and `as <query>` for all columns of another one."""
    found: dict[str, str] = {}
    for name in text.split(", "):
        if name.startswith("as "):
            found |= read_query(_file_of(name.removeprefix("as "))).columns
        else:
            found[name] = _meaning(name)
    return found


def _meaning(name: str) -> str:
    """What the dictionary says of a name. Raises QueryError for a name that stands in no line of it."""
    try:
        return dictionary()[name]
    except KeyError:
        raise QueryError(f"dictionary.csv does not say what {name} is: describe it there or in the header.") from None


def _file_of(name: str) -> Path:
    """The file of a mart or a page query; their names are told apart across both layers."""
    return next(path for layer in ("marts", "pages") for path in (QUERIES / layer).rglob(f"{name}.sql"))


def read_query(path: Path) -> Query:
    """The query in one file. Raises QueryError where a header line is none of the seven kinds or names the unknown."""
    lines = path.read_text(encoding="utf-8").splitlines()
    grain, key, purpose = "", "", ""
    parameters: dict[str, str] = {}
    columns: dict[str, str] = {}
    body = 0
    for body, line in enumerate(lines):  # noqa: B007  # the first line of SQL is needed afterwards
        if not line.startswith("--"):
            break
        match = _HEADER.fullmatch(line)
        if match is None:
            raise QueryError(f"{path.name}: header line is not a sentence, grain, key, $parameter or column: {line}")
        if match["kind"] == "grain":
            grain = match["text"]
        elif match["kind"] == "key":
            key = match["text"]
        elif match["kind"] == "parameters":
            parameters |= {name: _meaning(f"${name}") for name in match["text"].split(", ")}
        elif match["kind"] == "columns":
            columns |= _listed(match["text"])
        elif match["parameter"]:
            parameters[match["parameter"]] = match["text"]
        elif match["column"]:
            columns[match["column"]] = match["text"]
        else:
            purpose = f"{purpose} {match['text']}".strip()
    layer: Layer = path.relative_to(QUERIES).parts[0]  # type: ignore[assignment]  # the four folders are the layers
    return Query(
        name=path.stem,
        layer=layer,
        purpose=purpose,
        grain=grain,
        key=tuple(part.strip() for part in key.split(",") if part.strip()),
        parameters=parameters,
        columns=columns,
        sql="\n".join(lines[body:]).strip(),
        is_step=path.parent.name == "steps",
    )
