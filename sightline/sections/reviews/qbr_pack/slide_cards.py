"""Each slide as a card: what the deck will show, its sentence and the words on it, kept as soon as they are written."""

import dataclasses

import pandas as pd
import streamlit as st

from sightline import words
from sightline.notes import Conflict, looking, pack_texts
from sightline.notes.pack_texts import Comment
from sightline.packs.blocks import Chart, Placed, Slide, Table, Text
from sightline.parts import pictures
from sightline.sections.reviews.qbr_pack.slide_chart import slide_chart

_TOLD = "pack_conflicts"


def cards(pack_id: str, slides: list[Slide]) -> None:
    """Every slide of the pack in order."""
    kept = pack_texts.comments(looking.store(), looking.sight(), pack_id)
    for number, slide in enumerate(slides, 1):
        with st.container(border=True, key=f"card_{slide.key}"):
            _card(pack_id, number, slide, kept.get(slide.key, Comment(slide.key)))


def _card(pack_id: str, number: int, slide: Slide, kept: Comment) -> None:
    """One card. Widgets bear the revision in their key, so that what somebody else wrote is shown on the next run."""
    mark = f"{pack_id}_{slide.key}_{kept.revision}"
    left, right = st.columns([5, 1], vertical_alignment="center")
    left.caption(f"{number} · {slide.kicker}" + ("" if slide.is_included else " · left out"))
    right.toggle(
        "In the files", value=slide.is_included, key=f"in_{mark}", on_change=_save, args=(pack_id, kept, slide, mark)
    )
    st.text_input(
        "Title",
        value=slide.headline,
        key=f"title_{mark}",
        help="Drafted from the numbers. Empty it to have the draft back.",
        on_change=_save,
        args=(pack_id, kept, slide, mark),
    )
    _blocks(slide)
    if slide.is_stale:
        st.warning(
            "A number of this slide has moved by more than 5 % since the comment was written. Change it, or keep it."
        )
        st.button("It still holds", key=f"holds_{mark}", on_click=_hold, args=(pack_id, kept))
    st.text_area(
        "Commentary",
        value=slide.comment,
        key=f"text_{mark}",
        height=80,
        placeholder="What the numbers do not say. Stands on the slide and in its notes.",
        on_change=_save,
        args=(pack_id, kept, slide, mark),
    )
    if kept.author and kept.written_at:
        st.caption(
            f"Last written by {words.plain(kept.author.name)}, {words.day(kept.written_at)} {kept.written_at:%H:%M} UTC"
        )
    _conflict(pack_id, slide)


def _blocks(slide: Slide) -> None:
    """Charts and tables side by side as on the slide."""
    rows: dict[float, list[Placed]] = {}
    for placed in slide.blocks:
        rows.setdefault(placed.top if placed.width > 0.9 else 0.0, []).append(placed)
    for row in rows.values():
        columns = (
            st.columns([max(placed.width, 0.1) for placed in row], gap="medium") if len(row) > 1 else [st.container()]
        )
        for place, (column, placed) in enumerate(zip(columns, row, strict=True)):
            with column:
                _block(placed.block, f"{slide.key}_{placed.top}_{place}")


def _block(block: Chart | Table | Text, key: str) -> None:
    if isinstance(block, Text):
        lines = [
            f"**{words.plain(head)}** {words.plain(text)}" if head else words.plain(text) for head, text in block.lines
        ]
        st.markdown("  \n".join(lines))
        return
    if block.caption:
        st.markdown(f"**{words.plain(block.caption)}**")
    if isinstance(block, Chart):
        if block.is_empty:
            st.caption("none")
        else:
            pictures.show(slide_chart(block, pictures.theme()), key=f"chart_{key}", alt=block.alt)
    elif not block.rows:
        st.caption("none")
    else:
        frame = pd.DataFrame([[cell.text for cell in row] for row in block.rows], columns=list(block.heads))
        st.dataframe(frame, hide_index=True, key=f"table_{key}", alt=block.caption or block.sheet)
        if block.more:
            st.caption(f"{block.more} more in the workbook, sheet {block.sheet}")


def _save(pack_id: str, kept: Comment, slide: Slide, mark: str) -> None:
    """Keep what the card's widgets hold; a draft left as it was is no title of its own."""
    state = st.session_state
    title = str(state[f"title_{mark}"]).strip()
    written = dataclasses.replace(
        kept,
        text=str(state[f"text_{mark}"]).strip(),
        title=None if title in ("", slide.drafted) else title,
        is_included=bool(state[f"in_{mark}"]),
    )
    _write(pack_id, written)


def _hold(pack_id: str, kept: Comment) -> None:
    _write(pack_id, kept, still_holds=True)


def _write(pack_id: str, written: Comment, *, still_holds: bool = False) -> None:
    """Keep it, or remember that somebody else wrote in between, to be told on the card."""
    conflicts = st.session_state.setdefault(_TOLD, {})
    try:
        pack_texts.write_comment(looking.store(), looking.sight(), pack_id, written, still_holds=still_holds)
        conflicts.pop((pack_id, written.slide), None)
    except Conflict as told:
        conflicts[pack_id, written.slide] = (str(told), told.theirs.revision, written)


def _conflict(pack_id: str, slide: Slide) -> None:
    """Both texts where two people wrote: theirs stands above, one's own can be put in its place."""
    told = st.session_state.get(_TOLD, {}).get((pack_id, slide.key))
    if told is None:
        return
    sentence, revision, mine = told
    with st.container(border=True):
        st.warning(words.plain(sentence))
        said = [part for part in (mine.title, mine.text) if part]
        st.markdown("**Yours:** " + words.plain(" — ".join(said) if said else "an empty text"))
        again = dataclasses.replace(mine, revision=revision)
        one, other = st.columns(2)
        one.button("Put mine in its place", key=f"mine_{pack_id}_{slide.key}", on_click=_write, args=(pack_id, again))
        other.button("Leave theirs", key=f"theirs_{pack_id}_{slide.key}", on_click=_drop, args=(pack_id, slide.key))


def _drop(pack_id: str, key: str) -> None:
    st.session_state.get(_TOLD, {}).pop((pack_id, key), None)
