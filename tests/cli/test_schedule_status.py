"""`briefgen schedule status` and `history`: lines for people, objects and metrics for programs, and the exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from editions import ROOT, briefgen
from json_document import documented
from scheduled import brief_of, files_of, project_of

from briefgen.schedule.outcomes import write_outcome
from briefgen.schedule.store.opening import open_store
from briefgen.schedule.store.records import Item, Outcome, Watermark
from briefgen.schedule.store.store import Wanted
from briefgen.system import Clock

SETTINGS = """\
schedule: {calendar: none, runs: [{id: library, when: 'daily 06:00', build: all}]}
"""
RULE = "daily 06:00 | Asia/Shanghai"
HEAVY = ("matplotlib", "numpy", "reportlab", "pikepdf", "uharfbuzz", "fontTools", "pyhanko", "PIL", "apscheduler")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_of(tmp_path / "投资 p", files_of({"one": brief_of("One")}, settings=SETTINGS)).root


def failed(project: Path) -> str:
    """Let the newest run have failed, just now; return its id."""
    now = Clock().now()
    opened = project_of(project, {})
    with open_store(opened) as store:
        run = store.settle(Watermark("run:library", now, RULE), due=Wanted("build", "2026-11-16 06:00", now))
        assert run is not None
        store.begin(run.id, now - timedelta(seconds=8))
        item = Item("one", "brief", "failed", message="no paper")
        (opened.runs / run.id).mkdir()
        write_outcome(opened.runs / run.id, Outcome((item,)))
        store.end(run.id, "failed", now, "one: no paper\nsecond line")
        store.set_report(run.id, f"runs/{run.id}/report.pdf")
        store.beat("look", now)
    return run.id


def objects(project: Path, *arguments: str) -> tuple[list[dict[str, Any]], int]:
    done = briefgen("schedule", *arguments, "--json", cwd=project)
    assert done.stderr == b"", done.stderr.decode()
    found = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    for entry in found:
        documented(entry)
    return found, done.returncode


def lines(project: Path, *arguments: str) -> tuple[str, str, int]:
    done = briefgen("schedule", *arguments, cwd=project)
    return done.stdout.decode(), done.stderr.decode(), done.returncode


def test_a_failure_is_told_to_people_and_programs(project: Path):
    run = failed(project)
    out, told, code = lines(project, "status")
    assert code == 1
    assert "run:library" in out
    assert f"Look at runs/{run}/report.pdf" in told
    assert "Error: run:library: The last run failed" in told
    assert "no paper" in told
    (found,), code = objects(project, "status")
    assert (found["status"], code) == ("wrong", 1)
    assert [(each["code"], each["severity"]) for each in found["problems"]] == [
        ("failed", "error"),
        ("notices", "warning"),
    ]
    (library,) = found["schedules"]
    assert (library["state"], library["failing"], library["report"]) == ("failed", 1, f"runs/{run}/report.pdf")
    out, told, code = lines(project, "status", "--prometheus")
    assert (code, told) == (1, "")
    assert "briefgen_schedule_ok 0\n" in out
    assert lines(project, "status", "-q")[0] == ""


def test_history_tells_what_each_run_did(project: Path):
    assert lines(project, "history") == ("Nothing was run.\n", "", 0)
    assert objects(project, "history") == ([], 0)
    run = failed(project)
    out, _, code = lines(project, "history", "library", "-v")
    assert code == 0
    assert out.splitlines()[1:] == [
        "  one: no paper", "  second line", "  brief one: failed  no paper", "1 run.",
    ]  # fmt: skip
    (found,), _ = objects(project, "history", "--count", "1")
    assert (found["status"], found["run"], found["report"]) == ("failed", run, f"runs/{run}/report.pdf")
    assert lines(project, "history", "nothing")[2] == 2


def test_where_nothing_is_scheduled_all_is_well(tmp_path: Path):
    project = project_of(tmp_path, files_of({"one": brief_of("One")})).root
    assert lines(project, "status") == ("Nothing is scheduled.\nAll is as it should be.\n", "", 0)
    (found,), code = objects(project, "status")
    assert (found["status"], found["schedules"], code) == ("ok", [], 0)
    assert lines(project, "status", "--prometheus")[2] == 0


def test_settings_that_cannot_be_read_are_told_once(tmp_path: Path):
    project = project_of(tmp_path, files_of({"one": brief_of("One")})).root
    settings = project / "briefgen.yaml"
    settings.write_text(settings.read_text("utf-8") + "schedule: {zone: Mars/Gale}\n", "utf-8")
    said, told, code = lines(project, "status")
    assert (said.splitlines()[0], code) == ("No schedule can be read.", 1)
    assert told.count("briefgen.yaml:") == 1


def test_records_that_cannot_be_read_are_another_failure(project: Path):
    failed(project)
    (project / "runs" / "runs.sqlite3").write_bytes(b"no database" * 1000)
    for command in (["status"], ["status", "--prometheus"], ["history"]):
        assert lines(project, *command)[2] == 3
    (found,), code = objects(project, "status")
    assert (found["exit_code"], code) == (3, 3)


def test_two_forms_at_once_are_refused(project: Path):
    (found,), code = objects(project, "status", "--prometheus")
    assert (found["status"], code) == ("failed", 2)


@pytest.mark.parametrize("command", ["status", "history"])
def test_asking_loads_nothing_heavy(project: Path, command: str):
    failed(project)
    code = f"import sys\nfrom briefgen.cli.main import run\nrun(['schedule', {command!r}, '-q'])\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert not set(HEAVY) & set(done.stdout.splitlines()[-1].split())


def test_moments_are_in_utc(project: Path):
    failed(project)
    (found,), _ = objects(project, "status")
    assert abs(datetime.fromisoformat(found["at"]) - datetime.now(UTC)) < timedelta(minutes=10)  # noqa: TID251
