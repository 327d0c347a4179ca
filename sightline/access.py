"""Who is looking. In local mode anyone on this computer may look as anyone in the users export.

What a viewer may see is not decided here but in every statement (`queries/visible`); this room only picks the viewer
and remembers them for the session.
"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from sightline import address, door, words

_PARAMETER, _LOOKING = "viewer", "looking"
_LANES = {"top": 0, "manager": 1, "rep": 2, "team": 3, "other": 4}


@dataclass(frozen=True)
class Viewer:
    """The person looking: id, how they are named on screen, and which landing page fits them."""

    viewer_id: str
    name: str
    role: str
    landing: str
    team: str = ""

    @property
    def scope(self) -> str:
        """What is shown while no filter is set: `Whole company`, `Nordics`, `Own accounts`."""
        match self.landing:
            case "top" | "manager":
                return self.team or ("Whole company" if self.viewer_id == door.OPERATOR else f"{self.name}'s team")
            case "rep":
                return "Own accounts"
            case "team":
                return "Accounts of my teams"
            case _:
                return "No accounts"

    @property
    def banner(self) -> str:
        """`Grace Hall (ASM, Nordics)`."""
        return f"{self.name} ({self.role})" if self.role else self.name


WHOLE_COMPANY = Viewer(door.OPERATOR, "Whole company", "", "top")
"""Whoever runs Sightline on this computer and has not chosen a person."""


def viewers() -> dict[str, Viewer]:
    """Everyone the local operator may look as, by id: the whole company first, then the tree from the top down."""
    return door.made_as(door.OPERATOR, _viewers, "people_to_view_as")


def _viewers(people: pd.DataFrame) -> dict[str, Viewer]:
    columns = (people[name].tolist() for name in ("person_id", "person_name", "role", "team_name", "landing"))
    found = [
        Viewer(who, name, _role(role, team), landing, team if isinstance(team, str) else "")
        for who, name, role, team, landing in zip(*columns, strict=True)
    ]
    found.sort(key=lambda viewer: _LANES[viewer.landing])
    return {viewer.viewer_id: viewer for viewer in (WHOLE_COMPANY, *found)}


def looking() -> Viewer:
    """Who looks in this run; the reruns of a fragment keep them."""
    found = st.session_state.get(_LOOKING)
    return found if isinstance(found, Viewer) else Viewer(door.viewer(), "nobody", "", "other")


def usual_viewer() -> str:
    """Who looks when nobody was chosen: the single top of the reporting tree, else the whole company."""
    return door.made_as(door.OPERATOR, _usual_viewer, "people_to_view_as")


def _usual_viewer(people: pd.DataFrame) -> str:
    tops = people.loc[people["is_only_top"].fillna(False), "person_id"]
    return str(tops.iloc[0]) if len(tops) == 1 else door.OPERATOR


def arrive() -> Viewer | None:
    """Whom the address names as the one looking; None where that is nobody known, who sees nothing."""
    people, usual = viewers(), usual_viewer()
    wanted = address.given(_PARAMETER) or usual
    door.look_as(wanted if wanted in people else "")
    if wanted not in people:
        return None
    address.change({_PARAMETER: None if wanted == usual else wanted})
    st.session_state[_LOOKING] = people[wanted]
    return people[wanted]


def choose_viewer(viewer: Viewer | None) -> None:
    """The box in which the local operator picks who looks."""
    people = viewers()
    st.session_state["view_as"] = viewer and viewer.viewer_id
    st.selectbox(
        "View as",
        list(people),
        index=0 if viewer else None,  # without an index the box could be emptied
        format_func=lambda viewer_id: people[viewer_id].banner,
        key="view_as",
        placeholder="Choose a person",
        on_change=address.remember,
        args=("view_as", _PARAMETER, usual_viewer()),
        help="On this computer anyone may look as anyone: Sightline runs in local mode.",
        label_visibility="collapsed",
        width=300,
    )


def ask_for_viewer() -> None:
    """Say why nothing is shown and how to go on."""
    asked = words.plain(str(address.given(_PARAMETER)))
    st.title("Who is looking?")
    st.markdown(
        f"The link asks to view as “{asked}”, who is not an active person in the users export, so nothing is shown. "
        "Choose somebody under **View as** above, or ask whoever sent the link for a new one."
    )


def _role(role: object, team: object) -> str:
    words = [str(role) if isinstance(role, str) else "role unknown"]
    if isinstance(team, str) and team:
        words.append(team)
    return ", ".join(words)
