"""The comparison figure: one or two panels of bars against one list of names.

Measures in millimetres are those of the design system, section 7, counted from the left edge of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefgen.charts.asked import Asked, AskedRow
from briefgen.charts.look import Look
from briefgen.charts.picture import Label
from briefgen.charts.record import Plot
from briefgen.charts.rows import (
    HEAVY,
    LABEL_GAP,
    Pile,
    RowPlan,
    draw_band,
    draw_bar,
    draw_rules,
    draw_upright,
    fit,
    name_labels,
    value_labels,
)
from briefgen.charts.table import ChartData
from briefgen.data.quantity import Wording
from briefgen.spec.charts import ComparisonChart
from briefgen.theme.tokens import MM

MOST_ROWS = 12
NARROWEST_WIDE = 150 * MM
"""From this width on names stand beside their bars, below it above them."""
HEAD_GAP = 3 * MM
PANEL_GAP = 1.5 * MM
"""Kept free between a panel's labels and what stands right of it."""


@dataclass(frozen=True)
class Plan:
    """Hold where things are: rows, the right end of the names, and for each panel left, right and its longest bar."""

    row: RowPlan
    names: float
    panels: tuple[tuple[float, float, float], ...]
    heads: float
    """Height of the column heads, down to the rule; 0 without heads."""
    piled_heads: bool


def asked(block: ComparisonChart) -> Asked:
    """Return what the block asks for."""
    return Asked(
        chart=block.chart,
        rows=tuple(AskedRow(row.facts, row.name, row.place) for row in block.rows),
        place=block.place,
        most=MOST_ROWS,
        subject=block.subject,
        order={"given": None, "first": 0, "second": 1}[block.sort],
        heads=block.heads,
        alt=block.alt,
    )


def height(data: ChartData, width: float) -> float:
    """Return the height of the picture, from the top of the heads to the last rule."""
    plan = plan_of(data, width)
    return plan.heads + plan.row.height * len(data.rows)


def draw(plot: Plot, data: ChartData, look: Look) -> Iterator[Label]:
    """Draw rules, band, bars and zero lines; yield the labels in reading order."""
    plan = plan_of(data, plot.width)
    tops = [plan.heads + index * plan.row.height for index in range(len(data.rows))]
    end = tops[-1] + plan.row.height
    scales = [
        fit(data.column(index), left, right, longest, look) for index, (left, right, longest) in enumerate(plan.panels)
    ]
    for row, top in zip(data.rows, tops, strict=True):
        if row.subject:
            draw_band(plot, top, plan.row.height, look)
    draw_rules(plot, tops, end, look)
    for row, top in zip(data.rows, tops, strict=True):
        for value, scale in zip(row.values, scales, strict=True):
            draw_bar(plot, value, scale, top + plan.row.bar, row.subject, look)
    for scale in scales:
        draw_upright(plot, scale.zero, tops, plan.row, look.axis, HEAVY)

    yield from _heads(data, plan)
    for index, (row, top) in enumerate(zip(data.rows, tops, strict=True)):
        yield from name_labels(row, f"row-{index}", top, plan.row.names, plan.names)
        for panel, (value, scale) in enumerate(zip(row.values, scales, strict=True)):
            x = max(scale.zero, scale.x(value.amount)) + LABEL_GAP
            room = plan.panels[panel][1] - x
            yield from value_labels(value, row.subject, f"value-{index}-{panel}", x, top, plan.row.values, room)


def plan_of(data: ChartData, width: float) -> Plan:
    """Return the measures for a width in points."""
    pile = Pile(6 * MM, 11 * MM)
    two = len(data.panels) == 2
    if width >= NARROWEST_WIDE:
        second = width - 42 * MM
        panels = (
            ((60 * MM, second - PANEL_GAP, 48 * MM), (second, width, 18 * MM)) if two else ((60 * MM, width, 84 * MM),)
        )
        row = RowPlan(14.25 * MM, 4.1 * MM, pile, pile)
        return Plan(row, 58 * MM, panels, 7.5 * MM if data.head else 0.0, piled_heads=False)
    second = width * 0.6
    panels = (
        ((0.0, second - PANEL_GAP, width * 0.28), (second, width, width * 0.15))
        if two
        else ((0.0, width, width * 0.65),)
    )
    row = RowPlan(25.5 * MM, 15.35 * MM, pile, Pile(17.25 * MM, 22.25 * MM), clear=13 * MM)
    return Plan(row, width, panels, 16.5 * MM if data.head else 0.0, piled_heads=True)


def _heads(data: ChartData, plan: Plan) -> Iterator[Label]:
    """Yield the column heads: in line beside each other, or piled below that of the names."""
    if not data.head:
        return
    lefts = [left for left, _, _ in plan.panels]
    heads = [panel.head for panel in data.panels]
    if plan.piled_heads:
        yield from _in_line(data.head, "head-0", 0.0, plan.names)
        for index, (head, left) in enumerate(zip(heads, lefts, strict=True)):
            right = plan.panels[index][1]
            for language, text, baseline in Pile(9 * MM, 13.5 * MM).place(head):
                yield Label(
                    text, "table-head", left, baseline, language=language, name=f"head-{index + 1}", room=right - left
                )
        return
    rights = [plan.names, *(right for _, right, _ in plan.panels)]
    for index, (head, left) in enumerate(zip([data.head, *heads], [0.0, *lefts], strict=True)):
        yield from _in_line(head, f"head-{index}", left, rights[index] - left)


def _in_line(head: Wording, name: str, x: float, room: float) -> Iterator[Label]:
    """Yield a head in each language, one behind the other on one baseline."""
    for index, (language, text) in enumerate(head.items()):
        label = Label(text, "table-head", x, 4.5 * MM, language=language, name=name, room=room)
        yield replace(label, follows=name, gap=HEAD_GAP) if index else label
