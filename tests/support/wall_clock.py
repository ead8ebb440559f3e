"""Local times as instants in another way than the product: a clock on the wall is watched minute by minute.

A local time means the first instant at which the clock on the wall shows it, or a later one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BESIDE = timedelta(hours=27)
FIRST, LAST = datetime(2008, 1, 1), datetime(2042, 1, 1)


class WallClock:
    """Watch the clock of a zone around each change of its offset; elsewhere the offset is enough."""

    def __init__(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.changes = self._changes()
        self._seen: dict[datetime, datetime] = {}
        for change in self.changes:
            self._watch(change)

    def wall(self, at: datetime) -> datetime:
        return at.astimezone(self.zone).replace(tzinfo=None)

    def first(self, nominal: datetime) -> datetime:
        if nominal in self._seen:
            return self._seen[nominal]
        at = nominal.replace(tzinfo=UTC)
        for _ in range(2):
            at = (nominal - (self.wall(at) - at.replace(tzinfo=None))).replace(tzinfo=UTC)
        assert self.wall(at) == nominal
        return at

    def _changes(self) -> list[datetime]:
        found: list[datetime] = []
        at = FIRST.replace(tzinfo=UTC)
        before = self.wall(at) - at.replace(tzinfo=None)
        while at < LAST.replace(tzinfo=UTC):
            at += 12 * HOUR
            now = self.wall(at) - at.replace(tzinfo=None)
            if now != before:
                found.append(at)
            before = now
        return found

    def _watch(self, change: datetime) -> None:
        at = change - BESIDE
        shown = self.wall(at)
        while at < change + BESIDE:
            wall = self.wall(at)
            while shown <= wall:
                self._seen.setdefault(shown, at)
                shown += MINUTE
            at += MINUTE


@cache
def wall_clock(zone: str) -> WallClock:
    return WallClock(zone)
