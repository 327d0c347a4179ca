"""What is picked on Load files: the drop at hand and how far it is, and what a button does with it.

Whoever has lost the right to load since the page was drawn does nothing here: it is asked at each step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from sightline import access, door, recorded
from sightline.access import loading, roles
from sightline.drops import child, receive, store
from sightline.drops.child import State
from sightline.drops.store import Drop
from sightline.exports import Draft, ExportError, Profile
from sightline.exports.profile.writing import written
from sightline.parts import guards
from sightline.settings import warehouse_folder

_TURN, _PUBLISHED, _UNDONE = "load_files_turn", "load_files_published", "load_files_undone"
PART = "load_files_part"
"""Key of the box that says whether the files are a part of the company's exports."""
ENDED = "You may not load files any more, so nothing was changed. Ask whoever runs Sightline."


@dataclass(frozen=True)
class At:
    """Where somebody is: their drop, the step under way or broken off, and what was read, looked at and published.

    `published` is what the last load of this page put in force, until the next drop begins; the three are empty where
    there is nothing yet. `undone` says why the load that was taken back last could not be, is empty where it was, and
    null where none was.
    """

    drop: Drop | None
    state: State
    read: dict[str, Any]
    preview: dict[str, Any]
    published: dict[str, Any]
    undone: str | None


def at() -> At:
    """Where the person at the screen is. Opens the way for their uploads; ends the page where they may not load."""
    need_right()
    loading.let_upload(access.looking().viewer_id)
    recorded.used("load")
    held = st.session_state
    drop = store.open_of(warehouse_folder(), recorded.who())
    if drop is None:
        return At(None, State(), {}, {}, held.get(_PUBLISHED, {}), held.get(_UNDONE))
    return At(drop, child.state(drop), drop.answer("read"), drop.answer("preview"), {}, None)


def need_right() -> None:
    """End the page where the person looking may not load: a role ends on a page that stays open too."""
    if not roles.may_load(access.looking().viewer_id):
        guards.stop(ENDED)


def turn() -> str:
    """Mark of the box for files, another after each drop: an empty box again, and nothing of the last one kept."""
    return f"load_files_{st.session_state.get(_TURN, 0)}"


def take(drop: Drop | None, files: Sequence[UploadedFile]) -> None:
    """Put what was given into the drop at hand, a new one where there is none, and read it."""
    settings = door.own_settings()
    drop = drop or store.begin(warehouse_folder(), recorded.who(), settings)
    refused = receive.let_in(drop.inbox, ((file.name, file.getbuffer()) for file in files))
    loading.forget(files)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    for name in (_PUBLISHED, _UNDONE):
        st.session_state.pop(name, None)
    child.start(drop, "read", settings, refused=refused)
    st.rerun()


def take_out(drop: Drop, key: str) -> None:
    """Take the file that a box is set to out of a drop, and read the others again."""
    need_right()
    name = st.session_state.pop(key, None)
    if name in drop.names:
        (drop.files / name).unlink()
        child.start(drop, "read", door.own_settings())


def read_again(drop: Drop) -> None:
    """Read a drop whose mapping was changed, or whose reading came to nothing."""
    need_right()
    child.start(drop, "read", door.own_settings())


def trial(drop: Drop, profile: Profile) -> Draft:
    """What would be open under other answers, which are kept by nobody yet. Raises ExportError."""
    need_right()
    with st.spinner("Reading the files with these answers"):
        child.start(drop, "trial", door.own_settings(), profile=written(profile))
        state = child.wait(drop)
    told = drop.answer("trial")
    if "draft" not in told:
        raise ExportError(told.get("fault") or state.fault or child.BROKEN_OFF)
    return Draft.of(told["draft"])


def look(drop: Drop) -> None:
    """Make the version that publishing would point to."""
    need_right()
    child.start(drop, "preview", door.own_settings(), is_partial=bool(st.session_state.get(PART)))


def publish(drop: Drop, accepted: Sequence[str]) -> None:
    """Put in force what was looked at."""
    need_right()
    child.start(drop, "publish", door.own_settings(), accepted=list(accepted))


def stop(drop: Drop) -> None:
    """End what is under way; the files stay."""
    need_right()
    child.stop(drop)


def discard(drop: Drop) -> None:
    """Throw a drop away, unless it was published before it could be stopped."""
    need_right()
    child.stop(drop)
    if store.open_of(warehouse_folder(), recorded.who()) == drop:
        store.discard(drop)


def has_ended(drop: Drop) -> None:
    """Take note of how a step has ended: what was published is told once the drop is closed."""
    told = drop.answer("publish")
    if told.get("published"):
        st.session_state[_PUBLISHED] = told


def put_back(version: str) -> None:
    """Put a version that is kept in force again."""
    need_right()
    st.session_state[_UNDONE] = store.put_back(warehouse_folder(), version, recorded.who())
    st.session_state.pop(_PUBLISHED, None)


def kept() -> list[dict[str, Any]]:
    """The seals of the loads that can be put in force again, the last first."""
    return store.kept(warehouse_folder())
