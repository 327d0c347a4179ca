"""Filters choose among what somebody sees, and lose nothing of it: not what has moved on, nor what lies elsewhere."""

from typing import Any

from tests.conftest import Company
from tests.forecast.deal_rows import asked, deal, sales, seen
from tests.organisation import D, Row, account, person

TWO_TEAMS = [
    person("vp", "VP", None),
    person("asm", "ASM", "vp"),
    person("ann"),
    person("west", "ASM", "vp"),
    person("bob", manager="west"),
]
CHOICES: tuple[dict[str, Any], ...] = ({}, {"region": "EMEA"}, {"segment": "Enterprise"})


def of_emea(account_id: str, owner: str, **more: Any) -> Row:
    """A key account of Enterprise in EMEA."""
    return account(account_id, owner, region="EMEA", segment="Enterprise", **more)


def test_an_account_that_was_handed_over_stays_in_its_region_on_its_past_days(company: Company) -> None:
    """The bridge of those who had it says so under the filter as well, and so for one that was deleted."""
    connection = company(
        users=TWO_TEAMS,
        accounts=[of_emea("a1", "bob"), of_emea("a2", "ann", is_deleted=True), of_emea("a3", "ann")],
        account_owner_history=[
            {"account_id": "a1", "owner_id": "ann", "from_date": D(2021, 1, 1)},
            {"account_id": "a1", "owner_id": "bob", "from_date": D(2026, 8, 20)},
        ],
        field_history=[
            {"table_name": "accounts", "record_id": "a2", "field": "is_deleted", "changed_at": D(2026, 9, 1)},
        ],
    )
    for chosen in CHOICES:
        rows = asked(connection, "adoption_bridge_accounts", "asm", before=D(2026, 7, 31), **chosen)

        assert dict(zip(rows.account_id, rows.bucket, strict=True)) == {"a1": "handed over", "a2": "deleted or merged"}
        spans = asked(connection, "scoped_spans", "asm", **chosen)
        assert set(spans.region) == {"EMEA"}
        assert set(spans.account_id) == {"a1", "a2", "a3"}


def test_a_deal_on_somebody_else_s_account_stays_in_its_region_at_the_gate(company: Company) -> None:
    """Whoever answers for the deal finds it under the region of its account, which they do not see."""
    gate = {"forecast_category": "pipeline", "stage": "2-Scoping", "close_date": D(2026, 10, 20)}
    days = (D(2026, 7, 27), D(2026, 8, 3), D(2026, 8, 31), D(2026, 9, 28), D(2026, 10, 5))
    connection = sales(
        company,
        deal("d1", **gate, segment=None, stage_order=2),
        users=TWO_TEAMS,
        accounts=[of_emea("a1", "bob")],
        opportunity_snapshots=[seen("d1", day, **gate) for day in days],
    )
    for chosen in CHOICES:
        rows = asked(connection, "hygiene_gate_deals", "asm", **chosen)

        assert set(rows.opportunity_id) == {"d1"}, chosen
    assert asked(connection, "hygiene_gate_deals", "asm", region="APAC").empty


def test_a_change_of_a_deal_is_told_to_those_whose_it_was_before_and_after(company: Company) -> None:
    """Bob's deal on Ann's account: her manager sees the deal, not its amounts of then; who leads both sees all."""
    connection = sales(
        company,
        deal("d1", owner_id="bob"),
        deal("d2"),
        users=TWO_TEAMS,
        accounts=[of_emea("a1", "ann")],
        account_plans=[{"plan_id": "p1", "account_id": "a1", "owner_id": "ann", "status": "active"}],
        opportunity_snapshots=[
            seen(name, day, owner_id=owner, amount=amount)
            for name, owner in (("d1", "bob"), ("d2", "ann"))
            for day, amount in ((D(2026, 9, 28), 30_000), (D(2026, 10, 5), 40_000))
        ],
    )
    changed = {
        viewer: set(rows[rows.what == "amount"].record_id)
        for viewer in ("vp", "asm")
        for rows in [asked(connection, "one_on_one_changes", viewer, owner="ann")]
    }

    assert changed == {"vp": {"d1", "d2"}, "asm": {"d2"}}


def test_a_deal_is_compared_with_what_it_was_in_its_owner_s_hands(company: Company) -> None:
    """H12 of a deal that came on 5 October: what it was worth with somebody else is not told, that it grew since is."""
    days = ((D(2026, 9, 21), 200_000), (D(2026, 9, 28), 200_000), (D(2026, 10, 5), 40_000))

    def told(owner_before: str) -> Any:
        connection = sales(
            company,
            deal("d1"),
            users=TWO_TEAMS,
            opportunity_snapshots=[
                seen("d1", day, amount=amount, owner_id="ann" if amount == 40_000 else owner_before)
                for day, amount in days
            ],
        )
        rows = asked(connection, "hygiene_list", "asm")
        return "200" in "".join(rows.evidence.dropna())

    assert [told("ann"), told("bob")] == [True, False]


def test_when_an_account_became_key_is_no_edge_of_a_plan_above_it(company: Company) -> None:
    """Key from the day its flag was set; a plan that begins later on its parent is no start."""
    connection = company(
        users=TWO_TEAMS,
        accounts=[
            of_emea("a1", "ann", parent_id="a2", key_since=D(2026, 3, 1)),
            of_emea("a2", "bob"),
            of_emea("a3", "ann", parent_id="a2", is_key_account=False),
        ],
        account_plans=[
            {"plan_id": "p1", "account_id": "a2", "owner_id": "bob", "status": "active", "created_date": D(2026, 9, 11)}
        ],
    )
    rows = connection.execute("select account_id, became_key_on from marts.accounts order by 1").fetchall()

    assert dict(rows) == {"a1": D(2026, 3, 1), "a2": D(2020, 1, 1), "a3": None}
