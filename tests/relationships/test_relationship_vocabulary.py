"""Words of other tools about people become ours; a word nobody knows is kept as it stands (S51 to S54, S57)."""

import csv
from pathlib import Path

import duckdb
import pytest

from sightline.exports import load
from sightline.settings import Settings

TOOLS = {
    "salesforce": (
        ("Id", "Account", "Name", "Contact Role", "Influence Level", "Support Level", "Relationship Status"),
        ("Economic Decision Maker; Executive Sponsor", "High", "Champion", "Green"),
        ("economic_buyer;exec_sponsor", "high", "champion", "good"),
    ),
    "hubspot": (
        ("Record ID", "Company", "Name", "hs_buying_role", "Influence", "Sentiment", "Relationship Health"),
        ("BUDGET_HOLDER;END_USER", "Moderate", "Positive", "Yellow"),
        ("economic_buyer;user_buyer", "medium", "supporter", "neutral"),
    ),
    "gainsight": (
        ("Person GSID", "Company", "Name", "Role", "Level of Influence", "Sentiment", "Relationship Health"),
        ("Technical Decision Maker", "Low", "Detractor", "Red"),
        ("technical_buyer", "low", "opponent", "poor"),
    ),
    "altify": (
        ("Id", "Account", "Name", "Buying Role", "Decision Influence", "Attitude", "Relationship Strength"),
        ("Evaluator", "5", "Mentor", "Strong"),
        ("evaluator", "high", "champion", "good"),
    ),
    "of its own": (
        ("Id", "Account", "Name", "Contact Role", "Influence Level", "Support Level", "Relationship Status"),
        ("Gatekeeper; Champion", "Godlike", "Sphinx", "Meh"),
        ("Gatekeeper;champion", "Godlike", "Sphinx", "Meh"),
    ),
}


def drop(folder: Path, name: str, header: tuple[str, ...], *rows: tuple[str, ...]) -> None:
    """One CSV file of an export folder."""
    with (folder / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


@pytest.mark.parametrize("tool", TOOLS)
def test_the_words_of_a_tool_become_ours(tmp_path: Path, tool: str) -> None:
    """Role, influence, support and health by the contract's mapping; several roles stand in one cell."""
    header, words, ours = TOOLS[tool]
    drop(tmp_path, "users.csv", ("user_id", "full_name", "role"), ("u1", "Ann", "AE"))
    drop(tmp_path, "accounts.csv", ("account_id", "account_name", "owner_id"), ("a1", "Acme", "u1"))
    drop(tmp_path, "contacts.csv", header, ("c1", "a1", "Jo Doe", *words))
    connection = duckdb.connect()
    load(connection, tmp_path, Settings())
    found = connection.execute("select decision_role, influence, support, health from exports.contacts").fetchall()
    flags = connection.execute("select column_name, value from intake.flags where table_name = 'contacts'").fetchall()
    assert found == [ours]
    assert len(flags) == (4 if tool == "of its own" else 0)
