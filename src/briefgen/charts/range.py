"""Ranges on one scale from zero: a bar from the lower to the upper end, and one that is open where there is one end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.charts.asked import Asked, AskedRow
from briefgen.charts.keys import NARROWEST_WIDE
from briefgen.charts.look import Look
from briefgen.charts.picture import Label
from briefgen.charts.record import Plot
from briefgen.charts.rows import (
    BAR,
    HEAVY,
    LABEL_GAP,
    Pile,
    RowPlan,
    Scale,
    draw_band,
    draw_plan,
    draw_rules,
    draw_upright,
    label_width,
    name_labels,
    value_labels,
)
from briefgen.charts.table import ChartData, Value
from briefgen.data.facts import Fact
from briefgen.data.quantity import Amount, Span
from briefgen.errors import Problem
from briefgen.spec.charts import RangeChart
from briefgen.theme.tokens import MM

MOST_ROWS = 8
NAMES = 60 * MM
PILE = Pile(4.9 * MM, 9.9 * MM)
WIDE = RowPlan(12 * MM, 3 * MM, PILE, PILE)
NARROW = RowPlan(23 * MM, 13.35 * MM, PILE, Pile(15.25 * MM, 20.25 * MM), clear=11.5 * MM)
OPEN = 9 * MM
"""How far a bar goes on beyond an end that it has not; its last third is an arrow head."""
HEAD = 3 * MM
LOWER, UPPER = frozenset({"at-least", "more-than"}), frozenset({"up-to"})


@dataclass(frozen=True)
class Ends:
    """Hold the amounts between which a bar stands; `onward`: it has no upper end."""

    low: float
    high: float
    onward: bool


def asked(block: RangeChart) -> Asked:
    """Return what the block asks for."""
    return Asked(
        chart=block.chart,
        rows=tuple(AskedRow((row.fact,), row.name, row.place) for row in block.rows),
        place=block.place,
        most=MOST_ROWS,
        subject=block.subject,
        alt=block.alt,
        takes=(Amount, Span),
        needs="a range needs numbers",
        refuse=_refuse,
    )


def height(data: ChartData, width: float) -> float:
    """Return the height of the picture: its rows."""
    return _plan(width).height * len(data.rows)


def draw(plot: Plot, data: ChartData, look: Look) -> Iterator[Label]:
    """Draw each range from end to end, and the zero line; yield the labels in reading order."""
    plan = _plan(plot.width)
    left = NAMES if plot.width >= NARROWEST_WIDE else 0.0
    tops = [index * plan.height for index in range(len(data.rows))]
    end = tops[-1] + plan.height
    scale = _scale(data, left, plot.width, look)
    for row, top in zip(data.rows, tops, strict=True):
        if row.subject:
            draw_band(plot, top, plan.height, look)
    draw_rules(plot, tops, end, look)
    for row, top in zip(data.rows, tops, strict=True):
        _bar(plot, row.values[0], scale, top + plan.bar, look.subject if row.subject else look.other)
    draw_upright(plot, scale.zero, tops, plan, look.axis, HEAVY)
    for index, (row, top) in enumerate(zip(data.rows, tops, strict=True)):
        yield from name_labels(row, f"row-{index}", top, plan.names, left - LABEL_GAP if left else plot.width)
        value = row.values[0]
        x = _right(value, scale) + LABEL_GAP
        yield from value_labels(value, row.subject, f"value-{index}", x, top, plan.values, plot.width - x)


def ends(value: Value) -> Ends:
    """Return between which amounts a value lies: up to 150 from 0, at least 50 from 50 onwards."""
    low = float(value.amount)
    if value.high is not None:
        return Ends(low, float(value.high), onward=False)
    if value.qualifier in UPPER:
        return Ends(0.0, low, onward=False)
    return Ends(low, low, onward=True)


def _bar(plot: Plot, value: Value, scale: Scale, top: float, colour: str) -> None:
    """Draw a bar: solid for what is, hatched for what is meant to be; with an arrow where it has no upper end."""
    if value.gap:
        return
    found = ends(value)
    x = scale.x(found.low)
    if not found.onward:
        draw = draw_plan if value.plan else Plot.rectangle
        draw(plot, x, top, scale.x(found.high) - x, BAR, colour)
        return
    neck, tip, middle = x + OPEN - HEAD, x + OPEN, top + BAR / 2
    if not value.plan:
        plot.area([(x, top), (neck, top), (tip, middle), (neck, top + BAR), (x, top + BAR)], colour)
        return
    plot.hatch(x, top, neck - x, BAR, colour)
    edge = [(x, top + 0.5), (neck, top + 0.5), (tip, middle), (neck, top + BAR - 0.5), (x, top + BAR - 0.5)]
    plot.strokes([[*edge, edge[0]]], colour, 1.0)


def _right(value: Value, scale: Scale) -> float:
    if value.gap:
        return scale.zero
    found = ends(value)
    return scale.x(found.high) + (OPEN if found.onward else 0.0)


def _scale(data: ChartData, left: float, right: float, look: Look) -> Scale:
    """Return the scale at which every bar leaves room for its label; the longest takes at most half of the room."""
    unit = float("inf")
    for value in data.column(0):
        if value.gap:
            continue
        found = ends(value)
        free = right - left - LABEL_GAP - label_width(value, look) - (OPEN if found.onward else 0.0)
        if found.high > 0:
            unit = min(unit, (right - left) * 0.6 / found.high, max(free, 0.0) / found.high)
    return Scale(left, unit)


def _plan(width: float) -> RowPlan:
    return WIDE if width >= NARROWEST_WIDE else NARROW


def _refuse(asked: Asked, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Refuse amounts that have no open end, and what lies below zero."""
    for row in asked.rows:
        fact, place = facts[row.facts[0]], row.place if row.place.file else asked.place
        value, qualifier = fact.quantity.value, fact.quantity.qualifier
        if isinstance(value, Amount) and qualifier not in LOWER | UPPER:
            told = "an exact amount" if qualifier == "none" else f'qualified by "{qualifier}"'
            yield Problem(
                place,
                f'"{fact.id}" is {told}; this chart shows ranges, and amounts that are a lower or an upper limit.',
                "Use `chart: bars`, or say it in the text.",
            )
        low = value.low if isinstance(value, Span) else value.value if isinstance(value, Amount) else 0
        if low < 0:
            yield Problem(place, f'"{fact.id}" begins below zero; bars begin at zero here.', "Say it in the text.")
