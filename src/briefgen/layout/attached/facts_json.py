"""The facts that an edition prints as JSON (RFC 8259): values, units, times, notes and sources.

Only what is named here leaves the office: no cautions, quality, owners, clearances, last days, locators, files or
natures of sources, and no fact that this edition does not print.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.data.facts import Fact
from briefgen.data.periods import write_period
from briefgen.data.quantity import Amount, Day, Items, Missing, Phrase, Quantity, Rank, Span, Wording
from briefgen.language.quantities import phrase
from briefgen.language.units import unit_text
from briefgen.layout.attached.codes import day_code, exact
from briefgen.layout.attached.figure_csv import notes_of_fact
from briefgen.layout.attached.printed import Shown
from briefgen.layout.attached.public import Words, open_code, open_sources
from briefgen.layout.attached.remarks import Remark, remarks
from briefgen.layout.context import Context
from briefgen.layout.furniture import document_titles
from briefgen.spec.text import plain

FORMAT = 1
"""Raised where a key changes its name or meaning; further keys are no change."""


@dataclass(frozen=True)
class DataFile:
    """Hold what the facts file tells of another one: its name, what it is the data of, the ids of facts in it.

    `title`: what the figure says. `notes`: what stands below it.
    """

    name: str
    figure: Words
    title: Words
    facts: tuple[str, ...]
    notes: tuple[Words, ...]


def facts_json(context: Context, shown: Mapping[str, Shown], files: Sequence[DataFile]) -> bytes:
    """Return the file."""
    made = {
        "format": FORMAT,
        "brief": context.brief.name,
        "title": dict(document_titles(context)),
        "edition": open_code(context),
        "date": context.brief.edition.date.isoformat(),
        "languages": list(context.languages),
        "issuer": {language: plain(context.settings.issuer[language]) for language in context.languages},
        "facts": [dict(_fact(context, found, shown)) for found in shown.values()],
        "files": [dict(_file(file)) for file in files],
        "notes": [dict(_remark(remark)) for remark in remarks(context)],
        "sources": [
            dict(_source(context, id, number))
            for id, number in sorted(open_sources(context).items(), key=lambda pair: pair[1])
        ],
    }
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


Entries = Iterator[tuple[str, object]]


def _fact(context: Context, found: Shown, shown: Mapping[str, Shown]) -> Entries:
    fact, quantity = found.fact, found.fact.quantity
    yield "id", fact.id
    yield "name", _told(context, fact.name)
    yield from _value(context, quantity, states=found.states)
    unit = quantity.unit
    yield "unit", unit if isinstance(unit, str) else {tag: unit_text(unit, tag) for tag in context.languages}
    yield "qualifier", quantity.qualifier
    yield "sentence", {language: phrase(quantity, language, "sentence") for language in context.languages}
    yield "kind", fact.kind
    if found.timed and not fact.gap:
        yield from _time(fact)
    if fact.scope is not None:
        yield "scope", _told(context, fact.scope)
    yield "notes", _notes(context, found)
    yield "note_required", fact.publish == "with-note"
    yield "sources", sorted(context.source_numbers[id] for id in fact.sources)
    if fact.derivation is not None:
        parts = list(fact.derivation.of)
        told = {"of": parts} if all(part in shown for part in parts) else {}
        yield "derived", {"operation": fact.derivation.operation} | told


def _time(fact: Fact) -> Entries:
    if fact.period is not None:
        yield "period", write_period(fact.period)
    if fact.as_of is not None:
        yield "as_of", write_period(fact.as_of)
    if fact.period is not None or fact.as_of is not None:
        yield "year_inferred", fact.period_inferred


def _value(context: Context, quantity: Quantity, *, states: bool) -> Entries:
    """Yield the value under the keys of its form."""
    match quantity.value:
        case Amount(value):
            yield "value", exact(value)
        case Span(low, high):
            yield "low", exact(low)
            yield "high", exact(high)
        case Rank(rank, of):
            yield "rank", rank
            yield "of", _told(context, of)
        case Items(items):
            yield (
                "list",
                [
                    {"words": _told(context, item.words)} | ({"state": item.state} if states and item.state else {})
                    for item in items
                ],
            )
        case Phrase(words):
            yield "words", _told(context, words)
        case Day() as day:
            yield "day", day_code(day)
        case Missing():
            yield "awaited", True


def _notes(context: Context, found: Shown) -> list[Words]:
    notes = [_told(context, note) for note in (*notes_of_fact(found.fact), *found.notes)]
    return [note for number, note in enumerate(notes) if note not in notes[:number]]


def _file(file: DataFile) -> Entries:
    yield "name", file.name
    yield "figure", dict(file.figure)
    yield "title", dict(file.title)
    yield "facts", list(file.facts)
    yield "notes", [dict(note) for note in file.notes]


def _remark(remark: Remark) -> Entries:
    if remark.figure:
        yield "figure", dict(remark.figure)
    if remark.head:
        yield "head", dict(remark.head)
    yield "text", dict(remark.text)


def _source(context: Context, id: str, number: int) -> Entries:
    source = context.store.sources[id]
    yield "number", number
    yield "title", _told(context, source.title)
    if source.form is not None:
        yield "form", _told(context, source.form)
    yield "date", write_period(source.date) if source.date is not None else None


def _told(context: Context, words: Wording) -> dict[str, str]:
    return {language: words[language] for language in context.languages}
