"""A fault planted in this process is there while it should be, and gone afterwards."""

from pathlib import Path

import pytest

from sightline import queries
from sightline.notes.sight import Sight
from sightline.notes.store import Author
from tests.faults.in_memory import planted
from tests.faults.listed import Drifted, Fault, listed
from tests.faults.scopes import forgotten


def test_a_row_rule_is_another_one_until_the_block_ends(tmp_path: Path) -> None:
    """Whoever asks the layer of rules gets it; a rule that is a file as well as one that is a line."""
    before = {noun: rule.sql for noun, rule in queries.layer("visible").items()}
    for fault in [fault for fault in forgotten() if fault.says.endswith((" accounts is for everybody.", "risks."))]:
        with planted(fault, tmp_path):
            now = {noun: rule.sql for noun, rule in queries.layer("visible").items()}
            assert len([noun for noun in now if now[noun] != before[noun]]) == 1
        assert {noun: rule.sql for noun, rule in queries.layer("visible").items()} == before


def test_a_function_does_something_else_until_the_block_ends(tmp_path: Path) -> None:
    """Also for whoever took hold of it before, as every module that imports it has."""
    (fault,) = [fault for fault in listed("scope") if fault.says == "A pack or a mark is seen by everyone beside."]
    covers = Sight(Author("ann", "Ann")).covers
    with planted(fault, tmp_path):
        assert covers("bob")
    assert not covers("bob")


def test_what_cannot_be_planted_says_so(tmp_path: Path) -> None:
    """A text that is no longer in its file, or that stands in the words above a statement."""
    gone = Fault("scope", "x", "sightline/door.py", "no such text", "", ())
    head = Fault("scope", "x", "queries/visible/led_people.sql", "-- ", "--", ())
    mart = Fault("scope", "x", "queries/marts/plans.sql", "select", "", ())
    for fault in (gone, head, mart):
        with pytest.raises(Drifted), planted(fault, tmp_path):
            pass


def test_every_noun_that_is_not_for_everybody_has_its_forgotten_scope() -> None:
    """Made from the rules themselves, so none has to be remembered."""
    opened = {fault.says.removeprefix("Every row of ").removesuffix(" is for everybody.") for fault in forgotten()}
    closed = {noun for noun, rule in queries.layer("visible").items() if not rule.is_everyones}
    assert closed <= opened
