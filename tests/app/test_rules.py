"""No rule of the definitions is silent: each is shown on a page, or declared as one that no export can answer."""

import re

import pytest

from sightline import queries
from sightline.menu import TITLES
from sightline.metrics import METRICS, SHOWN_ON, WITHOUT_DATA
from sightline.settings import ROOT

DEFINITIONS = ROOT / ".." / "shared" / "definitions.md"
KNOWN = SHOWN_ON.keys() | {rule.partition(",")[0] for rule in WITHOUT_DATA}


def ids(text: str) -> set[str]:
    """The ids of rules that a text names."""
    return set(re.findall(r"\b[SHC]\d{1,3}\b", text))


@pytest.mark.skipif(
    not DEFINITIONS.is_file(), reason="the definitions are not on this machine; the table is held alone"
)
def test_every_rule_of_the_definitions_is_shown_or_declared() -> None:
    """A rule is a row of a table of rules, or a convention in bold; no other is in the table."""
    text = DEFINITIONS.read_text(encoding="utf-8")
    defined = set(re.findall(r"^\| \**([SH]\d+)\b", text, re.MULTILINE)) | set(re.findall(r"\*\*(C\d+) ", text))

    assert defined - KNOWN == set()
    assert KNOWN - defined == set()


def test_a_rule_is_shown_or_declared_and_never_both() -> None:
    """Save for the one part of S96 that nobody exports."""
    assert {rule for rule in WITHOUT_DATA if rule in SHOWN_ON} == set()


def test_a_rule_is_shown_on_a_page_of_the_menu() -> None:
    """By its title."""
    pages = set(TITLES.values())

    assert set(SHOWN_ON.values()) - pages == {"Every page"}


def test_every_rule_of_a_measure_or_a_check_has_its_page() -> None:
    """What is computed is in the table."""
    told = {rule for metric in METRICS.values() for rule in ids(metric.rule)}
    for name in ("plan_check_kinds", "hygiene_checks"):
        told |= set(re.findall(r"'([SHC]\d+)'", queries.layer("marts")[name].sql))

    assert told - SHOWN_ON.keys() == set()


def test_a_rule_that_is_said_to_be_shown_is_computed_somewhere() -> None:
    """Its id stands where it is computed or said; the table alone shows nothing."""
    table = ROOT / "sightline" / "metrics" / "rules.toml"
    files = [path for room in ("queries", "sightline") for path in (ROOT / room).rglob("*.*")]
    texts = [
        path.read_text(encoding="utf-8")
        for path in files
        if path.suffix in (".sql", ".py", ".toml", ".csv") and path != table
    ]

    assert SHOWN_ON.keys() - set().union(*map(ids, texts)) == set()
