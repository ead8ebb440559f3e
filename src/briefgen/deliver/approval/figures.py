"""What the facts and tables of a brief say to readers of one language: numbers apart from the words around them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from json import dumps

from briefgen.check.case import Case
from briefgen.data.facts import Fact
from briefgen.data.periods import write_period
from briefgen.data.quantity import Period, Wording
from briefgen.data.tables.table import Table, TableCell, TableColumn, TableRow
from briefgen.data.tables.view import shown
from briefgen.deliver.approval.texts import Given, written
from briefgen.deliver.copies import said, worded
from briefgen.language.quantities import phrase


@dataclass(frozen=True)
class Figure:
    """Hold what a fact, or a row of a table, says: `said` is a digest without the words of any language."""

    said: str
    words: str


def give_figures(case: Case, given: Given) -> dict[str, Figure]:
    """Return what a brief's facts and rows of tables say, by id; their names and notes go to the texts.

    A row is known by its table and its id, else its name. A figure past its last day says that it is awaited only
    where the brief states its gaps: elsewhere it is the old number that is printed, if anything is.
    """
    language, internal = given.language, case.brief.audience == "internal"
    found: dict[str, Figure] = {}
    for id in sorted(case.used):
        fact = case.used[id] if case.brief.gaps == "state" else case.store.facts[id]
        found[id] = Figure(_said(fact), worded(fact, (language,)).get(language, ""))
        _told(fact, f"facts.{id}", given, internal=internal)
        if internal:
            given.form[f"facts.{id}.quality"] = fact.quality or ""
    for table in _tables(case):
        key = table.id
        while key in found:
            key += "'"  # the same table shown again, perhaps with other columns
        found[key] = Figure(_said_of_table(table), table.title.get(language, ""))
        _told(table, f"tables.{key}", given, internal=internal)
        for number, column in enumerate(table.columns):
            _give(column.name, f"tables.{key}.columns.{number}", given)
        names: set[str] = set()
        for row in table.rows:
            name = _name(row, names)
            found[f"{key}/{name}"] = _row(row, table, case, language)
            for number, cell in enumerate(row.cells):
                _give(cell.words, f"tables.{key}.rows.{name}.{number}", given)
        given.form[f"tables.{key}"] = " ".join(_names(table))
    for id in sorted(case.cited):
        source = case.store.sources[id]
        _give(source.title, f"sources.{id}.title", given)
        _give(source.form, f"sources.{id}.form", given)
        if internal:
            _give(source.nature, f"sources.{id}.nature", given)
        given.form[f"sources.{id}"] = write_period(source.date) if source.date is not None else "undated"
    return found


def _names(table: Table) -> Iterator[str]:
    """Yield the names by which the rows of a table are known, from the top."""
    names: set[str] = set()
    for row in table.rows:
        yield _name(row, names)


def _tables(case: Case) -> Iterator[Table]:
    """Yield each table as far as it is shown, in order."""
    for block, table in case.tables:
        if table.stale and case.brief.gaps != "state":
            whole = replace(case.store.tables[block.table], stale=False)
            yield shown(whole, case.store.facts, columns=block.columns, sort=block.sort, limit=block.limit)
        else:
            yield table


def _said(fact: Fact) -> str:
    """Return the digest of a fact: what the ledger compares, and whether it is a result, how sure, and from where."""
    return _digest(
        said(fact),
        fact.kind,
        fact.period_inferred,
        fact.derivation.operation if fact.derivation is not None else "",
        list(fact.sources),
    )


def _said_of_table(table: Table) -> str:
    """Return the digest of what holds for all rows of a table; the ids of columns are seen by nobody."""
    columns = [
        (column.holds, _unit(column), column.kind, _period(column.period), _period(column.as_of))
        for column in table.columns
    ]
    own = (_period(table.period), _period(table.as_of), table.period_inferred, table.source)
    return _digest(own, columns)


def _row(row: TableRow, table: Table, case: Case, language: str) -> Figure:
    cells: list[object] = []
    words: list[str] = []
    for cell, column in zip(row.cells, table.columns, strict=True):
        cells.append(_cell(cell, column, case))
        if cell.quantity is not None:
            with suppress(KeyError, ValueError):
                words.append(phrase(cell.quantity, language))
    return Figure(_digest(cells), " | ".join(words))


def _cell(cell: TableCell, column: TableColumn, case: Case) -> object:
    if cell.fact:
        return ["fact", cell.fact]
    if cell.quantity is None:
        return [cell.blank, cell.words is not None]
    fact = Fact("", "", {}, cell.quantity, "", period=column.period, as_of=column.as_of)
    return said(fact)


def _name(row: TableRow, names: set[str]) -> str:
    """Return what a row is known by, each name once."""
    first = row.cells[0].words if row.cells else None
    name = row.id or "-".join(str(next(iter(first.values()), "")).split() if first else [])
    while name in names:
        name += "'"
    names.add(name)
    return name


def _told(told: Fact | Table, place: str, given: Given, *, internal: bool) -> None:
    """Gather the words that travel with a fact or a table."""
    if isinstance(told, Fact):
        _give(told.name, f"{place}.name", given)
        _give(told.short, f"{place}.short", given)
        _give(told.scope, f"{place}.scope", given)
    else:
        _give(told.title, f"{place}.title", given)
    if told.publish == "with-note" or internal:
        _give(told.note, f"{place}.note", given)
    if internal:
        _give(told.caution, f"{place}.caution", given)


def _give(words: Wording | None, place: str, given: Given) -> None:
    if words is not None and given.language in words:
        given.texts[place] = written(words[given.language], place)


def _unit(column: TableColumn) -> object:
    return column.unit if isinstance(column.unit, str) else dict(column.unit)


def _period(period: Period | None) -> str:
    return write_period(period) if period is not None else ""


def _digest(*values: object) -> str:
    return hashlib.sha256(dumps(values, ensure_ascii=True, sort_keys=True).encode("ascii")).hexdigest()
