"""When something happened, as a timeline shows it: in which order, how exactly it is known, in which words."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.charts.words import say as say_of_charts
from briefgen.data.facts import Fact
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Day, Missing, Period, Quantity
from briefgen.language.periods import as_of_text, period_text
from briefgen.language.quantities import phrase
from briefgen.language.words import bracketed, comma, opening, say

_START = {"half": 6, "quarter": 3}
"""How many months the parts of a year have."""


@dataclass(frozen=True)
class Moment:
    """Hold when something happened; `exact`: the day or month is known, and it has happened.

    `order` is the first day that it can be, as year, month and day; 0 stands for what is not known.
    """

    order: tuple[int, int, int]
    exact: bool
    intended: bool


def moment_of(fact: Fact) -> Moment | None:
    """Return when a fact stands on a timeline: at its day, else in its period, else as of its time; None: nowhere."""
    value = fact.quantity.value
    meant = fact.kind in INTENDED
    if isinstance(value, Day):
        sure = bool(value.month) and fact.quantity.qualifier == "none"
        return Moment((value.year, value.month, value.day), sure and not (meant or _inferred(fact)), meant)
    time = fact.period or fact.as_of
    if time is None:
        return None
    sure = time.form in ("day", "month") and not fact.period_inferred
    return Moment(_first_day(time), sure and not (meant or bool(fact.gap)), meant)


def _inferred(fact: Fact) -> bool:
    """Return whether the year that the timeline shows is inferred; a day of another year than the fact's is stated."""
    value, time = fact.quantity.value, fact.period or fact.as_of
    if isinstance(value, Day) and time is not None and value.year != time.year:
        return False
    return fact.period_inferred


def _first_day(time: Period) -> tuple[int, int, int]:
    if time.form in _START:
        return time.year, (time.part - 1) * _START[time.form] + 1, 0
    return time.year, time.part if time.form in ("day", "month") else 0, time.day


def moment_words(fact: Fact, language: str) -> str:
    """Return the words of the time: "15 June 2020", 2019年, "2025 (expected)", 截至2020年6月."""
    time = fact.period or fact.as_of
    if isinstance(fact.quantity.value, Day):
        words = phrase(Quantity(fact.quantity.value, "date", fact.quantity.qualifier), language, "label")
    elif fact.period is not None:
        words = period_text(fact.period, language, style="label")
    elif time is not None:
        words = as_of_text(time, language)
    else:
        words = say("awaiting-update", language)
    marks = [say("year-inferred", language)] if _inferred(fact) else []
    if fact.kind in INTENDED and not isinstance(fact.quantity.value, Missing):
        marks.append(say_of_charts(fact.kind, language))
    return opening(words + (bracketed(comma(language).join(marks), language) if marks else ""), language)
