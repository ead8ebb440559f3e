"""A figure in full, as it is to be spoken: value, unit, period, whether it is meant and no result, its quality."""

from __future__ import annotations

from dataclasses import replace

from briefgen.charts.words import say as say_of_charts
from briefgen.data.facts import Fact
from briefgen.data.provenance import INTENDED, weakest
from briefgen.data.quantity import Missing, Quantity
from briefgen.language.magnitudes import MINUS
from briefgen.language.quantities import phrase
from briefgen.language.tags import written
from briefgen.language.words import colon, comma, say, semicolon
from briefgen.layout.compose import when
from briefgen.layout.context import Context


def spoken(context: Context, fact: Fact, language: str) -> str:
    """Return "RMB 19.4 billion, first half of 2025 (year inferred)"; of a gap, that it is awaited.

    In an internal edition the quality follows: "; data quality: matched independently".
    """
    value = spoken_value(fact.quantity, language)
    if fact.gap or isinstance(fact.quantity.value, Missing):
        return value
    kind = say_of_charts(fact.kind, language) if fact.kind in INTENDED else ""
    told = comma(language).join(part for part in (value, when(fact, language), kind) if part)
    return told + semicolon(language) + _quality(fact, language) if context.internal else told


def spoken_value(quantity: Quantity, language: str) -> str:
    """Return a value as it stands in a sentence, its marks in words: "minus 3.2%", 30亿元至50亿元."""
    minus, dash = ("负", "至") if written(language) == "zh" else ("minus ", " to ")
    return phrase(quantity, language, "sentence").replace(MINUS, minus).replace("～", dash)


def counted(quantity: Quantity) -> Quantity:
    """Return a quantity without its measure word, which the name of its row or the head of its column says."""
    return quantity if isinstance(quantity.unit, str) else replace(quantity, unit="")


def said_once(texts: dict[str, str]) -> str | dict[str, str]:
    """Return what is heard of something that stands once for all languages: once where all say the same."""
    return next(iter(texts.values())) if len(set(texts.values())) == 1 else texts


def _quality(fact: Fact, language: str) -> str:
    words = say("data-quality", language), say(f"quality-{weakest([fact])}", language)
    return colon(language).join(word[:1].lower() + word[1:] for word in words)
