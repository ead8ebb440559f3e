"""What a fact says in a row of its own: its name and its value, and that it is meant where it is no result."""

from __future__ import annotations

from briefgen.charts.words import say as say_of_charts
from briefgen.data.facts import Fact
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Day, Items, Missing, Phrase
from briefgen.language.quantities import phrase
from briefgen.language.words import bracketed, colon, opening


def stated(fact: Fact, language: str, *, told: bool = False) -> str:
    """Return "Visitors: more than 500", or the name alone where the value is a day, which its place tells.

    Behind what is meant and no result stands what it is, in brackets, unless that is `told` elsewhere.
    """
    name = opening(fact.name[language], language)
    if isinstance(fact.quantity.value, Day):
        return name
    return name + colon(language) + value_words(fact, language, told=told)


def value_words(fact: Fact, language: str, *, told: bool = False) -> str:
    """Return the value, and in brackets what it is where it is meant and no result."""
    style = "sentence" if isinstance(fact.quantity.value, Items | Phrase) else "label"
    words = phrase(fact.quantity, language, style)
    return words if told else words + intended(fact, language)


def named(fact: Fact, language: str) -> str:
    """Return the name of a fact, and in brackets what it is where it is meant and its name does not say so."""
    said = say_of_charts(fact.kind, language) if fact.kind in INTENDED else ""
    name = fact.name[language]
    return name if said.casefold() in name.casefold() else name + intended(fact, language)


def intended(fact: Fact, language: str) -> str:
    """Return in brackets that a fact is a target, a plan or expected; empty for what is."""
    if fact.kind not in INTENDED or isinstance(fact.quantity.value, Missing):
        return ""
    return bracketed(say_of_charts(fact.kind, language), language)
