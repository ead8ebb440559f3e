"""The logos of partners, on the issuer's line of the cover."""

from __future__ import annotations

from briefgen.errors import AuthorsMistakes, Problem
from briefgen.layout.context import Context
from briefgen.layout.image_size import image_size
from briefgen.pdf.surface import Surface
from briefgen.spec.text import plain
from briefgen.theme.tokens import MM

TOP, HEIGHT, GAP = 22.5 * MM, 12 * MM, 4.5 * MM
LEAST = 0.5
"""What share of its height a logo keeps where all of them must be made smaller to have room."""


def draw_partners(
    context: Context, surface: Surface, left: float, right: float, top: float = TOP, height: float = HEIGHT
) -> None:
    """Draw the logos from `left` on, each as high as the others, and smaller together where they have too little room.

    Raises AuthorsMistakes where they would be lower than half of what they are meant to be.
    """
    partners = context.settings.partners
    if not partners:
        return
    paths = [context.project.root / partner.image for partner in partners]
    shapes = [wide / high for wide, high in map(image_size, paths)]
    room = right - left - GAP * (len(partners) - 1)
    high = min(height, room / sum(shapes))
    if high < LEAST * height:
        message = f"The logos of partners have {max(room, 0) / MM:.0f} mm beside each other on the cover, and need "
        message += f"{sum(shapes) * LEAST * height / MM:.0f} mm at least."
        hint = "Name fewer partners, take logos that are less wide, or shorten issuer or series."
        raise AuthorsMistakes([Problem(partners[0].place, message, hint)])
    x = left
    for partner, path, shape in zip(partners, paths, shapes, strict=True):
        alt = {language: plain(partner.alt[language]) for language in context.languages}
        with surface.element("Figure", alt=alt):
            surface.image(path, x, top + (height - high) / 2, shape * high, high)
        x += shape * high + GAP
