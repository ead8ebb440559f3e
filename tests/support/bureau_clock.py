"""The bureau through a year: looks at its schedules with a clock of our own, where each run is done in this process.

A run that is to be killed ends where it is about to tell something, and leaves what a killed process leaves.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any
from unittest.mock import patch

from bureau_year import END
from schedule_case import FreeLock, SetClock

from briefgen.deliver import sending
from briefgen.layout.document import Laid
from briefgen.pipeline import files, shared
from briefgen.project import Project, open_project
from briefgen.schedule import after
from briefgen.schedule.actions import build
from briefgen.schedule.after import tell_after, tell_operator
from briefgen.schedule.agenda import read_agenda
from briefgen.schedule.child import Ended, left
from briefgen.schedule.log import Log
from briefgen.schedule.look import Looks, Tick
from briefgen.schedule.report import paper
from briefgen.schedule.scheduled import Schedule
from briefgen.schedule.status import Status, status
from briefgen.schedule.store import opening
from briefgen.schedule.store.opening import open_store
from briefgen.schedule.store.records import Outcome, Run, Trouble
from briefgen.schedule.work import work
from briefgen.system import Clock

TICK = timedelta(hours=12)
"""The longest time between two looks: a daemon looks each minute, which comes to the same."""


DRAWN = 8
"""How many pages of runs where all went well are drawn; further ones look alike, and are one of these."""


class Killed(BaseException):
    """Stand for the end of a process by force."""


@dataclass
class Bureau:
    """Look at the schedules of a project for a year.

    `killing`: after how many events the next run of a schedule is killed; negative where what looks is killed with it.
    `reports` are copies of what was reported of each run, since logs go after a while.
    """

    root: Path
    clock: SetClock
    events: dict[datetime, Callable[[], None]] = field(default_factory=dict)
    killing: dict[str, int] = field(default_factory=dict)
    reports: dict[str, bytes] = field(default_factory=dict)
    full: bool = False
    _left: int = 0

    def project(self) -> Project:
        """Return the project as a process that is started now sees it."""
        world = {"SOURCE_DATE_EPOCH": str(int(self.clock.at.timestamp()))}
        return open_project(self.root, environment=world)

    def status(self) -> Status:
        return status(self.project(), self.clock)

    def live(self) -> None:
        """Go through the year: look when something is due, when somebody does something, and twice a day."""
        self._begin()
        pending = sorted(self.events)
        while self.clock.at < END:
            soonest = self._look()
            ends = [self.clock.at + TICK, *pending[:1], *([soonest] if soonest else [])]
            self.clock.at = max(min(ends), self.clock.at + timedelta(seconds=1))
            while pending and pending[0] <= self.clock.at:
                self.events[pending.pop(0)]()

    def _begin(self) -> None:
        self.lock = FreeLock(self.root / "runs", self.clock)
        self.looks = Looks(self.project, read_agenda, self._do, self.clock, self._after, tell=self._tell)

    def _look(self) -> datetime | None:
        try:
            with open_store(self.project()) as store:
                return self.looks.look(store, self.lock, Event()).next
        except Killed:
            self._begin()  # the system starts it again
            return self.clock.at

    def _do(self, run: Run, schedule: Schedule, silence: timedelta, stop: Event, tick: Tick) -> Ended:
        self._left = self.killing.pop(run.schedule, 0)
        alone = self._left < 0
        self._left = abs(self._left)
        try:
            work(self.project(), run.id, clock=self.clock)
        except Killed:
            if alone:
                raise
        finally:
            self._left = 0
        return left(self.root / "runs" / run.id)

    def _after(self, run: Run) -> None:
        tell_after(self.project(), run.id, clock=self.clock)
        report = self.root / "runs" / run.id / "report.json"
        self.reports[run.id] = report.read_bytes()
        assert (report.parent / "report.pdf").read_bytes().startswith(b"%PDF")

    def _tell(self, troubles: Iterable[Trouble], now: datetime) -> None:
        tell_operator(self.project(), [*troubles], now, self.clock)

    def step(self) -> None:
        """Count an event of a run down to the one at which it is killed."""
        if self._left:
            self._left -= 1
            if not self._left:
                raise Killed


@contextmanager
def played(bureau: Bureau) -> Generator[None]:
    """Let the clock of the bureau be the only one, nothing be started, and nothing wait."""
    event, moved, drawn, opened = Log.event, files._moved, paper.page_of, opening._to_write
    pages: list[Laid] = []

    def page(project: Project, run: Run, outcome: Outcome) -> Laid:
        if outcome.failed or len(pages) < DRAWN:
            pages.append(drawn(project, run, outcome))
        return pages[-1]

    def quickly(file: Path, *, thorough: bool) -> sqlite3.Connection:
        connection = opened(file, thorough=thorough)
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    def heard(self: Log, what: str, **fields: str) -> None:
        if what == "stage":
            bureau.step()
        event(self, what, **fields)

    def started(project: Project, run: str, clock: Clock) -> None:
        tell_after(project, run, clock=clock)

    def move(*given: Any) -> Any:
        if bureau.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return moved(*given)

    with (
        patch.object(Clock, "now", lambda self: bureau.clock.at),
        patch.object(Log, "event", heard),
        patch.object(after, "_start", started),
        patch.object(build, "MOST_AT_ONCE", 1),
        patch.object(build, "_limit", lambda _: None),  # with one, each brief has a process of its own
        patch.object(paper, "page_of", page),
        patch.object(paper, "source_digest", lambda: ""),
        patch.object(shared, "source_digest", lambda: ""),
        patch.object(opening, "_to_write", quickly),
        patch.object(files, "_moved", move),
        patch.object(sending, "WAITS", (0.0, 0.0, 0.0)),
        patch.object(os, "fsync", lambda _: None),
    ):
        yield
