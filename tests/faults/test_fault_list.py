"""The list of planted faults follows the code; `python -m tests.faults` plants them."""

import re

from sightline.settings import ROOT
from tests.faults.listed import drifted, listed

ROOMS = {
    "access", "scope", "audit", "measures", "loader", "publish", "loading", "pack", "door", "words", "address", "walls",
}  # fmt: skip


def test_every_planted_fault_can_still_be_planted() -> None:
    """Its text stands exactly once in its file; otherwise the list has drifted and proves nothing."""
    assert drifted(listed()) == []


def test_a_fault_changes_something_and_is_listed_once() -> None:
    """At least forty, over every room whose rules matter, none of them twice."""
    faults = listed()
    assert len(faults) >= 40
    assert {fault.room for fault in faults} == ROOMS
    assert len({(fault.file, fault.find, fault.put) for fault in faults}) == len(faults)
    assert all(fault.find != fault.put and fault.says.endswith(".") for fault in faults)


def test_the_tests_that_must_notice_a_fault_exist() -> None:
    """A test that was renamed is renamed here too."""
    for fault in listed():
        assert fault.tests, fault.says
        for test in fault.tests:
            file, _, name = test.partition("::")
            text = (ROOT / file).read_text(encoding="utf-8")
            assert re.search(rf"^def {re.escape(name.partition('[')[0])}\(", text, re.MULTILINE), test
