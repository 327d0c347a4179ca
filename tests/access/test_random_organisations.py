"""A hundred random organisations side by side: whoever looks is told what is theirs, all of it, and nothing else."""

import datetime as dt
import random

import pytest

from sightline import queries
from tests.access.companies.asking import let_ask, questions, world
from tests.access.companies.organisations import organisation
from tests.access.companies.released import Released, columns
from tests.access.companies.trial import Found, Trial, listed_by_region
from tests.conftest import AS_OF

ORGANISATIONS = [*range(98), 106, 191]
"""A hundred; the last two once were told more than was theirs, of a relationship and of a plan."""
FEW = [*range(12, 32), 57]
WITNESSES = {
    "manager": "calls_people",
    "account of a deal": "named_open_deals",
    "account that was yours": "scoped_spans",
    "plan that covered": "scoped_spans",
    "deal that went": "deal_sides",
    "deal elsewhere": "pipeline_slip_counts",
}
"""A question of whose answer each fact is a part."""


@pytest.fixture(scope="module")
def found() -> Found:
    """One person of each of a hundred organisations, asked every question twice."""
    return Trial(ORGANISATIONS).judged()


@pytest.fixture(scope="module")
def few() -> Trial:
    """Twenty-one organisations, among which each fact is told."""
    return Trial(FEW)


def test_nothing_outside_the_scope_reaches_anybody(found: Found) -> None:
    """No text or id of a foreign row in any answer, and every answer the same once all outside is replaced.

    Save the facts listed in `docs/access.md`.
    """
    assert found.leaks == []
    assert found.organisations == len(ORGANISATIONS)
    assert found.rows > 300_000


def test_nobody_misses_what_is_theirs(found: Found) -> None:
    """What a question lists for those who see everything, it lists for whose it is."""
    assert found.losses == []


def test_asking_at_once_gives_what_asking_one_by_one_gives(few: Trial) -> None:
    """The way of asking that the tests above stand on, against the door's own."""
    connection, rng = world(few.tables, few.grants), random.Random(1)
    names = rng.sample(questions(), 30)
    let_ask(connection, few.sights, only=names)
    differ = []
    for name in names:
        for viewer in rng.sample(sorted(few.sights), 2):
            one = queries.run(connection, name, viewer=viewer, today=AS_OF)
            many = connection.execute(f"select * exclude (asked_by) from told.{name} where asked_by = ?", [viewer]).df()
            if sorted(one.to_csv(index=False).splitlines()) != sorted(many.to_csv(index=False).splitlines()):
                differ.append((viewer, name))
    connection.close()

    assert differ == []


def test_regions_add_up_to_everything(few: Trial) -> None:
    """Each account, deal and contact that a question lists stands under exactly one region, nothing else does."""
    connection = world(few.tables, few.grants)
    differ = listed_by_region(connection, few)
    connection.close()

    assert differ == []


def test_every_released_fact_is_one_line_of_the_documentation(few: Trial) -> None:
    """And of each line is known of whom it is told."""
    sight = next(iter(few.sights.values()))

    assert columns().keys() == set(Released(few.oracle, sight).facts()) == WITNESSES.keys()


def test_every_released_fact_is_part_of_an_answer(few: Trial) -> None:
    """Replace what one line tells, and an answer changes: the list holds nothing that no page needs."""
    as_is = world(few.tables, few.grants)
    let_ask(as_is, few.sights, only=WITNESSES.values())
    unseen = []
    for fact, name in WITNESSES.items():
        without = world(few.outside_replaced(without=fact), few.grants)
        let_ask(without, few.sights, only=[name])
        if not few.differences(as_is, without, Found(), [name]):
            unseen.append(fact)
        without.close()
    as_is.close()

    assert unseen == []


def test_the_organisations_hold_everything_that_makes_a_scope_hard() -> None:
    """Circles, orphans, tops, leavers, each kind of grant, in force and ended, deals that moved, private plans."""
    kinds: set[str] = set()
    for one in map(organisation, ORGANISATIONS):
        trial = Trial([one.number])
        people, boss = trial.oracle.people, trial.oracle.boss
        kinds.update("leaver" for row in people.values() if not row["is_active"])
        kinds.update("orphan" for row in people.values() if row["manager_id"] and row["manager_id"] not in people)
        kinds.update("circle" for who, row in people.items() if row["manager_id"] in people and who not in boss)
        kinds.update(["several tops"] if len(trial.oracle.tops) > 1 else [])
        kinds.update(f"{grant.sees} {'ended' if grant.until < AS_OF else 'in force'}" for grant in one.grants)
        kinds.update("private plan" for row in one.tables.get("account_plans", []) if row["is_private"])
        hands: dict[str, set[str]] = {}
        for row in one.tables.get("opportunity_snapshots", []):
            if row["snapshot_date"] >= dt.date(2026, 8, 3):
                hands.setdefault(row["opportunity_id"], set()).add(row["owner_id"])
        kinds.update("moved mid-quarter" for owners in hands.values() if len(owners) > 1)
        owners_of = {account: row["owner_id"] for account, row in trial.oracle.accounts.items()}
        deals = [row for row in trial.oracle.deals.values() if row["account_id"]]
        kinds.update("owned elsewhere" for row in deals if row["owner_id"] != owners_of[row["account_id"]])

    assert kinds == {
        "leaver", "orphan", "circle", "several tops", "private plan", "moved mid-quarter", "owned elsewhere",
        *(f"{sees} {state}" for sees in ("subtree", "account", "everything") for state in ("in force", "ended")),
    }  # fmt: skip
