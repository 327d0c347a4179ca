"""What an export says is shown as it is written, and does nothing: no link, no element, no formula, no request."""

import csv
import inspect
import io
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pypdf import PdfReader
from typer.testing import CliRunner

import sightline.charts
from sightline import cli, downloads, menu, words
from sightline.address import ACCOUNT
from sightline.charts.palette import Tone
from sightline.packs import command
from sightline.packs.blocks import Cell, Chart, Series
from sightline.sections.reviews.qbr_pack.slide_chart import slide_chart
from sightline.settings import ROOT, Settings, read_settings
from sightline.warehouse import publishing
from tests.app import hostile
from tests.app.hostile import PAYLOADS
from tests.browser import Serve, led_to, settled, start_server, stop_server, sync_api, visit
from tests.conftest import Company
from tests.test_cli import minimal

VIEWER, MANAGER = "USR-CRO-01", "USR-ASM-01"
"""Who sees most of the company, and whose team a pack is of."""

LOOK = """([home, texts]) => {
  const clean = text => text.replaceAll('\\u2060', '').replace(/\\s+/g, ' ');
  const links = [...document.querySelectorAll('[href], [src]')]
    .map(one => one.href?.baseVal ?? one.href ?? one.src)
    .filter(to => to && !/^(blob|data):/.test(to) && !to.startsWith(home) && !to.startsWith('https://plans.example.com'));
  const made = [], changed = [], shown = {};
  for (const one of document.querySelectorAll('body *')) {
    const text = one.textContent;
    if (text.length > 60000 || !/ZQ\\d\\d/.test(text) || one.closest('[data-testid=stDataFrame]')) continue;
    if (/^\\s*ZQ\\d\\d\\s*$/.test(text)) made.push(one.outerHTML.slice(0, 200));
    const holds = child => /ZQ\\d\\d/.test(child.textContent) && getComputedStyle(child).display !== 'inline';
    if ([...one.children].some(holds) || getComputedStyle(one).display === 'inline') continue;
    for (const [, number] of text.matchAll(/ZQ(\\d\\d)/g)) {
      shown[number] = (shown[number] ?? 0) + 1;
      const told = clean(text), isProbe = +number === texts.length - 1;
      if (!told.includes(clean(texts[+number])) && (isProbe || !told.includes('…'))) changed.push(told.slice(0, 300));
    }
  }
  return {links, made, changed, shown};
}"""
"""Where a page leads, what elements hold a payload's inside alone, and which payloads read otherwise than written.

The grid is a canvas that draws letters alone, and holds what the export says; plans lead where their export says.
"""


def look(page: "sync_api.Page", address: str) -> dict[str, Any]:
    """What a page does with the payloads it shows."""
    found: dict[str, Any] = page.evaluate(LOOK, [address, [words.line(payload) for payload in PAYLOADS]])
    return found


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile company, loaded."""
    folder = tmp_path_factory.mktemp("hostile")
    exports = folder / "exports"
    exports.mkdir()
    hostile.write(exports)
    publishing.publish(exports, folder / "warehouse", read_settings(ROOT / "data" / "settings.toml"), anyway=True)
    return folder / "warehouse"


@pytest.fixture(scope="module")
def board() -> Iterator[str]:
    """The address of a page with every payload in every element that reads Markdown, and in a chart."""
    server, address = start_server(ROOT, script="tests/app/board.py")
    yield address
    stop_server(server)


def test_every_payload_reads_as_it_is_written_in_markdown_and_in_a_chart(
    browser: "sync_api.Browser", board: str
) -> None:
    """The real renderers: titles, captions, buttons, tabs, tables, lists, and all texts of Plotly."""
    seen = visit(browser, board)
    found = look(seen.page, board)
    assert (found["links"], found["made"], found["changed"]) == ([], [], [])
    assert (seen.strangers, seen.complaints) == ([], [])
    every = 12  # seven in paragraphs, lists and buttons, a table, a choice, a tab, and the chart's own
    assert {number: count for number, count in found["shown"].items() if count < every} == {}
    assert len(found["shown"]) == len(PAYLOADS)


def test_no_page_turns_what_an_export_says_into_anything(
    browser: "sync_api.Browser", warehouse: Path, serve: Serve
) -> None:
    """Every page and tab, under the pointer and on paper: no link, no element, no request to another host, no dialog.

    Texts stand as they are written.
    """
    address = serve(warehouse)
    seen = visit(browser, f"{address}/exports?viewer={VIEWER}")
    page, dialogs = seen.page, list[str]()
    page.on("dialog", lambda asked: (dialogs.append(asked.message), asked.dismiss()))
    faults: dict[str, Any] = {}
    shown: set[str] = set()

    def judge(place: str) -> None:
        found = look(page, address)
        shown.update(found.pop("shown"))
        if any(found.values()):
            faults[place] = found

    for path in menu.TITLES:
        name = Path(path).stem
        one = "&account=ACC-00686" if path == ACCOUNT else ""
        before = page.get_by_role("heading", level=1).first.element_handle()
        led_to(page, f"/{name}?viewer={VIEWER}{one}", page.get_by_role("heading", level=1).first)
        page.wait_for_function(
            "([was, now]) => !was.isConnected || location.pathname.endsWith(now)", arg=[before, name]
        )
        settled(page)
        judge(name)
        for plot in page.locator(".js-plotly-plot").all()[:2]:
            plot.hover(force=True)
            judge(f"{name}, under the pointer")
        page.emulate_media(media="print")
        judge(f"{name}, on paper")
        page.emulate_media(media="screen")
        tabs = page.get_by_role("tab")
        for place in range(1, tabs.count()):
            tabs.nth(place).click()
            sync_api.expect(tabs.nth(place)).to_have_attribute("aria-selected", "true")
            settled(page)
            judge(f"{name}, {tabs.nth(place).inner_text()}")
    opened = {
        "a deal": "pipeline_review?deal=OPP-002981",
        "a contact": "account?account=ACC-00686&part=People&person=CON-001955",
        "a place of the map": "whitespace?account=ACC-00686&stage=verify",
    }
    for place, asked in opened.items():
        led_to(page, f"/{asked}&viewer={VIEWER}", page.get_by_role("heading", level=1).first)
        page.wait_for_url(f"**/{asked.partition('?')[0]}?*")
        settled(page)
        judge(place)
    assert faults == {}
    assert (dialogs, seen.strangers) == ([], [])
    assert len(shown) > 0.8 * len(PAYLOADS)


def test_every_chart_takes_the_texts_of_its_frames_as_they_are_written() -> None:
    """A chart is given its frames by `of_texts`, which hands it texts without Plotly's markup."""
    rooms = pkgutil.iter_modules(sightline.charts.__path__, "sightline.charts.")
    charts = [
        (name, function)
        for room in rooms
        for name, function in inspect.getmembers(import_module(room.name), inspect.isfunction)
        if function.__module__ == room.name and inspect.signature(function).return_annotation.__name__ == "Figure"
    ]
    takes_frames = [
        (name, hasattr(function, "__wrapped__"))
        for name, function in charts
        if any(one.annotation is pd.DataFrame for one in inspect.signature(function).parameters.values())
    ]
    assert len(takes_frames) > 20
    assert [name for name, is_given in takes_frames if not is_given] == []


def test_a_chart_of_a_slide_draws_names_as_they_are_written() -> None:
    """Of people and reasons on its axis and in its legend, a click and a hover read the same."""
    names, series = ("<b>Ann</b>", "%{x}"), "<a href='x'>"
    told = Series(series, (Cell("1", 1.0), Cell("2", 2.0)), Tone("#000", "#fff", "?"))
    drawn = slide_chart(Chart("columns", names, (told,), "count", "USD", ""), "light").data[0]

    assert [list(drawn.x), drawn.name] == [[words.drawn(name) for name in names], words.drawn(series)]
    assert "<a" not in drawn.hovertemplate.replace("<a" + words.JOINER, "")
    assert "<b>" not in drawn.x


def test_a_plan_leads_to_a_web_address_or_nowhere(company: Company) -> None:
    """The one link that comes from an export: http or https, nothing that a browser would run or open on the disk."""
    links = [
        "https://plans.example/1",
        " HTTP://plans.example/2 ",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///x",
        "",
    ]
    plans = [{"plan_id": f"P{place}", "account_id": "A", "link": link} for place, link in enumerate(links)]
    found = (
        company(account_plans=plans).execute("select link from staging.stg_account_plans order by plan_id").fetchall()
    )
    assert [link for (link,) in found] == ["https://plans.example/1", "HTTP://plans.example/2", None, None, None, None]


LEADS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\n=",
    " =",
    "\u00a0=",
    "\u200b=",
    "\ufeff=",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)
FORMULAS = [f"{lead}{body}" for lead in LEADS for body in ("1+1", 'HYPERLINK("http://x","y")', "cmd|' /C calc'!A0")]
"""Forty-five ways to begin what a spreadsheet may take for a formula."""


def test_no_file_for_a_spreadsheet_holds_a_formula_from_an_export() -> None:
    """As CSV, as workbook, and as the workbook saved as CSV: each text begins with an apostrophe."""
    frame = pd.DataFrame({"account_name": FORMULAS})
    labels = {"account_name": "=Account"}
    given = [
        cell for row in csv.reader(io.StringIO(downloads.as_csv(frame, labels).decode("utf-8-sig"))) for cell in row
    ]
    book = openpyxl.load_workbook(
        io.BytesIO(downloads.as_xlsx(frame, labels, about={"As": "=1"}, settings=Settings().thresholds))
    )
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    saved = [str(cell.value) for cell in book["Rows"]["A"]]
    assert len(given) == len(saved) == len(FORMULAS) + 1
    assert [text for text in (*given, *saved) if not text.startswith("'")] == []
    assert book["About"]["B1"].value == "'=1"


def test_ordinary_names_are_untouched_in_a_spreadsheet() -> None:
    """Nobody sees an apostrophe that need not be there."""
    assert [words.cell(text) for text in ("Müller & Söhne", "3M", "A=B", "'t Hooft", "")] == [
        "Müller & Söhne",
        "3M",
        "A=B",
        "'t Hooft",
        "",
    ]


def test_packs_and_sheets_hold_texts_alone(warehouse: Path, tmp_path: Path) -> None:
    """Deck, workbook and both PDFs, read back: names as they are written, no link, and no formula but ours."""
    settings = read_settings(ROOT / "data" / "settings.toml")
    written = [
        *command.write(
            warehouse,
            tmp_path,
            settings,
            viewer=MANAGER,
            scope=MANAGER,
            quarter=None,
            refresh=False,
            progress=lambda *_: None,
        ),
        *command.write_sheets(warehouse, tmp_path, settings, viewer=MANAGER, team=MANAGER, progress=lambda *_: None),
    ]
    probe = PAYLOADS[-1]
    for file in written:
        match file.suffix:
            case ".pptx":
                deck = Presentation(str(file))
                assert not any(
                    "hyperlink" in rel.reltype for part in deck.part.package.iter_parts() for rel in part.rels.values()
                )
                texts = [
                    shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
                ]
                assert any(probe in text for text in texts)
            case ".xlsx":
                book = openpyxl.load_workbook(file)
                cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
                assert [cell.value for cell in cells if cell.data_type == "f" and "ZQ" in str(cell.value)] == []
                assert [cell.value for cell in cells if cell.hyperlink] == []
                assert any(probe in str(cell.value) for cell in cells)
            case ".pdf":
                pages = PdfReader(file).pages
                assert [page["/Annots"] for page in pages if "/Annots" in page] == []
                assert any(probe in page.extract_text() for page in pages)
    assert sorted({file.suffix for file in written}) == [".pdf", ".pptx", ".xlsx"]


def test_a_terminal_obeys_nothing_that_an_export_says(tmp_path: Path) -> None:
    """Names of files and stages with escape sequences and with rich's own markup are printed as letters."""
    folder = minimal(tmp_path / "drop")
    (folder / "[red]odd\x1b[31m.csv").write_text("a,b\n1,2\n")
    text = (folder / "opportunities.csv").read_text()
    (folder / "opportunities.csv").write_text(text.replace("100.50", "[bold]x\x1b]0;owned\x07"))
    done = CliRunner().invoke(cli.app, ["check", str(folder)])

    said = done.stdout + done.stderr
    assert "[red]odd" in said
    assert [letter for letter in said if not (letter == "\n" or letter.isprintable() or letter in "\u202f\u2009")] == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_is_the_same_once_what_nobody_sees_is_taken_away(payload: str) -> None:
    """What is put in for Markdown and for a chart has no width, and what is heard is what is read."""
    assert words.unmarked(words.plain(payload)) == words.line(payload)
    assert words.drawn(payload).replace(words.JOINER, "") == words.line(payload)
    assert all(letter.isprintable() or letter in "\u200c\u200d" for letter in words.line(payload))
