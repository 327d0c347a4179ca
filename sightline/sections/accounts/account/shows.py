"""What the Account page draws: its head, its tabs, and which columns each of their tables has."""

from typing import Annotated, Any

import streamlit as st

from sightline import door, scope, words
from sightline.charts.account_revenue import account_revenue
from sightline.charts.account_timeline import account_timeline
from sightline.charts.account_whitespace import account_whitespace
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import explain, guards, heading, links, pictures, tables
from sightline.sections.accounts.account import checks, holders, picks, printed, says, stakeholders

About = Annotated[Row, "account_header"]

LIST = named("account_name owner_name is_key state blocking_fact arr renewal_on")
PROFILE = named("question topic answer_state answer source updated_on age_days confirmed_on open_actions")
PROMPTS = named("question topic asked")
RISKS = named("horizon title status is_mitigated actions next_due_on updated_on")
CELLS = named(
    "buying_centre_name stage_label product_name cell_state vendor spend potential renewal_on likes dislikes "
    "desired_outcome opportunity_name known_fields known_fields_asked source age_days"
)
COMPETITORS = named(
    "competitor cells renewal_on open_deals lost_deals won_deals supporters high_influence_supporters spend "
    "cells_without_date"
)
DEALS = named(
    "opportunity_name outcome opportunity_type stage forecast_category amount close_on is_past_due risk_state "
    "risk_reasons owner_name competitor loss_reason next_step"
)
OBJECTIVES = named(
    "horizon title status owner_name due_on is_overdue value_driver measure measure_moved_on open_actions "
    "complete_actions done_actions"
)
ACTIONS = named(
    "title how owner_name due_on support_needed missing_questions status overdue_days first_due_on completed_on "
    "objective_title about"
)
TIMELINE = named("happened_on kind what note is_overtaking")
"""What each table shows, in order."""
COUNTED = named("two_way_on is_unreachable cover_gap strength")


def offer(account: str | None) -> None:
    """Say that there is no such account here, or that none is chosen, and list those to choose from."""
    heading.show("Account", heeds=scope.WHO)
    if account:
        st.info(
            "The link names an account that is not within this view. It may belong to somebody else, may have been "
            "merged or deleted, or is not in the exports. Whoever sent it sees more, or other accounts, than you do."
        )
    accounts = door.ask("account_list", **scope.current().parameters)
    if accounts.empty:
        st.info(_nothing())
        return
    st.markdown(
        f"**{words.counted(len(accounts), 'account')} to choose from**, key accounts and the largest first. "
        "Tick a row to open it, or type a name into the search on the left."
    )
    tables.show(accounts, LIST, key="account_list", alt="Accounts to choose from")


def _nothing() -> str:
    if door.ask("freshness").empty:
        return guards.UNKNOWN_PERSON
    if scope.is_narrowed():
        return "No account lies within these filters. Widen or reset them."
    return "No account is yours to see: you own none, nobody below you does, and you are on no account's team."


def name(about: About) -> None:
    """Name, what kind of account it is, who owns it, why it is key, and the way to the plan itself."""
    heading.show(words.plain(about.account_name), heeds=())
    if isinstance(about.link, str):
        st.link_button("Open the plan", about.link, type="primary")
    has_owner = isinstance(about.owner_name, str)
    owner = f"owned by **{words.plain(about.owner_name)}**" if has_owner else "**no owner named**"
    team = f", {words.plain(about.team_name)}" if isinstance(about.team_name, str) else ""
    under = about.counted_under_name
    heir = f", counts under {words.plain(under)}" if isinstance(under, str) else ""
    vacant = f" (vacant{heir})" if about.is_unassigned else ""
    st.markdown(f"{says.labels(about)}  \n{owner}{team}{vacant} · {says.key(about)}")


def figures(about: About) -> None:
    """Yearly spend with tenure, renewal, health by people and by machine, and the last change of the plan."""
    currency = door.settings().reporting_currency
    cards = st.grid(4, min_column_width=150)
    spend = "no rate for its currency" if about.is_arr_unconverted else words.money(about.arr, currency)
    explain.card(cards, "arr", about, said=spend, note=says.tenure(about))
    explain.card(cards, "contract_days", about, said=says.days_left(about.contract_days), note=says.contract_end(about))
    explain.card(cards, "is_health_split", about, said=says.health(about), note=says.machine(about))
    explain.card(cards, "changed_on", about, said=says.ago(about.changed_days), note=says.change(about))
    if note := says.health_note(about):
        st.markdown(note)


def profile(about: About) -> None:
    """The nine questions, then the risks by horizon."""
    account = about.account_id
    if "plan_answers" not in missing("plan_answers"):
        answers = door.ask("account_profile", account=account)
        st.markdown(says.profile(door.ask("account_profile_facts", account=account).iloc[0], about))
        no_text(about.is_private)
        columns = PROFILE if words.is_yes(about.is_plan_live) else PROMPTS
        tables.show(answers, columns, key="account_profile", alt="The nine profile questions", height="content")
    st.subheader("What could go wrong")
    if "plan_risks" not in missing("plan_risks"):
        st.markdown(says.risks(door.ask("account_risk_horizons", account=account)))
        rows = door.ask("account_risks", account=account)
        if len(rows):
            tables.show(rows, RISKS, key="account_risks", alt="Risks by horizon", labels={"title": "Risk"})


def people(about: About) -> None:
    """The stakeholder map with the voices around it, then who of ours holds whom."""
    account = about.account_id
    if "contacts" in missing("contacts"):
        return
    contacts = door.ask("account_contacts", account=account)
    st.markdown(says.relationship(door.ask("account_relationship", account=account).iloc[0]))
    if contacts.empty:
        return
    st.subheader("Stakeholder map")
    missing("contact_influences", "interactions")
    stakeholders.show(account, contacts)
    st.subheader("Who of ours holds whom")
    holders.show(account)
    with st.expander("How people are counted"):
        explain.measures(*COUNTED)


def whitespace(about: About) -> None:
    """The map by buying centre and stage, its cells, and two lists of competitors: ours and the customer's."""
    account = about.account_id
    if "whitespace_cells" not in missing("whitespace_cells"):
        facts = door.ask("account_whitespace_facts", account=account).iloc[0]
        st.markdown(says.whitespace(facts, door.settings().reporting_currency))
        grid = door.ask("account_whitespace_grid", account=account)
        figure = account_whitespace(grid, pictures.theme())
        picked = pictures.show(figure, key="account_grid", alt="Whitespace by buying centre and stage", select=True)
        cells = picks.picked(door.ask("account_whitespace_cells", account=account), grid, picked)
        st.caption(picks.picked_cell(grid, picked))
        tables.show(cells, CELLS, key="account_cells", alt="What is recorded of each cell")
    missing("buying_centres")
    ours, theirs = st.columns([3, 2], gap="large")
    with ours:
        st.subheader("Who we compete with here")
        rivals = door.ask("account_competitors", account=account)
        if rivals.empty:
            st.caption("No export names a competitor of ours at this account.")
        else:
            tables.show(rivals, COMPETITORS, key="account_competitors", alt="Our competitors at this account")
    with theirs:
        st.subheader("Who the customer competes with")
        answers = door.ask("account_profile", account=account)
        st.markdown(says.their_competitors(answers))


def money(about: About) -> None:
    """Revenue per product, the deals, and the renewal."""
    account = about.account_id
    currency = door.settings().reporting_currency
    chart, side = st.columns([3, 2], gap="large")
    with chart:
        st.subheader("What they pay")
        revenue = door.ask("account_revenue", account=account)
        if "product_revenue" not in missing("product_revenue"):
            if revenue.empty:
                st.caption("The product_revenue export has no row for this account.")
            else:
                kind = picks.pick_kind(revenue)
                st.caption(says.REVENUE_KINDS[kind].format(currency=currency))
                figure = account_revenue(revenue[revenue["revenue_type"] == kind], currency, pictures.theme())
                pictures.show(figure, key="account_revenue", alt="Revenue by product over time")
    with side:
        st.subheader("The renewal")
        st.markdown(says.renewal(door.ask("account_renewal", account=account).iloc[0], currency))
    st.subheader("Open, won and lost")
    if "opportunities" not in missing("opportunities"):
        st.markdown(says.deals(door.ask("account_deal_totals", account=account), currency))
        deals = door.ask("account_deals", account=account)
        if len(deals):
            if told := says.threatened(deals, currency):
                st.markdown(told)
            tables.show(deals, DEALS, key="account_deals", alt="Opportunities of this account")


def actions(about: About) -> None:
    """Objectives by horizon and the actions behind them."""
    account = about.account_id
    missing("plan_objectives", "account_team")
    if "plan_actions" in missing("plan_actions"):
        return
    facts = door.ask("account_action_facts", account=account)
    if facts.empty:
        st.info("There is no live plan of its own, so there is no action plan to show.")
        return
    st.markdown(says.actions(facts.iloc[0], says.without_action(door.ask("account_roster", account=account))))
    no_text(about.is_private)
    objectives = door.ask("account_objectives", account=account)
    st.subheader("Objectives")
    if objectives.empty:
        st.caption("The plan sets no objective.")
    else:
        tables.show(
            objectives,
            OBJECTIVES,
            key="account_objectives",
            alt="Objectives by horizon",
            labels={"title": "Objective"},
        )
    st.subheader("Actions")
    rows = door.ask("account_actions", account=account)
    if rows.empty:
        st.caption("The plan has no action.")
    else:
        tables.show(rows, ACTIONS, key="account_actions", alt="Actions of the plan", labels={"title": "Action"})


def timeline(about: About) -> None:
    """Events, reviews and changes, the newest first."""
    account = about.account_id
    missing("account_events", "plan_reviews", "field_history")
    rows = door.ask("account_timeline", account=account)
    if rows.empty:
        st.caption("No export tells of anything that happened here.")
        return
    st.markdown(says.timeline(about))
    pictures.show(account_timeline(rows, pictures.theme()), key="account_timeline", alt="What happened, over time")
    tables.show(rows, TIMELINE, key="account_happenings", alt="What happened, the newest first")


def questions(about: About) -> None:
    """Everything worth asking, the most pressing first."""
    account = about.account_id
    rows = door.ask("account_questions", account=account)
    if rows.empty:
        st.markdown("**Nothing is missing that an export would show.** Ask what changed there lately.")
        return
    st.markdown(
        f"**{words.counted(len(rows), 'question')} worth asking**, the most pressing first. They are prompts for a "
        "conversation; nobody is scored by them."
    )
    st.markdown(says.top_questions(rows, len(rows)))


def missing(*names: str) -> list[str]:
    """Of these exports, those that nobody loaded; each is told apart with what it would bring."""
    loaded = set(door.ask("account_exports")["table_name"])
    absent = [name for name in names if name not in loaded]
    for name in absent:
        st.info(f"{guards.brings(name)} The page Exports has a template to fill in.")
    return absent


def no_text(is_private: Any) -> None:
    """Say why texts are missing from a private plan."""
    if words.is_yes(is_private):
        st.caption("This plan is private: its owner and the managers above read its texts, others its state alone.")


TABS = {
    "Profile": profile,
    links.PEOPLE: people,
    "Whitespace": whitespace,
    "Money": money,
    "Actions": actions,
    "Checks": checks.show,
    "Timeline": timeline,
    "Questions": questions,
    "On paper": printed.show,
}
"""Each tab by its name, and what shows it: each asks its own queries, so that a closed tab costs nothing."""
