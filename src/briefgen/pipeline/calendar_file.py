"""The calendar file of an event, beside its brief: RFC 5545, days without times, the same bytes on every build."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from briefgen.data.full_days import full_day
from briefgen.pipeline.names import edition_name

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.data.facts import Fact
    from briefgen.pipeline.results import Order
    from briefgen.pipeline.wish import Wish
    from briefgen.spec.brief import Brief
    from briefgen.spec.pieces import Texts
    from briefgen.theme.tokens import Theme

MAKER = "-//briefgen//briefgen//EN"
BETWEEN = " · "


def is_due(written: Brief, drawn: Brief, wish: Wish) -> bool:
    """Say whether an edition has a calendar file beside it: the specification's own, and those in one language."""
    return drawn.event is not None and edition_name(written, drawn, wish) in ("", "-".join(drawn.languages))


def calendar_file(brief: Brief, facts: Mapping[str, Fact], theme: Theme) -> bytes | None:
    """Return the file that says when and where an event is; None where a day is not known in full.

    Its identity is that of the edition and its stamp the day of issue, so that equal briefs give equal bytes.
    """
    if brief.event is None:
        return None
    first = full_day(facts[brief.event.starts])
    last = full_day(facts[brief.event.ends]) if brief.event.ends is not None else first
    if first is None or last is None:
        return None
    from icalendar import Calendar, Event

    from briefgen.layout.furniture import code_of

    code = code_of(brief.model_copy(update={"audience": "external"}), theme)
    issued = brief.edition.date
    event: Any = Event()  # its types leave out what may be added
    event.add("uid", f"{code}-{brief.name}@briefgen")
    event.add("dtstamp", datetime.datetime(issued.year, issued.month, issued.day, tzinfo=datetime.UTC))
    event.add("dtstart", first)
    # The end of a day without times is the day behind it (RFC 5545, 3.6.1).
    event.add("dtend", last + datetime.timedelta(days=1))
    event.add("summary", _told(brief, brief.event.title or brief.title))
    if brief.event.location is not None:
        event.add("location", _told(brief, brief.event.location))
    event.add("transp", "TRANSPARENT")
    calendar: Any = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _told(brief: Brief, texts: Texts) -> str:
    from briefgen.spec.text import plain

    return BETWEEN.join(dict.fromkeys(plain(texts[language]) for language in brief.languages))


def drop_calendar(target: Path, order: Order) -> None:
    """Remove the calendar file of an earlier build whose brief names no event any more, if it is what was built."""
    from briefgen.pipeline.manifest import entry_file, read_entry

    file = entry_file(target.parent, order.name, order.wish)
    entry = read_entry(file) if file is not None else None
    if entry is None or entry.calendar is None or entry.file != target.name:
        return
    path = target.with_name(entry.calendar_name)
    with suppress(OSError):
        if sha256(path.read_bytes()).hexdigest() == entry.calendar.sha256:
            path.unlink()
