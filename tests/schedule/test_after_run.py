"""What follows a run: report, clearing, mail; each whatever becomes of the others."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from mail_server import free_port, mail_server
from packs import SETTINGS
from parcels import mail_settings
from scheduled import project_of

from briefgen.project import Project
from briefgen.schedule import after
from briefgen.schedule.after import NOTICES, tell_after, tell_operator
from briefgen.schedule.notices import kept
from briefgen.schedule.notify import undelivered
from briefgen.schedule.outcomes import write_outcome
from briefgen.schedule.store.opening import open_store
from briefgen.schedule.store.records import Item, Outcome, Trouble
from briefgen.schedule.store.store import Wanted, Watermark
from briefgen.system import Clock

BAD = Outcome((Item("ships", "brief", "failed", message="briefings/ships.yaml:1:1: It is broken."),))


def made(folder: Path, port: int) -> Project:
    deliver = "".join(f"  {line}\n" for line in mail_settings(port).splitlines())
    operator = "schedule:\n  operator: {address: ops@example.org, language: en}\n"
    return project_of(folder, {"briefgen.yaml": f"{SETTINGS}deliver:\n{deliver}{operator}"})


def ended(project: Project, outcome: Outcome) -> str:
    """Put a run on record that has just ended, with what came of it; return its id."""
    now = Clock().now().replace(microsecond=0)
    with open_store(project) as store:
        mark = Watermark("run:library", now, "rule")
        store.settle(mark, store.watermarks().get("run:library"), due=Wanted("build", "2026-11-16 06:00", now))
        (run,) = store.to_do()
        store.begin(run.id, now)
        store.end(run.id, "failed" if outcome.failed else "done", now)
    (project.runs / run.id).mkdir()
    write_outcome(project.runs / run.id, outcome)
    return run.id


def test_a_failed_run_is_reported_and_mailed(tmp_path: Path):
    with mail_server() as (box, port):
        project = made(tmp_path, port)
        run = ended(project, BAD)
        tell_after(project, run)
        assert len(box.arrived) == 1
        assert b"needs attention: 1 failed" in box.messages[0]
        assert f'filename="{run}.pdf"'.encode() in box.messages[0]
    with open_store(project, reading=True) as store:
        found = store.run(run)
    assert found is not None
    assert (found.report, found.message) == (f"runs/{run}/report.pdf", "")
    assert json.loads((project.runs / run / "report.json").read_text("utf-8"))["failed"]


def test_a_server_that_is_away_keeps_nothing_else_back(tmp_path: Path):
    project = made(tmp_path, free_port())
    run = ended(project, BAD)
    tell_after(project, run)
    assert (project.runs / run / "report.pdf").is_file()
    assert len(undelivered(project).notices) == 1


def test_a_look_tells_of_troubles_and_tries_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    started: list[str] = []
    monkeypatch.setattr(after, "_start", lambda project, run, clock: started.append(run))
    with mail_server() as (box, port):
        project = made(tmp_path, port)
        now = Clock().now()
        tell_operator(project, [], now, Clock())
        assert started == [] and not kept.folder_of(project).exists()
        troubles = [Trouble("brief:one", "briefings/one.yaml:3:1: This says no time.", "Write one.", now)]
        for minute in range(3):
            tell_operator(project, troubles, now + timedelta(minutes=minute), Clock())
        assert started == [NOTICES] * 3
        tell_after(project, NOTICES)
        assert b"Schedules cannot be read: 1" in box.messages[0]
        tell_operator(project, troubles, now + timedelta(minutes=9), Clock())
        assert len(started) == 3
