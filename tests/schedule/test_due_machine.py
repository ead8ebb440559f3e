"""Any schedules, zones and mishaps: each moment is run once or on record as missed, in order, and never before."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from due_moments import changes
from due_world import Entry, World
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from when_meant import Meant, Office, visits, whens, zones

from briefgen.schedule.child import Ended
from briefgen.spec.when import parse_when

ROUNDS = int(os.environ.get("BRIEFGEN_ROUNDS", "1"))
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MOST = 5_000
"""Moments between two looks; where a day has many, the computer is off for less."""
begins = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))
jitters = st.sampled_from((0, 0, 1, 5, 60, 360)).map(lambda minutes: timedelta(minutes=minutes))
spans = st.one_of(
    st.integers(1, 3600).map(lambda seconds: seconds * SECOND),
    st.integers(1, 72 * 60).map(lambda minutes: minutes * MINUTE),
    st.integers(1, 60).map(lambda days: days * DAY),
    st.integers(60, 400).map(lambda days: days * DAY),
)
kills = st.one_of(st.just(0), st.integers(1, 20))


def sparse(meant: Meant) -> bool:
    return len(meant.minutes) <= 12


class Schedules(RuleBasedStateMachine):
    """Let a computer look at schedules while everything happens to it."""

    world: World

    @initialize(data=st.data(), begin=begins, often=st.booleans(), near=st.booleans())
    def start(self, data: st.DataObject, begin: datetime, often: bool, near: bool) -> None:
        self.often = often
        self.zone = data.draw(zones)
        jumps = changes(self.zone, begin.year)
        if near and jumps:
            begin = data.draw(st.sampled_from(jumps)) - data.draw(st.integers(0, 72 * 60)) * MINUTE
        self.last = 9999
        if data.draw(st.booleans()):  # in the last month that calendars know
            begin = begin.replace(month=12, day=min(begin.day, 28))
            self.last = begin.year
        arrival = begin.date() + data.draw(st.integers(-30, 400)) * DAY
        self.visit = (arrival, arrival + data.draw(st.integers(0, 9)) * DAY)
        named = {id: self.drawn(data) for id in data.draw(st.sampled_from((("brief:a",), ("brief:a", "run:b"))))}
        self.world = World(named, [], begin)
        for _ in range(data.draw(st.integers(0, 3))):
            self.world.entries.append(self.entry(data))
        self.world.edit()
        self.world.look()

    def drawn(self, data: st.DataObject) -> Entry:
        meant = data.draw(whens(self.last) if self.often else whens(self.last).filter(sparse))
        return Entry(meant, data.draw(st.one_of(st.just(self.zone), zones)), data.draw(jitters))

    def entry(self, data: st.DataObject, beside: Entry | None = None) -> Entry:
        """Return one for a delegation, of which there is none like it; in place of another, by the same channels."""
        meant = data.draw(visits(self.visit, self.last))
        made = Entry(meant, self.zone, data.draw(jitters)) if data.draw(st.booleans()) else self.drawn(data)
        made.channels = beside.channels if beside else data.draw(st.sampled_from(((), ("mail",), ("s3", "folder"))))

        def known(one: Entry) -> tuple[str, str, tuple[str, ...]]:
            return str(parse_when(one.meant.words)), one.zone, one.channels

        while known(made) in [known(one) for one in self.world.entries]:
            made.zone = data.draw(zones)
        return made

    @rule(kill=kills, stopped=st.integers(0, 5))
    def look(self, kill: int, stopped: int) -> None:
        self.world.look(kill=kill, stopped=not stopped and not kill)

    @rule(aside=st.integers(-2, 120), kill=kills)
    def look_when_due(self, aside: int, kill: int) -> None:
        at = self.world.next
        if at is not None:
            self.world.clock.go(min(max(at + aside * SECOND - self.world.clock.at, SECOND), self.longest()))
        self.world.look(kill=kill)

    @rule(times=st.integers(2, 12), kill=kills)
    def live(self, times: int, kill: int) -> None:
        """Let the computer do what it is for, until its process is killed."""
        for _ in range(times):
            self.look_when_due(1, 0)
        self.look_when_due(1, kill)

    def longest(self) -> timedelta:
        return min(400 * DAY, MOST * DAY / self.world.per_day())

    @rule(by=spans, off=st.booleans())
    def wait(self, by: timedelta, off: bool) -> None:
        """Let time pass: the computer is off, or asleep."""
        self.world.clock.go(min(by, self.longest()))
        if off:
            self.world.played.begin()

    @rule(by=st.one_of(st.integers(-3 * 24 * 60, 3 * 24 * 60), st.integers(-90, 90)))
    def set_clock(self, by: int) -> None:
        self.world.clock.jump(max(min(by * MINUTE, self.longest()), -self.longest()))

    @rule(seconds=st.sampled_from((0, 1, 40, 600, 9000)), state=st.sampled_from(("done", "done", "failed", "ended")))
    def let_runs(self, seconds: int, state: Any) -> None:
        """Let runs take their time, and fail."""
        self.world.played.takes = min(seconds * SECOND, self.longest() / 20)
        self.world.played.answer = lambda run: Ended(state)

    @precondition(lambda self: not self.world.edited)
    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        """Write other words for one, in its place, or change a part of it."""
        entry = data.draw(st.sampled_from(list(self.world.plan().values())))
        among = entry in self.world.entries
        made = self.entry(data, beside=entry) if among else self.drawn(data)
        if data.draw(st.booleans()):
            entry.meant, entry.zone = made.meant, made.zone
        entry.jitter = made.jitter
        self.world.edit()

    @precondition(lambda self: self.world.settled())
    @rule(data=st.data())
    def put(self, data: st.DataObject) -> None:
        """Write a new entry among those of the delegation."""
        if len(self.world.entries) < 5:
            self.world.entries.insert(data.draw(st.integers(0, len(self.world.entries))), self.entry(data))
            self.world.edit()

    @precondition(lambda self: self.world.settled() and self.world.entries)
    @rule(data=st.data())
    def take(self, data: st.DataObject) -> None:
        del self.world.entries[data.draw(st.integers(0, len(self.world.entries) - 1))]
        self.world.edit()

    @precondition(lambda self: self.world.settled() and len(self.world.entries) > 1)
    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        self.world.entries[:] = data.draw(st.permutations(self.world.entries))
        self.world.edit()

    @precondition(lambda self: not self.world.edited)
    @rule(days=st.integers(-40, 40))
    def come_later(self, days: int) -> None:
        """Let the guests come on other days."""
        self.visit = (self.visit[0] + days * DAY, self.visit[1] + days * DAY)
        for entry in self.world.entries:
            if entry.meant.again is not None:
                entry.meant = entry.meant.again(self.visit)
        self.world.edit()

    @precondition(lambda self: not self.world.edited and self.last < 9999)
    @rule()
    def learn(self) -> None:
        """Let calendars know a year more."""
        self.last += 1
        for entry in self.world.plan().values():
            calendar = entry.meant.calendar
            if isinstance(calendar, Office):
                entry.meant = replace(entry.meant, calendar=Office(calendar.number, self.last))
        self.world.edit()

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.look()
            self.world.clock.go(min(DAY, self.longest()))
            self.world.look()


Schedules.TestCase.settings = settings(
    max_examples=60 * ROUNDS,
    derandomize=ROUNDS == 1,
    stateful_step_count=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
TestSchedules = Schedules.TestCase
