"""Rungs replayed over past quarters (S55), and answers by half-year (S59)."""

import datetime as dt
from typing import Any

from tests.conftest import Company
from tests.organisation import D
from tests.relationships.relationship_world import answer, ask, contact, touch, world

Q2_END, Q1_END = D(2026, 7, 31), D(2026, 4, 30)
CHAMPION = {"influence": "high", "support": "champion"}


def change(day: dt.date, field: str, old: str | None, new: str | None, contact_id: str = "c") -> dict[str, Any]:
    """One change of a contact's field."""
    return {
        "table_name": "contacts",
        "record_id": contact_id,
        "field": field,
        "changed_at": dt.datetime.combine(day, dt.time(9)),
        "old_value": old,
        "new_value": new,
    }


def rungs(company: Company, **tables: Any) -> dict[dt.date, str]:
    """The rung of account a1 at the end of each quarter and today."""
    rows = ask(world(company, **tables), "relationship_trend")
    assert all(row["accounts"] == 1 for row in rows)
    return {row["day_on"].date(): row["rung"] for row in rows}


def test_a_past_rung_rests_on_what_was_recorded_then(company: Company) -> None:
    """Neutral until 1 May, champion since; medium influence until 15 March."""
    found = rungs(
        company,
        contacts=[contact("c", **CHAMPION)],
        field_history=[
            change(D(2025, 12, 1), "support", None, "neutral"),
            change(D(2026, 3, 15), "influence", "medium", "high"),
            change(D(2026, 5, 1), "support", "neutral", "champion"),
        ],
    )
    assert found == {
        D(2024, 10, 31): "unknown",
        D(2025, 1, 31): "unknown",
        D(2025, 4, 30): "unknown",
        D(2025, 7, 31): "unknown",
        D(2025, 10, 31): "unknown",
        D(2026, 1, 31): "L1",
        Q1_END: "L2",
        Q2_END: "L3",
        D(2026, 10, 5): "L3",
    }


def test_the_top_rung_needs_a_meeting_before_that_day(company: Company) -> None:
    """The buyer was met in June: L4 at the end of July, L3 three months earlier and today."""
    found = rungs(
        company,
        contacts=[contact("c", **CHAMPION, decision_role="economic_buyer")],
        interactions=[touch("c", 110), touch("c", 400, kind="email")],
        field_history=[change(D(2025, 12, 1), "support", "neutral", "champion")],
    )
    assert (found[Q1_END], found[Q2_END], found[D(2026, 10, 5)]) == ("L3", "L4", "L3")


def test_where_interactions_do_not_reach_back_the_climb_is_unknown(company: Company) -> None:
    """The first touch on record is of June: nobody can say whether the buyer was met in spring."""
    connection = world(
        company,
        contacts=[contact("c", **CHAMPION, decision_role="economic_buyer")],
        interactions=[touch("c", 110)],
        field_history=[change(D(2025, 12, 1), "support", "neutral", "champion")],
    )
    rows = {row["day_on"].date(): row for row in ask(connection, "relationship_trend")}
    assert (rows[Q1_END]["climb_unknown_accounts"], rows[Q1_END]["single_accounts"]) == (1, None)
    assert (rows[D(2026, 10, 5)]["climb_unknown_accounts"], rows[D(2026, 10, 5)]["single_accounts"]) == (0, 1)


def test_who_left_since_still_counts_for_the_days_before(company: Company) -> None:
    """The champion left on 1 September: L3 at the end of July, nobody today."""
    found = rungs(
        company,
        contacts=[contact("c", **CHAMPION, is_active=False, leaving_on=D(2026, 9, 1))],
        field_history=[change(D(2025, 12, 1), "support", "neutral", "champion")],
    )
    assert (found[Q2_END], found[D(2026, 10, 5)]) == ("L3", "L0")


def test_without_changes_of_contacts_the_past_is_unknown_and_today_is_not(company: Company) -> None:
    """A history of other tables says nothing about people."""
    other = change(D(2025, 12, 1), "support", "neutral", "champion") | {"table_name": "accounts"}
    found = rungs(company, contacts=[contact("c", **CHAMPION)], field_history=[other])
    assert {rung for day, rung in found.items() if day < D(2026, 10, 5)} == {"unknown"}
    assert found[D(2026, 10, 5)] == "L3"


def test_a_half_year_of_few_answers_has_no_score_and_keeps_its_place(company: Company) -> None:
    """Five answers in the first half of FY26, none in the second, one now: a gap, not nought."""
    old = [answer(9, f"c{n}", response_date=D(2025, 5, 1 + n)) for n in range(5)]
    twice = answer(1, "c0", response_date=D(2025, 4, 1))
    now = answer(9, "c0", response_date=D(2026, 9, 1))
    rows = ask(world(company, nps=[*old, twice, now]), "relationship_nps")
    assert [(row["half_label"], row["nps_answers"], row["nps"]) for row in rows] == [
        ("FY26-H1", 5, 100.0),
        ("FY26-H2", 0, None),
        ("FY27-H1", 0, None),
        ("FY27-H2", 1, None),
    ]
