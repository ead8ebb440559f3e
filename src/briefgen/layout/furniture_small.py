"""Header and foot of a small page: the same texts as on A4 but for the series, Chinese at the left, English right."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.language.words import say
from briefgen.layout.compose import lines, one_line
from briefgen.layout.context import Context
from briefgen.layout.furniture import (
    MERLON_PITCH,
    MERLON_WIDTH,
    MERLONS,
    data_words,
    draw_mark,
    edition_code,
    header_subject,
)
from briefgen.layout.piles import APART
from briefgen.pdf.surface import Surface
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

MARK_GAP = 2 * MM
TWO_LINES = (4.35 * MM, 8.4 * MM)
"""Baselines of a subject whose languages do not fit on one line."""
BASELINES = {3: (167.85 * MM, 171.6 * MM, 175.35 * MM)}
"""Baselines of a foot of three lines."""
GAP = 3 * MM

Row = tuple[Sequence[Line], Sequence[Line]]
"""What stands at the left end of a line, from left to right, and at its right end."""


def draw_header(context: Context, surface: Surface) -> None:
    """Draw mark, rule and subject; the mark that an edition stays in the office stands before it."""
    page = context.geometry
    left = page.left + (MERLONS - 1) * MERLON_PITCH + MERLON_WIDTH + MARK_GAP
    with surface.artifact("header"):
        draw_mark(context, surface)
        found: list[Line] = []
        for language in context.languages:
            words = header_subject(context, language)
            if context.internal:
                words = say("internal-mark", language) + " · " + words
            found += lines(context, words, "series", language, page.right - left)[:1]
        if len(found) == 1 or sum(line.width for line in found) + APART <= page.right - left:
            for number, line in enumerate(found):
                x = left if number == 0 and len(found) > 1 else page.right - line.width
                surface.line(line, x, page.head[1])
        else:
            for line, y in zip(found, TWO_LINES, strict=True):
                surface.line(line, page.right - line.width, y)


def draw_foot(context: Context, surface: Surface, page: int, pages: int, before: str = "") -> None:
    """Draw issuer, edition code, time of the data and page number; pages count from 1, the cover included.

    What does not fit on two lines stands on three.
    """
    sheet = context.geometry
    number = lines(
        context,
        before + say("page-of", "en", page=page, pages=pages),
        "foot",
        "en",
        sheet.width,
        weight=600,
        colour="ink",
    )
    rows = _rows(context, number)
    baselines = BASELINES.get(len(rows), sheet.foot[1:])
    with surface.artifact("footer"):
        surface.rule(sheet.left, sheet.foot[0], sheet.right, sheet.foot[0], context.colour("rule"), 0.5)
        for (left, right), y in zip(rows, baselines, strict=True):
            x = sheet.left
            for line in left:
                surface.line(line, x, y)
                x += line.width + GAP
            for line in right:
                if line is not number[0]:
                    surface.line(line, sheet.right - line.width, y)
    with surface.artifact("page-number"):
        surface.line(number[0], sheet.right - number[0].width, baselines[-1])


def _rows(context: Context, number: Sequence[Line]) -> list[Row]:
    """Return the lines of the foot; the time of the data gives way where there is no third line for it."""
    width = context.geometry.width
    issuer: list[Line] = []
    for language in context.languages:
        text = context.settings.issuer[language]
        issuer.append(one_line(context, text, "foot-issuer", language, width, text.place, "the foot of a page"))
    code = lines(context, edition_code(context), "foot", "en", width)[:1]
    times: list[Line] = []
    for language in context.languages:
        times += lines(context, data_words(context, language), "foot", language, width)[:1]
    rows: list[Row] = [(issuer[:1], issuer[1:])]
    if sum(line.width for line in issuer) + APART > width:
        rows = [([line], ()) for line in issuer]
    last: Row = ([*code, *times], number)
    if _width(last) <= width:
        return [*rows, last]
    if len(rows) == 1 and _width((times, ())) <= width:
        return [*rows, (times[:1], times[1:]), (code, number)]
    if context.brief.as_of is not None:
        # What the whole brief stands at is never left out: the code then stands above the number of the page.
        return (
            [rows[0], (issuer[1:], code), (times, number)]
            if len(rows) > 1
            else [*rows, (times[:1], code), (times[1:], number)]
        )
    return [*rows, (code, number)]


def _width(row: Row) -> float:
    left, right = row
    return sum(line.width for line in (*left, *right)) + GAP * (len(left) + len(right) - 1)
