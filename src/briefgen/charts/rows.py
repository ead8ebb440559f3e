"""Rows of bars with piled labels: the measures of the house style and the drawing that row charts share."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefgen.charts.look import Look
from briefgen.charts.picture import Label
from briefgen.charts.record import Plot
from briefgen.charts.table import ChartRow, Value
from briefgen.data.quantity import Wording
from briefgen.language.tags import written
from briefgen.theme.tokens import MM

BAR = 6 * MM
BLEED = 1.5 * MM
"""How far the subject's band leaves the picture on each side."""
LABEL_GAP = 2 * MM
"""From the end of a bar to its value."""
SCOPE_GAP = 2.5 * MM
HEAVY, LIGHT = 0.75, 0.5
"""Weights of rules, in points."""


@dataclass(frozen=True)
class Pile:
    """Hold baselines below the top of a row: of the upper and lower text of a pile, and of a text that stands alone."""

    upper: float
    lower: float

    @property
    def alone(self) -> float:
        """Return the baseline of a text that stands alone, half way between the others."""
        return (self.upper + self.lower) / 2

    def place(self, texts: Wording, *, apart: bool = False) -> Iterator[tuple[str | None, str, float]]:
        """Yield language, text and baseline of one or two texts, in their order.

        A text that is the same in both languages is set once, without a language, unless `apart` is asked for because
        something that differs follows it.
        """
        if len(texts) == 1:
            baselines = [self.alone]
        elif len(set(texts.values())) == 1 and not apart:
            yield None, next(iter(texts.values())), self.alone
            return
        else:
            baselines = [self.upper, self.lower]
        for (language, text), baseline in zip(texts.items(), baselines, strict=True):
            yield language, text, baseline


@dataclass(frozen=True)
class RowPlan:
    """Hold the measures of a row: its height, where its bar begins below its top, and its texts' baselines.

    `clear` is how far upright lines keep from the row's top, because its name stands there.
    """

    height: float
    bar: float
    names: Pile
    values: Pile
    clear: float = 0.0


@dataclass(frozen=True)
class Scale:
    """Turn amounts into places: `zero` is where bars begin, `unit` the points of one base unit."""

    zero: float
    unit: float

    def x(self, amount: object) -> float:
        """Return the place of an amount."""
        return self.zero + float(str(amount)) * self.unit


def fit(values: Sequence[Value], left: float, right: float, longest: float, look: Look) -> Scale:
    """Return the scale at which the values' bars take `longest` points, or less where a label would pass `right`.

    Bars start at zero; where there are negative values, zero moves right and the whole span takes `longest`.
    """
    amounts = [float(value.amount) for value in values]
    low, high = min(0.0, *amounts), max(0.0, *amounts)
    unit = longest / (high - low)
    for value, amount in zip(values, amounts, strict=True):
        free = right - left - LABEL_GAP - label_width(value, look)
        reach = max(amount, 0.0) - low
        if reach > 0 and free > 0:
            unit = min(unit, free / reach)
    return Scale(left - low * unit, unit)


def label_width(value: Value, look: Look) -> float:
    """Return about how wide a value's label will be set, rather too much than too little.

    Charts know no faces: `typeset` sets the labels later. Only the length of the longest bar rests on this.
    """
    return max(ems(text) for text in value.texts.values()) * look.value_size + plan_width(value, look)


def plan_width(value: Value, look: Look) -> float:
    """Return about how wide what marks a plan will be set, with the gap before it; 0 for a result."""
    return max((LABEL_GAP + ems(text) * look.small_size for text in value.plan.values()), default=0.0)


def ems(text: str) -> float:
    """Return about how wide a text is, in its own size: Han 1, all others 0.56, a quarter where they meet."""
    wide = [unicodedata.east_asian_width(character) in "WF" for character in text]
    meetings = sum(one != other for one, other in pairwise(wide))
    return sum(1.0 if han else 0.56 for han in wide) + 0.25 * meetings


def letters_width(text: str, size: float) -> float:
    """Return about how wide words will be set, closer than `ems`, which allows for capitals and bold figures."""
    return size * (ems(text) - sum(0.06 for character in text if character.islower() or character == " "))


def draw_band(plot: Plot, top: float, height: float, look: Look) -> None:
    """Draw the band of the subject's row."""
    plot.rectangle(-BLEED, top, plot.width + 2 * BLEED, height, look.band)


def draw_rules(plot: Plot, tops: Sequence[float], end: float, look: Look) -> None:
    """Draw a heavy rule above the first row and below the last, light ones between."""
    for top in tops[1:]:
        plot.line([(0, top), (plot.width, top)], look.rule, LIGHT)
    for y in (tops[0], end):
        plot.line([(0, y), (plot.width, y)], look.ink, HEAVY)


def draw_upright(plot: Plot, x: float, tops: Sequence[float], plan: RowPlan, colour: str, weight: float) -> None:
    """Draw a line down through the rows, in one piece where no name stands in its way."""
    if plan.clear:
        for top in tops:
            plot.line([(x, top + plan.clear), (x, top + plan.height)], colour, weight)
    elif tops:
        plot.line([(x, tops[0]), (x, tops[-1] + plan.height)], colour, weight)


def draw_bar(plot: Plot, value: Value, scale: Scale, top: float, subject: bool, look: Look) -> None:
    """Draw a bar from zero to its value: solid for a result, outlined for a plan, none for a gap."""
    if value.gap:
        return
    ends = sorted((scale.zero, scale.x(value.amount)))
    colour = look.subject if subject else look.other
    draw = plot.outline if value.plan else plot.rectangle
    draw(ends[0], top, ends[1] - ends[0], BAR, colour)


def draw_plan(plot: Plot, x: float, y: float, width: float, height: float, colour: str) -> None:
    """Draw what is meant to be: hatched and outlined, never solid."""
    plot.hatch(x, y, width, height, colour)
    plot.outline(x, y, width, height, colour)


def name_labels(row: ChartRow, name: str, top: float, pile: Pile, room: float) -> Iterator[Label]:
    """Yield the names of a row, each followed by its scope."""
    for language, text, baseline in pile.place(row.name, apart=bool(row.scope)):
        look = {"weight": _bold(language), "colour": "main"} if row.subject else {}
        label = Label(text, "label", 0.0, top + baseline, language=language, name=name, room=room)
        yield replace(label, **look)
        if language and row.scope:
            yield replace(
                label,
                text=row.scope[language],
                role="unit-line",
                name=f"{name}-scope",
                follows=name,
                gap=SCOPE_GAP,
            )


def value_labels(
    value: Value, subject: bool, name: str, x: float, top: float, pile: Pile, room: float
) -> Iterator[Label]:
    """Yield the label of a value, at `x`, and behind it what marks a plan."""
    for language, text, baseline in pile.place(value.texts, apart=bool(value.plan)):
        role = "unit-line" if value.gap else "bar-value"
        label = Label(text, role, x, top + baseline, language=language, name=name, room=room)
        yield replace(label, colour="main") if subject and not value.gap else label
        if language and value.plan:
            yield replace(
                label,
                text=value.plan[language],
                role="unit-line",
                name=f"{name}-plan",
                follows=name,
                gap=LABEL_GAP,
            )


def plan_labels(
    value: Value, subject: bool, name: str, x: float, top: float, pile: Pile, room: float
) -> Iterator[Label]:
    """Yield what marks a plan, at `x`, where its value is read from an axis; nothing for a result, a gap's words."""
    if value.gap:
        yield from value_labels(value, subject, name, x, top, pile, room)
    elif value.plan:
        for language, text, baseline in pile.place(value.plan):
            label = Label(text, "unit-line", x, top + baseline, language=language, name=name, room=room)
            yield replace(label, colour="main") if subject else label


def _bold(language: str | None) -> int:
    return 700 if language and written(language) == "zh" else 600
