"""The data points of charts and tables: what each is named, what it says, and all that must travel with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from briefgen.charts.draw import chart_data, rest_of_chart
from briefgen.data.facts import Fact
from briefgen.data.quantity import Amount, Missing, Quantity, Span, Wording
from briefgen.data.tables.facts import statement_of
from briefgen.data.tables.table import Table, TableCell, TableColumn
from briefgen.data.tables.view import quantity_of
from briefgen.language.columns import Scale, column_text, numbers_in, scales
from briefgen.language.quantities import phrase
from briefgen.language.units import find_unit
from briefgen.language.words import say as say_of_pages
from briefgen.layout.attached.public import Words, notes_below, sentences
from briefgen.layout.attached.words import say
from briefgen.layout.citations import table_shown
from briefgen.layout.context import Context
from briefgen.layout.grid import is_han
from briefgen.spec.blocks import TableBlock
from briefgen.spec.charts import ChartBlock


@dataclass(frozen=True)
class Point:
    """Hold one value: row from 1, names of row and measure, the value as it is printed, the fact that it is.

    A cell that no fact says has a fact of its own, whose id is empty. `quantity` None: it is words or blank.
    """

    row: int
    name: Wording
    measure: Wording
    quantity: Quantity | None
    printed: Wording
    fact: Fact


@dataclass(frozen=True)
class Points:
    """Hold all that a figure shows: head of the names where there is one, values in order, notes that are for all."""

    head: Wording
    points: tuple[Point, ...]
    notes: tuple[Words, ...]


def points_of_chart(block: ChartBlock, context: Context) -> Points:
    """Return the values of a chart, row by row; what it tells besides, such as a whole, stands last.

    What remains of a whole is a fact without an id, calculated.
    """
    data = chart_data(block, context.facts, context.languages)
    points: list[Point] = []
    for number, row in enumerate((*data.rows, *data.also), start=1):
        for panel, value in zip(data.panels, row.values, strict=True):
            fact = context.facts[value.fact] if value.fact else rest_of_chart(block, context.facts)
            measure = panel.head or _measure(row.name, fact, context.languages)
            points.append(Point(number, row.name, measure, fact.quantity, value.texts, fact))
    return Points(data.head, tuple(points), tuple(notes_below(context, block)))


def _measure(name: Wording, fact: Fact, languages: Sequence[str]) -> Wording:
    """Return the fact's name as what is measured; nothing where the row is called by it already."""
    return {language: "" if fact.name[language] == name[language] else fact.name[language] for language in languages}


def points_of_table(block: TableBlock, context: Context) -> Points:
    """Return the cells of a table, row by row, without those that name the rows."""
    table = table_shown(block, context.store)
    statement = replace(statement_of(table), id="")
    found: list[Point] = []
    printers = [
        _scales(context, column, [row.cells[index] for row in table.rows]) for index, column in enumerate(table.columns)
    ]
    for number, row in enumerate(table.rows, start=1):
        for column, scale, cell in list(zip(table.columns, printers, row.cells, strict=True))[1:]:
            quantity = quantity_of(cell, context.facts)
            if cell.blank and column.holds == "numbers":
                quantity = Quantity(Missing(), column.unit)
            fact = context.facts[cell.fact] if cell.fact else _own(statement, column, cell)
            printed = {language: _printed(cell, quantity, scale[language], language) for language in context.languages}
            found.append(Point(number, row.cells[0].words or {}, column.name, quantity, printed, fact))
    notes = [*_notes_of_table(context, table), *notes_below(context, block)]
    return Points(table.columns[0].name, tuple(found), tuple(notes))


def _own(statement: Fact, column: TableColumn, cell: TableCell) -> Fact:
    """Return a cell that no fact says as a fact: of the table's source, of its column's time, else of the table's.

    A date is a time itself and has no other.
    """
    made = replace(statement, quantity=cell.quantity or statement.quantity, kind=column.kind)
    if column.holds == "dates":
        return replace(made, period=None, as_of=None, period_inferred=False)
    if column.period is None and column.as_of is None:
        return made
    return replace(made, period=column.period, as_of=column.as_of, period_inferred=False)


def _scales(context: Context, column: TableColumn, cells: Sequence[TableCell]) -> Mapping[str, Scale | None]:
    """Return how each language prints the numbers of a column; None for a column of words or dates."""
    if column.holds != "numbers":
        return dict.fromkeys(context.languages)
    values = numbers_in(quantity_of(cell, context.facts) for cell in cells)
    return scales(values, column.unit, context.languages)


def _printed(cell: TableCell, quantity: Quantity | None, scale: Scale | None, language: str) -> str:
    if cell.blank:
        return say(cell.blank, language)
    if quantity is None:
        return (cell.words or {})[language]
    if scale is None or not isinstance(quantity.value, Amount | Span):
        return phrase(quantity, language, "table")
    return in_full(quantity, scale, language)


def in_full(quantity: Quantity, scale: Scale, language: str) -> str:
    """Return the number of a cell together with the unit that stands in the head of its column.

    Chinese says magnitude or percent sign at both ends of a range (GB/T 15835-2011): 300亿～500亿元, 3%～5%.
    """
    number = column_text(replace(quantity, qualifier="none"), scale, language)
    unit = find_unit(quantity.unit, language)
    behind = scale.unit.removeprefix(unit.before).strip()
    if quantity.value == Amount(Decimal(1)) and behind == unit.many:
        behind = unit.one or behind
    glue = "" if not behind or behind == unit.sign or (is_han(language) and unit.counting != "symbols") else " "
    both = "" if unit.counting == "symbols" else unit.sign or behind.removesuffix(unit.many)
    ends = number.replace("～", f"{both}～") if is_han(language) else number
    full = f"{unit.before} {ends}{glue}{behind}".strip()
    return column_text(quantity, scale, language).replace(number, full, 1)


def _notes_of_table(context: Context, table: Table) -> Iterator[Words]:
    """Yield what the page says below a table as a whole."""
    languages = context.languages
    if table.publish == "with-note" and table.note is not None and (table.source or not table.facts):
        yield sentences({language: table.note[language] for language in languages})
    if len(table.rows) < table.total:
        count, total = len(table.rows), table.total
        yield {language: say_of_pages("first-rows", language, count=count, total=total) for language in languages}
