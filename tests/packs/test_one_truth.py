"""One truth: every number of a slide is a cell of the workbook and a row of the page's query, and the files say it."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from sightline import words
from sightline.packs import build, layout, slides, slides_pipeline, waterfall
from sightline.packs.asked import Ask
from sightline.packs.blocks import Cell, Chart, Slide, Table
from sightline.packs.formats import harmless
from sightline.packs.pack import Pack
from sightline.packs.sheets import SHEETS, WRITTEN
from sightline.settings import Settings
from sightline.warehouse.versions import Warehouse
from tests.packs.conftest import ASM, asker

ASKED = {one.name: one for one in (*SHEETS, *WRITTEN)}


def cells(slide: Slide) -> Iterator[Cell]:
    """Every cell of a slide: of its sentence, its tables and its charts."""
    yield from (part for part in slide.title if isinstance(part, Cell))
    for placed in slide.blocks:
        if isinstance(placed.block, Table):
            yield from (cell for row in placed.block.rows for cell in row)
        elif isinstance(placed.block, Chart):
            yield from (cell for one in placed.block.series for cell in one.cells)


def same(value: Any, other: Any) -> bool:
    """Whether a value of the pack and one of the workbook are the same; unknown is an empty cell or the word."""
    if pd.isna(value):
        return other in (None, "unknown")
    if isinstance(value, (bool,)):
        return other == ("yes" if value else "no")
    if isinstance(value, str):
        return other == value
    if isinstance(value, (int, float)) or hasattr(value, "dtype"):
        return float(value) == pytest.approx(float(other), abs=0.005)
    return pd.Timestamp(value) == pd.Timestamp(other)


def test_every_cell_of_every_slide_is_a_cell_of_the_workbook(shown: list[Slide], book: Any) -> None:
    """Sheet, row and column are found by where the cell says it comes from, and hold the same value."""
    found = 0
    for slide in shown:
        for cell in cells(slide):
            if not cell.table:
                assert cell.number is None, f"{slide.key}: a number from nowhere: {cell.text}"
                continue
            asked = ASKED[cell.table]
            sheet = book[asked.sheet]
            column = asked.columns.index(cell.column) + 1
            assert sheet.cell(1, column).value == asked.label(cell.column)
            assert same(cell.value, sheet.cell(cell.row + 2, column).value), (slide.key, cell)
            found += 1
    assert found > 300


def test_the_summary_says_what_the_slides_say_and_where(shown: list[Slide]) -> None:
    """Five sentences, each that of the slide whose number stands beside it: its numbers are cells of the workbook."""
    summary = next(slide for slide in shown if slide.key == "summary")
    [block] = [placed.block for placed in summary.blocks]
    assert isinstance(block, Table)
    assert len(block.rows) == 5
    for about, sentence, number in block.rows:
        slide = shown[int(number.text) - 1]
        assert (about.text, sentence.text) == (slide.kicker, slide.headline)
        assert any(isinstance(part, Cell) and part.table for part in slide.title)


def test_every_table_of_the_pack_is_the_answer_of_the_pages_query(pack: Pack, ask: Ask) -> None:
    """Asked again as the same viewer, each query gives the same rows, in the same order."""
    for one in SHEETS:
        again = pd.concat([ask(one.query, **given) for given in one.parameters(pack.unit)]).reset_index(drop=True)
        pd.testing.assert_frame_equal(pack.tables[one.name][list(one.columns)], again[list(one.columns)])


def test_the_waterfall_of_the_pack_is_that_of_the_page_between_its_two_days(pack: Pack, ask: Ask) -> None:
    """From the snapshot of the quarter's start to the last one in it, of the team and nobody else."""
    unit = pack.unit
    days = {"compare_to": unit.compare_to, "as_of": unit.snapshot_on}
    page = ask("pipeline_waterfall", team=unit.scope_id, quarter=unit.quarter, **days)

    assert (unit.compare_to, unit.snapshot_on) == (dt.date(2026, 7, 27), dt.date(2026, 10, 5))
    assert pack.tables["waterfall"]["amount"].tolist() == page["amount"].tolist()
    assert page["deals"].gt(0).sum() > 5


def test_a_drafted_sentence_holds_no_number_of_its_own(shown: list[Slide]) -> None:
    """What stands between the cells are words, quarters, days, names and settings."""
    for slide in shown:
        for part in slide.title:
            if isinstance(part, str):
                rest = re.sub(r"FY\d\d-Q\d|\d{1,2} [A-Z][a-z]{2} \d{4}|2\.2×", "", part)
                assert not re.search(r"[$€£]|\d{3,}|\d\s*%", rest), (slide.key, part)


def test_tables_of_the_deck_say_what_the_slides_say(shown: list[Slide], deck: Any) -> None:
    """Read back from the file: each text, with its mark, none of them cut."""
    for slide, native in zip(shown, deck.slides, strict=True):
        tables = [shape.table for shape in native.shapes if shape.has_table]
        meant = [placed for placed in slide.blocks if isinstance(placed.block, Table) and placed.block.rows]
        assert len(tables) == len(meant)
        for table, placed in zip(tables, meant, strict=True):
            block = placed.block
            assert isinstance(block, Table)
            written = [[cell.text for cell in row.cells] for row in table.rows][1:]
            assert written
            for line, row in zip(written, block.rows[: len(written)], strict=True):
                for text, cell in zip(line, row, strict=True):
                    assert text == layout.marked(cell), slide.key


def test_charts_of_the_deck_hold_the_numbers_of_the_slides(shown: list[Slide], deck: Any) -> None:
    """Each series read back from the file; the parts of a waterfall add up to its steps, sign and all."""
    for slide, native in zip(shown, deck.slides, strict=True):
        charts = [shape.chart for shape in native.shapes if shape.has_chart]
        meant = [p.block for p in slide.blocks if isinstance(p.block, Chart) and not p.block.is_empty]
        assert len(charts) == len(meant)
        for chart, block in zip(charts, meant, strict=True):
            assert [str(name) for name in chart.plots[0].categories] == [harmless(name) for name in block.categories]
            held = {series.name: list(series.values) for series in chart.plots[0].series}
            if block.kind == "waterfall":
                for place, cell in enumerate(block.series[0].cells):
                    parts = [
                        (name, values[place] or 0.0)
                        for name, values in held.items()
                        if name.startswith(("Total", "Up", "Down", "Won", "Doubtful"))
                    ]
                    height = sum(abs(value) for name, value in parts)
                    assert height == pytest.approx(abs(cell.number or 0.0), abs=0.005)
                labels = [label.text for series in chart.plots[0].series for label in _labels(series)]
                assert sorted(labels) == sorted(cell.text for cell in block.series[0].cells)
            else:
                for one in block.series:
                    assert held[harmless(one.name)] == [cell.number for cell in one.cells], (slide.key, one.name)


def _labels(series: Any) -> Iterator[Any]:
    for place, value in enumerate(series.values):
        if value is not None and series.name.startswith("Labels"):
            yield series.points[place].data_label.text_frame


def test_each_slide_bears_its_sentence_its_stamp_and_its_source(shown: list[Slide], deck: Any, pack: Pack) -> None:
    """Title, pack id, day, scope and currency on every slide; how it is counted and where it stands in the notes."""
    for slide, native in zip(shown, deck.slides, strict=True):
        texts = [shape.text_frame.text for shape in native.shapes if shape.has_text_frame]
        assert slide.headline in texts
        assert pack.stamp.line in texts
        notes = native.notes_slide.notes_text_frame.text
        assert pack.stamp.pack_id in notes
    for part in (pack.unit.scope_name, pack.unit.quarter, words.day(pack.unit.as_of), pack.unit.currency):
        assert part in pack.stamp.line


def test_a_waterfall_bar_stands_where_the_one_before_it_ended(shown: list[Slide]) -> None:
    """The last bar, a total on zero, reaches exactly the level the steps lead to."""
    chart = next(p.block for s in shown for p in s.blocks if isinstance(p.block, Chart) and p.block.kind == "waterfall")
    stand = waterfall.bars(chart)
    assert stand[-1].end == pytest.approx(stand[-2].end, abs=0.01)


def test_a_pack_frozen_before_its_bars_had_tones_opens_with_totals_apart_from_steps(pack: Pack) -> None:
    """What was frozen stays readable, also without a snapshot to tell of."""
    old = {**pack.tables, "waterfall": pack.rows("waterfall").drop(columns="tone")}
    [chart] = [placed.block for placed in slides_pipeline.bridge(dataclasses.replace(pack, tables=old)).blocks]
    assert isinstance(chart, Chart)
    assert [tone == "total" for tone in chart.tones] == [True, *[False] * (len(chart.tones) - 2), True]
    assert slides_pipeline.bridge(dataclasses.replace(pack, tables={})).blocks


def test_the_pack_is_of_the_team_in_question(pack: Pack) -> None:
    """Its unit names the scope, the quarter in question, the snapshot of its start and the last one in it."""
    unit = pack.unit
    assert (unit.scope_id, unit.is_team, unit.quarter) == (ASM, True, "FY27-Q3")
    assert unit.compare_to is not None
    assert unit.compare_to <= unit.quarter_starts_on < unit.as_of


@pytest.mark.parametrize("viewer", ["USR-CRO-01", "USR-VP-01", ASM])
@pytest.mark.parametrize("quarter", ["FY27-Q3", "FY27-Q2", "FY26-Q2"])
def test_the_sheets_of_a_pack_agree_while_a_quarter_runs_once_it_has_ended_and_without_snapshots(
    sample: Warehouse, viewer: str, quarter: str
) -> None:
    """Won on four sheets, quota of a team, deals to act on and pipeline of the next quarter: rows add up to totals."""
    ask = asker(sample, viewer)
    unit = build.resolve(ask, Settings(), viewer=viewer, scope=viewer, quarter=quarter)
    pack = build.with_words(Pack(unit, build.freeze(ask, unit)))
    rows = {name: table.astype(object) for name, table in pack.tables.items()}
    [scored] = pack.find("scorecard", metric="won_amount", quarter_label=quarter)
    won = pytest.approx(float(rows["scorecard"]["value"][scored]), abs=0.01)

    for name in ("teams", "winners", "attainment"):
        assert float(rows[name]["won_amount"].sum()) == won, name
    assert float(rows["coverage"]["won_amount"][0]) == won
    assert float(rows["outcomes"]["amount"][rows["outcomes"]["outcome"] == "won"].sum()) == won
    for name in ("act_deals", "act_amount", "quarter_deals", "quarter_amount"):
        whole = pytest.approx(float(rows["act_totals"][name][0]), abs=0.01)
        assert float(rows["readiness"][name].fillna(0).sum()) == whole, name
    opened = pytest.approx(float(rows["needed"]["open_quarter_amount"][0]), abs=0.01)
    assert float(rows["need_rows"]["next_open"].sum()) == opened
    for slide in slides.of(pack):
        for cell in cells(slide):
            assert cell.column in ASKED[cell.table].columns if cell.table else cell.value is None
    if unit.snapshot_on is None:
        assert all(pd.isna(value) for value in rows["coverage"]["open_quarter_amount"])
        assert "bridge" not in [slide.key for slide in slides.included(pack)]


@pytest.mark.parametrize("viewer", [ASM, "USR-VP-01"])
def test_page_pack_and_sheets_name_the_same_deals_to_act_on_and_the_same_advice(sample: Warehouse, viewer: str) -> None:
    """Pipeline review, its hygiene, readiness, the deck and each AE's sheet: one list, also of those who have left."""
    ask = asker(sample, viewer)
    listed = ask("deals_to_act_on")
    to_act = listed[listed["severity"] == "act"]
    counts = to_act["owner_id"].value_counts().to_dict()
    advice = ["opportunity_id", "suggested_action", "evidence"]

    for name in ("hygiene_summary", "pack_act_totals"):
        assert ask(name)["act_deals"].tolist() == [len(to_act)], name
    for name in ("readiness", "hygiene_by_person"):
        rows = ask(name).set_index("person_id")["act_deals"]
        assert rows[rows > 0].to_dict() == counts, name
    assert ask("pack_readiness", team=viewer)["act_deals"].sum() == len(to_act)
    key = ask("key_deals")
    assert set(key["opportunity_id"][(key["severity"] == "act") & key["is_this_quarter"]]) == set(to_act.opportunity_id)
    for owner, mine in to_act.groupby("owner_id"):
        sheet = ask("one_on_one_deals", owner=owner)
        assert sheet[sheet["severity"] == "act"][advice].values.tolist() == mine[advice].values.tolist(), owner
    assert len(counts) > 3
