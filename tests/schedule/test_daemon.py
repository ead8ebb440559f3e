"""The daemon in this process: woken by its watch where the clock fails to, and ended in order."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from schedule_program import begin, looks_of, project_of

from briefgen.errors import BriefgenError, EnvironmentFailure
from briefgen.project import Project
from briefgen.schedule import daemon as daemons
from briefgen.schedule.daemon import Daemon, once
from briefgen.schedule.look import Looked
from briefgen.schedule.store.opening import open_store
from briefgen.system import Clock


class PutBack(Clock):
    """Be a clock that was put back by an hour after each look: APScheduler waits for that hour."""

    def shown(self, moment: datetime) -> datetime:
        return moment + timedelta(hours=1) if moment > self.now() else moment


def test_a_clock_that_is_put_back_stops_no_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(daemons, "LONGEST", 0.3)
    monkeypatch.setattr(daemons, "WAKE", 0.05)
    begin(tmp_path, 1, {"schedules": []})
    clock, looked = PutBack(), list[float]()
    daemon = Daemon(lambda: project_of(tmp_path), looks_of(tmp_path, clock), clock, lambda found: note(looked, found))
    thread = Thread(target=daemon.run)
    thread.start()
    end = time.monotonic() + 10
    while len(looked) < 4 and time.monotonic() < end:
        time.sleep(0.02)
    daemon.stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert len(looked) >= 4
    with open_store(project_of(tmp_path), reading=True) as store:
        assert "look" in store.beats()


def note(looked: list[float], found: Looked | BriefgenError | None) -> None:
    if isinstance(found, Looked):
        looked.append(time.monotonic())


def test_what_cannot_be_looked_at_is_told_once_and_when_it_is_mended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(daemons, "LONGEST", 0.1)
    monkeypatch.setattr(daemons, "SHORTEST", 0.05)
    begin(tmp_path, 1, {"schedules": []})
    told: list[Looked | BriefgenError | None] = []
    broken = True

    def project() -> Project:
        if broken and told:
            raise EnvironmentFailure("The folder has gone.")
        return project_of(tmp_path)

    clock = Clock()
    daemon = Daemon(project, looks_of(tmp_path, clock), clock, told.append)
    thread = Thread(target=daemon.run)
    thread.start()
    time.sleep(1)
    broken = False
    end = time.monotonic() + 10
    while not (None in told and isinstance(told[-1], Looked)) and time.monotonic() < end:
        time.sleep(0.02)
    daemon.stop.set()
    thread.join(10)
    assert [each.message for each in told if isinstance(each, BriefgenError)] == ["The folder has gone."]
    assert told.count(None) == 1


def test_adopting_sets_watermarks_of_the_future_back(tmp_path: Path):
    from datetime import UTC
    from threading import Event

    from briefgen.schedule.store.records import Watermark

    project = begin(tmp_path, 1, {"schedules": [["run:a", "0 6 * * *", "quick"]]})
    clock = Clock()
    with open_store(project) as store:
        store.settle(Watermark("run:a", datetime(2990, 1, 1, tzinfo=UTC), "0 6 * * * | UTC"))
    assert once(project, looks_of(tmp_path, clock), clock, Event()).troubled
    assert not once(project, looks_of(tmp_path, clock), clock, Event(), adopt=True).troubled
