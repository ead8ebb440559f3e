"""A figure in full, as it is to be spoken: value, unit, period, and that it is meant to be and not a result."""

from __future__ import annotations

from briefgen.charts.words import say as say_of_charts
from briefgen.data.facts import Fact
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Missing
from briefgen.language.quantities import phrase
from briefgen.language.words import comma
from briefgen.layout.compose import when


def spoken(fact: Fact, language: str) -> str:
    """Return "RMB 19.4 billion, first half of 2025 (year inferred)"; of a gap, that it is awaited."""
    value = phrase(fact.quantity, language, "sentence")
    if fact.gap or isinstance(fact.quantity.value, Missing):
        return value
    kind = say_of_charts(fact.kind, language) if fact.kind in INTENDED else ""
    return comma(language).join(part for part in (value, when(fact, language), kind) if part)
