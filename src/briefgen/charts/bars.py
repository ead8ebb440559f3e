"""Horizontal bars of one measure, with a label at each bar or with an axis of one tick row for each language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.charts.asked import Asked, AskedRow
from briefgen.charts.look import Look
from briefgen.charts.picture import Label
from briefgen.charts.record import Plot
from briefgen.charts.rows import (
    HEAVY,
    LABEL_GAP,
    LIGHT,
    Pile,
    RowPlan,
    Scale,
    draw_band,
    draw_bar,
    draw_rules,
    draw_upright,
    ems,
    fit,
    label_width,
    name_labels,
    plan_labels,
    plan_width,
    value_labels,
)
from briefgen.charts.table import ChartData, Value
from briefgen.charts.ticks import Axis
from briefgen.spec.charts import BarsChart
from briefgen.theme.tokens import MM

MOST_ROWS = 15
"""As many as a page has room for, below the title and the takeaway."""
MOST_ROWS_WITH_AXIS = 14
"""As many as a page has room for where an axis with its tick rows stands below them."""
NARROWEST_WIDE = 150 * MM
"""From this width on names stand beside their bars, below it above them."""
TICK = 1.5 * MM
TICK_ROWS = Pile(5.5 * MM, 10 * MM)
"""Baselines of the tick rows below the axis."""
AXIS_HEIGHT = 11.5 * MM
UNIT_ROOM, UNIT_GAP = 22 * MM, 4 * MM
"""Kept for the unit at the right end of a tick row, and at least between it and the middle of the last number."""


def asked(block: BarsChart) -> Asked:
    """Return what the block asks for."""
    return Asked(
        chart=block.chart,
        rows=tuple(AskedRow((row.fact,), row.name, row.place) for row in block.rows),
        place=block.place,
        most=MOST_ROWS_WITH_AXIS if block.labels == "ticks" else MOST_ROWS,
        subject=block.subject,
        order=0 if block.sort == "value" else None,
        ticks=block.labels == "ticks",
        alt=block.alt,
    )


def height(data: ChartData, width: float) -> float:
    """Return the height of the picture: the rows and, where there is one, the axis."""
    return _row_plan(width).height * len(data.rows) + (AXIS_HEIGHT if data.panels[0].axis else 0.0)


def draw(plot: Plot, data: ChartData, look: Look) -> Iterator[Label]:
    """Draw bars with their zero line, and rules or an axis; yield the labels in reading order."""
    plan = _row_plan(plot.width)
    tops = [index * plan.height for index in range(len(data.rows))]
    end = tops[-1] + plan.height
    axis = data.panels[0].axis
    left = 60 * MM if plot.width >= NARROWEST_WIDE else 0.0
    for row, top in zip(data.rows, tops, strict=True):
        if row.subject:
            draw_band(plot, top, plan.height, look)
    if axis:
        scale = _axis_scale(axis, left, plot.width - _unit_room(axis, look))
        _draw_grid(plot, data, axis, scale, tops, plan, look)
        _draw_axis(plot, axis, scale, end, look)
    else:
        scale = fit(data.column(0), left, plot.width, (plot.width - left) * 0.7, look)
        draw_rules(plot, tops, end, look)
    for row, top in zip(data.rows, tops, strict=True):
        draw_bar(plot, row.values[0], scale, top + plan.bar, row.subject, look)
    draw_upright(plot, scale.zero, tops, plan, look.axis, HEAVY)

    for index, (row, top) in enumerate(zip(data.rows, tops, strict=True)):
        yield from name_labels(row, f"row-{index}", top, plan.names, left - LABEL_GAP if left else plot.width)
        value = row.values[0]
        x = max(scale.zero, scale.x(value.amount)) + LABEL_GAP
        labels = plan_labels if axis else value_labels
        yield from labels(value, row.subject, f"value-{index}", x, top, plan.values, plot.width - x)
    if axis:
        yield from _tick_labels(axis, scale, plot.width, end)


def _row_plan(width: float) -> RowPlan:
    pile = Pile(4.9 * MM, 9.9 * MM)
    if width >= NARROWEST_WIDE:
        return RowPlan(12 * MM, 3 * MM, pile, pile)
    return RowPlan(23 * MM, 13.35 * MM, pile, Pile(15.25 * MM, 20.25 * MM), clear=11.5 * MM)


def _unit_room(axis: Axis, look: Look) -> float:
    """Return the room for the units at the end of the tick rows, with half of the last number before them."""
    widest = max(ems(row.unit) + ems(row.texts[-1]) / 2 for row in axis.rows.values()) * look.small_size
    return max(UNIT_ROOM, widest + UNIT_GAP)


def _axis_scale(axis: Axis, left: float, right: float) -> Scale:
    low, high = float(axis.amounts[0]), float(axis.amounts[-1])
    unit = (right - left) / (high - low)
    return Scale(left - low * unit, unit)


def _draw_grid(
    plot: Plot,
    data: ChartData,
    axis: Axis,
    scale: Scale,
    tops: Sequence[float],
    plan: RowPlan,
    look: Look,
) -> None:
    """Draw light lines to read the bars by, with a gap where words stand."""
    for amount in axis.amounts:
        x = scale.x(amount)
        stretch: list[float] = []
        for row, top in zip(data.rows, tops, strict=True):
            value = row.values[0]
            after = x - max(scale.zero, scale.x(value.amount))
            if 0 < after < LABEL_GAP + _words_width(value, look):
                draw_upright(plot, x, stretch, plan, look.rule, LIGHT)
                stretch = []
            else:
                stretch.append(top)
        draw_upright(plot, x, stretch, plan, look.rule, LIGHT)


def _words_width(value: Value, look: Look) -> float:
    """Return how wide the words beside a bar will be, with the gap before them; below 0 where there are none."""
    if value.gap:
        return label_width(value, look)
    return plan_width(value, look) if value.plan else -LABEL_GAP


def _draw_axis(plot: Plot, axis: Axis, scale: Scale, end: float, look: Look) -> None:
    """Draw the axis and a tick for each number."""
    places = [scale.x(amount) for amount in axis.amounts]
    plot.line([(places[0], end), (places[-1], end)], look.axis, HEAVY)
    for x in places:
        plot.line([(x, end), (x, end + TICK)], look.axis, HEAVY)


def _tick_labels(axis: Axis, scale: Scale, width: float, end: float) -> Iterator[Label]:
    """Yield the numbers of each row, and its unit at the right end; rows that are the same are set once."""
    texts = {language: row.texts for language, row in axis.rows.items()}
    units = {language: row.unit for language, row in axis.rows.items()}
    keys = {language: "\n".join((*texts[language], units[language])) for language in axis.rows}
    for language, _, baseline in TICK_ROWS.place(keys):
        words = language or next(iter(axis.rows))
        for index, (amount, text) in enumerate(zip(axis.amounts, texts[words], strict=True)):
            yield Label(
                text, "tick", scale.x(amount), end + baseline, "middle", language=language, name=f"tick-{index}"
            )
        if units[words]:
            yield Label(units[words], "tick", width, end + baseline, "end", language=language, name="tick-unit")
