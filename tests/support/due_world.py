"""A computer with schedules, its clock and its mishaps, and what must come of them, told by `due_moments` alone.

What is due between two looks is so by the words that the later look sees. Of each schedule two instants are known: up
to `low` nothing may be done any more, and all after `high` must be done or be on record as missed. They differ only
where words were changed, or a process was killed: then nobody can say to the second from when on the words hold.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

from due_moments import first, moments, shown
from schedule_case import Played, SetClock
from when_meant import Meant, Office

from briefgen.schedule.child import Ended
from briefgen.schedule.due import FUTURE, LATE, OFF, OVER, rule_of
from briefgen.schedule.entries import CHANGED, GONE
from briefgen.schedule.look import Tick
from briefgen.schedule.scheduled import Schedule
from briefgen.schedule.store.records import Run
from briefgen.schedule.store.store import OVERTAKEN, Store
from briefgen.spec.when import parse_when

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
TOLD = (OVER, LATE, GONE, CHANGED)
"""Why something is missed after which nothing comes that would tell of it."""


class Killed(BaseException):
    """Be the end of a process."""


@dataclass(eq=False)
class Entry:
    """Hold a schedule wherever it stands, and what became of it."""

    meant: Meant
    zone: str
    jitter: timedelta = timedelta(0)
    channels: tuple[str, ...] = ()
    low: datetime | None = None
    high: datetime | None = None
    rule: str = ""
    looked: list[datetime] = field(default_factory=list[datetime])
    """When it was looked at last; where it is in trouble, since when, too."""
    tried: list[datetime] = field(default_factory=list[datetime])
    """The looks since, of which it is not known how far they came."""
    doubted: bool = False
    """Whether it was tried by other words than those by which it was looked at last."""
    last: datetime | None = None
    """The moment that was begun last."""

    def schedule(self, id: str) -> Schedule:
        """Return it as it is read from a file."""
        more: dict[str, Any] = {}
        if id.startswith("delegation:"):
            more = {"action": id.split(":")[2], "delegation": id.split(":")[1]}
        return Schedule(
            id, more.pop("action", "build"), ("all",), parse_when(self.meant.words), self.zone, self.jitter,
            self.meant.calendar, channels=self.channels, visit=self.meant.visit, **more,
        )  # fmt: skip

    def moments(self, after: datetime, until: datetime) -> dict[datetime, str]:
        """Return when it is due."""
        return moments(self.meant, self.zone, after, until)


class Simulated(Played):
    """Look at schedules, where the process is killed at the step at which `fuse` comes to nothing."""

    fuse = 0

    def begin(self) -> None:
        """Begin anew, as a process that is started."""
        super().begin()
        self.looks._after = self._tell

    def step(self) -> None:
        """Die, where it is time."""
        self.fuse -= 1
        if not self.fuse:
            raise Killed

    def burn(self, fuse: int) -> None:
        """Let the process be killed at a step of the next look: a write, or beside a run; at none where it is 0."""
        self.fuse = fuse
        writing = Store._writing
        self.store._writing = lambda: (self.step(), writing(self.store))[1]  # type: ignore[method-assign]

    def _do(self, run: Run, schedule: Schedule, silence: timedelta, stop: Event, tick: Tick) -> Ended:
        assert run.schedule == schedule.id
        self.step()
        ended = super()._do(run, schedule, silence, stop, tick)
        self.step()
        return ended

    def _tell(self, run: Run) -> None:
        self.step()
        self.told.append(run)


class World:
    """Hold the computer, its schedules in order, and check after each look what came of it."""

    def __init__(self, named: dict[str, Entry], entries: list[Entry], begin: datetime) -> None:
        self.named = named
        self.entries = entries
        self.edited = False
        self.clock = SetClock(begin)
        self.played = Simulated(Path("nowhere"), self.schedules(), self.clock)
        self.next: datetime | None = None
        self.owner: dict[str, Entry] = {}
        """Whose a run is, by the id of the run."""
        self.moment: dict[str, datetime] = {}
        """When a run is due but for its jitter, by its id: by the zone that was written when it was recorded."""
        self.begun: set[str] = set()

    def plan(self) -> dict[str, Entry]:
        """Return all schedules by their ids."""
        ways = (("deliver" if each.channels else "pack", each) for each in self.entries)
        numbered = {f"delegation:guests:{do}:{number}": each for number, (do, each) in enumerate(ways, 1)}
        return {**self.named, **numbered}

    def schedules(self) -> list[Schedule]:
        """Return all schedules as they are read, sorted by id."""
        return [entry.schedule(id) for id, entry in sorted(self.plan().items())]

    def edit(self) -> None:
        """Let the files say what is planned now."""
        self.edited = True
        self.played.replan(self.schedules())

    def settled(self) -> bool:
        """Say whether all counts by the words that are written now, as none was changed while it was in trouble."""
        known = (each.rule in ("", rule_of(each.schedule(""))) for each in self.entries)
        return not self.edited and all(known)

    def per_day(self) -> int:
        """Return how many moments a day has at most."""
        return max(len(entry.meant.minutes) for entry in self.plan().values())

    def look(self, *, kill: int = 0, stopped: bool = False) -> None:
        """Look once, and check all that is new."""
        at, before = self.clock.at, len(self.played.done)
        self.played.burn(kill)
        if stopped:
            self.played.stop.set()
        try:
            self.next = self.played.look().next
        except Killed:
            whole = False
        else:
            whole = True
        self.played.burn(0)
        begun = self.played.done[before:]
        assert [run.due for run in begun] == sorted(run.due for run in begun), "out of order"
        found = self._records(at)
        self._check_begun(begun)
        if whole:
            troubled = {each.schedule for each in self.played.store.troubles()}
            for id, entry in self.plan().items():
                self._seen(id, entry, at, found.get(entry, []), id in troubled)
            self.edited = False
            self._check_told(stopped)
            self._check_places()
        else:
            for entry in self.plan().values():
                self._tried(entry, at, found.get(entry, []))
                entry.looked += () if self.edited else [at]
        if not whole or stopped:
            self.played.begin()

    def _records(self, at: datetime) -> dict[Entry, list[tuple[datetime, datetime, int, str]]]:
        """Return what is new on record of each: from when, until when, how many, and why where it was missed."""
        plan = self.plan()
        found: dict[Entry, list[tuple[datetime, datetime, int, str]]] = {}
        for run in reversed(list(self.played.store.runs())):
            if run.id in self.owner:
                continue
            if run.attempt > 1:
                before = self._before(run)
                self.owner[run.id], self.moment[run.id] = self.owner[before.id], self.moment[before.id]
                continue
            entry = self.owner[run.id] = plan[run.schedule]
            if run.state == "missed" and run.message in (OFF, OVER, LATE):
                first_, last, count, why = run.due, run.until, run.count, run.message
                assert first(entry.zone, datetime.fromisoformat(run.nominal)) == first_
            else:
                first_ = last = first(entry.zone, datetime.fromisoformat(run.nominal))
                count, why = 1, ""
                assert first_ <= run.due <= first_ + entry.jitter, "outside of its jitter"
                assert run.due <= at, "before it is due"
            self.moment[run.id] = first_
            found.setdefault(entry, []).append((first_, last, count, why))
        return found

    def _before(self, run: Run) -> Run:
        """Return the run that is done once more; there may be no such schedule any more."""
        same = (each for each in self.played.store.runs(schedule=run.schedule) if each.nominal == run.nominal)
        return next(each for each in same if each.id in self.owner)

    def _candidates(self, entry: Entry, at: datetime) -> tuple[datetime, datetime]:
        """Return the first and the last instant from which it may count, if it was looked at by its words at `at`."""
        floor = at.replace(microsecond=0)
        if entry.low is None or entry.high is None:
            return floor, floor
        low, high = entry.low, entry.high
        same = entry.rule == rule_of(entry.schedule(""))
        if same and not entry.doubted:
            return low, high
        lows = [min(max(low, looked), max(low, floor)) for looked in entry.looked]
        highs = [min(max(high, looked), max(high, floor)) for looked in entry.looked]
        return low if same else max(low, min(lows) - entry.jitter), max(highs)

    def _settled(self, entry: Entry, at: datetime, found: list[tuple[datetime, datetime, int, str]]) -> None:
        """Check what was recorded of it, and take over from when it counts now."""
        bounds = [self._candidates(entry, each) for each in (*entry.tried, at)]
        low, high = min(low for low, _ in bounds), max(high for _, high in bounds)
        for begin, end, count, why in found:
            if why == LATE:
                self._check_late(entry, begin, at, high)
                continue
            due = entry.moments(low, max(at, end))
            covered = [each for each in due if begin <= each <= end]
            assert begin in due and end in due, "this is no moment of it, or was settled already"
            assert len(covered) == count, "missed is counted wrongly"
            assert end <= at, "before it is due"
            assert not [each for each in due if high < each < begin], "one was left out"
            if why == OVER:
                departure = entry.meant.visit[1] if entry.meant.visit else date.min
                assert shown(entry.zone, begin).date() <= departure < shown(entry.zone, at).date()
            low = high = end
        entry.low, entry.high = low, high

    def _check_late(self, entry: Entry, moment: datetime, at: datetime, high: datetime) -> None:
        assert entry.meant.once and moment <= high
        (nominal,) = entry.moments(moment - SECOND, moment).values()
        same = [
            run for run in self.played.store.runs()
            if run.nominal == nominal and run.channels == tuple(sorted(entry.channels)) and self.owner[run.id] is entry
        ]  # fmt: skip
        assert len(same) == 1, "it was told, or done, already"

    def _seen(
        self, id: str, entry: Entry, at: datetime, found: list[tuple[datetime, datetime, int, str]], troubled: bool
    ) -> None:
        """Check what came of a schedule at a look that was made to its end."""
        new = entry.low is None
        if troubled:
            assert not found
            office = entry.meant.calendar
            known = isinstance(office, Office) and entry.meant.asks and office.last_known.year < 9000
            ahead = max([*entry.tried, *([entry.high] if entry.high else [])], default=at)
            assert known or ahead > at + FUTURE, "in trouble for nothing"
            if new:
                return
            entry.looked = [entry.looked[0], entry.looked[1] if len(entry.looked) > 1 else at]
            return
        self._settled(entry, at, found)
        assert entry.low is not None and entry.high is not None
        left = entry.moments(entry.high, at - entry.jitter)
        assert not left, f"neither done nor missed: {left}"
        if new:
            self._check_seen_late(entry, at)
        entry.rule, entry.looked, entry.tried = rule_of(entry.schedule(id)), [at], []
        entry.doubted = False

    def _check_seen_late(self, entry: Entry, at: datetime) -> None:
        """Make sure that what was due before it was seen is told, while guests may still come."""
        visit, floor = entry.meant.visit, at.replace(microsecond=0)
        if not entry.meant.once or visit is None or entry.tried or visit[1] < shown(entry.zone, at).date():
            return
        passed = entry.moments(floor - 700 * DAY, floor)
        channels = tuple(sorted(entry.channels))
        known = {run.nominal for run in self.played.store.runs() if run.channels == channels}
        assert set(passed.values()) <= known, "nobody hears that it is too late"

    def _tried(self, entry: Entry, at: datetime, found: list[tuple[datetime, datetime, int, str]]) -> None:
        """Take over what a look recorded that was not made to its end."""
        if not found or all(why == LATE for *_, why in found):
            entry.tried.append(at)
            entry.doubted |= entry.rule != rule_of(entry.schedule(""))
            return
        self._settled(entry, at, found)
        entry.rule, entry.tried, entry.doubted = rule_of(entry.schedule("")), [], False
        entry.looked = entry.looked or [at]

    def _check_begun(self, begun: list[Run]) -> None:
        """Make sure that each moment is begun once, and once more only where its process came to an end; in order."""
        for run in begun:
            entry = self.owner[run.id]
            moment = self.moment[run.id]
            if run.attempt > 1:
                assert run.attempt == 2 and (entry.last is None or entry.last <= moment), "something newer was begun"
            else:
                assert entry.last is None or entry.last < moment, "twice, or out of order"
            assert run.id not in self.begun, "one record is begun twice"
            self.begun.add(run.id)
            entry.last = moment

    def _check_told(self, stopped: bool) -> None:
        """Make sure that the operator heard of all that ended, and of what was missed alone."""
        told = {run.id for run in self.played.told}
        for run in self.played.store.runs():
            if run.state in ("done", "failed", "ended") or run.message in TOLD:
                assert run.id in told, f"nobody was told of {run}"
            if not stopped:
                assert run.state not in ("due", "running"), "left"
            if run.state == "missed":
                assert run.message in (*TOLD, OFF, OVERTAKEN)

    def _check_places(self) -> None:
        """Make sure that records stand under the id that their schedule has now."""
        ids = {entry: id for id, entry in self.plan().items()}
        for run in self.played.store.runs():
            now = ids.get(self.owner[run.id])
            assert now is None or run.schedule == now, "it is on record of another"
