"""`briefgen schedule history`: what was run, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen.cli.columns import aligned
from briefgen.cli.messages import counted
from briefgen.cli.report import reporting
from briefgen.cli.session import Session

if TYPE_CHECKING:
    from briefgen.schedule.store.records import Retry, Run

SHOWN = 50
"""Runs that people are shown, the newest; programs get all."""


@click.command(short_help="List what was run, and what became of it.")
@click.argument("schedule", metavar="[SCHEDULE]", default="")
@click.option("--count", type=click.IntRange(1), metavar="N", help=f"The newest N; default: {SHOWN}, with --json all.")
@reporting
@click.pass_obj
def history(session: Session, schedule: str, count: int | None) -> None:
    """List what was run, the newest last: when it was due, what became of it, and where its report lies.

    SCHEDULE is the id of one, such as run:library, or the name in it. With -v, what each run did is listed too. Missed
    runs stand in one line, with how many there were.
    """
    from briefgen.cli.schedule_run import fields_of
    from briefgen.schedule.history import history as recorded
    from briefgen.schedule.history import retries
    from briefgen.schedule.outcomes import read_outcome

    project, report = session.project(), session.report
    found = recorded(project, schedule, count or (-1 if report.json else SHOWN))
    lines = aligned([_cells(run) for run in found])
    for run, line in zip(found, lines, strict=True):
        report.say(line.rstrip())
        for each in run.message.splitlines():
            report.say(f"  {each}")
        outcome = read_outcome(project.runs / run.id) if report.verbose else None
        for item in outcome.items if outcome is not None else ():
            told = (f"{item.kind} {item.subject}: {item.state}", item.file or item.edition, item.message)
            report.say("  " + "  ".join(part for part in told if part))
        report.record(status=run.state, **fields_of(run), problems=[])
    for retry in retries(project, schedule):
        report.say(f"{retry.schedule}: next try at {retry.at:%Y-%m-%d %H:%M} UTC (retry {retry.number} of {retry.run})")
        report.record(status="waiting", **_fields(retry), problems=[])
    report.say(f"{counted(len(found), 'run')}." if found else "Nothing was run.")


def _fields(retry: Retry) -> dict[str, str | int]:
    at = f"{retry.at:%Y-%m-%dT%H:%M:%SZ}"
    return {"schedule": retry.schedule, "next_try": at, "retry_of": retry.run, "retry": retry.number}


def _cells(run: Run) -> list[str]:
    attempt = f" (retry {run.retry})" if run.retry else ""
    attempt += f" (attempt {run.attempt})" if run.attempt > 1 else ""
    what = f"{run.state} {run.count}" if run.state == "missed" else f"{run.state}{attempt}"
    took = ""
    if run.started is not None and run.ended is not None:
        took = f"{(run.ended - run.started).total_seconds():.0f} s"
    return [f"{run.due:%Y-%m-%d %H:%M} UTC", run.schedule, run.action, what, took, run.report]
