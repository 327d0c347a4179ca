"""The three files under strain: hostile text, nothing at all, long and foreign names, nine digits, below zero."""

import dataclasses
import datetime as dt
import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pypdf import PdfReader

from sightline.charts.palette import NOTE, PRIMARY
from sightline.packs import build, deck, formats, layout, lettering, paper, slides, waterfall
from sightline.packs.blocks import Cell, Chart, Placed, Series, Slide, Table, Text, shown
from sightline.packs.pack import Pack, Stamp
from sightline.settings import Settings

STAMP = Stamp("QBR-0123456789", 1, "team Grace Hall", "FY27-Q3", dt.date(2026, 10, 5), "USD")
COVER = Slide("cover", "Cover", ("Review",), (Placed(Text((("", "Team"),))),), "Notes.")
LONG = "Anastasia Konstantinopoulou-Featherstone"
"""Forty letters."""
TEXT = "{http://www.w3.org/2000/svg}text"


def money(value: float | None) -> Cell:
    """A cell of money."""
    return Cell(shown(value, "money", "USD"), value, "t", 0, "amount")


def chart(*values: float | None, kind: Any = "waterfall", names: tuple[str, ...] = ()) -> Chart:
    """A chart of one series."""
    series = (Series("Amount", tuple(money(value) for value in values), PRIMARY),)
    told = names or tuple(f"Step {place}" for place in range(len(values)))
    steps = ["came" if (value or 0) >= 0 else "went" for value in values[1:-1]]
    return Chart(kind, told, series, "money", "USD", "A chart", tones=("total", *steps, "total"))


def table(rows: int, name: str = LONG) -> Table:
    """A table of names and amounts of nine digits."""
    line = (Cell(name), money(123_456_789.0), Cell("A sentence that goes on for longer than any slide is wide " * 3))
    return Table(("AE", "Amount", "Evidence"), (line,) * rows, (False, True, False), sheet="Hygiene")


def written(*blocks: Any, title: str = "Title") -> tuple[Any, PdfReader]:
    """A slide of these blocks beside one another, as a deck and as a PDF, read back."""
    share = 1 / len(blocks)
    placed = tuple(Placed(block, place * share, 0, share) for place, block in enumerate(blocks))
    slides = [COVER, Slide("one", "One", (title,), placed, "Notes.")]
    return (
        Presentation(io.BytesIO(deck.write(slides, STAMP))),
        PdfReader(io.BytesIO(paper.write(slides, STAMP))),
    )


def test_a_waterfall_below_zero_keeps_every_bar() -> None:
    """Start 500, lost 1,200: the running total crosses zero, so the bar is drawn on both sides of it."""
    parts = {part.name: part.values for part in waterfall.split(chart(500.0, 200.0, -1200.0, 300.0, -200.0))}
    assert parts["Down above zero"] == (None, None, 700.0, None, None)
    assert parts["Down below zero"] == (None, None, -500.0, None, None)
    assert parts["Base below zero"][3] == -200.0
    assert parts["Up below zero"][3] == -300.0
    assert parts["Total below zero"][4] == -200.0


def test_the_largest_table_of_a_slide_stays_on_it() -> None:
    """Rows that do not fit are counted, and none of the others reaches the foot."""
    read, pdf = written(table(40))
    shape = next(shape for shape in read.slides[1].shapes if shape.has_table)
    rows = len(shape.table.rows) - 1
    assert rows < 40
    assert (shape.top + sum(row.height for row in shape.table.rows)) / 914400 < layout.FOOT.top
    said = [shape.text_frame.text for shape in read.slides[1].shapes if shape.has_text_frame]
    assert f"{rows} of 40 shown, all in the workbook, sheet Hygiene" in said
    assert f"{rows} of 40 shown, all in the workbook, sheet Hygiene" in pdf.pages[1].extract_text()


@pytest.mark.parametrize("rows", [1, 3, 9, 40])
def test_a_full_table_wraps_and_cuts_neither_number_nor_sentence(rows: int) -> None:
    """Every row that stands, stands whole: sentences on several lines, amounts of nine digits on one."""
    fitted = layout.grid(table(rows), layout.Box(0, 0, 12, 4))
    for name, amount, sentence in fitted.texts:
        assert (" ".join(name), amount) == (LONG, ("$123M",))
        assert " ".join(sentence) == table(1).rows[0][2].text.strip()
    assert sum(fitted.widths) == pytest.approx(12)
    assert fitted.height <= 4
    assert len(fitted.rows) + fitted.more == rows


def test_a_cell_higher_than_its_slide_ends_with_the_slide_and_says_so() -> None:
    """Ten thousand letters in one cell do not run over the foot."""
    endless = Table(("Evidence",), ((Cell("A sentence without end " * 400),),), (False,), sheet="Hygiene")
    fitted = layout.grid(endless, layout.Box(0, 0, 12, 4))
    assert fitted.height <= 4
    assert fitted.texts[0][0][-1].endswith(" …")


def test_a_long_title_and_a_long_comment_stand_whole_in_smaller_letters() -> None:
    """In the deck and in the PDF, to the last word."""
    title = "This sentence says what happened in the quarter " * 7 + "and this is its last word"
    comment = "What the numbers do not say goes on and on " * 12 + "until here"
    one = Slide("one", "One", (title,), (Placed(chart(1.0, 2.0)),), "Notes.", comment=comment)
    read = Presentation(io.BytesIO(deck.write([COVER, one], STAMP)))
    texts = [shape.text_frame.text for shape in read.slides[1].shapes if shape.has_text_frame]
    assert title in texts
    assert comment in texts
    drawn = " ".join(PdfReader(io.BytesIO(paper.write([COVER, one], STAMP))).pages[1].extract_text().split())
    assert "its last word" in drawn
    assert "until here" in drawn
    size, lines = layout.title(one)
    assert len(lines) * size * layout.LEADING <= layout.TITLE.height * layout.POINTS


@pytest.mark.parametrize(
    "name",
    [
        "Жукова Мария",
        "Ω Παπαδόπουλος",
        "Łódź Größe",
        "東京 太郎",
        "서울 김",
        "王小明",
        "สมชาย ใจดี",
        "محمد علي",
        "דוד כהן",
        "राजेश",
    ],
)
def test_a_name_in_other_letters_is_a_name_in_every_file(name: str) -> None:
    """Read back from the deck and from the PDF, letter by letter, in the order it is said."""
    read, pdf = written(table(1, name), chart(1.0, 2.0, kind="bars", names=(name, "B")))
    native = next(shape.table for shape in read.slides[1].shapes if shape.has_table)
    assert native.cell(1, 0).text == name
    assert "".join(name.split()) in "".join(said(pdf).split())


def said(pdf: PdfReader) -> str:
    """What the second page says to whoever copies from it or has it read aloud."""
    marked = re.findall(rb"/ActualText <FEFF([0-9a-f]+)>", pdf.pages[1].get_contents().get_data())
    return pdf.pages[1].extract_text() + "".join(bytes.fromhex(one.decode()).decode("utf-16-be") for one in marked)


def test_every_font_of_a_pdf_is_embedded() -> None:
    """Names of nine scripts on one page, and no letter that waits for a font of the reader's."""
    names = ("محمد", "דוד", "राजेश", "สมชาย", "東京", "서울", "Жукова", "Ω", "Łódź")
    rows = tuple((Cell(name),) for name in names)
    _, pdf = written(Table(("AE",), rows, (False,)))
    fonts = pdf.pages[1]["/Resources"]["/Font"]
    used = {str(font.get_object()["/BaseFont"]).split("+")[-1] for font in fonts.values()}
    drawn = {f"Sightline{script}" for script in ("Arabic", "Hebrew", "Devanagari", "Thai", "Han", "Hangul")}
    assert drawn <= used
    for font in fonts.values():
        kind = font.get_object()
        if str(kind["/BaseFont"]) != "/Helvetica":  # every page of the library names it, nothing is drawn in it
            assert "/FontFile2" in kind["/FontDescriptor"]
    assert b"/F1 " not in pdf.pages[1].get_contents().get_data().replace(b"/F1 12 Tf 14.4 TL", b"")


def test_arabic_letters_are_joined_and_go_to_the_left() -> None:
    """Drawn from left to right, the last letter of a name comes first, and in the form it has at an end."""
    [run] = lettering.runs("سلم")
    glyphs = run.drawn(12)
    alone = [lettering.runs(letter)[0].drawn(12) for letter in "سلم"]
    assert len(glyphs) == 3
    assert not set(glyphs) & set(alone)
    assert run.said == "سلم"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Won by דוד כהן today", ["Won by ", "דוד כהן", " today"]),
        ("דוד (Acme 2026)", ["(", "Acme 2026", ")", "דוד "]),
        ("דוד 1.5% כהן", ["כהן", " ", "1.5%", "דוד "]),
        ("Acme 12 Ltd", ["Acme 12 Ltd"]),
        ("עמית (תא) 12", ["12", " (", "תא", ")", "עמית "]),
    ],
)
def test_stretches_of_a_line_stand_in_the_order_of_unicode(text: str, seen: list[str]) -> None:
    """UAX 9: numbers and Latin names keep their own way within Hebrew, brackets turn round."""
    assert [run.letters for run in lettering.runs(text)] == seen


def test_a_script_no_font_holds_is_named_and_stays_as_text() -> None:
    """The reader is told which script it is, never shown boxes; the name itself can be copied."""
    assert "".join(run.letters for run in lettering.runs("தமிழ் Bank")) == "[Tamil] Bank"
    _, pdf = written(table(1, "தமிழ் Bank"))
    assert "தமிழ்" in said(pdf)


def test_the_picture_of_a_slide_shows_the_words_of_its_page(pack: Pack) -> None:
    """As on the PDF's page, number and foot among them; a slide that was switched off has no number."""
    made = [dataclasses.replace(one, is_included=one.key != "bridge") for one in slides.of(pack)]
    pictures = dict(zip((one.key for one in made), paper.pictures(made, pack.stamp), strict=True))
    shown_in = {key: [text.text for text in etree.fromstring(svg).iter(TEXT)] for key, svg in pictures.items()}
    files = [one for one in made if one.is_included and not one.is_empty]
    pages = PdfReader(io.BytesIO(paper.write(files, pack.stamp))).pages

    for number, (one, page) in enumerate(zip(files, pages, strict=True), 1):
        on_page = "".join(page.extract_text().split())
        assert [text for text in shown_in[one.key] if "".join((text or "").split()) not in on_page] == []
        assert shown_in[one.key][-1] == str(number)
    assert shown_in["bridge"][-1] == pack.stamp.line


def test_a_picture_holds_names_as_text_alone() -> None:
    """What an export says is no part of the drawing."""
    svg, *_ = paper.pictures([COVER, Slide("one", "One", ("<script>x</script>",), (), "Notes.")][1:], STAMP)

    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_an_empty_table_and_an_empty_chart_say_none() -> None:
    """Nothing is an answer."""
    blank = Table(("AE",), (), (False,), "Wins")
    read, pdf = written(blank, chart(None, None))
    texts = [shape.text_frame.text for shape in read.slides[1].shapes if shape.has_text_frame]
    assert texts.count("none") == 2
    assert pdf.pages[1].extract_text().count("none") == 2


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "http://evil.example"])
def test_text_from_an_export_runs_nowhere(text: str) -> None:
    """Not in the deck's table, not in a chart's own workbook, and no link is live."""
    read, _ = written(table(1, text), chart(1.0, 2.0, kind="columns", names=(text, "B")), title=text)
    native = next(shape.chart for shape in read.slides[1].shapes if shape.has_chart)
    inside = openpyxl.load_workbook(io.BytesIO(native.part.chart_workbook.xlsx_part.blob))
    cell = inside["Sheet1"]["A2"]
    assert cell.data_type == "s"
    assert cell.value == formats.harmless(text)
    assert not cell.value.startswith(("=", "+", "-", "@", "\t"))
    assert cell.hyperlink is None
    assert not any("hyperlink" in rel.reltype for part in read.part.package.iter_parts() for rel in part.rels.values())


def test_the_workbook_of_hostile_names_holds_text_and_no_formula_of_theirs(pack: Pack) -> None:
    """Formulas are ours alone: totals, with the value they yield."""
    tables = dict(pack.tables)
    tables["key_deals"] = tables["key_deals"].assign(
        opportunity_name="=HYPERLINK(1)", account_name="@a", person_name="+b"
    )
    hostile = Pack(**{**vars(pack), "tables": tables})
    content = next(body for name, body in build.files(hostile, Settings()).items() if name.endswith("xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Key deals"]
    formulas = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert sheet["B2"].value == "'=HYPERLINK(1)"
    assert sheet["B2"].data_type == "s"
    assert [str(cell.value).startswith("=SUBTOTAL(109,") for cell in formulas] == [True]


def test_totals_are_formulas_that_show_their_value(files: dict[str, bytes], book: Any, pack: Pack) -> None:
    """Read without calculating, a total is the sum of its column."""
    amounts = pack.tables["key_deals"]["amount"]
    last = len(amounts) + 2
    column = next(cell.column for cell in book["Key deals"][1] if cell.value == "Amount")
    assert book["Key deals"].cell(last, column).value == pytest.approx(float(amounts.sum()))
    live = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))["Key deals"]
    letter = live.cell(1, column).column_letter
    assert live.cell(last, column).value == f"=SUBTOTAL(109,{letter}2:{letter}{last - 1})"


def test_the_workbook_has_filters_frozen_panes_days_and_a_readme(files: dict[str, bytes], pack: Pack) -> None:
    """One sheet a table; numbers are numbers and days are days."""
    live = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert live.sheetnames[0] == "README"
    assert len(live.sheetnames) == len(pack.tables) + 1
    sheet = live["Key deals"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref
    assert sheet["I2"].is_date
    assert isinstance(sheet["H2"].value, (int, float))
    said = {row[0].value: row[1].value for row in live["README"].iter_rows() if row[0].value}
    assert said["Pack"] == f"{pack.stamp.pack_id}, version 1"
    assert said["Policy: pipeline min stage"] == "1"


def test_the_same_pack_gives_the_same_bytes(pack: Pack, files: dict[str, bytes]) -> None:
    """Two people, one pack: nothing of the clock or of the computer is in the files."""
    again = build.files(pack, Settings())
    assert [again[name] == files[name[name.rfind(".") + 1 :]] for name in again] == [True, True, True]


def test_properties_tell_the_pack_and_nobodys_name(files: dict[str, bytes], pack: Pack) -> None:
    """Title, id and the day of the data; who wrote it is Sightline."""
    told = Presentation(io.BytesIO(files["pptx"])).core_properties
    assert (told.author, told.last_modified_by, told.subject) == ("Sightline", "Sightline", pack.stamp.pack_id)
    assert told.created is not None
    assert told.created.date() == pack.unit.as_of


def test_a_company_master_without_our_layouts_still_carries_the_deck(tmp_path: Any) -> None:
    """Layouts are taken by name, and where a master has other ones the usual places are taken."""
    own = tmp_path / "own.pptx"
    Presentation().save(str(own))
    slides = [COVER, Slide("one", "One", ("Title",), (Placed(chart(1.0, 2.0)),), "Notes.")]
    read = Presentation(io.BytesIO(deck.write(slides, STAMP, own)))
    assert len(read.slides) == 2


def test_charts_are_of_classic_type_from_zero_and_lines_keep_their_gaps() -> None:
    """What other programs can open and edit: no extended chart, and unknown weeks are not nothing."""
    line = Series("Commit", (money(1.0), money(None), money(3.0)), PRIMARY)
    won = Series("Won", (money(1.0), money(2.0), money(3.0)), NOTE)
    gaps = Chart("lines", ("W1", "W2", "W3"), (line, won), "money", "USD", "Lines")
    read, _ = written(gaps, chart(1.0, 2.0, kind="columns"))
    lines, columns = (shape.chart for shape in read.slides[1].shapes if shape.has_chart)
    assert list(lines.plots[0].series[0].values) == [1.0, None, 3.0]
    assert 'dispBlanksAs val="gap"' in lines.part.blob.decode()
    assert columns.value_axis.minimum_scale == 0
    assert lines.has_legend


def test_a_deck_holds_no_part_that_only_one_program_knows(files: dict[str, bytes]) -> None:
    """No extended charts, no macros, no links out."""
    names = zipfile.ZipFile(io.BytesIO(files["pptx"])).namelist()
    assert not [name for name in names if "chartex" in name.lower() or name.endswith((".bin", ".vml"))]
    assert [name for name in names if name.startswith("ppt/embeddings/")]
