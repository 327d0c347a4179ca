"""What was measured, written into docs/speed.md: the table between its marks, and the picture of clicks beside it."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import plotly
import plotly.graph_objects as go
from playwright.sync_api import sync_playwright

from benchmarks.clicks import ARGUMENTS, CHROMIUM, Subject
from benchmarks.measure import Result
from benchmarks.people import ROLES
from sightline import menu
from sightline.address import name_of
from sightline.charts.palette import MUTED, PRIMARY, WATCH, Tone
from sightline.settings import ROOT

DOCUMENT = ROOT / "docs" / "speed.md"
PICTURE = ROOT / "docs" / "images" / "clicks.svg"
_AE = Tone("#6C9BE8", "#6C9BE8")
_MARKS = re.compile(r"(<!-- measured -->\n).*(<!-- until here -->)", re.DOTALL)


def keep(results: Sequence[Result], file: Path) -> list[Result]:
    """All figures of a file with these new ones in the place of the same of before; the file holds them all."""
    before: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    known = [Result(**{name: value for name, value in row.items() if name != "is_met"}) for row in before]
    by_name = {result.what: result for result in (*known, *results)}
    kept = sorted(by_name.values(), key=lambda result: _order(result.what))
    file.write_text(json.dumps([result.as_dict() for result in kept], indent=1), encoding="utf-8")
    return kept


def _order(what: str) -> int:
    found = re.match(r"P(\d+) ", what)
    return int(found[1]) if found else 99


def write_table(results: Sequence[Result]) -> None:
    """Put the figures between the marks of the document."""
    head = "| what | measured | against | figure | goal | met |\n|---|---|---|---|---|---|\n"
    rows = "".join(
        f"| {r.what} | {r.measured} | {r.against} | {r.figure_text} | {r.goal_text} | {'yes' if r.is_met else 'no'} |\n"
        for r in results
    )
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(_MARKS.sub(lambda marks: marks[1] + head + rows + marks[2], text), encoding="utf-8")


def draw(subjects: Sequence[Subject]) -> None:
    """Milliseconds of a click by page and peer, as a picture; medians, on one scale."""
    clicked = [subject for subject in subjects if subject.clicks]
    pages = list(dict.fromkeys(subject.page for subject in clicked if subject.page))
    peers = [subject for subject in clicked if not subject.page]
    figure = go.Figure()
    for role, tone in zip(ROLES[::-1], (_AE, WATCH, PRIMARY), strict=True):
        those = {subject.page: subject.median("above") for subject in clicked if subject.role == role}
        if those:
            figure.add_bar(y=[_spoken(page) for page in those], x=list(those.values()), name=role, orientation="h",
                           marker_color=tone.light)  # fmt: skip
    figure.add_bar(y=[peer.name for peer in peers], x=[peer.median("above") for peer in peers], name="peers",
                   orientation="h", marker_color=MUTED.light, width=0.3, offset=-0.15)  # fmt: skip
    order = [peer.name for peer in peers][::-1] + [_spoken(page) for page in pages][::-1]
    figure.update_layout(
        template="plotly_white", width=900, height=130 + 44 * len(order), bargap=0.25, margin={"l": 190, "t": 50},
        title="From the key that commits a choice to the last change in sight, ms (median)", title_font_size=15,
        yaxis={"categoryorder": "array", "categoryarray": order}, xaxis={"rangemode": "tozero"},
        legend={"orientation": "h", "y": -0.06, "traceorder": "reversed"},
    )  # fmt: skip
    library = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.add_script_tag(path=library)
        drawn = page.evaluate(
            "([figure, width, height]) => Plotly.toImage(JSON.parse(figure), {format: 'svg', width, height})",
            [figure.to_json(), figure.layout.width, figure.layout.height],
        )
        browser.close()
    PICTURE.write_text(unquote(drawn.partition(",")[2]) + "\n", encoding="utf-8")


def _spoken(page: str) -> str:
    return next(title for path, title in menu.TITLES.items() if name_of(path) == page)
