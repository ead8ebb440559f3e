"""The record of checked values, and where `data/` differs from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml
from own_forms import Checked

from briefgen.data.facts import Fact, Store
from briefgen.data.periods import write_period
from briefgen.data.quantity import Amount, Day, Items, Phrase, Rank, Span
from briefgen.data.tables.table import Table

FILE = Path(__file__).resolve().parents[1] / "content" / "checked_values.yaml"


@dataclass(frozen=True)
class CheckedTable:
    """Hold what is known of a table: `times` by column, "" for the table's own; `cells` by row and column."""

    source: str
    times: Mapping[str, str]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Ledger:
    """Hold the checked values by id, dates and files of the sources, and the ids that no file may hold.

    `one_sided` holds the numbers that a text has in one language alone, by fact and key.
    """

    facts: Mapping[str, Checked]
    sources: Mapping[str, tuple[str, str]]
    never: frozenset[str]
    one_sided: Mapping[str, frozenset[Decimal]]
    issued: str
    editions: Mapping[str, int]
    tables: Mapping[str, CheckedTable]


@cache
def ledger() -> Ledger:
    """Read the record; every scalar is read as a text, so that 2021 and 2021-06 are alike."""
    content = yaml.load(FILE.read_text("utf-8"), yaml.BaseLoader)
    facts = {id: _checked(id, row) for id, row in content["facts"].items()}
    sources = {id: (row["date"], row["file"]) for id, row in content["sources"].items()}
    apart = {where: frozenset(map(Decimal, numbers)) for where, numbers in content["one-sided"].items()}
    editions = dict(content["editions"])
    issued = editions.pop("date")
    numbers = {name: int(number) for name, number in editions.items()}
    tables = {
        id: CheckedTable(row["source"], row.get("times", {}), row.get("cells", {}))
        for id, row in content["tables"].items()
    }
    return Ledger(facts, sources, frozenset(content["never"]), apart, issued, numbers, tables)


def _checked(id: str, row: Mapping[str, str]) -> Checked:
    numbers = {key: Decimal(row[key]) for key in ("value", "low", "high") if key in row}
    whole = {key: int(row[key]) for key in ("rank", "entries") if key in row}
    words = {key: row[key] for key in ("date", "qualifier", "time", "unit", "use", "source", "against") if key in row}
    flags = {key: key in row for key in ("words", "calculated")}
    return Checked(id, words.pop("source"), **flags, **numbers, **whole, **words)


def data_faults(store: Store) -> list[str]:
    """Return what `data/` says otherwise than the record, a sentence each."""
    known = ledger()
    faults = [f"{id} must not be stored" for id in known.never & set(store.facts)]
    faults += [f"{id} is not in checked_values.yaml" for id in set(store.facts) - set(known.facts)]
    needed = {id for id, checked in known.facts.items() if not checked.calculated}
    faults += [f"{id} is not in data/" for id in needed - set(store.facts)]
    for id in known.facts:
        if id in store.facts:
            faults += [f"{id}: {fault}" for fault in _faults(store.facts[id], known.facts[id])]
    for id, (date, file) in known.sources.items():
        source = store.sources.get(id)
        if source is None:
            faults.append(f"the source {id} is not in data/")
        elif (write_period(source.date) if source.date else "undated", source.file) != (date, file):
            faults.append(f"the source {id} has another date or file")
    faults += [f"the source {id} is not known" for id in set(store.sources) - set(known.sources)]
    faults += [f"the table {id} is not in checked_values.yaml" for id in set(store.tables) - set(known.tables)]
    for id, table in known.tables.items():
        if id not in store.tables:
            faults.append(f"the table {id} is not in data/")
        elif _table(store.tables[id]) != table:
            faults.append(f"the table {id} holds {_table(store.tables[id])}, in the source {table}")
    return faults


def _table(table: Table) -> CheckedTable:
    times = {"": table.period or table.as_of} | {one.id: one.period or one.as_of for one in table.columns}
    cells: dict[str, str] = {}
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell.quantity is not None and not cell.fact:
                value = cell.quantity.value
                match value:
                    case Day():
                        cells[f"{row.id}.{column.id}"] = _written(value)
                    case Amount(number):
                        cells[f"{row.id}.{column.id}"] = f"{number:f}"
                    case _:
                        cells[f"{row.id}.{column.id}"] = str(value)
    return CheckedTable(table.source, {name: write_period(time) for name, time in times.items() if time}, cells)


def _faults(fact: Fact, checked: Checked) -> Iterator[str]:
    value = fact.quantity.value
    said: object
    match value:
        case Amount(number):
            said, meant = number, checked.value
        case Span(low, high):
            said, meant = (low, high), (checked.low, checked.high)
        case Rank(rank, _):
            said, meant = rank, checked.rank
        case Items(items):
            said, meant = len(items), checked.entries
        case Day() as day:
            said, meant = _written(day), checked.date
        case Phrase():
            said, meant = True, checked.words or checked.entries is not None
        case _:
            said, meant = value, None
    if said != meant:
        yield f"the value is {said}, in the source {meant}"
    if checked.unit and fact.quantity.unit != checked.unit:
        yield f"the unit is {fact.quantity.unit}, in the source {checked.unit}"
    if not checked.unit and checked.is_number and isinstance(fact.quantity.unit, str) and fact.quantity.unit:
        yield f"the unit is {fact.quantity.unit}, where things are counted"
    if fact.quantity.qualifier != checked.qualifier:
        yield f"the qualifier is {fact.quantity.qualifier}, in the source {checked.qualifier}"
    time = fact.period or fact.as_of
    if (write_period(time) if time else "") != checked.time:
        yield f"the time is {write_period(time) if time else 'none'}, in the source {checked.time or 'none'}"
    if fact.source != checked.source:
        yield f"the source is {fact.source}, not {checked.source}"
    if fact.publish != checked.use:
        yield f"publish is {fact.publish}, where it must be {checked.use}"


def _written(day: Day) -> str:
    return "-".join(f"{part:02d}" for part in (day.year, day.month, day.day) if part)
