"""Every wording that the brief prints, in every language of the brief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.check.case import Case
from briefgen.data.facts import Fact
from briefgen.data.freshness import roots_of
from briefgen.data.quantity import Items, Phrase, Rank, Wording
from briefgen.data.tables.table import Table
from briefgen.errors import Place, Problem
from briefgen.spec.agree import untranslated
from briefgen.spec.tree import place_of


@dataclass(frozen=True)
class Printed:
    """Hold a wording that may be printed, what it is, and where it stands as nearly as is known."""

    wording: Wording
    what: str
    place: Place


def translations(case: Case) -> Iterator[Problem]:
    """Refuse wordings that lack a language of the brief."""
    for printed in wordings(case):
        for language in case.brief.languages:
            if not printed.wording.get(language):
                yield Problem(printed.place, f"{printed.what} is missing in {language}.", f"Add `{language}: …`.")
    yield from untranslated(case.settings, case.brief.languages)


def wordings(case: Case) -> Iterator[Printed]:
    """Yield the wordings of all facts that the brief uses, of all tables in it, and of all sources that it cites."""
    for fact in case.used.values():
        yield from _of_fact(case, fact)
    for _, table in case.tables:
        yield from _of_table(case, table)
    for id in case.cited:
        source = case.store.sources[id]
        for wording, part in ((source.title, "title"), (source.form, "form")):
            if wording is not None:
                yield Printed(wording, f'The {part} of the source "{id}"', source.place)
        if case.brief.audience == "internal" and source.nature is not None:
            yield Printed(source.nature, f'The nature of the source "{id}"', source.place)


def _of_fact(case: Case, fact: Fact) -> Iterator[Printed]:
    parts: list[tuple[Wording | None, str]] = [(fact.name, "name"), (fact.short, "short name"), (fact.scope, "scope")]
    if not isinstance(fact.quantity.unit, str):
        parts.append((fact.quantity.unit, "unit"))
    if fact.publish == "with-note":
        parts.append((fact.note, "note"))
    if case.brief.audience == "internal":
        parts.append((fact.caution, "caution"))
        if fact.gap:
            for root in roots_of(case.store.facts[fact.id], case.store.facts):
                parts.append((_owner(case, root.owner), "owner"))
    match fact.quantity.value:
        case Phrase(words):
            parts.append((words, "value"))
        case Rank(_, of):
            parts.append((of, "value"))
        case Items(items):
            parts += [(item.words, "value") for item in items]
        case _:
            pass
    for wording, part in parts:
        if wording is not None:
            yield Printed(wording, f'The {part} of the fact "{fact.id}"', _place(wording, fact.place))


def _of_table(case: Case, table: Table) -> Iterator[Printed]:
    parts: list[tuple[Wording | None, str]] = [(table.title, "title")]
    if table.publish == "with-note":
        parts.append((table.note, "note"))
    if case.brief.audience == "internal":
        parts.append((table.caution, "caution"))
        parts.append((_owner(case, table.owner if table.stale else ""), "owner"))
    for column in table.columns:
        parts.append((column.name, f'column "{column.id}"'))
        if not isinstance(column.unit, str):
            parts.append((column.unit, f'unit of "{column.id}"'))
    for wording, part in parts:
        if wording is not None:
            yield Printed(wording, f'The {part} of the table "{table.id}"', _place(wording, table.place))
    for row in table.rows:
        for cell in row.cells:
            if cell.words is not None:
                yield Printed(cell.words, f'A cell of the table "{table.id}"', _place(cell.words, cell.place))


def _owner(case: Case, office: str) -> Wording | None:
    """Return the office that owes a figure, which is written once for all languages; None where none is named."""
    return dict.fromkeys(case.brief.languages, office) if office else None


def _place(wording: Mapping[str, str], otherwise: Place) -> Place:
    """Return the place of a wording, which is that of its first text where the reader kept it."""
    return place_of(next(iter(wording.values()), None), place_of(wording, otherwise))
