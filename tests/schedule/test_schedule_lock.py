"""Only one looks after the schedules: locks of processes that live, were killed, or have no locks to take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from editions import ROOT
from schedule_case import START, SetClock

from briefgen.errors import EnvironmentFailure
from briefgen.schedule import lock as locks
from briefgen.schedule.lock import LEASE, Held, hold, holder, read_owner
from briefgen.system import Clock, host_name, process_id, process_started

HOLD = """
import sys, time
from pathlib import Path
from briefgen.schedule.lock import hold
from briefgen.system import Clock
with hold(Path(sys.argv[1]), "daemon", "the first", Clock()):
    print("held", flush=True)
    time.sleep(60)
"""


def holding(folder: Path) -> subprocess.Popen[str]:
    """Return a process that holds the lock."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, encoding="utf-8", env=environment
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_is_told_who_holds_it_and_force_frees_it(tmp_path: Path):
    with holding(tmp_path) as process:
        try:
            with pytest.raises(Held) as caught, hold(tmp_path, "daemon", "the second", Clock()):
                pass
            owner = holder(tmp_path, "daemon", Clock())
        finally:
            process.kill()
            process.wait()
    assert owner is not None
    assert (owner.what, owner.process, owner.host) == ("the first", process.pid, host_name())
    assert caught.value.owner == owner
    assert caught.value.exit_code == 3
    for part in ("the first", str(process.pid), host_name(), f"{owner.since:%Y-%m-%d %H:%M}"):
        assert part in caught.value.message
    assert holder(tmp_path, "daemon", Clock()) is None
    with hold(tmp_path, "daemon", "the second", Clock()) as lock:
        assert lock.owner.process == process_id()


def test_nothing_is_held_before_and_after(tmp_path: Path):
    clock = SetClock()
    assert holder(tmp_path, "daemon", clock) is None
    with hold(tmp_path, "daemon", "me", clock) as lock:
        clock.go(timedelta(minutes=1))
        lock.renew()
        found = read_owner(tmp_path, "daemon")
        assert found is not None
        assert (found.since, found.renewed) == (START, START + timedelta(minutes=1))
    assert read_owner(tmp_path, "daemon") is None
    assert holder(tmp_path, "daemon", clock) is None


def test_a_lock_that_was_deleted_is_lost(tmp_path: Path):
    with hold(tmp_path, "daemon", "me", Clock()) as lock:
        if sys.platform != "win32":
            (tmp_path / "daemon.lock").unlink()
            with pytest.raises(EnvironmentFailure, match="has gone"):
                lock.renew()


def test_a_full_disk_takes_no_lock_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with hold(tmp_path, "daemon", "me", Clock()) as lock:
        monkeypatch.setattr(locks, "_write", lambda path, owner: (_ for _ in ()).throw(OSError(28, "full")))
        lock.renew()
    assert holder(tmp_path, "daemon", Clock()) is None


def test_a_folder_that_is_closed_is_told(tmp_path: Path):
    with (
        pytest.raises(EnvironmentFailure, match="No lock can be taken"),
        hold(tmp_path / "no", "daemon", "me", Clock()),
    ):
        pass


@pytest.fixture
def lockless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the file system have no locks."""
    monkeypatch.setattr(locks, "take", lambda file: None)


@pytest.mark.usefixtures("lockless")
def test_without_locks_a_lease_holds_while_its_owner_lives(tmp_path: Path):
    clock = SetClock()
    with hold(tmp_path, "daemon", "me", clock) as lock:
        with pytest.raises(Held), hold(tmp_path, "daemon", "another", clock):
            pass
        assert holder(tmp_path, "daemon", clock) == lock.owner
        lock.renew()
    assert not (tmp_path / "daemon.json").exists()


@pytest.mark.usefixtures("lockless")
@pytest.mark.parametrize("elsewhere", [False, True])
def test_without_locks_a_lease_whose_owner_is_no_more_is_taken_over(tmp_path: Path, elsewhere: bool):
    clock = SetClock()
    with hold(tmp_path, "daemon", "me", clock):
        left = json.loads((tmp_path / "daemon.json").read_text("utf-8"))
    left |= {"host": "elsewhere"} if elsewhere else {"started": "long ago"}
    (tmp_path / "daemon.json").write_text(json.dumps(left), "utf-8")
    if elsewhere:
        with pytest.raises(Held), hold(tmp_path, "daemon", "another", clock):
            pass
        clock.go(LEASE + timedelta(seconds=1))
    with hold(tmp_path, "daemon", "another", clock) as lock:
        assert lock.owner.what == "another"


@pytest.mark.usefixtures("lockless")
def test_a_lease_that_was_taken_over_is_lost(tmp_path: Path):
    clock = SetClock()
    with hold(tmp_path, "daemon", "me", clock) as lock:
        other = json.loads((tmp_path / "daemon.json").read_text("utf-8")) | {"process": 1}
        (tmp_path / "daemon.json").write_text(json.dumps(other), "utf-8")
        with pytest.raises(Held):
            lock.renew()
    assert (tmp_path / "daemon.json").exists(), "it is another's now"


def test_processes_are_told_apart_by_when_they_started():
    assert process_started(process_id()) == process_started(process_id()) != ""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    assert process_started(done.pid) == ""


def test_a_process_is_the_same_to_whoever_asks(monkeypatch: pytest.MonkeyPatch):
    """What ps shows depends on the zone and the language in which it is asked."""
    asked: list[dict[str, str]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        asked.append(options.get("env") or dict(os.environ))
        return subprocess.CompletedProcess(command, 0, "Mon Nov 23 06:00:00 2026\n")

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(subprocess, "run", run)
    for zone in ("Asia/Shanghai", "Europe/Berlin"):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
        assert process_started(1) == "Mon Nov 23 06:00:00 2026"
    assert [(each["TZ"], each["LC_ALL"]) for each in asked] == [("UTC", "C")] * 2
