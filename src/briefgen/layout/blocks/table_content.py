"""What a table prints: for each printed column its head and its cells, as texts of one language each.

A column of money in two languages has a magnitude of its own in each (194亿元, RMB 19.4 bn). It is printed as twins, a
column for each language, where the page has room, else with both numbers piled in one cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.charts.words import say as say_of_charts
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Amount, Missing, Quantity, Span
from briefgen.data.tables.table import Table, TableCell, TableColumn, TableRow
from briefgen.data.tables.view import quantity_of
from briefgen.language.columns import Scale, column_text, numbers_in, scales
from briefgen.language.magnitudes import MINUS
from briefgen.language.periods import as_of_text, period_text
from briefgen.language.quantities import phrase
from briefgen.language.words import bracketed, comma, say
from briefgen.layout.context import Context
from briefgen.layout.grid import is_han
from briefgen.layout.spoken import counted, said_once, spoken_value

Piece = tuple[str, str]
"""A language and a text in it."""


@dataclass(frozen=True)
class PrintCell:
    """Hold the texts of a cell from top to bottom; numbers are set on the decimal point of their column.

    `awaited`: it says that there is no figure yet, and must not look like one.
    """

    pieces: tuple[Piece, ...]
    number: bool = False
    awaited: bool = False
    said: tuple[str | Mapping[str, str] | None, ...] = ()
    """What is heard instead of each text; empty: the texts."""


@dataclass(frozen=True)
class PrintColumn:
    """Hold the texts of a printed column; columns of numbers stand at its right edge, words at its left."""

    head: tuple[Piece, ...]
    cells: tuple[PrintCell, ...]
    right: bool
    whole: bool = False
    """Whether its words never break, as dates do not."""


def print_columns(context: Context, table: Table, *, twins: bool) -> tuple[PrintColumn, ...]:
    """Return the printed columns of a table, from left to right."""
    found: list[PrintColumn] = []
    for index, column in enumerate(table.columns):
        cells = [row.cells[index] if index else _named(context, row) for row in table.rows]
        if column.holds == "numbers":
            found += _numbers(context, column, cells, twins=twins)
        else:
            head = tuple(piece for language in context.languages for piece in _heads(column, language))
            words = tuple(_words(context, cell) for cell in cells)
            found.append(PrintColumn(head, words, right=False, whole=column.holds == "dates"))
    return tuple(found)


def _named(context: Context, row: TableRow) -> TableCell:
    """Return the name of a row, with the narrower scope of its facts where the name does not say it."""
    name = row.cells[0]
    if name.words is None:
        return name
    words = dict(name.words)
    for language in context.languages:
        scopes = (context.facts[cell.fact].scope for cell in row.cells if cell.fact)
        told = dict.fromkeys(scope[language] for scope in scopes if scope is not None)
        unsaid = [scope for scope in told if scope.lower() not in words[language].lower()]
        if unsaid:
            words[language] += bracketed(comma(language).join(unsaid), language)
    return replace(name, words=words)


def is_split(context: Context, table: Table) -> bool:
    """Say whether some column has another magnitude in each language."""
    return any(
        column.holds == "numbers" and not _neutral(_scales(context, column, [row.cells[index] for row in table.rows]))
        for index, column in enumerate(table.columns)
    )


def _numbers(context: Context, column: TableColumn, cells: Sequence[TableCell], *, twins: bool) -> list[PrintColumn]:
    found = _scales(context, column, cells)
    languages = context.languages
    if len(languages) > 1 and (_neutral(found) or not twins):
        head = tuple(piece for language in languages for piece in _heads(column, language, found[language].unit))
        return [PrintColumn(head, tuple(_number(context, cell, found, languages) for cell in cells), right=True)]
    made: list[PrintColumn] = []
    for language in languages:
        head = tuple(_heads(column, language, found[language].unit, apart=len(languages) > 1))
        own = tuple(_number(context, cell, found, (language,)) for cell in cells)
        made.append(PrintColumn(head, own, right=True))
    return made


def _scales(context: Context, column: TableColumn, cells: Sequence[TableCell]) -> Mapping[str, Scale]:
    values = numbers_in(quantity_of(cell, context.facts) for cell in cells)
    return scales(values, column.unit, context.languages)


def _neutral(found: Mapping[str, Scale]) -> bool:
    """Say whether one number serves all languages."""
    return len({(scale.power, scale.separated) for scale in found.values()}) == 1 or not any(
        scale.power for scale in found.values()
    )


def _number(context: Context, cell: TableCell, found: Mapping[str, Scale], languages: Sequence[str]) -> PrintCell:
    quantity = quantity_of(cell, context.facts)
    if quantity is None or not isinstance(quantity.value, Amount | Span):
        shown = _words(context, cell, languages)
        return replace(shown, number=bool(cell.blank) and not shown.awaited)
    texts = [(language, column_text(quantity, found[language], language)) for language in languages]
    told = {language: spoken_value(counted(quantity), language) for language in languages}
    return PrintCell(_once(texts), number=True, said=_said(texts, told))


def _said(texts: Sequence[Piece], told: Mapping[str, str]) -> tuple[str | Mapping[str, str] | None, ...]:
    """Return what is heard of the number in each language; of one that stands once for all, what all say alike.

    Where they do not, the head tells its unit, and only marks that are no words are said, once in each language.
    """
    if len(_once(texts)) == len(texts):
        return tuple(None if told[language] == text else told[language] for language, text in texts)
    once, text = said_once(dict(told)), texts[0][1]
    return (once if isinstance(once, str) or any(mark in text for mark in (MINUS, "–", "～")) else None,)


def _words(context: Context, cell: TableCell, languages: Sequence[str] = ()) -> PrintCell:
    languages = languages or context.languages
    if cell.blank == "awaited":
        return PrintCell(tuple((language, say("awaiting-update", language)) for language in languages), awaited=True)
    if cell.blank:
        mark = neutral_language(context.languages)
        told = {language: say(f"said-{cell.blank}", language) for language in languages}
        return PrintCell(((mark, say(cell.blank, mark)),), said=(said_once(told),))
    quantity = quantity_of(cell, context.facts)
    words = cell.words or {}
    texts = [(language, words[language] if quantity is None else _phrase(quantity, language)) for language in languages]
    return PrintCell(_once(texts), awaited=quantity is not None and isinstance(quantity.value, Missing))


def _phrase(quantity: Quantity, language: str) -> str:
    return phrase(quantity, language, "table")


def _once(texts: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return one piece where all languages say the same, such as a code or a plain number."""
    if len(texts) > 1 and len({text for _, text in texts}) == 1:
        return ((neutral_language([language for language, _ in texts]), texts[0][1]),)
    return tuple(texts)


def neutral_language(languages: Sequence[str]) -> str:
    """Return the language in whose letters a text is set that is the same in all: Latin letters where there are any."""
    return next((language for language in languages if not is_han(language)), languages[0])


def _heads(column: TableColumn, language: str, unit: str = "", *, apart: bool = False) -> list[Piece]:
    """Return the head: the name with the unit in brackets, or below it what its numbers are, their time and unit."""
    name, details = column.name[language], _details(column, language, unit)
    if not details:
        return [(language, name)]
    if details == [unit] and not apart:
        return [(language, name + bracketed(unit, language))]
    return [(language, name), (language, comma(language).join(details))]


def _details(column: TableColumn, language: str, unit: str) -> list[str]:
    """Return kind, time and unit of a column, without what its name says itself."""
    name = column.name[language]
    kind = say_of_charts(column.kind, language) if column.kind in INTENDED else ""
    time = ""
    if column.period is not None:
        time = period_text(column.period, language, style="table")
    elif column.as_of is not None:
        time = as_of_text(column.as_of, language)
    return [part for part in (kind, time, unit) if part and part.lower() not in name.lower()]
