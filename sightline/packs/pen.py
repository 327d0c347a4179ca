"""A pen on a PDF page, or on a picture of one: counts from the top left, draws text in fonts that have its letters."""

from collections.abc import Sequence
from html import escape
from typing import Any, Literal

from reportlab.lib.colors import HexColor

from sightline.packs import lettering
from sightline.packs.layout import LEADING

Align = Literal["left", "middle", "right"]


class Pen:
    """Draws on one canvas; positions and sizes in points."""

    def __init__(self, canvas: Any, height: float) -> None:
        self._canvas = canvas
        self._height = height

    def text(
        self,
        left: float,
        base: float,
        text: str,
        size: float,
        tint: str,
        *,
        bold: bool = False,
        align: Align = "left",
    ) -> None:
        """One line of text on its base line."""
        self._canvas.setFillColor(HexColor(tint))
        wide = lettering.width(text, size, bold=bold)
        x = left - {"left": 0.0, "middle": wide / 2, "right": wide}[align]
        for run in lettering.runs(text, bold):
            if run.said != run.letters or run.is_shaped:
                self._canvas.addLiteral(f"/Span <</ActualText <FEFF{run.said.encode('utf-16-be').hex()}>>> BDC")
            drawn = self._canvas.beginText(x, self._height - base)
            drawn.setFont(run.font, size)
            drawn.textOut(run.drawn(size))
            self._canvas.drawText(drawn)
            if run.said != run.letters or run.is_shaped:
                self._canvas.addLiteral("EMC")
            x += run.width(size)

    def lines(
        self,
        left: float,
        base: float,
        lines: Sequence[str],
        size: float,
        tint: str,
        *,
        bold: bool = False,
        align: Align = "left",
        leading: float = LEADING,
    ) -> None:
        """Lines of text below one another, the first on the base line given."""
        for place, line in enumerate(lines):
            self.text(left, base + place * size * leading, line, size, tint, bold=bold, align=align)

    def block(self, left: float, top: float, width: float, height: float, tint: str) -> None:
        """A filled rectangle."""
        self._canvas.setFillColor(HexColor(tint))
        self._canvas.rect(left, self._height - top - height, width, height, stroke=0, fill=1)

    def line(self, x: float, y: float, x1: float, y1: float, tint: str, width: float) -> None:
        """A straight line."""
        self._canvas.setStrokeColor(HexColor(tint))
        self._canvas.setLineWidth(width)
        self._canvas.line(x, self._height - y, x1, self._height - y1)

    def dot(self, x: float, y: float, radius: float, tint: str) -> None:
        """A filled circle."""
        self._canvas.setFillColor(HexColor(tint))
        self._canvas.circle(x, self._height - y, radius, stroke=0, fill=1)


class Sketch(Pen):
    """The same pen on an SVG, whose letters are as wide as on the page whatever font the reader has."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__(None, height)
        self._width = width
        self._marks: list[str] = []

    def text(
        self,
        left: float,
        base: float,
        text: str,
        size: float,
        tint: str,
        *,
        bold: bool = False,
        align: Align = "left",
    ) -> None:
        """One line of text on its base line."""
        wide = lettering.width(text, size, bold=bold)
        if not text.strip():
            return
        x = left - {"left": 0.0, "middle": wide / 2, "right": wide}[align]
        weight = ' font-weight="bold"' if bold else ""
        self._marks.append(
            f'<text x="{x:.1f}" y="{base:.1f}" font-size="{size:g}" fill="{tint}"{weight} textLength="{wide:.1f}"'
            f' lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
        )

    def block(self, left: float, top: float, width: float, height: float, tint: str) -> None:
        """A filled rectangle."""
        self._marks.append(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"'
            f' fill="{tint}"/>'
        )

    def line(self, x: float, y: float, x1: float, y1: float, tint: str, width: float) -> None:
        """A straight line."""
        self._marks.append(f'<path d="M{x:.1f} {y:.1f}L{x1:.1f} {y1:.1f}" stroke="{tint}" stroke-width="{width:g}"/>')

    def dot(self, x: float, y: float, radius: float, tint: str) -> None:
        """A filled circle."""
        self._marks.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{tint}"/>')

    def svg(self) -> str:
        """What was drawn, on white paper as the page is."""
        size = f'width="{self._width:g}" height="{self._height:g}" viewBox="0 0 {self._width:g} {self._height:g}"'
        font = 'font-family="Source Sans 3, Source Sans Pro, Arial, sans-serif"'
        paper = '<rect width="100%" height="100%" fill="#FFFFFF"/>'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {font}>{paper}{"".join(self._marks)}</svg>'
