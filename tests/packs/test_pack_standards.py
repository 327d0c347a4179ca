"""The files against what others ask of them: valid in every part, and formulas that compute what was frozen."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import formualizer
import openpyxl
import pandas as pd
import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation

from sightline.metrics import COLUMNS, column
from sightline.packs import build, deck, formulas, template
from sightline.packs.blocks import Placed, Slide
from sightline.packs.formulas import FORMULAS
from sightline.packs.pack import Pack
from sightline.packs.sheets import SHEETS, WRITTEN
from sightline.settings import Settings
from tests.packs.test_pack_files import COVER, STAMP, chart, table

ASKED = (*SHEETS, *WRITTEN)


def faults(content: bytes, path: Path) -> list[str]:
    """What is not as the schemas of ECMA-376 want it, in any part."""
    path.write_bytes(content)
    return [f"{one.part_uri} {one.path}: {one.description}" for one in OpenXmlValidator().validate(path).errors]


def test_every_part_of_deck_and_workbook_is_valid(files: dict[str, bytes], tmp_path: Path) -> None:
    """Master, layouts, slides, notes, charts and the workbooks inside the charts."""
    assert faults(files["pptx"], tmp_path / "deck.pptx") == []
    assert faults(files["xlsx"], tmp_path / "book.xlsx") == []
    inside = list(workbooks(files["pptx"]))
    assert inside
    for content in inside:
        assert faults(content, tmp_path / "inside.xlsx") == []


def workbooks(content: bytes) -> Iterator[bytes]:
    """What "Edit data" opens, of each chart."""
    for slide in Presentation(io.BytesIO(content)).slides:
        yield from (shape.chart.part.chart_workbook.xlsx_part.blob for shape in slide.shapes if shape.has_chart)


@pytest.mark.parametrize("kind", ["waterfall", "columns", "stacked", "bars", "stacked bars", "lines"])
def test_a_chart_of_every_kind_is_valid_below_zero_and_with_gaps(kind: Any, tmp_path: Path) -> None:
    """Also beside a full table with hostile text, and a comment."""
    blocks = (
        Placed(chart(5.0, -20.0, None, 3.0, kind=kind), 0, 0, 0.5),
        Placed(table(40, "=cmd|' /C calc'!A0"), 0.5, 0, 0.5),
    )
    one = Slide("one", "One", ("Title\x0b\x00 ",), blocks, "Notes.", comment="Said\nin two lines", is_stale=True)
    assert faults(deck.write([COVER, one], STAMP), tmp_path / "deck.pptx") == []


def test_the_master_in_the_checkout_is_valid_and_what_the_code_writes(tmp_path: Path) -> None:
    """A style in the wrong place made the cover's layout one that PowerPoint repairs."""
    assert faults(template.FILE.read_bytes(), tmp_path / "master.pptx") == []
    made = io.BytesIO()
    template.make().save(made)
    kept, again = Presentation(str(template.FILE)), Presentation(io.BytesIO(made.getvalue()))
    for one, other in zip(kept.slide_layouts, again.slide_layouts, strict=True):
        assert one.part.blob == other.part.blob


def test_formulas_compute_the_frozen_values(files: dict[str, bytes], book: Any) -> None:
    """Totals, shares, differences, running sums and every step of the bridge, calculated by somebody else's engine."""
    live = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    engine = formualizer.load_workbook_bytes(files["xlsx"])
    engine.evaluate_all()
    seen: dict[str, int] = {}
    for sheet in live:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    frozen = book[sheet.title].cell(cell.row, cell.column).value
                    computed = engine.evaluate_cell(sheet.title, cell.row, cell.column)
                    assert computed == pytest.approx(frozen, rel=1e-9, abs=0.005), (sheet.title, cell.coordinate)
                    seen[sheet.title] = seen.get(sheet.title, 0) + 1
    assert seen["Waterfall"] >= 40
    assert sum(seen.values()) > 150


def test_every_share_step_and_difference_with_a_value_is_a_formula(pack: Pack) -> None:
    """Of the declared columns, no known value stands there as a bare number."""
    for one in ASKED:
        written = formulas.of_sheet(one, pack.tables, ASKED)
        for name in FORMULAS.get(one.name, {}):
            known = pack.tables[one.name][name].notna()
            if one.name == "scorecard":
                known &= (pack.tables[one.name]["unit"] == "share") & pack.tables[one.name]["whole"].notna()
            assert {row for row, of in written if of == name} >= set(known[known].index), (one.name, name)


def test_every_share_ratio_and_points_of_every_sheet_has_a_formula() -> None:
    """One that a sheet gains later is missed here."""
    worked_out = {"share", "times", "points"}
    bare = [
        (one.sheet, name)
        for one in ASKED
        for name in one.columns
        if column(name).unit in worked_out and name not in FORMULAS.get(one.name, {})
    ]
    assert bare == []


def test_a_value_that_its_formula_does_not_yield_stays_the_frozen_number(pack: Pack) -> None:
    """Opening the file changes no number, whatever an older version had frozen."""
    rows = pack.tables["attainment"]
    other = rows.assign(attainment_share=rows["attainment_share"] + 0.1)
    [attainment] = [one for one in ASKED if one.name == "attainment"]
    found = formulas.of_sheet(attainment, {**pack.tables, "attainment": other}, ASKED)
    assert {name for _, name in found} == {"gap_amount"}


def test_the_workbook_speaks_in_labels(files: dict[str, bytes]) -> None:
    """No head and no cell is the name of a column of ours."""
    names = {name for name in COLUMNS if "_" in name}
    for sheet in openpyxl.load_workbook(io.BytesIO(files["xlsx"])):
        said = {cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
        assert not said & names, sheet.title
        assert not {text for text in said if re.fullmatch(r"(Policy: )?[a-z]+(_[a-z]+)+", text)}, sheet.title


def test_text_that_looks_like_a_formula_is_marked_as_text(pack: Pack) -> None:
    """Edited in its cell, or saved as CSV and opened again, it stays text: an apostrophe stands in front."""
    hostile = pd.DataFrame({"ask_text": ["=1+1"], "impact": ["-2"], "responsible": ["@me"], "due_on": [None]})
    written = Pack(**{**vars(pack), "tables": {**pack.tables, "asks": hostile.assign(ask_measure="plain")}})
    content = next(body for name, body in build.files(written, Settings()).items() if name.endswith("xlsx"))
    cells = openpyxl.load_workbook(io.BytesIO(content))["Asks"][2]
    assert [(cell.value, cell.data_type) for cell in cells if cell.value] == [
        ("'=1+1", "s"),
        ("'-2", "s"),
        ("'@me", "s"),
        ("plain", "s"),
    ]
    assert column("ask_text").label == "Ask"


def test_alt_text_says_the_finding_and_the_numbers(shown: list[Slide], deck: Any) -> None:
    """Whoever cannot see a chart or a table is told what the slide says, and the largest of its numbers."""
    told = 0
    for slide, native in zip(shown, deck.slides, strict=True):
        for shape in native.shapes:
            if shape.has_chart or shape.has_table:
                alt = shape._element.nvGraphicFramePr.cNvPr.get("descr")
                assert alt.startswith(slide.headline), slide.key
                told += 1
            if shape.has_chart:
                assert re.search(r"\d", alt.removeprefix(slide.headline)), slide.key
    assert told > 10


def test_charts_take_the_face_of_the_master(deck: Any) -> None:
    """A face named in the chart itself would stay where the master, or the computer, has another."""
    faces = {
        face
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_chart
        for face in re.findall(r'<a:latin typeface="([^"]+)"', shape.chart.part.blob.decode())
    }
    assert faces == {"+mn-lt"}
