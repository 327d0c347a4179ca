"""The Account page itself: the same numbers as elsewhere, every tab, and what it says when there is little to show."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from sightline import queries
from sightline.sections.accounts.account import money_says, says, shows
from sightline.settings import Settings
from sightline.warehouse.versions import Warehouse
from tests.app.conftest import Open, company_folder, everything_said, open_app  # fixtures

TODAY = dt.date(2026, 10, 5)
_FIXTURES = (company_folder, open_app)


def ask(sample: Warehouse, name: str, viewer: str = "operator") -> pd.DataFrame:
    """Rows of a page query about every account of the sample."""
    return queries.run(sample.connection, name, viewer=viewer, today=TODAY)


def same(one: pd.DataFrame, other: pd.DataFrame, key: list[str], columns: list[str]) -> None:
    """Both frames say the same of every key."""
    left, right = (frame.set_index(key)[columns].sort_index() for frame in (one, other))
    pd.testing.assert_frame_equal(left, right, check_dtype=False)


def test_the_rung_and_its_facts_are_those_of_plan_coverage(sample: Warehouse) -> None:
    """One account, one number: rung, blocking fact, gap, change, inspection and spend agree on every key account."""
    columns = [
        "state",
        "state_place",
        "blocking_fact",
        "reason_code",
        "gap_days",
        "arr",
        "live_plans",
        "plan_type",
        "link",
    ]
    columns += [
        "changed_on",
        "changed_source",
        "changed_days",
        "age_band",
        "inspected_on",
        "trigger_on",
        "trigger_note",
    ]
    coverage = ask(sample, "plan_coverage_accounts")
    header = ask(sample, "account_header")
    here = header[header["account_id"].isin(coverage["account_id"])]

    assert len(here) == len(coverage) > 100
    same(here, coverage, ["account_id"], [c for c in columns if c not in ("plan_type", "link")])
    planned = coverage[coverage["plan_type"].notna()]
    same(here[here["account_id"].isin(planned["account_id"])], planned, ["account_id"], ["plan_type", "link"])


def test_the_levels_are_those_of_plan_coverage(sample: Warehouse) -> None:
    """The four ladders agree on every key account, with what blocks the next level."""
    columns = ["level", "blocking_fact", "missing_export"]
    same(
        ask(sample, "account_levels"),
        ask(sample, "plan_coverage_component_accounts"),
        ["account_id", "component"],
        columns,
    )


def test_whitespace_is_worth_the_same_here_and_in_the_gap_list(sample: Warehouse) -> None:
    """S74 is computed once."""
    gaps = ask(sample, "plan_coverage_gaps")
    facts = ask(sample, "account_whitespace_facts")

    same(facts[facts["account_id"].isin(gaps["account_id"])], gaps, ["account_id"], ["whitespace_value"])


def test_the_action_plan_counts_what_its_ladder_counts(sample: Warehouse) -> None:
    """The team without an action and the actions shown are those behind the action plan's level."""
    facts = ask(sample, "account_action_facts").set_index("account_id")
    steps = (
        sample.connection.cursor()
        .execute("select account_id, members, members_with_action from marts.action_plan_steps")
        .df()
        .set_index("account_id")
    )
    both = facts.join(steps, how="inner", rsuffix="_step")
    actions = ask(sample, "account_actions")
    open_actions = actions[actions["status"] == "open"].groupby("account_id").size()

    assert len(both) > 50
    assert both["members"].tolist() == both["members_step"].tolist()
    assert both["members_with_action"].tolist() == both["members_with_action_step"].tolist()
    assert facts.loc[facts["open_actions"] > 0, "open_actions"].to_dict() == open_actions.to_dict()


def test_the_sample_lets_every_rule_of_the_page_fire_somewhere_and_none_everywhere(sample: Warehouse) -> None:
    """A rule that never or always fires cannot be seen to work."""
    header, facts = ask(sample, "account_header"), ask(sample, "account_action_facts")
    contacts, renewal = ask(sample, "account_contacts"), ask(sample, "account_renewal")
    answers, risks = ask(sample, "account_profile"), ask(sample, "account_risks")
    fires = {
        "S21": header["trigger_on"].notna(),
        "S39 unknown": answers["answer_state"] == "unknown with action",
        "S40": header["tenure_months"].notna(),
        "S41 undated": risks["horizon"] == "undated",
        "S42": risks["is_mitigated"],
        "S63": contacts["is_departure_open"],
        "S84": facts["complete_share"] == 1,
        "S85": facts["members_with_action"] < facts["members"],
        "S87": facts["overdue_actions"] > 0,
        "S87 re-dated": facts["redated_actions"] > 0,
        "S89": facts["support_actions"] > 0,
        "S108": renewal["open_renewals"] > 0,
        "S109": renewal["contract_days"] <= 180,
        "S115": header["is_health_split"].fillna(value=False).astype(bool),
        "left": contacts["presence"] == "left",
        "leaving": contacts["presence"] == "leaving",
    }

    assert {rule: bool(found.any() and not found.all()) for rule, found in fires.items()} == dict.fromkeys(fires, True)


def test_every_sentence_can_be_said_of_every_account_of_the_sample(
    sample: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is unknown: no sentence fails, and none shows a hole in the data as nan, None or NA."""
    monkeypatch.setattr("sightline.door.settings", Settings)
    told: list[str] = []

    def say(name: str, sentence: Callable[[Any], str | None]) -> None:
        rows = ask(sample, name)
        told.extend(sentence(rows.iloc[place]) or "" for place in range(len(rows)))

    say("account_header", says.sentence)
    say("account_header", says.tenure)
    say("account_header", says.health)
    say("account_header", says.health_note)
    say("account_header", says.labels)
    say("account_header", says.timeline)
    say("account_relationship", says.relationship)
    say("account_whitespace_facts", lambda row: says.whitespace(row, "USD"))
    say("account_renewal", lambda row: money_says.renewal(row, "USD"))
    say("account_action_facts", lambda row: says.actions(row, []))
    told += [says.team(rows) for _, rows in ask(sample, "account_roster").groupby("account_id")]
    told += [says.levels(rows) for _, rows in ask(sample, "account_levels").groupby("account_id")]
    told += [says.ask(rows) for _, rows in ask(sample, "account_questions").groupby("account_id")]
    told += [says.risks(rows) for _, rows in ask(sample, "account_risk_horizons").groupby("account_id")]
    told += [money_says.deals(rows, "USD") for _, rows in ask(sample, "account_deal_totals").groupby("account_id")]
    told += [says.their_competitors(rows) for _, rows in ask(sample, "account_profile").groupby("account_id")]

    assert len(told) > 10_000
    assert {text for text in told if re.search(r"\b(nan|None|NA|NaT)\b", text)} == set()


def opened(open_app: Open, **parameters: str) -> AppTest:  # the fixture
    """The Account page at an address."""
    return open_app(**parameters).switch_page("pages/accounts/account.py").run()


def words_of(app: AppTest) -> str:
    """Its sentences."""
    return " ".join(text.value for text in [*app.markdown, *app.info, *app.caption])


@pytest.mark.parametrize("part", shows.TABS)
def test_an_account_with_nothing_but_a_name_says_which_export_would_bring_more(open_app: Open, part: str) -> None:
    """No tab fails, no tab shows a nought it does not know."""
    app = opened(open_app, viewer="rep", account="A1", part=part)

    assert not app.exception
    assert not app.error
    assert app.title[0].value == "Helios Energy"
    assert "No live plan" in words_of(app)


def test_an_account_is_introduced_by_owner_rule_and_rung(open_app: Open) -> None:
    """Who owns it, why it is key, where the plan stands, and what blocks the next rung."""
    text = words_of(opened(open_app, viewer="rep", account="A0"))

    assert "AE **Maya Lindqvist**" in text
    assert "(CRM flag)" in text
    assert "state 3 of 5" in text


@pytest.mark.parametrize(("viewer", "account"), [("rep", "A2"), ("rep", "no such account"), ("rep", "![x](http://h)")])
def test_somebody_elses_account_looks_like_one_that_does_not_exist(open_app: Open, viewer: str, account: str) -> None:
    """A polite sentence, the viewer's own accounts to choose from, and no word about the other."""
    app = opened(open_app, viewer=viewer, account=account)

    assert app.title[0].value == "Account"
    assert "not in your view" in app.info[0].value
    assert "Aster" not in everything_said(app)
    assert app.dataframe[0].value["account_name"].tolist() == ["Helios Energy", "Northwind Rail"]


def test_without_an_account_there_are_the_viewers_own_to_choose_from(open_app: Open) -> None:
    """A team member sees the account they work on; an ASM those of the team."""
    for viewer, names in (("sa", ["Aster Pharma"]), ("asm", ["Helios Energy", "Northwind Rail"])):
        app = opened(open_app, viewer=viewer)
        assert app.dataframe[0].value["account_name"].tolist() == names
        assert not app.info


def test_who_sees_no_account_is_told_why(open_app: Open) -> None:
    """Nobody is left in front of an empty table."""
    assert "You have no accounts" in opened(open_app, viewer="ops").info[0].value
