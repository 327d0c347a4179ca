"""The tabs of the Relationship health page, and which columns each of their tables has."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from sightline import door
from sightline.charts.relationship_heat import relationship_heat
from sightline.charts.relationship_ladder import relationship_ladder
from sightline.charts.relationship_renewals import relationship_renewals
from sightline.charts.relationship_rivals import relationship_rivals
from sightline.charts.relationship_trend import relationship_nps, relationship_trend
from sightline.metrics import named
from sightline.parts import guards, links, pager, pictures, tables
from sightline.sections.accounts.relationship_health import picks, says

ACCOUNTS = named(
    "account_name person_name rung blocking_fact threads top_thread_share thread_contact_name contacts champions "
    "opponents promoters detractors nps nps_answers nps_trend reached_lobs known_lobs senior_contacts senior_lobs "
    "power_reached power_contacts power_met_on has_economic_buyer economic_buyer_met_on poor_contacts "
    "attribute_age_days verified_share fill_share nurture_planned nurture_contacts build_planned build_contacts "
    "swayed_key_contacts key_contacts partner_only_contacts competitor_friends lacks_opponent buying_process_state "
    "buying_process_on team_roles missing_team_roles renewal_on arr risk_act_amount "
    "risk_watch_amount"
)
COVERAGE = named(
    "account_name person_name key_contacts covered_people single_people untouched_people unreachable_people holders "
    "renewal_on arr"
)
LADDER = named("account_name person_name rung blocking_fact threads fill_share attribute_age_days arr")
RENEWALS = named(
    "account_name person_name renewal_on renewal_due threads thread_contact_name rung blocking_fact arr "
    "renewal_amount open_amount missing_team_roles"
)
DEPARTURES = named(
    "contact_name title account_name person_name succession presence leaving_on leaving_days is_key_person "
    "influence support is_economic_buyer successor_name successor_touched_on arr"
)
FRIENDS = named(
    "contact_name title account_name person_name competitor influence support decision_role touch_owner_name "
    "last_touch_on arr"
)
UNOPPOSED = named("account_name person_name contacts rung fill_share arr")
UNPLACED = named("contact_name title account_name person_name unplaced_because reporting_fault influence")
WORDS = named("attribute word contacts")
TREND = named("quarter_label day_on rung accounts rung_share single_accounts climb_unknown_accounts")
NPS = named("half_label nps nps_answers promoters detractors")

"""What each table shows, in order. No address or number of a person stands in any."""

Filters = Mapping[str, str | None]

ROWS_SHOWN = 20
"""Accounts per picture: beyond this a grid is a smear, so it is cut into pages."""


def accounts(filters: Filters) -> None:
    """Every key account with the aspects of its relationship side by side; a click opens it."""
    picked = picks.arrange()
    rows = door.ask("relationship_accounts", **filters, **picked)
    some = pager.page_of(rows, "accounts", size=ROWS_SHOWN)
    st.markdown(says.accounts(rows, len(some), picked["rung"]))
    if rows.empty:
        return
    st.caption(says.HEAT_HINT)
    figure = relationship_heat(some, pictures.theme())
    picks.follow(pictures.show(figure, key="heat", alt="Accounts by aspects of the relationship", select=True))
    tables.show(rows, ACCOUNTS, key="relationships", alt="Relationship of each key account", part=links.PEOPLE)


def ladder(filters: Filters) -> None:
    """Rungs by AE, ASM or VP, and the accounts behind a piece."""
    summary = door.ask("relationship_summary", **filters).iloc[0]
    by = picks.group_by(summary.key_accounts)
    rungs = pager.people_of(door.ask("relationship_ladder", **filters, by=by), "rungs")
    figure = relationship_ladder(rungs, pictures.theme())
    clicked = pictures.show(figure, key=f"rungs_{by}", alt="Key accounts by rung", select=True)
    picked = picks.picked_rung(clicked, by)
    names = dict(zip(rungs["person_id"], rungs["person_name"], strict=True))
    st.markdown(says.ladder(picked, names.get(str(clicked[0])) if clicked else None))
    rows = door.ask("relationship_accounts", **filters, **picked)
    tables.show(rows, LADDER, key="rung_accounts", alt="Accounts on the picked rung", part=links.PEOPLE)


def renewals(filters: Filters) -> None:
    """Single threads by renewal date, with what hangs on them."""
    summary = door.ask("relationship_summary", **filters).iloc[0]
    if pd.isna(summary.thread_accounts):
        guards.missing(says.NO_INTERACTIONS, "interactions")
        return
    rows = door.ask("relationship_renewals", **filters)
    if rows.empty:
        st.markdown(says.NO_SINGLE)
        return
    limits = door.settings().thresholds
    marks = limits["renewal_close_days"], limits["renewal_mark_days"]
    st.markdown(says.renewals(rows, marks))
    coming = rows[rows["renewal_mark"].isin(["act", "watch", "later"])]
    if coming.empty:
        st.caption(says.NO_RENEWALS)
    else:
        next_up = coming.head(ROWS_SHOWN)
        st.caption(says.next_up(len(next_up), len(coming)))
        figure = relationship_renewals(next_up, marks, door.settings().reporting_currency, pictures.theme())
        picks.follow(pictures.show(figure, key="renewals", alt="Single threads by renewal and spend", select=True))
    tables.show(rows, RENEWALS, key="single_threads", alt="Single threads, the next renewal first", part=links.PEOPLE)


def coverage(filters: Filters) -> None:
    """How well the key people of each key account are held, the worst first; ticking a row opens its matrix."""
    rows = door.ask("relationship_coverage", **filters)
    st.markdown(says.across(rows))
    if len(rows):
        tables.show(
            rows, COVERAGE, key="relationship_coverage", alt="Cover of key people by account", part=links.PEOPLE
        )


def departures(filters: Filters) -> None:
    """Who leaves, and who follows."""
    summary = door.ask("relationship_summary", **filters).iloc[0]
    rows = door.ask("relationship_departures", **filters)
    st.markdown(says.departures(rows, summary, door.settings().thresholds["departure_days"]))
    if len(rows):
        tables.show(rows, DEPARTURES, key="departures", alt="Departures and succession", part=links.PEOPLE)


def competitors(filters: Filters) -> None:
    """Who speaks up for whom, and where nobody is against us."""
    people = door.ask("relationship_friends", **filters)
    st.markdown(says.friends(people))
    if len(people):
        figure = relationship_rivals(door.ask("relationship_rivals", **filters), pictures.theme())
        picked = pictures.show(figure, key="rivals", alt="Competitors' friends by influence", select=True)
        rows = picks.of_competitor(people, picked)
        tables.show(rows, FRIENDS, key="friends", alt="People who speak up for a competitor", part=links.PEOPLE)
    st.subheader("Nobody against us")
    quiet = door.ask("relationship_unopposed", **filters)
    st.markdown(says.unopposed(quiet))
    if len(quiet):
        tables.show(
            quiet, UNOPPOSED, key="unopposed", alt="Competitive accounts with nobody against us", part=links.PEOPLE
        )


def unplaced(filters: Filters) -> None:
    """People no map can place, with the reason, and words no mapping knows."""
    summary = door.ask("relationship_summary", **filters).iloc[0]
    rows = door.ask("relationship_unplaced", **filters)
    st.markdown(says.unplaced(rows, summary))
    if len(rows):
        tables.show(rows, UNPLACED, key="unplaced", alt="People not shown, with the reason", part=links.PEOPLE)
    strange = door.ask("relationship_words", **filters)
    if len(strange):
        st.subheader("Words we do not know")
        st.markdown("Kept as they stand in the file and counted as other. The mapping profile can say what they mean.")
        tables.show(strange, WORDS, key="strange_words", alt="Words no mapping knows")


def trend(filters: Filters) -> None:
    """Rungs by quarter, and what customers answered."""
    quarters = door.ask("relationship_trend", **filters)
    figure = relationship_trend(quarters, pictures.theme())
    pictures.show(figure, key="trend", alt="Key accounts by rung at the end of each quarter")
    st.caption(says.trend_gaps(quarters))
    tables.show(quarters, TREND, key="rungs_by_quarter", alt="Rungs by quarter")
    answers(filters)


def answers(filters: Filters) -> None:
    """The recommendation score by half-year; it needs no contacts."""
    st.subheader("Would they recommend us?")
    halves = door.ask("relationship_nps", **filters)
    if halves.empty:
        st.caption(says.NO_ANSWERS)
        return
    pictures.show(relationship_nps(halves, pictures.theme()), key="nps", alt="NPS by half-year")
    st.caption(says.NPS_NOTE)
    tables.show(halves, NPS, key="nps_by_half", alt="NPS by half-year")


TABS = {
    "Accounts": accounts,
    "By AE, ASM, VP": ladder,
    "Single thread × renewal": renewals,
    "Coverage": coverage,
    "Departures": departures,
    "Competitors' friends": competitors,
    "People not shown": unplaced,
    "Trend": trend,
}
"""Each tab by its name, and what shows it: each asks its own queries, so that a closed tab costs nothing."""
