"""`briefgen schedule run --once`, as timers call it: with nothing to do, and while another looks at the schedules."""

from __future__ import annotations

import json
from pathlib import Path

from editions import briefgen
from scheduled import brief_of, files_of, project_of

from briefgen.schedule.daemon import LOCK
from briefgen.schedule.lock import hold
from briefgen.system import Clock


def once(project: Path, *more: str) -> tuple[int, str, str]:
    done = briefgen("schedule", "run", "--once", *more, cwd=project)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_timer_is_told_of_nothing_where_another_looks(tmp_path: Path):
    project = project_of(tmp_path, files_of({"one": brief_of("One", schedule="daily 06:00")}))
    begun = "Nothing is on record in runs/: all schedules count from now.\n"
    assert once(project.root) == (0, begun + "Nothing is due. 1 schedule.\n", "")
    assert once(project.root) == (0, "Nothing is due. 1 schedule.\n", "")
    with hold(project.runs, LOCK, "briefgen schedule run", Clock()):
        code, out, told = once(project.root)
        assert (code, told) == (0, "")
        assert "looked after already, by briefgen schedule run" in out
        assert once(project.root, "--quiet") == (0, "", "")
        code, out, told = once(project.root, "--adopt")
        assert (code, out) == (3, "")
        assert "looked after already" in told
        assert briefgen("schedule", "run", cwd=project.root).returncode == 3
    assert once(project.root, "--adopt")[0] == 0


def test_records_that_are_gone_are_told(tmp_path: Path):
    project = project_of(tmp_path, files_of({"one": brief_of("One", schedule="daily 06:00")}))
    assert once(project.root)[0] == 0
    for path in project.runs.glob("runs.sqlite3*"):
        path.unlink()
    code, out, told = once(project.root, "--json")
    assert (code, told) == (0, "")
    assert [(each["status"], each["message"]) for each in map(json.loads, out.splitlines())] == [
        ("begun", "Nothing is on record in runs/: all schedules count from now.")
    ]
