"""What the Account page draws: its head, its tabs, and which columns each of their tables has."""

from typing import Annotated, Any

import pandas as pd
import streamlit as st

from sightline import door, recorded, scope, words
from sightline.charts.account_revenue import account_revenue
from sightline.charts.account_timeline import account_timeline
from sightline.charts.account_whitespace import account_whitespace
from sightline.door import Row
from sightline.metrics import named
from sightline.parts import acts, explain, guards, heading, links, paper, pictures, tables
from sightline.sections.accounts.account import checks, holders, money_says, picks, printed, says, stakeholders

About = Annotated[Row, "account_header"]

LIST = named("account_name arr owner_name renewal_on is_key state blocking_fact")
OWED = named("title due_state due_on account_name support_needed")
PROFILE = named("topic answer_state answer source updated_on age_days confirmed_on open_actions")
PROMPTS = named("topic asked")
RISKS = named("title due_state next_due_on arr renewal_on horizon status is_mitigated actions updated_on")
CELLS = named(
    "buying_centre_name stage_label product_name cell_state vendor spend potential renewal_on likes dislikes "
    "desired_outcome opportunity_name known_fields known_fields_asked source age_days"
)
COMPETITORS = named(
    "competitor cells renewal_on open_deals lost_deals won_deals supporters high_influence_supporters spend "
    "cells_without_date"
)
DEALS = named(
    "opportunity_name amount close_on outcome risk_state risk_reasons opportunity_type stage forecast_category "
    "is_past_due owner_name competitor loss_reason next_step"
)
OBJECTIVES = named(
    "title due_state due_on status owner_name horizon value_driver measure measure_moved_on open_actions "
    "complete_actions done_actions"
)
ACTIONS = named(
    "title due_state due_on status owner_name how support_needed missing_questions first_due_on completed_on "
    "objective_title about"
)
TIMELINE = named("happened_on kind what note is_overtaking")
"""What each table shows, in order."""
COUNTED = named("two_way_on is_unreachable cover_gap strength")


def offer(account: str | None) -> None:
    """Say that there is no such account here, or that none is chosen, and list those to choose from."""
    heading.show("Account", heeds=scope.WHO)
    if account:
        recorded.denied("account", account)
        st.info(
            "This account is not in your view: it belongs to somebody else, was merged or deleted, or is not in the "
            "exports. Ask whoever sent the link."
        )
    owed = door.ask("account_owed", person=door.viewer())
    if owed.empty:
        choice()
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        debts(owed)
    with right:
        choice()


def debts(owed: pd.DataFrame) -> None:
    """The open actions in the reader's own name: the first to act on, then all as rows."""
    st.markdown(says.owed(owed))
    acts.show(says.debts(owed), key="owed")
    if len(owed) > says.DEBTS_SHOWN:
        with st.expander(f"All {words.number(len(owed))} as a table"):
            labels = {"title": "Action"}
            tables.show(owed, OWED, key="account_owed", alt="Open actions in your name", part="Actions", labels=labels)


def choice() -> None:
    """The accounts within the filters to choose from, key accounts and the largest first."""
    accounts = door.ask("account_list", **scope.current().parameters)
    if accounts.empty:
        st.info(_nothing())
        return
    st.markdown(
        f"**{words.counted(len(accounts), 'account')} to choose from**, key accounts and the largest first. "
        "Click a name to open it."
    )
    tables.show(
        accounts,
        LIST,
        key="account_list",
        alt="Accounts to choose from",
        height=560,
        labels={"owner_name": "AE or manager"},
    )


def _nothing() -> str:
    if door.ask("freshness").empty:
        return guards.UNKNOWN_PERSON
    if scope.is_narrowed():
        return "No account lies within these filters. Widen or reset them."
    return "You have no accounts: you own none, nobody below you does, and you are on no account's team."


def name(about: About) -> None:
    """Name, whose account it is, what kind, and why it is key."""
    heading.show(words.plain(about.account_name), heeds=())
    st.caption(f"{says.owner(about)} · {says.labels(about)} · {says.key(about)}")


def worth(about: About) -> None:
    """Yearly spend with tenure, and the day of the renewal."""
    currency = door.settings().reporting_currency
    cards = st.grid(2, min_column_width=150)
    spend = "no rate for its currency" if about.is_arr_unconverted else words.money(about.arr, currency)
    explain.card(cards, "arr", about, said=spend, note=says.tenure(about))
    explain.card(cards, "contract_days", about, said=says.renewal(about), note=says.contract_end(about))


def standing(about: About) -> None:
    """Health as people judge it and as computed, and the last change of the plan."""
    cards = st.grid(2, min_column_width=150)
    explain.card(cards, "is_health_split", about, said=says.health(about), note=says.score(about))
    explain.card(cards, "changed_on", about, said=says.changed(about), note=says.change(about))
    if note := says.health_note(about):
        st.markdown(note)


def plan_link(about: About) -> None:
    """The way to the plan itself, where the export has its address."""
    if isinstance(about.link, str):
        with paper.screen_only("plan_link"):
            st.link_button("Open the plan", about.link)


def profile(about: About) -> None:
    """The nine questions, then the risks by horizon."""
    account = about.account_id
    if "plan_answers" not in missing("plan_answers"):
        answers = door.ask("account_profile", account=account)
        st.markdown(says.profile(door.ask("account_profile_facts", account=account).iloc[0], about))
        no_text(about.is_private)
        columns = PROFILE if words.is_yes(about.is_plan_live) else PROMPTS
        tables.show(answers, columns, key="account_profile", alt="The nine profile questions", height="content")
    st.header("What could go wrong")
    if "plan_risks" not in missing("plan_risks"):
        st.markdown(says.risks(door.ask("account_risk_horizons", account=account)))
        rows = door.ask("account_risks", account=account)
        if len(rows):
            tables.show(rows, RISKS, key="account_risks", alt="Risks by horizon", labels={"title": "Risk"})


def people(about: About) -> None:
    """The stakeholder map with the voices around it, then who of ours covers whom."""
    account = about.account_id
    if "contacts" in missing("contacts"):
        return
    contacts = door.ask("account_contacts", account=account)
    st.markdown(says.relationship(door.ask("account_relationship", account=account).iloc[0]))
    if contacts.empty:
        return
    st.header("Stakeholder map")
    missing("contact_influences", "interactions")
    stakeholders.show(account, contacts)
    st.header("Who covers whom")
    holders.show(account)
    with st.expander("How people are counted"):
        explain.measures(*COUNTED)


def whitespace(about: About) -> None:
    """The map by buying centre and stage, its cells, and two lists of competitors: ours and the customer's."""
    account = about.account_id
    if "whitespace_cells" not in missing("whitespace_cells"):
        facts = door.ask("account_whitespace_facts", account=account).iloc[0]
        found = says.whitespace(facts, door.settings().reporting_currency)
        st.markdown(found)
        grid = door.ask("account_whitespace_grid", account=account)
        figure = account_whitespace(grid, pictures.theme())
        alt = f"Buying centres by stage. {words.unmarked(found)}"
        picked = pictures.show(figure, key="account_grid", alt=alt, select=True)
        cells = picks.picked(door.ask("account_whitespace_cells", account=account), grid, picked)
        st.caption(picks.picked_cell(grid, picked))
        tables.show(cells, CELLS, key="account_cells", alt="What is recorded of each cell")
    missing("buying_centres")
    ours, theirs = st.columns([3, 2], gap="large")
    with ours:
        st.header("Our competitors here")
        rivals = door.ask("account_competitors", account=account)
        if rivals.empty:
            st.caption("No competitor recorded at this account.")
        else:
            tables.show(rivals, COMPETITORS, key="account_competitors", alt="Our competitors at this account")
    with theirs:
        st.header("The customer's competitors")
        answers = door.ask("account_profile", account=account)
        st.markdown(says.their_competitors(answers))


def money(about: About) -> None:
    """Revenue per product, the deals, and the renewal."""
    account = about.account_id
    currency = door.settings().reporting_currency
    chart, side = st.columns([3, 2], gap="large")
    with chart:
        st.header("What they pay")
        revenue = door.ask("account_revenue", account=account)
        if "product_revenue" not in missing("product_revenue"):
            if revenue.empty:
                st.caption("No revenue recorded for this account.")
            else:
                kind = picks.pick_kind(revenue)
                st.caption(money_says.REVENUE_KINDS[kind].format(currency=currency))
                rows = revenue[revenue["revenue_type"] == kind]
                alt = money_says.revenue_alt(rows, currency)
                pictures.show(account_revenue(rows, currency, pictures.theme()), key="account_revenue", alt=alt)
    with side:
        st.header("The renewal")
        st.markdown(money_says.renewal(door.ask("account_renewal", account=account).iloc[0], currency))
    st.header("Deals")
    if "opportunities" not in missing("opportunities"):
        st.markdown(money_says.deals(door.ask("account_deal_totals", account=account), currency))
        deals = door.ask("account_deals", account=account)
        if len(deals):
            acts.show(money_says.threatened(deals, currency), key="deals_at_risk")
            tables.show(deals, DEALS, key="account_deals", alt="Opportunities of this account")


def actions(about: About) -> None:
    """Objectives by horizon and the actions behind them."""
    account = about.account_id
    missing("plan_objectives", "account_team")
    if "plan_actions" in missing("plan_actions"):
        return
    facts = door.ask("account_action_facts", account=account)
    if facts.empty:
        st.info("No live plan, so no action plan.")
        return
    st.markdown(says.actions(facts.iloc[0], says.without_action(door.ask("account_roster", account=account))))
    no_text(about.is_private)
    objectives = door.ask("account_objectives", account=account)
    st.header("Objectives")
    if objectives.empty:
        st.caption("The plan has no objective.")
    else:
        tables.show(
            objectives,
            OBJECTIVES,
            key="account_objectives",
            alt="Objectives by horizon",
            labels={"title": "Objective", "owner_name": "Who", "horizon": "Horizon in the plan"},
        )
    st.header("Actions")
    rows = door.ask("account_actions", account=account)
    if rows.empty:
        st.caption("The plan has no action.")
    else:
        tables.show(
            rows,
            ACTIONS,
            key="account_actions",
            alt="Actions of the plan",
            labels={"title": "Action", "owner_name": "Who"},
        )


def timeline(about: About) -> None:
    """Events, reviews and changes, the newest first."""
    account = about.account_id
    missing("account_events", "plan_reviews", "field_history")
    rows = door.ask("account_timeline", account=account)
    if rows.empty:
        st.caption("Nothing recorded for this account.")
        return
    found = says.timeline(about)
    st.markdown(found)
    pictures.show(account_timeline(rows, pictures.theme()), key="account_timeline", alt=words.unmarked(found))
    tables.show(rows, TIMELINE, key="account_happenings", alt="What happened, the newest first")


def questions(about: About) -> None:
    """Everything worth asking, the most pressing first."""
    account = about.account_id
    rows = door.ask("account_questions", account=account)
    if rows.empty:
        st.markdown("**No gaps in the data.** Ask what changed there lately.")
        return
    st.markdown(
        f"**{words.counted(len(rows), 'question')} worth asking**, most pressing first. They are for a conversation; "
        "nobody is scored by them."
    )
    st.markdown(says.ask(rows))


def missing(*names: str) -> list[str]:
    """Of these exports, those that nobody loaded; each is said with what it would bring."""
    loaded = set(door.ask("account_exports")["table_name"])
    absent = [name for name in names if name not in loaded]
    for name in absent:
        st.info(f"{guards.brings(name)} The page Exports has a template to fill in.")
    return absent


def no_text(is_private: Any) -> None:
    """Say why texts are missing from a private plan."""
    if words.is_yes(is_private):
        st.caption("Private plan: its owner and the managers above read the texts, others only its state.")


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
