"""Targets as a ladder: a rung for each value, the largest at the top; hatched, so that none looks like a result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from briefgen.charts.asked import Asked, AskedRow
from briefgen.charts.keys import GAP, NARROWEST_WIDE, label_size
from briefgen.charts.look import Look
from briefgen.charts.picture import Label
from briefgen.charts.record import Plot
from briefgen.charts.rows import (
    BAR,
    LABEL_GAP,
    Pile,
    draw_plan,
    draw_rules,
    label_width,
    letters_width,
    name_labels,
    value_labels,
)
from briefgen.charts.table import ChartData, ChartRow, Value
from briefgen.charts.words import say
from briefgen.data.facts import Fact
from briefgen.data.provenance import INTENDED, same_standing
from briefgen.errors import Problem
from briefgen.language.periods import period_text
from briefgen.spec.charts import TargetsChart
from briefgen.theme.tokens import MM

MOST_ROWS = 12
STEP = 12 * MM
"""A line of names: a name in each language, one below the other."""
PILE = Pile(4.9 * MM, 9.4 * MM)
HEAD, HEAD_PILED = 7.5 * MM, 12 * MM
SWATCH, SWATCH_HEIGHT = 6 * MM, 3 * MM
SECOND = 78 * MM
"""Where the names stand, in two columns, and the second language of the head."""
COLUMN_GAP = 3 * MM
NARROW_BAR = 7.5 * MM
"""Room of the bar under the value, where it has no room beside it."""


@dataclass(frozen=True)
class Rung:
    """Hold the rows of one value, and their names in lines: each with the row's number and the name's left edge."""

    rows: tuple[ChartRow, ...]
    lines: tuple[tuple[tuple[int, float], ...], ...]

    @property
    def value(self) -> Value:
        """Return the value that the rows share."""
        return self.rows[0].values[0]


def asked(block: TargetsChart) -> Asked:
    """Return what the block asks for."""
    return Asked(
        chart=block.chart,
        rows=tuple(AskedRow((row.fact,), row.name, row.place) for row in block.rows),
        place=block.place,
        most=MOST_ROWS,
        subject=block.subject,
        order=0,
        alt=block.alt,
        refuse=_refuse,
        words=_words,
    )


def height(data: ChartData, width: float) -> float:
    """Return the height of the picture: what marks the targets, then each rung."""
    return _head(data, width) + sum(_height(rung, width) for rung in rungs(data, width))


def draw(plot: Plot, data: ChartData, look: Look) -> Iterator[Label]:
    """Draw a hatched bar for each rung; yield what marks them, then the value of each rung and its names."""
    wide = plot.width >= NARROWEST_WIDE
    found, top = rungs(data, plot.width), _head(data, plot.width)
    start, longest = _bars(found, plot.width, look)
    greatest = max(float(rung.value.amount) for rung in found)
    stressed = any(row.subject for row in data.rows)
    tops: list[float] = []
    for rung in found:
        tops.append(top)
        top += _height(rung, plot.width)
    draw_rules(plot, tops, top, look)
    draw_plan(plot, 0, 0.75 * MM, SWATCH, SWATCH_HEIGHT, look.axis)
    for rung, y in zip(found, tops, strict=True):
        colour = look.subject if not stressed or any(row.subject for row in rung.rows) else look.other
        bar = y + ((STEP - BAR) / 2 if wide else STEP)
        draw_plan(plot, start, bar, longest * float(rung.value.amount) / greatest, BAR, colour)
    yield from _head_labels(data, plot.width)
    for index, (rung, y) in enumerate(zip(found, tops, strict=True)):
        stress = any(row.subject for row in rung.rows)
        room = (start if wide else plot.width) - LABEL_GAP
        yield from _value(rung.value, stress, f"value-{index}", y, room)
        below = y if wide else y + STEP + NARROW_BAR
        for line, names in enumerate(rung.lines):
            for place, (number, x) in enumerate(names):
                right = names[place + 1][1] - COLUMN_GAP if place + 1 < len(names) else plot.width
                for label in name_labels(
                    rung.rows[number], f"name-{index}-{number}", below + line * STEP, PILE, right - x
                ):
                    yield replace(label, x=x)


def rungs(data: ChartData, width: float) -> list[Rung]:
    """Return the rungs, from the largest value to the smallest; names that have room share a line."""
    left, right = (SECOND, width) if width >= NARROWEST_WIDE else (0.0, width)
    middle = left + (right - left) / 2
    found: list[Rung] = []
    for _, rows in groupby(data.rows, key=lambda row: tuple(row.values[0].texts.items())):
        held = tuple(rows)
        lines: list[list[tuple[int, float]]] = []
        for number, row in enumerate(held):
            if lines and len(lines[-1]) == 1:
                x = max(middle, left + _name_width(held[lines[-1][0][0]]) + COLUMN_GAP)
                if x + _name_width(row) <= right:
                    lines[-1].append((number, x))
                    continue
            lines.append([(number, left)])
        found.append(Rung(held, tuple(tuple(line) for line in lines)))
    return _in_columns(found, right)


def _in_columns(found: list[Rung], right: float) -> list[Rung]:
    """Let the second names of all lines begin at one edge, if each has room there."""
    seconds = [(rung.rows[line[1][0]], line[1][1]) for rung in found for line in rung.lines if len(line) > 1]
    edge = max((x for _, x in seconds), default=0.0)
    if any(edge + _name_width(row) > right for row, _ in seconds):
        return found
    return [
        replace(rung, lines=tuple((line[0], *((number, edge) for number, _ in line[1:])) for line in rung.lines))
        for rung in found
    ]


def _value(value: Value, stress: bool, name: str, top: float, room: float) -> Iterator[Label]:
    """Yield the value of a rung; what it is stands once for all rungs."""
    yield from value_labels(replace(value, plan={}), stress, name, 0.0, top, PILE, room)


def _bars(found: Sequence[Rung], width: float, look: Look) -> tuple[float, float]:
    """Return where the bars begin, and the length of the longest."""
    if width < NARROWEST_WIDE:
        return 0.0, width
    labels = max(label_width(replace(rung.value, plan={}), look) for rung in found)
    start = min(max(39 * MM, labels + LABEL_GAP), SECOND - 12 * MM)
    return start, SECOND - 6 * MM - start


def _height(rung: Rung, width: float) -> float:
    return STEP * len(rung.lines) + (0.0 if width >= NARROWEST_WIDE else STEP + NARROW_BAR)


def _head(data: ChartData, width: float) -> float:
    return HEAD if width >= NARROWEST_WIDE or len(data.languages) == 1 else HEAD_PILED


def _head_labels(data: ChartData, width: float) -> Iterator[Label]:
    """Yield what the hatching means, in line behind its sample, or piled."""
    x, wide = SWATCH + GAP, width >= NARROWEST_WIDE
    for index, (language, text) in enumerate(data.words["no-result"].items()):
        y = (3.4 + (0.0 if wide else 4.5 * index)) * MM
        label = Label(text, "table-head", x, y, language=language, name="no-result", room=width - x)
        yield replace(label, follows="no-result", gap=LABEL_GAP) if wide and index else label


def _name_width(row: ChartRow) -> float:
    """Return about how wide a name and its scope will be set."""
    wide = max(letters_width(text, label_size(text)) for text in row.name.values())
    return wide + max((LABEL_GAP + letters_width(text, label_size(text)) for text in row.scope.values()), default=0.0)


def _words(asked: Asked, facts: Mapping[str, Fact], language: str) -> Mapping[str, str]:
    """Return what all values of the ladder are, with their time: 2027年目标，非已有成果."""
    fact = facts[asked.rows[0].facts[0]]
    time = fact.period
    word = say(fact.kind, language)
    if time:
        word = say(
            "planned-for", language, word=word, period=period_text(time, language, inferred=fact.period_inferred)
        )
    return {"word": word, "no-result": say("no-result", language, word=word)}


def _refuse(asked: Asked, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Refuse results, and targets of two kinds."""
    shown = [(row.place if row.place.file else asked.place, facts[row.facts[0]]) for row in asked.rows]
    for place, fact in shown:
        if fact.kind not in INTENDED:
            yield Problem(
                place,
                f'"{fact.id}" is of the kind "{fact.kind}"; a ladder of targets would show a result as a target.',
                "Use `chart: bars`, or take it out of the chart.",
            )
        elif fact.quantity.value != shown[0][1].quantity.value and _not_above_zero(fact):
            yield Problem(place, f'"{fact.id}" is not above zero; a rung needs a size.', "Say it in the text.")
    for place, fact in shown[1:]:
        if all(one.kind in INTENDED for one in (fact, shown[0][1])) and (
            problem := same_standing([shown[0][1], fact], place)
        ):
            yield problem


def _not_above_zero(fact: Fact) -> bool:
    return getattr(fact.quantity.value, "value", 1) <= 0
