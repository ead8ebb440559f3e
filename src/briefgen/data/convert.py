"""Records as written, turned into the types that the rest of briefgen sees."""

from __future__ import annotations

from briefgen.data.declared import Declaration
from briefgen.data.facts import Fact, Source
from briefgen.data.freshness import last_day
from briefgen.data.quantity import Missing, Quantity
from briefgen.data.section import FactRecord, SourceRecord
from briefgen.spec.ages import Age
from briefgen.spec.tree import place_of


def source_of(name: str, record: SourceRecord) -> Source:
    """Return the source that a record describes."""
    return Source(
        id=str(name),
        title=record.title,
        kind=str(record.kind),
        date=record.date,
        form=record.form,
        nature=record.nature,
        file=str(record.file),
        place=place_of(name, record.place),
    )


def fact_of(name: str, section: str, record: FactRecord, max_age: Age | None = None) -> Fact:
    """Return the fact that a record states; `max_age` is that of facts which have none of their own.

    ValueError where it states no value, or a value and no source.
    """
    if record.value is None or (record.source is None and not isinstance(record.value, Missing)):
        raise ValueError(f"{name} states no value or no source")
    time = record.period or record.as_of
    age = record.max_age or max_age
    return Fact(
        id=str(name),
        section=str(section),
        name=record.name,
        quantity=Quantity(record.value, record.unit, record.qualifier),
        source=str(record.source or ""),
        kind=record.kind,
        period=record.period,
        as_of=record.as_of,
        period_inferred=bool(record.period_inferred),
        scope=record.scope,
        locator=str(record.locator),
        overlaps=frozenset(map(str, record.overlaps)),
        quality=record.quality,
        caution=record.caution,
        note=record.note,
        publish=record.publish or "plain",
        owner=str(record.owner),
        place=place_of(name, record.place),
        short=record.short,
        cleared_by=str(record.cleared_by),
        valid_until=last_day(record.valid_until, time, age),
        unaged=age is not None and time is None and record.valid_until is None,
    )


def declaration_of(name: str, section: str, record: FactRecord, max_age: Age | None = None) -> Declaration:
    """Return the calculation that a record declares; ValueError where it declares none."""
    if record.derive is None:
        raise ValueError(f"{name} declares no calculation")
    return Declaration(
        id=str(name),
        section=str(section),
        name=record.name,
        operation=record.derive.operation,
        of=tuple(map(str, record.derive.of)),
        place=place_of(name, record.place),
        at=record.derive.place,
        digits=record.derive.digits or 0,
        short=record.short,
        scope=record.scope,
        overlaps=frozenset(map(str, record.overlaps)),
        caution=record.caution,
        note=record.note,
        publish=record.publish,
        owner=str(record.owner),
        cleared_by=str(record.cleared_by),
        valid_until=record.valid_until,
        max_age=record.max_age or max_age,
    )
