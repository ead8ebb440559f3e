from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.typeset.linebreak import balanced_measure, count_lines, total_fit

WORDS = st.lists(st.integers(1, 30), min_size=1, max_size=12)
MEASURES = st.integers(30, 90)
SPACE = 2.0


def edges(words: list[int]) -> tuple[list[float], list[float]]:
    """Return starts and ends of words with spaces between them."""
    starts, ends, x = [0.0], [0.0], 0.0
    for word in words:
        ends.append(x + word)
        x += word + SPACE
        starts.append(x)
    return starts, ends


def any_last_line(count: int) -> int:
    return count


def fit(words: list[int], measure: float, last_start: int | None = None, costs: list[float] | None = None) -> list[int]:
    starts, ends = edges(words)
    count = len(words)
    return total_fit(
        starts, ends, costs or [0.0] * (count + 1), measure, 5.0, lambda _: count if last_start is None else last_start
    )


def widths(words: list[int], breaks: list[int]) -> list[float]:
    starts, ends = edges(words)
    return [ends[b] - starts[a] for a, b in pairwise([0, *breaks])]


def raggedness(words: list[int], breaks: list[int], measure: float) -> float:
    return sum((measure - width) ** 2 for width in widths(words, breaks)[:-1])


def all_ways(count: int) -> list[list[int]]:
    return [[k for k in range(1, count) if bits >> (k - 1) & 1] + [count] for bits in range(1 << (count - 1))]


@given(WORDS, MEASURES)
def test_fewest_lines_then_least_ragged_of_all_ways(words: list[int], measure: int) -> None:
    chosen = fit(words, measure)
    assert max(widths(words, chosen)) <= measure + 0.01
    fitting = [way for way in all_ways(len(words)) if max(widths(words, way)) <= measure]
    fewest = min(map(len, fitting))
    assert len(chosen) == fewest
    tolerance = max([15, words[0], *(word + SPACE for word in words[1:])])
    least = min(
        raggedness(words, way, measure)
        for way in fitting
        if len(way) == fewest and all(measure - width <= tolerance for width in widths(words, way)[:-1])
    )
    assert raggedness(words, chosen, measure) == pytest.approx(least, abs=0.1 * len(words))


@given(WORDS, MEASURES, st.integers(0, 11))
def test_last_line_is_long_enough_if_any_way_with_as_few_lines_allows_it(
    words: list[int], measure: int, last: int
) -> None:
    last = min(last, len(words) - 1)
    chosen = fit(words, measure, last)
    fitting = [way for way in all_ways(len(words)) if max(widths(words, way)) <= measure]
    fewest = min(map(len, fitting))
    assert len(chosen) == fewest
    possible = any((way[-2] if len(way) > 1 else 0) <= last for way in fitting if len(way) == fewest)
    assert ((chosen[-2] if len(chosen) > 1 else 0) <= last) == possible


@given(WORDS, MEASURES)
def test_filling_counts_the_fewest_lines(words: list[int], measure: int) -> None:
    starts, ends = edges(words)
    assert count_lines(starts, ends, measure) == len(fit(words, measure))


@given(WORDS, MEASURES)
def test_balanced_measure_is_the_smallest_with_as_few_lines(words: list[int], measure: int) -> None:
    starts, ends = edges(words)
    smallest = balanced_measure(starts, ends, measure)
    lines = count_lines(starts, ends, measure)
    assert smallest <= measure
    assert count_lines(starts, ends, smallest) == lines
    if lines > 1:
        ways = [way for way in all_ways(len(words)) if len(way) <= lines]
        assert smallest == pytest.approx(min(max(widths(words, way)) for way in ways), abs=0.11)


def test_costly_break_is_avoided_where_another_is_nearly_as_good() -> None:
    words = [10, 10, 10, 10, 10, 10]
    assert fit(words, 36) == [3, 6]
    assert fit(words, 36, costs=[0, 0, 0, 30.0, 0, 0, 0]) == [2, 5, 6] or fit(
        words, 36, costs=[0, 0, 0, 30.0, 0, 0, 0]
    ) == [3, 6]
    assert fit([10] * 5, 36, costs=[0, 0, 0, 30.0, 0, 0]) == [2, 5]


def test_no_break_at_all() -> None:
    assert fit([12], 30) == [1]
    assert fit([12, 12], 30) == [2]
