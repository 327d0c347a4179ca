"""The four layers of queries, in the order in which data walks through them."""

from functools import cache

from sightline.queries.files import QUERIES, Layer, Query, QueryError, read_query
from sightline.queries.row_rules import read_row_rules


@cache
def layer(name: Layer) -> dict[str, Query]:
    """Every query of one layer by name. Raises QueryError where a noun has two row rules."""
    files = {path.stem: read_query(path) for path in sorted((QUERIES / name).rglob("*.sql"))}
    look_ups = read_row_rules(QUERIES / name / "rules.csv") if name == "visible" else {}
    if twice := sorted(files.keys() & look_ups.keys()):
        raise QueryError(f"These nouns have two row rules: {', '.join(twice)}.")
    return files | look_ups
