"""A tidy frame as a file for a spreadsheet: CSV and .xlsx, with the labels of the page and nothing that runs."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import xlsxwriter

from sightline import words
from sightline.metrics import Metric, Unit, column

FORMATS: dict[Unit, str] = {
    "share": "0.0%",
    "money": "#,##0",
    "count": "#,##0",
    "days": "#,##0",
    "level": "0",
    "points": "+0.0;−0.0;0.0",
    "times": '0.0"×"',
    "day": "d mmm yyyy",
}
"""How a spreadsheet writes each unit; its marks between thousands and decimals are the reader's own."""


def as_csv(frame: pd.DataFrame, labels: Mapping[str, str]) -> bytes:
    """The columns named in `labels` as UTF-8 CSV with a byte order mark, so that Excel reads accents.

    Unknown is an empty cell.
    """
    shown = pd.DataFrame({words.cell(label): _cells(frame[name], name) for name, label in labels.items()})
    return shown.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def as_xlsx(
    frame: pd.DataFrame, labels: Mapping[str, str], *, about: Mapping[str, str], settings: Mapping[str, Any]
) -> bytes:
    """The columns named in `labels` as a workbook: real numbers and dates, and a sheet saying what they are.

    `about` is printed as it stands (view, day of the data, filters); each measure follows with its definition.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        rows = book.add_worksheet("Rows")
        rows.freeze_panes(1, 1)
        for place, (name, label) in enumerate(labels.items()):
            unit = column(name).unit
            style = book.add_format({"num_format": FORMATS[unit]}) if unit in FORMATS else None
            rows.write_string(0, place, words.cell(label), head)
            rows.set_column(place, place, 60 if unit == "sentence" else 20, style)
            for line, value in enumerate(frame[name], 1):
                _write(rows, line, place, value, unit, style)
        rows.autofilter(0, 0, max(len(frame), 1), len(labels) - 1)
        notes = book.add_worksheet("About")
        notes.set_column(0, 0, 28, wrap)
        notes.set_column(1, 1, 110, wrap)
        for line, (label, text) in enumerate([*about.items(), *_definitions(labels, settings)]):
            notes.write_string(line, 0, label)
            notes.write_string(line, 1, words.cell(text))
    return buffer.getvalue()


def _cells(values: pd.Series, name: str) -> list[Any]:
    """One column as CSV cells: dates as dates, text that a spreadsheet could run made harmless."""
    if column(name).unit == "day":
        return [value.date().isoformat() if pd.notna(value) else "" for value in pd.to_datetime(values)]
    if column(name).unit == "flag":
        return [_yes_or_no(value) for value in values]
    return [words.cell(value) if isinstance(value, str) else value for value in values]


def _yes_or_no(value: Any) -> str:
    return "unknown" if value is None or pd.isna(value) else "yes" if value else "no"


def _write(sheet: Any, line: int, place: int, value: Any, unit: Unit, style: Any) -> None:
    if unit == "flag":
        sheet.write_string(line, place, _yes_or_no(value))
    elif value is None or pd.isna(value):
        return
    elif unit == "day":
        sheet.write_datetime(line, place, pd.Timestamp(value).to_pydatetime(), style)
    elif isinstance(value, str):
        sheet.write_string(line, place, words.cell(value))
    else:
        sheet.write_number(line, place, float(value), style)


def _definitions(labels: Mapping[str, str], settings: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    for name, label in labels.items():
        shown = column(name)
        if isinstance(shown, Metric):
            found.append((label, shown.filled(settings).told))
    return found


def texts_as_csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Texts as they are, but for what a spreadsheet could run, as UTF-8 CSV with a byte order mark."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([words.cell(cell) for cell in cells] for cells in (header, *rows))
    return buffer.getvalue().encode("utf-8-sig")


def texts_as_xlsx(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Texts as they are in a workbook, in which no date turns into another and no id loses its noughts."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("Rows")
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, len(header) - 1, 20, text)
        for line, cells in enumerate((header, *rows)):
            for place, cell in enumerate(cells):
                sheet.write_string(line, place, cell, text if line else head)
    return buffer.getvalue()
