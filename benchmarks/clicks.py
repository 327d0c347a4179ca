"""Where one click goes: choosing another AE or segment on a page, from the key that commits it to the last change.

Every page and every peer stands in a tab of its own of one Chromium and is driven in turn, round after round, so that
a slow minute of the machine hits all alike. No state of the filters is chosen twice on a page, so no answer is
remembered.
"""

import argparse
import json
import re
import shutil
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Error, Page, ViewportSize, sync_playwright
from rich.console import Console
from rich.table import Column, Table

from benchmarks import people, servers
from benchmarks.measure import Result
from benchmarks.people import ROLES, Viewer
from sightline import menu
from sightline.address import name_of

CLOCK = Path(__file__).parent / "clock.js"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PAGES = tuple(name_of(path) for path in menu.TITLES)
SCREEN: ViewportSize = {"width": 1440, "height": 900}

_QUIET_MS, _PATIENCE_MS = 500, 30_000
_LABELS = {"owner": "AE", "segment": "Segment", "region": "Region", "quarter": "Quarter", "account": "Find an account"}
_PART_OF_NAME = "Part of an account's name"
_AS_FAST_AS_DASH = ("whitespace", "plan_coverage")
_GOAL_DASH, _GOAL_MS, _GOAL_SPREAD, _GOAL_ASKING_MS = 1.5, 500, 1.5, 100


@dataclass
class Subject:
    """One page for people of one role, or one peer, with every click made on it."""

    name: str
    url: str
    page: str = ""
    role: str = ""
    viewers: Iterator[Viewer] = field(default_factory=lambda: iter(()))
    walk: Iterator[dict[str, tuple[str, str]]] = field(default_factory=lambda: iter(()))
    watch: str = ""
    box: str = ""
    """Selector of the text box of a tool that is neither Sightline nor a peer of ours."""
    clicks: list[dict[str, Any]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def median(self, what: str) -> float:
        """The middle of one figure over all clicks."""
        found = [click[what] for click in self.clicks if what in click]
        return statistics.median(found) if found else float("nan")

    def p95(self, what: str) -> float:
        """The figure that one click in twenty exceeds."""
        found = sorted(click[what] for click in self.clicks)
        return found[min(round(len(found) * 0.95), len(found) - 1)] if found else float("nan")


def measure(
    warehouse: Path,
    *,
    pages: Sequence[str] = PAGES,
    roles: Sequence[str] = ROLES,
    rounds: int = 7,
    clicks: int = 3,
    dash_python: Path | None = None,
    others: Sequence[str] = (),
) -> list[Subject]:
    """Every subject with its clicks, peers last."""
    viewers = people.viewers(warehouse)
    names = sorted(label for _, label in viewers["VP"][0].filters["owner"])[1:]  # a peer opens with the first
    owners = {"owner": [(name, name) for name in names]}
    with ExitStack() as stack:
        address, watch = stack.enter_context(servers.watched(warehouse))
        subjects = [
            Subject(f"{page}, {role}", f"http://{address}/{page}", page, role, iter(viewers[role]), watch=watch)
            for page in pages
            for role in roles
        ]
        if dash_python and dash_python.exists():
            for page in ("whitespace", "pipeline"):
                at = stack.enter_context(servers.dash(dash_python, page, warehouse))
                subjects.append(Subject(f"Dash, {page}", f"http://{at}", walk=people.walk(owners)))
        at, _ = stack.enter_context(servers.streamlit(servers.PEERS / "in_streamlit.py", warehouse))
        for page in ("whitespace", "pipeline", "text"):
            url = f"http://{at}/?show={page}"
            subjects.append(Subject(f"bare Streamlit, {page}", url, walk=people.walk(owners)))
        for other in others:
            name, url, box = re.fullmatch(r"([^=]+)=([^@]+)@(.+)", other).groups()  # type: ignore[union-attr]
            subjects.append(Subject(name, url, walk=people.walk(owners), box=box))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport=SCREEN)
        context.set_default_timeout(_PATIENCE_MS)
        context.add_init_script(path=CLOCK)
        tabs = [_open(context.new_page(), subject) for subject in subjects]
        for turn in range(rounds):
            print(f"clicks: round {turn + 1} of {rounds}", file=sys.stderr, flush=True)
            for subject, tab in zip(subjects, tabs, strict=True):
                tab.bring_to_front()
                for _ in range(clicks):
                    _click(tab, subject, planned=turn == 0)
        browser.close()
    return subjects


def _open(page: Page, subject: Subject) -> Page:
    """The page opened for the next viewer of a subject, and still."""
    viewer = next(subject.viewers, None)
    if viewer is not None:
        subject.walk = people.walk(viewer.choices(subject.page))
    page.goto(f"{subject.url}?viewer={viewer.person}" if viewer else subject.url)
    page.locator(subject.box or "#owner, [data-testid=stSelectbox], [data-testid=stTextInput]").first.wait_for()
    still(page)
    return page


def still(page: Page) -> None:
    """Wait until nothing runs and nothing has arrived or changed for a second."""
    page.evaluate("() => { __clock.t0 = performance.now(); __clock.messages = 1; }")
    page.wait_for_function("() => __clock.isQuiet(1000)", polling=100)


def _click(page: Page, subject: Subject, *, planned: bool) -> None:
    """One choice, with what the browser and the server have noted of it; a lost one is reported."""
    chosen = next(subject.walk, None)
    if chosen is None:
        _open(page, subject)
        chosen = next(subject.walk, None)
        if chosen is None:
            return
    name, (_, label) = list(chosen.items())[-1]
    try:
        if subject.watch:
            _noted(subject, "")
        _choose(page, subject, name, label)
        page.wait_for_function(f"() => __clock.isQuiet({_QUIET_MS})", polling=50)
        click = dict(page.evaluate("() => __clock.told()"))
        if subject.watch:
            click |= spent(_noted(subject, "planned" if planned else ""), planned=planned)
        subject.clicks.append(click)
    except Error as error:
        subject.lost.append(f"{label}: {error.message.splitlines()[0][:100]}")
        page.keyboard.press("Escape")


def _choose(page: Page, subject: Subject, name: str, label: str) -> None:
    """Make a choice; the clock starts with the key or the click that commits it."""
    if subject.box:
        page.locator(subject.box).first.click()
        page.keyboard.type(label)
        page.wait_for_timeout(500)
        _arm(page)
        page.keyboard.press("Enter")
    elif not subject.page and subject.name.startswith("Dash"):
        page.locator("#owner").click()
        page.locator("input.dash-dropdown-search").fill(label)
        option = page.locator("label, [role=option]", has_text=label).first
        option.wait_for()
        _arm(page)
        option.click()
    elif name == "view":
        tab = page.get_by_role("tab", name=label, exact=True)
        tab.hover()
        _arm(page)
        tab.click()
    elif name == "search":
        page.get_by_label("Search", exact=True).fill(label)
        _arm(page)
        page.keyboard.press("Enter")
    else:
        part = page.get_by_label(_PART_OF_NAME)
        if name == "account" and part.count() and not part.input_value():
            part.fill(people.PART)
            page.keyboard.press("Enter")
            still(page)
        boxes = page.locator("[data-testid=stSelectbox]")
        boxes.filter(has=page.get_by_text(_LABELS[name], exact=True)).first.locator("input").click()
        page.keyboard.type(label)
        page.locator("[role=option]", has_text=label).first.wait_for()
        _arm(page)
        page.keyboard.press("Enter")


def _arm(page: Page) -> None:
    page.wait_for_timeout(150)  # a person sees the choice first, and what it drew is not of the click
    page.evaluate("() => { __clock.armed = true; }")


def _noted(subject: Subject, path: str) -> list[dict[str, Any]]:
    with urlopen(f"http://{subject.watch}/{path}", timeout=120) as answer:  # our own server
        return list(json.loads(answer.read()))


def spent(notes: list[dict[str, Any]], *, planned: bool) -> dict[str, Any]:
    """How many and how long, by kind of work; questions asked side by side count once."""
    told: dict[str, Any] = {}
    for kind in ("question", "script", "figure", "drawn"):
        spans = sorted((note["from"], note["to"]) for note in notes if note["kind"] == kind)
        told[f"{kind}s"], told[f"{kind}_ms"] = len(spans), _covered(spans) * 1000
    questions = [note for note in notes if note["kind"] == "question"]
    if planned:
        told["plan_ms"] = sum(note.get("plan_ms") or 0 for note in questions)
    told["asked"] = [
        (note["name"], (note["to"] - note["from"]) * 1000, note.get("plan_ms"), note["sql"]) for note in questions
    ]
    return told


def _covered(spans: list[tuple[float, float]]) -> float:
    """Seconds that lie in at least one of the spans."""
    covered, until = 0.0, float("-inf")
    for start, end in spans:
        covered += max(0.0, end - max(start, until))
        until = max(until, end)
    return covered


COLUMNS = {
    "questions": "questions",
    "question_ms": "asking ms",
    "plan_ms": "of it plan",
    "script_ms": "script ms",
    "figures": "figures",
    "figure_ms": "built ms",
    "drawn_ms": "sent ms",
    "messages": "messages",
    "bytes": "bytes",
    "wire": "last message ms",
    "browser": "browser ms",
}


def results(subjects: list[Subject]) -> list[Result]:
    """The goals of a click: against Dash's two charts in the same run, in milliseconds, and how far it strays."""
    by_name = {subject.name: subject for subject in subjects}
    told = []
    for subject in subjects:
        if not subject.page or not subject.clicks:
            continue
        middle = subject.median("above")
        dash = by_name.get(_peer(subject))
        if dash and dash.clicks:
            goal = 1.0 if subject.page in _AS_FAST_AS_DASH else _GOAL_DASH
            told.append(
                Result(f"P1 click, {subject.name}", f"{middle:.0f} ms", f"{dash.name} {dash.median('above'):.0f} ms",
                       middle / dash.median("above"), goal)
            )  # fmt: skip
        told.append(Result(f"P1 p50, {subject.name}", "p50", "", middle, _GOAL_MS, "ms"))
        told.append(Result(f"P1 p95, {subject.name}", "p95", "p50", subject.p95("above") / middle, _GOAL_SPREAD))
        if subject.role == "VP":
            asking = subject.median("question_ms")
            told.append(Result(f"P4 all questions of {subject.page}", "VP", "", asking, _GOAL_ASKING_MS, "ms"))
    return told


def _peer(subject: Subject) -> str:
    return "Dash, pipeline" if subject.name.startswith("pipeline") else "Dash, whitespace"


def report(subjects: list[Subject]) -> None:
    """One row per page and viewer, medians over its clicks; then the questions of each page, slowest first."""
    out = Console(width=230)
    table = Table(Column("", no_wrap=True), "n", *COLUMNS.values(), "fold p50", "fold p95", "settled p50", "x Dash")
    peers = {subject.name: subject.median("above") for subject in subjects}
    for subject in subjects:
        floor = peers.get(subject.name if subject.name.startswith("Dash") else _peer(subject))
        above = subject.median("above")
        table.add_row(
            subject.name,
            str(len(subject.clicks)),
            *("" if (value := subject.median(what)) != value else f"{value:,.0f}" for what in COLUMNS),
            f"{above:,.0f}",
            f"{subject.p95('above'):,.0f}",
            f"{subject.median('settled'):,.0f}",
            f"{above / floor:.1f}" if floor else "",
        )
    out.print(table)
    for subject in subjects:
        for lost in subject.lost:
            out.print(f"lost click on {subject.name}: {lost}", style="red")
    for subject in subjects:
        asked: dict[str, list[tuple[float, float | None, int]]] = {}
        for click in subject.clicks:
            for name, ms, plan, size in click.get("asked", []):
                asked.setdefault(name, []).append((ms, plan, size))
        if not asked:
            continue
        out.print(f"\n{subject.name}: questions, per click")
        for name, found in sorted(asked.items(), key=lambda item: -statistics.median(ms for ms, *_ in item[1])):
            plans = [plan for _, plan, _ in found if plan is not None]
            plan = f"plan {statistics.median(plans):4.0f} ms" if plans else "plan    – ms"
            spent = statistics.median(ms for ms, *_ in found)
            out.print(
                f"  {spent:6.0f} ms  {plan}  {found[0][2] / 1000:5.1f} kB of SQL  "
                f"{len(found) / len(subject.clicks):.1f} times  {name}"
            )


def main() -> None:
    """The tables alone, for chosen pages and roles."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--warehouse", type=Path, required=True)
    ask.add_argument("--pages", nargs="+", default=PAGES)
    ask.add_argument("--roles", nargs="+", default=ROLES)
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--clicks", type=int, default=3)
    ask.add_argument("--dash-python", type=Path, default=servers.DASH_PYTHON)
    ask.add_argument("--others", nargs="+", default=(), metavar="NAME=URL@BOX", help="see docs/speed.md")
    given = vars(ask.parse_args())
    report(measure(given.pop("warehouse"), **given))


if __name__ == "__main__":
    main()
