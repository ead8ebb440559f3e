"""How long a fact may be printed, and which facts are gaps: blank, past their last day, or resting on such a fact.

A last day still counts: a fact is stale from the day after it.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from briefgen.data.facts import Fact
from briefgen.data.quantity import Missing, Period, Quantity
from briefgen.spec.ages import Age

State = Literal["fresh", "soon", "stale", "blank"]
SOON = 60
"""Days before its last day in which a fact is told to become stale soon."""


def end_of(period: Period) -> datetime.date:
    """Return the last day of a period."""
    match period.form:
        case "year":
            return datetime.date(period.year, 12, 31)
        case "years":
            return datetime.date(period.end, 12, 31)
        case "half":
            return _month_end(period.year, period.part * 6)
        case "quarter":
            return _month_end(period.year, period.part * 3)
        case "month":
            return _month_end(period.year, period.part)
        case "day":
            return datetime.date(period.year, period.part, period.day)


def later(day: datetime.date, age: Age) -> datetime.date:
    """Return the day that comes an age after another.

    Months are counted by the calendar: a day that its month lacks becomes the last of the month, so that a month after
    31 January is the end of February. What lies beyond the calendar is its last day.
    """
    try:
        match age.unit:
            case "days":
                return day + datetime.timedelta(days=age.count)
            case "weeks":
                return day + datetime.timedelta(weeks=age.count)
            case "months":
                return _months_later(day, age.count)
            case "years":
                return _months_later(day, 12 * age.count)
    except (OverflowError, ValueError):
        return datetime.date.max


def last_day(written: datetime.date | None, time: Period | None, age: Age | None) -> datetime.date | None:
    """Return the last day on which a figure may be printed: the earlier of what is written and what its age allows.

    None where nothing limits it; an age limits only a figure that has a time.
    """
    aged = later(end_of(time), age) if time is not None and age is not None else None
    return min((day for day in (written, aged) if day is not None), default=None)


def marked(facts: Mapping[str, Fact], today: datetime.date) -> dict[str, Fact]:
    """Return all facts, each told whether it is a gap today."""
    return {id: replace(fact, gap=_gap(fact, today)) for id, fact in facts.items()}


def state_of(fact: Fact, today: datetime.date) -> State:
    """Return what a fact is today; `soon` within SOON days of its last day."""
    gap = _gap(fact, today)
    if gap or fact.valid_until is None:
        return gap or "fresh"
    return "soon" if (fact.valid_until - today).days <= SOON else "fresh"


def stated_gap(fact: Fact) -> Fact:
    """Return a fact that says that its figure is awaited, and nothing that belongs to the old one.

    Name, unit, time and scope stay, for they are those of the figure that is awaited. What rests on the old figure
    goes: sources, quality, cautions and notes, which may name the number.
    """
    return replace(
        fact,
        quantity=Quantity(Missing(), fact.quantity.unit),
        source="",
        further_sources=(),
        locator="",
        quality=None,
        caution=None,
        note=None,
        publish="internal" if fact.publish == "internal" else "plain",
        period_inferred=False,
        derivation=None,
    )


def roots_of(fact: Fact, facts: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """Return the facts by which a gap came about: itself, or of a calculated one the gaps that it rests on."""
    return tuple({root.id: root for root in _roots(fact, facts)}.values())


def _roots(fact: Fact, facts: Mapping[str, Fact]) -> Iterator[Fact]:
    parts = [facts[id] for id in fact.derivation.of if id in facts] if fact.derivation is not None else []
    gaps = [part for part in parts if part.gap]
    if not gaps:
        yield fact
    for part in gaps:
        yield from _roots(part, facts)


def _gap(fact: Fact, today: datetime.date) -> Literal["", "blank", "stale"]:
    if isinstance(fact.quantity.value, Missing):
        return "blank"
    return "stale" if fact.valid_until is not None and fact.valid_until < today else ""


def _month_end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _months_later(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
