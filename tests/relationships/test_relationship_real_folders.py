"""Real exports that nobody here wrote: every query of the page answers, and its counts are those of the raw files."""

import csv
from collections import Counter

import pytest

from sightline import queries
from tests.conftest import AS_OF, REAL, Real


@pytest.mark.parametrize("name", ["d365_master", "fivetran_salesforce", "keepthelid", "nps_yochees"])
def test_every_query_of_the_page_answers_on_a_real_folder(real: Real, name: str) -> None:
    """Also where hardly anything that the page asks for is exported; the summary is one row."""
    warehouse = real(name)
    for query in queries.layer("pages"):
        if query.startswith("relationship_"):
            warehouse.rows_seen_by("operator", query, {}, AS_OF)
    assert len(warehouse.rows_seen_by("operator", "relationship_summary", {}, AS_OF)) == 1


def test_answers_are_promoters_passives_and_detractors_as_in_the_file(real: Real) -> None:
    """An independent count over the raw file; none of its answers names a contact, so each counts by itself."""
    connection = real("nps_yochees").connection
    with (REAL / "nps_yochees" / "nps_responses.csv").open(newline="", encoding="utf-8-sig") as file:
        scores = [int(row["score"]) for row in csv.DictReader(file)]
    wanted = Counter("promoter" if s >= 9 else "passive" if s >= 7 else "detractor" for s in scores)
    found = connection.execute("select standing, count(*) from marts.nps_answers group by standing").fetchall()
    assert dict(found) == dict(wanted)


def test_every_contact_of_a_known_account_is_told_of_once(real: Real) -> None:
    """As many as the file has with an account of the accounts file; without influence nobody climbs past L1."""
    connection = real("d365_master").connection
    counts = connection.execute(
        "select (select count(*) from marts.contact_facts), (select count(*) from exports.contacts "
        "where account_id in (select account_id from exports.accounts)), "
        "(select count(*) from marts.relationship_rungs where level > 1)"
    ).fetchone()
    assert counts is not None
    assert counts[0] == counts[1] > 100
    assert counts[2] == 0
