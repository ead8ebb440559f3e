"""Schedules, a clock that goes as it is told, and a store in memory, for tests of what is due."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

from briefgen.project import Project
from briefgen.schedule.agenda import Agenda
from briefgen.schedule.child import Ended
from briefgen.schedule.lock import Lock, Owner
from briefgen.schedule.look import Looks, Tick
from briefgen.schedule.scheduled import Plans, Schedule
from briefgen.schedule.store.records import Run
from briefgen.schedule.store.schema import migrate
from briefgen.schedule.store.store import Store
from briefgen.schedule.workdays.known import UnknownYear
from briefgen.spec.when import parse_when
from briefgen.system import Clock

SHANGHAI = "Asia/Shanghai"
START = datetime(2026, 11, 23, 6, 0, 0, tzinfo=UTC)


class SetClock(Clock):
    """Be a clock that shows what it is set to; waiting lets time pass at once."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at
        self.passed = 0.0
        self.moves: Callable[[float], None] = lambda seconds: None

    def now(self) -> datetime:
        return self.at

    def seconds(self) -> float:
        return self.passed

    def wait(self, event: Event, seconds: float) -> bool:
        self.go(timedelta(seconds=seconds))
        return event.is_set()

    def go(self, by: timedelta) -> None:
        """Let time pass."""
        self.at += by
        self.passed += by.total_seconds()
        self.moves(by.total_seconds())

    def jump(self, by: timedelta) -> None:
        """Set the clock of the computer, while no time passes."""
        self.at += by


class Known:
    """Be a calendar of Monday to Friday that knows years up to one."""

    source = "a test"

    def __init__(self, last: int = 9999) -> None:
        self.last_known = date(last, 12, 31)

    def is_workday(self, day: date) -> bool:
        if day > self.last_known:
            raise UnknownYear(day.year, self.source)
        return day.weekday() < 5


def scheduled(when: str, id: str = "run:a", *, zone: str = SHANGHAI, **more: Any) -> Schedule:
    """Return a schedule that builds."""
    return Schedule(id, more.pop("action", "build"), ("all",), parse_when(when), zone, **more)


class Played:
    """Look at schedules with a set clock, where runs take no time and are noted."""

    def __init__(self, root: Path, schedules: Iterable[Schedule], clock: SetClock, **agenda: Any) -> None:
        self.clock = clock
        self.agenda = Agenda(Plans(tuple(schedules)), **agenda)
        self.project = Project(root, root, clock.at.date(), {})
        self.store = memory_store(root)
        self.done: list[Run] = []
        self.told: list[Run] = []
        self.broken: Exception | None = None
        self.takes = timedelta(0)
        self.answer: Callable[[Run], Ended] = lambda run: Ended("done")
        self.begin()

    def begin(self) -> None:
        """Begin anew, as a process that is started."""
        self.looks = Looks(lambda: self.project, self._read, self._do, self.clock, self.told.append)
        self.stop = Event()
        self.lock = FreeLock(self.project.runs, self.clock)

    def look(self) -> Any:
        """Look once."""
        return self.looks.look(self.store, self.lock, self.stop)

    def replan(self, schedules: Iterable[Schedule], **more: Any) -> None:
        """Let the files say something else, which is seen."""
        self.agenda = Agenda(Plans(tuple(schedules), **more), self.agenda.silence, self.agenda.watched)
        self.looks._signature = ""

    def _read(self, project: Project) -> Agenda:
        if self.broken is not None:
            raise self.broken
        return self.agenda

    def _do(self, run: Run, schedule: Schedule, silence: timedelta, stop: Event, tick: Tick) -> Ended:
        self.done.append(run)
        self.clock.go(self.takes)
        tick()
        return self.answer(run)


class FreeLock(Lock):
    """Be a lock that nobody contests."""

    def __init__(self, folder: Path, clock: SetClock) -> None:
        super().__init__(folder, "daemon", Owner("a test", "here", 1, "", clock.at, clock.at), clock, None)

    def renew(self) -> None:
        pass


def memory_store(root: Path) -> Store:
    """Return a store that is lost with the process."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrate(connection)
    return Store(root / "runs", connection)


def moments(schedule: Schedule, after: datetime, until: datetime) -> list[datetime]:
    """Return all moments after one instant and not after another, one by one."""
    found: list[datetime] = []
    at = schedule.next(after)
    while at is not None and at.at <= until:
        found.append(at.at)
        at = schedule.next(at.at)
    return found
