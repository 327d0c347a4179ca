"""The tabs and tables of the QBR pack page, and the buttons that freeze a pack or a new version of it."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sightline import audit, door, recorded
from sightline.audit import NotRecorded
from sightline.metrics import named
from sightline.notes import looking, packs
from sightline.notes.packs import Version
from sightline.packs import shelf, slides
from sightline.packs.blocks import Slide
from sightline.packs.pack import Pack, Unit
from sightline.parts import tables
from sightline.queries import QueryError
from sightline.sections.reviews.qbr_pack import files, says

_SLIDES = "pack_slides"
TABS = ("Slides", "Asks and commitments", "Readiness", "What moved")
MOVED = named("figure value_before value_now")
READY = named("person_name coverage_share eligible_accounts stale_plans overdue_actions act_deals quarter_deals")


def season(unit: Unit) -> str:
    """When the reviews of the quarter in view are prepared and held."""
    quarters = door.ask("pack_quarters")
    return says.season(quarters[quarters["quarter_label"] == unit.quarter].iloc[0])


def opened(unit: Unit) -> tuple[Version, Pack] | None:
    """The pack of this scope and quarter as it was frozen; None where nobody has begun one that the viewer may see."""
    store, sight = looking.store(), looking.sight()
    found = shelf.latest(store, sight, unit.scope_id, unit.quarter)
    return (found, shelf.opened(store, sight, found.head.pack_id)) if found else None


def slides_of(pack: Pack) -> list[Slide]:
    """Every slide; nothing in a frozen pack changes but its words, so this session keeps the last it made."""
    state = files.state(pack)
    held: tuple[str, list[Slide]] = st.session_state.get(_SLIDES, ("", []))
    if held[0] != state:
        held = st.session_state[_SLIDES] = (state, slides.of(pack))
    return held[1]


def begin(unit: Unit) -> None:
    """The button that freezes the first version."""
    if st.button("Begin the pack", type="primary", key="begin_pack"):
        _freeze(unit, None)


def refresh(version: Version, unit: Unit) -> None:
    """The button for a new version; whose eyes the rows were seen through decides who may press it."""
    is_own = version.head.seen_as == door.viewer()
    hint = (
        "Asks every number again and lists what moved"
        if is_own
        else f"{version.author.name} made it and can refresh it"
    )
    if st.button("Refresh the numbers", key="refresh_pack", disabled=not is_own, help=hint):
        _freeze(unit, version.head.pack_id)


def _freeze(unit: Unit, pack_id: str | None) -> None:
    store, sight, write = looking.store(), looking.sight(), recorded.writer()
    bar = st.progress(0.0, "Asking for the numbers")
    try:
        if pack_id is None:
            write("pack", step="begun", scope=audit.Person(unit.scope_id), quarter=unit.quarter)
            shelf.begin(store, sight, door.ask, unit, lambda text, share: _tell(bar, text, share))
        else:
            write("pack", step="refreshed", pack=pack_id, quarter=unit.quarter)
            before = packs.pack_versions(store, sight, pack_id)[0].version
            made = shelf.refresh(store, sight, door.ask, pack_id, unit, lambda text, share: _tell(bar, text, share))
            nothing = "Nothing moved, so there is no new version."
            st.toast(nothing if made.version == before else f"Version {made.version} is frozen.")
    except NotRecorded as told:
        st.error(str(told))
        return
    except QueryError as error:
        st.error(f"{error} Nothing was frozen; try again.")
        return
    st.rerun()


def _tell(bar: DeltaGenerator, text: str, share: float) -> None:
    bar.progress(min(share, 1.0), text)


def moved(version: Version) -> None:
    """Each number that moved: what it is, as it was, as it is."""
    rows = pd.DataFrame(list(version.head.changes), columns=list(MOVED))
    tables.show(rows, MOVED, key="moved", alt="Numbers that moved with this version")


def readiness(unit: Unit) -> None:
    """Per AE: what to put right before the review."""
    people = door.ask("readiness", **unit.parameters)
    st.header("Ready for the review?")
    st.caption("Plans and open deals as they are now, not as they were frozen.")
    tables.show(people, READY, key="readiness", alt="Readiness by AE", labels={"person_name": "AE"})
