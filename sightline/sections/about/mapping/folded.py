"""What is sure, folded away: the files that were recognised, and every column of one of them, to be changed by hand."""

import hashlib

import streamlit as st

from sightline import words
from sightline.contract import EXPORTS
from sightline.exports import Draft
from sightline.exports.drafting.draft import NO_COLUMN, Column, File
from sightline.exports.profile.writing import Place
from sightline.sections.about.mapping import says


def show(draft: Draft, asked: set[Place]) -> dict[Place, str | None]:
    """Draw the recognised files; what a person changed of a column that nobody asked about."""
    known = {file.file: file for file in draft.files if file.table and file.columns}
    if not known:
        return {}
    with st.expander(f"{words.counted(len(known), 'file')} recognised: change what was taken wrongly"):
        name = st.selectbox("File", list(known), format_func=words.line, key="mapping_file")
        file = known[name]
        others = f"; it could also be {', '.join(map(words.table, file.runners_up))}" if file.runners_up else ""
        st.caption(words.plain(f"{words.table(str(file.table))}: {file.sure}{others}. {file.reason}".strip()))
        return _columns(file, asked)


def _columns(file: File, asked: set[Place]) -> dict[Place, str | None]:
    """A row for each column: its header and values, its box, how it was found."""
    changed: dict[Place, str | None] = {}
    fields = [NO_COLUMN, *EXPORTS[str(file.table)].columns]
    for column in file.columns:
        if column.place in asked:
            continue
        left, middle, right = st.columns([3, 3, 4], vertical_alignment="center")
        with left.container(gap=None):
            st.markdown(f"**{words.plain(column.header)}**")
            if column.samples:
                st.caption(" · ".join(words.plain(text[:40]) for text in column.samples))
        now = column.ours or NO_COLUMN
        said = middle.selectbox(
            words.plain(column.header),
            fields,
            index=fields.index(now) if now in fields else 0,
            format_func=lambda one: "Not used" if one == NO_COLUMN else says.field(one, file.table),
            key=_key(column),
            label_visibility="collapsed",
        )
        right.caption(_FOUND.get(column.by, ""))
        if said != now:
            changed |= {column.place: said, (*column.place[:2], "table"): file.table}
    return changed


_FOUND = {
    "exact": "the name is ours",
    "synonym": "known by this name",
    "mapping": "decided before",
    "unused": "no column of ours",
}
"""How a column was found, in words."""


def _key(column: Column) -> str:
    return "mapping_box_" + hashlib.sha256("\0".join(column.place).encode()).hexdigest()[:16]
