"""A daemon, a single look and a run as processes, with a clock that goes faster and actions that behave badly.

The file plan.yaml of the project, which is JSON, holds schedules: id, when, and how its action behaves.
`done.txt` tells what the actions did, a line each.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event

sys.path.insert(0, str(Path(__file__).resolve().parent))

from schedule_case import scheduled

from briefgen.errors import AuthorsMistakes, BriefgenError, Place, Problem
from briefgen.pipeline.interrupts import Interrupts
from briefgen.project import Project
from briefgen.schedule import daemon as daemons
from briefgen.schedule.actions import Task
from briefgen.schedule.agenda import Agenda
from briefgen.schedule.child import Ended, watch
from briefgen.schedule.look import Looked, Looks, Tick
from briefgen.schedule.scheduled import Plans, Schedule
from briefgen.schedule.store.records import Item, Outcome, Run
from briefgen.schedule.work import watching, work
from briefgen.system import Clock

BEGIN = datetime(2026, 11, 23, tzinfo=UTC)


class FastClock(Clock):
    """Be a clock of which all processes of a test show the same: as many times faster as it is told."""

    def __init__(self, root: Path) -> None:
        kept = json.loads((root / "clock.json").read_text("utf-8"))
        self._from, self._speed = float(kept["from"]), float(kept["speed"])

    def now(self) -> datetime:
        return BEGIN + timedelta(seconds=(time.time() - self._from) * self._speed)

    def shown(self, moment: datetime) -> datetime:
        return datetime.fromtimestamp(self._from + (moment - BEGIN).total_seconds() / self._speed, UTC)

    def seconds(self) -> float:
        return time.monotonic() * self._speed

    def wait(self, event: Event, seconds: float) -> bool:
        return event.wait(seconds / self._speed)


def begin(root: Path, speed: float, plan: object) -> Project:
    """Make a project whose clock starts now."""
    root.mkdir(exist_ok=True)
    (root / "clock.json").write_text(json.dumps({"from": time.time(), "speed": speed}), "utf-8")
    (root / "plan.yaml").write_text(json.dumps(plan), "utf-8")
    return project_of(root)


def project_of(root: Path) -> Project:
    return Project(root, root, BEGIN.date(), {})


def read(project: Project) -> Agenda:
    try:
        plan = json.loads((project.root / "plan.yaml").read_text("utf-8"))
    except ValueError:
        raise AuthorsMistakes([Problem(Place("plan.yaml"), "It is broken.", "Mend it.")]) from None
    schedules = [Schedule(id, "build", (how,), scheduled(when).trigger, "UTC") for id, when, how in plan["schedules"]]
    return Agenda(Plans(tuple(schedules)), timedelta(seconds=plan.get("silence", 600)))


def looks_of(root: Path, clock: Clock) -> Looks:
    def do(run: Run, schedule: Schedule, silence: timedelta, stop: Event, tick: Tick) -> Ended:
        command = [sys.executable, __file__, "work", str(root), run.id]
        return watch(command, project_of(root).runs / run.id, silence, clock, stop, tick)

    return Looks(lambda: project_of(root), read, do, clock)


def act(task: Task) -> Outcome:
    """Behave as the schedule says."""
    how, note = task.schedule.names[0], partial(tell, task.project.root)
    note(f"begin {task.run.id} {task.run.schedule} {task.run.due.isoformat()}")
    try:
        task.tell("", "begun")
        if how == "quick":
            time.sleep(0.05)
        elif how == "slow":
            for _ in range(30):
                time.sleep(0.05)
                task.tell("", "on")
        elif how == "silent":
            time.sleep(30)
        elif how == "deaf":
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            time.sleep(1.5)
        elif how == "fails":
            raise RuntimeError("a fault")
        elif how == "dies":
            note(f"end {task.run.id}")
            os.kill(os.getpid(), signal.SIGKILL)
        elif how == "leaves":
            os._exit(7)
        elif how == "large":
            return Outcome(tuple(Item("brief", "brief", "built", message="x" * 1000) for _ in range(200)))
    finally:
        note(f"end {task.run.id}")
    return Outcome()


def tell(root: Path, line: str) -> None:
    with (root / "done.txt").open("ab", buffering=0) as file:
        file.write(f"{line}\n".encode())


def main() -> int:
    what, root, *more = sys.argv[1:]
    folder = Path(root)
    clock = FastClock(folder)
    interrupts = Interrupts().listen(always=True)
    interrupts.once = what == "daemon"  # as the command has it
    if what == "work":
        with watching(0):
            work(project_of(folder), more[0], find=find, actions={"build": "__main__:act"}, clock=clock)
        return 0
    looks = looks_of(folder, clock)
    try:
        if what == "once":
            found = daemons.once(project_of(folder), looks, clock, Event(), adopt="adopt" in more)
            print(*(f"{run.schedule}:{run.state}" for run in found.runs), flush=True)
        else:
            daemon = daemons.Daemon(lambda: project_of(folder), looks, clock, partial(said, folder))
            daemon.run(adopt="adopt" in more, ready=lambda: print("ready", flush=True))
    except BriefgenError as error:
        print(error, file=sys.stderr, flush=True)
        return error.exit_code
    return 0


def find(project: Project, id: str) -> Schedule | None:
    return next((each for each in read(project).plans.schedules if each.id == id), None)


def said(root: Path, found: Looked | BriefgenError | None) -> None:
    """Note what the daemon tells."""
    if found is None:
        tell(root, "mended")
    elif isinstance(found, BriefgenError):
        tell(root, f"failure {found.message}")
    else:
        for trouble in found.begun:
            tell(root, f"trouble {trouble.message}")
        for trouble in found.passed:
            tell(root, f"passed {trouble.message}")


if __name__ == "__main__":
    sys.exit(main())
