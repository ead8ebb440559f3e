"""Key figures: up to three, each with label, Chinese and English at equal weight, and notes under the strip."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefgen.data.facts import Fact
from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.language.quantities import Part, parts, reads_alike
from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.entries import Entry, entry, shared_entry
from briefgen.layout.grid import Column, is_han, strip_columns
from briefgen.layout.notes import notes_strip
from briefgen.layout.order import within
from briefgen.layout.piles import places
from briefgen.layout.quality import draw_flag_of
from briefgen.layout.rows import RULE, UNDER_TITLE, section_gap
from briefgen.layout.spoken import said_once, spoken
from briefgen.layout.strips import Section, Strip, draw_lines
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.blocks import FiguresBlock
from briefgen.spec.tree import place_of
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line, Run

LABEL = 6 * MM
LABEL_LEADING = 4.5 * MM
FIGURE = 10.5 * MM
"""From the last label's baseline to the first figure's."""
FIGURE_LEADING = 9 * MM
UNIT_LEADING = 6 * MM
"""To a line that holds only words of a unit, which are small."""
NOTES = 7.5 * MM
BAR = 1.5 * MM
PILED_LABEL, PILED_FIGURE, PILED_GAP = 6.3 * MM, 10.2 * MM, 5.25 * MM
"""On a piled page: from the rule to the label, from there to the figure, and from that to the next rule."""
OUTDENT = 0.2 * MM
"""Large digits carry white at their left; so much of it stands outside the column."""
HAN_SPACE = 0.7 * MM
LATIN_SPACE = 15.6
"""The size of a space in points that is 1.1 mm wide in Source Sans 3."""
ANY_DIGIT = re.compile(r"[0-9]")
DIGIT_AT_END = re.compile(r"[0-9][.,]?\s*$")


@dataclass(frozen=True)
class _Cell:
    """Hold a figure ready to be drawn."""

    column: Column
    fact: Fact
    subject: bool
    labels: tuple[tuple[str, tuple[Line, ...]], ...]
    values: tuple[tuple[str, tuple[Line, ...]], ...]
    entries: Mapping[str, Entry]


def build(block: FiguresBlock, index: int, context: Context) -> Section:
    """Set the figures side by side, or below each other where languages do so, and what must be known of them below."""
    facts = [context.facts[id] for id in block.figures]
    page = context.geometry
    columns = strip_columns(context.languages, 1 if page.piled else len(facts), page) * (
        len(facts) if page.piled else 1
    )
    lists = lists_of(context, any(_agree(context, fact) for fact in facts))
    cells = [
        _cell(context, fact, column, lists, place_of(id, block.place))
        for id, fact, column in zip(block.figures, facts, columns, strict=True)
    ]
    if context.geometry.piled:
        strips = [_piled_strip(context, cell, lists, first=cell is cells[0], last=cell is cells[-1]) for cell in cells]
        return _section(context, block, facts, strips)
    label_lines = max(sum(len(found) for _, found in cell.labels) for cell in cells)
    first_figure = LABEL + (label_lines - 1) * LABEL_LEADING + FIGURE
    extent = first_figure + max(_value_places(cell)[-1][-1] for cell in cells)

    def draw(surface: Surface, y: float) -> None:
        for cell in cells:
            _draw_cell(context, surface, cell, y, first_figure)

    return _section(
        context, block, facts, [Strip(0.0, extent, draw, keep=True, says=tuple(dict.fromkeys(lists.values())))]
    )


def _section(context: Context, block: FiguresBlock, facts: Sequence[Fact], strips: Sequence[Strip]) -> Section:
    notes = notes_strip(context, facts, before=NOTES, extra=block.note, with_period=True, by_name=True)
    return Section(
        (*strips, notes),
        gap=section_gap(context),
        under_title=UNDER_TITLE,
        element=Element("Sect"),
        id=block.id,
    )


def _piled_strip(context: Context, cell: _Cell, lists: Mapping[str, Element], *, first: bool, last: bool) -> Strip:
    """Return a figure over the full width: its languages at both ends of the lines, as far as these have room."""
    width, left = cell.column.width, cell.column.x
    labels = places(context, dict(cell.labels), "label", width)
    values = places(context, dict(cell.values), "figure-number", width)
    first_figure = PILED_LABEL + max(y for *_, y in labels) + PILED_FIGURE

    def draw(surface: Surface, y: float) -> None:
        _draw_top(context, surface, cell, y, PILED_LABEL)
        for language, line, x, below in labels:
            with within(surface, *cell.entries[language].label(language)):
                surface.line(line, left + x, y + PILED_LABEL + below)
        for language, line, x, below in values:
            with within(surface, *cell.entries[language].path):
                surface.line(line, left + x - (0.0 if x else OUTDENT), y + first_figure + below)

    extent = first_figure + max(y for *_, y in values)
    return Strip(0.0 if first else PILED_GAP, extent, draw, keep=last, says=tuple(dict.fromkeys(lists.values())))


def _cell(context: Context, fact: Fact, column: Column, lists: Mapping[str, Element], place: Place) -> _Cell:
    subject = isinstance(fact.quantity.unit, str) and fact.quantity.unit != "date"
    labels: list[tuple[str, tuple[Line, ...]]] = []
    values: list[tuple[str, tuple[Line, ...]]] = []
    for language in context.languages:
        weight = (700 if is_han(language) else 600) if subject else None
        colour = "main" if subject else None
        name = fact.name[language]
        labels.append((language, lines(context, name, "label", language, column.width, weight=weight, colour=colour)))
        if values and _agree(context, fact):
            continue
        hue = "ink-2" if fact.gap else "main" if subject else "ink"
        runs = figure_runs(context, parts(fact.quantity, language, "figure"), language, hue)
        found = lines(context, runs, "figure-number", language, column.width)
        refuse_torn(fact, found, place)
        values.append((language, found))
    entries = entries_of(context, fact, lists, once=_agree(context, fact))
    return _Cell(column, fact, subject, tuple(labels), tuple(values), entries)


def _agree(context: Context, fact: Fact) -> bool:
    """Say whether a figure reads the same in all languages, as an exact percentage does, so that it stands once."""
    return len(context.languages) > 1 and reads_alike(fact.quantity, context.languages)


def lists_of(context: Context, shared: bool) -> Mapping[str, Element]:
    """Return the list of each language, or the same for all where something in it stands once for all."""
    if shared:
        return dict.fromkeys(context.languages, Element("L"))
    return {language: Element("L", language) for language in context.languages}


def entries_of(context: Context, fact: Fact, lists: Mapping[str, Element], *, once: bool) -> Mapping[str, Entry]:
    """Return the entry of a figure in each language; where it stands `once`, both labels are heard, then it."""
    said = {language: spoken(context, fact, language) for language in context.languages}
    if once:
        first = context.languages[0]
        return dict.fromkeys(said, shared_entry(lists[first], context.languages, first, said_once(said)))
    return {language: entry(lists[language], language, words) for language, words in said.items()}


def figure_runs(context: Context, said: Sequence[Part], language: str, colour: str) -> tuple[Run, ...]:
    """Return the parts of a value as large digits with smaller words around them."""
    unit = context.theme.roles["figure-unit"].letter(language)
    hue = context.colour(colour)
    runs: list[Run] = []
    before = ""
    for part in said:
        gap = HAN_SPACE if runs and is_han(language) and "number" in {before, part.kind} else 0.0
        before = part.kind
        if runs and not is_han(language):
            runs.append(Run(" ", size=LATIN_SPACE))
        if part.kind == "number":
            runs.append(Run(part.text, colour=hue, space=gap))
        else:
            runs.append(Run(part.text, family=unit.family, weight=unit.weight, size=unit.size, colour=hue, space=gap))
    return tuple(runs)


def refuse_torn(fact: Fact, found: Sequence[Line], place: Place) -> None:
    """Raise AuthorsMistakes where a line breaks within a number: half a number is another number."""
    for upper, lower in pairwise(found):
        if DIGIT_AT_END.search(upper.text) and lower.text[:1].isdigit():
            message = f'The number of "{fact.id}" is too wide for its place in a strip of this many.'
            raise AuthorsMistakes([Problem(place, message, "Put it in a block of its own, or say it in a text.")])


def _value_places(cell: _Cell) -> list[tuple[float, ...]]:
    """Return, for each language, the baselines of its lines below the first baseline of the figure."""
    found_places: list[tuple[float, ...]] = []
    y = 0.0
    for _, found in cell.values:
        at: list[float] = []
        for number, line in enumerate(found):
            if number or found_places:
                y += FIGURE_LEADING if number == 0 or ANY_DIGIT.search(line.text) else UNIT_LEADING
            at.append(y)
        found_places.append(tuple(at))
    return found_places


def _draw_top(context: Context, surface: Surface, cell: _Cell, y: float, label: float) -> None:
    """Draw the rule above a figure and its flag, and let its texts have their places."""
    with surface.artifact("rule"):
        if cell.subject:
            surface.rectangle(cell.column.x, y - BAR / 2, cell.column.width, BAR, fill=context.colour("main"))
        else:
            surface.rule(cell.column.x, y, cell.column.right, y, context.colour("ink"), RULE)
    for found in cell.entries.values():
        found.claim(surface)
    draw_beside(context, surface, cell.fact, cell.column.right, y + label)


def _draw_cell(context: Context, surface: Surface, cell: _Cell, y: float, first_figure: float) -> None:
    _draw_top(context, surface, cell, y, LABEL)
    labels = {language: found.label(language) for language, found in cell.entries.items()}
    values = {language: found.path for language, found in cell.entries.items()}
    draw_piled(surface, cell.labels, labels, cell.column.x, y + LABEL, LABEL_LEADING)
    for (language, found), below in zip(cell.values, _value_places(cell), strict=True):
        with within(surface, *values[language]):
            for line, depth in zip(found, below, strict=True):
                surface.line(line, cell.column.x - OUTDENT, y + first_figure + depth)


def draw_beside(context: Context, surface: Surface, fact: Fact, right: float, baseline: float) -> None:
    """Draw the flag of a figure, if it has one; what it tells is heard with the value, in each language."""
    with surface.artifact("decoration"):
        draw_flag_of(context, surface, (fact,), right, baseline)


def draw_piled(
    surface: Surface,
    piled: Sequence[tuple[str, Sequence[Line]]],
    into: Mapping[str, Sequence[Element]],
    x: float,
    y: float,
    leading: float,
) -> None:
    """Draw a text in each language, one below the other, each into its elements, the outermost first."""
    for language, found in piled:
        with within(surface, *into[language]):
            draw_lines(surface, found, x, y, leading)
        y += len(found) * leading
