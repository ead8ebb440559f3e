"""What an analyst is shown of facts: values in each language, time, sources, owner, last day; and where one is used."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from briefgen.data.facts import Fact, Source, Store
    from briefgen.data.freshness import State
    from briefgen.spec.brief import Brief


@dataclass(frozen=True)
class FactLine:
    """Hold one fact of a list; texts by language, days as 2026-11-01, "" where there is none.

    `waits_for` are the facts by which a gap came about, where it is calculated from others; `ask` the offices to ask
    for a new figure.
    """

    id: str
    section: str
    values: Mapping[str, str]
    time: str
    sources: tuple[str, ...]
    owner: str
    quality: str
    last_day: str
    state: State
    waits_for: tuple[str, ...]
    ask: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """Hold one source and the facts that rest on it; `date` is "" where it is undated."""

    id: str
    number: int
    title: Mapping[str, str]
    date: str
    kind: str
    file: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Used:
    """Say how one brief uses a fact: how often blocks show it, and texts of one language print it."""

    brief: str
    in_blocks: int
    in_texts: int


@dataclass(frozen=True)
class FactOverview:
    """Hold everything that is known of one fact; fields that say nothing are empty."""

    line: FactLine
    place: str
    name: Mapping[str, str]
    short: Mapping[str, str]
    scope: Mapping[str, str]
    unit: str | Mapping[str, str]
    kind: str
    qualifier: str
    year_inferred: bool
    publish: str
    locator: str
    note: Mapping[str, str]
    caution: Mapping[str, str]
    cleared_by: str
    sources: tuple[Document, ...]
    operation: str
    calculated_from: tuple[FactLine, ...]
    goes_into: tuple[str, ...]
    overlaps: tuple[str, ...]
    used: tuple[Used, ...]


def fact_line(fact: Fact, store: Store, languages: Sequence[str], today: date) -> FactLine:
    """Return a fact as a line; of a stale one with its old value, since the line stays with the staff."""
    from briefgen.data.freshness import roots_of, state_of
    from briefgen.data.periods import write_period
    from briefgen.language.quantities import phrase

    values: dict[str, str] = {}
    for language in languages:
        try:
            values[language] = phrase(fact.quantity, language, "label")
        except (KeyError, ValueError):
            values[language] = ""
    time = write_period(fact.period) if fact.period else write_period(fact.as_of) if fact.as_of else ""
    roots = roots_of(fact, store.facts) if fact.gap else (fact,)
    return FactLine(
        id=fact.id,
        section=fact.section,
        values=values,
        time=time,
        sources=fact.sources,
        owner=fact.owner,
        quality=fact.quality or "",
        last_day=fact.valid_until.isoformat() if fact.valid_until else "",
        state=state_of(fact, today),
        waits_for=tuple(root.id for root in roots if root.id != fact.id),
        ask=tuple(dict.fromkeys(root.owner for root in roots if root.owner)),
    )


def document(source: Source, number: int, facts: Collection[str]) -> Document:
    """Return a source with the facts that rest on it; `number` is 0 where no brief numbers it."""
    from briefgen.data.periods import write_period

    return Document(
        id=source.id,
        number=number,
        title=dict(source.title),
        date=write_period(source.date) if source.date else "",
        kind=source.kind,
        file=source.file,
        facts=tuple(facts),
    )


def fact_overview(
    fact: Fact, store: Store, briefs: Sequence[Brief], languages: Sequence[str], today: date
) -> FactOverview:
    """Return everything that is known of a fact, and which of the briefs use it."""
    made = fact.derivation
    parts = [store.facts[id] for id in made.of if id in store.facts] if made else []
    rests = [other.id for other in store.facts.values() if other.derivation and fact.id in other.derivation.of]
    unit = fact.quantity.unit
    return FactOverview(
        line=fact_line(fact, store, languages, today),
        place=str(fact.place),
        name=dict(fact.name),
        short=dict(fact.short or {}),
        scope=dict(fact.scope or {}),
        unit=unit if isinstance(unit, str) else dict(unit),
        kind=fact.kind,
        qualifier=fact.quantity.qualifier,
        year_inferred=fact.period_inferred,
        publish=fact.publish,
        locator=fact.locator,
        note=dict(fact.note or {}),
        caution=dict(fact.caution or {}),
        cleared_by=fact.cleared_by,
        sources=tuple(document(store.sources[id], 0, (fact.id,)) for id in fact.sources if id in store.sources),
        operation=made.operation if made else "",
        calculated_from=tuple(fact_line(part, store, languages, today) for part in parts),
        goes_into=tuple(rests),
        overlaps=tuple(sorted(fact.overlaps)),
        used=tuple(used for brief in briefs if (used := use_of(fact.id, brief, store)).in_blocks or used.in_texts),
    )


def use_of(id: str, brief: Brief, store: Store) -> Used:
    """Count how often a brief uses a fact, in the language that uses it most."""
    from briefgen.layout.citations import facts_shown
    from briefgen.spec.text import FactReference, parse
    from briefgen.spec.texts import texts_of

    counts = dict.fromkeys(brief.languages, 0)
    for _, text, language in texts_of(brief):
        counts[language] += sum(isinstance(piece, FactReference) and piece.id == id for piece in parse(text))
    shown = sum(id in facts_shown(block, store) for block in brief.blocks)
    return Used(brief.name, shown, max(counts.values(), default=0))
