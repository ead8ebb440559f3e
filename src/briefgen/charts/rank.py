"""Places in one ranking as a line, the first place at the top: who rises in the ranking rises on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from briefgen.charts.asked import Asked, AskedRow
from briefgen.charts.keys import NARROWEST_WIDE
from briefgen.charts.look import Look
from briefgen.charts.picture import Label
from briefgen.charts.record import Plot
from briefgen.charts.rows import HEAVY, LIGHT, Pile
from briefgen.charts.table import ChartData
from briefgen.charts.words import say
from briefgen.data.facts import Fact
from briefgen.data.freshness import end_of
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Missing, Rank, Wording
from briefgen.errors import Problem
from briefgen.language.tags import choose
from briefgen.spec.charts import RankChart
from briefgen.spec.text import plain
from briefgen.theme.tokens import MM

MOST_POINTS = 6
HEAD, HEAD_PILED = 7.5 * MM, 12 * MM
SECOND = 78 * MM
PLACE, TALLEST, SHORTEST = 4.5 * MM, 30 * MM, 9 * MM
"""From one place to the next, at most; and what all places may take and must take from first to last."""
ABOVE, BELOW = 6 * MM, 6 * MM
"""White above the first place and below the last, where no words of a point stand there."""
WORDS = 12 * MM
"""Room of the words above or below a point."""
OFF = 1.5 * MM
"""White between the line of the first place and words of points that stand on it."""
STUB = 9 * MM
"""What is left of that line behind the last words and is shorter, looks like a slip of the pen."""
WIDEST = 0.65
"""Of the size of letters, the width of any digit or letter of a place; those of Chinese are full."""
TIMES = Pile(4.9 * MM, 9.4 * MM)
TIMES_ROOM = 10.5 * MM
TICK = 1.5 * MM
FIRST = 12 * MM
"""Room of the words that name the first place, at the left end of its line."""
MARGINS, MARGINS_NARROW = (36 * MM, 18 * MM), (15 * MM, 7.5 * MM)
"""From the left edge to the first point, and from the last to the right edge, where words stand beside them or not."""
RADIUS = 1.5 * MM
LINE = 1.5
NEXT = 3 * MM
LEADING = 4.5 * MM
Stroke = list[tuple[float, float]]
YEAR = re.compile(r"(?<![0-9])(19|20)[0-9]{2}(?![0-9])(年版?)?\s*")
EMPTY = re.compile(r"\s*(（）|\(\)|,)$")
"""What a year leaves behind."""


def asked(block: RankChart) -> Asked:
    """Return what the block asks for."""
    return Asked(
        chart=block.chart,
        rows=tuple(AskedRow((row.fact,), row.name, row.place) for row in block.rows),
        place=block.place,
        most=MOST_POINTS,
        alt=block.alt,
        takes=(Rank,),
        needs="a line of places needs ranks",
        exact=True,
        one_time=False,
        refuse=_refuse,
        words=_words,
    )


def height(data: ChartData, width: float) -> float:
    """Return the height of the picture: what is ranked, the places, and the times below them."""
    above, below = _white(data, width)
    return _head(data, width) + above + _drop(data) + below + TIMES_ROOM


def draw(plot: Plot, data: ChartData, look: Look) -> Iterator[Label]:
    """Draw the line of the first place, the axis of time, the places; yield the labels in reading order."""
    head, (above, below) = _head(data, plot.width), _white(data, plot.width)
    first, ground = head + above, head + above + _drop(data) + below
    xs, wide = _across(data, plot.width), plot.width >= NARROWEST_WIDE
    ys = [first + down for down in _downs(data)]
    plot.line([(0, head), (plot.width, head)], look.ink, HEAVY)
    words = [
        list(_place(row.values[0].texts, f"place-{index}", x, y, _where(ys, index, wide=wide)))
        for index, (row, x, y) in enumerate(zip(data.rows, xs, ys, strict=True))
    ]
    stand = [_span(label, look) for labels in words for label in labels if _is_on(label.y, first, look)]
    plot.strokes(_gapped(FIRST, plot.width, first, sorted(stand)), look.rule, LIGHT)
    plot.line([(0, ground), (plot.width, ground)], look.axis, HEAVY)
    plot.strokes([[(x, ground), (x, ground + TICK)] for x in xs], look.axis, HEAVY)
    plot.line([*zip(xs, ys, strict=True)], look.subject, LINE)
    for x, y in zip(xs, ys, strict=True):
        plot.dot(x, y, RADIUS, look.subject)
    yield from _head_labels(data, plot.width)
    for language, text, baseline in Pile(-0.9 * MM, 3.6 * MM).place(data.words["first"]):
        yield Label(text, "tick", 0.0, first + baseline, language=language, name="first", room=FIRST)
    for index, (labels, x) in enumerate(zip(words, xs, strict=True)):
        yield from labels
        for language, text, baseline in TIMES.place(_name(data, index)):
            yield Label(text, "label", x, ground + baseline, "middle", language=language, name=f"time-{index}")


def _place(texts: Wording, name: str, x: float, y: float, where: str) -> Iterator[Label]:
    """Yield the words at a point: beside it at the ends of the line, else above or below it."""
    lines = list(Pile(0.0, LEADING).place(texts))
    rise = {"above": -NEXT - LEADING * (len(lines) - 1), "below": NEXT + 2.4 * MM}.get(where)
    for number, (language, text, _) in enumerate(lines):
        if rise is None:
            baseline = y + 1.2 * MM + LEADING * (number - (len(lines) - 1) / 2)
            start, anchor = (x - NEXT, "end") if where == "left" else (x + NEXT, "start")
        else:
            baseline, start, anchor = y + rise + LEADING * number, x, "middle"
        label = Label(text, "bar-value", start, baseline, language=language, colour="main", name=name)
        yield replace(label, anchor=anchor)


def _is_on(baseline: float, line: float, look: Look) -> bool:
    return baseline - look.value_size - OFF / 2 < line < baseline + look.value_size / 3 + OFF / 2


def _span(label: Label, look: Look) -> tuple[float, float]:
    """Return from where to where a label stands, with white beside it, before anybody measures its letters."""
    width = look.value_size * sum(1 if letter > "\u2e80" else WIDEST for letter in label.text)
    start = label.x - width * {"start": 0, "middle": 0.5, "end": 1}[label.anchor]
    return start - OFF, start + width + OFF


def _gapped(
    left: float, right: float, y: float, spans: Sequence[tuple[float, float]]
) -> list[list[tuple[float, float]]]:
    """Return a line from left to right without the spans, which come in order."""
    found: list[list[tuple[float, float]]] = []
    for start, end in spans:
        if start > left:
            found.append([(left, y), (start, y)])
        left = max(left, end)
    return [*found, [(left, y), (right, y)]] if right - left > STUB else found


def _where(ys: Sequence[float], index: int, *, wide: bool) -> str:
    """Return where the words of a point meet no line: beside the ends of it where there is room, else off its slope."""
    if wide and index in (0, len(ys) - 1):
        return "left" if index == 0 else "right"
    neighbours = [ys[place] for place in (index - 1, index + 1) if 0 <= place < len(ys)]
    return "below" if sum(ys[index] - y for y in neighbours) > 0 else "above"


def _across(data: ChartData, width: float) -> list[float]:
    """Return the place of each point, evenly from left to right."""
    left, right = MARGINS if width >= NARROWEST_WIDE else MARGINS_NARROW
    step = (width - left - right) / (len(data.rows) - 1)
    return [left + number * step for number in range(len(data.rows))]


def _drop(data: ChartData) -> float:
    """Return how far the last place is below the first."""
    last = max(float(row.values[0].amount) for row in data.rows)
    return max(SHORTEST, min(TALLEST, (last - 1) * PLACE))


def _downs(data: ChartData) -> list[float]:
    """Return how far each point is below the line of the first place."""
    places = [float(row.values[0].amount) for row in data.rows]
    last = max(*places, 2.0)
    return [_drop(data) * (place - 1) / (last - 1) for place in places]


def _white(data: ChartData, width: float) -> tuple[float, float]:
    """Return the white above the first place and below the last: more where words of a point stand there."""
    ys, drop = _downs(data), _drop(data)
    places = [(_where(ys, index, wide=width >= NARROWEST_WIDE), y) for index, y in enumerate(ys)]
    above = max([ABOVE, *(WORDS - y for where, y in places if where == "above")])
    return above, max([BELOW, *(WORDS - (drop - y) for where, y in places if where == "below")])


def _name(data: ChartData, index: int) -> Wording:
    """Return what stands below a point: the author's name of its edition, else its time."""
    return data.words.get(f"point-{index}") or data.rows[index].values[0].time


def _head(data: ChartData, width: float) -> float:
    return HEAD if width >= NARROWEST_WIDE or len(data.languages) == 1 else HEAD_PILED


def _head_labels(data: ChartData, width: float) -> Iterator[Label]:
    """Yield what is ranked, and among whom."""
    wide = width >= NARROWEST_WIDE
    for index, (language, text) in enumerate(data.words["head"].items()):
        x, y = (index * SECOND, 4.5 * MM) if wide else (0.0, (4.5 + 4.5 * index) * MM)
        room = SECOND - 1.5 * MM if wide and index == 0 and len(data.languages) > 1 else width - x
        yield Label(text, "table-head", x, y, language=language, name="head", room=room)


def _words(asked: Asked, facts: Mapping[str, Fact], language: str) -> Mapping[str, str]:
    name, of, _ = _ranking(facts[asked.rows[0].facts[0]], language)
    found = {"head": say("ranked", language, name=name, of=of), "first": say("first", language)}
    for index, row in enumerate(asked.rows):
        if row.name is not None:
            found[f"point-{index}"] = plain(row.name[language])
    return found


def _ranking(fact: Fact, language: str) -> tuple[str, str, str]:
    """Return which ranking a place is in, and among whom, without the year of its edition; and its scope."""
    value = fact.quantity.value
    of = choose(value.of, language) if isinstance(value, Rank) else ""
    scope = choose(fact.scope, language) if fact.scope else ""
    return _undated(choose(fact.name, language)), _undated(of), scope


def _undated(text: str) -> str:
    return EMPTY.sub("", " ".join(YEAR.sub("", text).split()))


def _refuse(asked: Asked, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Refuse two rankings, aims, gaps, and times that do not lead forward."""
    shown = [(row.place if row.place.file else asked.place, facts[row.facts[0]]) for row in asked.rows]
    first = shown[0][1]
    for place, fact in shown:
        if isinstance(fact.quantity.value, Missing):
            yield Problem(
                place,
                f'"{fact.id}" is awaited; a line leads from place to place.',
                "Renew it, or take it out of the chart until then.",
            )
        elif fact.kind in INTENDED:
            yield Problem(
                place,
                f'"{fact.id}" is of the kind "{fact.kind}"; on the line it would look like a result.',
                "Say it in the text.",
            )
        elif not (fact.period or fact.as_of):
            yield Problem(
                place, f'"{fact.id}" has no time; a line leads from one time to the next.', "Add its period or as-of."
            )
        elif any(_ranking(fact, tag) != _ranking(first, tag) for tag in first.name):
            yield Problem(
                place,
                f'"{fact.id}" and "{first.id}" are places in different rankings.',
                "Draw one ranking only. Where it is one, its facts need the same name, scope and `of`, years apart.",
            )
    for row, (place, fact) in zip(asked.rows, shown, strict=True):
        time = fact.period or fact.as_of
        for text in (row.name or {}).values():
            if time and str(time.year) not in plain(text):
                yield Problem(
                    place if not text.place.file else text.place,
                    f'"{plain(text)}" stands below the point in place of its time, and does not say {time.year}.',
                    "Say the year in it, or leave out the name: then the time of the fact is printed.",
                )
    for (_, one), (place, other) in pairwise(shown):
        times = [fact.period or fact.as_of for fact in (one, other)]
        if times[0] and times[1] and end_of(times[0]) >= end_of(times[1]):
            yield Problem(place, f'"{other.id}" is not later than "{one.id}".', "Give the oldest first.")
