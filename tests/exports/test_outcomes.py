"""How deals ended: what the file, the profile, the stage table and the words of a stage say."""

from decimal import Decimal

import pytest

from sightline.exports.vocabulary import outcome_of
from tests.exports.drop import Folder

HEADER = "opportunity_id,name,account_id,owner_id,stage,amount,close_date"


def deals(*rows: tuple[str, ...], more: str = "") -> str:
    """A file of deals, each (stage, further cells), without the columns is_closed and is_won."""
    lines = [
        f"o{number},Deal {number},a1,u1,{row[0]},100,2026-09-30" + "".join(f",{cell}" for cell in row[1:])
        for number, row in enumerate(rows, 1)
    ]
    return "\n".join([HEADER + more, *lines]) + "\n"


def outcomes(folder: Folder) -> list[tuple[str, bool | None, bool | None]]:
    """Stage, closed and won of each deal."""
    return folder.rows("select stage, is_closed, is_won from exports.opportunities order by opportunity_id")


@pytest.mark.parametrize(
    ("stage", "outcome"),
    [
        ("Closed Won", "won"),
        ("closedwon", "won"),
        ("Gewonnen", "won"),
        ("Closed - Lost to No Decision", "lost"),
        ("closedlost", "lost"),
        ("Verloren", "lost"),
        ("Förlorad", "lost"),
        ("4-Proposal", "open"),
        ("Angebot", "open"),
        ("Closed Lost - Not Qualified", "lost"),
        ("Not Qualified", None),
        ("Close", None),
        ("Closed", None),
        ("Signed", None),
        ("Not signed", None),
        ("Not won", None),
        ("Won, contract pending", None),
        ("Won/Lost", None),
        ("Renewed", None),
        ("Customer Success Handover", None),
    ],
)
def test_words_of_a_stage_tell_its_outcome_or_leave_it_open(stage: str, outcome: str | None) -> None:
    """Words of several languages and the ids of tools are known; what may mean either is not guessed."""
    assert outcome_of(stage)[0] == outcome


def test_a_status_column_tells_the_outcome_before_the_stage(company: Folder) -> None:
    """Dynamics keeps open, won and lost beside a stage that is `Close` for both."""
    company.write("opportunities.csv", deals(("Close", "Won"), ("Close", "Lost"), ("Propose", "Open"), more=",Status"))

    report = company.load()

    assert outcomes(company) == [("Close", True, True), ("Close", True, False), ("Propose", False, False)]
    assert [(row["stage"], row["outcome"], row["deals"]) for row in report.stages] == [
        ("Close", "lost", 1),
        ("Close", "won", 1),
        ("Propose", "open", 1),
    ]


def test_a_status_of_something_else_is_not_an_outcome(company: Folder) -> None:
    """A column of that name may hold anything."""
    company.write("opportunities.csv", deals(("Closed Won", "Approved"), ("Lost", "Draft"), more=",Status"))

    company.load()

    assert outcomes(company) == [("Closed Won", True, True), ("Lost", True, False)]


def test_an_undecided_stage_is_flagged_asked_for_and_answered(company: Folder) -> None:
    """It stays unknown and stands in the report's first lines; the profile answers."""
    company.write("opportunities.csv", deals(("Signed",), ("Signed",), ("Not signed",), ("Gewonnen",)))

    report = company.load()

    assert outcomes(company)[:3] == [("Signed", None, None), ("Signed", None, None), ("Not signed", None, None)]
    assert [rule for rule, *_ in company.rules("flags") if rule == "undecided_stage"] == ["undecided_stage"] * 3
    assert "3 deals are in stages" in report.as_text().splitlines()[1]
    assert [
        (row["stage"], row["outcome"], row["deals"], row["amount"], row["decided_by"]) for row in report.stages
    ] == [
        ("Signed", "undecided", 2, "200.00", "no word decides"),
        ("Gewonnen", "won", 1, "100.00", "by the word 'gewonnen'"),
        ("Not signed", "undecided", 1, "100.00", "no word decides"),
    ]

    company.write("sightline.toml", '[outcomes]\n"Signed" = "won"\n"Not signed" = "lost"\n')
    report = company.load()

    assert outcomes(company)[0] == ("Signed", True, True)
    assert outcomes(company)[2] == ("Not signed", True, False)
    assert not report.headlines


def test_a_deal_is_never_won_and_open(company: Folder) -> None:
    """What the file says of the deal stands above what its stage says; a file that contradicts itself is flagged."""
    company.write("opportunities.csv", deals(("Closed Won", "false"), ("Closed Won", "true"), more=",is_closed"))
    company.load()
    assert outcomes(company) == [("Closed Won", False, False), ("Closed Won", True, True)]

    company.write("opportunities.csv", deals(("Proposal", "true"), ("Proposal", "false"), more=",is_won"))
    company.load()
    assert outcomes(company) == [("Proposal", True, True), ("Proposal", False, False)]

    company.write("opportunities.csv", deals(("Proposal", "false", "true"), more=",is_closed,is_won"))
    company.load()
    assert outcomes(company) == [("Proposal", True, True)]
    assert ("contradictory_outcome", "is_closed", 2) in company.rules("flags")


def test_probabilities_between_none_and_all_show_an_open_stage(company: Folder) -> None:
    """A stage whose name tells nothing is open where each of its deals still has a chance."""
    company.write("opportunities.csv", deals(("Fit", "40"), ("Fit", "60"), ("Handover", "100"), more=",probability"))

    company.load()

    assert outcomes(company) == [("Fit", False, False), ("Fit", False, False), ("Handover", None, None)]


@pytest.mark.parametrize("column", ["amount", "account_id", "owner_id"])
def test_a_column_without_any_value_is_a_headline(company: Folder, column: str) -> None:
    """Deals without amounts, accounts or owners are the first thing that the report says."""
    cells = dict(zip(HEADER.split(","), ["o1", "Deal", "a1", "u1", "Proposal", "100", "2026-09-30"], strict=True))
    cells[column] = ""
    company.write("opportunities.csv", f"{','.join(cells)}\n{','.join(cells.values())}\n")

    assert f"None of the 1 rows of opportunities has a value for {column}" in company.load().as_text().splitlines()[1]


def test_amounts_of_several_currencies_are_not_added(company: Folder) -> None:
    """A stage with two currencies has no one amount."""
    company.write("opportunities.csv", deals(("Proposal", "EUR"), ("Proposal", "USD"), more=",currency"))

    assert [row["amount"] for row in company.load().stages] == [None]
    assert company.rows("select sum(amount) from exports.opportunities") == [(Decimal("200.00"),)]
