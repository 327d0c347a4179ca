"""The five whitespace states that matter can be told apart by everyone, in light and dark."""

from itertools import combinations

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from sightline.charts.palette import WHITESPACE, Theme

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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", [None, "deuteranomaly", "protanomaly", "tritanomaly"])
def test_two_states_never_look_alike(theme: Theme, kind: str | None) -> None:
    """Colour is never alone, and still it helps everybody."""
    fills = {state: seen(WHITESPACE[state].fill(theme), kind) for state in STATES}
    differences = {
        (one, other): deltaE(fills[one], fills[other], input_space="sRGB1") for one, other in combinations(STATES, 2)
    }

    assert min(differences.values()) >= SMALLEST, min(differences, key=differences.__getitem__)
