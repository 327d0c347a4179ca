"""The slide master of our decks: 16:9, title on the left, the colours and marks of the app.

`python -m sightline.packs.template` writes `template.pptx` beside this file. A deck takes its layouts by name, so a
company's own master may stand in its place (`pack_template` in the settings).
"""

from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches, Pt

from sightline.charts.palette import ACT, FORECAST, INK, MUTED, PRIMARY, WATCH
from sightline.packs import layout
from sightline.packs.layout import Box

FILE = Path(__file__).parent / "template.pptx"
COVER, SLIDE = "Cover", "Title and body"
FACE = "+mn-lt"
"""The face of the theme, so that a company's own master decides, and a program without it chooses one alike."""
_FACE, _PANOSE = "Calibri", "020F0502020204030204"
"""Comes with PowerPoint and Google Slides; others find by its form a face of the same kind."""

_KEPT = {"Title Slide": COVER, "Title Only": SLIDE}
_COLOURS = {
    "dk1": INK.light,
    "lt1": "#FFFFFF",
    "dk2": MUTED.light,
    "lt2": "#F4F6F7",
    "accent1": PRIMARY.light,
    "accent2": FORECAST["commit"].light,
    "accent3": FORECAST["best_case"].light,
    "accent4": WATCH.light,
    "accent5": "#83A89A",
    "accent6": ACT.light,
    "hlink": PRIMARY.light,
    "folHlink": MUTED.light,
}
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def make() -> Any:
    """The empty presentation with our master and its two layouts."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Inches(layout.WIDTH), Inches(layout.HEIGHT)
    for one in list(deck.slide_layouts):
        if one.name in _KEPT:
            one.name = _KEPT[one.name]
        else:
            deck.slide_layouts.remove(one)
    _clear(deck)
    _theme(deck)
    title, text = deck.slide_master.placeholders
    _put(title, layout.TITLE, layout.TITLE_SIZE, MSO_ANCHOR.TOP)
    _put(text, Box(layout.MARGIN, 1.72, layout.WIDTH - 2 * layout.MARGIN, 5.2), 14, MSO_ANCHOR.TOP)
    for one in deck.slide_layouts:
        for shape in one.placeholders:
            if one.name == SLIDE:
                _put(shape, layout.TITLE, layout.TITLE_SIZE, MSO_ANCHOR.TOP)
            elif shape.placeholder_format.type == 3:
                _put(shape, Box(layout.MARGIN, 2.5, 11.0, 1.3), 40, MSO_ANCHOR.BOTTOM)
            else:
                _put(shape, Box(layout.MARGIN, 3.95, 11.0, 1.6), 18, MSO_ANCHOR.TOP)
    return deck


def _clear(deck: Any) -> None:
    """Take out the picture and printer of whoever made python-pptx's template, and places that a deck fills itself."""
    for links in (deck.part.rels, deck.part.package._rels):  # noqa: SLF001  # no API for a package's parts
        for key, rel in list(links.items()):
            if rel.reltype.endswith(("/printerSettings", "/thumbnail")):
                links.pop(key)
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type in (13, 15, 16):  # number, foot and date: a deck stamps its own
                shape._element.getparent().remove(shape._element)  # noqa: SLF001  # python-pptx cannot remove a shape


def _put(shape: Any, box: Box, size: float, anchor: MSO_ANCHOR) -> None:
    shape.left, shape.top = Inches(box.left), Inches(box.top)
    shape.width, shape.height = Inches(box.width), Inches(box.height)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor, frame.word_wrap = anchor, True
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
    styles = frame._txBody.find(f"{_A}lstStyle")  # noqa: SLF001  # the style a slide's own text inherits
    for old in styles.findall(f"{_A}lvl1pPr"):
        styles.remove(old)
    level = etree.Element(f"{_A}lvl1pPr", algn="l", marL="0", indent="0")
    styles.insert(0, level)  # the schema wants the levels in their order
    etree.SubElement(level, f"{_A}buNone")
    bold = "1" if size >= layout.TITLE_SIZE else "0"
    letters = etree.SubElement(level, f"{_A}defRPr", sz=str(int(size * 100)), b=bold)
    fill = etree.SubElement(letters, f"{_A}solidFill")
    etree.SubElement(fill, f"{_A}srgbClr", val=INK.light[1:])


def _theme(deck: Any) -> None:
    """Our colours and face in the theme, so that what people add later looks the same."""
    part = next(rel.target_part for rel in deck.slide_master.part.rels.values() if rel.reltype.endswith("/theme"))
    theme = etree.fromstring(part.blob)  # our own template
    theme.set("name", "Sightline")
    for name, colour in _COLOURS.items():
        slot = theme.find(f".//{_A}clrScheme/{_A}{name}")
        for old in list(slot):
            slot.remove(old)
        etree.SubElement(slot, f"{_A}srgbClr", val=colour[1:])
    for font in theme.findall(f".//{_A}fontScheme/*/{_A}latin"):
        font.set("typeface", _FACE)
        font.set("panose", _PANOSE)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001


def letters(
    paragraph: Any, text: str, size: float, tint: str, *, bold: bool | None = False, italic: bool | None = None
) -> None:
    """Put text of one size and colour behind what a paragraph holds."""
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    run.font.color.rgb = colour(tint)


def colour(code: str) -> RGBColor:
    """`#RRGGBB` as the deck takes it."""
    red, green, blue = bytes.fromhex(code[1:])
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]  # python-pptx is not typed


if __name__ == "__main__":
    make().save(str(FILE))
