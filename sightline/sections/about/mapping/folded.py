"""What is sure, folded away: the files that were recognised, and every column of one of them, to be changed by hand."""

import hashlib

import streamlit as st

from sightline import words
from sightline.contract import EXPORTS
from sightline.exports import Draft
from sightline.exports.drafting.draft import NO_COLUMN, File
from sightline.exports.profile.writing import Place
from sightline.sections.about.mapping import says

Changed = dict[Place, str | None]


def show(first: Draft, draft: Draft, asked: set[Place], by_hand: Changed) -> None:
    """Draw the recognised files, and keep in `by_hand` what differs from the first draft though nobody asked."""
    known = {file.file: file for file in draft.files if file.table and file.columns}
    if not known:
        return
    with st.expander(f"{words.counted(len(known), 'file')} recognised: change what was taken wrongly"):
        name = st.selectbox("File", list(known), format_func=words.line, key="mapping_file")
        file = known[name]
        others = f"; it could also be {', '.join(map(words.table, file.runners_up))}" if file.runners_up else ""
        st.caption(words.plain(f"{words.table(str(file.table))}: {file.sure}{others}. {file.reason}".strip()))
        _columns(
            file,
            next((one for one in first.files if (one.file, one.table) == (name, file.table)), file),
            asked,
            by_hand,
        )


def _columns(file: File, first: File, asked: set[Place], by_hand: Changed) -> None:
    """A row for each column: its header and values, its box, how it was found.

    One that is not used by hand is none of the draft any more, and is drawn all the same, to be taken back.
    """
    was = {one.place: one.ours or NO_COLUMN for one in first.columns}
    drawn = {one.place: one for one in first.columns if one.place in by_hand} | {one.place: one for one in file.columns}
    table = (*file.columns[0].place[:2], "table")
    fields = [NO_COLUMN, *EXPORTS[str(file.table)].columns]
    for column in drawn.values():
        if column.place in asked:
            continue
        left, middle, right = st.columns([3, 3, 4], vertical_alignment="center")
        with left.container(gap=None):
            st.markdown(f"**{words.plain(column.header)}**")
            if column.samples:
                st.caption(" · ".join(words.plain(text[:40]) for text in column.samples))
        now = next(one for one in (by_hand.get(column.place), column.ours, NO_COLUMN) if one in fields)
        said = middle.selectbox(
            words.plain(column.header),
            fields,
            index=fields.index(now),
            format_func=lambda one: "Not used" if one == NO_COLUMN else says.field(one, file.table),
            key=key("by hand", column.place),
            label_visibility="collapsed",
        )
        right.caption(_FOUND.get(column.by, ""))
        before = was.get(column.place, None if column.place in by_hand else now)
        if said != before:
            by_hand |= {column.place: said, table: file.table}
        elif by_hand.pop(column.place, None) and not any(place[:2] == table[:2] for place in {*by_hand} - {table}):
            del by_hand[table]  # no column of the file is changed any more


_FOUND = {
    "exact": "the name is ours",
    "synonym": "known by this name",
    "mapping": "decided before",
    "unused": "no column of ours",
}
"""How a column was found, in words."""


def key(kind: str, place: Place) -> str:
    """The key of a box: a checksum, for what a file holds is no name of an element."""
    return "mapping_box_" + hashlib.sha256("\0".join((kind, *place)).encode()).hexdigest()[:16]
