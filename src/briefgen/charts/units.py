"""One cell for each thing that is counted: blocks of columns that stand beside each other, each with a key below.

Cells fill a column from the ground upwards, so that the first column of each part reaches its tick.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.charts.adding import asked_of, refusals_of_parts
from briefgen.charts.asked import Asked
from briefgen.charts.keys import NARROWEST_WIDE, Segment, draw_keys, fills, head_height, head_labels, keys_height
from briefgen.charts.look import Look
from briefgen.charts.picture import Label
from briefgen.charts.record import Plot
from briefgen.charts.table import ChartData
from briefgen.data.facts import Fact
from briefgen.data.quantity import Amount
from briefgen.errors import Problem
from briefgen.language.units import is_count
from briefgen.spec.charts import UnitsChart
from briefgen.theme.tokens import MM

MOST_CELLS = 1000
HEIGHTS = (1, 2, 5, 10, 15, 20, 25)
"""Cells in a column: numbers by which one counts."""
LARGEST = 4.5 * MM
"""From one cell to the next, at most."""
TALLEST, TALLEST_NARROW = 36 * MM, 45 * MM
JOINT = 0.18
"""The white between two cells, as a share of the way from one to the next."""
SEAM = 1.0
"""The white between two parts beside it, in cells."""


@dataclass(frozen=True)
class Wall:
    """Hold how many cells stand in a column, and how far it is from one cell to the next."""

    rows: int
    pitch: float


def asked(block: UnitsChart) -> Asked:
    """Return what the block asks for."""
    return asked_of(block, _refuse)


def height(data: ChartData, width: float) -> float:
    """Return the height of the picture: the line of the whole where there is one, the cells, their keys."""
    wall = wall_of(data, width)
    cells = wall.rows * wall.pitch - wall.pitch * JOINT
    return head_height(data, width) + cells + keys_height(data, segments(data, wall, width), width)


def draw(plot: Plot, data: ChartData, look: Look) -> Iterator[Label]:
    """Draw the cells of each part as one mark, and their keys; yield the labels in reading order."""
    wall, top, colours = wall_of(data, plot.width), head_height(data, plot.width), fills(data, look)
    places = segments(data, wall, plot.width)
    side, ground = wall.pitch * (1 - JOINT), top + wall.pitch * (wall.rows - JOINT)
    for row, (left, _), colour in zip(data.rows, places, colours, strict=True):
        cells = [divmod(number, wall.rows) for number in range(int(row.values[0].amount))]
        plot.boxes(
            [(left + column * wall.pitch, ground - level * wall.pitch - side, side, side) for column, level in cells],
            colour,
        )
    yield from head_labels(data, plot.width)
    yield from draw_keys(plot, data, places, colours, ground, look)


def wall_of(data: ChartData, width: float) -> Wall:
    """Return the wall with the largest cells that is not too tall; of those alike, the lowest."""
    tallest = TALLEST if width >= NARROWEST_WIDE else TALLEST_NARROW
    found: list[Wall] = []
    for rows in HEIGHTS:
        columns = sum(_columns(row.values[0].amount, rows) for row in data.rows) + SEAM * (len(data.rows) - 1)
        pitch = min(LARGEST, width / (columns - JOINT))
        if rows * pitch <= tallest:
            found.append(Wall(rows, pitch))
    return max(found, key=lambda wall: (wall.pitch, -wall.rows))


def segments(data: ChartData, wall: Wall, width: float) -> list[Segment]:
    """Return where the cells of each part begin and end on the ground."""
    found: list[Segment] = []
    left = 0.0
    for row in data.rows:
        columns = _columns(row.values[0].amount, wall.rows)
        found.append((left, left + (columns - JOINT) * wall.pitch))
        left += (columns + SEAM) * wall.pitch
    return found


def _columns(amount: object, rows: int) -> int:
    return -(-int(str(amount)) // rows)


def _refuse(asked: Asked, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Refuse what cannot be counted cell by cell, and what refuses parts of any whole."""
    problems = list(refusals_of_parts(asked, facts))
    yield from problems
    for row in (*asked.also, *asked.rows):
        fact = facts[row.facts[0]]
        place = row.place if row.place.file else asked.place
        value = fact.quantity.value
        if not isinstance(value, Amount):
            continue
        if not is_count(fact.quantity.unit) or value.value != value.value.to_integral_value():
            yield Problem(
                place,
                f'"{fact.id}" is no count of things; each cell stands for one.',
                "Use `chart: split`, or a fact with a measure word such as {zh: 家, en: company|companies}.",
            )
        elif value.value > MOST_CELLS and row in asked.also:
            yield Problem(
                place,
                f'"{fact.id}" is {value.value:,f}; a page has room for {MOST_CELLS:,} cells.',
                "Use `chart: split`.",
            )
