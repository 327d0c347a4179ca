"""The filters a person set, as one frozen value mirrored in the address.

The address leads: a link shows a colleague the same view, within what that colleague may see. Streamlit's own
binding of widgets to the address was tried and left: it writes labels where two people may share a name, and drops
a value outside the choices without a word.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sightline import access, address, door, notices, recorded, words

FILTERS = {"team": "Team", "owner": "AE", "region": "Region", "segment": "Segment", "quarter": "Quarter"}
WHO = ("team", "owner", "region", "segment")
"""What most pages go by: everything but the quarter."""
EVERYTHING = {
    "team": "All teams",
    "owner": "All AEs",
    "region": "All regions",
    "segment": "All segments",
    "quarter": "To date",
}
"""What each filter is called, and what it shows while it is not set."""
_STATE, _LABELS, _PATH, _TIME = "scope", "scope_labels", "scope_path", "scope_time"
_WIDTHS = {"quarter": 130, "team": 160, "owner": 160, "region": 130, "segment": 140}


@dataclass(frozen=True)
class Scope:
    """What the filters are set to; None means everything the viewer may see, and for the quarter the data's own day."""

    team: str | None = None
    owner: str | None = None
    region: str | None = None
    segment: str | None = None
    quarter: str | None = None

    @property
    def parameters(self) -> dict[str, str | None]:
        """The filters every page query takes."""
        return {"team": self.team, "owner": self.owner, "region": self.region, "segment": self.segment}


class _Choices:
    """What each filter may be set to, as it stands in `scope_choices`."""

    def __init__(self, choices: pd.DataFrame) -> None:
        self.labels: dict[str, dict[str, str]] = {name: {} for name in FILTERS}
        self._above: dict[str, str | None] = {}
        self._names: dict[str, str] = {}
        columns = (choices[name].tolist() for name in ("filter", "value", "label", "team", "team_name"))
        for name, value, label, team, team_name in zip(*columns, strict=True):
            self.labels[name][value] = label
            if name in ("team", "owner"):
                self._above[value] = team if isinstance(team, str) else None
                self._names[value] = team_name if isinstance(team_name, str) else label

    def within(self, name: str, team: str | None) -> dict[str, str]:
        """Label by value of one filter; AEs only of the chosen team, at any distance below it."""
        found = self.labels[name]
        if name != "owner" or team is None:
            return found
        return {value: label for value, label in found.items() if team in (value, *self._teams_above(value))}

    def path(self, values: Mapping[str, str | None]) -> list[str]:
        """Names of the teams above the AE or team that is chosen, below the viewer, without a team that has a chip."""
        found: list[str] = []
        for person in self._teams_above(values["owner"] or values["team"]):
            if person == door.viewer() or person not in self._names:
                break
            if person != values["team"]:
                found.insert(0, self._names[person])
        return found

    def _teams_above(self, person: str | None) -> list[str]:
        """Whom a person reports to, and they, up to the top; each once, whatever circle the exports make."""
        found: list[str] = []
        above = self._above.get(person) if person else None
        while above is not None and above not in found:
            found.append(above)
            above = self._above.get(above)
        return found


def current() -> Scope:
    """The filters of this run; the reruns of a fragment keep them."""
    found = st.session_state.get(_STATE)
    return found if isinstance(found, Scope) else Scope()


def choose() -> None:
    """Show the filters and remember what they are set to; a value that had to be dropped leaves a notice."""
    choices = door.made(_Choices, "scope_choices")
    values: dict[str, str | None] = {}
    offered: dict[str, dict[str, str]] = {}
    for name, label in FILTERS.items():
        offered[name] = choices.within(name, values.get("team"))
        wanted = address.given(name)
        values[name] = wanted if wanted in offered[name] else None
        if wanted is not None and values[name] is None:
            if name in ("team", "owner"):
                recorded.denied(name, wanted)
            asked = " of the link" if name in ("team", "owner") else f" “{wanted}”"
            notices.add(f"{label}{asked} is not within this view, so it is set to “{EVERYTHING[name]}”.")
    for name in _WIDTHS:
        _filter(name, FILTERS[name], offered[name], values[name])
        if name == "quarter":
            st.session_state[_TIME] = st.container(horizontal=True, gap="small", width="content")
    st.session_state[_STATE] = Scope(**values)
    st.session_state[_LABELS] = {name: choices.labels[name][value] for name, value in values.items() if value}
    st.session_state[_PATH] = choices.path(values)
    address.change(values)


def choose_nothing() -> None:
    """Everything, on a page where filters say nothing; what the address holds stays for the next page."""
    st.session_state[_STATE] = Scope()
    st.session_state[_LABELS], st.session_state[_PATH] = {}, []


def time() -> DeltaGenerator:
    """Where a page's own days stand: beside the quarter, so that time is set in one place."""
    return cast("DeltaGenerator", st.session_state[_TIME])


def labels() -> dict[str, str]:
    """Label by filter for each filter that is set, in words: {"team": "Grace Hall"}."""
    return dict(st.session_state.get(_LABELS, {}))


def about() -> dict[str, str]:
    """What a download says about itself: who looked, at which day, through which filters."""
    filters = {FILTERS[name]: label for name, label in labels().items()}
    return {"Viewed as": access.looking().banner, "Data as of": words.day(_as_of()), **filters}


def file_stem() -> str:
    """The view as part of a file name: `Grace-Hall_Enterprise_2026-10-05`."""
    as_of = _as_of()
    parts = [access.looking().name, *labels().values(), "undated" if as_of is None else f"{as_of:%Y-%m-%d}"]
    return "_".join(re.sub(r"[^\w]+", "-", part).strip("-") for part in parts)


def _as_of() -> pd.Timestamp | None:
    fresh = door.ask("freshness")
    return pd.Timestamp(fresh["as_of_on"].iloc[0]) if len(fresh) else None


def has_accounts() -> bool:
    """Whether the viewer may see any account that somebody holds."""
    return bool(door.made(_Choices, "scope_choices").labels["owner"])


def filter_of(person: str) -> str | None:
    """The filter that shows a person's accounts: team for who leads one, owner for an AE, None for who has none."""
    labels = door.made(_Choices, "scope_choices").labels
    return next((name for name in ("team", "owner") if person in labels[name]), None)


def path() -> list[str]:
    """The teams between the viewer and the team or AE that is chosen, from the top down."""
    return list(st.session_state.get(_PATH, []))


def is_narrowed() -> bool:
    """Whether the address sets any filter."""
    return any(address.given(name) for name in FILTERS)


def link(*, has_filters: bool) -> str:
    """The address of exactly this view, to send to a colleague: with whose accounts and which days, without who looks.

    Where no team and no AE is chosen, the viewer's own stands for what the viewer sees: a colleague who sees more is
    shown the same, and one who sees less is told so.
    """
    parameters = {**st.query_params.to_dict(), **address.pinned()}
    parameters.pop("viewer", None)
    own = filter_of(door.viewer())
    if has_filters and own and not parameters.keys() & {"team", "owner"}:
        parameters = {own: door.viewer(), **parameters}
    return str(st.context.url or "").split("?")[0] + (f"?{urlencode(parameters)}" if parameters else "")


def reset() -> None:
    """Set every filter back to everything; used as a callback, before the script runs."""
    close(*FILTERS)


def close(*names: str) -> None:
    """Set some filters back to everything; used as a callback, before the script runs."""
    address.catch_up()
    address.change(dict.fromkeys(names))


def _filter(name: str, label: str, labels: Mapping[str, str], value: str | None) -> None:
    key = f"filter_{name}"
    st.session_state[key] = value
    st.selectbox(
        label,
        list(labels),
        index=None,
        format_func=lambda choice: labels.get(choice, choice),
        key=key,
        placeholder=EVERYTHING[name],
        on_change=address.remember,
        args=(key, name),
        disabled=not labels,
        width=_WIDTHS[name],
    )
