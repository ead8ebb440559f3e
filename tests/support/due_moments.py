"""When something is due, told by a clock on the wall: no arithmetic of the product, neither fold nor gap is asked for.

A local time means the first instant at which the clock on the wall shows it, or a later one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from when_meant import Meant

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BESIDE = timedelta(hours=27)
"""By how much a clock on the wall differs from UTC at most."""


@cache
def changes(zone: str, year: int) -> tuple[datetime, ...]:
    """Return the minutes of a year at which the clock jumps: it is watched each quarter of a day, then each minute."""
    clock = ZoneInfo(zone)
    found: list[datetime] = []
    at, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while at < end:
        ahead = at + 6 * HOUR
        if ahead.astimezone(clock).utcoffset() != at.astimezone(clock).utcoffset():
            minute = at
            while minute.astimezone(clock).utcoffset() == at.astimezone(clock).utcoffset():
                minute += MINUTE
            found.append(minute)
        at = ahead
    return tuple(found)


def between(zone: str, after: datetime, until: datetime) -> list[datetime]:
    """Return the jumps of a clock between two instants."""
    years = range(after.year, until.year + 1)
    return [at for year in years for at in changes(zone, year) if after < at < until]


def shown(zone: str, at: datetime) -> datetime:
    """Return what the clock on the wall shows."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def first(zone: str, nominal: datetime) -> datetime:
    """Return the first instant at which the clock shows a local time, or a later one."""
    begin, end = nominal.replace(tzinfo=UTC) - BESIDE, nominal.replace(tzinfo=UTC) + BESIDE
    for low, high in pairwise([begin, *between(zone, begin, end), end]):
        at = max(low, low + (nominal - shown(zone, low)))
        if at < high:
            return at
    raise AssertionError(nominal)


def moments(meant: Meant, zone: str, after: datetime, until: datetime) -> dict[datetime, str]:
    """Return all moments after an instant and not after another, each with the last local time that means it."""
    found: dict[datetime, str] = {}
    if until <= after:
        return found
    day, last = shown(zone, after).date() - 2 * DAY, shown(zone, until).date() + 2 * DAY
    while day <= last:
        if meant.fits(day):
            midnight = datetime(day.year, day.month, day.day)
            utc = midnight.replace(tzinfo=UTC)
            jumps = between(zone, utc - BESIDE, utc + DAY + BESIDE)
            noon = first(zone, midnight) if not jumps else None
            for minute in meant.minutes:
                nominal = midnight + minute * MINUTE
                at = noon + minute * MINUTE if noon is not None else first(zone, nominal)
                if after < at <= until:
                    found[at] = f"{nominal:%Y-%m-%dT%H:%M}"
        day += DAY
    return dict(sorted(found.items()))
