"""One schedule: what is done when, and where that is written; and all schedules of a project."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from briefgen.errors import Place, Problem
from briefgen.schedule.when.moment import Moment
from briefgen.schedule.when.moments import Series
from briefgen.schedule.when.spread import spread
from briefgen.schedule.workdays.known import NONE, Workdays
from briefgen.spec.when import OnChange, Trigger

Action = Literal["build", "pack", "deliver"]
SILENCE, HEARTBEAT = timedelta(minutes=15), timedelta(hours=26)
"""For how long a run may tell nothing, and for how long nothing need look at the schedules, where nothing is said."""


@dataclass(frozen=True)
class Schedule:
    """Hold what is done when.

    `id` is `run:ID`, `brief:NAME` or `delegation:NAME:DO:NUMBER`. `names` is what is built, as written: `all`, names of
    briefs, kinds or tags; of a pack it is empty. `keep`: what a brief says of its editions, as written ("12 editions",
    "90 days"), "" where nothing (`spec.schedule.parse_keep`). `channels`: those that the schedule names. `visit`:
    arrival and departure. Moments may raise UnknownYear; all instants are in UTC.
    """

    id: str
    action: Action
    names: tuple[str, ...]
    trigger: Trigger
    zone: str
    jitter: timedelta = timedelta(0)
    calendar: Workdays = field(default=NONE, compare=False, repr=False)
    origin: Place = field(default=Place(""), compare=False)
    keep: str = ""
    channels: tuple[str, ...] = ()
    delegation: str = ""
    visit: tuple[date, date] | None = None

    @property
    def on_change(self) -> bool:
        """Say whether it is due when something changes, and has no moments of its own."""
        return isinstance(self.trigger, OnChange)

    @property
    def _series(self) -> Series:
        return Series(self.trigger, ZoneInfo(self.zone), self.calendar, self.visit)

    def next(self, after: datetime) -> Moment | None:
        """Return the first moment after an instant, None where there is none in 50 years."""
        return self._series.next(after)

    def latest(self, until: datetime, after: datetime) -> Moment | None:
        """Return the last moment after `after` and not after `until`, None where there is none."""
        return self._series.latest(until, after)

    def count(self, after: datetime, until: datetime) -> int:
        """Return how many moments are after `after` and not after `until`."""
        return self._series.count(after, until)

    def due(self, moment: Moment) -> datetime:
        """Return when a moment's run begins: the moment, and the schedule's jitter, always before the next moment."""
        return spread(self._series, moment, self.id, self.jitter)

    def latest_due(self, now: datetime, after: datetime) -> Moment | None:
        """Return the last moment after `after` whose run is due by now, None where there is none."""
        found = self.latest(now, after)
        if found is not None and self.due(found) > now:
            found = self.latest(found.at - timedelta(microseconds=1), after)
        return found

    def next_due(self, now: datetime, after: datetime) -> Moment | None:
        """Return the first moment after `after` whose run begins after now, None where there is none."""
        found = self.latest(now, after)
        if found is not None and self.due(found) > now:
            return found
        return self.next(max(now, after))


@dataclass(frozen=True)
class Trouble:
    """Hold a problem that keeps one schedule from being known, or "" all those of a file."""

    schedule: str
    problem: Problem


@dataclass(frozen=True)
class Plans:
    """Hold all schedules of a project, sorted by id, and what is wrong with others.

    `calendars`: those calendars of workdays that a schedule asks, each once. `silence` and `heartbeat` are those of the
    settings: for how long a run may tell nothing, and for how long nothing need look at the schedules.
    """

    schedules: tuple[Schedule, ...]
    problems: tuple[Trouble, ...] = ()
    calendars: tuple[Workdays, ...] = ()
    silence: timedelta = SILENCE
    heartbeat: timedelta = HEARTBEAT
