"""Daemons and runs as processes: two at once, killed at any time, with full disks and runs that behave badly."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from editions import ROOT
from schedule_program import BEGIN, begin, find, project_of

from briefgen.schedule.lock import holder
from briefgen.schedule.store.opening import open_store
from briefgen.schedule.store.records import Run
from briefgen.system import Clock

PROGRAM = ROOT / "tests" / "support" / "schedule_program.py"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
EACH_MINUTE = [["run:a", "* * * * *", "quick"]]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses signals that Windows has not")


def command(what: str, root: Path, *more: str) -> list[str]:
    return [sys.executable, str(PROGRAM), what, str(root), *more]


@contextmanager
def daemon(root: Path) -> Generator[subprocess.Popen[str]]:
    """Run a daemon, and end it in order."""
    with subprocess.Popen(
        command("daemon", root), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=ENVIRONMENT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            finally:
                process.kill()


def once(root: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command("once", root, *more), capture_output=True, encoding="utf-8", env=ENVIRONMENT, timeout=60, check=False
    )


def lines(root: Path, *kinds: str) -> list[list[str]]:
    """Return what was told, by words."""
    try:
        told = (root / "done.txt").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [line.split(" ") for line in told if not kinds or line.split(" ")[0] in kinds]


def until(what: Callable[[], object], seconds: float = 15) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def runs(root: Path) -> list[Run]:
    with open_store(project_of(root), reading=True) as store:
        return list(reversed(list(store.runs())))


def never_two_at_once(root: Path) -> None:
    told = [line[:2] for line in lines(root, "begin", "end")]
    working = ""
    for kind, id in told:
        if kind == "begin":
            assert not working, f"{id} was begun while {working} was being done"
        working = id if kind == "begin" else ""


def test_a_daemon_runs_what_is_due_and_ends_in_order(tmp_path: Path):
    begin(tmp_path, 120, {"schedules": EACH_MINUTE})
    with daemon(tmp_path) as process:
        until(lambda: len(lines(tmp_path, "end")) >= 3)
        second = once(tmp_path)
        assert second.returncode == 3
        assert f"briefgen schedule run (process {process.pid} on " in second.stderr
        assert " since 2026-11-23 " in second.stderr
    assert process.returncode == 0
    assert holder(project_of(tmp_path).runs, "daemon", Clock()) is None
    assert {run.state for run in runs(tmp_path)} <= {"done", "missed", "due", "ended"}, "one may have been broken off"
    never_two_at_once(tmp_path)


def test_two_daemons_that_start_at_once_are_one(tmp_path: Path):
    begin(tmp_path, 120, {"schedules": EACH_MINUTE})
    started = [
        subprocess.Popen(command("daemon", tmp_path), stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT)
        for _ in range(3)
    ]
    try:
        until(lambda: sum(process.poll() is not None for process in started) == 2)
        until(lambda: len(lines(tmp_path, "end")) >= 2)
    finally:
        for process in started:
            process.terminate()
        ends = sorted((process.wait(20), process.communicate()[1]) for process in started)
    assert [code for code, _ in ends] == [0, 3, 3]
    never_two_at_once(tmp_path)


def test_killed_at_random_moments_nothing_is_done_twice_or_lost(tmp_path: Path):
    """Kill the daemon, its run, or both, again and again; then account for all moments."""
    random = Random(11)
    project = begin(tmp_path, 180, {"schedules": [*EACH_MINUTE, ["run:b", "*/2 * * * *", "deaf"]]})
    end = time.monotonic() + 7
    kills = 0
    while time.monotonic() < end:
        process = subprocess.Popen(command("daemon", tmp_path), stdout=subprocess.DEVNULL, env=ENVIRONMENT)
        time.sleep(random.uniform(0.2, 1.6))
        worker = holder(project.runs, "work", Clock())
        if worker is not None and random.random() < 0.4:
            os.kill(worker.process, signal.SIGKILL)
            time.sleep(random.uniform(0, 0.3))
        process.kill()
        process.wait()
        kills += 1
    assert kills >= 4
    until(lambda: holder(project.runs, "work", Clock()) is None, 10)
    (tmp_path / "plan.yaml").write_text(json.dumps({"schedules": []}), "utf-8")
    assert once(tmp_path).returncode == 0
    found = runs(tmp_path)
    assert {run.state for run in found} <= {"done", "ended", "missed", "failed"}, "something is left over"
    never_worked_on_twice(tmp_path, found)
    for id in ("run:a", "run:b"):
        accounted(id, tmp_path, [run for run in found if run.schedule == id])


def never_worked_on_twice(root: Path, found: list[Run]) -> None:
    """Make sure that no run was begun twice, and that what is done was begun once."""
    begun = [line[1] for line in lines(root, "begin")]
    assert len(set(begun)) == len(begun)
    assert {run.id for run in found if run.state == "done"} <= set(begun)
    again = [(run.schedule, run.due) for run in found if run.state == "done"]
    assert len(set(again)) == len(again), "a moment was done twice"
    killed = False
    working = ""
    for kind, id, *_ in lines(root, "begin", "end"):
        if kind == "begin":
            killed = next(run for run in found if run.id == working).state == "ended" if working else True
            assert not working or killed, f"{id} was begun while {working} was being done"
        working = id if kind == "begin" else ""


def accounted(id: str, root: Path, found: list[Run]) -> None:
    """Make sure that each minute that was due until the last record is on one record, but for second attempts."""
    first = [run for run in found if run.attempt == 1]
    step = 60 if id == "run:a" else 120
    recorded: list[datetime] = []
    for run in first:
        span = int((run.until - run.due).total_seconds())
        moments = [run.due + timedelta(seconds=seconds) for seconds in range(0, span + 1, step)]
        assert len(moments) == run.count
        recorded += moments
    assert len(set(recorded)) == len(recorded)
    whole = range(0, int((max(recorded) - min(recorded)).total_seconds()) + 1, step)
    assert sorted(recorded) == [min(recorded) + timedelta(seconds=seconds) for seconds in whole]
    assert min(recorded) >= BEGIN


def test_a_run_whose_daemon_was_killed_ends_itself(tmp_path: Path):
    project = begin(tmp_path, 120, {"schedules": [["run:a", "* * * * *", "silent"]]})
    process = subprocess.Popen(command("daemon", tmp_path), stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    until(lambda: lines(tmp_path, "begin"))
    process.kill()
    process.wait()
    until(lambda: lines(tmp_path, "end"), 5)
    until(lambda: holder(project.runs, "work", Clock()) is None, 5)
    (plan,) = [run for run in runs(tmp_path) if run.state == "running"]
    (tmp_path / "plan.yaml").write_text(json.dumps({"schedules": [["run:a", "* * * * *", "quick"]]}), "utf-8")
    done = once(tmp_path)
    assert "run:a:done" in done.stdout
    told = {run.id: run for run in runs(tmp_path)}
    assert (told[plan.id].state, told[plan.id].message) == ("ended", "Its process was ended before it was done.")


def test_what_a_killed_daemons_run_finished_counts(tmp_path: Path):
    project = begin(tmp_path, 120, {"schedules": [["run:a", "* * * * *", "deaf"]]})
    process = subprocess.Popen(command("daemon", tmp_path), stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    until(lambda: lines(tmp_path, "begin"))
    process.kill()
    process.wait()
    waiting = once(tmp_path)
    assert waiting.stdout.strip() == "", "it must leave what still works in peace"
    until(lambda: holder(project.runs, "work", Clock()) is None, 10)
    (tmp_path / "plan.yaml").write_text(json.dumps({"schedules": []}), "utf-8")
    once(tmp_path)
    first = next(run for run in runs(tmp_path) if run.state != "missed")
    assert first.state in ("done", "ended")
    never_two_at_once(tmp_path)


def test_runs_that_behave_badly_stop_no_other(tmp_path: Path):
    behaviour = ["fails", "dies", "leaves", "silent", "large", "slow"]
    begin(tmp_path, 240, {"schedules": [], "silence": 480})
    once(tmp_path)
    plan = {"schedules": [[f"run:{how}", "0 * * * *", how] for how in behaviour], "silence": 480}
    (tmp_path / "plan.yaml").write_text(json.dumps(plan), "utf-8")
    once(tmp_path)
    kept = json.loads((tmp_path / "clock.json").read_text("utf-8"))
    (tmp_path / "clock.json").write_text(json.dumps({**kept, "from": kept["from"] - 15}), "utf-8")  # an hour later
    once(tmp_path)
    found = {how: [run for run in runs(tmp_path) if run.schedule == f"run:{how}"] for how in behaviour}
    assert {how: [run.state for run in own] for how, own in found.items()} == {
        "fails": ["failed"],
        "dies": ["ended", "ended"],
        "leaves": ["failed"],
        "silent": ["failed"],
        "large": ["done"],
        "slow": ["done"],
    }
    told = {how: own[0].message for how, own in found.items()}
    assert "RuntimeError: a fault" in told["fails"]
    assert "killed from outside (signal 9)" in told["dies"]
    assert "ended by itself with code 7" in told["leaves"]
    assert "said nothing for 8 minutes" in told["silent"]
    assert (told["large"], told["slow"]) == ("", "")
    assert find(project_of(tmp_path), "run:slow") is not None


def test_a_daemon_goes_on_while_files_and_folders_break(tmp_path: Path):
    begin(tmp_path, 120, {"schedules": EACH_MINUTE})
    plan = (tmp_path / "plan.yaml").read_text("utf-8")
    with daemon(tmp_path):
        until(lambda: lines(tmp_path, "end"))
        (tmp_path / "plan.yaml").write_text("{", "utf-8")
        until(lambda: lines(tmp_path, "trouble"))
        time.sleep(1.2)
        count = len(lines(tmp_path, "begin"))
        (tmp_path / "plan.yaml").write_text(plan, "utf-8")
        until(lambda: lines(tmp_path, "passed"))
        until(lambda: len(lines(tmp_path, "end")) > count)
        (tmp_path / "aside").hardlink_to(tmp_path / "runs" / "runs.sqlite3")
        (tmp_path / "bad").write_bytes(b"no database " * 100)
        (tmp_path / "bad").replace(tmp_path / "runs" / "runs.sqlite3")
        until(lambda: "damaged" in str(lines(tmp_path, "failure")))
        (tmp_path / "aside").replace(tmp_path / "runs" / "runs.sqlite3")
        until(lambda: lines(tmp_path, "mended"))
        count = len(lines(tmp_path, "end"))
        until(lambda: len(lines(tmp_path, "end")) > count)
    assert len(lines(tmp_path, "trouble")) == 1
    failures = [" ".join(line) for line in lines(tmp_path, "failure")]
    assert len([line for line in failures if "damaged" in line]) == 1
    known = ("damaged", "moved away", "is a copy")  # by what it was doing when the file was replaced
    assert [line for line in failures if not any(said in line for said in known)] == []
    never_two_at_once(tmp_path)


def test_a_full_disk_is_told_and_it_goes_on_when_there_is_room(tmp_path: Path):
    root = tmp_path / "small"
    root.mkdir()
    mount = shutil.which("mount")
    if (
        mount is None
        or subprocess.run([mount, "-t", "tmpfs", "-o", "size=400k", "tmpfs", root], check=False).returncode
    ):
        return  # nothing may be mounted here; test_looks.py tries a disk that is full at each write
    try:
        begin(root, 120, {"schedules": EACH_MINUTE})
        with daemon(root):
            until(lambda: lines(root, "end"))
            fill = root / "fill"
            with fill.open("wb", buffering=0) as file:
                for size in (4096, 512, 1):
                    try:
                        while True:
                            file.write(b"x" * size)
                    except OSError:
                        continue
            time.sleep(1.2)
            fill.unlink()
            count = len(lines(root, "end"))
            until(lambda: len(lines(root, "end")) > count + 1)
        found = runs(root)
        assert found[-1].state in ("done", "missed")
        assert {run.state for run in found} <= {"done", "missed", "failed", "ended"}
    finally:
        subprocess.run(["umount", root], check=True)
