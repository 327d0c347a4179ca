"""A pen on a PDF page that counts from the top left and draws text in fonts that hold its letters."""

from collections.abc import Sequence
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
