"""The words by which tools know our columns: what tells a header from a preamble, and one table from another."""

import itertools
import re
import unicodedata
from functools import cache

from sightline.contract import EXPORTS, declared_rows
from sightline.exports.names import header_key

OWN_OBJECTS = {
    "contact_roles": ("opportunitycontactrole",),
    "products": ("product2", "pricebookentry"),
    "account_team": ("accountteammember",),
    "quotas": ("forecastingquota",),
    "forecast_submissions": ("forecastingitem",),
    "sales_stages": ("opportunitystage",),
    "fiscal_calendar": ("period", "fiscalyearsettings"),
    "fx_rates": ("currencytype", "datedconversionrate"),
    "plan_reviews": ("event",),
    "plan_actions": ("task",),
    "opportunity_snapshots": ("opportunityhistory",),
}
"""Salesforce objects whose own export is the table: there a synonym `Object.Field` stands as `Field` in the header."""


@cache
def vocabulary(table: str) -> dict[str, list[tuple[int, str]]]:
    """Comparable header -> our columns with the rank of the spelling (0 is our own name), for one table."""
    words: dict[str, list[tuple[int, str]]] = {}
    for column in EXPORTS[table].columns.values():
        spellings = [column.name, *column.synonyms]
        for rank, spelling in enumerate(spellings):
            owner, _, own_field = spelling.partition(".")
            ranked = [(rank, header_key(spelling))]
            if own_field and header_key(owner) in OWN_OBJECTS.get(table, ()):
                ranked.append((0, header_key(own_field)))
            for place, key in ranked:
                if all(known != column.name for _, known in words.setdefault(key, [])):
                    words[key].append((place, column.name))
    return words


@cache
def spread() -> dict[str, int]:
    """In how many tables each comparable header means something."""
    spread: dict[str, int] = {}
    for table in EXPORTS:
        for key in vocabulary(table):
            spread[key] = spread.get(key, 0) + 1
    return spread


def known_words(cells: list[str]) -> int:
    """How many cells of a line are names of columns somewhere in the contract: tells a header from a preamble."""
    return len({key for cell in cells if (key := header_key(cell)) in spread()} - {""})


NEGATIONS = {"not", "non", "no", "nicht", "kein", "keine", "pas", "sin", "un"}
_WORDS = {row["word"]: row["outcome"] for row in declared_rows("outcomes.csv")}


def outcome_of(text: str) -> tuple[str | None, str]:
    """Open, won or lost by the words of a stage, and why; null where they leave it open.

    A word of losing decides, a word of winning beside one of an open deal does not: "lost in negotiation" is over,
    "won, contract pending" may not be.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"[a-z]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    denied = {after for before, after in itertools.pairwise(words) if before in NEGATIONS}
    found = {_WORDS[word]: word for word in reversed(words) if word in _WORDS and word not in denied}
    if ("won" in found and len(found) > 1) or ("lost" not in found and denied & set(_WORDS)):
        return None, "its words contradict each other"
    for outcome in ("won", "lost", "open"):
        if outcome in found:
            return outcome, f"by the word {found[outcome]!r}"
    return None, "no word decides"
