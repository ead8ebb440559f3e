"""The operator hears of failures by mail: once for each that is new, once a day while it lasts, once when it is over.

What a server does not take waits in runs/notices/ and is tried again, later each time; `schedule status` tells of it.
To take notes is light; to send needs the mail room, and belongs into a process of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.errors import NOWHERE, Problem
from briefgen.schedule.notices import kept
from briefgen.schedule.notices.kept import Notice
from briefgen.schedule.notices.noting import note_run, note_troubles
from briefgen.schedule.notices.sending import is_due, send_due
from briefgen.schedule.store.records import Outcome, Run
from briefgen.system import Clock

if TYPE_CHECKING:
    from briefgen.project import Project

__all__ = ["Undelivered", "is_due", "note_run", "note_troubles", "notify", "send_due", "undelivered"]


@dataclass(frozen=True)
class Undelivered:
    """Hold why the operator may not hear of failures: what is wrong with the way, and what waits to be sent.

    `nobody`: there is no way to anybody, so that all of it waits until there is.
    """

    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()
    nobody: bool = False


def notify(project: Project, run: Run, outcome: Outcome) -> None:
    """Tell the operator of a run that ended, where there is anything to tell; to be called after its report."""
    from briefgen.schedule.store.opening import open_store

    now = Clock().now()
    with open_store(project, reading=True) as store:
        again = store.retries().get(run.schedule)
    note_run(project, run, outcome, now, again.at if again is not None else None)
    send_due(project, now)


def undelivered(project: Project) -> Undelivered:
    """Return why the operator may not hear of failures, for `schedule status`."""
    from briefgen.schedule.notices.way import way_of

    way = way_of(project)
    notices = tuple(notice for notice in kept.waiting(project) if notice.tries)
    problems = [way] if isinstance(way, Problem) else []
    for notice in notices if not problems else ():
        since = f"{notice.first or notice.at:%Y-%m-%d %H:%M} UTC"
        again = f"It is tried again at {notice.next:%Y-%m-%d %H:%M} UTC." if notice.next is not None else ""
        told = f"The operator was not told of {notice.key} since {since}: {notice.reason}"
        problems.append(Problem(NOWHERE, told, again))
    return Undelivered(tuple(problems), notices, isinstance(way, Problem))
