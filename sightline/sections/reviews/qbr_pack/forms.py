"""Forms without a button: a field is kept as soon as it is left, and two people who write do not undo each other.

A field is kept before the page is drawn. Where the next field is left while that goes on, Streamlit breaks off what it
is doing, at times before anything was kept, and goes on in another thread. So each drawing looks whether a widget holds
what nobody kept, and a lock keeps two threads of one session from counting the same writing twice.
"""

import dataclasses
import threading
import zlib
from collections.abc import Callable
from typing import Any, Generic

import streamlit as st

from sightline import words
from sightline.notes import Conflict, NotesError, looking, pack_texts
from sightline.notes.pack_texts import One
from sightline.sections.reviews.qbr_pack import says

_STATE = "pack_forms"


@dataclasses.dataclass
class _Session:
    """What one session knows of a form: its revision, how often it began anew, what was refused and what was seen."""

    revision: int
    turn: int = 0
    refused: dict[str, tuple[str, Any]] = dataclasses.field(default_factory=dict)
    seen: dict[str, Any] = dataclasses.field(default_factory=dict)
    lock: threading.RLock = dataclasses.field(default_factory=threading.RLock)


class Form(Generic[One]):
    """One entry as widgets, each kept for itself.

    Widgets keep their names while their own session writes, so that the next field does not lose the letters typed
    into it meanwhile. They begin anew with what stands as soon as somebody else wrote.
    """

    def __init__(self, name: str, kept: One, keep: Callable[[One], One], labels: dict[str, str]) -> None:
        self._kept: One = kept
        self._keep: Callable[[One], One] = keep
        self._labels = labels
        sessions: dict[str, _Session] = st.session_state.setdefault(_STATE, {})
        self._session = sessions.setdefault(name, _Session(kept.revision))
        with self._session.lock:
            if self._session.revision < kept.revision:
                self._session.turn += 1
                self._session.revision = kept.revision
        self.name = f"{name}_{self._session.turn}"

    def widget(self, field: str, usual: str = "") -> dict[str, Any]:
        """What makes a widget of a field: its label, its name, and that leaving it keeps what it holds.

        `usual` stands where nothing was written; left as it is or emptied, it is not kept. Another one begins anew.
        """
        key = self._key(field, usual)
        if key not in st.session_state:
            st.session_state[key] = getattr(self._kept, field) or usual or getattr(self._kept, field)
            self._session.seen[key] = st.session_state[key]
        elif st.session_state[key] != self._session.seen.get(key):
            self._save(field, usual)
            st.rerun()
        return {"label": self._labels[field], "key": key, "on_change": self._save, "args": (field, usual)}

    def _key(self, field: str, usual: str) -> str:
        return f"{field}_{self.name}" + (f"_{zlib.crc32(usual.encode())}" if usual else "")

    def text(self, field: str, usual: str = "", **more: Any) -> None:
        """A line of text."""
        st.text_input(**self.widget(field, usual), **more)

    def prose(self, field: str, usual: str = "", **more: Any) -> None:
        """Text of several lines."""
        st.text_area(**self.widget(field, usual), **more)

    def day(self, field: str) -> None:
        """A day, or none."""
        st.date_input(**self.widget(field), format="DD/MM/YYYY")

    def choice(self, field: str, options: dict[str, str]) -> None:
        """One of a few, each by its words."""
        st.selectbox(**self.widget(field), options=list(options), format_func=options.__getitem__)

    def keep(self, field: str, value: Any, keep: Callable[[One], One] | None = None) -> None:
        """Keep one field, or remember what was refused because somebody else wrote it too."""
        session = self._session
        writer = looking.sight().viewer
        with session.lock:
            session.refused.pop(field, None)
            try:
                now = pack_texts.change(keep or self._keep, self._kept, writer, **{field: value})
            except (Conflict, NotesError) as told:
                session.refused[field] = (str(told), value)
            else:
                if now.revision == session.revision + 1:  # else somebody wrote another field, which wants to be shown
                    session.revision = now.revision

    def foot(self) -> None:
        """Who wrote last, and whatever was refused: what stands is above, one's own beside it, to be put there."""
        if self._kept.author and self._kept.written_at:
            st.caption(says.saved(self._kept.author.name, self._kept.written_at, st.context.timezone))
        else:
            st.caption("Each field is saved as soon as you leave it.")
        for field, (sentence, mine) in list(self._session.refused.items()):
            label = self._labels[field]
            with st.container(border=True):
                st.warning(words.plain(f"{label}: {sentence}"))
                said = (
                    words.day(mine) if hasattr(mine, "year") else {True: "yes", False: "no"}.get(mine, str(mine or ""))
                )
                st.markdown(f"**Yours:** {words.plain(said) or 'nothing'}")
                one, other = st.columns(2)
                one.button(
                    "Put mine in its place",
                    key=f"mine_{field}_{self.name}",
                    on_click=self._insist,
                    args=(field, mine),
                    help=f"Replaces the field “{label}” alone",
                )
                other.button("Leave theirs", key=f"theirs_{field}_{self.name}", on_click=self._give_way, args=(field,))

    def _insist(self, field: str, mine: Any) -> None:
        """Put a refused field where theirs stands; every other field stays theirs."""
        self.keep(field, mine)
        self._session.turn += 1  # its widget shows theirs

    def _give_way(self, field: str) -> None:
        self._session.refused.pop(field, None)

    def _save(self, field: str, usual: str) -> None:
        """Keep what the widget holds; one that was emptied shows what is usual again."""
        key = self._key(field, usual)
        typed = st.session_state[key]
        value = typed.strip() if isinstance(typed, str) else typed
        with self._session.lock:
            if typed == self._session.seen.get(key):
                return
            self.keep(field, None if usual and value in ("", usual) else value)
            self._session.seen[key] = typed
            if usual and not value:
                self._session.turn += 1
