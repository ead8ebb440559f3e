"""The process that does one run: `briefgen schedule work RUN`. It writes what came of it, and never decides anything.

It holds a lock of its own, so that where the process that started it was killed, the next one sees that it still works.
It sees the same by its input, which the system closes then, and ends itself.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError, EnvironmentFailure, UsageMistake
from briefgen.pipeline.faults import unexpected
from briefgen.schedule.actions import ACTIONS, Action, Task
from briefgen.schedule.lock import Held, hold
from briefgen.schedule.log import Log
from briefgen.schedule.outcomes import write_outcome
from briefgen.schedule.store.opening import open_store
from briefgen.schedule.store.records import Outcome, Run
from briefgen.system import Clock, interrupt_main

if TYPE_CHECKING:
    from collections.abc import Generator

    from briefgen.project import Project
    from briefgen.schedule.scheduled import Schedule

LOCK = "work"
"""The lock that whoever does a run holds."""
PATIENCE = 10.0
"""Seconds for which it waits for an earlier one to end."""
GRACE = 60.0
"""Seconds in which it cleans up after its parent has gone, before it ends by force."""
Find = Callable[["Project", str], "Schedule | None"]


def work(
    project: Project,
    run: str,
    *,
    find: Find | None = None,
    actions: Mapping[str, str] = ACTIONS,
    clock: Clock | None = None,
) -> Outcome:
    """Do a run that is set to running, and write what came of it into its folder.

    Raises Held where another run is being done, UsageMistake where there is no such run, EnvironmentFailure where the
    outcome cannot be written.
    """
    clock = clock or Clock()
    folder = project.runs / run
    with _alone(project, f"run {run}", clock):
        with open_store(project, reading=True) as store:
            found = store.run(run)
        # Asked for with the lock held: while it waited, another may have found that nobody does this run.
        if found is None or found.state != "running":
            raise UsageMistake(f'No run "{run}" is to be done.', "Runs are started by briefgen schedule run.")
        folder.mkdir(exist_ok=True)
        log = Log(folder, clock)
        try:
            log.event("begin", schedule=found.schedule, action=found.action)
            tell = partial(_tell, log)
            try:
                schedule = find(project, found.schedule) if find is not None else find_schedule(project, found)
                if schedule is None:
                    outcome = Outcome(message="The schedule is no more.")
                else:
                    outcome = action_of(actions[found.action])(Task(project, schedule, found, tell))
            except KeyboardInterrupt:
                log.event("interrupted")
                raise
            except BriefgenError as error:
                outcome = Outcome(message=_said(error))
            except Exception as error:
                fault = unexpected(error)
                log.event("fault", trace=getattr(fault, "trace", ""))
                outcome = Outcome(message=_said(fault))
            try:
                write_outcome(folder, outcome)
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                raise EnvironmentFailure(f"What came of the run cannot be written: {reason}.") from error
            log.event("end", message=outcome.message)
        finally:
            log.close()
    return outcome


def action_of(where: str) -> Action:
    """Import an action."""
    module, _, name = where.partition(":")
    return getattr(importlib.import_module(module), name)


def find_schedule(project: Project, run: Run) -> Schedule | None:
    """Return the schedule of the project by which a run is to be done, wherever its entry stands now."""
    from briefgen.schedule.entries import schedule_of
    from briefgen.schedule.plans import plans

    return schedule_of(plans(project).schedules, run)


@contextmanager
def watching(inward: int) -> Generator[None]:
    """Interrupt this process when its input, a file descriptor, ends: its parent has gone, or wants it to end."""
    done = Event()

    def watch() -> None:
        with suppress(OSError, ValueError):
            while os.read(inward, 1024):
                pass
        if not done.is_set():
            interrupt_main()
            if not done.wait(GRACE):
                os._exit(130)

    Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def _tell(log: Log, subject: str, stage: str) -> None:
    log.event("stage", subject=subject, stage=stage)


def _said(error: BriefgenError) -> str:
    problems = getattr(error, "problems", ())
    told = [str(problem).replace("\n  ", " ") for problem in problems]
    return "\n".join(told) if told else " ".join(part for part in (error.message, error.hint) if part)


@contextmanager
def _alone(project: Project, what: str, clock: Clock) -> Generator[None]:
    """Hold the lock of those who work; wait a moment for one that is just ending."""
    began = clock.seconds()
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(hold(project.runs, LOCK, what, clock))
                break
            except Held:
                if clock.seconds() - began > PATIENCE:
                    raise
                clock.wait(Event(), 0.2)
        yield
