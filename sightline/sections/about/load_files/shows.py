"""What Load files shows: the box for files, how far they are, what is in them, and the loads that are kept."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from sightline import access, address, door, downloads, words
from sightline.drops import child, mend
from sightline.drops.store import Drop
from sightline.exports import Draft
from sightline.metrics import named
from sightline.parts import acts, files, tables
from sightline.sections.about.load_files import picks, says
from sightline.sections.about.load_files.picks import At
from sightline.sections.about.mapping import editor

FILES = named("file table_name status sure records_read rows_loaded rows_quarantined rows_folded cells_flagged reason")
REJECTED = named("line_number message raw_record")
DOUBTFUL = named("table_name column_name cells message")
COLUMNS = named("file header column_name matched_by note")
MISSING = named("table_name column_name needed_for")
MEASURES = named("line before after change_text")
MAPPING = "Mapping"
TABS = ("Files", MAPPING, "Rejected rows", "Doubtful values", "Columns", "Missing")


def box(at: At) -> None:
    """The box that takes files; what was given is read at once."""
    label = "Add files, or drop one again in place of the one before" if at.drop else "Drop files here"
    given = st.file_uploader(
        label, accept_multiple_files=True, key=picks.turn(), max_upload_size=door.own_settings().drop_file_mb
    )
    if given:
        picks.take(at.drop, given)


@st.fragment(run_every=0.5)
def progress(drop: Drop) -> None:
    """How far the step under way is, and the way to end it; the page is drawn anew when it is over.

    Publishing is not ended half-way: it takes a moment, and whoever wants it undone can have that.
    """
    state = child.state(drop)
    if not state.is_running:
        picks.has_ended(drop)
        st.rerun()
    bar, stop = st.columns([5, 1], vertical_alignment="center")
    bar.progress(min(state.share, 1.0), words.plain(state.text) or "Starting")
    if state.step != "publish":
        stop.button("Stop", key="stop_step", on_click=picks.stop, args=(drop,), width="stretch")


def buttons(at: At) -> None:
    """What can be done next with the files at hand."""
    drop = at.drop
    if drop is None:
        return
    loads = any(file["rows_loaded"] for file in at.read.get("report", {}).get("files", ()))
    with st.container(horizontal=True, gap="small"):
        if at.preview.get("version") and not at.preview["is_shown"]:
            asks = at.preview["asks"]
            ticked = [ask for number, ask in enumerate(asks) if st.session_state.get(_ask_key(at, number))]
            st.button(
                "Publish",
                key="publish",
                type="primary",
                disabled=len(ticked) < len(asks),
                help="Answer the questions first." if len(ticked) < len(asks) else "Everyone sees it from then on.",
                on_click=picks.publish,
                args=(drop, ticked),
            )
        elif loads and not at.preview.get("version"):
            st.button("Preview", key="preview", type="primary", on_click=picks.look, args=(drop,))
        elif drop.names and not at.read.get("report"):
            st.button("Read again", key="read_again", on_click=picks.read_again, args=(drop,))
        st.button("Discard these files", key="discard", type="tertiary", on_click=picks.discard, args=(drop,))


def part(at: At) -> None:
    """The box that says whether the files are all there is; after a look, another answer is a look of its own."""
    if at.drop is None or not at.read.get("report") or at.preview.get("is_shown"):
        return
    st.session_state[picks.PART] = at.preview.get("is_partial", st.session_state.get(picks.PART, False))
    looks: dict[str, Any] = {"on_change": picks.look, "args": (at.drop,)} if at.preview.get("version") else {}
    st.checkbox(says.PART, key=picks.PART, help=says.PART_HELP, **looks)


def asks(at: At) -> None:
    """The questions that publishing waits for, each to be ticked."""
    for number, ask in enumerate(at.preview["asks"]):
        st.checkbox(f"{words.plain(ask)} **This is right.**", key=_ask_key(at, number))


def _ask_key(at: At, number: int) -> str:
    return f"ask_{at.preview['version']}_{at.preview['before']}_{number}"


def preview(at: At) -> None:
    """What publishing would change."""
    st.subheader("What changes", anchor=False)
    if said := says.not_compared(at):
        st.caption(said)
    labels = {
        "line": f"In {at.preview['compared']['quarter'] or 'no quarter'}",
        "before": "Shown now",
        "after": "After publishing",
    }
    tables.show(says.measures(at), MEASURES, key="load_measures", alt="What changes", labels=labels)
    for title, names in says.came_and_went(at):
        with st.expander(title):
            st.markdown("\n".join(f"- {name}" for name in names))


def problems(at: At) -> None:
    """The first things to act on."""
    found = says.problems(at)
    acts.show(found[: says.SHOWN], key="drop_problems")
    if len(found) > says.SHOWN:
        with st.expander(f"{words.number(len(found) - says.SHOWN)} more"):
            acts.show(found[says.SHOWN :], key="drop_problems_more")


def tab(at: At, name: str) -> None:
    """One view of what was read."""
    match name:
        case "Files":
            tables.show(says.files(at), FILES, key="load_files", alt="Files and what becomes of them")
            if at.drop:
                st.selectbox(
                    "Take a file out",
                    at.drop.names,
                    index=None,
                    key=f"out_{picks.turn()}",
                    placeholder="Take a file out",
                    label_visibility="collapsed",
                    width=300,
                    on_change=picks.take_out,
                    args=(at.drop, f"out_{picks.turn()}"),
                )
        case "Mapping":
            mapping(at)
        case "Rejected rows":
            rejected(at)
        case "Doubtful values":
            _table(says.doubtful(at), DOUBTFUL, "load_doubtful", "Doubtful values", says.NO_DOUBTFUL)
        case "Columns":
            _table(says.columns(at), COLUMNS, "load_columns", "How each column was understood", says.NO_COLUMN)
        case _:
            _table(
                says.missing(at), MISSING, "load_missing", "Tables and columns that no file has", says.NOTHING_MISSING
            )


def mapping(at: At) -> None:
    """What no file tells, to be answered; an answer that is kept is a line of the profile, and all is read again."""
    drop = at.drop
    if drop is None:
        return
    if says.carried(at):
        st.caption(says.carried(at))
    if editor.show(drop.files, Draft.of(at.read["draft"]), partial(picks.trial, drop)):
        picks.read_again(drop)
        st.rerun()


def _table(rows: pd.DataFrame, columns: Sequence[str], key: str, alt: str, nothing: str) -> None:
    if rows.empty:
        st.markdown(nothing)
    else:
        tables.show(rows, columns, key=key, alt=alt)


def rejected(at: At) -> None:
    """The rejected rows by file, each to be taken away and corrected."""
    found = at.read["rejected"]
    if not found:
        st.markdown(says.NO_REJECTED)
        return
    st.caption(says.MEND)
    for number, (file, told) in enumerate(found.items()):
        st.markdown(f"**{words.plain(file)}**: {words.counted(told['count'], 'row')} rejected")
        head, lines = mend.given_out(told)
        with st.container(horizontal=True, gap="small"):
            for kind, label, write in (
                ("xlsx", "Download to correct (Excel)", downloads.texts_as_xlsx),
                ("csv", "Download to correct (CSV)", downloads.texts_as_csv),
            ):
                files.offer(
                    label,
                    partial(write, head, lines),
                    file_name=f"{file} rejected.{kind}",
                    what="rejected_rows",
                    rows=len(lines),
                    key=f"mend_{kind}_{number}",
                )
        tables.show(says.rejected(at, file), REJECTED, key=f"rejected_{number}", alt=f"Rejected rows of {file}")


def published(at: At) -> None:
    """What came of the last load, where to look at it, and the way back."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        before = at.published.get("before")
        if before:
            st.button("Undo this load", key="undo", on_click=picks.put_back, args=(before,))
        st.page_link(address.EXPORTS, label="What was loaded", query_params=address.kept_in_view())
        st.page_link(address.PIPELINE_REVIEW, label="What changed in the pipeline", query_params=address.kept_in_view())


def versions() -> None:
    """The loads that are kept, each to be put in force again."""
    found = picks.kept()
    if not found:
        return
    st.subheader("Loads that are kept", anchor=False)
    names = {one.viewer_id: one.name for one in access.viewers().values()}
    now = door.pinned()
    for number, seal in enumerate(found):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(says.version(seal, names), width="stretch")
            if seal["version"] == now:
                st.markdown("shown now", width="content")
            else:
                st.button("Show this one again", key=f"back_{number}", on_click=picks.put_back, args=(seal["version"],))
