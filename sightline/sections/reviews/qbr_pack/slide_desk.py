"""The slides of a pack: all of them small at the left, one as it will look, and the words on it beside it."""

from functools import partial
from urllib.parse import quote

import pandas as pd
import streamlit as st

from sightline import address, words
from sightline.notes import looking, pack_texts
from sightline.notes.pack_texts import Comment
from sightline.packs import paper
from sightline.packs.blocks import Chart, Placed, Slide, Table, Text
from sightline.packs.pack import Stamp
from sightline.parts import pictures
from sightline.sections.reviews.qbr_pack import says
from sightline.sections.reviews.qbr_pack.forms import Form
from sightline.sections.reviews.qbr_pack.slide_chart import slide_chart

_SLIDE, _DRAWN = "slide", "pack_pictures"
_LABELS = {"title": "Title", "text": "Comment", "is_included": "In the files"}
_RAIL_HEIGHT = 560
"""Pixels of the rail, so that on a laptop slide and rail end together."""


def show(stamp: Stamp, slides: list[Slide]) -> None:
    """The rail, the slide that was picked in it, and the form of what people make of it."""
    pack_id, store, sight = stamp.pack_id, looking.store(), looking.sight()
    kept = pack_texts.comments(store, sight, pack_id)
    keep = partial(pack_texts.write_comment, store, sight, pack_id, still_holds=False)
    comments = {slide.key: kept.get(slide.key, Comment(slide.key)) for slide in slides}
    forms = {key: Form(f"{pack_id}_{key}", comment, keep, _LABELS) for key, comment in comments.items()}
    drawn, faces = _drawn(slides, stamp)
    place = next((at for at, one in enumerate(slides) if one.key == address.given(_SLIDE)), 0)
    slide = slides[place]

    rail, middle, beside = st.columns([1.15, 4.6, 2.1], gap="medium")
    with rail:
        _rail(slides, forms, faces, slide.key)
    with middle:
        with st.container(key="slide_big"):
            st.image(drawn[slide.key], width="stretch", alt=says.seen(slide))
        _steps(slides, place)
        with st.expander("The numbers of this slide"):
            _blocks(slide)
    with beside, st.container(key=f"card_{slide.key}"):
        _words(pack_id, slide, forms[slide.key], comments[slide.key])


def _rail(slides: list[Slide], forms: dict[str, Form[Comment]], faces: str, chosen: str) -> None:
    """Each slide small, as a button that shows it, with a switch that takes it out of the files."""
    st.html(faces)
    with st.container(key="slide_rail", height=_RAIL_HEIGHT, border=False):
        for number, slide in enumerate(slides, 1):
            is_out = not slide.is_included or slide.is_empty
            with st.container(key=f"thumb_{slide.key}{'_out' if is_out else ''}", gap="xsmall"):
                st.button(
                    f"{number} {words.plain(slide.kicker)}",
                    key=f"pick_{slide.key}",
                    type="primary" if slide.key == chosen else "secondary",
                    width="stretch",
                    on_click=_pick,
                    args=(slide.key,),
                )
                widget = forms[slide.key].widget("is_included")
                st.toggle(**{**widget, "label": says.switch(slide)}, disabled=slide.is_empty)


def _thumbnail(key: str, svg: str) -> str:
    """The picture of a slide as the face of its button."""
    picture = quote(svg, safe=" =:/?,;()!*'@$&+")
    return f'.st-key-pick_{key} button {{ background-image: url("data:image/svg+xml,{picture}"); }}\n'


def _pick(key: str) -> None:
    address.catch_up()
    address.change({_SLIDE: key})


def _steps(slides: list[Slide], place: int) -> None:
    """One slide back, one on."""
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center", gap="small"):
        for label, to in (("‹ Previous", place - 1), ("Next ›", place + 1)):
            is_there = 0 <= to < len(slides)
            st.button(
                label,
                key=f"step_{label}",
                type="tertiary",
                disabled=not is_there,
                on_click=_pick,
                args=(slides[to].key if is_there else "",),
            )
            if to < place:
                st.caption(words.of(place + 1, len(slides)), width="content")


def _words(pack_id: str, slide: Slide, form: Form[Comment], kept: Comment) -> None:
    """Title and comment, each kept as soon as it is left, and when that was."""
    st.markdown(f"**{words.plain(slide.kicker)}**{says.left_out(slide)}")
    form.prose("title", slide.drafted, height=110, help="Drafted from the numbers. Empty it to have the draft back.")
    if slide.is_stale:
        st.warning(
            "A number of this slide moved by more than 5 % since the comment was written. Change it, or keep it."
        )
        st.button("Keep the comment", key=f"holds_{form.name}", on_click=_hold, args=(pack_id, form, kept))
    form.prose("text", height=160, placeholder="What the numbers do not show. It goes on the slide and into its notes.")
    form.foot()


def _hold(pack_id: str, form: Form[Comment], kept: Comment) -> None:
    """Keep the text as one that holds for the numbers of today."""
    write = partial(pack_texts.write_comment, looking.store(), looking.sight(), pack_id, still_holds=True)
    form.keep("text", kept.text, write)


def _drawn(slides: list[Slide], stamp: Stamp) -> tuple[dict[str, str], str]:
    """The picture of each slide, and the styles that put them on the rail; this session keeps the last it drew."""
    held: tuple[list[Slide], dict[str, str], str] = st.session_state.get(_DRAWN, ([], {}, ""))
    if held[0] is not slides:
        drawn = dict(zip((slide.key for slide in slides), paper.pictures(slides, stamp), strict=True))
        faces = f"<style>{''.join(_thumbnail(key, svg) for key, svg in drawn.items())}</style>"
        held = st.session_state[_DRAWN] = (slides, drawn, faces)
    return held[1], held[2]


def _blocks(slide: Slide) -> None:
    """Charts and tables side by side as on the slide, to be read by hover, by copying and aloud."""
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
