"""The sample exercises every review rule, and on real exports the counts equal an independent count over the files."""

import csv
import datetime as dt
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sightline import queries
from sightline.warehouse.versions import Warehouse
from tests.conftest import AS_OF, REAL, Real

MONTH_3_RULES = ["H0", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "H10", "H11", "H12"]


def rows(warehouse: Warehouse, sql: str, **values: Any) -> list[tuple[Any, ...]]:
    """Rows of the marts."""
    return warehouse.connection.cursor().execute(sql, values or None).fetchall()


@pytest.mark.parametrize("rule", MONTH_3_RULES)
def test_each_rule_of_the_month_fires_somewhere_and_not_everywhere(sample: Warehouse, rule: str) -> None:
    """H1 alone is asked in month 1; the sample's day lies in month 3, where its gate is told from snapshots."""
    met = rows(sample, "select count(*) from marts.hygiene_flags where rule = $rule", rule=rule)[0][0]
    deals = rows(sample, "select count(*) from marts.open_deals")[0][0]

    assert 0 < met < deals / 2


def test_every_gate_and_every_way_past_it_occurs(sample: Warehouse) -> None:
    """H1, H2 and H3; lifted, pushed, closed and still there; no month without a snapshot."""
    found = rows(sample, "select distinct rule, outcome, month_of_fq from marts.hygiene_gates")

    assert {rule for rule, _, _ in found} == {"H1", "H2", "H3"}
    assert {month for _, _, month in found} == {1, 2, 3}
    assert {outcome for _, outcome, _ in found} >= {
        "cleared by upgrade",
        "cleared by push",
        "won",
        "lost",
        "still there",
    }


def test_consults_of_every_kind_occur(sample: Warehouse) -> None:
    """By size, among the largest, suggested; due and done; in Commit and not."""
    for column in ("qualifies", "is_top", "is_suggested", "is_due", "is_commit_due", "is_this_quarter"):
        found = rows(sample, f"select distinct {column} from marts.opportunity_consults where {column} is not null")
        assert {value for (value,) in found} == {True, False}, column


def test_teams_add_up_to_the_whole_and_people_to_their_team(sample: Warehouse) -> None:
    """Sums, never means: the rows by owner below a manager make the manager's own line."""
    people = queries.run(sample.connection, "people_to_view_as", viewer="operator", today=AS_OF)
    for viewer in [*people.person_id[people.role == "ASM"].head(2), "operator"]:
        whole = queries.run(sample.connection, "hygiene_summary", viewer=viewer, today=AS_OF).iloc[0]
        by_person = queries.run(sample.connection, "hygiene_by_person", viewer=viewer, today=AS_OF)
        for column in ("quarter_deals", "act_deals", "quarter_amount", "act_amount", "past_due_deals", "deals_open"):
            assert by_person[column].sum() == pytest.approx(float(whole[column])), (viewer, column)


def test_pushes_equal_a_count_in_plain_python(sample: Warehouse) -> None:
    """The second opinion walks each deal's snapshots in order."""
    closes = defaultdict(list)
    for deal, close in rows(
        sample,
        "select opportunity_id, close_on from marts.opportunity_snapshots where not is_deleted order by 1, snapshot_on",
    ):
        closes[deal].append(close)
    expected = {
        deal: sum(after > before for before, after in pairwise(days) if before and after)
        for deal, days in closes.items()
        if len(days) > 1
    }
    found = rows(sample, "select opportunity_id, pushes from marts.opportunity_pushes where pushes is not null")

    assert dict(found) == expected


@pytest.mark.parametrize("folder", ["revops_skills", "sf_powerbi_earthfink", "sfdc_genai_demo"])
def test_past_due_deals_of_real_exports_equal_a_count_over_the_file(real: Real, folder: str) -> None:
    """H0 counted without any of our own code: open rows whose close date lies before the day of the data."""
    warehouse = real(folder)
    as_of = rows(warehouse, "select as_of_on from marts.export_run")[0][0]
    found = {deal for (deal,) in rows(warehouse, "select opportunity_id from marts.hygiene_flags where rule = 'H0'")}

    assert found == past_due(REAL / folder, as_of)


CLOSED = ("won", "lost")
HEADERS = {
    "id": ("id", "Id"),
    "close": ("close_date", "CloseDate"),
    "stage": ("stage", "StageName"),
    "closed": ("is_closed", "IsClosed"),
}


def past_due(folder: Path, as_of: dt.date) -> set[str]:
    """Ids of open rows of the folder's opportunity file whose close date lies before the day."""
    late = set()
    for path in folder.rglob("*.csv"):
        if "opportunit" not in path.stem.lower() or "history" in path.stem.lower():
            continue
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            for row in csv.DictReader(file):
                given = {name: next((row[h] for h in headers if h in row), "") for name, headers in HEADERS.items()}
                is_closed = given["closed"].lower() in ("true", "1", "yes") or any(
                    word in given["stage"].lower() for word in CLOSED
                )
                if given["id"] and given["close"] and not is_closed and day_of(given["close"]) < as_of:
                    late.add(given["id"])
    return late


def day_of(text: str) -> dt.date:
    """A day as one of these files writes it: 2026-06-27, or 06/27/26."""
    if "/" in text:
        month, day, year = text.split("/")
        return dt.date(2000 + int(year[:2]), int(month), int(day))
    return dt.date.fromisoformat(text[:10])
