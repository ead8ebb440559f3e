"""A whole as one bar, divided into parts that add up to it, each with a key below."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.charts.adding import asked_of, refusals_of_parts
from briefgen.charts.asked import Asked
from briefgen.charts.keys import Segment, draw_keys, fills, head_height, head_labels, keys_height
from briefgen.charts.look import Look
from briefgen.charts.picture import Label
from briefgen.charts.record import Plot
from briefgen.charts.table import ChartData
from briefgen.spec.charts import SplitChart
from briefgen.theme.tokens import MM

BAR = 7.5 * MM
SEAM = 0.75 * MM
"""Between two parts (design system, section 7)."""


def asked(block: SplitChart) -> Asked:
    """Return what the block asks for."""
    return asked_of(block, refusals_of_parts)


def height(data: ChartData, width: float) -> float:
    """Return the height of the picture: the line of the whole where there is one, the bar, its keys."""
    return head_height(data, width) + BAR + keys_height(data, segments(data, width), width)


def draw(plot: Plot, data: ChartData, look: Look) -> Iterator[Label]:
    """Draw the parts and their keys; yield the labels in reading order."""
    top, places, colours = head_height(data, plot.width), segments(data, plot.width), fills(data, look)
    for (left, right), colour in zip(places, colours, strict=True):
        plot.rectangle(left, top, right - left, BAR, colour)
    yield from head_labels(data, plot.width)
    yield from draw_keys(plot, data, places, colours, top + BAR, look)


def segments(data: ChartData, width: float) -> list[Segment]:
    """Return where each part begins and ends, in proportion to its share of the whole."""
    amounts = [float(row.values[0].amount) for row in data.rows]
    unit = (width - SEAM * (len(amounts) - 1)) / sum(amounts)
    found: list[Segment] = []
    left = 0.0
    for amount in amounts:
        found.append((left, left + amount * unit))
        left += amount * unit + SEAM
    return found
