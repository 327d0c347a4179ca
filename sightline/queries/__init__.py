"""Every query is a file under `queries/`; this room finds them, reads their headers, orders them and runs them.

A page query never reads a table. It names nouns; `compose` puts each noun's row rule in front of it as a common table
expression, so the person looking is part of the statement itself.
"""

from sightline.queries.files import QUERIES, Query, QueryError, dictionary
from sightline.queries.keeping import Shelf
from sightline.queries.layers import layer
from sightline.queries.running import run
from sightline.queries.statements import DOOR_PARAMETERS, build_order, compose, relations

__all__ = [
    "DOOR_PARAMETERS",
    "QUERIES",
    "Query",
    "QueryError",
    "Shelf",
    "build_order",
    "compose",
    "dictionary",
    "layer",
    "relations",
    "run",
]
