"""Who of ours holds which key person, and who would cover if that colleague left (S58)."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from sightline import queries
from sightline.charts.coverage_matrix import STRENGTH, coverage_matrix
from sightline.charts.palette import Theme
from sightline.sections.accounts.account.holders import gaps, sentence
from sightline.sections.accounts.relationship_health.says import across
from tests.accounts.account_world import ask, one, world
from tests.conftest import AS_OF, Company
from tests.organisation import account, person, team
from tests.relationships.test_stakeholder_reach import POWER, contact, talk


def test_the_busiest_colleague_beside_the_holder_would_cover(company: Company) -> None:
    """Ann keeps up the CIO; Bob met her twice, Sue once: Bob covers. Cy only wrote, and Dee has left."""
    connection = world(
        company,
        users=[*team("ann", "bob", "sue", "cy"), person("dee", is_active=False)],
        contacts=[contact("cio", touch_owner_id="ann", **POWER)],
        interactions=[
            talk("cio", 1),
            talk("cio", 9, "bob"),
            talk("cio", 8, "bob"),
            talk("cio", 2, "sue"),
            *(talk("cio", day, "cy", direction="outbound") for day in (3, 4, 5)),
            *(talk("cio", day, "dee") for day in (3, 4, 5)),
        ],
    )
    row = one(connection, "account_cover")

    assert (row["holder_name"], row["cover_name"], row["people_in_touch"], row["cover_gap"]) == ("Ann", "Bob", 3, None)
    assert one(connection, "account_coverage_facts")["covered_people"] == 1


@pytest.mark.parametrize(
    ("touches", "gap"),
    [
        ([], "nobody in touch"),
        ([talk("cio", 91)], "nobody in touch"),
        ([talk("cio", 3, direction="outbound")], "nobody in touch"),
        ([talk("cio", 3)], "only the holder"),
        ([talk("cio", 3, "bob")], None),
    ],
)
def test_a_gap_says_what_would_be_lost(company: Company, touches: Any, gap: str | None) -> None:
    """Nobody now, nobody but the holder, or covered; the owner of the account stands in for a holder not named."""
    connection = world(company, contacts=[contact("cio", **POWER)], interactions=touches or [talk("nobody")])
    row = one(connection, "account_cover")

    assert (row["holder_name"], row["cover_gap"]) == ("Ann", gap)


def test_key_is_who_has_weight_signs_or_is_our_champion(company: Company) -> None:
    """A champion of low influence counts, a supporter of medium influence and who has left do not."""
    connection = world(
        company,
        contacts=[
            contact("high", influence="high"),
            contact("signs", decision_role="user_buyer; economic_buyer"),
            contact("friend", influence="low", support="champion"),
            contact("some", influence="medium", support="supporter"),
            contact("gone", influence="high", support="champion", is_active=False),
        ],
    )

    assert {row["contact_id"] for row in ask(connection, "account_cover")} == {"high", "signs", "friend"}
    assert one(connection, "account_coverage_facts")["key_contacts"] == 3


def test_the_grid_has_every_pair_with_strength_and_direction(company: Company) -> None:
    """Five touches are strong, two regular, one thin; older ones are earlier; who never met is there all the same."""
    connection = world(
        company,
        users=team("ann", "bob", "sue", "cy"),
        account_team=[{"account_id": "a1", "user_id": name, "team_role": "SA"} for name in ("bob", "sue", "cy")],
        contacts=[contact("cio", touch_owner_id="ann", **POWER)],
        interactions=[
            *(talk("cio", day) for day in range(5)),
            *(talk("cio", day, "bob", direction="outbound") for day in (1, 2)),
            talk("cio", 2, "sue", direction="inbound"),
            talk("cio", 200, "sue"),
        ],
    )
    grid = {
        row["person_id"]: (row["strength"], row["touches"], row["direction"], row["is_holder"])
        for row in ask(connection, "account_coverage_grid")
    }

    assert grid == {
        "ann": ("strong", 5, "both ways", True),
        "bob": ("regular", 2, "from us", False),
        "sue": ("thin", 1, "both ways", False),
        "cy": ("none", 0, None, False),
    }


def test_without_interactions_the_matrix_names_holders_and_judges_nothing(company: Company) -> None:
    """C7: unknown is neither a gap nor cover."""
    connection = world(company, contacts=[contact("cio", **POWER)])
    (pair,) = ask(connection, "account_coverage_grid")

    assert (pair["strength"], pair["touches"], pair["is_holder"]) == ("unknown", None, True)
    assert one(connection, "account_cover")["cover_gap"] is None
    assert "unknown" in sentence(pd.DataFrame(ask(connection, "account_cover")))


COVERS = pd.DataFrame(
    {
        "contact_name": ["Cio", "Cfo", "Dev", "Coo"],
        "title": ["CIO", None, "Engineer", "COO"],
        "holder_name": ["Ann", "Ann", "Bob", None],
        "is_holder_gone": [False, False, True, None],
        "people_in_touch": [2, 0, 1, 1],
        "cover_gap": [None, "nobody in touch", "only the holder", "no owner named"],
    }
)


def test_gaps_are_listed_in_words_with_the_people_named() -> None:
    """The holder who left first, then who has nobody, then what hangs on one colleague."""
    assert gaps(COVERS).splitlines() == [
        "- **Our main contact has left us**: Dev (Engineer).",
        "- **Nobody of ours is in touch**: Cfo.",
        "- **No main contact of ours**: Coo (COO).",
        "- **If Bob leaves, nobody covers**: Dev (Engineer).",
    ]
    assert "1 of 4 key contacts" in sentence(COVERS)


def test_many_names_are_counted_and_not_listed() -> None:
    """Four names, then how many more."""
    many = pd.concat([COVERS.iloc[[1]]] * 7, ignore_index=True)

    assert gaps(many).count("Cfo") == 4
    assert "and 3 more" in gaps(many)


def test_nobody_key_is_said_and_not_drawn() -> None:
    """An account whose people are all of no weight has no matrix."""
    assert "No key contact known" in sentence(COVERS.iloc[0:0])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_cell_says_its_strength_by_word_and_fill(theme: Theme) -> None:
    """The holder has a diamond; two people of one name stand in two rows."""
    frame = pd.DataFrame(
        [
            ("c1", "Cio", 1, "ann", "Ann Lee", 1, True, 6, pd.Timestamp("2026-10-01"), "both ways", "strong"),
            ("c1", "Cio", 1, "bob", "Bartholomew Featherstone", 2, False, 0, pd.NaT, None, "none"),
            ("c2", "Cio", 2, "ann", "Ann Lee", 1, False, 1, pd.Timestamp("2026-09-01"), "from us", "thin"),
            ("c2", "Cio", 2, "bob", "Bartholomew Featherstone", 2, True, 0, pd.NaT, None, "none"),
        ],
        columns=["contact_id", "contact_name", "contact_place", "person_id", "person_name", "person_place",
                 "is_holder", "touches", "last_touch_on", "direction", "strength"],
    )  # fmt: skip
    drawn = coverage_matrix(frame, theme)
    go.Figure(drawn.to_dict())
    cells = drawn.data[0]

    assert list(cells.text) == ["strong ◆", "–", "rare", "– ◆"]
    assert cells.marker.color[0] == STRENGTH["strong"][0].fill(theme)
    assert list(cells.y) == [0, 0, 1, 1]
    assert list(drawn.layout.xaxis.ticktext) == ["Ann<br>Lee", "Bartholomew<br>F."]
    assert "6 touches lately, last 1 Oct 2026" in cells.hovertext[0]
    assert "never in touch" in cells.hovertext[1]


def test_accounts_come_the_worst_held_first(company: Company) -> None:
    """Only key accounts with a key person; who has nobody covered stands above who has."""
    connection = world(
        company,
        accounts=[account("a1"), account("a2"), account("a3", is_key_account=False), account("a4")],
        users=team("ann", "bob"),
        contacts=[
            contact("cio", **POWER),
            *(contact(name, account_id=name, **POWER) for name in ("a2", "a3")),
            contact("a4", account_id="a4"),
        ],
        interactions=[talk("cio"), talk("cio", 3, "bob")],
    )
    rows = queries.run(connection, "relationship_coverage", viewer="operator", today=AS_OF)

    assert rows[["account_id", "key_contacts", "covered_people", "unreachable_people"]].to_numpy().tolist() == [
        ["a2", 1, 0, 1],
        ["a1", 1, 1, 0],
    ]
    assert "**At 1 of 2 key accounts no key contact is covered**" in across(rows)
    assert "at 1 we cannot reach every decision-maker" in across(rows)
