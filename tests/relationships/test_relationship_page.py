"""The Relationship health page: what it says, what it says where an export is missing, and who sees what."""

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sightline import queries, words
from sightline.sections.accounts.relationship_health import says, shows
from sightline.warehouse.versions import Warehouse
from tests.app.conftest import Open, company_folder, open_app  # fixtures
from tests.conftest import AS_OF, Company
from tests.organisation import account, person, team
from tests.relationships.relationship_world import answer, ask, contact, days_ago, sealed, touch, world

_FIXTURES = (company_folder, open_app)
PRIVATE = "private-4b1d"
PEOPLE: dict[str, Any] = {
    "accounts": [account("a1", renewal_date=days_ago(-40), arr=84_000), account("b1", "bob")],
    "contacts": [
        contact(
            "cio",
            influence="high",
            support="champion",
            decision_role="economic_buyer",
            competitor_affinity="Codehaven",
            email=f"{PRIVATE}@example.com",
            departing=True,
        ),
        contact("dev", support="Sphinx", reports_to_id="dev"),
    ],
    "interactions": [touch("cio")],
    "nps": [answer(10, "cio", comment=PRIVATE)],
}

Look = Callable[..., AppTest]


def everything_said(app: AppTest) -> str:
    """Every sentence, card, table and option that reached the browser."""
    texts = [block.value for kind in (app.title, app.markdown, app.caption, app.info, app.header) for block in kind]
    tables = [table.value.to_csv() for table in app.dataframe]
    return "\n".join([*texts, *tables, *(f"{card.label} {card.value} {card.delta}" for card in app.metric)])


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The companies that tests of this page have looked at, by what was varied in them."""
    return defaultdict(lambda: tmp_path_factory.mktemp("relationships") / "held")


@pytest.fixture
def look(open_app: Open, folders: dict[str, Path]) -> Look:
    """A function that opens the page on a small company, on a tab where one is named."""

    def opened(tab: str | None = None, viewer: str = "ann", **tables: Any) -> AppTest:
        folder = folders[repr(tables)]
        if not folder.exists():
            sealed(folder, **{**PEOPLE, **tables})
        view = {"view": tab} if tab else {}
        app = open_app(folder, viewer=viewer, **view)
        return app.switch_page("pages/accounts/relationship_health.py").run()

    return opened


@pytest.mark.parametrize("tab", shows.TABS)
def test_every_tab_opens_without_a_fault(look: Look, tab: str) -> None:
    """Each part of the page, with people, and nobody's address or comment anywhere."""
    app = look(tab)
    text = everything_said(app)
    assert not app.exception
    assert not [error.value for error in app.error]
    assert f"1 of 1 key account hangs on one contact or none; the next renews {words.day(days_ago(-40))}" in text
    assert not re.search(r"\bL\d(?!: )|n=", text)
    assert PRIVATE not in text


@pytest.mark.parametrize(("once", "now"), shows.ONCE.items())
def test_a_link_to_an_earlier_tab_opens_the_one_that_shows_it_now(look: Look, once: str, now: str) -> None:
    """A bookmark outlives a name."""
    assert look(once).session_state["tab_view"] == now


@pytest.mark.parametrize("tab", shows.TABS)
def test_every_tab_opens_where_nobody_is_known(look: Look, tab: str) -> None:
    """Empty exports: a sentence instead of an empty picture."""
    app = look(tab, contacts=[], interactions=[], nps=[])
    assert not app.exception
    assert not [error.value for error in app.error]


def test_a_picked_level_is_in_the_address_and_all_levels_takes_it_out(look: Look) -> None:
    """Every choice of a page is kept in one way, so a link shows the same rows; the usual choice leaves no trace."""
    picked = look().selectbox(key="choice_rung").select("L1").run()
    assert picked.query_params["rung"] == "L1"
    assert picked.selectbox(key="choice_rung").value == "L1"

    dropped = picked.selectbox(key="choice_rung").select("every").run()
    assert "rung" not in dropped.query_params


def test_without_contacts_the_page_says_so_and_shows_what_customers_answered(look: Look) -> None:
    """Unknown is not nought: no card and no rung; answers need no contacts."""
    app = look(contacts=None, interactions=None)
    assert [info.value for info in app.info] == [says.NO_CONTACTS]
    assert not app.metric
    assert says.NPS_NOTE in everything_said(app)


def test_without_interactions_threads_are_unknown_and_the_page_says_so(look: Look) -> None:
    """The card says unknown, the tab says which export is missing, the supporters are known."""
    app = look("One contact", interactions=None)
    cards = {card.label: card.value for card in app.metric}
    assert cards["One contact or none"] == "unknown"
    assert says.NO_INTERACTIONS in [info.value for info in app.info]
    assert "1 of 1 key accounts have a senior supporter" in everything_said(app)


def test_without_a_history_the_trend_begins_with_this_load(look: Look) -> None:
    """What people stood for earlier is not on record, and that is says."""
    assert says.NO_HISTORY in [caption.value for caption in look("By AE and quarter").caption]


def test_a_stranger_is_told_that_there_is_nothing_to_show(look: Look) -> None:
    """Nobody in the users export, no account in view."""
    text = everything_said(look(viewer="asm", accounts=[account("x", is_key_account=False)]))
    assert says.NO_KEY_ACCOUNTS in text


def test_who_sees_which_relationship(company: Company) -> None:
    """Ann hers, Bob his, their ASM both, an SA the account of the team; nobody's people leak to a peer."""
    connection = world(
        company,
        **{**PEOPLE, "users": [*team("ann", "bob"), person("sam", "SA", "vp")]},
        account_team=[{"account_id": "a1", "user_id": "sam", "team_role": "SA"}],
    )

    def seen(viewer: str) -> set[str]:
        return {row["account_id"] for row in ask(connection, "relationship_accounts", viewer)}

    assert {viewer: seen(viewer) for viewer in ("ann", "bob", "asm", "sam", "nobody")} == {
        "ann": {"a1"},
        "bob": {"b1"},
        "asm": {"a1", "b1"},
        "sam": {"a1"},
        "nobody": set(),
    }
    for name in ("relationship_departures", "relationship_friends", "relationship_unplaced", "relationship_words"):
        assert ask(connection, name, "ann")
        assert ask(connection, name, "bob") == []


def test_no_query_of_the_page_carries_an_address_or_a_comment(company: Company) -> None:
    """E-mails and comments of people leave by no column of any of them."""
    deal = {
        "opportunity_id": "o", "account_id": "b1", "owner_id": "bob", "stage": "4", "amount": 100, "is_closed": False,
        "close_date": days_ago(-10), "forecast_category": "commit", "competitor": "Codehaven",
    }  # fmt: skip
    people = [*PEOPLE["contacts"], contact("eva", account_id="b1", email=f"{PRIVATE}@example.org")]
    connection = world(company, **{**PEOPLE, "contacts": people}, opportunities=[deal])
    told = {}
    for name in queries.layer("pages"):
        if name.startswith("relationship_") or name == "scoped_relationships":
            told[name] = str(ask(connection, name))
    assert len(told) > 10
    assert [name for name, text in told.items() if text == "[]"] == []
    assert not [name for name, text in told.items() if PRIVATE in text]


def test_the_sample_shows_every_rule_somewhere_and_none_everywhere(sample: Warehouse) -> None:
    """A rule that never or always fires cannot be seen to work."""

    def rows(name: str) -> Any:
        return queries.run(sample.connection, name, viewer="operator", today=AS_OF)

    accounts, leavers = rows("relationship_accounts"), rows("relationship_departures")
    assert set(accounts["rung"]) == {"L0", "L1", "L2", "L3", "L4"}
    assert {"act", "watch", "later"} <= set(rows("relationship_renewals")["renewal_mark"])
    assert {"no successor named", "successor not met", "successor in touch"} <= set(leavers["succession"])
    for column in ("lacks_opponent", "has_economic_buyer"):
        assert set(accounts[column].dropna()) == {True, False}, column
    for column in (
        "partner_only_contacts",
        "reporting_faults",
        "nurture_planned",
        "build_planned",
        "competitor_friends",
    ):
        assert 0 < (accounts[column] > 0).mean() < 1, column
    assert {"act", "watch", "note"} <= set(accounts["urgency"])
    assert accounts["weak_points"].isna().any()
    assert rows("relationship_nps")["nps"].notna().any()


def test_the_rungs_are_those_of_the_plan_pages(sample: Warehouse) -> None:
    """One account, one rung: here, in the parts of the plan and in the trend's last point."""
    connection = sample.connection.cursor()
    different = connection.execute(
        "select count(*) from marts.account_relationships as held "
        "join marts.component_levels as parts using (account_id) "
        "join marts.relationship_quarters as quarters using (account_id) "
        "where parts.component = 'relationship' and quarters.is_today "
        "and (held.level is distinct from parts.level or held.level is distinct from quarters.level)"
    ).fetchone()
    assert different == (0,)
