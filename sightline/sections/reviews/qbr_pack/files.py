"""Writing the three files: started here, watched by a fragment, stopped on request, then offered to take down."""

from functools import partial

import streamlit as st

from sightline import door, recorded
from sightline.packs import sheets
from sightline.packs.export import Job
from sightline.packs.pack import Pack
from sightline.parts import files

_JOB = "pack_job"
_LABELS = {".pptx": "Deck", ".xlsx": "Workbook", ".pdf": "PDF"}


def export(pack: Pack) -> None:
    """The button that writes the files, and what has become of them. Words written later are not in them."""
    held = st.session_state.get(_JOB)
    job: Job | None = held[1] if held and held[0] == state(pack) else None
    if job is None or not (job.is_running or job.files):
        if st.button(
            "Write the files", type="primary", key="export_pack", help="A deck, a workbook and a PDF that agree"
        ):
            st.session_state[_JOB] = (state(pack), Job(pack, door.settings(), recorded.writer()))
            st.rerun()
        if job and job.is_stopped:
            st.caption("Stopped; nothing was written.")
        elif job and job.fault:
            st.error(job.fault)
    elif job.is_running:
        _watch(job)
    else:
        _offer(job, pack.stamp.pack_id)


def state(pack: Pack) -> str:
    """The version and the words that slides and files are made of: files of other words are not offered."""
    written = [pack.tables[one.name].to_csv() for one in sheets.WRITTEN]
    return f"{pack.stamp.file_stem} {sorted(pack.comments.items(), key=str)} {written}"


@st.fragment(run_every=0.4)
def _watch(job: Job) -> None:
    if not job.is_running:
        st.rerun()
    bar, stop = st.columns([4, 1], vertical_alignment="center")
    bar.progress(job.share, job.text)
    stop.button("Stop", key="stop_export", on_click=job.stop)


def _offer(job: Job, pack_id: str) -> None:
    with st.container(horizontal=True, gap="small", width="content"):
        for name, content in job.files.items():
            suffix = name[name.rfind(".") :]
            files.offer(
                _LABELS[suffix],
                partial(bytes, content),
                file_name=name,
                what="pack",
                pack=pack_id,
                key=f"take_{suffix[1:]}",
            )
