"""A picture with its caption, credit and rights."""

from __future__ import annotations

from pathlib import Path

from briefgen.language.words import say, semicolon, stop
from briefgen.layout.context import Context
from briefgen.layout.figure import figure_section
from briefgen.layout.grid import Geometry
from briefgen.layout.image_size import image_size
from briefgen.layout.rows import paired
from briefgen.layout.strips import Section, Strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.blocks import ImageBlock
from briefgen.spec.text import Texts, plain
from briefgen.theme.tokens import MM

GAP = 7.5 * MM
CREDIT = 6 * MM
AROUND = 60 * MM
"""What a page keeps for the words above and below a picture."""


def build(block: ImageBlock, index: int, context: Context) -> Section:
    """Set the picture with who made it and by what right it is printed."""
    picture = picture_strip(context, context.project.root / block.image, block.alt)
    return figure_section(context, block, index, [picture, credit_strip(context, block.credit, block.rights)], [])


def picture_strip(context: Context, path: Path, alt: Texts) -> Strip:
    """Return a picture on the full width, or narrower where it would be too tall; never enlarged beyond its detail."""
    pixels_wide, pixels_high = image_size(path)
    page = context.geometry
    width, tallest = page.width, _tallest(page)
    height = width * pixels_high / pixels_wide
    if height > tallest:
        width, height = width * tallest / height, tallest
    figure = Element("Figure", alt={language: plain(alt[language]) for language in context.languages})

    def draw(surface: Surface, y: float) -> None:
        with surface.element(figure):
            surface.image(path, page.left, y, width, height)

    return Strip(GAP, height, draw, keep=True, says=(figure,))


def credit_strip(context: Context, credit: Texts, rights: Texts) -> Strip:
    """Return the line that says who made a picture, and by what right it is printed."""
    content = {
        language: say("credit", language, name=plain(credit[language]))
        + semicolon(language)
        + say("rights", language, rights=plain(rights[language]))
        + stop(language)
        for language in context.languages
    }
    return paired(context, content, "note", before=CREDIT)


def _tallest(page: Geometry) -> float:
    return page.last_baseline - page.title - AROUND
