"""The programme of a visit as a calendar file (RFC 5545), the same bytes for the same programme."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from briefgen.data.facts import Fact
from briefgen.deliver.pack.digests import digest_of
from briefgen.layout.compose import fact_words
from briefgen.spec.delegation import Delegation, Stop
from briefgen.spec.text import FactReference, Plain, Text, parse

MAKER = "-//briefgen//briefgen//EN"
BETWEEN = " · "
ZONE = "Asia/Shanghai"
"""The time of the places in programmes; one for all of China, without summer time since 1991."""
OFFSET = datetime.timedelta(hours=8)


def visit_calendar(delegation: Delegation, day: datetime.date, facts: Mapping[str, Fact]) -> bytes | None:
    """Return the programme as a calendar file of a day, with its figures; None where there is none.

    An entry is known by its day and head, so that another time or place replaces what a calendar has of it.
    """
    if not delegation.programme:
        return None
    calendar: Any = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_zone())
    for id, stop in _known(delegation):
        calendar.add_component(_event(id, stop, delegation.languages, day, facts))
    return bytes(calendar.to_ical())


def _known(delegation: Delegation) -> Iterator[tuple[str, Stop]]:
    seen: dict[str, int] = {}
    for stop in delegation.programme:
        mark = digest_of(stop.day, stop.head)[:12]
        seen[mark] = seen.get(mark, 0) + 1
        yield f"{delegation.delegation}-{mark}-{seen[mark]}@briefgen", stop


def _event(id: str, stop: Stop, languages: Sequence[str], day: datetime.date, facts: Mapping[str, Fact]) -> Event:
    event: Any = Event()
    event.add("uid", id)
    event.add("dtstamp", datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC))
    if stop.starts is None:
        event.add("dtstart", stop.day)
        event.add("dtend", stop.day + datetime.timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        _time(event, "DTSTART", stop.day, stop.starts)
        if stop.ends is not None:
            _time(event, "DTEND", stop.day, stop.ends)
    event.add("summary", _said(stop.head, languages, facts))
    if stop.location is not None:
        event.add("location", _said(stop.location, languages, facts))
    return event


def _time(event: Any, key: str, day: datetime.date, time: datetime.time) -> None:
    event.add(key, datetime.datetime.combine(day, time), parameters={"TZID": ZONE})


def _zone() -> Timezone:
    zone: Any = Timezone()
    zone.add("tzid", ZONE)
    standard: Any = TimezoneStandard()
    standard.add("dtstart", datetime.datetime(1992, 1, 1))
    standard.add("tzoffsetfrom", OFFSET)
    standard.add("tzoffsetto", OFFSET)
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone


def _said(texts: Mapping[str, Text], languages: Sequence[str], facts: Mapping[str, Fact]) -> str:
    tags = [tag for tag in languages if tag in texts] or list(texts)
    return BETWEEN.join(dict.fromkeys(_words(texts[tag], tag, facts) for tag in tags))


def _words(text: Text, language: str, facts: Mapping[str, Fact]) -> str:
    """Return a text as it is read, with its figures; a calendar has no sources, pages or notes."""
    found: list[str] = []
    for piece in parse(text):
        match piece:
            case Plain():
                found.append(piece.text)
            case FactReference() if piece.id in facts:
                found.append(fact_words(facts[piece.id], piece.form, language))
            case _:
                continue
    return "".join(found).strip()
