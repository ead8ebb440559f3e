"""The terms of the term base that briefs use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.data.facts import Fact
from briefgen.data.quantity import Items, Rank, Wording
from briefgen.data.term_base import Term
from briefgen.language.quantities import phrase
from briefgen.layout.citations import printed_facts
from briefgen.layout.compose import words_of
from briefgen.layout.document import Laid
from briefgen.spec.texts import texts_of

NAMES = ("body", "person")
"""Kinds of terms that are names."""


def terms_in(laid: Sequence[Laid]) -> tuple[Term, ...]:
    """Return the terms that occur in briefs, in order of appearance."""
    found: dict[str, Term] = {}
    for one in laid:
        told = {language: " \n".join(_texts(one, language)) for language in one.context.languages}
        places: list[tuple[int, Term]] = []
        for term in one.context.store.terms.values():
            firsts = [place for language, text in told.items() if (place := _place(term, text, language)) >= 0]
            if firsts:
                places.append((min(firsts), term))
        for _, term in sorted(places, key=lambda pair: pair[0]):
            found.setdefault(term.id, term)
    return tuple(found.values())


def _place(term: Term, text: str, language: str) -> int:
    """Return where a term first occurs, -1 where it does not; Latin words count whole, in small letters or capitals."""
    firsts: list[int] = []
    tag = language.partition("-")[0]
    for form in term.allowed(tag) if tag in term.also else ():
        place = text.find(form) if tag == "zh" else _whole(form, text)
        if place >= 0:
            firsts.append(place)
    return min(firsts, default=-1)


def _whole(form: str, text: str) -> int:
    words, sought = text.casefold(), str(form).casefold()
    place = words.find(sought)
    while place >= 0:
        before, after = words[place - 1 : place], words[place + len(sought) : place + len(sought) + 1]
        if not before.isalnum() and not after.isalnum():
            return place
        place = words.find(sought, place + 1)
    return -1


def _texts(laid: Laid, language: str) -> Iterator[str]:
    """Yield what a brief says in a language: its texts, then what its facts say."""
    context = laid.context
    for _, text, tag in texts_of(context.brief):
        if tag == language:
            yield words_of(context, text, language)
    for fact in printed_facts(context):
        yield from _of_fact(fact, language)


def _of_fact(fact: Fact, language: str) -> Iterator[str]:
    for words in (fact.name, fact.scope, fact.note, *_of_value(fact)):
        if words is not None and language in words:
            yield words[language]
    if not fact.gap:
        yield phrase(fact.quantity, language)


def _of_value(fact: Fact) -> Iterator[Wording]:
    match fact.quantity.value:
        case Items(items):
            yield from (item.words for item in items)
        case Rank(_, of):
            yield of
        case _:
            pass
