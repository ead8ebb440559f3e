"""Line numbers: lines that stand level, in either column, share one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from briefgen.layout.draft.draft import Bar, Margin, Numbered
from briefgen.layout.grid import LEFT, RIGHT
from briefgen.pdf.noted import NotedLine
from briefgen.theme.tokens import MM

LEVEL = 2.25 * MM
"""Lines whose baselines are no further apart count as level; their numbers would touch else."""
MIDDLE = (LEFT + RIGHT) / 2 - 12 * MM
"""Lines that begin right of here are numbered at the right edge: the gutter of the two columns."""
JOINED = 8 * MM
"""Changed lines no further apart share a bar."""


def numbers_of_lines(lines: Sequence[NotedLine]) -> tuple[int, ...]:
    """Return the number of each line on its page, from the top; level lines have the same."""
    found = [0] * len(lines)
    for page in {line.page for line in lines}:
        places = sorted((line.baseline, place) for place, line in enumerate(lines) if line.page == page)
        number, first = 0, 0.0
        for baseline, place in places:
            if not number or baseline - first > LEVEL:
                number, first = number + 1, baseline
            found[place] = number
    return tuple(found)


def margins(lines: Sequence[NotedLine], changed: Collection[int]) -> Mapping[int, Margin]:
    """Return what stands beside each page's text; `changed`: the places of changed lines among `lines`."""
    numbers = numbers_of_lines(lines)
    pages: dict[int, dict[int, dict[bool, float]]] = {}
    barred: set[tuple[int, int, bool]] = set()
    for place, (line, number) in enumerate(zip(lines, numbers, strict=True)):
        right = line.left >= MIDDLE
        row = pages.setdefault(line.page, {}).setdefault(number, {})
        row[right] = min(row.get(right, line.baseline), line.baseline)
        if place in changed:
            barred.add((line.page, number, right))
    return {
        page: Margin(
            tuple(Numbered(number, row.get(False), row.get(True)) for number, row in sorted(rows.items())),
            tuple(
                bar
                for right in (False, True)
                for bar in _bars(rows, right, {one[1] for one in barred if one[0] == page and one[2] is right})
            ),
        )
        for page, rows in sorted(pages.items())
    }


def _bars(rows: Mapping[int, Mapping[bool, float]], right: bool, barred: Collection[int]) -> Iterator[Bar]:
    """Yield the bars of one side; neighbours share one, with no line of this side between them."""
    first = last = None
    for number, row in sorted(rows.items()):
        if right not in row:
            continue
        baseline = row[right]
        if first is not None and last is not None and (number not in barred or baseline - last > JOINED):
            yield Bar(first, last, right)
            first = None
        if number in barred:
            first, last = baseline if first is None else first, baseline
    if first is not None and last is not None:
        yield Bar(first, last, right)
