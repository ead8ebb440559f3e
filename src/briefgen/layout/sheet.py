"""The sheet that a page stands on: for a print shop it is larger, with marks where it is cut."""

from __future__ import annotations

from briefgen.layout.grid import Geometry
from briefgen.pdf.surface import Surface
from briefgen.theme.tokens import MM

MARK = 5 * MM
"""How long crop marks are; they end where the bleed begins, and a little before."""
CLEAR = 1 * MM
WEIGHT = 0.5
COLOUR = "#000000"


def start_page(geometry: Geometry, surface: Surface, label: str) -> None:
    """Start a page on its sheet, with the marks where it is cut, which stand outside of what is printed."""
    surface.page(geometry.page_width, geometry.page_height, label, slug=geometry.slug, bleed=geometry.bleed)
    if geometry.slug:
        _draw_marks(geometry, surface)


def _draw_marks(geometry: Geometry, surface: Surface) -> None:
    near = geometry.bleed + CLEAR
    far = min(near + MARK, geometry.slug)
    width, height = geometry.page_width, geometry.page_height
    with surface.artifact("decoration"):
        for y in (0.0, height):
            surface.rule(-far, y, -near, y, COLOUR, WEIGHT)
            surface.rule(width + near, y, width + far, y, COLOUR, WEIGHT)
        for x in (0.0, width):
            surface.rule(x, -far, x, -near, COLOUR, WEIGHT)
            surface.rule(x, height + near, x, height + far, COLOUR, WEIGHT)
