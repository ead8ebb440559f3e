"""Page titles, and the band of an internal page under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext

from briefgen.language.words import bracketed, say
from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.grid import GUTTER
from briefgen.layout.pages import Group
from briefgen.layout.piles import depth_of, places
from briefgen.layout.strips import draw_lines
from briefgen.pdf.surface import Surface
from briefgen.spec.text import Text, plain
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

BAND_GAP, BAND = 6 * MM, 7.5 * MM
SINK = 1.25 * MM
INSET = 3 * MM
MARK_GAP, MARK_BELOW = 1.5 * MM, 6 * MM


def _role(context: Context) -> str:
    """Return the role in which titles are set: that of a lead where the title is the head of a letter."""
    return "lead" if context.paper is not None and context.paper.small else "page-title"


def title_depth(context: Context, title: Mapping[str, Text | str], *, banded: bool = False) -> float:
    """Return the distance from the title's first baseline to its last, a band under it included."""
    leading = context.theme.roles[_role(context)].leading
    found = _title_lines(context, title)
    if context.piled:
        return depth_of(context, found, "page-title", context.geometry.width)
    count = max(len(lines) for lines in found.values())
    below = BAND + (BAND_GAP / 2 if context.paper else 0.0)
    return (count - 1) * leading + (below if banded else 0.0)


def draw_title(context: Context, surface: Surface, group: Group, *, again: bool) -> None:
    """Draw a page's title as a heading with a span for each language; repeated, it and its band are artifacts."""
    leading = context.theme.roles[_role(context)].leading
    found = _title_lines(context, group.title)
    if context.geometry.piled:
        (_draw_small if again else _draw_piled)(context, surface, group, found)
        return
    if again:
        with surface.artifact("repeated-head"):
            for language, title in found.items():
                draw_lines(surface, title, context.columns[language].x, context.geometry.title, leading)
            _draw_continued(context, surface, found, leading, banded=group.banded)
    else:
        with surface.element("H1" if context.paper else "H2"):
            for language, title in found.items():
                with surface.element("Span", language):
                    draw_lines(surface, title, context.columns[language].x, context.geometry.title, leading)
    if group.banded:
        count = max(len(title) for title in found.values())
        with surface.artifact("repeated-head") if again else nullcontext():
            draw_internal_band(context, surface, context.geometry.title + (count - 1) * leading + BAND_GAP)


def _draw_continued(
    context: Context, surface: Surface, titles: Mapping[str, Sequence[Line]], leading: float, *, banded: bool
) -> None:
    """Draw the mark of a continued page behind its titles, or below them where one has no room; no content moves."""
    marks: list[tuple[Line, float, float]] = []
    beside = True
    for language, title in titles.items():
        column = context.columns[language]
        words = bracketed(say("continued", language), language).strip()
        (mark,) = lines(context, words, "note", language, column.width)
        x = column.x + title[-1].width + MARK_GAP
        beside &= x + mark.width <= min(column.right + GUTTER / 2, context.geometry.right)
        marks.append((mark, x, context.geometry.title + (len(title) - 1) * leading))
    if not beside and banded:
        return
    lowest = max(baseline for _, _, baseline in marks)
    for (mark, x, baseline), language in zip(marks, titles, strict=True):
        if beside:
            surface.line(mark, x, baseline)
        else:
            surface.line(mark, context.columns[language].x, lowest + MARK_BELOW)


def _draw_piled(context: Context, surface: Surface, group: Group, titles: Mapping[str, Sequence[Line]]) -> None:
    """Draw the title over the full width, its languages at both ends of a line or one below the other."""
    page = context.geometry
    with surface.element("H1" if context.paper else "H2"):
        for language, line, x, y in places(context, titles, "page-title", page.width):
            with surface.element("Span", language):
                surface.line(line, page.left + x, page.title + y)


def _draw_small(context: Context, surface: Surface, group: Group, titles: Mapping[str, Sequence[Line]]) -> None:
    """Draw the title of a continued page in one small line, as far as there is room for it."""
    page = context.geometry
    small: dict[str, Sequence[Line]] = {}
    for language in titles:
        words = group.title[language]
        title = plain(words) if isinstance(words, Text) else words
        small[language] = lines(
            context, title + bracketed(say("continued", language), language), "note", language, page.width
        )[:1]
    with surface.artifact("repeated-head"):
        for _, line, x, y in places(context, small, "note", page.width):
            if y == 0.0:
                surface.line(line, page.left + x, (page.title_again or page.title) + y)


def _title_lines(context: Context, title: Mapping[str, Text | str]) -> dict[str, tuple[Line, ...]]:
    return {
        language: lines(context, title[language], _role(context), language, context.columns[language].width)
        for language in context.languages
    }


def draw_internal_band(
    context: Context, surface: Surface, y: float, *, ground: str = "ink", ink: str = "white"
) -> None:
    """Draw, from `y` down, the band that says that an edition stays in the office; colours are tokens."""
    words = "internal-band" if context.internal else "kept-band"
    with surface.artifact("background"):
        surface.rectangle(context.geometry.left, y, context.geometry.width, BAND, fill=context.colour(ground))
    for number, language in enumerate(context.languages):
        column = context.columns[language]
        inset = INSET if number == 0 else 0.0
        found = lines(context, say(words, language), "notice", language, column.width - inset, colour=ink)
        with surface.element("P", language):
            draw_lines(surface, found, column.x + inset, y + BAND / 2 + SINK, 0.0)
