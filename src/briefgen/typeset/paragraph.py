"""A paragraph, set: analysed and shaped once, broken into lines for any measure, split across pages by its lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from operator import add

from briefgen.typeset.breaks import NEVER_FIRST, NEVER_LAST, opportunities
from briefgen.typeset.faces import FaceSet
from briefgen.typeset.glyphs import Glyph, GlyphRun, Line, ParagraphStyle, Run
from briefgen.typeset.itemise import itemise
from briefgen.typeset.keep import addresses, kept
from briefgen.typeset.linebreak import EPSILON, balanced_measure, count_lines, total_fit
from briefgen.typeset.prepare import prepare
from briefgen.typeset.space import spacing

LAST_LINE_SHARE = 0.2
LAST_LINE_HAN = 3
LAST_LINE_WORDS = 2
LINES_TOGETHER = 2
"""Lines of a split paragraph that stay together at the foot of a page and at the head of the next."""

WEAK_BREAK = 1.0
ADDRESS_BREAK = 4.0
HELD_BREAK = 30.0
TORN_BREAK = 60.0
"""Costs of breaks in square ems: after a hyphen, dash or slash; in an address; in what is kept together; anywhere."""

JUSTIFY_LIMIT = 0.5
"""Ems by which a place may be stretched in a justified line; a line that needs more stays ragged."""

_WORD = re.compile("[AD][^WGHKOCSMFYIR]*")


def typeset(runs: Sequence[Run], style: ParagraphStyle, faces: FaceSet) -> Paragraph:
    """Return the paragraph that these runs make.

    Raise `MissingGlyph` for a character that no face has.
    """
    return Paragraph(tuple(runs), style, faces)


class Paragraph:
    """Hold a paragraph whose text is shaped. `text` is what will be printed, as one string."""

    def __init__(self, runs: tuple[Run, ...], style: ParagraphStyle, faces: FaceSet) -> None:
        self.runs = runs
        self.style = style
        prepared = prepare(runs, style.language)
        self.text = prepared.text
        self._kinds = prepared.kinds
        self._permitted = prepared.permitted
        self._items = items = itemise(runs, style, prepared, faces)
        self._spacing = blanks = spacing(runs, prepared, items)
        advances = items.advances
        steps = [0.0, *advances]
        for at, gap in blanks.gaps.items():
            steps[at] += gap
        # Origins on one endless line; after the last character stands the end of the text.
        self._origins = list(accumulate(steps))
        self._starts = self._origins.copy()
        for at, loss in blanks.leading.items():
            self._starts[at] += loss
        if 0 in blanks.fixed:
            self._starts[0] -= blanks.gaps[0]
        # Where a line ends of which the character is the last: `_origins` already has the gap before the next one.
        self._ends = list(map(add, self._origins, advances))
        for at, loss in blanks.trailing.items():
            self._ends[at] -= loss
        if "W" in self._kinds:
            for match in re.finditer("W", self._kinds):
                self._ends[match.start()] = self._ends[match.start() - 1]
        self._lines: dict[float, tuple[Line, ...]] = {}

    @cached_property
    def natural_width(self) -> float:
        """Return the width of the text on a single line, in points."""
        return self._ends[-1] - self._starts[0] if self.text else 0.0

    def lines(self, width: float) -> tuple[Line, ...]:
        """Return the lines for a measure in points. No line is wider, unless a single glyph is."""
        found = self._lines.get(width)
        if found is None:
            found = self._lines[width] = self._break(width)
        return found

    def split_after(self, lines_fit: int, width: float) -> int:
        """Return how many lines stay where `lines_fit` have room: at least two on either side; 0 moves them all."""
        count = len(self.lines(width))
        if count <= lines_fit:
            return count
        stay = min(lines_fit, count - LINES_TOGETHER)
        return stay if stay >= LINES_TOGETHER else 0

    # Breaking

    @cached_property
    def _opportunities(self) -> tuple[dict[int, float], list[int]]:
        """Return the breaks with their costs, in order, and those that things kept together forbid."""
        kinds, fixed = self._kinds, self._spacing.fixed
        places = opportunities(kinds)
        closed = bytearray(len(kinds) + 1)
        for start, end in kept(self.text, kinds):
            closed[start + 1 : end] = b"\1" * (end - start - 1)
        inside: dict[int, float] = {}
        narrow: list[int] = []
        for address in addresses(self.text):
            closed[address.start + 1 : address.end] = b"\2" * (address.end - address.start - 1)
            inside.update(dict.fromkeys(address.breaks, ADDRESS_BREAK))
            narrow += address.narrow
        for at in fixed:
            closed[at] = 2
        found = {at: WEAK_BREAK if kinds[at - 1] in "hdsMl" else 0.0 for at in places if not closed[at]}
        held = sorted([*(at for at in places if closed[at] == 1), *(at for at in narrow if at not in fixed)])
        if inside or self._permitted:
            found |= inside | dict.fromkeys(self._permitted, 0.0)
            for at in fixed:
                found.pop(at, None)
            found = dict(sorted(found.items()))
        return found, held

    @cached_property
    def _plain(self) -> _Breaks:
        return _Breaks(self, self._opportunities[0])

    def _break(self, width: float) -> tuple[Line, ...]:
        if not self.text:
            return ()
        breaks = self._plain
        if breaks.starts[0] + width + EPSILON < breaks.ends[-1]:
            breaks = self._breaks(width)
        measure = width
        if self.style.balance:
            measure = balanced_measure(breaks.starts, breaks.ends, width)
        chosen = total_fit(breaks.starts, breaks.ends, breaks.costs, measure, self.style.size, breaks.last_start)
        lines: list[Line] = []
        start = 0
        for index in chosen:
            end = breaks.places[index]
            lines.append(self._line(start, end, width, stretch=index < len(breaks.places) - 1))
            start = end
        return tuple(lines)

    def _breaks(self, width: float) -> _Breaks:
        """Return the breaks to choose from; no piece between them is wider than the measure if it can be helped."""
        found, held = self._opportunities
        breaks = self._plain
        if self.style.display and self._permitted:
            permitted = {at: found[at] for at in self._permitted if at in found}
            phrases = _Breaks(self, permitted)
            wide = phrases.too_wide(width)
            if wide:
                rest = {at: cost for at, cost in found.items() if any(a < at < b for a, b in wide)}
                phrases = _Breaks(self, dict(sorted((permitted | rest).items())))
            has_han = "H" in self._kinds
            if has_han or count_lines(phrases.starts, phrases.ends, width) <= count_lines(
                breaks.starts, breaks.ends, width
            ):
                breaks = phrases
        for cost, places in (
            (HELD_BREAK, lambda: [at for at in held if self._kinds[at - 1] in "WMdhist"]),
            (HELD_BREAK, lambda: held),
            (TORN_BREAK, lambda: self._tears(strict=True)),
            (TORN_BREAK, lambda: self._tears(strict=False)),
        ):
            wide = breaks.too_wide(width)
            if not wide:
                break
            candidates = places()
            more = dict(breaks.found)
            for a, b in wide:
                inner = candidates[bisect_right(candidates, a) : bisect_left(candidates, b)]
                more.update(dict.fromkeys(inner, cost))
            breaks = _Breaks(self, dict(sorted(more.items())))
        return breaks

    def _tears(self, *, strict: bool) -> list[int]:
        """Return the places between clusters, for pieces wider than the measure; `strict`: as far as marks allow it."""
        kinds, gids, fixed = self._kinds, self._items.gids, self._spacing.fixed
        return [
            at
            for at in range(1, len(gids))
            if gids[at] >= 0
            and kinds[at] != "W"
            and at not in fixed
            and not (strict and (kinds[at] in NEVER_FIRST or kinds[at - 1] in NEVER_LAST))
        ]

    # Building

    def _line(self, start: int, stop: int, measure: float, *, stretch: bool) -> Line:
        """Build the line of the characters from `start` to `stop`, the latter with the spaces at its end."""
        items, kinds = self._items, self._kinds
        end = stop
        while end > start and kinds[end - 1] == "W":
            end -= 1
        shift = self._starts[start]
        width = self._ends[stop - 1] - shift
        origins: Sequence[float] = self._origins
        edge = self._ends[stop - 1]
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
        places = [at for at in self._opportunities[0] if start < at < end]
        if not places or missing / len(places) > JUSTIFY_LIMIT * self.style.size:
            return self._origins, 0.0
        origins = self._origins.copy()
        for index, (at, after) in enumerate(pairwise([*places, stop]), 1):
            for place in range(at, after):
                origins[place] += missing * index / len(places)
        return origins, missing


class _Breaks:
    """Hold breaks as the arrays that `linebreak` works on; index 0 is the start of the text."""

    def __init__(self, paragraph: Paragraph, found: dict[int, float]) -> None:
        text, starts, ends = paragraph.text, paragraph._starts, paragraph._ends  # pyright: ignore[reportPrivateUsage]
        self._kinds = paragraph._kinds  # pyright: ignore[reportPrivateUsage]
        self.found = found
        self.places = [0, *found, len(text)]
        self.costs = [0.0, *found.values(), 0.0]
        self.starts = [starts[at] for at in self.places]
        self.ends = [0.0, *[ends[at - 1] for at in self.places[1:]]]

    def too_wide(self, measure: float) -> list[tuple[int, int]]:
        """Return the pieces between neighbouring breaks that are wider than the measure."""
        limit = measure + EPSILON
        return [
            (self.places[k - 1], self.places[k])
            for k in range(1, len(self.places))
            if self.ends[k] - self.starts[k - 1] > limit
        ]

    def last_start(self, measure: float) -> int:
        """Return the last break that leaves enough for a last line; the last index if no break does."""
        count = len(self.places) - 1
        least = measure * LAST_LINE_SHARE
        for k in range(count - 1, 0, -1):
            if self.ends[count] - self.starts[k] < least:
                continue
            rest = self._kinds[self.places[k] :]
            han = rest.count("H")
            if han >= LAST_LINE_HAN:
                return k
            words = len(_WORD.findall(rest))
            if han / LAST_LINE_HAN + words / LAST_LINE_WORDS >= 1:
                return k
        return count
