"""The days of an event, which go into a calendar file: full, in order, and told on the pages too."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from briefgen.check.case import Case
from briefgen.data.full_days import full_day
from briefgen.data.quantity import Missing
from briefgen.errors import Problem
from briefgen.spec.tree import place_of


def days(case: Case) -> Iterator[Problem]:
    """Refuse days that are not full, an end before the start, and days that the pages do not tell."""
    event = case.brief.event
    if event is None:
        return
    told = {use.fact for use in case.uses if not use.calendar}
    found: list[datetime.date] = []
    for id in (event.starts, *([event.ends] if event.ends is not None else [])):
        fact, place = case.facts.get(id), place_of(id, event.place)
        if fact is None or isinstance(fact.quantity.value, Missing):
            continue
        day = full_day(fact)
        if day is None:
            message = f'The fact "{id}" is no full day, so that no calendar can hold it.'
            yield Problem(place, message, "Name a fact of the unit date with year, month and day, or leave event: out.")
        else:
            found.append(day)
        if id not in told:
            message = f'The calendar would tell "{id}", but no page does, so that its source is not cited.'
            yield Problem(place, message, f"Show it in the brief: {{{id}}} in a text, or in a timeline.")
    if len(found) == 2 and found[1] < found[0]:
        yield Problem(event.place, "The event ends before it starts.", "Exchange starts and ends, or correct the days.")
