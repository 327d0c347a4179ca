"""Asks and commitments as tables to write into, kept row by row as soon as a cell is left."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, get_args

import pandas as pd
import streamlit as st

from sightline import words
from sightline.notes import Conflict, looking, pack_texts
from sightline.notes.pack_texts import Ask, Commitment
from sightline.packs.blocks import as_day
from sightline.packs.pack import Unit
from sightline.packs.shelf import STATES

One = TypeVar("One", Ask, Commitment)
_TOLD, _TURN = "pack_list_told", "pack_list_turn"
_ASK = {"Ask": "ask", "What it would change": "impact", "Responsible": "responsible", "Due": "due_on"}
_PROMISE = {"Commitment": "text", "What became of it": "status"}


def asks(pack_id: str) -> None:
    """What the team asks for."""
    store, sight = looking.store(), looking.sight()
    found = pack_texts.asks(store, sight, pack_id)
    rows = [[one.ask, one.impact, one.responsible, one.due_on] for one in found]
    frame = pd.DataFrame(rows, columns=list(_ASK)).astype({"Due": "datetime64[us]"})
    st.subheader("Asks")
    st.caption("The three that matter most. Each needs somebody who is responsible and a day.")
    shown = {
        "Due": st.column_config.DateColumn("Due", format="D MMM YYYY"),
        "Ask": st.column_config.TextColumn("Ask", width="large"),
    }
    keep = partial(
        _apply,
        found,
        Ask(pack_texts.new_id(), ""),
        _ASK,
        partial(pack_texts.write_ask, store, sight, pack_id),
        partial(pack_texts.remove_ask, store, sight, pack_id),
    )
    _editor(frame, f"asks_{pack_id}", shown, keep)


def commitments(unit: Unit, quarter: str, title: str) -> None:
    """What was or is promised for one quarter; it hangs on the team, so that the next pack finds it."""
    store, sight, team = looking.store(), looking.sight(), unit.scope_id
    found = pack_texts.commitments(store, sight, team, quarter)
    frame = pd.DataFrame([[one.text, STATES[one.status]] for one in found], columns=list(_PROMISE)).astype(str)
    st.subheader(title)
    shown = {
        "Commitment": st.column_config.TextColumn("Commitment", width="large"),
        "What became of it": st.column_config.SelectboxColumn(
            "What became of it", options=list(STATES.values()), default=STATES["open"], required=True
        ),
    }
    keep = partial(
        _apply,
        found,
        Commitment(pack_texts.new_id(), quarter, ""),
        _PROMISE,
        partial(pack_texts.write_commitment, store, sight, team),
        partial(pack_texts.remove_commitment, store, sight, team),
    )
    _editor(frame, f"commitments_{team}_{quarter}", shown, keep)


def _editor(frame: pd.DataFrame, name: str, config: dict[str, Any], apply: Callable[[dict[str, Any]], None]) -> None:
    """The table; each change is kept at once, and the table begins anew with what stands then."""
    turns = st.session_state.setdefault(_TURN, {})
    key = f"{name}_{turns.get(name, 0)}"

    def keep() -> None:
        turns[name] = turns.get(name, 0) + 1
        st.session_state.setdefault(_TOLD, {}).pop(name, None)
        try:
            apply(st.session_state[key])
        except Conflict as told:
            body = told.theirs.body or {}
            said = (
                " · ".join(str(value) for column, value in body.items() if value and column != "place") or "taken out"
            )
            st.session_state[_TOLD][name] = f"{told} It says now: {said or 'taken out'}"

    st.data_editor(frame, key=key, hide_index=True, num_rows="dynamic", column_config=config, on_change=keep)
    if sentence := st.session_state.get(_TOLD, {}).get(name):
        st.warning(words.plain(sentence))


def _apply(
    found: list[One],
    blank: One,
    columns: dict[str, str],
    write: Callable[[One], object],
    remove: Callable[[One], None],
    changes: dict[str, Any],
) -> None:
    """Write what was changed, added and taken out. Raises Conflict at the first row somebody else wrote meanwhile."""
    for row, cells in changes["edited_rows"].items():
        write(dataclasses.replace(found[int(row)], **_fields(cells, columns)))
    for number, cells in enumerate(changes["added_rows"]):
        filled: dict[str, Any] = _fields(cells, columns)
        if filled:
            name = "ask_id" if isinstance(blank, Ask) else "commitment_id"
            filled |= {name: pack_texts.new_id(), "place": len(found) + number}
            write(dataclasses.replace(blank, **filled))
    for row in changes["deleted_rows"]:
        remove(found[int(row)])


def _fields(cells: dict[str, Any], columns: dict[str, str]) -> dict[str, Any]:
    """The editor's cells by the names of the store."""
    return {columns[head]: _value(columns[head], value) for head, value in cells.items() if head in columns}


def _value(name: str, value: Any) -> str | dt.date | None:
    if name == "due_on":
        return as_day(value)
    if name == "status":
        return next((state for state, said in STATES.items() if said == value), get_args(pack_texts.Status)[0])
    return str(value or "").strip()
