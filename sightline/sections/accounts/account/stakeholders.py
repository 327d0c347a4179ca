"""The stakeholder map of one account: the picture, one person's card, the list for a phone, and the same as a table."""

from functools import partial
from typing import Annotated

import pandas as pd
import streamlit as st

from sightline import address, door, words
from sightline.charts.stakeholder_map import PEOPLE_SHOWN, stakeholder_map
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import pictures, tables
from sightline.sections.accounts.account import stakeholders_says

WIDTH = 720
"""Room of the picture beside a card on a laptop, in pixels."""

TABLE = named(
    "contact_name title buying_centre_name decision_role influence support health marks two_way_on touch_owner_name "
    "contact_manager_name through_name leaving_on successor_name competitor_affinity attributes_updated_on"
)
VOICES = named("voice_kind voice contact_name title influence strength")
INFLUENCES = named("from_name to_name strength")

_PERSON, _PICKED = "person", "map_person"
_STYLES = """<style>
.st-key-stakeholder_map {{ overflow-x: auto; }}
.st-key-stakeholder_map .stECharts {{ min-width: {width}px; }}
.st-key-stakeholder_card {{ position: sticky; top: 4rem; }}
@media (max-width: 640px) {{ .st-key-stakeholder_map, .st-key-stakeholder_legend {{ display: none; }} }}
@media (min-width: 641px) {{ .st-key-stakeholder_list {{ display: none; }} }}
</style>"""


def show(account: str, contacts: pd.DataFrame) -> None:
    """The map of `account_contacts` with everything around it; a click or a choice opens a person's card."""
    influences = door.ask("account_influences", account=account)
    voices = door.ask("account_voices", account=account)
    reach = stakeholders_says.reach(contacts, door.ask("account_coverage_facts", account=account).iloc[0])
    st.markdown(reach)
    if wrong := stakeholders_says.faults(contacts):
        st.warning(wrong)
    left, right = st.columns([3, 1], gap="medium")
    with right, st.container(key="stakeholder_card"):
        picked = _choose(contacts)
        if picked is not None:
            st.markdown(stakeholders_says.card(picked, voices))
        _legend()
    with left:
        _picture(contacts, influences, None if picked is None else str(picked.contact_id), reach)
    tables.show(contacts, TABLE, key="account_contacts", alt="Contacts of the map as rows")
    if said := stakeholders_says.left_out(contacts):
        st.caption(said)
    _around(influences, voices)


def _choose(contacts: pd.DataFrame) -> Annotated[Row, "account_contacts"] | None:
    """A list of the people, which a click on the map sets too; the row of the person chosen."""
    names = dict(zip(contacts["contact_id"], contacts["contact_name"], strict=True))
    asked = address.given(_PERSON)
    state = st.session_state
    if state.get(_PICKED) not in names:
        state[_PICKED] = asked if asked in names else None
    person = st.selectbox(
        "Contact",
        list(names),
        index=None,
        format_func=lambda contact: str(names.get(contact, contact)),
        key=_PICKED,
        placeholder="Click a box, or type a name",
        on_change=address.remember,
        args=(_PICKED, _PERSON),
    )
    return next(contacts[contacts["contact_id"] == person].itertuples(), None) if person else None


def _clicked(key: str, people: list[str]) -> None:
    """Open the card of the box that was clicked; a second click on it closes the card."""
    selected = st.session_state[key]["selection"]["selected"]
    places = [place for series in selected for place in series["data_indices"] if place < len(people)]
    st.session_state[_PICKED] = people[places[0]] if places else None
    address.remember(_PICKED, _PERSON)


def _picture(contacts: pd.DataFrame, influences: pd.DataFrame, picked: str | None, reach: str) -> None:
    """The map where there is room for it; a list by buying centre on a phone and for very many people."""
    is_list = len(contacts) > PEOPLE_SHOWN
    if is_list:
        count = words.counted(len(contacts), "person", "people")
        st.caption(f"{count} are listed by buying centre; a map shows up to {PEOPLE_SHOWN}.")
    else:
        spec = stakeholder_map(contacts, influences, pictures.theme(), width=WIDTH, picked=picked)
        st.html(_STYLES.format(width=int(spec["grid"]["width"]) + 4))
        with st.container(key="stakeholder_map"):
            st.echarts_chart(
                spec,
                height=int(spec["grid"]["height"]) + 4,
                theme=None,
                key="stakeholder_picture",
                alt=f"Stakeholder map by buying centre. {words.unmarked(reach)} Choose a person in the box Contact.",
                on_select=partial(_clicked, "stakeholder_picture", contacts["contact_id"].tolist()),
            )
    with st.container(key="stakeholder_all" if is_list else "stakeholder_list"):
        for centre, lines in stakeholders_says.grouped(contacts):
            st.markdown(f"**{centre}**\n{lines}")


def _legend() -> None:
    with st.container(key="stakeholder_legend"):
        st.caption(stakeholders_says.LEGEND)


def _around(influences: pd.DataFrame, voices: pd.DataFrame) -> None:
    """Who sways whom inside, and the voices from outside, as rows."""
    inside = influences[~influences["is_outside"].astype(bool)]
    if len(voices):
        st.markdown("**Outside voices they listen to**")
        tables.show(voices, VOICES, key="account_voices", alt="Outside voices and who listens to them")
    if len(inside):
        with st.expander("Who influences whom"):
            tables.show(inside, INFLUENCES, key="account_influences", alt="Influences")
