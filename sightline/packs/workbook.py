"""The pack as a workbook: every table, numbers as numbers, days as days, what is worked out as formulas."""

import datetime as dt
import io
from typing import Any

import pandas as pd
import xlsxwriter

from sightline import words
from sightline.downloads import FORMATS
from sightline.metrics import Metric, column
from sightline.packs import formulas
from sightline.packs.asked import Asked
from sightline.packs.blocks import Slide
from sightline.packs.pack import Pack

README = "README"
_SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTHS = {"sentence": 60, "word": 24, "money": 18, "day": 14}
_NONE = "none"


def write(pack: Pack, slides: list[Slide], asked: tuple[Asked, ...]) -> bytes:
    """The workbook as a file, byte for byte the same for the same pack."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _SAFE) as book:
        day = dt.datetime.combine(pack.unit.as_of, dt.time())
        book.set_properties(
            {
                "title": words.line(pack.stamp.title),
                "subject": pack.stamp.pack_id,
                "author": "Sightline",
                "created": day,
            }
        )
        styles = _Styles(book)
        _readme(book.add_worksheet(README), pack, slides, asked, styles)
        for one in asked:
            sheet = book.add_worksheet(one.sheet)
            _sheet(sheet, one, pack.rows(one.name), styles)
            _formulas(sheet, one, pack, asked, styles)
    return buffer.getvalue()


class _Styles:
    """The formats of one workbook, made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Any] = {}
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.label = book.add_format({"bold": True, "valign": "top", "text_wrap": True})

    def of(self, unit: str, *, is_total: bool = False) -> Any:
        """The format of a unit; totals stand bold below a line."""
        key = (unit, is_total)
        if key not in self._made:
            form = {"num_format": FORMATS.get(unit, "@")}  # type: ignore[call-overload]  # any unit may be asked
            self._made[key] = self._book.add_format({**form, "bold": True, "top": 1} if is_total else form)
        return self._made[key]


def _sheet(sheet: Any, one: Asked, rows: pd.DataFrame, styles: _Styles) -> None:
    """One table: heads, rows, filter, frozen panes, and totals as formulas below where they add up."""
    sheet.freeze_panes(1, 1)
    sheet.hide_gridlines(2)
    for place, name in enumerate(one.columns):
        unit = column(name).unit
        sheet.write_string(0, place, one.label(name), styles.head)
        sheet.set_column(place, place, _WIDTHS.get(unit, 16))
        if name in one.units:
            for line, (value, its_unit) in enumerate(zip(rows[name], rows[one.units[name]], strict=True), 1):
                _column(sheet, line, place, [value], its_unit, styles)
        else:
            values = rows[name].astype(object).where(rows[name].notna(), None).tolist()
            _column(
                sheet, 1, place, [column(value).label for value in values] if name == "metric" else values, unit, styles
            )
    if rows.empty:
        sheet.write_string(1, 0, _NONE)
        return
    sheet.autofilter(0, 0, len(rows), len(one.columns) - 1)
    for name in one.totals:
        place, letter = one.columns.index(name), xlsxwriter.utility.xl_col_to_name(one.columns.index(name))
        formula = f"=SUBTOTAL(109,{letter}2:{letter}{len(rows) + 1})"
        # what the formula yields when opened, for readers that do not calculate
        shown = float(pd.to_numeric(rows[name]).sum())
        sheet.write_formula(len(rows) + 1, place, formula, styles.of(column(name).unit, is_total=True), shown)
    if one.totals and one.columns[0] not in one.totals:
        sheet.write_string(len(rows) + 1, 0, "Total of the rows shown", styles.of("word", is_total=True))
    if cut := _cut(one, rows):
        sheet.write_string(len(rows) + 2, 0, cut)


def _cut(one: Asked, rows: pd.DataFrame) -> str:
    """How many rows of a list the pack holds, where it does not hold all."""
    whole = one.whole(rows)
    return f"{words.of(len(rows), whole)} rows; the page of Sightline shows all" if whole > len(rows) else ""


def _formulas(sheet: Any, one: Asked, pack: Pack, asked: tuple[Asked, ...], styles: _Styles) -> None:
    """What is worked out within the workbook, each with the frozen value for readers that do not calculate."""
    rows = pack.rows(one.name)
    for (row, name), text in formulas.of_sheet(one, pack.tables, asked).items():
        unit = rows[one.units[name]].iloc[row] if name in one.units else column(name).unit
        sheet.write_formula(row + 1, one.columns.index(name), text, styles.of(unit), float(rows[name].iloc[row]))


def _column(sheet: Any, first: int, place: int, values: list[Any], unit: str, styles: _Styles) -> None:
    """Values of one unit below one another; unknown is an empty cell, and a word in a column of yes and no."""
    style = styles.of(unit)
    for line, value in enumerate(values, first):
        if unit == "flag":
            sheet.write_string(line, place, "unknown" if value is None else "yes" if value else "no")
        elif value is None or value != value:  # a number that is no number differs from itself
            continue
        elif unit == "day":
            sheet.write_datetime(line, place, pd.Timestamp(value).to_pydatetime(), style)
        elif unit in FORMATS:
            sheet.write_number(line, place, float(value), style)
        else:
            sheet.write_string(line, place, words.cell(words.line(str(value))), style)


def _readme(sheet: Any, pack: Pack, slides: list[Slide], asked: tuple[Asked, ...], styles: _Styles) -> None:
    """What the file is, which policies hold, what each sheet contains, and what was said on each slide."""
    unit, stamp = pack.unit, pack.stamp
    sheet.set_column(0, 0, 34, styles.label)
    sheet.set_column(1, 1, 110, styles.wrap)
    sheet.write_string(0, 0, words.line(stamp.title), styles.title)
    compared = words.day(unit.compare_to) if unit.compare_to else "no snapshot in the quarter"
    rates = ", ".join(f"{words.line(name)} {rate} ({day})" for name, rate, day in unit.rates)
    lines = [
        ("Pack", f"{stamp.pack_id}, version {stamp.version}"),
        ("Whose", unit.whose),
        ("Quarter", f"{unit.quarter}, {words.day(unit.quarter_starts_on)} to {words.day(unit.quarter_ends_on)}"),
        ("Data as of", words.day(unit.as_of)),
        ("Snapshots compared", f"{compared} and {words.day(unit.snapshot_on)}" if unit.snapshot_on else compared),
        ("Amounts in", unit.currency),
        ("Rates", rates or "none needed"),
        ("Prepared by", pack.prepared_by),
        *((f"Policy: {name.replace('_', ' ')}", value) for name, value in unit.policies),
        *((f"Sheet: {one.sheet}", f"{one.says} {_cut(one, pack.rows(one.name))}".strip()) for one in asked),
        *((f"Slide {number}: {one.kicker}", one.headline) for number, one in enumerate(slides, 1)),
        *((f"Comment: {one.kicker}", one.comment) for one in slides if one.comment),
        *_measures(asked, dict(unit.policies)),
    ]
    for line, (label, text) in enumerate(lines, 2):
        sheet.write_string(line, 0, words.line(label), styles.label)
        sheet.write_string(line, 1, words.cell(words.line(text)), styles.wrap)


def _measures(asked: tuple[Asked, ...], settings: dict[str, str]) -> list[tuple[str, str]]:
    """Each measure of the workbook with its definition, once."""
    shown = (column(name) for one in asked for name in one.columns)
    metrics = (one.filled(settings) for one in shown if isinstance(one, Metric))
    return list({f"Measure: {metric.label}": metric.told for metric in metrics}.items())
