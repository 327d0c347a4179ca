"""Real exports that nobody here wrote: every query of the page answers, and its counts are those of the raw files."""

import csv
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from sightline import queries
from sightline.exports import load
from sightline.settings import Settings
from sightline.warehouse.build import build
from tests.conftest import AS_OF

REAL = Path(__file__).resolve().parents[2] / ".." / "shared" / "exports"

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real exports are not on this machine")


def built(name: str) -> duckdb.DuckDBPyConnection:
    """The marts of one real folder."""
    connection = duckdb.connect()
    connection.execute("set global ieee_floating_point_ops = false")
    load(connection, REAL / name, Settings())
    build(connection, Settings(), loaded_on=AS_OF)
    return connection


@pytest.mark.parametrize("name", ["d365_master", "fivetran_salesforce", "keepthelid", "nps_yochees"])
def test_every_query_of_the_page_answers_on_a_real_folder(name: str) -> None:
    """Also where hardly anything that the page asks for is exported; the summary is one row."""
    connection = built(name)
    for query in queries.layer("pages"):
        if query.startswith("relationship_"):
            queries.run(connection, query, viewer="operator", today=AS_OF)
    assert len(queries.run(connection, "relationship_summary", viewer="operator", today=AS_OF)) == 1


def test_answers_are_promoters_passives_and_detractors_as_in_the_file() -> None:
    """An independent count over the raw file; none of its answers names a contact, so each counts by itself."""
    with (REAL / "nps_yochees" / "nps_responses.csv").open(newline="", encoding="utf-8-sig") as file:
        scores = [int(row["score"]) for row in csv.DictReader(file)]
    wanted = Counter("promoter" if s >= 9 else "passive" if s >= 7 else "detractor" for s in scores)
    found = (
        built("nps_yochees").execute("select standing, count(*) from marts.nps_answers group by standing").fetchall()
    )
    assert dict(found) == dict(wanted)


def test_every_contact_of_a_known_account_is_told_of_once() -> None:
    """As many as the file has with an account of the accounts file; without influence nobody climbs past L1."""
    connection = built("d365_master")
    counts = connection.execute(
        "select (select count(*) from marts.contact_facts), (select count(*) from exports.contacts "
        "where account_id in (select account_id from exports.accounts)), "
        "(select count(*) from marts.relationship_rungs where level > 1)"
    ).fetchone()
    assert counts is not None
    assert counts[0] == counts[1] > 100
    assert counts[2] == 0
