"""What stands in the tabs of the Relationship health page, one function each."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from sightline import door
from sightline.charts.relationship_heat import relationship_heat
from sightline.charts.relationship_ladder import relationship_ladder
from sightline.charts.relationship_renewals import relationship_renewals
from sightline.charts.relationship_rivals import relationship_rivals
from sightline.charts.relationship_trend import relationship_nps, relationship_trend
from sightline.parts import links, pictures, tables
from sightline.sections.accounts.account.shown import PEOPLE
from sightline.sections.accounts.relationship_health import picks, said, shown
from sightline.sections.plans.plan_coverage import coverage

Filters = Mapping[str, str | None]


def accounts(filters: Filters) -> None:
    """Every key account with the aspects of its relationship side by side; a click opens it."""
    picked = picks.arrange()
    rows = door.ask("relationship_accounts", **filters, **picked)
    some = picks.page_of(rows)
    st.markdown(said.accounts(rows, len(some), picked["rung"]))
    if rows.empty:
        return
    st.caption(said.HEAT_HINT)
    figure = relationship_heat(some, pictures.theme())
    picks.follow(pictures.show(figure, key="heat", alt="Accounts by aspects of the relationship", select=True))
    links.rows(rows, shown.ACCOUNTS, key="relationships", alt="Relationship of each key account", part=PEOPLE)


def ladder(filters: Filters, summary: Any) -> None:
    """Rungs by AE, ASM or VP, and the accounts behind a piece."""
    by = picks.group_by(summary.key_accounts)
    rungs = coverage.page_of(door.ask("relationship_ladder", **filters, by=by), "rungs")
    figure = relationship_ladder(rungs, pictures.theme())
    clicked = pictures.show(figure, key=f"rungs_{by}", alt="Key accounts by rung", select=True)
    picked = picks.picked_rung(clicked, by)
    names = dict(zip(rungs["person_id"], rungs["person_name"], strict=True))
    st.markdown(said.ladder(picked, names.get(str(clicked[0])) if clicked else None))
    rows = door.ask("relationship_accounts", **filters, **picked)
    links.rows(rows, shown.LADDER, key="rung_accounts", alt="Accounts on the picked rung", part=PEOPLE)


def renewals(filters: Filters, summary: Any) -> None:
    """Single threads by renewal date, with what hangs on them."""
    if not picks.need_interactions(summary):
        return
    rows = door.ask("relationship_renewals", **filters)
    if rows.empty:
        st.markdown(said.NO_SINGLE)
        return
    marks = picks.marks()
    st.markdown(said.renewals(rows, marks))
    coming = rows[rows["renewal_mark"].isin(["act", "watch", "later"])]
    if coming.empty:
        st.caption(said.NO_RENEWALS)
    else:
        next_up = coming.head(picks.ROWS_SHOWN)
        st.caption(said.next_up(len(next_up), len(coming)))
        figure = relationship_renewals(next_up, marks, door.settings().reporting_currency, pictures.theme())
        picks.follow(pictures.show(figure, key="renewals", alt="Single threads by renewal and spend", select=True))
    links.rows(rows, shown.RENEWALS, key="single_threads", alt="Single threads, the next renewal first", part=PEOPLE)


def departures(filters: Filters, summary: Any) -> None:
    """Who leaves, and who follows."""
    rows = door.ask("relationship_departures", **filters)
    st.markdown(said.departures(rows, summary, door.settings().thresholds["departure_days"]))
    if len(rows):
        links.rows(rows, shown.DEPARTURES, key="departures", alt="Departures and succession", part=PEOPLE)


def competitors(filters: Filters) -> None:
    """Who speaks up for whom, and where nobody is against us."""
    people = door.ask("relationship_friends", **filters)
    st.markdown(said.friends(people))
    if len(people):
        figure = relationship_rivals(door.ask("relationship_rivals", **filters), pictures.theme())
        picked = pictures.show(figure, key="rivals", alt="Competitors' friends by influence", select=True)
        rows = picks.of_competitor(people, picked)
        links.rows(rows, shown.FRIENDS, key="friends", alt="People who speak up for a competitor", part=PEOPLE)
    st.subheader("Nobody against us")
    quiet = door.ask("relationship_unopposed", **filters)
    st.markdown(said.unopposed(quiet))
    if len(quiet):
        links.rows(
            quiet, shown.UNOPPOSED, key="unopposed", alt="Competitive accounts with nobody against us", part=PEOPLE
        )


def unplaced(filters: Filters, summary: Any) -> None:
    """People no map can place, with the reason, and words no mapping knows."""
    rows = door.ask("relationship_unplaced", **filters)
    st.markdown(said.unplaced(rows, summary))
    if len(rows):
        links.rows(rows, shown.UNPLACED, key="unplaced", alt="People not shown, with the reason", part=PEOPLE)
    strange = door.ask("relationship_words", **filters)
    if len(strange):
        st.subheader("Words we do not know")
        st.markdown("Kept as they stand in the file and counted as other. The mapping profile can say what they mean.")
        tables.show(strange, shown.WORDS, key="strange_words", alt="Words no mapping knows")


def trend(filters: Filters) -> None:
    """Rungs by quarter, and what customers answered."""
    quarters = door.ask("relationship_trend", **filters)
    figure = relationship_trend(quarters, pictures.theme())
    pictures.show(figure, key="trend", alt="Key accounts by rung at the end of each quarter")
    st.caption(said.trend_gaps(quarters))
    tables.show(quarters, shown.TREND, key="rungs_by_quarter", alt="Rungs by quarter")
    answers(filters)


def answers(filters: Filters) -> None:
    """The recommendation score by half-year; it needs no contacts."""
    st.subheader("Would they recommend us?")
    halves = door.ask("relationship_nps", **filters)
    if halves.empty:
        st.caption(said.NO_ANSWERS)
        return
    pictures.show(relationship_nps(halves, pictures.theme()), key="nps", alt="NPS by half-year")
    st.caption(said.NPS_NOTE)
    tables.show(halves, shown.NPS, key="nps_by_half", alt="NPS by half-year")
