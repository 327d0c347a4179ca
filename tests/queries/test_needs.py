"""What no export tells is unknown, wherever it is asked: nobody has no plan because no plans were loaded."""

import pandas as pd

from sightline import metrics, queries
from sightline.queries.needs import needs
from sightline.sections.accounts.account import says as of_account
from sightline.sections.reviews.one_on_one import says as of_one
from tests.conftest import AS_OF, Company
from tests.organisation import account, team

PAGES = queries.layer("pages")
ASKED = sorted(name for name, query in PAGES.items() if not query.is_step and needs().keys() & query.columns.keys())
"""The page queries that tell one of the listed measures."""
BARE = {"users": team("ann", "cal"), "accounts": [account("a1"), account("a2"), account("c1", "cal")]}


def test_every_listed_measure_is_one_that_a_page_asks_for_and_its_export_is_known_to_be_there_or_not() -> None:
    """A name that nothing tells, or an export that nobody looks for, would be a promise without effect."""
    told = {column for query in PAGES.values() for column in query.columns}

    assert needs().keys() <= metrics.METRICS.keys() & told
    assert {f"has_{export}" for export in needs().values()} <= queries.layer("marts")["exported"].columns.keys()


def test_without_an_export_no_measure_that_needs_it_has_a_number(company: Company) -> None:
    """Of people and accounts alone: not one of them in any page query, where some have rows."""
    connection = company(**BARE)
    known, rows = [], 0
    for name in ASKED:
        found = queries.run(connection, name, viewer="asm", today=AS_OF)
        rows += len(found)
        known += [(name, column) for column in found.columns if column in needs() and found[column].notna().any()]

    assert known == []
    assert rows > 20


def test_an_export_without_a_row_says_that_there_is_none(company: Company) -> None:
    """A file of plans with its headers alone: none of three key accounts has a plan, which is known."""
    found = queries.run(company(**BARE, account_plans=[]), "plan_coverage_summary", viewer="asm", today=AS_OF)

    told = found[["eligible_accounts", "covered_accounts", "coverage_share", "gap_accounts"]]
    assert told.values.tolist() == [[3, 0, 0, 3]]


def test_without_plans_the_rows_that_would_accuse_are_not_there(company: Company) -> None:
    """No gap, no question why there is no plan, and three key accounts whose state is a dash with its reason."""
    connection = company(**BARE)

    def asked(name: str) -> pd.DataFrame:
        return queries.run(connection, name, viewer="asm", today=AS_OF)

    listed = asked("account_list")
    assert asked("plan_coverage_gaps").empty
    assert "plan" not in set(asked("account_questions")["topic"])
    assert listed["state"].isna().all()
    assert set(listed["blocking_fact"]) == {"unknown: no export of account plans"}
    assert asked("plan_coverage_summary")["eligible_accounts"].item() == 3


def test_the_sentences_say_unknown_too(company: Company) -> None:
    """On Account and on the 1:1 sheet nobody reads that a plan was never started."""
    connection = company(**BARE)

    def first(name: str, **parameters: str) -> tuple:  # type: ignore[type-arg]
        frame = queries.run(connection, name, viewer="asm", today=AS_OF, parameters=parameters)
        return next(frame.itertuples(index=False))

    about = first("account_header", account="a1")
    person, summary = first("one_on_one_people", owner="ann"), first("one_on_one_summary", owner="ann")
    plans = queries.run(connection, "one_on_one_plans", viewer="asm", today=AS_OF, parameters={"owner": "ann"})
    no_lines = pd.DataFrame({"part": [], "account_id": []})

    assert of_account.sentence(about).startswith("**Whether there is a plan is unknown**")  # type: ignore[arg-type]
    assert of_one.choice(person).endswith("· plans not known")  # type: ignore[arg-type]
    assert "is unknown" in of_one.headline(person, summary, no_lines)  # type: ignore[arg-type]
    assert of_one.without_plan(plans, no_lines).startswith("**2 key accounts whose plan is unknown**")
