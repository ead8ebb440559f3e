"""What follows a run, in a process of its own: its report, what the operator is told, what is cleared away.

None of it changes what came of the run; what goes wrong with it is written to the run's record.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError, UsageMistake
from briefgen.pipeline.faults import unexpected
from briefgen.schedule.log import Log
from briefgen.schedule.outcomes import read_outcome
from briefgen.schedule.store.opening import open_store
from briefgen.schedule.store.records import Outcome, Run, Trouble
from briefgen.system import Clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.project import Project

STEPS: Mapping[str, str] = {
    "report": "briefgen.schedule.after:report",
    "tidy": "briefgen.schedule.retention:after_run",
    "notify": "briefgen.schedule.notify:notify",
}
"""What follows a run, in order, by name; each is called with project, run and outcome.

What the step `report` returns is the path of the report in the project.
"""
NOTICES = "notices"
"""Stands in place of a run where nothing is to be done but to tell the operator what waits."""
LONGEST = 180.0
"""Seconds after which the process that does this is ended."""


def after_run(project: Project, run: Run, clock: Clock) -> None:
    """Start the process that tells what came of a run, and wait for it."""
    _start(project, run.id, clock)


def tell_operator(project: Project, troubles: Sequence[Trouble], now: datetime, clock: Clock) -> None:
    """Note what is wrong with schedules, and start the process that sends what waits and whose time has come."""
    from briefgen.schedule.notices.noting import note_troubles
    from briefgen.schedule.notices.sending import is_due

    with suppress(OSError):  # a folder that cannot be written is told by the looks themselves
        note_troubles(project, troubles, now)
        if is_due(project, now):
            _start(project, NOTICES, clock)


def _start(project: Project, run: str, clock: Clock) -> None:
    from briefgen.schedule.child import OUTPUT, TICK, command_of, end
    from briefgen.system import start_child

    folder = project.runs / run
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        with (folder / OUTPUT).open("ab") as output:
            process = start_child([*command_of(project.root, run), "--after"], output)
        try:
            began = clock.seconds()
            while process.poll() is None and clock.seconds() - began < LONGEST:
                clock.wait(Event(), TICK)
        finally:
            end(process)


def report(project: Project, run: Run, outcome: Outcome) -> str:
    """Write the report of a run, and return its path in the project."""
    from briefgen.schedule.report.writing import write_report

    made = write_report(project, run, outcome)
    return project.relative(made.page or made.record)


def tell_after(project: Project, run: str, *, steps: Mapping[str, str] = STEPS, clock: Clock | None = None) -> None:
    """Do all that follows a run: each step, whatever becomes of the others.

    Raises UsageMistake where there is no such run.
    """
    if run == NOTICES:
        from briefgen.schedule.notices.sending import send_due

        send_due(project, (clock or Clock()).now())
        return
    folder = project.runs / run
    with open_store(project, reading=True) as store:
        found = store.run(run)
    if found is None:
        raise UsageMistake(f'There is no run "{run}".', "They are listed by briefgen schedule history.")
    outcome = read_outcome(folder) or Outcome(message=found.message or "Nothing is known of what it did.")
    log = Log(folder, clock or Clock())
    try:
        for name, where in steps.items():
            log.event("after", step=name)
            try:
                module, _, function = where.partition(":")
                made = getattr(importlib.import_module(module), function)(project, found, outcome)
                if name == "report":
                    with open_store(project) as store:
                        store.set_report(run, str(made))
            except Exception as error:
                fault = error if isinstance(error, BriefgenError) else unexpected(error)
                log.event("fault", step=name, message=fault.message, trace=getattr(fault, "trace", ""))
                with suppress(BriefgenError), open_store(project) as store:
                    store.note(run, f"The step {name} after it failed: {fault.message}")
    finally:
        log.close()
