"""Every colour with a meaning, light and dark, and the marks that say the same without colour.

Whitespace colours were searched for the largest smallest difference under normal and colour-blind vision; ordered
things get one hue from faint to strong. Red is kept for "no reason", past due and competitor.
"""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Tone:
    """One meaning: its fill in both themes and the letter or mark that says it without colour."""

    light: str
    dark: str
    mark: str = ""
    is_hatched: bool = False

    def fill(self, theme: Theme) -> str:
        """The colour in a theme."""
        return self.dark if theme == "dark" else self.light


INK = Tone("#14181D", "#E8EBED")
MUTED = Tone("#6B7178", "#A7ADB5")
LINE = Tone("#DDE2E6", "#3A424A")
PAGE = Tone("#FFFFFF", "#14181D")
PRIMARY = Tone("#0B6E69", "#3FB8AF")
ACT = Tone("#9D331B", "#D86057", "!")
WATCH = Tone("#DCB524", "#F3C458", "~")
NOTE = Tone("#7A7F87", "#A7ADB5", "·")

LADDER: dict[str, Tone] = {
    "none": Tone("#E3E6EA", "#2B3138"),
    "draft": Tone("#C9D9D8", "#33494A"),
    "live": Tone("#93C5C1", "#2F706C"),
    "current": Tone("#4E9F9A", "#3A968F"),
    "inspected": Tone("#1F7A75", "#62C2B9"),
    "worked": Tone("#0A4F4C", "#A9EBE3"),
    "covered by parent": Tone("#93C5C1", "#2F706C", is_hatched=True),
}
"""Rungs of the plan-state ladder from the lowest up; the last stands beside them."""

STEPS = tuple(LADDER[rung] for rung in ("none", "draft", "live", "current", "inspected"))
"""Five fills from nothing to everything, for shares in a grid."""

RUNGS: dict[str, Tone] = {
    "L0": Tone("#E3E6EA", "#2B3138", "L0: nobody known"),
    "L1": Tone("#C9D9D8", "#33494A", "L1: contacts known"),
    "L2": Tone("#93C5C1", "#2F706C", "L2: knows a senior contact"),
    "L3": Tone("#4E9F9A", "#3A968F", "L3: has a senior supporter"),
    "L4": Tone("#0A4F4C", "#A9EBE3", "L4: met the economic buyer"),
    "unknown": Tone("#93A0AD", "#5B6773", "unknown", is_hatched=True),
}
"""Levels of a relationship from the lowest up, in the plan ladder's hue, each with its words; unknown is hatched."""

BRIDGE: dict[str, Tone] = {
    "total": Tone("#0B6E69", "#3FB8AF"),
    "came": Tone("#83A89A", "#79E6D5"),
    "went": Tone("#DCB524", "#F3C458"),
}

WHITESPACE: dict[str, Tone] = {
    "ours": Tone("#83A89A", "#79E6D5", "●"),
    "open opportunity": Tone("#293EFF", "#6E85FF", "▶"),
    "potential": Tone("#DCB524", "#F3C458", "+"),
    "competitor": Tone("#9D331B", "#D86057", "C"),
    "in-house": Tone("#6B4E66", "#A2819A", "H"),
    "not applicable": Tone("#E9ECEF", "#2B3138", "–"),
    "unknown": Tone("#FFFFFF", "#14181D", "?"),
}

FORECAST: dict[str, Tone] = {
    "closed": Tone("#0B6E69", "#0B6E69"),
    "commit": Tone("#2F6FDE", "#2F6FDE"),
    "most_likely": Tone("#6C9BE8", "#6C9BE8"),
    "best_case": Tone("#A9C6F5", "#A9C6F5"),
    "pipeline": Tone("#D5DCE6", "#D5DCE6"),
    "omitted": Tone("#D5DCE6", "#D5DCE6", is_hatched=True),
    "unclassified": Tone("#F2C14E", "#F2C14E"),
}
"""One colour per category everywhere, the deck included, so both themes share it."""

WATERFALL: dict[str, Tone] = {
    "total": Tone("#4A545E", "#B9C2CA"),
    "came": Tone("#83A89A", "#79E6D5"),
    "went": Tone("#DCB524", "#F3C458"),
    "won": FORECAST["closed"],
    "doubtful": Tone("#7A7F87", "#A7ADB5", is_hatched=True),
}
"""Bars of the pipeline waterfall, by the tone that `pipeline_waterfall` gives each step."""

CATEGORY_NAMES = {
    "closed": "Closed",
    "commit": "Commit",
    "most_likely": "Most Likely",
    "best_case": "Best Case",
    "pipeline": "Pipeline",
    "unclassified": "Unclassified",
}
"""What a bar of forecast categories is stacked of, from the surest up, by the labels of the mart of that name."""


def ink_on(fill: str) -> str:
    """Black or white, whichever reads better on a fill (WCAG contrast)."""
    bright = luminance(fill)
    return "#14181D" if (bright + 0.05) / 0.059 >= 1.05 / (bright + 0.05) else "#FFFFFF"


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1 (WCAG 2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
