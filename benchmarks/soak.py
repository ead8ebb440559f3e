"""The daemon under faults for long: python benchmarks/soak.py [--minutes 60] [--speed 1] [--folder DIR].

A project with one brief that is built each minute, and one schedule on change; every minute something goes wrong: a run
is killed or stopped, a spec breaks and is mended, facts change, the store is damaged, finished files find no folder,
the daemon itself is killed. Memory, open files, threads and processes of the daemon are told each minute. With --speed
12 its clock goes twelve times faster, so that a minute takes five seconds. Ends with code 1 where something leaks or is
lost.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from threading import Event

from briefgen.pipeline.interrupts import Interrupts
from briefgen.project import open_project
from briefgen.schedule.daemon import Daemon
from briefgen.schedule.lock import holder
from briefgen.schedule.look import Looked
from briefgen.schedule.looking import looks_of
from briefgen.schedule.store.opening import open_store
from briefgen.schedule.store.records import Run
from briefgen.system import Clock

SCHEDULE = """
schedule:
  zone: UTC
  calendar: none
  silence: 3 minutes
  runs:
    - {id: minute, when: "* * * * *", build: all}
    - {id: change, when: on change, build: all}
"""
LEAK = 6_000
"""Kilobytes by which the daemon may grow once it has read changed files."""
SLACK = timedelta(minutes=10)
"""How far from the begin and the end of the soak its first and last record may be: starts and faults take time."""
FEWEST = 0.1
"""The share of all minutes in which a run is done, at least; faults and their mending take the others."""


class Faster(Clock):
    """Be the clock of the daemon, as many times faster as is wanted."""

    def __init__(self, begin: float, speed: float) -> None:
        self._begin, self._speed = begin, speed

    def now(self) -> datetime:
        """Return the moment, which comes faster."""
        return datetime.fromtimestamp(self._begin + (time.time() - self._begin) * self._speed, UTC)

    def shown(self, moment: datetime) -> datetime:
        """Return what the computer's clock shows."""
        return datetime.fromtimestamp(self._begin + (moment.timestamp() - self._begin) / self._speed, UTC)

    def seconds(self) -> float:
        """Return seconds, faster."""
        return time.monotonic() * self._speed

    def wait(self, event: Event, seconds: float) -> bool:
        """Wait, for less."""
        return event.wait(seconds / self._speed)


def serve(root: Path, begin: float, speed: float) -> None:
    """Be the daemon."""
    Interrupts().listen(always=True)
    clock = Faster(begin, speed)

    def told(found: object) -> None:
        if not isinstance(found, Looked):
            print("look:", found or "mended", flush=True)

    looks = looks_of(lambda: open_project(root), clock, lambda run: print(run.id, run.schedule, run.state, flush=True))
    Daemon(lambda: open_project(root), looks, clock, told).run()


def figures(number: int) -> tuple[int, int, int, int]:
    """Return memory in kB, open files, threads and children of a process."""
    fields = dict(line.split(":", 1) for line in Path(f"/proc/{number}/status").read_text().splitlines())
    children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    files = len(os.listdir(f"/proc/{number}/fd"))  # noqa: PTH208
    return int(fields["VmRSS"].split()[0]), files, int(fields["Threads"]), len(children)


class Soak:
    """Hold the daemon, and make trouble."""

    def __init__(self, root: Path, speed: float) -> None:
        self.root, self.speed = root, speed
        self.begin = time.time()
        self.random = Random(5)
        self.starts = 0
        self.start()

    def start(self) -> None:
        """Start the daemon."""
        self.starts += 1
        log = (self.root.parent / "daemon.txt").open("ab")
        with log:
            self.process = subprocess.Popen(
                [sys.executable, __file__, "--serve", str(self.root), str(self.begin), str(self.speed)],
                stdout=log, stderr=log,
            )  # fmt: skip

    def minute(self) -> None:
        """Let a minute go by."""
        time.sleep(60 / self.speed)

    def worker(self) -> int:
        """Wait for a run that works, and return its process; 0 where there is none for a while."""
        end = time.monotonic() + 90 / self.speed
        while time.monotonic() < end:
            found = holder(self.root / "runs", "work", Clock())
            if found is not None and found.process:
                return found.process
            time.sleep(0.02)
        return 0

    def trouble(self, number: int) -> str:
        """Make trouble, wait a minute, and mend it."""
        kinds = (
            self.nothing, self.kill_run, self.break_spec, self.change_facts, self.damage_store, self.close_folder,
            self.stop_run, self.kill_daemon,
        )  # fmt: skip
        kind = kinds[number % len(kinds)]
        if kind == self.kill_daemon and number % (3 * len(kinds)) != len(kinds) - 1:
            kind = self.nothing  # so that one daemon lives long enough to leak
        kind()
        return kind.__name__.replace("_", " ")

    def nothing(self) -> None:
        """Let all be well."""
        self.minute()

    def kill_run(self) -> None:
        """Kill a run."""
        self._signal(signal.SIGKILL)
        self.minute()

    def stop_run(self) -> None:
        """Let a run stand still until it is ended for its silence."""
        self._signal(signal.SIGSTOP)
        for _ in range(5):
            self.minute()

    def _signal(self, number: signal.Signals) -> None:
        worker = self.worker()
        if worker:
            with suppress(ProcessLookupError):
                os.kill(worker, number)

    def break_spec(self) -> None:
        """Break the settings for a minute."""
        settings = self.root / "briefgen.yaml"
        good = settings.read_text("utf-8")
        settings.write_text(good + "schedule: [\n", "utf-8")
        self.minute()
        settings.write_text(good + f"# {self.random.random()}\n", "utf-8")

    def change_facts(self) -> None:
        """Change what schedules watch."""
        section = next((self.root / "data").glob("robotics.yaml"))
        section.write_text(section.read_text("utf-8") + f"# {self.random.random()}\n", "utf-8")
        self.minute()

    def damage_store(self) -> None:
        """Put rubbish in place of the store for a minute."""
        store, aside, bad = (self.root / "runs" / name for name in ("runs.sqlite3", "aside", "bad"))
        aside.hardlink_to(store)
        bad.write_bytes(b"no database " * 1000)
        bad.replace(store)
        self.minute()
        aside.replace(store)

    def close_folder(self) -> None:
        """Let a file stand where the folder of finished briefs is meant."""
        dist = self.root / "dist"
        shutil.rmtree(dist, ignore_errors=True)
        dist.write_text("", "utf-8")
        self.minute()
        dist.unlink(missing_ok=True)

    def kill_daemon(self) -> None:
        """Kill the daemon, and start another after a while."""
        self.process.kill()
        self.process.wait()
        time.sleep(self.random.uniform(0, 60 / self.speed))
        self.start()
        self.minute()


def main() -> int:
    if len(sys.argv) > 1 and sys.argv[1] == "--serve":
        serve(Path(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))
        return 0
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60, help="real ones")
    parser.add_argument("--speed", type=float, default=1)
    parser.add_argument("--folder", default=None)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        root = Path(folder) / "project"
        subprocess.run([sys.executable, "-m", "briefgen", "init", str(root)], check=True, stdout=subprocess.DEVNULL)
        with (root / "briefgen.yaml").open("a", encoding="utf-8") as file:
            file.write(SCHEDULE)
        return soak(Soak(root, chosen.speed), chosen.minutes * 60)


def soak(run: Soak, seconds: float) -> int:
    end, number = time.monotonic() + seconds, 0
    seen: list[tuple[int, tuple[int, int, int, int]]] = []
    run.minute()
    print(f"{'elapsed':>8} {'RSS kB':>8} {'files':>6} {'threads':>8} {'children':>9}  after", flush=True)
    while time.monotonic() < end:
        kind = run.trouble(number)
        number += 1
        if run.process.poll() is not None:
            print("the daemon ended by itself:", run.process.returncode)
            return 1
        found = figures(run.process.pid)
        seen.append((run.starts, found))
        left = end - time.monotonic()
        print(f"{seconds - left:8.0f} {found[0]:8} {found[1]:6} {found[2]:8} {found[3]:9}  {kind}", flush=True)
    run.process.terminate()
    code = run.process.wait(60)
    return judge(run, seen, code)


def judge(run: Soak, seen: list[tuple[int, tuple[int, int, int, int]]], code: int) -> int:
    """Say what leaks or is lost."""
    wrong = [] if code == 0 else [f"the daemon ended with {code}"]
    for start in sorted({start for start, _ in seen}):
        own = [found for number, found in seen if number == start]
        settled = [found[0] for found in own[4:]]  # until then, what reads changed files is loaded
        if len(settled) > 1 and max(settled) - settled[0] > LEAK:
            wrong.append(f"memory of daemon {start} grows: {[found[0] for found in own]}")
    for name, place, most in (("files", 1, 14), ("threads", 2, 4), ("children", 3, 1)):
        if max(found[place] for _, found in seen) > most:
            wrong.append(f"{name}: {[found[place] for _, found in seen]}")
    if holder(run.root / "runs", "work", Clock()) is not None:
        wrong.append("a run still works")
    with open_store(open_project(run.root), reading=True) as store:
        runs = list(store.runs())
        end = datetime.fromtimestamp(run.begin + (time.time() - run.begin) * run.speed, UTC)
        begin = datetime.fromtimestamp(run.begin, UTC)
        wrong += account([each for each in runs if each.schedule == "run:minute"], begin, end)
    counted = {state: sum(each.state == state for each in runs) for state in {each.state for each in runs}}
    print(json.dumps({"starts": run.starts, "runs": counted, "wrong": wrong}, ensure_ascii=False))
    if wrong:
        print((run.root.parent / "daemon.txt").read_text("utf-8")[-6000:])
    return 1 if wrong else 0


def account(runs: list[Run], begin: datetime, end: datetime) -> list[str]:
    """Say which minutes from begin to end are on no record, or on two, and where hardly any run was done."""
    recorded: list[datetime] = []
    stopped = {run.due for run in runs if run.attempt == 1 and run.state == "due"}  # when the daemon was ended
    for run in runs:
        if run.attempt == 1 and not (run.state == "ended" and run.due in stopped):
            span = int((run.until - run.due).total_seconds() // 60)
            recorded += [run.due + timedelta(minutes=minute) for minute in range(span + 1)]
    recorded.sort()
    wrong = [f"{at} twice" for at, following in pairwise(recorded) if at == following]
    gaps = [at for at, following in pairwise(recorded) if following - at > timedelta(minutes=1)]
    wrong += [f"nothing after {at}" for at in gaps]
    if not recorded or recorded[0] - begin > SLACK:
        wrong.append(f"the first record is {recorded[0] if recorded else 'missing'}, the soak began at {begin}")
    if not recorded or end - recorded[-1] > SLACK:
        wrong.append(f"the last record is {recorded[-1] if recorded else 'missing'}, the soak ended at {end}")
    done = sum(run.state == "done" for run in runs)
    if done < max(1, FEWEST * ((end - begin).total_seconds() // 60)):
        wrong.append(f"only {done} runs were done")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
