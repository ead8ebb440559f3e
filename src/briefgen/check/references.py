"""Sections, facts, sources and themes that a brief names must exist, and it must be allowed to use them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefgen.check.case import Case
from briefgen.data.selection import unknown_fact, unknown_sections
from briefgen.errors import Problem
from briefgen.spec.nearest import nearest
from briefgen.spec.text import SourceReference
from briefgen.spec.tree import place_of


def sections(case: Case) -> Iterator[Problem]:
    """Refuse sections that no file of `data/` holds."""
    yield from unknown_sections(case.store, case.brief.sections)


def facts(case: Case) -> Iterator[Problem]:
    """Refuse facts that do not exist, that stand in another section, or that outsiders must not see.

    Where a section is unknown, its facts would all be blamed for that one mistake; they are looked at once it is right.
    """
    if unknown_sections(case.store, case.brief.sections):
        return
    for use in case.uses:
        if use.fact not in case.facts:
            problem = unknown_fact(case.store, case.brief.sections, case.brief.reader, use.fact)
            yield replace(problem, place=use.place)


def sources(case: Case) -> Iterator[Problem]:
    """Refuse source numbers of sources that do not exist."""
    for written in case.written:
        for piece in written.pieces:
            if isinstance(piece, SourceReference) and piece.id not in case.store.sources:
                hint = nearest(piece.id, case.store.sources, ask="Sources") or "Write it in a section of data/ first."
                yield Problem(piece.place, f'There is no source "{piece.id}".', hint)


def theme(case: Case) -> Iterator[Problem]:
    """Refuse a theme that does not exist."""
    from briefgen.theme.load import theme_names

    names = theme_names(case.settings.palette)
    if case.brief.theme not in names:
        place = place_of(case.brief.theme, case.brief.place)
        yield Problem(place, f'There is no theme "{case.brief.theme}".', nearest(case.brief.theme, names, ask="Themes"))


def forms(case: Case) -> Iterator[Problem]:
    """Refuse to print a part of a fact that the fact does not have."""
    for use in case.uses:
        fact = case.facts.get(use.fact)
        if fact is None:
            continue
        undated = not (fact.period or fact.as_of)
        lacking = {"period": undated, "year": undated, "scope": not fact.scope, "unit": not fact.quantity.unit}
        if use.form is not None and lacking.get(use.form, False):
            yield Problem(
                use.place,
                f'The fact "{use.fact}" has no {use.form}, so nothing would be printed here.',
                f"Add it in {fact.place.file or 'data/'}, or leave {{{use.fact}|{use.form}}} out.",
            )
