"""What was and what is: two bars in one unit, and how many times the first the second is where the brief says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from briefgen.charts.asked import Asked, AskedRow
from briefgen.charts.keys import NARROWEST_WIDE, NUMBER_SIZE, SMALL_SIZE
from briefgen.charts.look import Look
from briefgen.charts.picture import Label
from briefgen.charts.record import Plot
from briefgen.charts.rows import (
    HEAVY,
    LABEL_GAP,
    LIGHT,
    Pile,
    RowPlan,
    draw_bar,
    draw_upright,
    ems,
    fit,
    name_labels,
    value_labels,
)
from briefgen.charts.table import ChartData, Value
from briefgen.charts.words import say
from briefgen.data.arithmetic import growth, ratio, rounded
from briefgen.data.facts import Fact
from briefgen.data.freshness import end_of
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Amount, Missing
from briefgen.errors import Place, Problem
from briefgen.spec.charts import ChangeChart
from briefgen.theme.tokens import MM

NAMES = 60 * MM
PILE = Pile(4.9 * MM, 9.9 * MM)
WIDE = RowPlan(12 * MM, 3 * MM, PILE, PILE)
NARROW = RowPlan(23 * MM, 13.35 * MM, PILE, Pile(15.25 * MM, 20.25 * MM), clear=11.5 * MM)
RATIO = Pile(10.6 * MM, 16.6 * MM)
"""Baselines of the ratio beside both rows, and below them where there is no room beside."""
RATIO_BELOW, RATIO_HEIGHT = Pile(7 * MM, 12.25 * MM), 15 * MM
BRACKET = 3 * MM
RATIO_UNITS = ("times", "percent")


def asked(block: ChangeChart) -> Asked:
    """Return what the block asks for."""
    return Asked(
        chart=block.chart,
        rows=tuple(AskedRow((row.fact,), row.name, row.place) for row in (block.before, block.after)),
        place=block.place,
        most=2,
        subject=block.after.fact,
        alt=block.alt,
        also=(AskedRow((block.ratio,), None, block.place),) if block.ratio else (),
        one_time=False,
        one_unit=True,
        refuse=_refuse,
        words=_words,
    )


def height(data: ChartData, width: float) -> float:
    """Return the height of the picture: two rows, and the ratio below them where it has no room beside."""
    wide = width >= NARROWEST_WIDE
    return 2 * (WIDE if wide else NARROW).height + (0.0 if wide or not data.also else RATIO_HEIGHT)


def draw(plot: Plot, data: ChartData, look: Look) -> Iterator[Label]:
    """Draw both bars from one zero line; yield the labels in reading order."""
    wide = plot.width >= NARROWEST_WIDE
    plan, left = (WIDE, NAMES) if wide else (NARROW, 0.0)
    tops = [0.0, plan.height]
    told = data.also[0].values[0] if data.also else None
    right = plot.width - (_ratio_width(data, told) + 2 * BRACKET + LABEL_GAP if told and wide else 0.0)
    scale = fit(data.column(0), left, right, (right - left) * 0.75, look)
    plot.line([(0, plan.height), (right, plan.height)], look.rule, LIGHT)
    for y in (0.0, 2 * plan.height):
        plot.line([(0, y), (plot.width, y)], look.ink, HEAVY)
    for row, top in zip(data.rows, tops, strict=True):
        draw_bar(plot, row.values[0], scale, top + plan.bar, row.subject, look)
    draw_upright(plot, scale.zero, tops, plan, look.axis, HEAVY)
    if told and wide:
        x, first, last = right + LABEL_GAP, plan.height / 2, plan.height * 1.5
        plot.strokes([[(x, first), (x + BRACKET, first), (x + BRACKET, last), (x, last)]], look.axis, LIGHT)
    timed = data.rows[0].values[0].time != data.rows[1].values[0].time
    for index, (row, top) in enumerate(zip(data.rows, tops, strict=True)):
        value = row.values[0]
        shown = replace(row, scope=row.scope or (value.time if timed else {}))
        yield from name_labels(shown, f"row-{index}", top, plan.names, (left - LABEL_GAP) if wide else plot.width)
        x = max(scale.zero, scale.x(value.amount)) + LABEL_GAP
        yield from value_labels(value, row.subject, f"value-{index}", x, top, plan.values, right - x)
    if told:
        x = right + LABEL_GAP + 2 * BRACKET if wide else 0.0
        pile, top = (RATIO, 0.0) if wide else (RATIO_BELOW, 2 * plan.height)
        yield from _ratio_labels(data, told, x, top, pile, plot.width - x)


def _ratio_labels(data: ChartData, value: Value, x: float, top: float, pile: Pile, room: float) -> Iterator[Label]:
    """Yield the ratio, and behind it that it is calculated."""
    made = data.words.get("calculated", {})
    for language, text, baseline in pile.place(value.texts, apart=bool(made)):
        label = Label(text, "key-number", x, top + baseline, language=language, colour="main", name="ratio", room=room)
        yield label
        if language and made:
            mark = replace(label, text=made[language], role="unit-line", colour=None, name="ratio-calculated")
            yield replace(mark, follows="ratio", gap=LABEL_GAP)


def _words(asked: Asked, facts: Mapping[str, Fact], language: str) -> Mapping[str, str]:
    """Return what marks a ratio that is calculated and not reported."""
    made = any(facts[row.facts[0]].derivation for row in asked.also)
    return {"calculated": say("calculated", language)} if made else {}


def _ratio_width(data: ChartData, value: Value) -> float:
    made = data.words.get("calculated", {})
    marks = max((LABEL_GAP + ems(text) * SMALL_SIZE for text in made.values()), default=0.0)
    return max(ems(text) for text in value.texts.values()) * NUMBER_SIZE + marks


def _refuse(asked: Asked, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Refuse plans, figures that are awaited, a before that is later, and a ratio that is not that of the two."""
    before, after = (facts[row.facts[0]] for row in asked.rows)
    shown = [(row.place if row.place.file else asked.place, facts[row.facts[0]]) for row in (*asked.rows, *asked.also)]
    for place, fact in shown:
        if isinstance(fact.quantity.value, Missing):
            yield Problem(
                place,
                f'"{fact.id}" is awaited; a change needs both ends.',
                "Renew it, or take the chart out of the brief until then.",
            )
        elif fact.kind in INTENDED:
            yield Problem(
                place,
                f'"{fact.id}" is of the kind "{fact.kind}"; as the end of a change it would look like a result.',
                "Show targets with `chart: targets`, or say it in the text.",
            )
    if before.scope != after.scope:
        yield Problem(shown[1][0], f'"{before.id}" and "{after.id}" differ in scope.', "Choose figures of one scope.")
    times = [fact.period or fact.as_of for fact in (before, after)]
    if times[0] and times[1] and end_of(times[0]) > end_of(times[1]):
        yield Problem(shown[0][0], f'"{before.id}" is later than "{after.id}".', "Exchange `before` and `after`.")
    values = [fact.quantity.value for fact in (before, after)]
    for place, fact in shown[2:]:
        first, last = values
        if isinstance(first, Amount) and isinstance(last, Amount):
            yield from _ratio(fact, first.value, last.value, place)


def _ratio(fact: Fact, before: Decimal, after: Decimal, place: Place) -> Iterator[Problem]:
    unit, value = fact.quantity.unit, fact.quantity.value
    if unit not in RATIO_UNITS or not isinstance(value, Amount):
        yield Problem(
            place,
            f'"{fact.id}" is neither in times nor in percent.',
            "Calculate one in data/ with `derive: {ratio: […]}` or `derive: {growth: […]}`.",
        )
        return
    if not before:
        yield Problem(place, "Nothing can be a multiple of zero.", "Take `ratio:` out.")
        return
    exact: Fraction = ratio(after, before) if unit == "times" else growth(after, before)
    exponent = value.value.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if fact.quantity.qualifier == "none" and rounded(exact, digits) != value.value:
        yield Problem(
            place,
            f'"{fact.id}" is {value.value}, but the two figures give {rounded(exact, max(digits, 2))}.',
            "Correct the figures, or take `ratio:` out.",
        )
