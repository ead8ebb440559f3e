"""What is due next: of each schedule the next moments, and why of some none is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from briefgen.errors import Problem
from briefgen.schedule.scheduled import Schedule, Trouble
from briefgen.schedule.when.moment import Moment
from briefgen.schedule.workdays.known import UnknownYear


@dataclass(frozen=True)
class Upcoming:
    """Hold a schedule's next moments, each with the instant at which its run begins.

    There are none on change, after a visit, and where a calendar does not know (`unknown`).
    """

    schedule: Schedule
    moments: tuple[tuple[Moment, datetime], ...] = ()
    unknown: UnknownYear | None = None


def upcoming(schedule: Schedule, now: datetime, count: int = 1) -> Upcoming:
    """Return the next `count` moments of a schedule whose runs begin after now."""
    found: list[tuple[Moment, datetime]] = []
    try:
        moment = schedule.next_due(now, now - schedule.jitter) if schedule.jitter else schedule.next(now)
        while moment is not None and len(found) < count:
            found.append((moment, schedule.due(moment)))
            moment = schedule.next(moment.at) if len(found) < count else None
    except UnknownYear as error:
        return Upcoming(schedule, tuple(found), error)
    return Upcoming(schedule, tuple(found))


def unknown_years(found: Iterable[Upcoming]) -> tuple[Trouble, ...]:
    """Return what calendars do not know as troubles, each told once, at the first schedule that asks."""
    asked: dict[str, list[Upcoming]] = {}
    for one in found:
        if one.unknown is not None:
            asked.setdefault(one.unknown.message, []).append(one)
    troubles: list[Trouble] = []
    for same in asked.values():
        first = same[0]
        assert first.unknown is not None
        others = f" So it is with {len(same) - 1} more." if len(same) > 1 else ""
        message = f"When {first.schedule.id} is due is not known: {first.unknown.message}{others}"
        troubles.append(Trouble(first.schedule.id, Problem(first.schedule.origin, message, first.unknown.hint)))
    return tuple(troubles)


def local(at: datetime, zone: str) -> str:
    """Return an instant as the clocks of a zone show it, with the offset: 2026-11-24 06:00 +08:00."""
    there = at.astimezone(ZoneInfo(zone))
    offset = there.strftime("%z")
    return f"{there:%Y-%m-%d %H:%M} {offset[:3]}:{offset[3:5]}"
