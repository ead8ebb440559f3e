"""Tables as written, turned into the type that the rest of briefgen sees, and what in them does not agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from briefgen.data.facts import Fact
from briefgen.data.freshness import end_of, last_day
from briefgen.data.meant import meant
from briefgen.data.periods import write_period
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Amount, Missing, Period, Phrase, Quantity, Span, Wording
from briefgen.data.tables.record import ColumnRecord, TableRecord
from briefgen.data.tables.table import Table, TableCell, TableColumn
from briefgen.errors import Place, Problem
from briefgen.spec.ages import Age
from briefgen.spec.tree import place_of


def table_of(name: str, section: str, record: TableRecord, max_age: Age | None) -> Table:
    """Return the table that a record describes; `max_age` is that of tables which have none of their own."""
    time, age = _age_from(record), record.max_age or max_age
    return Table(
        id=str(name),
        section=str(section),
        title=record.title,
        columns=tuple(map(_column_of, record.columns)),
        rows=record.rows,
        source=str(record.source or ""),
        period=record.period,
        as_of=record.as_of,
        period_inferred=record.period_inferred,
        locator=str(record.locator),
        quality=record.quality,
        caution=record.caution,
        note=record.note,
        publish=record.publish,
        owner=str(record.owner),
        cleared_by=str(record.cleared_by),
        valid_until=last_day(record.valid_until, time, age),
        unaged=age is not None and time is None and record.valid_until is None and not _all_facts(record),
        place=place_of(name, record.place),
        total=len(record.rows),
    )


def statement_of(table: Table) -> Fact:
    """Return a table as one statement named by its title, for all that is told of facts: time, notes, sources."""
    return Fact(
        id=table.id,
        section=table.section,
        name=table.title,
        quantity=Quantity(Phrase(table.title)),
        source=table.source,
        period=table.period,
        as_of=table.as_of,
        period_inferred=table.period_inferred,
        locator=table.locator,
        quality=table.quality,
        caution=table.caution,
        note=table.note,
        publish=table.publish,
        owner=table.owner,
        cleared_by=table.cleared_by,
        valid_until=table.valid_until,
        gap="stale" if table.stale else "",
        place=table.place,
    )


def refusals(
    name: str, record: TableRecord, facts: Mapping[str, Place], sources: Mapping[str, Place]
) -> Iterator[Problem]:
    """Yield what does not fit together in a table; `facts` and `sources` are the ids of all sections."""
    place = place_of(name, record.place)
    if not record.rows and record.file is None:
        yield Problem(place, f'The table "{name}" has no rows.', "Write them under rows:, or name their file.")
    if record.source is None and not _all_facts(record):
        yield Problem(place, f'The table "{name}" has no source.', "Add source: and the id of the document.")
    if record.source is not None and record.source not in sources:
        sentence = f'No section has a source "{record.source}".'
        yield Problem(place_of(record.source, place), sentence, meant(record.source, sources, "sources"))
    for cell in _cells(record):
        if cell.fact and cell.fact not in facts:
            sentence = f'No section has a fact "{cell.fact}", which a cell names.'
            yield Problem(cell.place, sentence, meant(cell.fact, facts, "facts"))
    if record.publish == "with-note" and record.note is None:
        hint = "Add note: {zh: …, en: …}, or choose another way to publish it."
        yield Problem(place, f'The table "{name}" is published with a note and has none.', hint)
    if record.period_inferred and record.period is None and record.as_of is None:
        sentence = f'The table "{name}" has no period that could be inferred.'
        yield Problem(place, sentence, "Add the period, or delete period-inferred.")
    if record.max_age is not None and _age_from(record) is None:
        sentence = f'The table "{name}" has a max-age and no time from which it could be counted.'
        yield Problem(place, sentence, "Add the period or as-of, or write valid-until instead.")
    yield from _columns(record)
    for part in (record, *record.columns):
        if part.period is not None and part.as_of is not None:
            hint = "Keep period for what covers a time, as-of for what stood at a time."
            yield Problem(place_of(part, part.place), "This has both a period and an as-of.", hint)


def facts_apart(record: TableRecord, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Yield the facts in cells that are of another unit, time or standing than their column."""
    for row in record.rows:
        for column, cell in zip(record.columns, row.cells, strict=True):
            if cell.fact in facts:
                yield from _apart(column, record, facts[cell.fact], cell)


def _apart(column: ColumnRecord, record: TableRecord, fact: Fact, cell: TableCell) -> Iterator[Problem]:
    number = isinstance(fact.quantity.value, Amount | Span)
    if column.holds == "words" and number:
        hint = "Give the column the unit of the fact, or holds: numbers."
        yield Problem(cell.place, f'The fact "{fact.id}" is a number, and "{column.id}" holds words.', hint)
        return
    counted = not isinstance(fact.quantity.value, Missing | Phrase)
    if column.holds != "words" and counted and fact.quantity.unit != column.unit:
        sentence = f'The fact "{fact.id}" is in {_unit(fact.quantity.unit)}, "{column.id}" in {_unit(column.unit)}.'
        yield Problem(cell.place, sentence, "Put it in a column of its unit.")
    if fact.kind != column.kind and (fact.kind in INTENDED or column.kind in INTENDED):
        sentence = f'The fact "{fact.id}" is of the kind "{fact.kind}", the column "{column.id}" "{column.kind}".'
        yield Problem(cell.place, sentence, "Keep targets, plans and forecasts in columns of their own kind.")
    own = (column.period, column.as_of)
    time = own if any(own) else (record.period, record.as_of)
    if any(time) and (fact.period, fact.as_of) != time:
        sentence = f'The fact "{fact.id}" is of {_time(fact.period, fact.as_of)}, its column of {_time(*time)}.'
        yield Problem(cell.place, sentence, "Give the column the time of its facts, or use a fact of that time.")


def _columns(record: TableRecord) -> Iterator[Problem]:
    """Yield columns of one id, and a first column that cannot name the rows."""
    ids = [str(column.id) for column in record.columns]
    for index, column in enumerate(record.columns):
        if column.id in ids[:index]:
            yield Problem(place_of(column.id, column.place), f'Two columns have the id "{column.id}".', "Rename one.")
        if column.holds_ == "words" and column.unit:
            sentence = f'The column "{column.id}" holds words and takes no unit.'
            yield Problem(place_of(column.unit, column.place), sentence, "Delete unit, or holds.")
    if record.columns[0].holds != "words":
        first = record.columns[0]
        hint = "Put a column of words first."
        yield Problem(first.place, f'The first column names the rows, and "{first.id}" holds {first.holds}.', hint)


def _column_of(record: ColumnRecord) -> TableColumn:
    return TableColumn(
        id=str(record.id),
        name=record.name,
        holds=record.holds,
        unit=record.unit,
        kind=record.kind,
        period=record.period,
        as_of=record.as_of,
        place=place_of(record.id, record.place),
    )


def _cells(record: TableRecord) -> Iterable[TableCell]:
    return (cell for row in record.rows for cell in row.cells)


def _age_from(record: TableRecord) -> Period | None:
    """Return the time from which a table grows old: its own, else the latest of its columns."""
    columns = [time for column in record.columns if (time := column.period or column.as_of) is not None]
    return record.period or record.as_of or max(columns, key=end_of, default=None)


def _all_facts(record: TableRecord) -> bool:
    """Say whether facts tell all that stands beside the names of the rows."""
    return all(cell.fact or cell.blank for row in record.rows for cell in row.cells[1:])


def _unit(unit: str | Wording) -> str:
    if isinstance(unit, str):
        return f'"{unit}"' if unit else "no unit"
    return f'"{" / ".join(unit.values())}"'


def _time(period: Period | None, as_of: Period | None) -> str:
    time = period or as_of
    return write_period(time) if time is not None else "no date"
