"""The first few things to act on: a row each on a laptop, a card each on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from sightline import words
from sightline.parts import links

Severity = Literal["act", "watch", "note"]
MARKS = {"act": ":red-badge[▲ act]", "watch": ":orange-badge[● watch]", "note": ":gray-badge[○ note]"}
"""How urgent a thing is, as word and mark; nothing else on a page is red."""


@dataclass(frozen=True)
class Act:
    """One thing to act on: what it is about, what to do and why, and how much hangs on it.

    `opens` is what a click on the name opens; None where there is nothing to open.
    """

    severity: Severity
    name: str
    says: str
    amount: str = ""
    opens: links.Target | None = None


def show(items: Sequence[Act], *, key: str) -> None:
    """Draw things to act on, in the order given; a name opens what it names. `says` is Markdown."""
    with st.container(key=f"acts_{key}", gap="xsmall"):
        for number, item in enumerate(items):
            with st.container(key=f"act_{key}_{number}", horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(MARKS[item.severity], width="content")
                name = words.plain(item.name)
                if item.opens is None:
                    st.markdown(f"**{name}**", width="content")
                elif st.button(f"**{name}**", key=f"act_{key}_{number}_opens", type="tertiary"):
                    links.follow(item.opens)
                st.markdown(item.says, width="stretch")
                if item.amount:
                    st.markdown(f"**{words.plain(item.amount)}**", width="content")
