"""The editor: a box for each thing that no file tells, filled in with what is suggested, the reason beside it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import streamlit as st

from sightline import exports, words
from sightline.exports import Draft, Profile, Question
from sightline.exports.drafting.draft import reasons
from sightline.exports.profile import writing
from sightline.exports.profile.writing import Place
from sightline.sections.about.mapping import folded, says

Answers = dict[Place, str | None]
Look = Callable[[Profile], Draft]
"""Reads the folder under another profile, as the page reads it: in a process of its own, with progress."""

_DESK = "mapping_desk"


@dataclass
class Desk:
    """What lies on the desk of one draft: every question asked so far, and the draft under the answers tried last.

    Before any are tried these are the suggestions, with which the draft itself was made. `by_hand` are the columns that
    a person changed though nobody asked: the draft under them shows no change any more.
    """

    draft: Draft
    asked: dict[Place, Question]
    changed: Draft
    tried: Answers
    by_hand: Answers = field(default_factory=dict)


def show(folder: Path, draft: Draft, look: Look) -> bool:
    """Draw what is open in a folder, problems first; true in the run in which the profile has changed on disk.

    The folder then has to be read again, and its new draft shown.
    """
    desk = _desk(draft)
    head = st.container()
    answers = _ask(desk)
    left = [question for question in desk.asked.values() if _said(question) == says.LEAVE]
    with head:
        st.markdown(says.headline(draft, desk.changed if answers == desk.tried else None, left))
    return _end(folder, desk, answers, look)


def _desk(draft: Draft) -> Desk:
    """The desk of a draft; a new draft clears it."""
    desk = st.session_state.get(_DESK)
    if not isinstance(desk, Desk) or desk.draft != draft:
        for key in [key for key in st.session_state if str(key).startswith("mapping_box_")]:
            del st.session_state[key]
        desk = Desk(draft, {question.place: question for question in draft.questions}, draft, draft.suggestions)
        st.session_state[_DESK] = desk
    return desk


def _ask(desk: Desk) -> Answers:
    """Draw every question; the answers that the boxes hold."""
    asked = sorted(desk.asked.values(), key=lambda one: (not one.needed, one.suggestion is not None))
    strange = {q.file for q in asked if q.kind == "table" and not q.needed and _said(q) == says.LEAVE}
    files = dict.fromkeys(q.file for q in asked if q.file and q.file not in strange)
    answers: Answers = {}
    for name in files:
        with st.container(border=True):
            _of_file(desk, str(name), [q for q in asked if q.file == name], answers)
    for heading, questions in says.grouped(q for q in asked if not q.file).items():
        with st.container(border=True):
            st.markdown(f"**{words.plain(heading)}**")
            _boxes(questions, answers)
    if strange:
        many = words.counted(len(strange), "file")
        with st.expander(f"Fit no table: {many}, skipped until you say what they are"):
            for question in [q for q in asked if q.file in strange]:
                st.markdown(words.plain(str(question.file)))
                _boxes([question], answers)
    folded.show(desk.draft, desk.changed, set(desk.asked), desk.by_hand)
    return answers | desk.by_hand


def _of_file(desk: Desk, name: str, questions: list[Question], answers: Answers) -> None:
    """The questions about one file: its table first, then how it is written, then its columns."""
    file = next((file for file in desk.changed.files if file.file == name), None)
    known = f"{words.table(file.table)}, {file.sure}" if file and file.table else "not known by its columns"
    st.markdown(f"**{words.plain(name)}** · {words.plain(known)}")
    first = [question for question in questions if question.kind != "column"]
    table = next((_said(question) for question in first if question.kind == "table"), None)
    _boxes(first, answers)
    columns = [question for question in questions if question.kind == "column" and table in (None, question.table)]
    _boxes([question for question in columns if not question.suggestion], answers)
    if suggested := [question for question in columns if question.suggestion]:
        with st.expander(says.suggested(suggested)):
            _boxes(suggested, answers)


def _boxes(questions: Iterable[Question], answers: Answers) -> None:
    """A row for each question: what it is about and its values, its box, its reason."""
    for question in questions:
        left, middle, right = st.columns([3, 3, 4], vertical_alignment="center")
        with left.container(gap=None):
            st.markdown(says.about(question))
            if shown := says.samples(question):
                st.caption(shown)
        said = middle.selectbox(
            words.plain(says.label(question)),
            [says.LEAVE, *question.choices],
            index=_first(question),
            format_func=partial(says.choice, question),
            key=folded.key(question.kind, question.place),
            label_visibility="collapsed",
        )
        right.caption(says.reason(question))
        if said:
            answers |= question.answered(said)


def _first(question: Question) -> int:
    return question.choices.index(question.suggestion) + 1 if question.suggestion in question.choices else 0


def _said(question: Question) -> str:
    """What the box of a question holds, drawn in this run or not."""
    return str(st.session_state.get(folded.key(question.kind, question.place), question.suggestion or says.LEAVE))


def _end(folder: Path, desk: Desk, answers: Answers, look: Look) -> bool:
    """What can be done with the answers: see what they change, keep them, take the last ones back."""
    if desk.changed is not desk.draft and answers == desk.tried:
        st.markdown(says.of_files(desk.draft, desk.changed))
    with st.container(horizontal=True):
        tried = st.button("See what changes", key="mapping_try", disabled=not answers or answers == desk.tried)
        saved = st.button("Save", key="mapping_save", type="primary", disabled=not answers)
        undone = st.button("Take the last save back", key="mapping_undo", disabled=not writing.can_undo(folder))
    try:
        if tried:
            _try(folder, desk, answers, look)
            st.rerun()
        if saved:
            writing.save(folder, answers, reasons(desk.asked.values()))
        if undone:
            writing.undo(folder)
    except exports.ExportError as error:
        st.error(words.plain(str(error)))
        return False
    return saved or undone


def _try(folder: Path, desk: Desk, answers: Answers, look: Look) -> None:
    """Read the folder with the answers taken, and lay what that opens beside what was asked."""
    changed = look(writing.amended(exports.read_profile(folder), answers))
    tables = {file.file: file.table for file in changed.files}
    stays = {
        place: question
        for place, question in desk.asked.items()
        if question.kind != "column" or question.table == tables.get(question.file or "")
    }
    desk.asked = stays | {question.place: question for question in changed.questions}
    desk.changed, desk.tried = changed, answers | changed.suggestions
