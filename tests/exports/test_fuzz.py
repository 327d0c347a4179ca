"""A thousand damaged exports, each held against the verdict that it must get; `make fuzz` judges twenty thousand."""

import pytest

from tests.exports.fuzz.__main__ import run, shown, table
from tests.exports.fuzz.judge import BATCH


@pytest.mark.parametrize("first", range(0, 1000, BATCH))
def test_no_damage_loses_invents_or_bends_a_value(first: int) -> None:
    """Every class of damage is among the files; what is amiss is printed with its seed and its text."""
    counts, amiss = run(first, BATCH)

    assert not amiss, "\n\n".join(shown(seed, verdict) for seed, verdict in amiss.items()) + "\n" + table(counts)
