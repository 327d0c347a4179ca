"""The tabs of the Relationship health page, and which columns each of their tables has."""

from collections.abc import Mapping
from typing import Annotated

import pandas as pd
import streamlit as st

from sightline import door
from sightline.charts.palette import RUNGS
from sightline.charts.relationship_calendar import relationship_calendar
from sightline.charts.relationship_ladder import relationship_ladder
from sightline.charts.relationship_rivals import relationship_rivals
from sightline.charts.relationship_trend import relationship_nps, relationship_trend
from sightline.metrics import named
from sightline.parts import guards, links, pager, pictures, tables
from sightline.sections.accounts.relationship_health import picks, says

ACCOUNTS = named(
    "account_name weak_points remedy person_name arr renewal_on rung threads thread_contact_name top_thread_share "
    "contacts champions opponents promoters detractors nps nps_answers nps_trend reached_lobs known_lobs "
    "senior_contacts senior_lobs power_reached power_contacts power_met_on "
    "has_economic_buyer economic_buyer_met_on poor_contacts attribute_age_days verified_share fill_share "
    "nurture_planned nurture_contacts build_planned build_contacts "
    "swayed_key_contacts key_contacts partner_only_contacts competitor_friends lacks_opponent buying_process_state "
    "buying_process_on team_roles missing_team_roles risk_act_amount risk_watch_amount"
)
COVERAGE = named(
    "account_name person_name key_contacts covered_people single_people untouched_people unreachable_people holders "
    "renewal_on arr"
)
LADDER = named("account_name weak_points remedy person_name arr rung threads fill_share attribute_age_days")
RENEWALS = named(
    "account_name renewal_on renewal_due thread_contact_name arr person_name threads rung renewal_amount open_amount "
    "missing_team_roles"
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

AE = {"person_name": "AE or manager"}

Filters = Mapping[str, str | None]
Renewal = Annotated[pd.DataFrame, "relationship_calendar"]


def calendar(renewals: Renewal, currency: str) -> None:
    """When accounts renew on a time axis, those on one contact or none by name; a click opens the account."""
    st.markdown(says.calendar(renewals, _marks()))
    if renewals.empty:
        return
    figure = relationship_calendar(renewals, _marks(), currency, pictures.theme())
    alt = says.calendar_alt(renewals, currency)
    picks.follow(pictures.show(figure, key="calendar", alt=alt, select=True))


def _marks() -> tuple[int, int]:
    limits = door.settings().thresholds
    return limits["renewal_close_days"], limits["renewal_mark_days"]


def _in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the words of each level in place of its code."""
    return rows.assign(rung=[RUNGS[rung].mark for rung in rows["rung"]])


def accounts(filters: Filters) -> None:
    """Every key account with what is weak and what to do; then the forecast at risk and contacts with gaps."""
    summary = door.ask("relationship_summary", **filters).iloc[0]
    picked = picks.arrange()
    rows = door.ask("relationship_accounts", **filters, **picked)
    st.markdown(says.accounts(rows, picked["rung"], summary))
    tables.show(
        _in_words(rows),
        ACCOUNTS,
        key="relationships",
        alt="Relationship of each key account",
        part=links.PEOPLE,
        labels=AE,
    )
    st.caption(says.risk(summary, door.settings().reporting_currency))
    gaps = st.expander("Contacts with missing data", on_change="rerun", key="relationship_gaps")
    if gaps.open:
        with gaps:
            unplaced(filters, summary)


def single(filters: Filters) -> None:
    """Accounts on one contact or none by renewal, then how well the key people of each account are covered."""
    summary = door.ask("relationship_summary", **filters).iloc[0]
    if pd.isna(summary.thread_accounts):
        guards.missing(says.NO_INTERACTIONS, "interactions")
        return
    rows = door.ask("relationship_renewals", **filters)
    if rows.empty:
        st.markdown(says.NO_SINGLE)
    else:
        st.markdown(says.single(rows, _marks()))
        tables.show(
            _in_words(rows), RENEWALS, key="one_contact", alt="Accounts on one contact", part=links.PEOPLE, labels=AE
        )
    st.header("Who covers whom")
    covers = door.ask("relationship_coverage", **filters)
    st.markdown(says.across(covers))
    if len(covers):
        alt = "Cover of key contacts by account"
        tables.show(covers, COVERAGE, key="relationship_coverage", alt=alt, part=links.PEOPLE, labels=AE)


def departures(filters: Filters) -> None:
    """Who leaves, and who follows."""
    summary = door.ask("relationship_summary", **filters).iloc[0]
    rows = door.ask("relationship_departures", **filters)
    st.markdown(says.departures(rows, summary, door.settings().thresholds["departure_days"]))
    if len(rows):
        tables.show(rows, DEPARTURES, key="departures", alt="Departures and succession", part=links.PEOPLE, labels=AE)


def competitors(filters: Filters) -> None:
    """Who speaks up for whom, and where nobody is recorded against us."""
    people = door.ask("relationship_friends", **filters)
    st.markdown(says.friends(people))
    if len(people):
        rivals = door.ask("relationship_rivals", **filters)
        figure = relationship_rivals(rivals, pictures.theme())
        picked = pictures.show(figure, key="rivals", alt=says.friends_alt(rivals), select=True)
        rows = picks.of_competitor(people, picked)
        tables.show(rows, FRIENDS, key="friends", alt="Competitor supporters", part=links.PEOPLE, labels=AE)
    st.header("No opponent recorded")
    quiet = door.ask("relationship_unopposed", **filters)
    st.markdown(says.unopposed(quiet))
    if len(quiet):
        alt = "Competitive accounts without a recorded opponent"
        tables.show(_in_words(quiet), UNOPPOSED, key="unopposed", alt=alt, part=links.PEOPLE, labels=AE)


def unplaced(filters: Filters, summary: says.Summary) -> None:
    """Contacts without a full place on a map, with the reason, and words no mapping knows."""
    rows = door.ask("relationship_unplaced", **filters)
    st.markdown(says.unplaced(rows, summary))
    if len(rows):
        tables.show(rows, UNPLACED, key="unplaced", alt="Contacts with missing data", part=links.PEOPLE, labels=AE)
    strange = door.ask("relationship_words", **filters)
    if len(strange):
        st.markdown("**Unknown words** count as other. The mapping profile can say what they mean.")
        tables.show(strange, WORDS, key="strange_words", alt="Unknown words")


def levels(filters: Filters) -> None:
    """Levels by AE, ASM or VP with the accounts behind a piece, then by quarter, and what customers answered."""
    summary = door.ask("relationship_summary", **filters).iloc[0]
    by = picks.group_by(summary.key_accounts)
    rungs = pager.people_of(door.ask("relationship_ladder", **filters, by=by), "rungs")
    figure = relationship_ladder(rungs, pictures.theme())
    clicked = pictures.show(figure, key=f"rungs_{by}", alt=says.ladder_alt(rungs), select=True)
    picked = picks.picked_rung(clicked, by)
    names = dict(zip(rungs["person_id"], rungs["person_name"], strict=True))
    st.markdown(says.ladder(picked, names.get(str(clicked[0])) if clicked else None))
    if picked:
        rows = _in_words(door.ask("relationship_accounts", **filters, **picked))
        tables.show(rows, LADDER, key="rung_accounts", alt="Accounts behind the click", part=links.PEOPLE, labels=AE)
    st.header("By quarter")
    quarters = door.ask("relationship_trend", **filters)
    figure = relationship_trend(quarters, pictures.theme())
    pictures.show(figure, key="trend", alt=says.trend_alt(quarters))
    st.caption(says.trend_gaps(quarters))
    tables.show(_in_words(quarters), TREND, key="rungs_by_quarter", alt="Levels by quarter")
    answers(filters)


def answers(filters: Filters) -> None:
    """The recommendation score by half-year; it needs no contacts."""
    st.header("Would they recommend us?")
    halves = door.ask("relationship_nps", **filters)
    if halves.empty:
        st.caption(says.NO_ANSWERS)
        return
    pictures.show(relationship_nps(halves, pictures.theme()), key="nps", alt=says.nps_alt(halves))
    st.caption(says.NPS_NOTE)
    tables.show(halves, NPS, key="nps_by_half", alt="NPS by half-year")


TABS = {
    "Accounts": accounts,
    "One contact": single,
    "Leaving": departures,
    "Competitors": competitors,
    "By AE and quarter": levels,
}
"""Each tab by its name, and what shows it: each asks its own queries, so that a closed tab costs nothing."""
ONCE = {
    "Single thread × renewal": "One contact",
    "Coverage": "One contact",
    "Departures": "Leaving",
    "Competitors' friends": "Competitors",
    "By AE, ASM, VP": "By AE and quarter",
    "Trend": "By AE and quarter",
    "People not shown": "Accounts",
}
"""Where older links lead: the names of earlier tabs, and the tab that shows the same now."""
