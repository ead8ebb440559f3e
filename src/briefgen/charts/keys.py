"""The keys of parts: a tick from each part down to its number and name, or a list where these have no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefgen.charts.look import Look
from briefgen.charts.picture import Label
from briefgen.charts.record import Plot
from briefgen.charts.rows import LIGHT, letters_width
from briefgen.charts.table import ChartData, ChartRow
from briefgen.language.tags import written
from briefgen.theme.tokens import MM

NARROWEST_WIDE = 150 * MM
TICK = 6 * MM
TEXT = 1.5 * MM
"""From a tick to the words beside it."""
BETWEEN = 3 * MM
"""At least between the words of a key and the tick of the next."""
UPPER, LOWER = 5.7 * MM, 10.2 * MM
"""Baselines of a key below the marks (design system, section 7: 13.2 and 17.7 below the top of a bar 7.5 high)."""
KEYS, KEYS_ALONE = 12 * MM, 7.5 * MM
"""Room of keys below the marks, in two languages and in one."""
SWATCH = 3 * MM
LIST_TEXT, LIST_SECOND = 6 * MM, 78 * MM
"""Left edges in a list: of its words, and of those of the second language where there is room beside the first."""
LIST_GAP, IN_LINE, PILED = 3 * MM, 6 * MM, 10.5 * MM
GAP, UNIT_GAP = 1.5 * MM, 0.7 * MM
NUMBER_SIZE, HAN_SIZE, LATIN_SIZE, SMALL_SIZE = 15.0, 9.5, 10.0, 9.0
"""Sizes of the roles key-number, label and unit-line, by which widths are judged before `typeset` sets the words."""
HEAD = 7.5 * MM
HEADS = 12 * MM
"""Room of the line that tells the whole: in one line, and piled."""

Segment = tuple[float, float]


@dataclass(frozen=True)
class Word:
    """Hold a text of a key, what it tells, the role that it has, and the gap before it."""

    text: str
    part: str
    role: str
    gap: float = GAP


def keys_height(data: ChartData, segments: Sequence[Segment], width: float) -> float:
    """Return the room of the keys below the marks."""
    if place_keys(data, segments, width) is not None:
        return KEYS if len(data.languages) > 1 else KEYS_ALONE
    return LIST_GAP + len(data.rows) * _pitch(data, width)


def head_height(data: ChartData, width: float) -> float:
    """Return the room of the line that tells the whole; 0 where it is told above the chart."""
    if "whole" not in data.words:
        return 0.0
    return HEAD if width >= NARROWEST_WIDE or len(data.languages) == 1 else HEADS


def head_labels(data: ChartData, width: float) -> Iterator[Label]:
    """Yield the line that tells the whole, each language above its column, or piled."""
    for index, (language, text) in enumerate(data.words.get("whole", {}).items()):
        wide = width >= NARROWEST_WIDE
        x, y = (index * LIST_SECOND, 4.5 * MM) if wide else (0.0, (4.5 + 4.5 * index) * MM)
        room = (LIST_SECOND - GAP if index == 0 and len(data.languages) > 1 else width - x) if wide else width
        yield Label(text, "table-head", x, y, language=language, name="whole", room=room)


def fills(data: ChartData, look: Look) -> list[str]:
    """Return the fill of each row: the theme's hue for the subject, then from dark to light."""
    others = iter(look.parts)
    if len(data.rows) == 2 and not data.rows[-1].values[0].fact:
        next(others)  # What remains of a single part is grey.
    return [look.subject if row.subject else next(others) for row in data.rows]


def draw_keys(
    plot: Plot, data: ChartData, segments: Sequence[Segment], colours: Sequence[str], top: float, look: Look
) -> Iterator[Label]:
    """Draw ticks or swatches below the marks, which end at `top`; yield the words of each part."""
    ticks = place_keys(data, segments, plot.width)
    if ticks is None:
        yield from _list(plot, data, colours, top + LIST_GAP)
        return
    plot.strokes([[(x, top), (x, top + TICK)] for x, _ in ticks], look.axis, LIGHT)
    for index, (row, (x, left)) in enumerate(zip(data.rows, ticks, strict=True)):
        for number, language in enumerate(data.languages):
            baseline = top + (UPPER, LOWER)[number]
            words = _words(data, row, language, first=number == 0)
            start = x - TEXT - _width(words) if left else x + TEXT
            yield from _line(words, f"key-{index}", language, start, baseline, 0.0)


def place_keys(data: ChartData, segments: Sequence[Segment], width: float) -> list[tuple[float, bool]] | None:
    """Return the place of each tick, and whether its words stand left of it; None where they have no room.

    A tick stands at the left edge of its segment, or further right in it where the words before it need the room.
    The last one may stand at the right edge, with its words before it.
    """
    placed: list[tuple[float, bool]] = []
    end = -BETWEEN
    for index, ((left, right), row) in enumerate(zip(segments, data.rows, strict=True)):
        wide = max(_width(_words(data, row, tag, first=not place)) for place, tag in enumerate(data.languages))
        x, last = max(left + LIGHT / 2, end + BETWEEN), index == len(segments) - 1
        if x + TEXT + wide > width and last:
            x = right - LIGHT / 2
            if x - TEXT - wide < end + BETWEEN:
                return None
            placed.append((x, True))
            continue
        if x > right - LIGHT / 2 or x + TEXT + wide > width:
            return None
        placed.append((x, False))
        end = x + TEXT + wide
    return placed


def _list(plot: Plot, data: ChartData, colours: Sequence[str], top: float) -> Iterator[Label]:
    pitch = _pitch(data, plot.width)
    for index, (row, colour) in enumerate(zip(data.rows, colours, strict=True)):
        y = top + index * pitch
        plot.rectangle(0, y + 1.2 * MM, SWATCH, SWATCH, colour)
        for number, language in enumerate(data.languages):
            beside = pitch == IN_LINE and number
            words = _words(data, row, language, first=number == 0)
            x = LIST_SECOND if beside else LIST_TEXT
            baseline = y + 4.2 * MM + (0.0 if beside or not number else 4.5 * MM)
            room = (
                LIST_SECOND - GAP if pitch == IN_LINE and len(data.languages) > 1 and not number else plot.width
            ) - x
            yield from _line(words, f"key-{index}", language, x, baseline, room)


def _pitch(data: ChartData, width: float) -> float:
    if len(data.languages) == 1:
        return IN_LINE
    first = max(_width(_words(data, row, data.languages[0], first=True)) for row in data.rows)
    return IN_LINE if width >= NARROWEST_WIDE and LIST_TEXT + first <= LIST_SECOND - GAP else PILED


def _words(data: ChartData, row: ChartRow, language: str, *, first: bool) -> list[Word]:
    """Return the words of a key in one language: its number, its name, and that it is calculated.

    A number that all languages write alike stands once, before those of the first.
    """
    value, found = row.values[0], list[Word]()
    if value.number:
        if first:
            found.append(Word(value.number, "number", "key-number"))
        if first and written(language) == "zh" and value.measure[language]:
            found.append(Word(value.measure[language], "measure", "label", UNIT_GAP))
    else:
        found.append(Word(value.texts[language], "value", "bar-value"))
    found.append(Word(row.name[language], "name", "label"))
    if not value.fact:
        found.append(Word(data.words["calculated"][language], "calculated", "unit-line"))
    return found


def _line(words: Sequence[Word], name: str, language: str, x: float, baseline: float, room: float) -> Iterator[Label]:
    for index, word in enumerate(words):
        yield Label(
            word.text,
            word.role,
            x,
            baseline,
            language=None if word.part == "number" else language,
            name=f"{name}-{word.part}",
            follows=f"{name}-{words[index - 1].part}" if index else "",
            gap=word.gap if index else 0.0,
            room=room,
        )


def _width(words: Sequence[Word]) -> float:
    sizes = {"key-number": NUMBER_SIZE, "unit-line": SMALL_SIZE}
    wide = sum(letters_width(word.text, sizes.get(word.role, label_size(word.text))) for word in words)
    return wide + sum(word.gap for word in words[1:])


def label_size(text: str) -> float:
    """Return the size of the role label for a text."""
    return LATIN_SIZE if text.isascii() else HAN_SIZE
