"""What a viewer gets of a deal on days when it belonged to somebody outside their view: that it was there."""

from decimal import Decimal

import pytest

from sightline import queries
from sightline.settings import Settings
from tests.conftest import AS_OF, Company
from tests.forecast.pipeline_world import BELOW, DAYS, histories, people
from tests.organisation import Row

PAGES = [name for name in queries.layer("pages") if name.startswith("pipeline_")]


def answers(company: Company, rows: list[Row], viewer: str) -> dict[str, str]:
    """The text of every pipeline query over the whole span, net and gross, as owned then and today."""
    every_day_whole = Settings(snapshot_partial_min=1_000_000)
    connection = company(settings=every_day_whole, users=people(), opportunity_snapshots=rows)
    asked = {"viewer": viewer, "today": AS_OF, "shelf": connection.shelf}
    found = {}
    for name in PAGES:
        known = queries.layer("pages")[name].parameters
        for form, ownership in ((None, None), ("gross", "as_is")):
            given = {"compare_to": DAYS[0], "as_of": DAYS[4], "form": form, "ownership": ownership}
            kept = {key: value for key, value in given.items() if key in known}
            text = queries.run(connection, name, parameters=kept, **asked).to_csv(index=False)
            found[f"{name} {form}"] = "\n".join(sorted(text.splitlines()))
    return found


@pytest.mark.parametrize("viewer", ["ann", "asm"])
def test_nothing_of_other_owners_days_changes_a_byte(company: Company, viewer: str) -> None:
    """Amount, category, dates, outcome and owner outside the view are replaced; only that the deal is there stays."""
    rows = histories(3, deals=80)
    replaced = [
        row
        if row["owner_id"] in BELOW[viewer]
        else {
            **row,
            "owner_id": "dan",
            "amount": Decimal(999_999),
            "forecast_category": "commit",
            "close_date": DAYS[4],
            "is_closed": not row["is_closed"],
            "is_won": False,
            "next_step": "CANARY",
        }
        for row in rows
    ]
    before, after = answers(company, rows, viewer), answers(company, replaced, viewer)

    assert after == before
    told = {name.split()[0] for name, text in after.items() if len(text.splitlines()) > 1}
    assert told == set(PAGES) - {"pipeline_slips"}  # which is of open deals, and test_review_access has it
    assert not any("CANARY" in text or "999999" in text for text in after.values())
