"""Entries of a delegation are known by their place in the file: what is to be done follows where one is moved."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from schedule_case import Played, SetClock, scheduled
from scheduled import brief_of, delegation_file, files_of, project_of, run_of

from briefgen.errors import Place, Problem
from briefgen.project import Project
from briefgen.schedule.child import Ended
from briefgen.schedule.entries import CHANGED, GONE
from briefgen.schedule.notices.kept import follow_moves, waiting
from briefgen.schedule.notices.kept import told as told_of
from briefgen.schedule.notices.noting import note_run
from briefgen.schedule.outcomes import write_outcome
from briefgen.schedule.scheduled import Schedule, Trouble
from briefgen.schedule.store.records import Item, Outcome, Run
from briefgen.schedule.store.schema import STEPS, migrate
from briefgen.schedule.store.store import Store
from briefgen.schedule.store.sums import sums
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
        self.done.append(run)
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


def test_what_is_due_in_the_minute_in_which_an_entry_is_put_above_is_run(tmp_path: Path):
    played = begun(tmp_path)
    played.answer = lambda run: Ended("done")
    played.replan([entry(1, "s3", when=DAY), entry(2, "mail")])
    played.look()
    assert played.handed == [(0, "2", ("mail",))]
    assert [(run.schedule[-1], run.state) for run in played.store.runs()] == [("2", "done")]
    played.look()
    assert len(played.handed) == 1


@pytest.mark.parametrize("order", [(2, 1, 3), (3, 1, 2), (2, 3, 1), (1, 3, 2)])
def test_what_is_settled_goes_with_an_entry(tmp_path: Path, order: tuple[int, int, int]):
    """The clock is put back: by the watermark of another, what is done already would be done again."""
    whens = ("daily 09:00", "0 * * * *", "30 * * * *")
    played = begun(tmp_path, *(entry(place, when=when) for place, when in enumerate(whens, 1)))
    played.answer = lambda run: Ended("done")
    played.clock.at = DUE + timedelta(hours=3, minutes=10)
    played.look()
    assert len(played.handed) == 3
    played.clock.at = DUE + timedelta(hours=1)
    moved = [entry(place, when=when) for when, place in zip(whens, order, strict=True)]
    played.replan(sorted(moved, key=lambda one: one.id))
    for _ in range(16):
        played.clock.go(timedelta(minutes=10))
        played.look()
    assert [run.nominal[11:] for run in played.done[3:]] == ["12:30"]
    assert {one.id: played.store.watermarks()[one.id].rule.split(" | ")[0] for one in moved} == {
        one.id: str(one.trigger) for one in moved
    }


def test_what_is_taken_away_leaves_its_place_to_the_next(tmp_path: Path):
    played = begun(tmp_path, entry(1, when="0 * * * *"), entry(2, when="30 * * * *"), entry(3, when="15 * * * *"))
    played.answer = lambda run: Ended("done")
    played.look()
    played.clock.at = DUE + timedelta(minutes=40)
    played.replan([entry(1, when="30 * * * *"), entry(2, when="15 * * * *")])
    played.look()
    assert [run.nominal[11:] for run in played.done[3:]] == ["09:15", "09:30"]
    assert sorted(played.store.watermarks()) == ["delegation:a:deliver:1", "delegation:a:deliver:2"]
    assert {(run.schedule[-1], run.nominal[14:]) for run in played.store.runs() if run.state == "done"} == {
        ("3", "00"), ("1", "30"), ("2", "15"),
    }  # fmt: skip


def test_guests_who_come_on_other_days_and_an_entry_that_is_put_above(tmp_path: Path):
    played = begun(tmp_path, entry(1, when="0 * * * *"), entry(2))
    played.answer = lambda run: Ended("done")
    later = (VISIT[0] + timedelta(days=1), VISIT[1] + timedelta(days=1))
    new = entry(1, when=DAY, visit=later)
    played.replan([new, entry(2, when="0 * * * *"), entry(3, visit=later)])
    played.look()
    assert [run.schedule[-1] for run in played.done] == ["2"]
    played.clock.go(timedelta(days=1))
    played.look()
    assert sorted(run.schedule[-1] for run in played.done) == ["2", "2", "3"]


def test_status_and_history_know_an_entry_that_was_moved(tmp_path: Path):
    played = begun(tmp_path)
    played.answer = lambda run: Ended("failed", "No.")
    played.look()
    played.replan([entry(1, "s3", when=DAY), entry(2, "mail")])
    played.look()
    assert {id: found.failing for id, found in sums(played.store).items()} == {"delegation:a:deliver:2": 1}


BAD = Outcome((Item("a/desk/mail", "delivery", "failed", message="No."),))


def test_what_the_operator_was_told_follows_an_entry(tmp_path: Path):
    played = begun(tmp_path)
    project = played.project
    played.looks._moved = lambda moved, number: follow_moves(project, moved, number)
    played.looks._after = lambda run: played.told.append(run) or noted(project, run)
    played.answer = lambda run: Ended("failed", "", BAD)
    played.look()
    assert (list(told_of(project)), [each.key for each in waiting(project)]) == (
        ["delegation:a:deliver:1"], ["delegation:a:deliver:1"],
    )  # fmt: skip
    moved = [entry(1, "s3", when="1 day before arrival 09:05"), entry(2, "mail", when=EVE)]
    played.replan(moved)
    played.look()
    played.look()
    assert list(told_of(project)) == ["delegation:a:deliver:2"]
    assert [(each.key, each.kind) for each in waiting(project)] == [("delegation:a:deliver:2", "failure")]
    played.answer = lambda run: Ended("done")
    played.clock.go(timedelta(minutes=10))
    played.look()
    assert played.handed[-1][1] == "1"
    assert list(told_of(project)) == ["delegation:a:deliver:2"], "another works, this one does not"


def noted(project: Project, run: Run) -> None:
    note_run(project, run, BAD if run.state == "failed" else Outcome(), DUE)


def test_whoever_is_killed_before_the_notices_follow_leaves_that_to_the_next(tmp_path: Path):
    heard: list[tuple[dict[str, str], int]] = []
    played = begun(tmp_path)

    def killed(moved: Mapping[str, str], number: int) -> None:
        heard.append((dict(moved), number))
        raise KeyboardInterrupt

    played.looks._moved = killed
    played.replan([entry(1, "s3", when=DAY), entry(2, "mail")])
    with pytest.raises(KeyboardInterrupt):
        played.look()
    played.begin()
    played.looks._moved = lambda moved, number: heard.append((dict(moved), number))
    played.look()
    played.look()
    assert heard == [({"delegation:a:deliver:1": "delegation:a:deliver:2"}, 1)] * 2
    project = played.project
    note_run(project, run_of("deliver", "delegation:a:deliver:1", state="failed"), BAD, DUE)
    for ids, number in heard:
        follow_moves(project, {**ids, "delegation:a:deliver:2": "delegation:a:deliver:3"}, number)
    assert list(told_of(project)) == ["delegation:a:deliver:2"], "to do it twice does no harm"
    note_run(project, run_of("deliver", "delegation:a:deliver:2", state="done"), Outcome(), DUE)
    assert [(each.key, each.kind) for each in waiting(project)] == [("delegation:a:deliver:2", "recovery")]


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
