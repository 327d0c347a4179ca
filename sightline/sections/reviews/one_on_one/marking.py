"""Mark a plan as inspected, show the mark at once with its author and time, and take it back in the same session."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Annotated

import streamlit as st

from sightline import door, recorded, scope, words
from sightline.door import Row
from sightline.notes import Conflict, NotesError, inspections, looking
from sightline.notes.inspections import Inspection, Refused
from sightline.notes.sight import Sight
from sightline.parts import files

_MADE, _TOLD = "inspections_made", "inspection_told"


def of_plans(plan_ids: Collection[str]) -> dict[str, list[Inspection]]:
    """Marks by plan, the newest first, of those plans that the viewer may read marks of."""
    found: dict[str, list[Inspection]] = {}
    try:
        marks = inspections.of_plans(looking.store(), looking.sight(), plan_ids)
    except NotesError as told:
        st.session_state[_TOLD] = str(told)
        return found
    for mark in marks:
        found.setdefault(mark.plan_id, []).append(mark)
    return found


def tell() -> None:
    """Say once what became of the last click."""
    if told := st.session_state.pop(_TOLD, None):
        st.info(told)


def offer(plan: Annotated[Row, "one_on_one_plans"], sight: Sight) -> None:
    """The form to mark a plan, for those who stand above its owner; nothing for anybody else."""
    seen = sight.plans.get(str(plan.plan_id))
    if seen is None or not seen.may_inspect:
        return
    with st.popover("Mark inspected", width="stretch"), st.form(f"mark_form_{plan.plan_id}", border=False):
        st.caption(f"You went through the plan of {words.plain(plan.account_name)} with its owner.")
        st.date_input("On", usual_day(), max_value=dt.date.today(), key=f"mark_on_{plan.plan_id}", format="DD/MM/YYYY")
        st.text_area("What was agreed", key=f"mark_note_{plan.plan_id}", max_chars=1000, height=110)
        st.form_submit_button("Mark inspected", type="primary", on_click=_mark, args=(str(plan.plan_id),))
        st.caption("Shown at once with your name, and counted as an inspection from the next load on.")


def usual_day() -> dt.date:
    """The day a meeting most likely took place: today, or the day of the data where that is long past."""
    as_of: dt.date = door.ask("freshness")["as_of_on"].iloc[0].date()
    today = dt.date.today()
    return today if as_of > today or (today - as_of).days < door.settings().sheet_days else as_of


def show(marks: Sequence[Inspection]) -> None:
    """Each mark with author, time and note; the viewer's own of this session can be taken back."""
    made = st.session_state.get(_MADE, set())
    for mark in marks:
        text, undo = st.columns([6, 1], vertical_alignment="center")
        when = f"{words.day(mark.written_at)}, {mark.written_at:%H:%M} UTC"
        note = f" “{words.plain(mark.note)}”" if mark.note else ""
        text.markdown(
            f":green[✓] **Inspected {words.day(mark.inspected_on)}**, marked by {words.plain(mark.author.name)} "
            f"on {when}.{note}"
        )
        if mark.inspection_id in made:
            with undo:
                st.button("Undo", key=f"undo_{mark.inspection_id}", on_click=_undo, args=(mark,), width="stretch")


def downloads(marks: Sequence[Inspection]) -> None:
    """The marks as a file in the shape of the export of reviews, to flow back into the planning tool."""
    files.offer(
        "Inspections as export (CSV)",
        lambda: inspections.as_csv(marks),
        file_name=f"plan_reviews_{scope.file_stem()}.csv",
        what="plan_reviews",
        rows=len(marks),
        key="inspections_csv",
        disabled=not marks,
        help="In the columns of plan_reviews. Loaded with the other exports, a mark still counts once.",
    )


def _mark(plan_id: str) -> None:
    state = st.session_state
    try:
        made = inspections.mark(
            looking.store(),
            looking.sight(),
            plan_id,
            inspected_on=state[f"mark_on_{plan_id}"],
            note=state[f"mark_note_{plan_id}"] or "",
            today=dt.date.today(),
        )
    except Refused as told:
        recorded.denied("inspection mark", plan_id)
        state[_TOLD] = str(told)
    except NotesError as told:
        state[_TOLD] = str(told)
    else:
        recorded.marked("made", plan_id, made.inspected_on)
        state.setdefault(_MADE, set()).add(made.inspection_id)
        state[f"mark_note_{plan_id}"] = ""


def _undo(mark: Inspection) -> None:
    try:
        inspections.withdraw(looking.store(), looking.sight(), mark)
    except (Refused, Conflict, NotesError) as told:
        st.session_state[_TOLD] = str(told)
    else:
        recorded.marked("taken back", mark.plan_id, mark.inspected_on)
