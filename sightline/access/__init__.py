"""Who is looking. In local mode anyone on this computer may look as anyone in the users export.

Where people sign in, each is the one whom their provider or gateway proved, and may look as those below them. What a
viewer may see is not decided here but in every statement (`queries/visible`); this room only picks the viewer and
remembers them for the session.
"""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from sightline import address, door, words
from sightline.access import session

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
    """Everyone the person at the screen may look as, by id, from the top of the tree down.

    The local operator may look as everyone, the whole company first; who signed in as themselves and those below.
    """
    everyone = door.made_as(door.OPERATOR, _viewers, "people_to_view_as")
    if session.is_local():
        return everyone
    allowed = session.may_look_as()
    return {viewer_id: viewer for viewer_id, viewer in everyone.items() if viewer_id in allowed}


def _viewers(people: pd.DataFrame) -> dict[str, Viewer]:
    columns = (people[name].tolist() for name in ("person_id", "person_name", "role", "team_name", "landing"))
    found = [
        Viewer(who, name, _role(role, team), landing, team if isinstance(team, str) else "")
        for who, name, role, team, landing in zip(*columns, strict=True)
        if who != door.OPERATOR
    ]
    found.sort(key=lambda viewer: _LANES[viewer.landing])
    return {viewer.viewer_id: viewer for viewer in (WHOLE_COMPANY, *found)}


def looking() -> Viewer:
    """Who looks in this run; the reruns of a fragment keep them."""
    found = st.session_state.get(_LOOKING)
    return found if isinstance(found, Viewer) else Viewer(door.viewer(), "nobody", "", "other")


def usual_viewer() -> str:
    """Who looks when nobody was chosen: who signed in, or the single top of the tree, else the whole company."""
    signed_in = session.signed_in()
    return door.made_as(door.OPERATOR, _usual_viewer, "people_to_view_as") if session.is_local() else signed_in


def _usual_viewer(people: pd.DataFrame) -> str:
    tops = people.loc[people["is_only_top"].fillna(False), "person_id"]
    return str(tops.iloc[0]) if len(tops) == 1 else door.OPERATOR


def arrive() -> Viewer | None:
    """Whom the address names as the one looking; None where that is nobody known, who sees nothing."""
    people, usual = viewers(), usual_viewer()
    wanted = address.given(_PARAMETER) or usual
    door.look_as(wanted if wanted in people else "", None if session.is_local() else session.may_look)
    if wanted not in people:
        return None
    address.change({_PARAMETER: None if wanted == usual else wanted})
    st.session_state[_LOOKING] = people[wanted]
    return people[wanted]


def choose_viewer(viewer: Viewer | None) -> None:
    """The box in which to pick who looks, where there is a choice; the way out, and the mark, for who signed in."""
    people = viewers()
    if session.is_local() or len(people) > 1 or viewer is None:
        _box(people, viewer)
    else:
        st.markdown(f":gray[{words.plain(viewer.banner)}]", width="content")
    if not session.is_local():
        if viewer is not None and viewer.viewer_id != session.signed_in():
            session.watermark(viewer.name, people.get(session.signed_in(), viewer).name)
        session.offer_to_sign_out()


def _box(people: dict[str, Viewer], viewer: Viewer | None) -> None:
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
        help="On this computer anyone may look as anyone: Sightline runs in local mode."
        if session.is_local()
        else "You may look as yourself and everyone below you. Each time is recorded.",
        label_visibility="collapsed",
        width=300 if session.is_local() else 220,  # the way out stands beside it
    )


def ask_for_viewer() -> None:
    """Say why nothing is shown and how to go on."""
    asked = words.plain(str(address.given(_PARAMETER)))
    st.title("Who is looking?")
    st.markdown(
        f"The link asks to view as “{asked}”, who is not an active person in the users export, so nothing is shown. "
        "Choose somebody under **View as** above, or ask whoever sent the link for a new one."
        if session.is_local()
        else f"The link asks to view as “{asked}”. You may look as yourself and everyone below you, and that is "
        "nobody among them, so nothing is shown. Choose yourself under **View as** above."
    )


def _role(role: object, team: object) -> str:
    words = [str(role) if isinstance(role, str) else "role unknown"]
    if isinstance(team, str) and team:
        words.append(team)
    return ", ".join(words)
