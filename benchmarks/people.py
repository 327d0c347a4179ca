"""Who clicks in a measurement, and what each of them chooses, one choice after another and no state twice."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from sightline import queries
from sightline.settings import read_settings
from sightline.warehouse import versions

ROLES = ("VP", "ASM", "AE")
Choices = Mapping[str, Sequence[tuple[str, str]]]
"""Value and label of what can be chosen, by the name it has in the address; the first changes most."""

_FILTERS = {"VP": ("owner", "segment"), "ASM": ("owner", "segment"), "AE": ("segment", "region", "quarter")}
_OF_CALLS = ("quarter",)
"""What an AE can change on the page about calls, which goes by people and quarters alone."""
PART = "an"
"""Part of a name, for who has too many accounts for the search box to offer at once."""
_MOST = 60
_WORDS = ("plan", "coverage", "whitespace", "quota", "deal", "commit", "gap", "share", "account", "week", "contact")
_TABS = ("Missing exports", "Templates", "Tables")


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks, with what there is to choose on each kind of page."""

    role: str
    person: str
    filters: Choices
    accounts: Choices

    def choices(self, page: str) -> Choices:
        """What this viewer changes most on a page."""
        if page == "account":
            return self.accounts
        if page == "definitions":
            return {"search": [(word, word) for word in _WORDS]}
        if page == "exports":
            return {"view": [(tab, tab) for tab in _TABS]}
        if self.role == "AE":
            return {
                name: found for name, found in self.filters.items() if (name in _OF_CALLS) == (page == "forecast_calls")
            }
        return self.filters


def walk(choices: Choices) -> Iterator[dict[str, tuple[str, str]]]:
    """One state after another, each one choice away from the last, the choice last in it; ends when all have been."""
    state: dict[str, tuple[str, str]] = {}
    been = {frozenset(state.items())}
    while True:
        for name, choice in ((name, choice) for name, found in choices.items() for choice in found):
            wanted = {**{other: chosen for other, chosen in state.items() if other != name}, name: choice}
            if frozenset(wanted.items()) not in been:
                break
        else:
            return
        state = wanted
        been.add(frozenset(state.items()))
        yield state


def viewers(warehouse: Path, most: int = 5) -> dict[str, list[Viewer]]:
    """So many VPs, ASMs and AEs of a warehouse, those with the most AEs first and AEs spread over the teams."""
    opened = versions.open_version(warehouse, versions.current(warehouse), read_settings())
    people = _ask(opened.connection, "people_to_view_as", "operator")
    reps = people[people.landing == "rep"].person_id
    found = {
        "VP": people[(people.landing == "top") & (people.role == "VP") & ~people.is_only_top].person_id,
        "ASM": people[people.landing == "manager"].person_id,
        "AE": reps.iloc[:: max(1, len(reps) // most)],
    }
    told = {
        role: [_viewer(opened.connection, role, person, set(reps)) for person in found[role][:most]] for role in ROLES
    }
    opened.connection.close()
    return told


def _viewer(connection: duckdb.DuckDBPyConnection, role: str, person: str, reps: set[str]) -> Viewer:
    offered = _ask(connection, "scope_choices", person)
    offered = offered[(offered["filter"] != "owner") | offered["value"].isin(reps)]
    filters = {name: _clear(offered[offered["filter"] == name], "value", "label") for name in _FILTERS[role]}
    accounts = _ask(connection, "account_search", person)
    if len(accounts) >= 2000:
        accounts = _ask(connection, "account_search", person, text=PART)
    return Viewer(role, person, filters, {"account": _clear(accounts, "account_id", "account_name")})


def _clear(rows: pd.DataFrame, value: str, label: str) -> list[tuple[str, str]]:
    """Value and label of choices whose label is part of no other's, so that typing it finds one."""
    labels = rows[label].dropna().tolist()
    pairs = zip(rows[value].tolist()[:_MOST], rows[label].tolist()[:_MOST], strict=True)
    return [(key, name) for key, name in pairs if sum(name in other for other in labels) == 1]


def _ask(connection: duckdb.DuckDBPyConnection, name: str, viewer: str, **parameters: str) -> pd.DataFrame:
    return queries.run(connection, name, viewer=viewer, today=dt.date.today(), parameters=parameters)


def highest(warehouse: Path) -> str:
    """Id of whoever stands at the top with the most levels below."""
    opened = versions.open_version(warehouse, versions.current(warehouse), read_settings())
    people = _ask(opened.connection, "people_to_view_as", "operator")
    opened.connection.close()
    return str(people.sort_values("levels_below", ascending=False, kind="stable").person_id.iloc[0])
