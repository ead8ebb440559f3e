"""Entries of a delegation are known by their place in the file: what is to be done follows where one is moved."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from schedule_case import Played, SetClock, scheduled
from scheduled import brief_of, delegation_file, files_of, project_of, run_of

from briefgen.errors import Place, Problem
from briefgen.schedule.child import Ended
from briefgen.schedule.entries import CHANGED, GONE
from briefgen.schedule.outcomes import write_outcome
from briefgen.schedule.scheduled import Schedule, Trouble
from briefgen.schedule.store.records import Item, Outcome, Run
from briefgen.schedule.store.schema import STEPS, migrate
from briefgen.schedule.store.store import Store
from briefgen.schedule.work import find_schedule

VISIT = (date(2026, 12, 10), date(2026, 12, 12))
DUE = datetime(2026, 12, 9, 1, tzinfo=UTC)
EVE, DAY = "1 day before arrival 09:00", "on arrival 09:00"
BUSY = Outcome((Item("a/desk/mail", "delivery", "failed", temporary=True),))


def entry(number: int, *channels: str, when: str = EVE, visit: tuple[date, date] = VISIT) -> Schedule:
    id = f"delegation:a:deliver:{number}"
    return scheduled(when, id, action="deliver", delegation="a", visit=visit, channels=channels)


class Handed(Played):
    """Note by which entry each run is done."""

    handed: list[tuple[int, str, tuple[str, ...]]]

    def _do(self, run: Run, schedule: Schedule, *more: object) -> Ended:  # type: ignore[override]
        assert run.schedule == schedule.id
        self.handed.append((run.retry, schedule.id[-1], schedule.channels))
        return self.answer(run)


def begun(tmp_path: Path, *schedules: Schedule) -> Handed:
    """Return a project at the time at which its first entry is due."""
    played = Handed(tmp_path, schedules or [entry(1, "mail")], SetClock(DUE - timedelta(hours=5)))
    played.handed = []
    played.answer = lambda run: Ended("failed", "", BUSY)
    played.look()
    played.clock.at = DUE
    return played


def left_due(played: Handed) -> None:
    """Let what is due be recorded, and not be begun."""
    played.stop.set()
    played.look()
    played.begin()
    assert [run.state for run in played.store.runs()] == ["due"]


def told(played: Handed) -> list[tuple[str, str, int]]:
    return [(run.state, run.message, run.retry) for run in played.told]


def test_what_is_tried_again_follows_its_entry(tmp_path: Path):
    played = begun(tmp_path)
    played.look()
    played.replan([entry(1, "s3", when=DAY), entry(2, "mail")])
    played.answer = lambda run: Ended("done")
    played.clock.go(timedelta(minutes=20))
    played.look()
    assert played.handed == [(0, "1", ("mail",)), (1, "2", ("mail",))]
    assert played.store.retries() == {}
    assert [(run.schedule[-1], run.state) for run in played.store.runs()] == [("2", "done"), ("2", "failed")]


def test_it_goes_though_the_entry_in_its_old_place_is_due_meanwhile(tmp_path: Path):
    played = begun(tmp_path)
    played.look()
    played.clock.go(timedelta(minutes=1))
    played.replan([entry(1, "s3", when="1 day before arrival 09:05"), entry(2, "mail")])
    played.look()
    played.answer = lambda run: Ended("done")
    played.clock.go(timedelta(minutes=30))
    played.look()
    assert sorted(played.handed) == [(0, "1", ("mail",)), (0, "1", ("s3",)), (1, "2", ("mail",))]


def test_entries_that_change_places_keep_what_waits(tmp_path: Path):
    played = begun(tmp_path, entry(1, "mail"), entry(2, "s3"))
    played.look()
    assert len(played.store.retries()) == 2
    played.replan([entry(1, "s3"), entry(2, "mail")])
    played.clock.go(timedelta(minutes=20))
    played.look()
    assert sorted(played.handed[2:]) == [(1, "1", ("s3",)), (1, "2", ("mail",))]
    assert [(each.number, each.channels) for each in played.store.retries().values()] == [(2, ("s3",)), (2, ("mail",))]


def test_what_is_due_follows_its_entry(tmp_path: Path):
    played = begun(tmp_path)
    left_due(played)
    played.replan([entry(1, "s3", when=DAY), entry(2, "mail")])
    played.look()
    assert played.handed == [(0, "2", ("mail",))]
    assert [run.state for run in played.store.runs()] == ["failed"], "its moment is not missed as well"


def test_what_a_killed_process_left_follows_its_entry(tmp_path: Path):
    played = begun(tmp_path)

    def killed(run: Run) -> Ended:
        folder = played.store.folder / run.id
        folder.mkdir(parents=True)
        write_outcome(folder, BUSY)
        raise KeyboardInterrupt

    played.answer = killed
    with pytest.raises(KeyboardInterrupt):
        played.look()
    played.begin()
    played.replan([entry(1, "s3", when=DAY), entry(2, "mail")])
    played.look()
    assert [(each.schedule[-1], each.channels) for each in played.store.retries().values()] == [("2", ("mail",))]


def test_guests_who_come_later_change_no_entry(tmp_path: Path):
    played = begun(tmp_path)
    left_due(played)
    later = (VISIT[0] + timedelta(days=1), VISIT[1] + timedelta(days=1))
    played.replan([entry(1, "mail", visit=later)])
    played.look()
    assert played.handed == [(0, "1", ("mail",))]


@pytest.mark.parametrize("now", [[entry(1, "s3")], [entry(1, "mail", when=DAY)], []])
def test_what_is_due_by_an_entry_that_is_no_more_is_missed_and_told(tmp_path: Path, now: list[Schedule]):
    played = begun(tmp_path)
    left_due(played)
    played.replan(now)
    looked = played.look()
    assert played.handed == []
    assert told(played)[0] == ("missed", CHANGED, 0)
    assert ("missed", CHANGED) in [(run.state, run.message) for run in looked.runs]


@pytest.mark.parametrize("now", [[entry(1, "s3", when=DAY)], []])
def test_what_waits_for_an_entry_that_is_no_more_is_missed_and_told(tmp_path: Path, now: list[Schedule]):
    played = begun(tmp_path)
    played.look()
    played.told.clear()
    broken = Trouble("", Problem(Place("data/delegations/a.yaml", 1), "No.", ""))
    played.replan(now, problems=(broken,))
    played.clock.go(timedelta(hours=1))
    played.look()
    assert (played.told, len(played.store.retries())) == ([], 1), "it may be in a file that is broken just now"
    played.replan(now)
    played.look()
    played.look()
    assert told(played) == [("missed", CHANGED, 1)]
    assert (len(played.handed), played.store.retries()) == (1, {})


def test_a_brief_that_is_renamed_is_told_where_it_was_due(tmp_path: Path):
    played = begun(tmp_path, scheduled("daily 09:00", "brief:x"))
    left_due(played)
    played.replan([scheduled("daily 09:00", "brief:y")])
    played.look()
    played.look()
    assert told(played) == [("missed", GONE, 0)]


def test_who_is_killed_before_it_tells_of_it_leaves_that_to_the_next(tmp_path: Path):
    played = begun(tmp_path, scheduled("daily 09:00", "brief:x"))
    left_due(played)
    played.replan([])
    beat = played.store.beat

    def killed(*given: object) -> None:
        raise KeyboardInterrupt

    played.store.beat = killed
    with pytest.raises(KeyboardInterrupt):
        played.look()
    assert played.told == []
    played.store.beat = beat
    played.begin()
    played.look()
    assert told(played) == [("missed", GONE, 0)]


@pytest.mark.parametrize("places", [(1, 2), (2, 1)])
def test_a_record_excuses_an_entry_of_the_same_channels_alone(tmp_path: Path, places: tuple[int, int]):
    played = begun(tmp_path)
    played.answer = lambda run: Ended("done")
    played.look()
    played.replan([entry(places[0], "s3"), entry(places[1], "mail")])
    played.look()
    played.look()
    assert [(run.state, run.channels) for run in played.told] == [("done", ("mail",)), ("missed", ("s3",))]


def test_the_process_that_does_a_run_follows_its_entry(tmp_path: Path):
    more = """\
schedule:
  - {when: on arrival 09:00, do: deliver, channels: [folder]}
  - {when: 1 day before arrival 09:00, do: deliver, channels: [mail]}
"""
    project = project_of(tmp_path, {**files_of({"one": brief_of("One")}), **delegation_file("east", more)})
    rule = "1 day before arrival 09:00 | Asia/Shanghai"
    run = run_of("deliver", "delegation:east:deliver:1", rule=rule, channels=("mail",))
    found = find_schedule(project, run)
    assert found is not None
    assert (found.id, found.channels) == ("delegation:east:deliver:2", ("mail",))
    assert find_schedule(project, run_of("deliver", run.schedule, rule=rule, channels=("s3",))) is None


def test_what_an_older_briefgen_left_is_known_by_its_place(tmp_path: Path):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in (*STEPS[0], *STEPS[1]):
        connection.execute(statement)
    connection.execute("PRAGMA application_id = 1650946675")
    connection.execute("PRAGMA user_version = 2")
    connection.execute(
        "INSERT INTO runs (id, schedule, action, nominal, due, until, state) VALUES"
        " ('x', 'delegation:a:deliver:1', 'deliver', 'x', '2026-12-09T01:00:00Z', '2026-12-09T01:00:00Z', 'due')"
    )
    migrate(connection)
    played = begun(tmp_path / "new")
    played.store = Store(tmp_path, connection)
    played.look()
    assert (0, "1", ("mail",)) in played.handed
