"""Each slide as a card: what the deck will show, its sentence and the words on it, kept as soon as they are written."""

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from sightline import words
from sightline.notes import looking, pack_texts
from sightline.notes.pack_texts import Comment
from sightline.packs.blocks import Chart, Placed, Slide, Table, Text
from sightline.parts import pictures
from sightline.sections.reviews.qbr_pack.forms import Form
from sightline.sections.reviews.qbr_pack.slide_chart import slide_chart

_LABELS = {"title": "Title", "text": "Commentary", "is_included": "In the files"}


def cards(pack_id: str, slides: list[Slide]) -> None:
    """Every slide of the pack in order."""
    kept = pack_texts.comments(looking.store(), looking.sight(), pack_id)
    for number, slide in enumerate(slides, 1):
        with st.container(border=True, key=f"card_{slide.key}"):
            _card(pack_id, number, slide, kept.get(slide.key, Comment(slide.key)))


def _card(pack_id: str, number: int, slide: Slide, kept: Comment) -> None:
    """One card: what the deck will show, and the form of what people make of it."""
    form = Form(f"{pack_id}_{slide.key}", kept, _keeper(pack_id), _LABELS)
    left, right = st.columns([5, 1], vertical_alignment="center")
    left.caption(f"{number} · {slide.kicker}{_left_out(slide)}")
    with right:
        st.toggle(**form.widget("is_included"))
    form.text("title", slide.drafted, help="Drafted from the numbers. Empty it to have the draft back.")
    _blocks(slide)
    if slide.is_stale:
        st.warning(
            "A number of this slide has moved by more than 5 % since the comment was written. Change it, or keep it."
        )
        st.button("It still holds", key=f"holds_{form.name}", on_click=_hold, args=(pack_id, form, kept))
    form.prose("text", height=80, placeholder="What the numbers do not say. Stands on the slide and in its notes.")
    form.foot()


def _left_out(slide: Slide) -> str:
    """Why a slide is in no file; nothing where it is."""
    if not slide.is_included:
        return " · left out"
    return " · empty, so left out" if slide.is_empty else ""


def _keeper(pack_id: str, *, still_holds: bool = False) -> Callable[[Comment], Comment]:
    return partial(pack_texts.write_comment, looking.store(), looking.sight(), pack_id, still_holds=still_holds)


def _hold(pack_id: str, form: Form[Comment], kept: Comment) -> None:
    """Keep the text as one that holds for the numbers of today."""
    form.keep("text", kept.text, _keeper(pack_id, still_holds=True))


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
            st.caption(block.cut(block.more))
