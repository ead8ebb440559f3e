"""What schedules do. Each action is a function in a file of its own, found by its name when it is run.

    def build(task: Task) -> Outcome: ...

It calls `task.tell(subject, stage)` at least as often as it begins something: a run that tells nothing for longer than
the project's `silence` is ended. It may be done again after it was killed, so that it must not do anything twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.schedule.store.records import Outcome, Run

if TYPE_CHECKING:
    from briefgen.project import Project
    from briefgen.schedule import Schedule

Tell = Callable[[str, str], None]
"""Hears which subject (brief or delegation) is at which stage."""

ACTIONS: Mapping[str, str] = {
    "build": "briefgen.schedule.actions.build:build",
    "pack": "briefgen.schedule.actions.pack:pack",
    "deliver": "briefgen.schedule.actions.deliver:deliver",
}
"""Where each action stands."""


@dataclass(frozen=True)
class Task:
    """Hold what an action is to do: a run of a schedule of a project, and who hears how far it is."""

    project: Project
    schedule: Schedule
    run: Run
    tell: Tell


Action = Callable[[Task], Outcome]
