"""What is to be looked at, as the project's files say it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from briefgen.project import Project
from briefgen.schedule.scheduled import Plans

SILENCE = timedelta(minutes=15)
EVERYTHING = ("briefgen.yaml", "briefings", "data")
"""What a schedule watches that runs on change, where nothing narrower is known."""


@dataclass(frozen=True)
class Agenda:
    """Hold all schedules, and for how long a run may say nothing.

    `watched` names the files and folders that a schedule which runs on change depends on, by its id; `others` those
    outside of the usual folders that schedules are read from, such as a calendar.
    """

    plans: Plans
    silence: timedelta = SILENCE
    watched: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    others: tuple[str, ...] = ()

    def files(self, schedule: str) -> tuple[str, ...]:
        """Return what a schedule depends on, relative to the project."""
        return self.watched.get(schedule, EVERYTHING)


def read_agenda(project: Project) -> Agenda:
    """Read the agenda of a project. Raises AuthorsMistakes and EnvironmentFailure where nothing can be read."""
    from briefgen.schedule.plans import plans
    from briefgen.schedule.watched import watched
    from briefgen.schedule.workdays.dated import Dated

    found = plans(project)
    others = {calendar.file for calendar in found.calendars if isinstance(calendar, Dated)}
    others |= {trouble.problem.place.file for trouble in found.problems}  # such as a calendar that is not there yet
    return Agenda(found, found.silence, watched(project, found.schedules), tuple(sorted(others - {""})))
