"""Slides, sheets and the command line speak the words of those who sell; so do the sentences of a load."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sightline.cli import app
from sightline.packs import build, sheets, slides
from sightline.packs.asked import Ask
from sightline.packs.blocks import Chart, Slide, Table, Text
from sightline.packs.one_on_one import content
from sightline.packs.one_on_one.lines import each
from sightline.packs.pack import Pack
from sightline.settings import ROOT, Settings
from tests.app import spoken
from tests.packs.conftest import ASM

COMMANDS = ("check", "load", "sample", "pack", "sheet", "run")
_AES = 2
LOADER = ("sightline/exports", "sightline/warehouse", "sightline/contract")
_CODE = re.compile(
    r"^\s*(select|insert|update|delete|create|alter|set|from|where|with|case)\b|\bverdict\b| join |^\W*[\w.]*\W*$"
)
"""What shows a text of the code to be SQL or a single name of the code's own."""


def test_every_slide_and_sheet_speaks_plainly(ask: Ask, pack: Pack, own_words: re.Pattern[str] | None) -> None:
    """Titles, captions, heads, cells, notes, and what each sheet says it holds; of an ended quarter as well."""
    unit = build.resolve(ask, Settings(), viewer=ASM, scope=ASM, quarter="FY27-Q2")
    ended = build.with_words(Pack(unit, build.freeze(ask, unit), prepared_by="Somebody"))
    texts = [text for one in (pack, ended) for slide in slides.of(one) for text in _of_slide(slide)]
    for one in (*sheets.SHEETS, *sheets.WRITTEN):
        texts += [(one.sheet, one.says), *((f"{one.sheet} head", one.label(name)) for name in one.columns)]

    assert list(spoken.found(iter(texts), own_words)) == []


def test_every_sheet_of_a_1_to_1_speaks_plainly(ask: Ask, own_words: re.Pattern[str] | None) -> None:
    """The finding, each figure, table and list on the paper of some of a team's AEs."""
    texts = []
    for person in each(ask("one_on_one_people").head(_AES)):
        sheet = content.sheet(ask, person, {}, "USD")
        texts += [(sheet.name, text) for text in (sheet.finding, sheet.week, *sheet.consults)]
        texts += [(one.label, text) for one in sheet.figures for text in (one.label, one.note)]
        texts += [text for table in (sheet.deals, sheet.money) for text in _of_block(sheet.name, table)]
        texts += [
            (one.name, text)
            for one in sheet.accounts
            for text in (one.standing, *(line for head, lines in one.lists for line in (head, *lines)))
        ]

    assert list(spoken.found(iter(texts), own_words)) == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_explains_itself_plainly(command: str) -> None:
    """What `--help` prints."""
    said = CliRunner().invoke(app, [*([command] if command else []), "--help"], env={"COLUMNS": "200"})

    assert said.exit_code == 0
    assert list(spoken.found(iter([(command, said.stdout)]))) == []


def test_a_load_says_what_happened_plainly() -> None:
    """Every sentence in the code that reads exports, and in the contract that Exports and the data dictionary show."""
    paths = [path for room in LOADER for path in sorted((ROOT / room).rglob("*.*"))]
    texts = [text for path in paths for text in _of_file(path)]

    assert len(texts) > 500
    assert list(spoken.found(iter(texts))) == []


def _of_slide(slide: Slide) -> Iterator[tuple[str, str]]:
    yield slide.key, slide.kicker
    yield slide.key, slide.headline
    yield f"{slide.key} notes", slide.notes
    for placed in slide.blocks:
        yield from _of_block(slide.key, placed.block)


def _of_block(key: str, block: Table | Chart | Text) -> Iterator[tuple[str, str]]:
    if isinstance(block, Text):
        yield from ((key, text) for line in block.lines for text in line)
        return
    yield f"{key} caption", block.caption
    if isinstance(block, Chart):
        yield f"{key} alt", block.alt
        yield from ((f"{key} chart", text) for text in (*block.categories, *(one.name for one in block.series)))
    else:
        yield from ((f"{key} head", text) for text in block.heads)
        yield from ((f"{key} cell", cell.text) for row in block.rows for cell in row)


def _of_file(path: Path) -> Iterator[tuple[str, str]]:
    """The sentences of one file: texts of the code that are neither SQL nor names, or the meanings of a table."""
    if path.suffix == ".csv" and path.name in ("tables.csv", "columns.csv"):
        yield from ((path.name, line) for line in path.read_text(encoding="utf-8").splitlines())
    if path.suffix != ".py":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documents = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documents
        if is_text and not _CODE.search(node.value):
            yield f"{path.name}:{node.lineno}", node.value
