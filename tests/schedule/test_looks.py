"""Looks at the schedules, with a set clock and runs that take no time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from schedule_case import START, Known, Played, SetClock, moments, scheduled

from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Place, Problem
from briefgen.schedule.child import Ended
from briefgen.schedule.entries import GONE
from briefgen.schedule.scheduled import Schedule, Trouble
from briefgen.schedule.store.records import Run, Watermark
from briefgen.schedule.store.store import OVERTAKEN, Outdated, Store, Wanted

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


VISIT = (date(2026, 12, 10), date(2026, 12, 12))


@pytest.fixture
def clock() -> SetClock:
    return SetClock(START)


def states(played: Played) -> list[tuple[str, str]]:
    """Return schedule and state of all runs, the oldest record first."""
    return [(run.schedule, run.state) for run in reversed(list(played.store.runs()))]


def test_what_is_due_is_done_in_the_order_in_which_it_is_due(tmp_path: Path, clock: SetClock):
    whens = {"run:c": "daily 14:30", "run:a": "daily 15:10", "run:b": "daily 14:10"}
    played = Played(tmp_path, [scheduled(when, id) for id, when in sorted(whens.items())], clock)
    played.look()
    clock.go(2 * HOUR)
    looked = played.look()
    assert [run.schedule for run in played.done] == ["run:b", "run:c", "run:a"]
    assert [run.state for run in looked.runs] == ["done"] * 3
    assert played.told == list(looked.runs)
    assert [run.id for run in played.done] == [run.id for run in looked.runs]


def test_one_that_fails_stops_no_other(tmp_path: Path, clock: SetClock):
    played = Played(tmp_path, [scheduled("daily 14:30", "run:a"), scheduled("daily 14:31", "run:b")], clock)
    played.answer = lambda run: Ended("failed", "no") if run.schedule == "run:a" else Ended("done")
    played.look()
    clock.go(HOUR)
    played.look()
    assert states(played) == [("run:a", "failed"), ("run:b", "done")]
    clock.go(HOUR)
    played.look()
    assert len(played.done) == 2, "what failed is not done again"


def test_the_next_look_is_when_something_is_due(tmp_path: Path, clock: SetClock):
    played = Played(tmp_path, [scheduled("daily 14:30", "run:a"), scheduled("Mondays 06:00", "run:b")], clock)
    assert played.look().next == START + HOUR / 2
    clock.go(HOUR)
    assert played.look().next == START + HOUR / 2 + DAY


def test_what_was_missed_is_one_record(tmp_path: Path, clock: SetClock):
    played = Played(tmp_path, [scheduled("daily 14:30")], clock)
    played.look()
    clock.go(10 * DAY)
    played.look()
    missed, done = reversed(list(played.store.runs()))
    assert (missed.state, missed.count, done.state, done.count) == ("missed", 9, "done", 1)
    assert (missed.due, missed.until) == (START + HOUR / 2, START + HOUR / 2 + 8 * DAY)


def test_what_was_missed_and_nothing_follows_is_told(tmp_path: Path, clock: SetClock):
    visit = ((START + 2 * DAY).date(), (START + 3 * DAY).date())
    played = Played(tmp_path, [scheduled("1 day before arrival 15:00", "delegation:a:pack:1", visit=visit)], clock)
    played.look()
    clock.go(10 * DAY)
    played.look()
    played.look()
    assert [(run.schedule, run.state) for run in played.told] == [("delegation:a:pack:1", "missed")]
    assert played.done == []


def test_an_entry_that_is_put_above_others_makes_nothing_late(tmp_path: Path, clock: SetClock):
    def entry(when: str, number: int, action: str = "pack") -> Schedule:
        return scheduled(when, f"delegation:nordic:{action}:{number}", action=action, delegation="nordic", visit=VISIT)

    third, first = "3 days before arrival 09:00", "1 day before arrival 09:00"
    played = Played(tmp_path, [entry(third, 1), entry(first, 2, "deliver")], clock)
    played.look()
    clock.at = datetime(2026, 12, 7, 2, tzinfo=UTC)
    played.look()
    assert states(played) == [("delegation:nordic:pack:1", "done")]
    played.replan([entry("2 days before arrival 09:00", 1), entry(third, 2), entry(first, 3, "deliver")])
    played.look()
    assert states(played) == [("delegation:nordic:pack:2", "done")], "what was done by another number is not late"
    played.replan([entry("4 days before arrival 09:00", 1), entry(third, 2), entry(first, 3, "deliver")])
    played.look()
    assert states(played)[1:] == [("delegation:nordic:pack:1", "missed")], "what was never done is"


def test_whoever_is_killed_before_it_told_of_a_run_lets_the_next_tell(tmp_path: Path, clock: SetClock):
    visit = scheduled("1 day before arrival 09:00", "delegation:a:pack:1", action="pack", visit=VISIT)
    played = Played(tmp_path, [scheduled("daily 14:30"), visit], clock)
    played.answer = lambda run: Ended("failed", "no")
    played.look()
    told = played.told.append

    def killed(run: Run) -> None:
        raise Killed

    for days in (1, 30):  # the second time, the visit is over
        clock.go(days * DAY)
        played.looks._after = killed
        with pytest.raises(Killed):
            played.look()
        played.begin()
        played.looks._after = told
        played.look()
        played.look()
    ended = [run.id for run in reversed(list(played.store.runs())) if run.state == "failed" or run.action == "pack"]
    assert sorted(run.id for run in played.told) == sorted(ended)
    assert len(ended) == 3


def test_whoever_is_killed_once_it_is_on_record_that_a_visit_was_missed_lets_the_next_tell(
    tmp_path: Path, clock: SetClock
):
    visit = scheduled("1 day before arrival 09:00", "delegation:a:pack:1", action="pack", visit=VISIT)
    for steps in range(1, 20):
        played = Played(tmp_path, [visit], SetClock(START))
        played.look()
        played.clock.go(30 * DAY)
        limit = Steps(played.store, steps)
        try:
            played.look()
        except Killed:
            limit.end()
            played.begin()
            played.look()
            assert [run.state for run in played.store.runs()] == ["missed"]
            assert {run.state for run in played.told} == {"missed"}, f"killed at write {steps}"
        else:
            assert steps > 3
            return
        finally:
            limit.end()
    pytest.fail("a look takes more steps than were tried")


def test_a_run_that_was_killed_is_told_and_done_once_more(tmp_path: Path, clock: SetClock):
    played = Played(tmp_path, [scheduled("daily 14:30")], clock)
    played.answer = lambda run: Ended("ended", "killed")
    played.look()
    clock.go(HOUR)
    played.look()
    assert states(played) == [("run:a", "ended"), ("run:a", "ended")]
    assert [run.attempt for run in played.done] == [1, 2]
    clock.go(HOUR)
    played.look()
    assert len(played.done) == 2


def test_a_run_that_was_stopped_in_order_is_done_again_by_the_next(tmp_path: Path, clock: SetClock):
    played = Played(tmp_path, [scheduled("daily 14:30"), scheduled("daily 14:31", "run:b")], clock)

    def stopped(run: Run) -> Ended:
        played.stop.set()
        return Ended("ended", "stopped", stopped=True)

    played.answer = stopped
    played.look()
    clock.go(HOUR)
    played.look()
    assert [run.schedule for run in played.done] == ["run:a"]
    assert played.told == [], "no process is started for what only waits"
    played.answer = lambda run: Ended("done")
    played.begin()
    played.look()
    assert [(run.schedule, run.attempt) for run in played.done] == [("run:a", 1), ("run:a", 1), ("run:b", 1)]


def test_the_process_is_killed_between_any_two_steps(tmp_path: Path):
    """Each record is left as a killed process would: nothing is lost, nothing is done twice but what was begun."""
    schedules = [scheduled("daily 14:30", "run:a"), scheduled("daily 14:31", "run:b")]
    for steps in range(1, 60):
        clock = SetClock(START)
        played = Played(tmp_path, schedules, clock)
        played.look()
        clock.go(DAY * 2)
        limit = Steps(played.store, steps)
        try:
            played.look()
        except Killed:
            limit.end()
            played.begin()
            clock.go(MINUTE)
            played.look()
        else:
            assert steps > 6
            return
        finally:
            limit.end()
        runs = list(played.store.runs())
        for id in ("run:a", "run:b"):
            own = [run for run in runs if run.schedule == id]
            assert [run.count for run in own if run.state == "missed"] == [1]
            assert [run.state for run in own if run.state not in ("missed", "ended")] == ["done"]
            assert len([run for run in own if run.state == "ended"]) <= 1
        known = {run.id for run in runs if run.state in ("done", "ended")}
        assert {run.id for run in played.told} == known, f"told of all, killed at write {steps}"
        assert len(played.done) <= 3
    pytest.fail("a look takes more steps than were tried")


class Killed(BaseException):
    pass


class Steps:
    """Let a store be written so many times, then kill whoever writes."""

    def __init__(self, store: Store, steps: int) -> None:
        self.store = store
        self.left = steps
        self._writing = store._writing
        store._writing = self._count  # type: ignore[method-assign]

    def _count(self) -> object:
        self.left -= 1
        if self.left <= 0:
            raise Killed
        return self._writing()

    def end(self) -> None:
        self.store._writing = self._writing  # type: ignore[method-assign]


def test_a_full_disk_at_any_write_is_told_and_nothing_is_lost(tmp_path: Path):
    for steps in range(1, 60):
        clock = SetClock(START)
        played = Played(tmp_path, [scheduled("daily 14:30")], clock)
        played.look()
        clock.go(HOUR)
        count = [steps]
        writing = played.store._writing

        def full(count: list[int] = count, writing: Callable[[], object] = writing) -> object:
            count[0] -= 1
            if count[0] == 0:
                raise EnvironmentFailure("runs/runs.sqlite3 cannot be written: the disk is full.")
            return writing()

        played.store._writing = full  # type: ignore[method-assign]
        try:
            played.look()
        except EnvironmentFailure:
            pass
        else:
            if count[0] > 0:
                return
        clock.go(MINUTE)
        played.look()
        assert [run.state for run in played.store.runs() if run.state != "ended"] == ["done"]
        assert len(played.done) <= 2
    pytest.fail("a look takes more steps than were tried")


def test_what_is_due_and_was_not_begun_gives_way_to_what_is_newer(tmp_path: Path, clock: SetClock):
    schedule = scheduled("daily 14:30")
    played = Played(tmp_path, [schedule], clock)
    played.look()
    clock.go(HOUR)
    played.stop.set()
    played.look()
    assert states(played) == [("run:a", "due")]
    played.begin()
    clock.go(DAY)
    played.look()
    assert [(run.state, run.message) for run in reversed(list(played.store.runs()))] == [
        ("missed", OVERTAKEN), ("done", ""),
    ]  # fmt: skip


def test_nothing_is_settled_twice(tmp_path: Path, clock: SetClock):
    played = Played(tmp_path, [], clock)
    mark = Watermark("run:a", START, "daily")
    played.store.settle(mark)
    with pytest.raises(Outdated):
        played.store.settle(mark)
    later = Watermark("run:a", START + DAY, "daily")
    played.store.settle(later, mark, due=Wanted("build", "x", START + DAY))
    with pytest.raises(Outdated):
        played.store.settle(later, mark, due=Wanted("build", "x", START + DAY))
    (run,) = played.store.runs()
    begun = played.store.begin(run.id, START)
    with pytest.raises(Outdated):
        played.store.begin(run.id, START)
    played.store.end(begun.id, "done", START)
    with pytest.raises(Outdated):
        played.store.end(begun.id, "failed", START)


def test_a_file_that_breaks_is_told_once_and_run_after_it_is_mended(tmp_path: Path, clock: SetClock):
    schedule = scheduled("daily 14:30")
    played = Played(tmp_path, [schedule, scheduled("daily 14:30", "run:b")], clock)
    played.look()
    problem = Trouble("run:a", Problem(Place("briefgen.yaml", 7), "This is no time.", "Write another."))
    played.replan([scheduled("daily 14:30", "run:b")], problems=(problem,))
    clock.go(HOUR / 4)
    looked = played.look()
    assert [(each.schedule, each.message) for each in looked.begun] == [
        ("run:a", "briefgen.yaml:7: This is no time."),
    ]  # fmt: skip
    clock.go(HOUR)
    looked = played.look()
    assert (looked.begun, looked.passed, looked.troubled) == ((), (), True)
    assert [run.schedule for run in played.done] == ["run:b"]
    played.replan([schedule, scheduled("daily 14:30", "run:b")])
    clock.go(HOUR)
    looked = played.look()
    assert [each.schedule for each in looked.passed] == ["run:a"]
    assert [run.schedule for run in played.done] == ["run:b", "run:a"]


def test_a_time_that_was_mended_to_another_is_not_lost(tmp_path: Path, clock: SetClock):
    played = Played(tmp_path, [scheduled("daily 14:30")], clock)
    played.look()
    problem = Trouble("run:a", Problem(Place("briefgen.yaml", 7), "This is no time.", ""))
    played.replan([], problems=(problem,))
    clock.go(MINUTE)
    for _ in range(3):
        played.look()
        clock.go(HOUR)
    played.replan([scheduled("daily 15:00")])
    played.look()
    assert [run.nominal for run in played.done] == ["2026-11-23T15:00"]


def test_a_time_of_a_file_that_was_broken_is_not_lost(tmp_path: Path, clock: SetClock):
    id = "delegation:a:pack:1"

    def entry(when: str) -> Schedule:
        return scheduled(when, id, action="pack", delegation="a")

    played = Played(tmp_path, [entry("daily 14:30")], clock)
    played.look()
    broken = Problem(Place("data/delegations/a.yaml", 7), "This is no YAML.", "")
    played.replan([], problems=(Trouble("delegation:a", broken),))
    clock.go(MINUTE)
    for _ in range(3):
        played.look()
        clock.go(HOUR)
    played.replan([entry("daily 15:00")])
    played.look()
    assert [run.nominal for run in played.done] == ["2026-11-23T15:00"]


def test_a_time_that_is_mended_after_it_was_told_in_two_ways_is_not_lost(tmp_path: Path, clock: SetClock):
    played = Played(tmp_path, [scheduled("workdays 14:30", calendar=Known(2026))], clock)
    played.look()
    clock.at = datetime(2027, 1, 15, tzinfo=UTC)
    played.look()
    began = clock.at
    played.replan([scheduled("workdays 14:30", calendar=Known(2027))])
    clock.at = datetime(2028, 2, 15, tzinfo=UTC)
    played.look()
    (trouble,) = played.store.troubles()
    assert ("2028" in trouble.message, trouble.since) == (True, began)
    played.replan([scheduled("1st of month 15:00")])
    played.look()
    assert [(run.state, run.nominal, run.count) for run in played.store.runs()] == [
        ("done", "2028-02-01T15:00", 1), ("missed", "2027-02-01T15:00", 12),
    ]  # fmt: skip


def test_what_came_while_a_run_was_done_is_not_lost_where_it_is_changed_meanwhile(tmp_path: Path, clock: SetClock):
    played = Played(tmp_path, [scheduled("daily 14:30"), scheduled("daily 15:00", "run:b")], clock)
    played.look()
    played.takes = HOUR
    clock.go(HOUR / 2)
    played.look()
    assert [run.schedule for run in played.done] == ["run:a"]
    assert played.store.beats()["look"].at == clock.at, "there are signs of life meanwhile"
    played.replan([scheduled("daily 14:30"), scheduled("weekdays 15:00", "run:b")])
    played.look()
    assert [run.nominal for run in played.done[1:]] == ["2026-11-23T15:00"]


def test_settings_that_cannot_be_read_stop_all_and_are_told_once(tmp_path: Path, clock: SetClock):
    played = Played(tmp_path, [scheduled("daily 14:30")], clock)
    played.look()
    played.broken = AuthorsMistakes([Problem(Place("briefgen.yaml", 3, 1), "No.", "Write yes.")])
    played.looks._signature = ""
    clock.go(HOUR)
    first, second = played.look(), played.look()
    assert [(each.message, each.hint) for each in first.begun] == [("briefgen.yaml:3:1: No.", "Write yes.")]
    assert second.begun == ()
    played.broken = RuntimeError("a fault")
    assert [each.message for each in played.look().begun] == ["RuntimeError: a fault"]
    played.broken = None
    looked = played.look()
    assert len(looked.passed) == 1
    assert [run.state for run in played.done] == ["running"]


def test_a_schedule_that_goes_is_missed_and_begins_anew_when_it_comes_back(tmp_path: Path, clock: SetClock):
    schedule = scheduled("daily 14:30")
    played = Played(tmp_path, [schedule], clock)
    played.look()
    clock.go(HOUR)
    played.stop.set()
    played.look()
    played.begin()
    played.replan([])
    looked = played.look()
    assert [(run.state, run.message) for run in looked.runs] == [("missed", GONE)]
    clock.go(30 * DAY)
    played.look()
    played.replan([schedule])
    assert played.look().runs == ()
    clock.go(DAY)
    assert [run.state for run in played.look().runs] == ["done"]
    assert [run.count for run in played.store.runs()] == [1, 1]


def test_a_fault_in_one_schedule_stops_no_other(tmp_path: Path, clock: SetClock):
    class Bad:
        source, last_known = "bad", date.max

        def is_workday(self, day: date) -> bool:
            raise RuntimeError("bad")

    schedules = [scheduled("workdays 14:30", "run:a", calendar=Bad()), scheduled("daily 14:30", "run:b")]
    played = Played(tmp_path, schedules, clock)
    played.look()
    clock.go(HOUR)
    played.look()
    assert [run.schedule for run in played.done] == ["run:b"]
    assert [each.schedule for each in played.store.troubles()] == ["run:a"]


def test_a_clock_that_was_wrong_is_set_right_by_adopting(tmp_path: Path, clock: SetClock):
    played = Played(tmp_path, [scheduled("daily 14:30")], clock)
    played.look()
    clock.jump(2000 * DAY)
    played.look()
    assert len(played.done) == 1
    clock.jump(-2000 * DAY)
    looked = played.look()
    assert looked.troubled
    assert "put back" in looked.begun[0].message
    clock.go(10 * DAY)
    assert played.look().begun == ()
    assert len(played.done) == 1
    assert played.store.set_back(clock.now()) == ["run:a"]
    clock.go(DAY)
    looked = played.look()
    assert not looked.troubled
    assert len(played.done) == 2


def test_it_is_run_on_change_when_files_rest(tmp_path: Path):
    clock = SetClock(datetime(2090, 1, 1, tzinfo=UTC))
    schedule = scheduled("on change")
    played = Played(tmp_path, [schedule], clock, watched={"run:a": ("data", "one.yaml")})
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "x.yaml"
    file.write_text("a", "utf-8")
    assert played.look().next is None
    assert played.look().runs == ()
    file.write_text("b", "utf-8")
    assert [run.state for run in played.look().runs] == ["done"], "the clock says that the file has rested for years"
    assert played.look().runs == ()
    clock.at = datetime(2020, 1, 1, tzinfo=UTC)
    played.store.set_back(clock.at)
    file.write_text("c", "utf-8")
    assert played.look().next == clock.at + timedelta(seconds=30)
    clock.go(timedelta(seconds=20))
    file.write_text("d", "utf-8")
    assert played.look().runs == ()
    clock.go(timedelta(seconds=20))
    assert played.look().runs == ()
    played.begin()
    clock.go(timedelta(seconds=20))
    (run,) = played.look().runs
    assert (run.nominal, run.due) == ("on change", clock.at)
    file.write_text("e", "utf-8")
    played.look()
    file.write_text("d", "utf-8")
    clock.go(timedelta(seconds=60))
    assert played.look().runs == (), "it is what it was"
    (tmp_path / "one.yaml").write_text("a", "utf-8")
    played.look()
    clock.go(timedelta(seconds=30))
    assert len(played.look().runs) == 1
    assert len(played.done) == 3


def test_ten_years_with_everything(tmp_path: Path):
    """Downtime, sleep, clocks that jump, processes that are killed: each moment is done once, or reported missed."""
    random = Random(7)
    whens = ["daily 02:30", "weekdays 06:00", "workdays 18:00", "0 0 29 2 *", "first workday of quarter 06:00",
             "last day of month 23:59", "Mondays 09:00", "30 1,2 * 3,10,11 0"]  # fmt: skip
    zones = ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]
    schedules = [
        scheduled(when, f"run:{number}", zone=zones[number % 5], calendar=Known(), jitter=timedelta(minutes=number))
        for number, when in enumerate(whens)
    ]
    begin = datetime(2027, 1, 1, tzinfo=UTC)
    clock = SetClock(begin)
    played = Played(tmp_path, schedules, clock)

    def answer(run: Run) -> Ended:
        clock.go(timedelta(seconds=random.choice([1, 60, 600])))
        if random.random() < 0.01:
            raise Killed
        return Ended(random.choice(["done", "done", "done", "failed", "ended"]))

    played.answer = answer
    last: dict[str, datetime] = {}
    ahead = timedelta(0)
    while clock.at < begin + 3653 * DAY:
        before = len(played.done)
        try:
            following = played.look().next
        except Killed:
            played.begin()
            continue
        finally:
            for run in played.done[before:]:
                if run.attempt == 1 and run.due != last.get(run.schedule):
                    assert run.due > last.get(run.schedule, begin), "out of order, or twice"
                last[run.schedule] = run.due
        chance = random.random()
        if chance < 0.002:
            clock.go(timedelta(days=random.randrange(1, 60)))  # off, or asleep
            played.begin()
        elif chance < 0.004:
            jump = timedelta(minutes=random.randrange(-600, 600))
            ahead += jump
            clock.jump(jump)
        elif chance < 0.006:
            clock.jump(-ahead)  # set right
            ahead = timedelta(0)
        clock.go(max(timedelta(seconds=1), (following or clock.at + DAY) - clock.at))
    _account(played, schedules, begin)


def _account(played: Played, schedules: list[Schedule], begin: datetime) -> None:
    """Make sure that all moments since the beginning are on record, each once."""
    marks = played.store.watermarks()
    runs = sorted(played.store.runs(), key=lambda run: (run.due, run.id))
    assert len(runs) > 5_000
    assert {"done", "failed", "ended", "missed"} <= {run.state for run in runs}
    for schedule in schedules:
        recorded: set[datetime] = set()
        for run in runs:
            if run.schedule != schedule.id or run.attempt > 1:
                continue
            if run.state == "missed" and run.message != OVERTAKEN:
                covered = moments(schedule, run.due - timedelta(seconds=1), run.until)
                assert len(covered) == run.count
            else:
                covered = [begun_at(schedule, run)]
            assert not recorded & set(covered), "twice"
            recorded |= set(covered)
        assert sorted(recorded) == moments(schedule, begin, marks[schedule.id].at)


def begun_at(schedule: Schedule, run: Run) -> datetime:
    """Return the moment of a run: when it was due, without the jitter."""
    found = schedule.latest(run.due, run.due - DAY)
    while found is not None and found.nominal != run.nominal:
        found = schedule.latest(found.at - timedelta(seconds=1), run.due - DAY)
    assert found is not None
    return found.at
