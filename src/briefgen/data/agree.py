"""Whether the keys of one fact agree with one another."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.data.quantity import Amount, Day, Items, Missing, Phrase, Rank, Span
from briefgen.data.section import FactRecord
from briefgen.errors import Problem
from briefgen.spec.tree import Mapping

COMES_FROM_PARTS = (
    "value",
    "unit",
    "period",
    "as-of",
    "period-inferred",
    "kind",
    "qualifier",
    "source",
    "locator",
    "quality",
)
"""What a calculated fact has from its parts, so that an author cannot write it."""


def disagreements(name: str, record: FactRecord, written: Mapping) -> Iterator[Problem]:
    """Yield what does not fit together in the fact `name`; `written` is its part of the file."""
    if name in record.overlaps:
        yield Problem(written.key_place("overlaps"), f'"{name}" overlaps itself.', "Name other facts only.")
    if record.derive is not None:
        for key in COMES_FROM_PARTS:
            if key in written:
                sentence = f'"{key}" cannot stand beside "derive".'
                hint = "Delete one of them." if key == "value" else "Delete it: it comes from the facts derived from."
                yield Problem(written.key_place(key), sentence, hint)
        return
    if record.value is None:
        hint = "Add value: and the number, value: missing where it is awaited, or derive: where it is calculated."
        yield Problem(written.place, f'"{name}" has neither a value nor a derivation.', hint)
    if record.source is None and not isinstance(record.value, Missing):
        hint = "Add source: and the id of the document that says so."
        yield Problem(written.place, f'"{name}" has no source.', hint)
    if record.period is not None and record.as_of is not None:
        hint = "Keep period for what covers a time, as-of for what stood at a time."
        yield Problem(written.key_place("as-of"), f'"{name}" has both a period and an as-of.', hint)
    if record.max_age is not None and record.period is None and record.as_of is None and record.value != Missing():
        sentence = f'"{name}" has a max-age and no time from which it could be counted.'
        yield Problem(written.key_place("max-age"), sentence, "Add the period or as-of, or write valid-until instead.")
    if record.period_inferred and record.period is None and record.as_of is None:
        hint = "Add the period, or delete period-inferred."
        yield Problem(written.key_place("period-inferred"), f'"{name}" has no period that could be inferred.', hint)
    if record.publish == "with-note" and record.note is None:
        hint = "Add note: {zh: …, en: …}, or choose another way to publish it."
        yield Problem(written.key_place("publish"), f'"{name}" is published with a note and has none.', hint)
    yield from _about_the_value(name, record, written)


def _about_the_value(name: str, record: FactRecord, written: Mapping) -> Iterator[Problem]:
    value, unit, qualifier = record.value, record.unit, record.qualifier
    if value is None or isinstance(value, Missing):
        return
    at_unit, at_qualifier = written.key_place("unit"), written.key_place("qualifier")
    if isinstance(value, Phrase | Rank) and unit:
        kind = "words" if isinstance(value, Phrase) else "a rank"
        yield Problem(at_unit, f'"{name}" is {kind} and takes no unit.', "Delete unit.")
    elif unit == "date" and not isinstance(value, Day):
        yield Problem(at_unit, f'"{name}" is no date.', "Write the value as 2020-06-15, 2020-06 or 2020.")
    elif isinstance(value, Items) and isinstance(unit, str) and unit:
        hint = "Write the measure word of its entries, such as {zh: 个领域, en: fields}, or delete unit."
        yield Problem(at_unit, f'"{name}" is a list and cannot be in {unit}.', hint)
    if isinstance(value, Items) and qualifier not in ("none", "such-as", "including", "several"):
        hint = "A list takes none, such-as, including or several."
        yield Problem(at_qualifier, f'"{name}" is a list and cannot be {qualifier}.', hint)
    elif isinstance(value, Amount | Span | Rank | Day) and qualifier == "such-as":
        yield Problem(at_qualifier, f'"{name}" is no list and cannot be {qualifier}.', "Only a list takes such-as.")
    if (record.kind == "rank") != isinstance(value, Rank):
        sentence = f'"{name}" is of kind {record.kind}, and its value is {_form(record)}.'
        hint = "A rank has kind: rank and value: {rank: …, of: {zh: …, en: …}}."
        yield Problem(written.key_place("kind"), sentence, hint)


def _form(record: FactRecord) -> str:
    return "a rank" if isinstance(record.value, Rank) else "no rank"
