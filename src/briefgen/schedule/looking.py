"""Looks as the program makes them: with the project's files, a process for each run, and the computer's clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from threading import Event

from briefgen.project import Project
from briefgen.schedule.after import after_run, tell_operator
from briefgen.schedule.agenda import read_agenda
from briefgen.schedule.child import Ended, command_of, watch
from briefgen.schedule.look import Looks, Tick
from briefgen.schedule.notices.kept import follow_moves
from briefgen.schedule.scheduled import Schedule
from briefgen.schedule.store.records import Run, Trouble
from briefgen.system import Clock


def looks_of(project: Callable[[], Project], clock: Clock, heard: Callable[[Run], None] = lambda run: None) -> Looks:
    """Return looks at the schedules of a project; `heard` hears of runs as they are begun and ended."""

    def do(run: Run, schedule: Schedule, silence: timedelta, stop: Event, tick: Tick) -> Ended:
        here = project()
        return watch(command_of(here.root, run.id), here.runs / run.id, silence, clock, stop, tick)

    def after(run: Run) -> None:
        after_run(project(), run, clock)

    def tell(troubles: Sequence[Trouble], now: datetime) -> None:
        tell_operator(project(), troubles, now, clock)

    def moved(ids: Mapping[str, str], number: int) -> None:
        follow_moves(project(), ids, number)

    return Looks(project, read_agenda, do, clock, after, heard, tell, moved)
