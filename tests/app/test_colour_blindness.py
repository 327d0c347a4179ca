"""Whitespace states and the standings of a relationship can be told apart by everyone, in light and dark."""

from itertools import combinations

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from sightline.charts.palette import RUNGS, WHITESPACE, Theme, Tone, ink_on, luminance

SMALLEST = 18
"""Smallest colour difference allowed between two states, in CAM02-UCS units."""

STATES = ("ours", "open opportunity", "potential", "competitor", "in-house")


def seen(colour: str, kind: str | None) -> np.ndarray:
    """The colour as somebody with that kind of colour-blindness sees it, in sRGB from 0 to 1."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    if kind is None:
        return rgb
    space = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
    return np.clip(cspace_convert(rgb, space, "sRGB1"), 0, 1)


MEANINGS = {
    "whitespace": [WHITESPACE[state] for state in STATES],
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", [None, "deuteranomaly", "protanomaly", "tritanomaly"])
@pytest.mark.parametrize("tones", MEANINGS.values(), ids=MEANINGS)
def test_two_states_never_look_alike(theme: Theme, kind: str | None, tones: list[Tone]) -> None:
    """Colour is never alone, and still it helps everybody."""
    fills = [seen(tone.fill(theme), kind) for tone in tones]

    assert min(deltaE(one, other, input_space="sRGB1") for one, other in combinations(fills, 2)) >= SMALLEST


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("rung", ["L0", "L1", "L2", "L3", "L4"])
def test_a_count_in_a_level_of_relationships_is_read_easily(theme: Theme, rung: str) -> None:
    """4.5 to 1, what WCAG asks of small text (AA)."""
    fill = RUNGS[rung].fill(theme)
    darker, brighter = sorted([luminance(fill), luminance(ink_on(fill))])

    assert (brighter + 0.05) / (darker + 0.05) >= 4.5
