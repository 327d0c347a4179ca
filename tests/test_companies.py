"""The tiny companies that tests lean on: one that takes another's place is the one that would be built anew."""

import pytest

from sightline import queries
from sightline.settings import Settings
from tests.conftest import AS_OF, Asked, Marts, Rows
from tests.organisation import account
from tests.test_access import organisation


def test_a_company_in_the_place_of_another_has_the_marts_of_one_built_anew() -> None:
    """Wholly other rows, then one account more, one export less and another column absent: every mart row for row."""
    first, second = organisation(0).tables, organisation(1).tables
    last = {name: rows for name, rows in second.items() if name != "contacts"}
    last["accounts"] = [*second["accounts"], account("new")]
    handed_on = Marts(Settings(), AS_OF)
    absent = [("a.csv", "accounts", column, "absent") for column in ("industry", "employees")]
    for tables, columns in ((first, []), (second, absent[:1]), (last, absent[1:])):
        handed_on.hold(tables, columns)
        found = every_mart(handed_on)
    anew = Marts(Settings(), AS_OF)
    anew.hold(last, absent[1:])

    assert found == every_mart(anew)


def every_mart(marts: Marts) -> dict[str, list[str]]:
    """The rows of every mart, as sorted text."""
    asked = Asked(marts.connection, marts)
    names = queries.layer("marts")
    return {name: sorted(map(repr, asked.execute(f"select * from marts.{name}").fetchall())) for name in names}


def test_a_company_whose_place_was_taken_answers_no_more() -> None:
    """Whoever kept it would read the rows of another one."""
    marts = Marts(Settings(), AS_OF)
    tables: dict[str, Rows] = {"accounts": [account("a1")]}
    marts.hold(tables)
    kept = Asked(marts.connection, marts)
    marts.hold({})
    with pytest.raises(AssertionError, match="another one has taken its place"):
        kept.execute("select account_id from marts.accounts")
