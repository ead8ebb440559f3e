"""A picture that is taller than a page, in parts: where it may be cut, and what stands in a part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefgen.charts.picture import Mark, Picture, Step
from briefgen.theme.tokens import MM

WHOLE = 12 * MM
"""Marks up to this height are never cut: bars, boxes, dots; higher ones are bands and lines beside rows."""
LEAST = 30 * MM
"""No part is lower than this, so that no key or head stands alone on a page, unless it cannot be cut elsewhere."""
LOWEST, AMPLE = 9 * MM, 40 * MM
"""No part is lower than the first in any way, and only where there is at least so much room as the second."""
ASCENT, DESCENT = 0.95, 0.3
"""How far letters reach above and below their baseline, as shares of their size."""
EVEN = 0.05
HEAD = "table-head"
"""The role of heads of columns."""


@dataclass(frozen=True)
class Words:
    """Hold the height that a label takes: top and bottom, in points below the picture's top."""

    top: float
    bottom: float


def words_at(baseline: float, size: float) -> Words:
    """Return the height that a text takes."""
    return Words(baseline - ASCENT * size, baseline + DESCENT * size)


def cut_below(picture: Picture, words: Sequence[Words], room: float, start: float = 0.0) -> float | None:
    """Return the lowest place within `room` below `start` at which the picture can be cut; None where there is none.

    A rule over the whole width, which divides rows, goes before any other place that nothing crosses.
    """
    for least in (LEAST, LOWEST) if room >= AMPLE else (LEAST,):
        last = min(start + room, picture.height - least)
        for found in (_rules(picture), _gaps(picture, words)):
            free = [y for y in found if start + least <= y <= last and not _crossed(picture, words, y)]
            if free:
                return max(free)
    return None


def part_of(picture: Picture, top: float, bottom: float) -> Picture:
    """Return the marks between two heights, moved up; its labels are drawn by who cut it."""
    marks = tuple(mark for found in picture.marks for mark in _within(found, top, bottom))
    return Picture(picture.width, bottom - top, marks, (), picture.alt)


def heads_of(picture: Picture) -> float:
    """Return how high the heads of columns above the first row are; 0 where there are none."""
    first = min(_rules(picture), default=0.0)
    above = [label for label in picture.labels if label.y < first]
    return first if above and all(label.role == HEAD for label in above) else 0.0


def _rules(picture: Picture) -> Iterator[float]:
    for mark in picture.marks:
        low, high, left, right = _box(mark)
        if high - low < EVEN and right - left > picture.width - 1.0:
            yield low


def _gaps(picture: Picture, words: Sequence[Words]) -> Iterator[float]:
    """Yield a place just below each mark and each text."""
    for mark in picture.marks:
        low, high, _, _ = _box(mark)
        if high - low <= WHOLE:
            yield high + 0.75 * MM
    for one in words:
        yield one.bottom + 0.75 * MM


def _crossed(picture: Picture, words: Sequence[Words], y: float) -> bool:
    """Say whether something stands at a height that must not be cut."""
    if any(one.top < y < one.bottom for one in words):
        return True
    for mark in picture.marks:
        low, high, _, _ = _box(mark)
        if low + EVEN < y < high - EVEN and (high - low <= WHOLE or not _straight(mark)):
            return True
    return False


def _within(mark: Mark, top: float, bottom: float) -> Iterator[Mark]:
    """Yield a mark, or what of it lies between two heights."""
    low, high, _, _ = _box(mark)
    if high < top - EVEN or low > bottom + EVEN:
        return
    if low >= top - EVEN and high <= bottom + EVEN:
        # A rule that divides two rows closes the upper part only.
        if not (top > 0 and high - low < EVEN and abs(low - top) < EVEN):
            yield replace(mark, steps=tuple(_moved(step, top) for step in mark.steps))
        return
    if _straight(mark):
        steps = ((kind, _clamped(values, top, bottom)) for kind, values in mark.steps)
        yield replace(mark, steps=tuple(_moved(step, top) for step in steps))


def _straight(mark: Mark) -> bool:
    """Say whether a mark is an upright line or a rectangle, of which a part is one too."""
    across = {round(value, 1) for _, values in mark.steps for value in values[::2]}
    return len(across) <= 2 and all(kind != "C" for kind, _ in mark.steps)


def _clamped(values: tuple[float, ...], top: float, bottom: float) -> tuple[float, ...]:
    return tuple(min(max(value, top), bottom) if place % 2 else value for place, value in enumerate(values))


def _moved(step: Step, up: float) -> Step:
    kind, values = step
    return kind, tuple(value - up if place % 2 else value for place, value in enumerate(values))


def _box(mark: Mark) -> tuple[float, float, float, float]:
    """Return where a mark begins and ends: top, bottom, left, right."""
    across = [value for _, values in mark.steps for value in values[::2]]
    down = [value for _, values in mark.steps for value in values[1::2]]
    return min(down), max(down), min(across), max(across)
