"""A paragraph, set: analysed and shaped once, broken into lines for any measure, split across pages by its lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from operator import add

from briefgen.typeset.candidates import Candidates, Edges
from briefgen.typeset.faces import FaceSet
from briefgen.typeset.glyphs import Glyph, GlyphRun, Line, ParagraphStyle, Run
from briefgen.typeset.itemise import itemise
from briefgen.typeset.linebreak import EPSILON, balanced_measure, total_fit
from briefgen.typeset.prepare import prepare
from briefgen.typeset.space import Spacing, spacing

LINES_TOGETHER = 2
"""Lines of a split paragraph that stay together at the foot of a page and at the head of the next."""

JUSTIFY_LIMIT = 0.5
"""Ems by which a place may be stretched in a justified line; a line that needs more stays ragged."""


def typeset(runs: Sequence[Run], style: ParagraphStyle, faces: FaceSet) -> Paragraph:
    """Return the paragraph that these runs make.

    Raise `MissingGlyph` for a character that no face has.
    """
    return Paragraph(tuple(runs), style, faces)


def lines_kept(count: int, fit: int) -> int:
    """Return how many of `count` lines stay where `fit` have room: at least two on either side; 0 moves them all."""
    if count <= fit:
        return count
    stay = min(fit, count - LINES_TOGETHER)
    return stay if stay >= LINES_TOGETHER else 0


class Paragraph:
    """Hold a paragraph whose text is shaped. `text` is what will be printed, as one string."""

    def __init__(self, runs: tuple[Run, ...], style: ParagraphStyle, faces: FaceSet) -> None:
        self.runs = runs
        self.style = style
        prepared = prepare(runs, style.language)
        self.text = prepared.text
        self._kinds = prepared.kinds
        self._items = itemise(runs, style, prepared, faces)
        blanks = spacing(runs, prepared, self._items)
        self._origins = origins(self._items.advances, blanks)
        self._edges = edges(prepared.kinds, self._origins, self._items.advances, blanks)
        self._candidates = Candidates(prepared, self._edges, self._items.gids, blanks.fixed, display=style.display)
        self._lines: dict[float, tuple[Line, ...]] = {}

    @cached_property
    def natural_width(self) -> float:
        """Return the width of the text on a single line, in points."""
        return self._edges.ends[-1] - self._edges.starts[0] if self.text else 0.0

    def lines(self, width: float) -> tuple[Line, ...]:
        """Return the lines for a measure in points. No line is wider, unless a single glyph is."""
        found = self._lines.get(width)
        if found is None:
            found = self._lines[width] = self._break(width)
        return found

    def split_after(self, lines_fit: int, width: float) -> int:
        """Return how many lines stay where `lines_fit` have room: at least two on either side; 0 moves them all."""
        return lines_kept(len(self.lines(width)), lines_fit)

    def _break(self, width: float) -> tuple[Line, ...]:
        if not self.text:
            return ()
        fits = self.natural_width <= width + EPSILON
        breaks = self._candidates.common if fits else self._candidates.for_measure(width)
        balance = self.style.balance and not fits
        measure = balanced_measure(breaks.starts, breaks.ends, width) if balance else width
        em = self.style.size
        chosen = total_fit(breaks.starts, breaks.ends, breaks.costs, measure, em, breaks.last_start)
        lines: list[Line] = []
        start = 0
        for index in chosen:
            end = breaks.places[index]
            lines.append(self._line(start, end, width, stretch=index < chosen[-1]))
            start = end
        return tuple(lines)

    def _line(self, start: int, stop: int, measure: float, *, stretch: bool) -> Line:
        """Build the line of the characters from `start` to `stop`, the latter with the spaces at its end."""
        items, kinds = self._items, self._kinds
        end = stop
        while end > start and kinds[end - 1] == "W":
            end -= 1
        shift = self._edges.starts[start]
        width = self._edges.ends[stop - 1] - shift
        origins: Sequence[float] = self._origins
        edge = self._edges.ends[stop - 1]
        if stretch and self.style.justify:
            origins, more = self._stretched(start, end, stop, measure - width)
            width += more
            edge += more
        runs: list[GlyphRun] = []
        index = bisect_right(items.starts, start) - 1
        count = len(items.starts)
        while index < count and items.starts[index] < stop:
            first = max(items.starts[index], start)
            last = min(items.starts[index + 1], stop) if index + 1 < count else stop
            look = items.looks[index]
            x = origins[first]
            right = edge if last >= end else origins[last - 1] + items.advances[last - 1]
            runs.append(
                GlyphRun(
                    look.face, look.size, look.colour, x - shift, look.rise, max(0.0, right - x),
                    self._glyphs(first, last, origins, look.size), look.language, look.link,
                    look.inline,
                )
            )  # fmt: skip
            index += 1
        align = self.style.align
        offset = 0.0 if align == "left" else (measure - width) / (1 if align == "right" else 2)
        return Line(tuple(runs), offset, width, self.text[start:end])

    def _glyphs(self, first: int, last: int, origins: Sequence[float], size: float) -> tuple[Glyph, ...]:
        items = self._items
        base = origins[first]
        gids, texts, advances = items.gids[first:last], items.texts[first:last], items.advances[first:last]
        xs = [x - base for x in origins[first:last]]
        if items.simple:
            return tuple(map(Glyph, gids, texts, xs, advances))
        glyphs: list[Glyph] = []
        for at, (gid, text, x, advance) in enumerate(zip(gids, texts, xs, advances, strict=True), first):
            if gid < 0:
                continue
            more = items.more.get(at)
            if not more:
                glyphs.append(Glyph(gid, text, x, advance))
                continue
            rest = [Glyph(number, "", x + off * size, wide * size) for number, off, wide in more]
            own = advance - sum(glyph.advance for glyph in rest)
            glyphs += [Glyph(gid, text, x, own), *rest]
        return tuple(glyphs)

    def _stretched(self, start: int, end: int, stop: int, missing: float) -> tuple[Sequence[float], float]:
        """Spread what a line lacks over its breaks; return origins (by place in the text) and what was added."""
        places = [at for at in self._candidates.stretches if start < at < end]
        if not places or missing / len(places) > JUSTIFY_LIMIT * self.style.size:
            return self._origins, 0.0
        origins = self._origins.copy()
        for index, (at, after) in enumerate(pairwise([*places, stop]), 1):
            for place in range(at, after):
                origins[place] += missing * index / len(places)
        return origins, missing


def origins(advances: Sequence[float], blanks: Spacing) -> list[float]:
    """Return where each character's origin is on one endless line; the last entry is the end of the text."""
    steps = [0.0, *advances]
    for at, gap in blanks.gaps.items():
        steps[at] += gap
    return list(accumulate(steps))


def edges(kinds: str, origins: Sequence[float], advances: Sequence[float], blanks: Spacing) -> Edges:
    """Return where lines start and end: marks trimmed, a fixed blank kept at the start, spaces left out at the end."""
    starts = list(origins)
    for at, loss in blanks.leading.items():
        starts[at] += loss
    if 0 in blanks.fixed:
        starts[0] -= blanks.gaps[0]
    ends = list(map(add, origins, advances))
    for at, loss in blanks.trailing.items():
        ends[at] -= loss
    at = kinds.find("W")
    while at >= 0:
        ends[at] = ends[at - 1]
        at = kinds.find("W", at + 1)
    return Edges(kinds, starts, ends)
