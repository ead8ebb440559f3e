"""One look at the schedules: what is due is recorded, then done, one after the other, in the order in which it was due.

Everything is recorded before it is begun, so that a process that is killed at any time leaves a record from which the
next one goes on: what was recorded and not begun is begun, what was begun is done again once where nothing came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Event

from briefgen.errors import BriefgenError, EnvironmentFailure
from briefgen.pipeline.faults import unexpected
from briefgen.project import Project
from briefgen.schedule.agenda import SILENCE, Agenda
from briefgen.schedule.changes import REST, Contents, signature
from briefgen.schedule.child import Ended, end_orphan, left
from briefgen.schedule.due import LATE, decide, rule_of
from briefgen.schedule.entries import (
    Tell,
    entry_of,
    follow,
    miss_gone,
    schedule_of,
    stem_of,
    tell_moves,
    troubled_since,
)
from briefgen.schedule.lock import Lock, holder
from briefgen.schedule.log import sign_of_life
from briefgen.schedule.recording import settling
from briefgen.schedule.retrying import is_due, retry_of
from briefgen.schedule.scheduled import Schedule
from briefgen.schedule.store.records import Retry, Run, Trouble, Watermark
from briefgen.schedule.store.store import Outdated, Store
from briefgen.schedule.store.wanted import Settling, Wanted
from briefgen.schedule.work import LOCK
from briefgen.schedule.workdays.known import UnknownYear
from briefgen.system import Clock

ATTEMPTS = 2
"""How often a run is begun whose process is killed."""
AFTER = "after"
"""Under this name stand the runs on record of which nobody was told yet."""
BEAT = 30.0
"""Seconds between two signs of life while a run is being done."""
Tick = Callable[[], None]
Do = Callable[[Run, Schedule, timedelta, Event, Tick], Ended]
"""Does a run: with the silence after which it is ended, what ends it, and what is to be called meanwhile."""


@dataclass(frozen=True)
class Looked:
    """Hold what a look found and did.

    `next` is when something is due next as far as is known. `begun`: which troubles are new; `passed`: which are over.
    `first`: whether no look before is on record.
    """

    next: datetime | None = None
    runs: tuple[Run, ...] = ()
    begun: tuple[Trouble, ...] = ()
    passed: tuple[Trouble, ...] = ()
    troubled: bool = False
    """Whether anything is wrong now, new or not."""
    schedules: int = 0
    first: bool = False


@dataclass
class _Kept:
    """Hold what was found out of a schedule, for as long as it has not changed."""

    mark: Watermark
    at: datetime
    next: datetime | None


class Looks:
    """Look at the schedules of a project, again and again.

    `read` reads the agenda of a project; `do` does a run, and `after` tells others what came of it. `heard` hears of
    runs as they are begun and ended; `tell` hears at the end of each look of all that is wrong with schedules then, and
    `moved` of entries of delegations that have other ids now.
    """

    def __init__(
        self,
        project: Callable[[], Project],
        read: Callable[[Project], Agenda],
        do: Do,
        clock: Clock,
        after: Callable[[Run], None] = lambda run: None,
        heard: Callable[[Run], None] = lambda run: None,
        tell: Callable[[Sequence[Trouble], datetime], None] = lambda troubles, now: None,
        moved: Tell = lambda moved, number: None,
    ) -> None:
        self._project = project
        self._read = read
        self._do = do
        self._clock = clock
        self._after = after
        self._heard = heard
        self._tell = tell
        self._moved = moved
        self._agenda: Agenda | None = None
        self._signature = ""
        self._kept: dict[str, _Kept] = {}
        self._contents = Contents()
        self._orphan: tuple[str, tuple[int, int], float] = ("", (0, 0), 0.0)
        self._beaten = 0.0
        self._lost: list[Run] = []

    def look(self, store: Store, lock: Lock, stop: Event) -> Looked:
        """Look once, and do what is due; return when something is due next.

        Raises EnvironmentFailure where the store cannot be written, and then nothing was begun that is not on record.
        """
        lock.renew()
        project = self._project()
        now = self._clock.now()
        troubles = self._reload(project, now)
        tell_moves(store, self._moved)
        self._go_on(store)
        agenda = self._agenda
        if agenda is not None:
            follow(store, agenda.plans.schedules, self._moved)
        free = self._settle_left(store, now)
        done: list[Run] = []
        next_due: datetime | None = None
        if agenda is not None:
            troubles += [
                Trouble(each.schedule, _one_line(str(each.problem)), each.problem.hint, now)
                for each in agenda.plans.problems
            ]
            if not agenda.plans.problems:  # what is gone may be in a file that is broken just now
                done = miss_gone(store, agenda.plans.schedules, lambda gone: self._to_tell(store, gone))
                self._lost += done
            next_due, found = self._decide_all(project, store, agenda, now)
            troubles += found
            self._retry(store, now)
        begun, passed = store.set_troubles(troubles)
        first = "look" not in store.beats()
        store.beat("look", now, lock.owner.what, "decide")
        self._beaten = self._clock.seconds()
        while self._lost:
            lost = self._lost.pop(0)
            self._heard(lost)
            self._after(lost)
            if not self._lost:
                store.set_mark(AFTER, "")
        if free and agenda is not None:
            done += list(self._work_off(store, agenda, lock, stop))
        again = [each.at for each in store.retries().values() if each.at > now and self._planned(each)]
        next_due = min([*([next_due] if next_due else []), *again], default=None)
        if not free or (done and self._clock.now() - now > timedelta(seconds=1)):
            soon = self._clock.now() + timedelta(seconds=1 if free else 10)
            next_due = min(next_due or soon, soon)
        if not stop.is_set():
            self._tell(store.troubles(), self._clock.now())
        count = len(agenda.plans.schedules) if agenda is not None else 0
        return Looked(next_due, tuple(done), tuple(begun), tuple(passed), bool(troubles), count, first)

    def _reload(self, project: Project, now: datetime) -> list[Trouble]:
        """Read the agenda where files have changed, or where it could not be read."""
        others = self._agenda.others if self._agenda is not None else ()
        seen = signature(project, others)
        if self._agenda is not None and seen == self._signature:
            return []
        try:
            self._agenda = self._read(project)
        except BriefgenError as error:
            return self._unread(error, now)
        except Exception as error:
            return self._unread(unexpected(error), now)
        self._signature = signature(project, self._agenda.others) if self._agenda.others != others else seen
        self._kept.clear()
        return []

    def _unread(self, error: BriefgenError, now: datetime) -> list[Trouble]:
        self._agenda = None
        problems = getattr(error, "problems", ())
        if problems:
            return [Trouble("", _one_line(str(problem)), problem.hint, now) for problem in problems]
        return [Trouble("", error.message, error.hint, now)]

    def _decide_all(
        self, project: Project, store: Store, agenda: Agenda, now: datetime
    ) -> tuple[datetime | None, list[Trouble]]:
        """Record what each schedule has to do; return when something is due next, and what is wrong."""
        self._contents.begin()
        marks = store.watermarks()
        beats = store.beats()
        beat = beats.get("decide") or beats.get("look")
        before = {trouble.schedule: trouble.since for trouble in store.troubles()}
        soonest: list[datetime] = []
        troubles: list[Trouble] = []
        settled: list[Settling] = []
        for schedule in agenda.plans.schedules:
            mark = marks.get(schedule.id)
            looked = beat.at if beat is not None else None
            since = troubled_since(schedule.id, before)
            if looked is not None and since is not None:
                looked = min(looked, since)
            try:
                if schedule.on_change:
                    at = self._on_change(project, store, agenda, schedule, mark, now, settled)
                else:
                    at, trouble = self._at_times(store, schedule, mark, now, looked, settled)
                    # What is wrong may be told in other words than before: it has been so since it began.
                    troubles += [replace(each, since=since or now) for each in trouble]
            except EnvironmentFailure:
                raise
            except Exception as error:
                fault = unexpected(error)
                troubles.append(Trouble(schedule.id, fault.message, fault.hint, since or now))
                continue
            if at is not None:
                soonest.append(at)
        if settled:
            try:
                store.settle_all(settled, AFTER)
            except Outdated:
                soonest.append(now)  # somebody else was here: look again
            else:
                for each in settled:
                    if each.missed is not None and each.due is None:  # nothing follows that would tell of it
                        self._lost += store.runs(schedule=each.mark.schedule, states=("missed",), most=1)
        if not agenda.plans.problems:
            gone = set(marks) - {schedule.id for schedule in agenda.plans.schedules}
            if gone:
                store.forget_watermarks(sorted(gone))
        return min(soonest, default=None), troubles

    def _to_tell(self, store: Store, gone: Sequence[Run]) -> None:
        """Keep of which runs nobody was told yet: were this process killed, the next one tells of them."""
        store.set_mark(AFTER, " ".join(run.id for run in (*self._lost, *gone)))

    def _at_times(
        self,
        store: Store,
        schedule: Schedule,
        mark: Watermark | None,
        now: datetime,
        looked: datetime | None,
        settled: list[Settling],
    ) -> tuple[datetime | None, list[Trouble]]:
        """Add what a schedule has to do by its times; return when it is due next, and what is wrong with it."""
        kept = self._kept.get(schedule.id)
        if kept is not None and kept.mark == mark and kept.at <= now and (kept.next is None or now < kept.next):
            return kept.next, []
        found = decide(schedule, mark, now, looked)
        if found.trouble is not None:
            return None, [Trouble(schedule.id, found.trouble.message, found.trouble.hint, now)]
        late = found.missed
        if late is not None and late.why == LATE:
            known = store.knows(stem_of(schedule.id), late.first.nominal, entry_of(schedule)[1])
            if known:  # entries of a delegation are known by their place, which moves
                found = replace(found, missed=None)
        if found.mark is not None:
            settled.append(settling(schedule, found, found.mark, mark))
            mark = found.mark
        if mark is None:
            return None, []
        try:
            at = schedule.next_due(now, mark.at)
            coming = schedule.due(at) if at is not None else None
        except UnknownYear:
            coming = now + timedelta(hours=1)  # told when it comes so far
        self._kept[schedule.id] = _Kept(mark, now, coming)
        return coming, []

    def _on_change(
        self,
        project: Project,
        store: Store,
        agenda: Agenda,
        schedule: Schedule,
        mark: Watermark | None,
        now: datetime,
        settled: list[Settling],
    ) -> datetime | None:
        """Add a run where what a schedule depends on has changed and rests; return when to look again."""
        digest, last = self._contents.digest(project.root, agenda.files(schedule.id))
        rule = rule_of(schedule)
        at = now.replace(microsecond=0) if mark is None else max(mark.at, now.replace(microsecond=0))
        if mark is None or mark.rule != rule:
            settled.append(Settling(Watermark(schedule.id, at, rule, digest), mark))
            return None
        pending = store.pending(schedule.id)
        if mark.digest == digest:
            if pending is not None:
                store.set_pending(schedule.id, "", now)
            return None
        rests = last is not None and last <= now - REST
        if not rests and pending is not None and pending[0] == digest:
            rests = abs(now - pending[1]) >= REST
        if rests:
            rule_, channels = entry_of(schedule)
            due = Wanted(schedule.action, "on change", at, rule=rule_, channels=channels)
            settled.append(Settling(Watermark(schedule.id, at, rule, digest), mark, due=due))
            return None
        if pending is None or pending[0] != digest:
            store.set_pending(schedule.id, digest, now)
        return now + REST

    def _work_off(self, store: Store, agenda: Agenda, lock: Lock, stop: Event) -> Iterable[Run]:
        """Do what is due, the oldest first, and yield what came of each."""

        def tick() -> None:
            if self._clock.seconds() - self._beaten > BEAT:
                self._beaten = self._clock.seconds()
                lock.renew()
                with suppress(EnvironmentFailure):  # a full disk is told when the run has ended
                    store.beat("look", self._clock.now(), lock.owner.what)

        skipped: set[str] = set()
        while not stop.is_set():
            run = next((each for each in store.to_do() if each.id not in skipped), None)
            if run is None:
                return
            schedule = schedule_of(agenda.plans.schedules, run)
            if schedule is None:
                skipped.add(run.id)  # it may be in a file that is broken just now
                continue
            begun = store.begin(run.id, self._clock.now())
            self._heard(begun)
            ended = self._do(begun, schedule, agenda.silence, stop, tick)
            yield self._close(store, begun, ended, schedule)

    def _close(self, store: Store, run: Run, ended: Ended, schedule: Schedule | None) -> Run:
        """Record what came of a run, let it be due again where it was ended, and tell others."""
        now = self._clock.now()
        retry = retry_of(run, ended.outcome, schedule, now) if schedule is not None else None
        store.set_mark(AFTER, run.id)
        closed = store.end(run.id, ended.state, now, ended.message, retry=retry)
        self._heard(closed)
        self._finish(store, closed, stopped=ended.stopped)
        return closed

    def _finish(self, store: Store, run: Run, *, stopped: bool = False) -> None:
        """Do what follows a run that is recorded; to do it twice does no harm."""
        if run.state == "ended":
            if stopped:
                store.again(run, attempt=run.attempt)
            elif run.attempt < ATTEMPTS:
                store.again(run, attempt=run.attempt + 1)
        if not stopped:
            self._after(run)
        store.set_mark(AFTER, "")

    def _go_on(self, store: Store) -> None:
        """Do what was to follow runs when the last process was killed: their reports, and what the operator is told."""
        for id in store.mark(AFTER).split():
            run = store.run(id)
            if run is not None and run.state not in ("due", "running"):
                self._finish(store, run)

    def _settle_left(self, store: Store, now: datetime) -> bool:
        """Find what a killed process left in running; say whether nothing of it still works."""
        for run in list(store.runs(states=("running",))):
            owner = holder(store.folder, LOCK, self._clock)
            if owner is not None:
                self._watch_orphan(store, run, owner.process, owner.started)
                return False
            self._close(store, run, left(store.folder / run.id), self._planned(run))
        return True

    def _retry(self, store: Store, now: datetime) -> None:
        """Let be due what waits to be tried again and whose time has come."""
        for retry in store.retries().values():
            if is_due(retry, now) and self._planned(retry):  # it may be in a file that is broken just now
                store.retry(retry)

    def _planned(self, wanted: Run | Retry) -> Schedule | None:
        """Return the schedule by which something is to be done, as it was read last."""
        return schedule_of(self._agenda.plans.schedules, wanted) if self._agenda is not None else None

    def _watch_orphan(self, store: Store, run: Run, process: int, started: str) -> None:
        """Leave what still works in peace, but end it where it has said nothing for too long."""
        sign = sign_of_life(store.folder / run.id)
        if self._orphan[:2] != (run.id, sign):
            self._orphan = (run.id, sign, self._clock.seconds())
            return
        silence = self._agenda.silence if self._agenda is not None else SILENCE
        if self._clock.seconds() - self._orphan[2] > silence.total_seconds():
            end_orphan(process, started)


def _one_line(text: str) -> str:
    """Return a problem without its next step, which is kept by itself."""
    return text.partition("\n")[0]
