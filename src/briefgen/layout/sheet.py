"""The sheet that a page stands on: for a print shop it is larger, with marks where it is cut."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.layout.grid import Geometry
from briefgen.pdf.surface import Surface
from briefgen.theme.contrast import luminance
from briefgen.theme.tokens import MM, Theme

MARK = 5 * MM
"""How long crop marks are; they end where the bleed begins, and a little before."""
CLEAR = 1 * MM
WEIGHT = 0.5
COLOUR = "#000000"
BLACK = ("ink",)
GREYS = ("ink-2", "compare", "third", "rule", "tint-n")
"""Tokens of colours that are printed as shares of black."""


def greys_of(geometry: Geometry, theme: Theme) -> Mapping[str, float]:
    """Return the colours that are printed with black ink alone, each as a grey; none but for a print shop.

    Text and rules become black, so that no dots of four colours stand in their edges; greys keep their lightness.
    """
    if not geometry.bleed:
        return {}
    return {COLOUR: 0.0} | {
        theme.colour(token).upper(): 0.0 if token in BLACK else _lightness(theme.colour(token))
        for token in (*BLACK, *GREYS)
    }


def _lightness(colour: str) -> float:
    """Return how light a colour is in the scale of sRGB, from 0 to 1 (IEC 61966-2-1)."""
    return round(_encoded(luminance(colour)), 3)


def _encoded(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


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
