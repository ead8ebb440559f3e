"""What fails for a reason that may pass is tried again by itself: with a set clock, and runs that take no time."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schedule_case import START, Played, SetClock, scheduled

from briefgen.errors import Place, Problem
from briefgen.schedule.child import Ended
from briefgen.schedule.outcomes import write_outcome
from briefgen.schedule.retrying import LONGEST, WAITS, is_over, retry_of
from briefgen.schedule.scheduled import Schedule, Trouble
from briefgen.schedule.store.records import Item, ItemState, Outcome, Retry, Run
from briefgen.schedule.store.schema import STEPS, migrate
from briefgen.schedule.store.store import Store

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ARRIVAL = date(2026, 11, 25)
VISIT = (ARRIVAL, date(2026, 11, 27))
DUE = datetime(2026, 11, 24, 1, tzinfo=UTC)
"""Nine in the morning in Shanghai, a day before arrival."""


def delivering(when: str = "1 day before arrival 09:00") -> Schedule:
    return scheduled(when, "delegation:a:deliver:1", action="deliver", delegation="a", visit=VISIT)


def fated(*fates: str) -> Outcome:
    """Return what a delivery to so many ends comes to: ok, busy (may pass), refused, lost."""
    states: dict[str, ItemState] = {"ok": "delivered", "busy": "failed", "refused": "failed", "lost": "unknown"}
    items = [
        Item(f"a/r{number}/mail", "delivery", states[fate], temporary=fate == "busy")
        for number, fate in enumerate(fates)
    ]
    return Outcome((Item("a", "pack", "packed"), *items))


def ended(outcome: Outcome) -> Ended:
    return Ended("failed" if outcome.failed else "done", "", outcome)


def answering(played: Played, *outcomes: Outcome) -> None:
    """Let runs come to these, in turn, and the last one from then on."""
    left = list(outcomes)
    played.answer = lambda run: ended(left.pop(0) if len(left) > 1 else left[0])


def begun(tmp_path: Path, schedule: Schedule | None = None) -> Played:
    """Return a project in which a delivery is due just now."""
    played = Played(tmp_path, [schedule or delivering()], SetClock(START))
    played.look()
    played.clock.at = DUE
    return played


def live(played: Played, until: datetime) -> list[datetime]:
    """Look whenever something is due, and return when runs were begun."""
    starts: list[datetime] = []
    while played.clock.at < until:
        before, at = len(played.done), played.clock.at
        following = played.look().next
        starts += [at] * (len(played.done) - before)
        played.clock.at = min(max(following or until, played.clock.at + timedelta(seconds=1)), until)
    return starts


def test_it_is_tried_later_each_time_until_the_visit_is_over(tmp_path: Path):
    played = begun(tmp_path)
    answering(played, fated("busy"))
    starts = live(played, DUE + 30 * DAY)
    assert [start - DUE for start in starts[:5]] == [
        timedelta(0), 15 * MINUTE, 75 * MINUTE, 315 * MINUTE, 315 * MINUTE + 12 * HOUR,
    ]  # fmt: skip
    assert {after - before for before, after in pairwise(starts[4:])} == {12 * HOUR}
    over = datetime(2026, 11, 27, 16, tzinfo=UTC)  # midnight in Shanghai after the last day
    assert over - 12 * HOUR < starts[-1] < over
    assert played.store.retries() == {}
    runs = list(reversed(list(played.store.runs())))
    assert {(run.due, run.state, run.nominal) for run in runs} == {(DUE, "failed", "2026-11-24T09:00")}
    assert [(run.retry_of, run.retry) for run in runs] == [
        ("", 0), *((runs[0].id, number) for number in range(1, len(runs))),
    ]  # fmt: skip


def test_it_ends_when_it_comes_through(tmp_path: Path):
    played = begun(tmp_path)
    answering(played, fated("ok", "busy", "busy"), fated("ok", "ok", "busy"), fated("ok"))
    live(played, DUE + 5 * DAY)
    assert [(run.retry, run.only) for run in played.done] == [
        (0, ()), (1, ("a/r1/mail", "a/r2/mail")), (2, ("a/r2/mail",)),
    ]  # fmt: skip
    assert [run.state for run in played.store.runs()] == ["done", "failed", "failed"]
    assert [run.retry for run in played.told] == [0, 1, 2]


@pytest.mark.parametrize("fate", ["ok", "refused", "lost"])
def test_what_may_not_pass_is_not_tried_again(tmp_path: Path, fate: str):
    played = begun(tmp_path)
    answering(played, fated(fate))
    live(played, DUE + 2 * DAY)
    assert len(played.done) == 1
    run = played.done[0]
    assert retry_of(run, None, delivering(), DUE) is None
    assert retry_of(run, Outcome(message="no"), delivering(), DUE) is None


def test_only_what_may_pass_is_tried(tmp_path: Path):
    played = begun(tmp_path)
    answering(played, fated("refused", "busy", "lost", "ok"), fated("refused", "ok", "lost", "ok"))
    live(played, DUE + 2 * DAY)
    assert [run.only for run in played.done] == [(), ("a/r1/mail",)]
    assert [run.state for run in played.store.runs()] == ["failed", "failed"]


def test_it_waits_over_a_restart_and_is_run_once_after_downtime(tmp_path: Path):
    played = begun(tmp_path)
    answering(played, fated("busy"))
    assert played.look().next == DUE + 15 * MINUTE
    played.begin()
    played.clock.go(14 * MINUTE)
    assert played.look().next == DUE + 15 * MINUTE
    assert len(played.done) == 1
    played.begin()
    played.clock.go(20 * HOUR)
    answering(played, fated("ok"))
    played.look()
    played.look()
    assert [run.retry for run in played.done] == [0, 1]
    assert played.store.retries() == {}


def test_a_newer_moment_takes_its_place_at_once(tmp_path: Path):
    played = begun(tmp_path, delivering("*/30 * * * *"))
    answering(played, fated("busy"))
    played.clock.at = DUE + 20 * MINUTE
    played.look()
    (waits,) = played.store.retries().values()
    assert waits.at == DUE + 35 * MINUTE
    played.clock.at = DUE + 50 * MINUTE
    played.look()
    assert [(run.due, run.retry) for run in played.done] == [(DUE, 0), (DUE + 30 * MINUTE, 0)]
    (waits,) = played.store.retries().values()
    assert (waits.run, waits.at) == (played.done[1].id, DUE + 65 * MINUTE)
    assert [run.state for run in played.store.runs()] == ["failed", "failed", "missed"]  # before, while nobody looked


def test_one_that_is_due_and_was_not_begun_goes_without_a_trace(tmp_path: Path):
    played = begun(tmp_path, delivering("0 * * * *"))
    answering(played, fated("busy"))
    played.look()
    played.clock.at = DUE + 20 * MINUTE
    played.stop.set()
    played.look()
    assert [(run.state, run.retry) for run in played.store.runs(states=("due",))] == [("due", 1)]
    played.begin()
    played.clock.at = DUE + HOUR
    played.look()
    assert [(run.due, run.retry) for run in played.done][-1] == (DUE + HOUR, 0)
    assert not list(played.store.runs(states=("due",)))
    assert not any(run.retry for run in played.store.runs())


def test_a_schedule_that_is_gone_is_not_tried_and_one_that_is_broken_waits(tmp_path: Path):
    played = begun(tmp_path)
    answering(played, fated("busy"))
    played.look()
    broken = Trouble("delegation:a:deliver:1", Problem(Place("data/delegations/a.yaml", 1), "No.", ""))
    played.replan([], problems=(broken,))
    played.clock.go(HOUR)
    played.look()
    assert len(played.store.retries()) == 1
    played.replan([delivering()])
    played.look()
    assert [run.retry for run in played.done] == [0, 1]
    played.replan([])
    played.look()
    assert played.store.retries() == {}
    played.replan([delivering()])
    live(played, DUE + 2 * DAY)
    assert len(played.done) == 2


def test_one_that_is_killed_is_begun_again_as_what_it_was(tmp_path: Path):
    played = begun(tmp_path)
    answers = [ended(fated("busy")), Ended("ended", "killed"), ended(fated("busy")), ended(fated("ok"))]
    played.answer = lambda run: answers.pop(0)
    live(played, DUE + 2 * DAY)
    first = played.done[0].id
    assert [(run.retry_of, run.retry, run.attempt, run.only) for run in played.done] == [
        ("", 0, 1, ()), (first, 1, 1, ("a/r0/mail",)), (first, 1, 2, ("a/r0/mail",)), (first, 2, 1, ("a/r0/mail",)),
    ]  # fmt: skip


def test_it_is_tried_soon_after_a_clock_that_was_put_back(tmp_path: Path):
    played = begun(tmp_path, delivering("0 9 24 11 *"))
    answering(played, fated("busy"))
    played.clock.jump(2 * DAY)
    played.look()
    played.clock.jump(-2 * DAY)
    played.look()
    assert [run.retry for run in played.done] == [0, 1]
    assert [each.at for each in played.store.retries().values()] == [DUE + HOUR]


def test_a_process_that_is_started_finds_what_one_that_was_killed_left_to_be_tried(tmp_path: Path):
    played = begun(tmp_path)

    def killed(run: Run) -> Ended:
        folder = played.store.folder / run.id
        folder.mkdir(parents=True)
        write_outcome(folder, fated("busy", "ok"))
        raise Killed

    played.answer = killed
    with pytest.raises(Killed):
        played.look()
    played.begin()
    assert played.look().next == DUE + 15 * MINUTE
    (waits,) = played.store.retries().values()
    assert waits.only == ("a/r0/mail",)


def test_adopting_tries_nothing_again(tmp_path: Path):
    played = begun(tmp_path)
    answering(played, fated("busy"))
    played.look()
    played.store.set_back(played.clock.now())
    live(played, DUE + 2 * DAY)
    assert len(played.done) == 1


def test_what_was_due_after_a_visit_is_tried_for_a_week(tmp_path: Path):
    schedule = delivering("1 day after departure 09:00")
    due = datetime(2026, 11, 28, 1, tzinfo=UTC)
    assert not is_over(schedule, due, due + LONGEST)
    assert is_over(schedule, due, due + LONGEST + MINUTE)
    played = Played(tmp_path, [schedule], SetClock(START))
    answering(played, fated("busy"))
    live(played, due + 60 * DAY)
    assert due + LONGEST - WAITS[-1] < played.clock.at
    assert 14 < len(played.done) < 20


def test_a_store_of_an_older_briefgen_is_brought_up(tmp_path: Path):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in STEPS[0]:
        connection.execute(statement)
    connection.execute("PRAGMA application_id = 1650946675")
    connection.execute("PRAGMA user_version = 1")
    connection.execute(
        "INSERT INTO runs (id, schedule, action, nominal, due, until, state)"
        " VALUES ('x', 'run:a', 'build', 'x', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'done')"
    )
    migrate(connection)
    store = Store(tmp_path, connection)
    (run,) = store.runs()
    assert (run.retry_of, run.retry, run.only, store.retries()) == ("", 0, (), {})


class Killed(BaseException):
    pass


class World:
    """Send to a few ends through a server that has good and bad days, and make sure of what is promised at each try."""

    def __init__(self, played: Played, random: Random) -> None:
        self.played = played
        self.random = random
        self.ends = [f"a/r{number}/mail" for number in range(random.randrange(1, 5))]
        self.fates: dict[str, str] = {}
        self.accepted: Counter[str] = Counter()
        self.good = 0.0
        played.answer = self.answer

    def answer(self, run: Run) -> Ended:
        if self.random.random() < 0.2:
            self.good = self.random.choice([0.0, 0.0, 0.5, 1.0])
        items: list[Item] = []
        for end in self.ends:
            fate = self.fates.get(end, "")
            if run.retry and end in run.only and run.attempt == 1:
                assert fate == "busy", "tried again though it was not for a reason that may pass"
            if fate not in ("ok", "lost") and (not run.retry or end in run.only):
                chance = self.random.random()
                fate = "ok" if chance < self.good else self.random.choice(["busy"] * 8 + ["refused", "lost"])
                self.fates[end] = fate
                self.accepted[end] += fate in ("ok", "lost")
                if self.random.random() < 0.05:
                    raise Killed
                if self.random.random() < 0.05:
                    return Ended("ended", "killed")
            items.append(fated(fate or "busy").items[1])
            items[-1] = Item(end, "delivery", items[-1].state, temporary=items[-1].temporary and bool(fate))
        return ended(Outcome(tuple(items)))


@given(seed=st.integers(0, 2**32))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_accepted_twice_and_retries_end(tmp_path: Path, seed: int):
    """Downtime, restarts, clocks that jump, processes that are killed, schedules that go and come."""
    random = Random(seed)
    schedule = random.choice([delivering(), delivering(), delivering("0 9 24,26 11 *")])
    played = Played(tmp_path, [schedule], SetClock(START))
    world = World(played, random)
    end = DUE + 12 * DAY
    while played.clock.at < end:
        try:
            following = played.look().next
        except Killed:
            played.begin()
            played.clock.go(MINUTE)
            continue
        assert len(played.store.retries()) <= 1
        assert following is None or following > played.clock.at - timedelta(seconds=1)
        chance = random.random()
        if chance < 0.1:
            played.clock.go(timedelta(hours=random.randrange(1, 40)))
            played.begin()
        elif chance < 0.15:
            played.clock.jump(timedelta(minutes=random.randrange(-300, 300)))
        played.clock.at = max(min(following or end, end), played.clock.at + MINUTE)
    assert max(world.accepted.values(), default=0) <= 1
    assert played.store.retries() == {} and not played.store.to_do()
    starts: dict[tuple[str, int], int] = Counter((run.retry_of, run.retry) for run in played.done if run.retry)
    assert max(starts.values(), default=0) <= 2, "once, and once more where it was killed"
    last = max((run.started for run in played.store.runs() if run.started and not run.attempt > 1), default=DUE)
    assert last <= DUE + 12 * DAY
    for run in played.store.runs():
        if run.retry and run.started:
            first = played.store.run(run.retry_of)
            assert first is not None and (first.schedule, first.due, first.retry) == (run.schedule, run.due, 0)
    before = len(played.done)
    played.clock.at = end + 300 * DAY
    played.look()
    assert not [run for run in played.done[before:] if run.retry]


def test_a_retry_of_a_run_that_is_forgotten_is_none(tmp_path: Path):
    played = begun(tmp_path)
    answering(played, fated("busy"))
    played.look()
    (waits,) = played.store.retries().values()
    assert played.store.retry(Retry(waits.schedule, waits.run, 7, waits.at, ())) is None, "another waits"
    played.store.forget_runs([waits.run])
    played.clock.go(HOUR)
    played.look()
    assert len(played.done) == 1
    assert played.store.retries() == {}
