"""Where one click goes: choosing another AE or segment on a page, from the key that commits it to the last change.

Every page and every peer stands in a tab of its own of one Chromium and is driven in turn, round after round, so that
a slow minute of the machine hits all alike. No state of the filters is chosen twice on a page, so no answer is
remembered.
"""

import datetime as dt
import json
import shutil
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pandas as pd
from playwright.sync_api import BrowserContext, Error, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks import servers
from sightline import queries
from sightline.settings import read_settings
from sightline.warehouse import versions

CLOCK = Path(__file__).parent / "clock.js"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_QUIET_MS = 500
_PATIENCE_MS = 20_000
_PREFERRED = {"VP": ("owner", "segment", "region"), "ASM": ("owner", "segment", "region"), "AE": ("segment", "region")}
_LABELS = {"owner": "AE", "segment": "Segment", "region": "Region"}

PAGES = ("adoption", "plan_coverage", "whitespace", "relationship_health", "pipeline_review", "forecast_calls",
         "one_on_one", "qbr_pack")  # fmt: skip
"""Pages with filters; the others are about one account, or about the data itself."""


@dataclass
class Subject:
    """One page for one viewer, or one peer, with every click made on it."""

    name: str
    url: str
    kind: str
    walk: Iterator[tuple[str, str]]
    watch: str = ""
    clicks: list[dict[str, float]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def median(self, what: str) -> float:
        """The middle of one figure over all clicks."""
        found = [click[what] for click in self.clicks if what in click]
        return statistics.median(found) if found else float("nan")

    def p95(self, what: str) -> float:
        """The figure that one click in twenty exceeds."""
        found = sorted(click[what] for click in self.clicks)
        return found[min(round(len(found) * 0.95), len(found) - 1)] if found else float("nan")


def walk(choices: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Label and choice of filters, one at a time, so that no state comes twice; the first filter changes most."""
    state: dict[str, str | None] = dict.fromkeys(choices)
    been = {tuple(state.values())}
    while True:
        for name, choice in ((name, choice) for name, found in choices.items() for choice in found):
            wanted = {**state, name: choice}
            if tuple(wanted.values()) not in been:
                break
        else:
            return
        state = wanted
        been.add(tuple(state.values()))
        yield _LABELS[name], choice


def viewers(warehouse: Path) -> dict[str, tuple[str, dict[str, list[str]]]]:
    """A VP, an ASM and an AE: id, and what each can choose in the filters they use most, names that occur once."""
    opened = versions.open_version(warehouse, versions.current(warehouse), read_settings())

    def ask(name: str, viewer: str) -> pd.DataFrame:
        return queries.run(opened.connection, name, viewer=viewer, today=dt.date.today())

    people = ask("people_to_view_as", "operator")
    tops = people[(people.landing == "top") & (people.role == "VP")]
    found = {
        "VP": tops.person_id.iloc[-1],
        "ASM": people[people.landing == "manager"].person_id.iloc[0],
        "AE": people[people.landing == "rep"].person_id.iloc[0],
    }
    reps = set(people[people.landing == "rep"].person_id)
    told = {}
    for role, viewer in found.items():
        choices = ask("scope_choices", viewer)
        choices = choices[(choices["filter"] != "owner") | choices["value"].isin(reps)]
        labels = {name: choices.loc[choices["filter"] == name, "label"] for name in _PREFERRED[role]}
        told[role] = (
            viewer,
            {
                name: [label for label in rows if sum(label in other for other in rows) == 1]
                for name, rows in labels.items()
            },
        )
    opened.connection.close()
    return told


def measure(
    warehouse: Path,
    *,
    pages: Sequence[str] = PAGES,
    roles: Sequence[str] = ("VP", "ASM", "AE"),
    rounds: int = 5,
    clicks: int = 3,
    dash_python: Path | None = None,
) -> list[Subject]:
    """Every subject with its clicks, peers last."""
    people = viewers(warehouse)
    with ExitStack() as stack:
        address, watch = stack.enter_context(servers.watched(warehouse))
        subjects = [
            Subject(f"{page} {role}", f"http://{address}/{page}?viewer={people[role][0]}", "filter",
                    walk(people[role][1]), watch)
            for page in pages
            for role in roles
        ]  # fmt: skip
        owners = people["VP"][1]["owner"][1:]  # a peer opens with the first
        if dash_python and dash_python.exists():
            for page in ("whitespace", "pipeline"):
                at = stack.enter_context(servers.dash(dash_python, page, warehouse))
                subjects.append(Subject(f"Dash, {page}", f"http://{at}", "dash", walk({"owner": owners})))
        at, _ = stack.enter_context(servers.streamlit(servers.PEERS / "in_streamlit.py", warehouse))
        for page in ("whitespace", "pipeline", "text"):
            name = f"bare Streamlit, {page}"
            subjects.append(Subject(name, f"http://{at}/?show={page}", "bare", walk({"owner": owners})))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(_PATIENCE_MS)
        context.add_init_script(path=CLOCK)
        tabs = [_open(context, subject) for subject in subjects]
        for turn in range(rounds):
            print(f"round {turn + 1} of {rounds}", file=sys.stderr, flush=True)
            for subject, tab in zip(subjects, tabs, strict=True):
                tab.bring_to_front()
                for _ in range(clicks):
                    _click(tab, subject, planned=turn == 0)
        browser.close()
    return subjects


def _open(context: BrowserContext, subject: Subject) -> Page:
    page = context.new_page()
    page.goto(subject.url)
    box = "#owner" if subject.kind == "dash" else "[data-testid=stSelectbox]"
    page.locator(box).first.wait_for()
    _still(page)
    return page


def _still(page: Page) -> None:
    """Wait until nothing runs and nothing has arrived for a while."""
    page.evaluate("() => { __clock.t0 = performance.now(); __clock.messages = 1; }")
    page.wait_for_function("() => __clock.isQuiet(1000)", polling=100)


def _click(page: Page, subject: Subject, *, planned: bool) -> None:
    """One choice, with what the browser and the server have noted of it; a lost one is reported."""
    chosen = next(subject.walk, None)
    if chosen is None:
        return
    try:
        if subject.watch:
            _noted(subject, "")
        _choose(page, subject.kind, *chosen)
        page.wait_for_function(f"() => __clock.isQuiet({_QUIET_MS})", polling=50)
        click = dict(page.evaluate("() => __clock.told()"))
        if subject.watch:
            click |= _summed(_noted(subject, "planned" if planned else ""), planned=planned)
        subject.clicks.append(click)
    except Error as error:
        subject.lost.append(f"{chosen[1]}: {error.message.splitlines()[0][:100]}")
        page.keyboard.press("Escape")


def _choose(page: Page, kind: str, label: str, choice: str) -> None:
    arm = "() => { __clock.armed = true; }"
    if kind == "dash":
        page.locator("#owner").click()
        page.locator("input.dash-dropdown-search").fill(choice)
        option = page.locator("label, [role=option]", has_text=choice).first
        option.wait_for()
        page.wait_for_timeout(150)
        page.evaluate(arm)
        option.click()
        return
    box = page.locator("[data-testid=stSelectbox]").filter(has=page.get_by_text(label, exact=True)).first
    box.locator("input").click()
    page.keyboard.type(choice)
    page.locator("[role=option]", has_text=choice).first.wait_for()
    page.wait_for_timeout(150)
    page.evaluate(arm)
    page.keyboard.press("Enter")


def _noted(subject: Subject, path: str) -> list[dict[str, Any]]:
    with urlopen(f"http://{subject.watch}/{path}", timeout=120) as answer:  # our own server
        return list(json.loads(answer.read()))


def _summed(notes: list[dict[str, Any]], *, planned: bool) -> dict[str, Any]:
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
    "bytes": "bytes",
    "wire": "last message ms",
    "browser": "browser ms",
}


def report(subjects: list[Subject], out: Console) -> None:
    """One row per page and viewer, medians over its clicks; then the questions of each page, slowest first."""
    table = Table("", "n", *COLUMNS.values(), "fold p50", "fold p95", "settled p50", "x Dash")
    peers = {subject.name: subject.median("above") for subject in subjects}
    for subject in subjects:
        floor = peers.get("Dash, pipeline" if subject.name.startswith("pipeline") else "Dash, whitespace")
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
            for name, ms, plan, size in click.get("asked", []):  # type: ignore[attr-defined]
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


if __name__ == "__main__":
    import argparse

    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--warehouse", type=Path, required=True)
    ask.add_argument("--pages", nargs="+", default=PAGES)
    ask.add_argument("--roles", nargs="+", default=("VP", "ASM", "AE"))
    ask.add_argument("--rounds", type=int, default=5)
    ask.add_argument("--clicks", type=int, default=3)
    ask.add_argument("--dash-python", type=Path)
    given = ask.parse_args(sys.argv[1:])
    report(
        measure(given.warehouse, pages=given.pages, roles=given.roles, rounds=given.rounds, clicks=given.clicks,
                dash_python=given.dash_python),
        Console(width=200),
    )  # fmt: skip
