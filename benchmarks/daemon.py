"""What the daemon costs when it has nothing to do: python benchmarks/daemon.py [--seconds 120] [--folder DIR].

Told are the memory and CPU of `briefgen schedule run` over some minutes in which nothing is due, with as many schedules
as --schedules says; and how long a look takes that finds a year of downtime of a thousand schedules, from the start of
the process to the end of the recording, without the runs themselves. Targets: 60 MB, 0.1 % of a core, 1 s.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from briefgen.project import open_project
from briefgen.schedule.due import rule_of
from briefgen.schedule.plans import plans
from briefgen.schedule.store.opening import open_store
from briefgen.schedule.store.records import Watermark
from briefgen.schedule.store.store import Settling
from briefgen.system import Clock

KINDS = (
    "daily {hour:02}:00", "weekdays {hour:02}:00", "workdays {hour:02}:30", "Mondays {hour:02}:00",
    "first workday of quarter {hour:02}:00", "1st of month {hour:02}:00", "*/10 {hour} * * *",
    "last day of month 06:00",
)  # fmt: skip
LOOK = """
import sys, time
from pathlib import Path
from threading import Event
from briefgen.project import open_project
from briefgen.schedule.agenda import read_agenda
from briefgen.schedule.child import Ended
from briefgen.schedule.daemon import LOCK
from briefgen.schedule.lock import hold
from briefgen.schedule.look import Looks
from briefgen.schedule.store.opening import open_store
from briefgen.system import Clock
root, clock, stop = Path(sys.argv[1]), Clock(), Event()
stop.set()  # record what is due, and begin none of it
project = open_project(root)
looks = Looks(lambda: project, read_agenda, lambda *given: Ended("done"), clock)
with hold(project.runs, LOCK, "a benchmark", clock) as lock, open_store(project, thorough=True) as store:
    found = looks.look(store, lock, stop)
    print(len(store.to_do()), sum(run.count for run in store.runs(states=("missed",))))
"""


def made(root: Path, count: int) -> None:
    """Make a project with as many schedules, none of them due within an hour."""
    subprocess.run([sys.executable, "-m", "briefgen", "init", str(root)], check=True, stdout=subprocess.DEVNULL)
    hour = (Clock().now() + timedelta(hours=8)).hour  # in Shanghai
    runs = [
        f'    - {{id: run-{number}, when: "{KINDS[number % len(KINDS)].format(hour=(hour + 3 + number % 19) % 24)}",'
        " build: robotics}\n"
        for number in range(count)
    ]
    with (root / "briefgen.yaml").open("a", encoding="utf-8") as file:
        file.write("schedule:\n  calendar: none\n  runs:\n" + "".join(runs))


def idle(root: Path, seconds: float) -> None:
    """Tell what the daemon uses while nothing is due."""
    daemon = subprocess.Popen([sys.executable, "-m", "briefgen", "-C", str(root), "schedule", "run", "-q"])
    try:
        time.sleep(15)
        before = used(daemon.pid)
        time.sleep(seconds)
        spent = used(daemon.pid) - before
        fields = dict(line.split(":", 1) for line in Path(f"/proc/{daemon.pid}/status").read_text().splitlines())
        now, most = (int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
        share = 100 * spent / seconds
        print(
            f"idle: {now:.0f} MB, at most {most:.0f} MB; {share:.3f} % of a core; {fields['Threads'].strip()} threads"
        )
    finally:
        daemon.terminate()
        daemon.wait(60)


def used(number: int) -> float:
    """Return the CPU seconds of a process."""
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def downtime(root: Path, days: int) -> None:
    """Tell how long it takes to find what was missed in a time."""
    project = open_project(root)
    at = Clock().now().replace(microsecond=0) - timedelta(days=days)
    with open_store(project) as store:
        known = store.watermarks()
        store.settle_all(
            Settling(Watermark(schedule.id, at, rule_of(schedule)), known.get(schedule.id))
            for schedule in plans(project).schedules
        )
    times: list[float] = []
    spent: list[float] = []
    told = ""
    kept = (project.runs / "runs.sqlite3").read_bytes()
    for _ in range(3):
        (project.runs / "runs.sqlite3").write_bytes(kept)
        begin, before = time.perf_counter(), os.times()
        done = subprocess.run(
            [sys.executable, "-c", LOOK, str(root)], check=True, capture_output=True, encoding="utf-8"
        )
        times.append(time.perf_counter() - begin)
        after = os.times()
        spent.append(after.children_user + after.children_system - before.children_user - before.children_system)
        told = done.stdout
    due, missed = told.split()
    took, cpu = (f"{min(each):.2f} to {max(each):.2f} s" for each in (times, spent))
    print(f"after {days} days: {due} due and {missed} missed found and recorded in {took} ({cpu} of CPU)")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--schedules", type=int, default=1000)
    parser.add_argument("--folder", default=None)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        for count in (25, chosen.schedules):
            root = Path(folder) / str(count)
            made(root, count)
            print(json.dumps({"schedules": count}))
            idle(root, chosen.seconds)
        downtime(Path(folder) / str(chosen.schedules), 365)


if __name__ == "__main__":
    main()
