"""A chart as a native one that stays editable: classic types only, its numbers in a workbook of its own inside."""

import datetime as dt
import io
from typing import Any

import xlsxwriter
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.util import Inches, Pt

from sightline import words
from sightline.charts.palette import INK, LINE, MUTED, ink_on
from sightline.packs import waterfall
from sightline.packs.blocks import Chart
from sightline.packs.formats import harmless, label_format, number_format
from sightline.packs.layout import Box
from sightline.packs.template import FACE, colour

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_LETTERS = 12
_HEARD = 12
"""Numbers of a series that are read aloud; all of them stand in the chart's own workbook."""
_KINDS = {
    "waterfall": XL_CHART_TYPE.COLUMN_STACKED,
    "stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked bars": XL_CHART_TYPE.BAR_STACKED,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
}


def draw(slide: Any, chart: Chart, box: Box, as_of: dt.date, finding: str) -> None:
    """Put the chart on a slide; who cannot see it is told the finding and what is drawn."""
    parts = waterfall.split(chart) if chart.kind == "waterfall" else waterfall.plain(chart)
    form = number_format(chart)
    data: Any = CategoryChartData(number_format=form)  # type: ignore[no-untyped-call]  # python-pptx is not typed
    data.categories = [harmless(name) for name in chart.categories]
    for part in parts:
        data.add_series(harmless(part.name), part.values)
    place = (Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height))
    frame = slide.shapes.add_chart(_KINDS[chart.kind], *place, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", described(chart, finding))  # noqa: SLF001  # no other way to set alt text
    native = frame.chart
    native.part.chart_workbook.update_from_xlsx_blob(_workbook(chart, parts, form, as_of))
    native.font.size, native.font.name = Pt(_LETTERS), FACE
    native.font.color.rgb = colour(INK.light)
    native.has_title = False
    _legend(native, chart)
    _axes(native, chart, form)
    _number_axes(native)
    plot = native.plots[0]
    if chart.kind != "lines":
        plot.gap_width = 45 if chart.kind == "waterfall" else 60
        plot.overlap = 100 if chart.kind in ("waterfall", "stacked", "stacked bars") else -5
    for part, series in zip(parts, plot.series, strict=True):
        _series(series, part, chart)


def described(chart: Chart, finding: str) -> str:
    """The finding, what the chart shows, and its numbers as far as they can be listened to."""
    told = []
    for one in chart.series:
        pairs = [f"{name} {cell.text}" for name, cell in zip(chart.categories, one.cells, strict=True) if cell.text]
        more = f", and {len(pairs) - _HEARD} more" if len(pairs) > _HEARD else ""
        told.append(f"{one.name}: {', '.join(pairs[:_HEARD])}{more}")
    return words.line(f"{finding}. {chart.caption or chart.sheet}. {'; '.join(told)}.")


def _series(series: Any, part: waterfall.Part, chart: Chart) -> None:
    """Fill or line, and the labels: shown on what is visible, in the number's own form."""
    if chart.kind == "lines":
        series.smooth = False
        line = series.format.line
        line.width, line.color.rgb = Pt(2.25), colour(part.fill)
        series.marker.size = 6
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour(part.fill)
        series.marker.format.line.color.rgb = colour(part.fill)
        return
    if not part.is_visible:
        series.format.fill.background()
        series.format.line.fill.background()
        _texts(series, part)
        return
    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = colour(part.fill)
    if part.is_labelled:
        labels = series.data_labels
        labels.show_value, labels.number_format_is_linked = True, False
        labels.number_format = label_format(chart)
        labels.font.size, labels.font.name = Pt(_LETTERS), FACE
        labels.font.color.rgb = colour(ink_on(part.fill) if "stacked" in chart.kind else INK.light)
        if chart.kind in ("columns", "bars"):
            labels.position = XL_LABEL_POSITION.OUTSIDE_END
        for place in waterfall.too_thin(chart, part):
            label = series.points[place].data_label._get_or_add_dLbl()  # noqa: SLF001  # no API to leave one out
            for child in list(label)[1:]:
                label.remove(child)
            etree.SubElement(label, f"{_C}delete", val="1")


def _texts(series: Any, part: waterfall.Part) -> None:
    """Labels beside a waterfall's bars, on a series that is not seen."""
    for place, text in part.texts.items():
        label = series.points[place].data_label
        label.has_text_frame, label.position = True, XL_LABEL_POSITION.INSIDE_BASE
        label.text_frame.text = text
        run = label.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.name = Pt(_LETTERS), FACE
        run.font.color.rgb = colour(INK.light)


def _legend(native: Any, chart: Chart) -> None:
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.RIGHT
        native.legend.include_in_layout = False
        native.legend.font.size, native.legend.font.name = Pt(_LETTERS), FACE


def _axes(native: Any, chart: Chart, form: str) -> None:
    """Values from zero; where some are below it, the names stand at the foot all the same."""
    values, names = native.value_axis, native.category_axis
    known = [cell.number for one in chart.series for cell in one.cells if cell.number is not None]
    if chart.kind != "waterfall" and min(known, default=0) >= 0:
        values.minimum_scale = 0
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = colour(LINE.light)
    values.major_gridlines.format.line.width = Pt(0.5)
    values.format.line.fill.background()
    values.major_tick_mark = values.minor_tick_mark = XL_TICK_MARK.NONE
    values.tick_labels.number_format_is_linked = False
    values.tick_labels.number_format = form
    values.tick_labels.font.size = names.tick_labels.font.size = Pt(_LETTERS)
    values.tick_labels.font.color.rgb = colour(MUTED.light)
    names.has_major_gridlines = False
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = colour(MUTED.light)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if "bars" in chart.kind:
        names.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        values.has_major_gridlines = False


def _number_axes(native: Any) -> None:
    """Axes numbered from 1 on: the schema wants no number below 0, and python-pptx writes some."""
    numbers: dict[str, str] = {}
    for axis in native._chartSpace.iter(f"{_C}axId", f"{_C}crossAx"):  # noqa: SLF001  # no API for an axis's number
        axis.set("val", numbers.setdefault(axis.get("val"), str(len(numbers) + 1)))


def _workbook(chart: Chart, parts: list[waterfall.Part], form: str, as_of: dt.date) -> bytes:
    """What "Edit data" opens: text that nothing runs, and the day of the data as its date."""
    buffer = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, safe) as book:
        book.set_properties({"created": dt.datetime.combine(as_of, dt.time())})
        sheet = book.add_worksheet("Sheet1")
        style = book.add_format({"num_format": form})
        for line, name in enumerate(chart.categories, 1):
            sheet.write_string(line, 0, harmless(name))
        for place, part in enumerate(parts, 1):
            sheet.write_string(0, place, harmless(part.name))
            for line, value in enumerate(part.values, 1):
                if value is not None:
                    sheet.write_number(line, place, value, style)
    return buffer.getvalue()
