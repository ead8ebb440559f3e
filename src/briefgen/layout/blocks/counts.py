"""Plain counts in a strip: the number once, its label in each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.data.facts import Fact
from briefgen.errors import Place
from briefgen.language.quantities import Part, parts
from briefgen.layout.blocks.figures import draw_beside, entries_of, figure_runs, lists_of, refuse_torn
from briefgen.layout.compose import lines, paragraph
from briefgen.layout.context import Context
from briefgen.layout.entries import Entry
from briefgen.layout.grid import Column, is_han, strip_columns
from briefgen.layout.notes import notes_strip
from briefgen.layout.order import within
from briefgen.layout.piles import places
from briefgen.layout.rows import RULE, UNDER_TITLE, section_gap
from briefgen.layout.strips import Section, Strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.blocks import NumbersBlock
from briefgen.spec.tree import place_of
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

NUMBER = 10.5 * MM
NUMBER_LEADING = 9 * MM
LABEL = 16.5 * MM
LABEL_LEADING = 4.5 * MM
LABEL_FLAG = 6 * MM
NOTES = 7.5 * MM
OUTDENT = 0.2 * MM
ROWS = 7.5 * MM
"""What stands between rows of numbers."""
SHORT_LABEL = 3
"""How many lines of a label a number may have that stands beside another on a piled page."""


@dataclass(frozen=True)
class _Cell:
    """Hold a count ready to be drawn: its number, once where the languages agree, and its labels.

    Where it stands once, both languages share one entry, so that a listener hears both labels and then the number.
    """

    column: Column
    fact: Fact
    numbers: tuple[tuple[str, tuple[Line, ...]], ...]
    labels: tuple[tuple[str, tuple[Line, ...]], ...]
    entries: Mapping[str, Entry]


def build(block: NumbersBlock, index: int, context: Context) -> Section:
    """Set the numbers side by side."""
    facts = [context.facts[id] for id in block.numbers]
    strips = number_strips(context, block.numbers, block.place)
    notes = notes_strip(context, facts, before=NOTES, with_period=True)
    return Section(
        (*strips, notes), gap=section_gap(context), under_title=UNDER_TITLE, element=Element("Sect"), id=block.id
    )


def number_strips(context: Context, ids: Sequence[str], place: Place, *, before: float = 0.0) -> list[Strip]:
    """Return the counts of facts side by side, each under a rule, in rows; `place` is that of the block.

    Raises AuthorsMistakes for a number that is too wide for its cell.
    """
    facts = [context.facts[id] for id in ids]
    columns = _columns(context, facts)
    lists = lists_of(context, len(context.languages) > 1 and any(_agree(context, fact) for fact in facts))
    rows: list[list[_Cell]] = []
    for id, fact, column in zip(ids, facts, columns, strict=True):
        if not rows or column.x <= rows[-1][-1].column.x:
            rows.append([])
        rows[-1].append(_cell(context, fact, column, lists, place_of(id, place)))
    return [_strip(context, row, lists, before=before if row is rows[0] else ROWS) for row in rows]


def _columns(context: Context, facts: Sequence[Fact]) -> list[Column]:
    """Return a column for each number; on a piled page two stand side by side where each is short enough."""
    page = context.geometry
    if not page.piled:
        return list(strip_columns(context.languages, len(facts), page))
    (whole,), pair = strip_columns(context.languages, 1, page), strip_columns(context.languages, 2, page)
    found: list[Column] = []
    for place, fact in enumerate(facts):
        if not _is_short(context, fact, pair[0].width):
            found.append(whole)
        elif found and found[-1] == pair[0]:
            found.append(pair[1])
        else:
            after = facts[place + 1 : place + 2]
            found.append(pair[0] if after and _is_short(context, after[0], pair[0].width) else whole)
    return found


def _is_short(context: Context, fact: Fact, width: float) -> bool:
    """Say whether a number stands on one line of this width in each language, and its label on two."""
    for language in context.languages:
        runs = figure_runs(context, _shown(fact, language), language, "ink")
        if paragraph(context, runs, "event-number", language).natural_width > width:
            return False
        if len(lines(context, label_text(fact, language), "label", language, width)) > SHORT_LABEL:
            return False
    return True


Laid = list[tuple[str, Line, float, float]]


def _laid(
    context: Context, texts: Sequence[tuple[str, tuple[Line, ...]]], role: str, leading: float, column: Column
) -> Laid:
    """Return lines with language, x and baseline: below each other, or at both ends where a number has a whole line."""
    if context.piled and column.width == context.geometry.width:
        return places(context, dict(texts), role, column.width)
    found: Laid = []
    y = 0.0
    for language, set_lines in texts:
        found += [(language, line, 0.0, y + number * leading) for number, line in enumerate(set_lines)]
        y += len(set_lines) * leading
    return found


def _strip(context: Context, cells: Sequence[_Cell], lists: Mapping[str, Element], *, before: float) -> Strip:
    """Return numbers that stand side by side."""
    numbers = [_laid(context, cell.numbers, "event-number", NUMBER_LEADING, cell.column) for cell in cells]
    labels = [_laid(context, cell.labels, "label", LABEL_LEADING, cell.column) for cell in cells]
    first_label = LABEL + max(y for laid in numbers for *_, y in laid)

    def draw(surface: Surface, y: float) -> None:
        for cell, digits, names in zip(cells, numbers, labels, strict=True):
            with surface.artifact("rule"):
                surface.rule(cell.column.x, y, cell.column.right, y, context.colour("ink"), RULE)
            for found in cell.entries.values():
                found.claim(surface)
            draw_beside(context, surface, cell.fact, cell.column.right, y + LABEL_FLAG)
            for language, line, x, below in digits:
                with within(surface, *cell.entries[language].path):
                    surface.line(line, cell.column.x + x - (0.0 if x else OUTDENT), y + NUMBER + below)
            for language, line, x, below in names:
                with within(surface, *cell.entries[language].label(language)):
                    surface.line(line, cell.column.x + x, y + first_label + below)

    extent = first_label + max(y for laid in labels for *_, y in laid)
    return Strip(before, extent, draw, keep=not context.geometry.piled, says=tuple(dict.fromkeys(lists.values())))


def _agree(context: Context, fact: Fact) -> bool:
    return len({tuple(part.text for part in _shown(fact, language)) for language in context.languages}) == 1


def _cell(context: Context, fact: Fact, column: Column, lists: Mapping[str, Element], place: Place) -> _Cell:
    shown = {language: _shown(fact, language) for language in context.languages}
    numbers: list[tuple[str, tuple[Line, ...]]] = []
    for language, found in list(shown.items())[: 1 if _agree(context, fact) else None]:
        runs = figure_runs(context, found, language, "ink-2" if fact.gap else "ink")
        set_lines = lines(context, runs, "event-number", language, column.width)
        refuse_torn(fact, set_lines, place)
        numbers.append((language, set_lines))
    labels = [
        (language, lines(context, label_text(fact, language), "label", language, column.width))
        for language in context.languages
    ]
    entries = entries_of(context, fact, lists, once=len(context.languages) > 1 and _agree(context, fact))
    return _Cell(column, fact, tuple(numbers), tuple(labels), entries)


def _shown(fact: Fact, language: str) -> tuple[Part, ...]:
    """Return the parts of a count without its measure word, which stands in the label."""
    quantity = fact.quantity
    counted = quantity if isinstance(quantity.unit, str) else replace(quantity, unit="")
    return parts(counted, language, "figure")


def label_text(fact: Fact, language: str) -> str:
    """Return a count's label; in Chinese the measure word follows in brackets."""
    name, unit = fact.name[language], fact.quantity.unit
    if isinstance(unit, str) or not is_han(language):
        return name
    return f"{name}（{unit[language]}）"
