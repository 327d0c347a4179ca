"""The QBR pack page: which pack is open, when reviews are due, and making a pack or a new version of it."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sightline import door, scope, words
from sightline.notes import looking, packs
from sightline.notes.packs import Version
from sightline.packs import build, shelf, slides
from sightline.packs.build import NoPack
from sightline.packs.pack import Pack, Unit
from sightline.parts import tables
from sightline.queries import QueryError


def unit() -> Unit:
    """What the pack in view is of: the team or AE in the filters, else the viewer's own; without any, stops."""
    chosen = scope.current()
    try:
        return build.resolve(
            door.ask, door.settings(), viewer=door.viewer(), scope=chosen.owner or chosen.team, quarter=chosen.quarter
        )
    except NoPack as told:
        st.info(words.plain(str(told)))
        st.stop()


def season() -> str:
    """When the next reviews are prepared and held, as a sentence (S30)."""
    told = door.ask("qbr_calendar").iloc[0]
    window = f"held from {words.day(told.window_starts_on)} to {words.day(told.window_ends_on)}"
    if told.phase == "window":
        return f"**Reviews of {told.quarter_label} are {window}.**"
    if told.phase == "preparation":
        days = words.counted(told.window_days, "day")
        return f"**Reviews of {told.quarter_label} are being prepared** and {window}, which begins in {days}."
    days = words.counted(told.prep_days, "day")
    return (
        f"Reviews of {told.quarter_label} are prepared from {words.day(told.prep_starts_on)}, in {days}, and {window}."
    )


def opened(asked: Unit) -> tuple[Version, Pack] | None:
    """The pack of this scope and quarter as it was frozen; None where nobody has begun one that the viewer may see."""
    store, sight = looking.store(), looking.sight()
    found = shelf.latest(store, sight, asked.scope_id, asked.quarter)
    return (found, shelf.opened(store, sight, found.head.pack_id)) if found else None


def begin(asked: Unit) -> None:
    """Offer to freeze the first version."""
    st.markdown(
        f"**Nobody has begun the review of {asked.quarter} for {words.plain(asked.whose)} yet.** Beginning it freezes "
        "today's numbers, so that slides, workbook and PDF agree and stay as they are until you refresh them."
    )
    if st.button("Begin the pack", type="primary", key="begin_pack"):
        _freeze(asked, None)


def refresh(version: Version, asked: Unit) -> None:
    """The button for a new version; whose eyes the rows were seen through decides who may press it."""
    is_own = version.head.seen_as == door.viewer()
    hint = (
        "Asks every number again and lists what moved"
        if is_own
        else f"{version.author.name} made it and can refresh it"
    )
    if st.button("Refresh the numbers", key="refresh_pack", disabled=not is_own, help=hint):
        _freeze(asked, version.head.pack_id)


def _freeze(asked: Unit, pack_id: str | None) -> None:
    store, sight = looking.store(), looking.sight()
    bar = st.progress(0.0, "Asking for the numbers")
    try:
        if pack_id is None:
            shelf.begin(store, sight, door.ask, asked, lambda text, share: _tell(bar, text, share))
        else:
            before = packs.pack_versions(store, sight, pack_id)[0].version
            made = shelf.refresh(store, sight, door.ask, pack_id, asked, lambda text, share: _tell(bar, text, share))
            told = (
                "Nothing moved, so there is no new version."
                if made.version == before
                else f"Version {made.version} is frozen."
            )
            st.toast(told)
    except QueryError as error:
        st.error(f"{error} Nothing was frozen; try again.")
        return
    st.rerun()


def _tell(bar: DeltaGenerator, text: str, share: float) -> None:
    bar.progress(min(share, 1.0), text)


def headline(version: Version, pack: Pack) -> str:
    """What is open: whose, of when, which version."""
    included = sum(1 for slide in slides.of(pack) if slide.is_included)
    return (
        f"**{words.plain(pack.unit.whose[0].upper() + pack.unit.whose[1:])}, {pack.unit.quarter}: "
        f"{words.counted(included, 'slide')}, frozen with the data of {words.day(pack.unit.as_of)}** "
        f"by {words.plain(version.author.name)} · {pack.stamp.pack_id}, version {version.version}"
    )


def newer(version: Version, asked: Unit) -> None:
    """Say that the warehouse holds newer data than the frozen numbers."""
    if asked.as_of > version.head.as_of:
        st.info(
            f"Data as of {words.day(asked.as_of)} has come since; the pack still shows {words.day(version.head.as_of)}."
        )


TABS = ("Slides", "Asks and commitments", "Readiness", "What moved")
MOVED = ("figure", "value_before", "value_now")
READY = (
    "person_name",
    "coverage_share",
    "eligible_accounts",
    "stale_plans",
    "overdue_actions",
    "act_deals",
    "quarter_deals",
)
FROZEN = (
    "A pack holds the answers of the same queries as the pages, frozen when it was begun or refreshed; nothing "
    "is computed on the way into the files. Its id stands for the scope, the quarter, the two snapshots, rates, "
    "settings and whose eyes the rows were seen through. What you write hangs on the pack and outlives a refresh; a "
    "comment is marked where a number of its sentence has moved by more than 5 % since."
)


def moved_sentence(version: Version) -> str:
    """How many numbers moved with this version."""
    if version.version == 1:
        return "This is the first version, so nothing has moved yet."
    counted = words.counted(len(version.head.changes), "number")
    return f"**{counted} moved from version {version.version - 1} to version {version.version}.**"


def moved(version: Version) -> pd.DataFrame:
    """Each number that moved: what it is, as it was, as it is."""
    return pd.DataFrame(list(version.head.changes), columns=list(MOVED))


def readiness(asked: Unit) -> None:
    """Per AE: what to put right before the review."""
    people = door.ask("readiness", **asked.parameters)
    st.subheader("Ready for the review?")
    st.caption("Plans and open deals as they are now, not as they were frozen.")
    tables.show(people, READY, key="readiness", alt="Readiness by AE", labels={"person_name": "AE"})
