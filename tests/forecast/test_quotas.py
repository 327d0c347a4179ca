"""Quotas: one level only, one measure only, one currency, and what does not count is named with its reason."""

from typing import Any

import duckdb
import pytest

from sightline import queries
from sightline.settings import Grant, Settings
from tests.conftest import AS_OF, Company, Real
from tests.organisation import D, person, team

Q3 = (D(2026, 8, 1), D(2026, 10, 31))


def quota(who: str, amount: float | None, level: str | None = "rep", **more: Any) -> dict[str, Any]:
    """One row of the quotas export, for the quarter of the data's day."""
    given = {"user_id": who, "period_start": Q3[0], "period_end": Q3[1], "amount": amount, "currency": "USD"}
    return {**given, "measure": "bookings", "level": level, **more}


def scoped(connection: duckdb.DuckDBPyConnection, viewer: str = "vp", **parameters: Any) -> tuple[Any, str, int]:
    """Quota, in words which rows it is made of, and how many rows of the quarter do not count."""
    rows = queries.run(connection, "scoped_quota", viewer=viewer, today=AS_OF, parameters=parameters)
    assert len(rows) == 1
    row = rows.iloc[0]
    return (None if row.quota != row.quota else float(row.quota), row.quota_level, int(row.quota_left_out))


def outcomes(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Why each row counts or not, in the order of its person and period."""
    rows = connection.execute("select outcome from marts.quota_rows order by person_id, period_starts_on, given_level")
    return [outcome for (outcome,) in rows.fetchall()]


def test_team_and_rep_rows_of_one_file_never_double(company: Company) -> None:
    """Salesforce keeps quotas of managers and of reps in one list: the manager's own row counts where there is one."""
    rows = [quota("ann", 100), quota("bob", 150), quota("asm", 230, "team")]
    connection = company(users=team("ann", "bob"), quotas=rows)

    assert scoped(connection, team="asm") == (230, "the quota of the team", 0)
    assert scoped(connection, viewer="asm") == (230, "the quota of the team", 0)
    assert scoped(connection, viewer="vp") == (230, "the one team quota below", 0)
    assert scoped(connection, owner="ann") == (100, "one AE quota", 0)


def test_the_nearest_level_that_covers_everybody_counts(company: Company) -> None:
    """Team rows count for whoever stands above while every AE quota is below one; the AE sum stands beside."""
    users = [*team("ann", "bob"), person("two", "ASM", "vp"), person("cat", manager="two")]
    rows = [quota("ann", 100), quota("bob", 150), quota("cat", 80), quota("asm", 230, "team")]
    half = company(users=users, quotas=rows)
    whole = company(users=users, quotas=[*rows, quota("two", 70, "team")])

    assert scoped(half) == (330, "the sum of 3 AE quotas", 0)
    assert scoped(whole) == (300, "the sum of 2 team quotas", 0)
    beside = queries.run(whole, "scoped_quota", viewer="vp", today=AS_OF).ae_quota.iloc[0]
    assert beside == 330


def test_without_a_level_whoever_manages_people_has_a_team_quota(company: Company) -> None:
    """Nothing doubles either where the export has no column for the level."""
    rows = [quota("ann", 100, None), quota("bob", 150, None), quota("asm", 230, None), quota("vp", 220, None)]
    connection = company(users=team("ann", "bob"), quotas=rows)

    assert scoped(connection) == (220, "the quota of the team", 0)
    assert scoped(connection, team="asm") == (230, "the quota of the team", 0)


def test_a_viewer_gets_their_own_quota_and_never_the_teams(company: Company) -> None:
    """An AE sees the own row; nobody sees a colleague's; an unknown viewer sees nothing at all."""
    rows = [quota("ann", 100), quota("bob", 150), quota("asm", 230, "team")]
    connection = company(users=team("ann", "bob"), quotas=rows)

    assert scoped(connection, viewer="ann") == (100, "one AE quota", 0)
    assert scoped(connection, viewer="ann", owner="bob") == (None, "no quota", 0)
    assert scoped(connection, viewer="ann", team="asm") == (None, "no quota", 0)
    assert queries.run(connection, "scoped_quota", viewer="nobody", today=AS_OF).empty


def test_teams_without_one_head_above_them_are_summed_at_one_level(company: Company) -> None:
    """Two tops, one without a team row: reps of both, not a team row here and reps there."""
    users = [person("one", "ASM", None), person("two", "ASM", None), person("ann", manager="one")]
    users += [person("bob", manager="two"), person("ops", "OTHER", None)]
    both = [quota("ann", 100), quota("bob", 150), quota("one", 90, "team")]
    sees_all = Settings(grants=(Grant(person="ops", sees="everything", until=AS_OF, reason="loads the exports"),))
    connection = company(settings=sees_all, users=users, quotas=both)

    assert scoped(connection, viewer="ops") == (250, "the sum of 2 AE quotas", 0)

    connection = company(settings=sees_all, users=users, quotas=[*both, quota("two", 140, "team")])

    assert scoped(connection, viewer="ops") == (230, "the quotas of the teams", 0)


def test_the_months_of_a_quarter_are_summed(company: Company) -> None:
    """Three monthly rows are the quarter's quota, and two are what they are: nothing is filled up."""
    months = [(D(2026, 8, 1), D(2026, 8, 31)), (D(2026, 9, 1), D(2026, 9, 30)), (D(2026, 10, 1), D(2026, 10, 31))]
    rows = [quota("ann", 10, period_start=start, period_end=end) for start, end in months]
    rows += [quota("bob", 20, period_start=start, period_end=end) for start, end in months[1:]]
    connection = company(users=team("ann", "bob"), quotas=rows)

    assert scoped(connection) == (70, "the sum of 2 AE quotas", 0)
    found = connection.execute("select person_id, amount, months from marts.quota_quarters order by 1").fetchall()
    assert found == [("ann", 30, 3), ("bob", 40, 2)]


def test_months_without_an_end_are_told_by_the_distance_between_them(company: Company) -> None:
    """Salesforce exports the first day alone."""
    rows = [quota("ann", 10, period_start=D(2026, month, 1), period_end=None) for month in (8, 9, 10, 11)]
    connection = company(users=team("ann"), quotas=rows)

    assert scoped(connection)[0] == 30
    assert scoped(connection, quarter="FY27-Q4")[0] == 10


def test_a_month_beside_the_row_of_its_quarter_is_not_added(company: Company) -> None:
    """Quarterly and monthly rows of the same person: the quarter's own row counts."""
    rows = [quota("ann", 30), quota("ann", 10, period_start=D(2026, 9, 1), period_end=D(2026, 9, 30))]
    connection = company(users=team("ann"), quotas=rows)

    assert scoped(connection) == (30, "one AE quota", 1)
    assert outcomes(connection) == ["counted", "part of a quarter that has a row of its own"]


@pytest.mark.parametrize(
    "more",
    [
        {"period_start": D(2026, 2, 1), "period_end": D(2027, 1, 31)},
        {"period_start": D(2026, 7, 1), "period_end": D(2026, 9, 30)},
        {"period_start": D(2026, 7, 1), "period_end": None, "fiscal_label": "2026-Q3"},
    ],
    ids=["a year", "another company's quarter", "a quarter of the calendar year"],
)
def test_a_period_longer_than_a_quarter_is_not_split(company: Company, more: dict[str, Any]) -> None:
    """A year's quota is no quota for a quarter, and the row is named with its reason."""
    connection = company(users=team("ann"), quotas=[quota("ann", 400, **more)])

    assert scoped(connection)[:2] == (None, "no quota")
    assert outcomes(connection) == ["for longer than one fiscal quarter, not split"]


def test_a_period_of_unknown_length_does_not_count(company: Company) -> None:
    """A single row without an end and with a label that names no quarter could be a month or a year."""
    connection = company(users=team("ann"), quotas=[quota("ann", 400, period_end=None, fiscal_label="FY27")])

    assert outcomes(connection) == ["length of the period cannot be told"]


def test_overlay_quotas_are_never_added(company: Company) -> None:
    """A specialist's quota lies over the same deals."""
    connection = company(users=team("ann", "sue"), quotas=[quota("ann", 100), quota("sue", 500, "overlay")])

    assert scoped(connection) == (100, "one AE quota", 1)
    assert outcomes(connection) == ["counted", "overlay quota, never added to the others"]


def test_bookings_are_preferred_and_other_measures_not_added(company: Company) -> None:
    """One measure in the whole file; where bookings are missing, net ARR counts."""
    rows = [quota("ann", 100), quota("ann", 70, measure="net_arr"), quota("bob", 60, measure="net_arr")]
    connection = company(users=team("ann", "bob"), quotas=rows)

    assert scoped(connection) == (100, "one AE quota", 2)

    connection = company(users=team("ann", "bob"), quotas=rows[1:])

    assert scoped(connection) == (130, "the sum of 2 AE quotas", 0)


def test_a_currency_without_a_rate_stays_out_and_is_named(company: Company) -> None:
    """Unlike currencies are never added."""
    rows = [quota("ann", 100, currency="EUR"), quota("bob", 100, currency="CHF"), quota("cat", 5)]
    rates = [{"currency": "EUR", "rate_date": D(2026, 9, 1), "rate_to_reporting": 1.1}]
    connection = company(users=team("ann", "bob", "cat"), quotas=rows, fx_rates=rates)
    left = queries.run(connection, "quota_left_out", viewer="vp", today=AS_OF).iloc[0]

    assert scoped(connection) == (115, "the sum of 2 AE quotas", 1)
    assert (left.person_name, left.currency, left.outcome) == ("Bob", "CHF", "no rate for its currency")
    assert queries.run(connection, "quota_left_out", viewer="ann", today=AS_OF).empty


def test_no_amount_is_no_quota_and_nought_is_nought(company: Company) -> None:
    """A team row without an amount leaves the reps below to be summed; a quota of 0 stays 0."""
    rows = [quota("ann", 0), quota("asm", None, "team")]
    connection = company(users=team("ann"), quotas=rows)

    assert scoped(connection, team="asm") == (0, "one AE quota", 1)
    assert scoped(company(users=team("ann")), team="asm") == (None, "no quota", 0)


def test_the_quota_of_a_leaver_and_of_a_vacancy_stays_in_the_sum(company: Company) -> None:
    """The target does not leave with the person; who joined in mid-quarter has what the file says."""
    users = [*team("ann"), person("vacant", is_active=False), person("new", start_date=D(2026, 9, 20))]
    connection = company(users=users, quotas=[quota("ann", 100), quota("vacant", 100), quota("new", 30, ramp_pct=0.3)])

    assert scoped(connection) == (230, "the sum of 3 AE quotas", 0)


def test_quotas_of_a_real_export_come_out_as_they_stand_in_the_file(real: Real) -> None:
    """Euro quotas by calendar quarter, with ramping reps and without level, measure or last day."""
    settings = Settings(reporting_currency="EUR", fiscal_year_start_month=1)
    connection = real("sujata_excerpt", settings).connection
    sums = "select sum(amount), count(*), min(months) from marts.quota_quarters where quarter_label = $label"

    assert connection.execute(sums, {"label": "FY25-Q2"}).fetchall() == [(21_000 + 564_000 + 121_000, 3, 3)]
    assert connection.execute(sums, {"label": "FY26-Q1"}).fetchall() == [(123_000 + 499_000, 2, 3)]
    assert connection.execute("select distinct outcome from marts.quota_rows").fetchall() == [("counted",)]
