"""What says on every page that it is a draft: a large light mark under the text, and a stamp on the cover."""

from __future__ import annotations

import math
from collections.abc import Sequence

from briefgen.charts.picture import Step
from briefgen.language.words import say
from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.draft.draft import Draft
from briefgen.layout.furniture import INTERNAL_MARK, SUBJECT_GAP
from briefgen.layout.grid import is_han
from briefgen.pdf.surface import Surface
from briefgen.theme.colours import WHITE, mix
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line, Run

LENGTH, LARGEST = 225 * MM, 120.0
ANGLE = math.radians(54)
LIGHT = 0.45
"""How much white is in the colour of the mark, over that of notices."""
GAP = 0.35
"""Between the words of the mark, in ems."""
STAMP_TOP, STAMP, STAMP_SIZE = 35.25 * MM, 7.5 * MM, 13.5
"""It ends where the highest letters of a title can begin, however many lines that has."""
INSET, BETWEEN = 3.6 * MM, 2.4 * MM
SINK = 0.36
"""From the middle of a line of capitals to its baseline, in ems."""
SMALL_SINK = 1.05 * MM


def draw_mark_under(context: Context, surface: Surface) -> None:
    """Draw the mark over the diagonal of a page, before anything else stands there."""
    steps = _mark(context)
    with surface.artifact("background"):
        surface.path(steps, fill=mix(context.colour("tint-n"), WHITE, LIGHT))


def draw_digests(context: Context, surface: Surface, draft: Draft) -> None:
    """Draw, above the header, which content a page was made of."""
    x = context.geometry.left
    with surface.artifact("header"):
        for language in context.languages:
            words = say("draft-of", language, digest=draft.short(language))
            (line,) = lines(context, words, "foot", language, context.geometry.width)
            surface.line(line, x, INTERNAL_MARK)
            x += line.width + SUBJECT_GAP


def draw_stamp(context: Context, surface: Surface, draft: Draft) -> None:
    """Draw the stamp on a cover, between names and titles, and beside it which content it was made of."""
    page = context.geometry
    ground, ink, soft = ("ink", "white", "ink-2") if context.brief.cover == "office" else ("white", "deep", "cover-2")
    words: list[Line] = []
    small: list[Line] = []
    for language in context.languages:
        run = Run(say("draft", language), size=STAMP_SIZE, weight=700 if is_han(language) else 600)
        words += lines(context, (run,), "series", language, page.width, colour=ink)
        told = say("draft-of", language, digest=draft.short(language))
        small += lines(context, told, "foot", language, page.width, colour=soft)
    width = sum(line.width for line in words) + BETWEEN * (len(words) - 1) + 2 * INSET
    x = page.right - width
    with surface.artifact("decoration"):
        surface.rectangle(x, STAMP_TOP, width, STAMP, fill=context.colour(ground))
        at = x + INSET
        for line in words:
            surface.line(line, at, STAMP_TOP + STAMP / 2 + SINK * STAMP_SIZE)
            at += line.width + BETWEEN
        at = x - INSET - sum(line.width for line in small) - BETWEEN * (len(small) - 1)
        for line in small:
            surface.line(line, at, STAMP_TOP + STAMP / 2 + SMALL_SINK)
            at += line.width + BETWEEN


def _mark(context: Context) -> tuple[Step, ...]:
    """Return the outlines of the words, turned, in the middle of the page."""
    page = context.geometry
    size = 100.0
    found: list[Line] = []
    for language in context.languages:
        run = Run(say("draft-large", language), size=size, weight=700)
        found += lines(context, (run,), "series", language, 100 * page.width)
    width = sum(line.width for line in found) + GAP * size * (len(found) - 1)
    scale = min(LENGTH / width, LARGEST / size)
    flat: list[Step] = []
    at = 0.0
    for line in found:
        for run in line.runs:
            for glyph in run.glyphs:
                flat += _cubic(run.face.outline(glyph.gid), at + run.x + glyph.x, run.size)
        at += line.width + GAP * size
    middle = (width / 2, 0.36 * size)
    centre = (page.page_width / 2, page.page_height / 2)
    turn = (math.cos(ANGLE) * scale, math.sin(ANGLE) * scale)
    return tuple((kind, _turned(values, middle, centre, turn)) for kind, values in flat)


def _turned(
    values: Sequence[float], middle: tuple[float, float], centre: tuple[float, float], turn: tuple[float, float]
) -> tuple[float, ...]:
    found: list[float] = []
    for x, y in zip(values[::2], values[1::2], strict=True):
        across, up = x - middle[0], y - middle[1]
        found += [centre[0] + across * turn[0] - up * turn[1], centre[1] - across * turn[1] - up * turn[0]]
    return tuple(found)


def _cubic(strokes: Sequence[tuple[str, tuple[float, ...]]], left: float, size: float) -> list[Step]:
    """Return an outline in points, y upwards, with cubic curves, as a page takes them."""
    found: list[Step] = []
    pen = (0.0, 0.0)
    for kind, values in strokes:
        points = [(left + x * size, y * size) for x, y in zip(values[::2], values[1::2], strict=True)]
        if kind == "Q":
            (qx, qy), (x, y) = points
            first = (pen[0] + (qx - pen[0]) * 2 / 3, pen[1] + (qy - pen[1]) * 2 / 3)
            second = (x + (qx - x) * 2 / 3, y + (qy - y) * 2 / 3)
            found.append(("C", (*first, *second, x, y)))
        else:
            found.append((kind, tuple(value for point in points for value in point)))
        if points:
            pen = points[-1]
    return found
