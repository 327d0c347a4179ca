"""The table of figures in docs/access.md: what can be counted is counted."""

import re

from sightline import menu, queries
from sightline.settings import ROOT
from tests.access.test_signing_in import FORGED, UNPROVEN
from tests.access.test_tampering import ALIKE
from tests.app.hostile import PAYLOADS
from tests.app.test_door_by_turns import TURNS
from tests.app.test_safe_output import FORMULAS
from tests.faults.listed import listed
from tests.faults.scopes import forgotten


def test_the_figures_in_the_guide_are_those_of_the_tests() -> None:
    """Each names what it counts, so that a question, a noun or a fault that is added is said there."""
    said = (ROOT / "docs" / "access.md").read_text(encoding="utf-8")
    scopes = len(forgotten()) + sum(fault.room == "scope" for fault in listed())
    questions = sum(not query.is_step for query in queries.layer("pages").values())
    wanted = {
        f"{questions} questions over {len(queries.layer('visible'))} nouns",
        f"{scopes} scopes | {scopes} noticed",
        f"{sum(fault.room != 'scope' for fault in listed())} slips",
        f"{TURNS:,} turns",
        f"{len(ALIKE)} names of an address",
        f"{len(FORGED) + len(UNPROVEN)} ways | {len(FORGED) + len(UNPROVEN)} denied",
        f"{len(PAYLOADS)} texts",
        f"{len(FORMULAS)} ways | 0 formulas",
    }
    assert {one for one in wanted if one not in said} == set()
    assert f"{scopes} forgotten scopes are planted" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"each of (\d+) pages", said)) == {str(len(menu.TITLES))}
