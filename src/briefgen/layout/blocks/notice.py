"""Notice bars: a sentence, or the way to the contact, on a full-width ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.grid import is_han
from briefgen.layout.notes import carried_notes
from briefgen.layout.piles import pile
from briefgen.layout.rows import Content
from briefgen.layout.strips import Section, Setting, Strip, draw_lines
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.blocks import NoticeBlock
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

INSET = 3 * MM
SINK = 1.25 * MM
"""From the middle of a line's height to its baseline, for labels of about 10 points."""
LEADING = 4.5 * MM
GAP = 6 * MM
AFTER = 6.75 * MM


def build(block: NoticeBlock, index: int, context: Context) -> Section:
    """Set the sentence on a bar."""
    theme = block.tone == "theme"
    strip = bar(
        context, block.notice, height=7.5 * MM, ground="tint" if theme else "tint-n", ink="main" if theme else "ink"
    )
    notes = carried_notes(context, [*block.notice.values()])
    return Section(
        (strip, *notes), gap=GAP, under_title=GAP, after=AFTER, element=Element("Div"), id=block.id, exact=True
    )


def bar(
    context: Context,
    content: Mapping[str, Content],
    *,
    height: float,
    before: float = 0.0,
    ground: str = "tint-n",
    ink: str = "ink",
    right: str = "",
    bold: Literal[True, False] = True,
) -> Strip:
    """Return a bar of at least `height` points, with a text for each language and one that stands at the right edge."""
    page = context.geometry
    groups: list[list[Setting]] = []
    end: Sequence[Line] = (
        lines(context, right, "notice", context.languages[-1], page.width, colour=ink) if right else ()
    )
    taken = end[0].width + INSET if end else 0.0
    for number, language in enumerate(context.languages):
        column = context.columns[language]
        inset = INSET if number == 0 or context.piled else 0.0
        narrowed = number == len(context.languages) - 1 and not context.piled
        width = column.width - inset - (taken + INSET if narrowed else INSET if context.piled else 0.0)
        weight = None if bold else (500 if is_han(language) else 400)
        found = lines(context, content[language], "notice", language, width, colour=ink, weight=weight)
        leading = context.leading("notice", language) if context.geometry.piled else LEADING
        groups.append([Setting(found, column.x + inset, 0.0, leading, Element("P", language))])
    settings = pile(context, groups)
    depth = max(setting.last for setting in settings)
    under = context.leading("notice", context.languages[-1]) if end and context.piled else 0.0
    whole = height + depth + under
    first = height / 2 + SINK

    last = Element("P")

    def draw(surface: Surface, y: float) -> None:
        with surface.artifact("background"):
            surface.rectangle(page.left, y, page.width, whole, fill=context.colour(ground))
        for setting in settings:
            setting.draw(surface, y + first)
        if end:
            with surface.element(last):
                x = page.left + INSET if context.piled else page.right - INSET - end[0].width
                draw_lines(surface, end, x, y + first + (depth + under if context.piled else 0.0), LEADING)

    says = (*(setting.element for setting in settings), *([last] if end else []))
    return Strip(before, whole, draw, says=says)
