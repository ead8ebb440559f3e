"""Plain counts in a strip: the number once, its label in each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.data.facts import Fact
from briefgen.errors import Place
from briefgen.language.quantities import Part, parts
from briefgen.layout.blocks.figures import draw_beside, draw_piled, figure_runs, refuse_torn
from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.entries import Entry, entry, shared_entry
from briefgen.layout.grid import Column, is_han, strip_columns
from briefgen.layout.notes import notes_strip
from briefgen.layout.rows import RULE, UNDER_TITLE, section_gap
from briefgen.layout.spoken import said_once, spoken
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
PILED_ACROSS, ROWS = 2, 7.5 * MM
"""How many numbers stand side by side on a piled page, and what stands between their rows."""


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
    columns = _columns(context, len(facts))
    lists = _lists(context, facts)
    cells = [
        _cell(context, fact, column, lists, place_of(id, place))
        for id, fact, column in zip(ids, facts, columns, strict=True)
    ]
    across = PILED_ACROSS if context.geometry.piled else max(len(cells), 1)
    rows = [cells[start : start + across] for start in range(0, len(cells), across)]
    return [_strip(context, row, lists, before=before if row is rows[0] else ROWS) for row in rows]


def _columns(context: Context, count: int) -> list[Column]:
    """Return a column for each number; on a piled page two stand side by side."""
    page = context.geometry
    if not page.piled:
        return list(strip_columns(context.languages, count, page))
    pair = strip_columns(context.languages, min(count, PILED_ACROSS), page)
    return [pair[place % PILED_ACROSS] for place in range(count)]


def _strip(context: Context, cells: Sequence[_Cell], lists: Mapping[str, Element], *, before: float) -> Strip:
    """Return numbers that stand side by side."""
    first_label = LABEL + (max(sum(len(found) for _, found in cell.numbers) for cell in cells) - 1) * NUMBER_LEADING
    depth = max(sum(len(found) for _, found in cell.labels) for cell in cells)

    def draw(surface: Surface, y: float) -> None:
        for cell in cells:
            with surface.artifact("rule"):
                surface.rule(cell.column.x, y, cell.column.right, y, context.colour("ink"), RULE)
            for found in cell.entries.values():
                found.claim(surface)
            draw_beside(context, surface, cell.fact, cell.column.right, y + LABEL_FLAG)
            numbers = {language: found.path for language, found in cell.entries.items()}
            labels = {language: found.label(language) for language, found in cell.entries.items()}
            draw_piled(surface, cell.numbers, numbers, cell.column.x - OUTDENT, y + NUMBER, NUMBER_LEADING)
            draw_piled(surface, cell.labels, labels, cell.column.x, y + first_label, LABEL_LEADING)

    extent = first_label + (depth - 1) * LABEL_LEADING
    return Strip(before, extent, draw, keep=True, says=tuple(dict.fromkeys(lists.values())))


def _lists(context: Context, facts: Sequence[Fact]) -> Mapping[str, Element]:
    """Return the list of each language, or the same for both where a number stands once for both."""
    if len(context.languages) > 1 and any(_agree(context, fact) for fact in facts):
        return dict.fromkeys(context.languages, Element("L"))
    return {language: Element("L", language) for language in context.languages}


def _agree(context: Context, fact: Fact) -> bool:
    return len({tuple(part.text for part in _shown(fact, language)) for language in context.languages}) == 1


def _entries(context: Context, fact: Fact, lists: Mapping[str, Element]) -> Mapping[str, Entry]:
    first, *others = context.languages
    said = {language: spoken(context, fact, language) for language in context.languages}
    if others and _agree(context, fact):
        shared = shared_entry(lists[first], context.languages, first, said_once(said))
        return dict.fromkeys(context.languages, shared)
    return {language: entry(lists[language], language, words) for language, words in said.items()}


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
    return _Cell(column, fact, tuple(numbers), tuple(labels), _entries(context, fact, lists))


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
