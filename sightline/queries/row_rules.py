"""Row rules written from one table: who sees which rows of a noun where that is one look-up.

`queries/visible/rules.csv` names noun, source, rule and column; a noun whose rule is more than a look-up has an SQL
file of its own beside it. Only names from that table become part of a statement, and only after they were checked.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from sightline.queries.files import Query, QueryError


@dataclass(frozen=True)
class _LookUp:
    """The mart that says who may see, its column that the noun's is compared with, and the rule in words."""

    mart: str
    key: str
    words: str


_RULES = {
    "account": _LookUp("account_access", "account_id", "of accounts that the viewer may see"),
    "subtree": _LookUp("subtree_access", "person_id", "of the viewer and of everyone whose work is theirs to see"),
    "person": _LookUp("person_access", "person_id", "whom the viewer may see by name"),
    "tenure": _LookUp("tenure_access", "tenure_id", "of the times with an account that the viewer may see"),
    "everyone": _LookUp("viewers", "", "for everyone who works here, nothing for a stranger"),
    "overseers": _LookUp("overseers", "", "for those who may see everything"),
}
ACCESS = frozenset(("marts", look_up.mart) for look_up in _RULES.values())
"""The marts that say who may see what, as (schema, name)."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SOURCE = re.compile(r"(?:staging|marts|reference|intake)\.[a-z][a-z0-9_]*")


def read_row_rules(path: Path) -> dict[str, Query]:
    """The row rule of every noun in the table. Raises QueryError for a line that is none."""
    found: dict[str, Query] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            rule = _row_rule(**line)
            if rule.name in found:
                raise QueryError(f"{path.name}: {rule.name} has two rules.")
            found[rule.name] = rule
    return found


def _row_rule(noun: str, source: str, rule: str, column: str) -> Query:
    look_up = _RULES.get(rule)
    named = [noun, column] if look_up and look_up.key else [noun]
    if look_up is None or not _SOURCE.fullmatch(source) or not all(map(_NAME.fullmatch, named)):
        raise QueryError(f"Not a row rule: {noun}, {source}, {rule}, {column}.")
    access = "access.viewer_id = $viewer and access.until_on >= $today"
    if look_up.key:
        access += f" and access.{look_up.key} = {noun}.{column}"
    sql = f"""select {noun}.*
from {source} as {noun}
where
    exists (
        select 1
        from marts.{look_up.mart} as access
        where {access}
    )"""
    purpose = f"{noun.replace('_', ' ').capitalize()} {look_up.words}."
    everyones = rule == "everyone"
    return Query(noun, "visible", purpose, f"as {noun}", (f"as {noun}",), {}, {}, sql, is_everyones=everyones)
