"""Look at the schedules for as long as the process lives: at the next moment that is due, and every minute.

APScheduler wakes the look at its moment. It reckons by the computer's clock, and so sleeps too long where that is put
back; so the main thread, which reckons by the time that nobody can set, wakes it as well where no look was made for a
minute. With that, suspended laptops, clocks that jump and files that change are found within one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Event
from threading import Lock as Mutex
from typing import Any

from briefgen.errors import BriefgenError, EnvironmentFailure
from briefgen.pipeline.faults import unexpected
from briefgen.project import Project
from briefgen.schedule.lock import Lock, hold
from briefgen.schedule.look import Looked, Looks
from briefgen.schedule.store.opening import open_store
from briefgen.schedule.store.place import prepare
from briefgen.system import Clock

LOCK = "daemon"
"""The lock that whoever looks at the schedules holds."""
LONGEST = 60.0
"""Seconds between two looks at most."""
SHORTEST = 1.0
"""Seconds between two looks at least."""
WAKE = 5.0
"""Seconds after which the main thread looks whether a look is overdue."""

Tell = Callable[[Looked | BriefgenError | None], None]
"""Hears what each look found, or why it could not be made; None where it can be made again."""


def once(project: Project, looks: Looks, clock: Clock, stop: Event, *, adopt: bool = False) -> Looked:
    """Do what is due now. Raises Held where another process looks after the schedules, EnvironmentFailure."""
    prepare(project)
    with (
        hold(project.runs, LOCK, "briefgen schedule run --once", clock) as lock,
        open_store(project, adopt=adopt, thorough=True) as store,
    ):
        if adopt:
            store.set_back(clock.now())
        return looks.look(store, lock, stop)


class Daemon:
    """Look at the schedules of a project until it is told to stop."""

    def __init__(self, project: Callable[[], Project], looks: Looks, clock: Clock, tell: Tell) -> None:
        self._project = project
        self._looks = looks
        self._clock = clock
        self._tell = tell
        self._said = ""
        self._looking = Mutex()
        self._looked = 0.0
        self._lost: BriefgenError | None = None
        self.stop = Event()

    def run(self, *, adopt: bool = False, ready: Callable[[], None] = lambda: None) -> None:
        """Look until `stop` is set or this process is interrupted; what is being done then is given time to end.

        Raises Held where another process looks after the schedules, EnvironmentFailure where the first look cannot be
        made as the store is no good, or APScheduler is not installed.
        """
        project = self._project()
        prepare(project)
        with hold(project.runs, LOCK, "briefgen schedule run", self._clock) as lock:
            with open_store(project, adopt=adopt, thorough=True) as store:
                if adopt:
                    store.set_back(self._clock.now())
            waker = _Waker(lambda: self._look(lock), self._clock)
            ready()
            try:
                waker.start(self._clock.now())
                self._watch(waker)
            except KeyboardInterrupt:
                pass
            finally:
                self.stop.set()
                with suppress(KeyboardInterrupt):
                    waker.end()
        if self._lost is not None:
            raise self._lost

    def _watch(self, waker: _Waker) -> None:
        """Wake the look where the clock of the computer fails to."""
        self._looked = self._clock.seconds()
        while not self._clock.wait(self.stop, WAKE):
            if self._clock.seconds() - self._looked > LONGEST and not self._looking.locked():
                waker.at(self._clock.now())

    def _look(self, lock: Lock) -> datetime:
        """Look once, whatever happens; return when to look again."""
        with self._looking:
            self._looked = self._clock.seconds()
            found: datetime | None = None
            try:
                lock.renew()
            except BriefgenError as error:
                self._lost = error
                self.stop.set()
                return self._clock.now() + timedelta(days=1)
            try:
                project = self._project()
                with open_store(project) as store:
                    looked = self._looks.look(store, lock, self.stop)
                found = looked.next
                self._mended()
                self._tell(looked)
            except BriefgenError as error:
                self._failed(error)
            except Exception as error:
                self._failed(unexpected(error))
            self._looked = self._clock.seconds()
            now = self._clock.now()
            soonest, latest = now + timedelta(seconds=SHORTEST), now + timedelta(seconds=LONGEST)
            return min(max(found or latest, soonest), latest)

    def _failed(self, error: BriefgenError) -> None:
        """Tell why a look could not be made, once."""
        if error.message != self._said:
            self._said = error.message
            self._tell(error)

    def _mended(self) -> None:
        if self._said:
            self._said = ""
            self._tell(None)


class _Waker:
    """Hold APScheduler with its one job: the look, which says when it is to be woken next."""

    def __init__(self, look: Callable[[], datetime], clock: Clock) -> None:
        try:
            from apscheduler.executors.pool import ThreadPoolExecutor
            from apscheduler.schedulers.background import BackgroundScheduler
            from apscheduler.triggers.date import DateTrigger
        except ModuleNotFoundError as error:
            raise EnvironmentFailure(
                "APScheduler is not installed, without which nothing is run by the clock.",
                "pip install 'briefgen[schedule]', or let the system call: briefgen schedule run --once",
            ) from error
        logger = logging.getLogger("apscheduler")
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
        self._look = look
        self._clock = clock
        self._running = Mutex()
        self._ended = Event()
        self._trigger: Any = DateTrigger
        self._scheduler: Any = BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(1)})

    def start(self, moment: datetime) -> None:
        """Begin, with the first look at a moment."""
        self.at(moment)
        self._scheduler.start()

    def at(self, moment: datetime) -> None:
        """Wake the look at a moment, and not at the one that was set before.

        A trigger of its own each time: one of an interval would count all its moments since a computer fell asleep.
        """
        self._scheduler.add_job(
            self._run, self._trigger(self._clock.shown(moment)), id="look", coalesce=True, max_instances=1,
            misfire_grace_time=None, replace_existing=True,
        )  # fmt: skip

    def end(self) -> None:
        """Make no more looks, and wait for the one that is being made.

        APScheduler's own way to wait holds its locks meanwhile, which the look needs to say when it is to be woken.
        """
        self._ended.set()
        self._scheduler.shutdown(wait=False)
        with self._running:
            pass

    def _run(self) -> None:
        with self._running:
            again = self._look()
        if not self._ended.is_set():
            self.at(again)
