"""Numbers of lines, and bars beside changed ones, in the margins of a page."""

from __future__ import annotations

from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.draft.draft import Margin
from briefgen.pdf.surface import Surface
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Run

SIZE = 7.0
EVERY = 5
"""Which numbers are stressed, so that eyes find their way."""
NUMBER_GAP = 4.2 * MM
"""From the text's edge to the numbers, outward."""
BAR_GAP, BAR_WIDTH = 2.7 * MM, 0.7 * MM
RISE, SINK = 3.3 * MM, 1.2 * MM
"""How far a bar reaches above the first baseline, and below the last."""
ROOM = 10 * MM


def draw_margin(context: Context, surface: Surface, margin: Margin, *, dark: bool = False) -> None:
    """Draw what stands beside the text of a page; `dark`: on the ground of a full cover."""
    page = context.geometry
    soft, strong, bar = ("cover-2", "white", "white") if dark else ("ink-2", "ink", "main")
    with surface.artifact("decoration"):
        for one in margin.numbers:
            fifth = one.number % EVERY == 0
            run = Run(
                str(one.number),
                size=SIZE,
                weight=700 if fifth else 400,
                colour=context.colour(strong if fifth else soft),
            )
            (line,) = lines(context, (run,), "foot", "en", ROOM)
            if one.left is not None:
                surface.line(line, page.left - NUMBER_GAP - line.width, one.left)
            if one.right is not None:
                surface.line(line, page.right + NUMBER_GAP, one.right)
        for stretch in margin.bars:
            x = page.right + BAR_GAP - BAR_WIDTH if stretch.right else page.left - BAR_GAP
            height = stretch.last - stretch.first + RISE + SINK
            surface.rectangle(x, stretch.first - RISE, BAR_WIDTH, height, fill=context.colour(bar))
