"""`briefgen schedule list`: what is due next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.columns import aligned
from briefgen.cli.report import as_object, reporting
from briefgen.cli.session import Session

if TYPE_CHECKING:
    from datetime import datetime

    from briefgen.project import Project
    from briefgen.schedule.scheduled import Schedule
    from briefgen.schedule.store.records import Retry, Run
    from briefgen.schedule.upcoming import Upcoming
    from briefgen.schedule.when.moment import Moment

MOST = 1000


@click.command("list")
@click.option(
    "--count", type=click.IntRange(1, MOST), default=1, metavar="N", help="Show the next N runs of each; default: 1."
)
@reporting
@click.pass_obj
def list_(session: Session, count: int) -> int:
    """List what is scheduled: when each is due next, in order, what is done, and where that is written.

    Times are those of the schedule's zone. Those that are due on change, and those that are over, stand last. The exit
    code is 1 where something is wrong with one of them.
    """
    from briefgen.schedule.plans import plans
    from briefgen.schedule.upcoming import unknown_years, upcoming
    from briefgen.system import Clock

    project, report = session.project(), session.report
    now = Clock().now()
    found = plans(project)
    coming = [upcoming(schedule, now, count) for schedule in found.schedules]
    last, again = _recorded(project) if found.schedules else ({}, {})
    rows = sorted(
        (_row(one, each, last, again) for one in coming for each in one.moments or (None,)), key=lambda row: row[0]
    )
    if rows:
        report.say("\n".join(aligned([cells for _, cells in rows])))
    elif not found.problems:
        report.say("Nothing is scheduled. docs/schedule.md tells how: schedule: …")
    troubles = [*found.problems, *unknown_years(coming)]
    report.problems(trouble.problem for trouble in troubles)
    if report.json:
        for one in coming:
            report.record(**_fields(one, last.get(one.schedule.id), again.get(one.schedule.id)))
        for trouble in found.problems:
            named = {"schedule": trouble.schedule} if trouble.schedule else {}
            report.record(status="failed", exit_code=1, **named, problems=[as_object(trouble.problem)])
    return 1 if troubles else 0


def _recorded(project: Project) -> tuple[dict[str, Run], dict[str, Retry]]:
    """Return the newest run of each schedule, and what waits to be tried again; nothing where nothing was ever run."""
    if not project.runs.exists():
        return {}, {}
    from briefgen.schedule.store.opening import open_store

    with open_store(project, reading=True) as store:
        return store.latest(), store.retries()


def _row(
    one: Upcoming, each: tuple[Moment, datetime] | None, last: dict[str, Run], again: dict[str, Retry]
) -> tuple[tuple[str, str], list[str]]:
    """Return what a line is sorted by, and its cells."""
    from briefgen.schedule.upcoming import local

    schedule = one.schedule
    if each is not None:
        when = local(each[1], schedule.zone)
        order = each[1].isoformat()
    else:
        when = "on change" if schedule.on_change else "not known" if one.unknown is not None else "over"
        order = f"~{when}"
    run = last.get(schedule.id)
    told = f"last {run.state} {local(run.due, schedule.zone)[:16]}" if run is not None else ""
    if schedule.id in again:
        told += f", next try {local(again[schedule.id].at, schedule.zone)[:16]}"
    zone = schedule.zone if each is not None else ""
    cells = [when, zone, schedule.id, _what(schedule), str(schedule.trigger), f"{_where(schedule)}", told]
    return (order, schedule.id), cells


def _what(schedule: Schedule) -> str:
    if schedule.action == "build":
        return f"build {', '.join(schedule.names)}"
    by = f" by {', '.join(schedule.channels)}" if schedule.channels else ""
    return f"{schedule.action} {schedule.delegation}{by}"


def _where(schedule: Schedule) -> str:
    return f"{schedule.origin.file}:{schedule.origin.line}"


def _fields(one: Upcoming, run: Run | None, retry: Retry | None) -> dict[str, Any]:
    """Return what programs are told of a schedule."""
    schedule = one.schedule
    fields: dict[str, Any] = {
        "schedule": schedule.id,
        "status": "unknown" if one.unknown is not None else "ok",
        "action": schedule.action,
        "names": [*schedule.names],
        "delegation": schedule.delegation,
        "channels": [*schedule.channels],
        "when": str(schedule.trigger),
        "zone": schedule.zone,
        "jitter": schedule.jitter.total_seconds(),
        "next": [
            {"nominal": moment.nominal, "at": moment.at.isoformat(), "due": due.isoformat()}
            for moment, due in one.moments
        ],
        "file": schedule.origin.file,
        "line": schedule.origin.line,
        "problems": [],
    }
    if run is not None:
        fields["last"] = {"run": run.id, "status": run.state, "due": run.due.isoformat()}
    if retry is not None:
        fields["next_try"] = retry.at.isoformat()
    if one.unknown is not None:
        from briefgen.errors import Problem

        problem = Problem(schedule.origin, one.unknown.message, one.unknown.hint)
        fields["problems"] = [as_object(problem)]
    return fields
