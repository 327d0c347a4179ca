"""Asks and commitments: a form for each, every field kept as soon as it is left, and what was deleted can come back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic

import streamlit as st

from sightline import words
from sightline.notes import Conflict, NotesError, looking, pack_texts
from sightline.notes.pack_texts import Ask, Commitment, Listed
from sightline.packs.pack import Unit
from sightline.packs.shelf import STATES
from sightline.sections.reviews.qbr_pack.forms import Form

_ADDED, _DELETED, _TOLD = "pack_list_added", "pack_list_deleted", "pack_list_told"
_WHO = {"responsible": "Responsible", "due_on": "Due", "measure": "Measure"}
_ASK = {"ask": "Ask", "impact": "What it would change", **_WHO}
_PROMISE = {"text": "Commitment", "status": "What became of it", **_WHO}


@dataclass(frozen=True)
class _List(Generic[Listed]):
    """One list of forms: its name, what is in it, how one begins, is kept and is taken out, and what it is called."""

    name: str
    noun: str
    found: list[Listed]
    begin: Callable[[str, int], Listed]
    keep: Callable[[Listed], Listed]
    remove: Callable[[Listed], Listed]
    draw: Callable[[Form[Listed]], None]
    labels: dict[str, str]


def asks(pack_id: str) -> None:
    """What the team asks for."""
    store, sight = looking.store(), looking.sight()
    st.header("Asks")
    st.caption("The three that matter most. Each needs somebody responsible, a day, and a measure of success.")
    _show(
        _List(
            f"asks_{pack_id}",
            "ask",
            pack_texts.asks(store, sight, pack_id),
            lambda name, place: Ask(name, place=place),
            partial(pack_texts.write_ask, store, sight, pack_id),
            partial(pack_texts.remove_ask, store, sight, pack_id),
            _ask,
            _ASK,
        )
    )


def commitments(unit: Unit, quarter: str, title: str) -> None:
    """What was or is promised for one quarter; it hangs on the team, so that the next pack finds it."""
    store, sight, team = looking.store(), looking.sight(), unit.scope_id
    st.header(title)
    _show(
        _List(
            f"commitments_{team}_{quarter}",
            "commitment",
            pack_texts.commitments(store, sight, team, quarter),
            lambda name, place: Commitment(name, quarter, place=place),
            partial(pack_texts.write_commitment, store, sight, team),
            partial(pack_texts.remove_commitment, store, sight, team),
            _commitment,
            _PROMISE,
        )
    )


def _ask(form: Form[Ask]) -> None:
    form.prose("ask", height=68, placeholder="What the team needs, and from whom")
    form.text("impact", placeholder="The deal, the amount or the risk it moves")
    _who(form)


def _commitment(form: Form[Commitment]) -> None:
    text, status = st.columns([3, 1])
    with text:
        form.prose("text", height=68, placeholder="What will be done")
    with status:
        form.choice("status", STATES)
    _who(form)


def _who(form: Form[Any]) -> None:
    owner, due, measure = st.columns([2, 1, 3])
    with owner:
        form.text("responsible", placeholder="Who sees to it")
    with due:
        form.day("due_on")
    with measure:
        form.text("measure", placeholder="How everybody will know it is done")


def _show(shown: _List[Listed]) -> None:
    """A card for each, those just begun last, and a button for one more."""
    if told := st.session_state.setdefault(_TOLD, {}).pop(shown.name, ""):
        st.warning(words.plain(told))
    kept = {one.name for one in shown.found}
    begun: list[str] = [
        name for name in st.session_state.setdefault(_ADDED, {}).get(shown.name, []) if name not in kept
    ]
    st.session_state[_ADDED][shown.name] = begun
    first: int = max((one.place for one in shown.found), default=-1) + 1
    everything = list(shown.found)
    everything += [shown.begin(name, first + number) for number, name in enumerate(begun)]
    if not everything:
        st.markdown(f"No {shown.noun}s yet.")
    for number, one in enumerate(everything, 1):
        with st.container(border=True, key=f"{shown.noun}_{one.name}"):
            _card(shown, one, number)
    _deleted(shown)
    st.button(
        f"Add {'an' if shown.noun[0] in 'aeiou' else 'a'} {shown.noun}",
        key=f"add_{shown.name}",
        icon=":material/add:",
        on_click=_add,
        args=(shown.name,),
    )


def _card(shown: _List[Listed], one: Listed, number: int) -> None:
    form = Form(f"{shown.name}_{one.name}", one, shown.keep, shown.labels)
    head, delete = st.columns([5, 1], vertical_alignment="center")
    head.markdown(f"**{shown.noun.title()} {number}**")
    delete.button(
        "Delete",
        key=f"delete_{form.name}",
        type="tertiary",
        on_click=_delete,
        args=(shown, one),
        help=f"Takes {shown.noun} {number} out; it can be brought back",
    )
    shown.draw(form)
    form.foot()
    if one.revision and not one.said:
        st.caption(f"Not in the files until the {shown.noun} itself is written.")


def _deleted(shown: _List[Listed]) -> None:
    """What was deleted in this session, each to be brought back."""
    for one in st.session_state.setdefault(_DELETED, {}).get(shown.name, []):
        text, undo = st.columns([5, 1], vertical_alignment="center")
        text.markdown(f"Deleted: {words.plain(one.said) or f'an empty {shown.noun}'}")
        undo.button("Undo", key=f"undo_{one.name}", on_click=_undo, args=(shown, one))


def _add(name: str) -> None:
    st.session_state[_ADDED].setdefault(name, []).append(pack_texts.new_id())


def _delete(shown: _List[Listed], one: Listed) -> None:
    """Take it out. One that nobody wrote into just goes."""
    added = st.session_state[_ADDED][shown.name]
    if one.name in added:
        added.remove(one.name)
    if not one.revision:
        return
    try:
        gone = shown.remove(one)
    except (Conflict, NotesError) as told:
        st.session_state[_TOLD][shown.name] = f"Not deleted. {told}"
    else:
        st.session_state[_DELETED].setdefault(shown.name, []).append(gone)


def _undo(shown: _List[Listed], one: Listed) -> None:
    try:
        shown.keep(one)
    except (Conflict, NotesError) as told:
        st.session_state[_TOLD][shown.name] = str(told)
    st.session_state[_DELETED][shown.name].remove(one)
