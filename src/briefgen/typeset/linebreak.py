"""Choose the lines of a paragraph by total fit (Knuth and Plass, 1981), for ragged setting.

All lines together are weighed: fewest lines, then a last line that is long enough, then the least sum of squares of the
blanks at the ends of the lines, in ems, together with the costs of the breaks taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from math import inf
from operator import sub

LINE = 1e6
"""What a further line costs; more than any raggedness, so that the number of lines is always the smallest."""

SHORT_LAST_LINE = 1e4
EPSILON = 1e-3
"""Points by which a line may be too wide, to stand above rounding."""

TOLERANCE = 3.0
"""Blank in ems at the end of a line that is always considered; more if the pieces are wider."""

BALANCE_PRECISION = 0.1


def total_fit(
    starts: Sequence[float],
    ends: Sequence[float],
    costs: Sequence[float],
    measure: float,
    em: float,
    last_start: Callable[[float], int],
) -> list[int]:
    """Return the breaks at which lines end, as indices; the last one is the end of the text.

    `starts[k]` is where a line starts that begins at break k, `ends[k]` where a line ends that breaks there, in points
    on one endless line; index 0 is the start of the text. A piece between neighbouring breaks that is wider than
    `measure` makes a line of its own.
    `last_start(measure)` is the greatest index from which a last line is long enough.
    """
    count = len(ends) - 1
    if ends[count] - starts[0] <= measure + EPSILON:
        return [count]
    latest = last_start(measure)
    # Filling line after line leaves no more blank than the widest step: there is always a way within the tolerance.
    widest = max(map(sub, islice(ends, 1, None), ends))
    tolerance = max(TOLERANCE * em, widest)
    chosen, good = _fit(starts, ends, costs, measure, em, tolerance, latest)
    if not good and tolerance < measure:
        chosen, _ = _fit(starts, ends, costs, measure, em, inf, latest)
    return chosen


def _fit(
    starts: Sequence[float],
    ends: Sequence[float],
    costs: Sequence[float],
    measure: float,
    em: float,
    tolerance: float,
    latest: int,
) -> tuple[list[int], bool]:
    """Return the best breaks that leave no blank above `tolerance` but in the last line, and if that is long enough."""
    count = len(ends) - 1
    limit = measure + EPSILON
    weight = 1 / (em * em)
    best = [inf] * (count + 1)
    back = [0] * (count + 1)
    best[0] = 0.0
    first = 0
    for k in range(1, count):
        end = ends[k]
        while end - starts[first] > limit and first < k - 1:
            first += 1
        blank = limit - end
        least = inf
        taken = 0
        j = first
        while j < k:
            slack = blank + starts[j]
            if slack > tolerance:
                break
            total = best[j] + slack * slack * weight
            if total < least:
                least = total
                taken = j
            j += 1
        if least < inf:
            best[k] = least + costs[k] + LINE
            back[k] = taken
    end = ends[count]
    while end - starts[first] > limit and first < count - 1:
        first += 1
    # Of last lines that are too short, the longer one is better.
    totals = [
        best[j] + (SHORT_LAST_LINE * (1 + (starts[j] - starts[latest]) / measure) if j > latest else 0.0)
        for j in range(first, count)
    ]
    at = first + totals.index(min(totals))
    good = at <= latest and best[at] < inf
    chosen = [count]
    while at:
        chosen.append(at)
        at = back[at]
    chosen.reverse()
    return chosen, good


def count_lines(starts: Sequence[float], ends: Sequence[float], measure: float) -> int:
    """Return the least number of lines, by filling one after the other."""
    limit = measure + EPSILON
    lines = 1
    line_start = starts[0]
    for k in range(1, len(ends)):
        if ends[k] - line_start > limit:
            lines += 1
            line_start = starts[k - 1]
    return lines


def balanced_measure(starts: Sequence[float], ends: Sequence[float], measure: float) -> float:
    """Return the smallest measure that needs no more lines than `measure` does, to a tenth of a point."""
    lines = count_lines(starts, ends, measure)
    if lines == 1:
        return measure
    low = min(measure, max(map(sub, islice(ends, 1, None), starts)))
    high = measure
    if count_lines(starts, ends, low) <= lines:
        return low
    while high - low > BALANCE_PRECISION:
        middle = (low + high) / 2
        if count_lines(starts, ends, middle) <= lines:
            high = middle
        else:
            low = middle
    return high
