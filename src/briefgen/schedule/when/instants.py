"""Local times as instants: where clocks are put forward, and where they are put back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_MINUTES = 24 * 60


def instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, of a minute of a day (0 to 1439) in a zone.

    A local time that the zone skips means the first instant after the gap; one that comes twice means the first. So a
    later local time is never an earlier instant.
    """
    local = datetime(day.year, day.month, day.day, minute // 60, minute % 60)
    before = _offset(local, zone)
    after = _offset(local.replace(fold=1), zone)
    if before >= after:
        return (local - before).replace(tzinfo=UTC)
    return _end_of_gap(local - after, local - before, before, zone)


@lru_cache(maxsize=8192)
def is_plain(day: date, zone: ZoneInfo) -> bool:
    """Say whether no minute of a day is skipped: the zone has the same offset when the day begins and when it ends."""
    begin = datetime(day.year, day.month, day.day)
    return _offset(begin, zone) == _offset(begin + DAY, zone)


def _offset(local: datetime, zone: ZoneInfo) -> timedelta:
    offset = zone.utcoffset(local)
    assert offset is not None
    return offset


@lru_cache(maxsize=4096)
def _end_of_gap(low: datetime, high: datetime, before: timedelta, zone: ZoneInfo) -> datetime:
    """Return the first instant with another offset than `before`, later than `low` and not later than `high`.

    Both are in UTC, without saying so.
    """
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if middle <= low:
            break
        if middle.replace(tzinfo=UTC).astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(tzinfo=UTC)
