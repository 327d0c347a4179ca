"""Which of our people cover which key contact, and who would if they left: one account's matrix, gaps in words."""

from typing import Annotated

import pandas as pd
import streamlit as st

from sightline import door, words
from sightline.charts.coverage_matrix import HOLDER, STRENGTH, coverage_matrix
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import pictures, tables

TABLE = named(
    "contact_name title influence holder_name is_holder_in_touch people_in_touch cover_name cover_on last_touch_on "
    "cover_gap"
)
PAIRS = named("contact_name person_name is_holder strength touches direction last_touch_on")
_NAMED = 4
"""Names a sentence lists before it counts the rest."""


def show(account: str) -> None:
    """The sentence, the matrix, what is missing in words, and both as rows."""
    covers = door.ask("account_cover", account=account)
    st.markdown(sentence(covers))
    if covers.empty:
        return
    grid = door.ask("account_coverage_grid", account=account)
    pictures.show(
        coverage_matrix(grid, pictures.theme()),
        key="coverage_matrix",
        alt=f"Our people by their key contacts. {words.unmarked(sentence(covers))}",
    )
    st.caption(legend())
    st.markdown(gaps(covers))
    tables.show(covers, TABLE, key="account_cover", alt="Key contacts with our main contact and who would cover")
    with st.expander("Every pair as a table"):
        met = grid[grid["last_touch_on"].notna() | grid["is_holder"].astype(bool)]
        tables.show(met, PAIRS, key="account_coverage", alt="Who was in touch with whom")


def sentence(covers: pd.DataFrame) -> str:
    """Of how many key people one person's leaving would cost us the contact."""
    if covers.empty:
        return "**No key contact known**: nobody there has high influence, is the economic buyer, or is our champion."
    if covers["people_in_touch"].isna().all():
        return "Who would cover is **unknown** without an interactions export. Below: our main contact for each."
    covered = int(covers["cover_gap"].isna().sum())
    return (
        f"**{words.of(covered, len(covers))} key contacts are covered by a second person of ours.** Key: high "
        "influence, economic buyer or champion."
    )


def legend() -> str:
    """What the words mean, with the numbers in force."""
    limits = door.settings().thresholds
    days, strong, regular = limits["thread_days"], limits["strong_touches"], limits["regular_touches"]
    meaning = {
        "strong": f"{strong} or more times in {days} days",
        "regular": f"{regular} or more",
        "thin": "once",
        "earlier": f"more than {days} days ago",
        "none": "never in touch",
    }
    legend = " · ".join(
        f"**{words.plain(letter)}** {meaning[name]}" for name, (_, letter) in STRENGTH.items() if name in meaning
    )
    return f"{legend} · **{HOLDER}** main contact of ours"


def gaps(covers: pd.DataFrame) -> str:
    """What is missing, one line for each kind of gap, with the people named; main contacts who left first."""
    lines = []
    gone = covers[covers["is_holder_gone"].eq(True).fillna(False).astype(bool)]
    if len(gone):
        lines.append(f"**Our main contact has left us**: {_names(gone)}.")
    for gap, head in (
        ("nobody in touch", "Nobody of ours is in touch"),
        ("no owner named", "No main contact of ours"),
    ):
        concerned = covers[covers["cover_gap"] == gap]
        if len(concerned):
            lines.append(f"**{head}**: {_names(concerned)}.")
    alone = covers[covers["cover_gap"] == "only the holder"]
    for holder, held in alone.groupby("holder_name", dropna=False, sort=True):
        name = words.plain(holder) if isinstance(holder, str) else "our one person"
        lines.append(f"**If {name} leaves, nobody covers**: {_names(held)}.")
    return "\n".join(f"- {line}" for line in lines)


def _names(people: pd.DataFrame) -> str:
    """The first names, then how many more."""
    told = [_named(row) for row in people.head(_NAMED).itertuples()]
    more = len(people) - len(told)
    return ", ".join(told) + (f" and {words.number(more)} more" if more else "")


def _named(row: Annotated[Row, "account_cover"]) -> str:
    title = f" ({words.plain(row.title)})" if isinstance(row.title, str) else ""
    return f"{words.plain(row.contact_name)}{title}"
