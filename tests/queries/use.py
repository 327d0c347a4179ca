"""What the code asks, reads and shows, found in its source."""

import ast
import re
from functools import cache

from sightline import queries
from sightline.settings import ROOT


@cache
def constants() -> frozenset[str]:
    """Every text that stands as such in the code, and every name in it, settings apart."""
    found: set[str] = set()
    for path in (ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "sightline").rglob("*.py")):
        if path.name != "settings.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
                elif isinstance(node, ast.Attribute):
                    found.add(node.attr)
                elif isinstance(node, ast.keyword) and node.arg:
                    found.add(node.arg)
    return frozenset(found)


@cache
def words() -> frozenset[str]:
    """Every word in those texts and names, column lists in one text and f-strings included."""
    return frozenset(word for text in constants() for word in re.findall(r"\w+", text))


@cache
def asked() -> frozenset[str]:
    """The page queries that the code asks by name."""
    return queries.layer("pages").keys() & constants()


@cache
def readers(name: str) -> tuple[queries.Query, ...]:
    """The page queries that build on another one."""
    return tuple(q for q in queries.layer("pages").values() if ("", name) in queries.relations(q.sql))


@cache
def words_of(*layers: str) -> frozenset[str]:
    """Every word in the statements of some layers."""
    return frozenset(
        word for layer in layers for q in queries.layer(layer).values() for word in re.findall(r"\w+", q.sql)
    )


@cache
def texts(*layers: str) -> frozenset[str]:
    """The texts of one word in the statements of some layers."""
    return frozenset(
        text for layer in layers for q in queries.layer(layer).values() for text in re.findall(r"'(\w+)'", q.sql)
    )
