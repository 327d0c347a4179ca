"""When a review is due and which quarter it is about (S30), and where a manager arrives then."""

import datetime as dt

import pytest

from sightline import queries
from tests.conftest import Company
from tests.organisation import account, person


@pytest.mark.parametrize(
    ("day", "quarter", "phase"),
    [
        (dt.date(2026, 10, 5), "FY27-Q3", "before"),
        (dt.date(2026, 10, 17), "FY27-Q3", "before"),
        (dt.date(2026, 10, 18), "FY27-Q3", "preparation"),
        (dt.date(2026, 10, 31), "FY27-Q3", "preparation"),
        (dt.date(2026, 11, 1), "FY27-Q3", "held"),
        (dt.date(2026, 11, 14), "FY27-Q3", "held"),
        (dt.date(2026, 11, 15), "FY27-Q4", "before"),
    ],
)
def test_a_new_pack_is_about_the_quarter_under_review(company: Company, day: dt.date, quarter: str, phase: str) -> None:
    """In its last two weeks the quarter now ending; in the two weeks after it, still that one; then the running one."""
    tables = {
        "users": [person("top", "ASM", None), person("rep", "AE", "top")],
        "accounts": [account("A1", "rep")],
    }
    connection = company(as_of=day, **tables)

    offered = queries.run(connection, "pack_quarters", viewer="top", today=day)

    assert offered.loc[offered["is_offered_first"], "quarter_label"].tolist() == [quarter]
    [told] = offered[offered["is_offered_first"]].to_dict("records")
    assert told["review_phase"] == phase
    assert offered.iloc[-1]["review_phase"] == "over"
