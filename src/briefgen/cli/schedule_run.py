"""`briefgen schedule run`: do what is due, once or for as long as it runs."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.messages import counted
from briefgen.cli.report import Report, failed, reporting
from briefgen.cli.session import Session
from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from briefgen.schedule.look import Looked
    from briefgen.schedule.store.records import Run, Trouble

WORDS = {
    "due": "due again",
    "running": "begun",
    "done": "done",
    "failed": "failed",
    "ended": "ended before it was done",
    "missed": "missed",
}


@click.command()
@click.option("--once", "once_only", is_flag=True, help="Do what is due now, and end: for cron and other timers.")
@click.option(
    "--adopt", is_flag=True,
    help="Run the schedules of a project that was copied or put back from a backup, or after a clock that was wrong.",
)  # fmt: skip
@reporting
@click.pass_obj
def run(session: Session, once_only: bool, adopt: bool) -> int:
    """Do what is due, each thing in a process of its own: once, or for as long as it runs.

    What was missed while nothing ran is found: of each schedule the newest is done, the rest is recorded as missed.
    Files that change are read again. One process at a time looks after a project; a second one says who does, and
    ends with exit code 3, with --once with 0. Ctrl-C and SIGTERM end it in order, with exit code 0.

    With --once the exit code is 1 where a run failed, or a schedule cannot be run.
    """
    from briefgen.project import open_project
    from briefgen.schedule.daemon import Daemon, once
    from briefgen.schedule.lock import Held
    from briefgen.schedule.looking import looks_of
    from briefgen.system import Clock

    project, report, clock = session.project(), session.report, Clock()
    looks = looks_of(lambda: open_project(project.root), clock, lambda each: _tell_run(each, report))
    if once_only:
        try:
            found = once(project, looks, clock, Event(), adopt=adopt)
        except Held as held:
            if adopt:
                raise
            # What is due is done by the other: timers that call while a long run goes on are told of nothing wrong.
            report.say(held.message)
            report.record(status="busy", message=held.message, problems=[])
            return 0
        _tell_found(found, report)
        bad = [each for each in found.runs if each.state in ("failed", "ended")]
        if not found.runs:
            report.say(f"Nothing is due. {counted(found.schedules, 'schedule')}.")
        return 1 if bad or found.troubled else 0
    if session.interrupts is not None:
        session.interrupts.once = True
    daemon = Daemon(lambda: open_project(project.root), looks, clock, lambda found: _tell(found, report))
    daemon.run(adopt=adopt, ready=lambda: report.say("Looking at the schedules. Ctrl-C ends it."))
    return 0


def _tell_run(run: Run, report: Report) -> None:
    """Tell that a run was begun, or what came of it."""
    when = run.ended or run.started or run.due
    told = f"{when:%Y-%m-%d %H:%M:%S} UTC  {run.schedule}: {WORDS[run.state]}"
    if run.state in ("failed", "ended"):
        report.remark("\n  ".join([told, *run.message.splitlines()]))
    else:
        report.say(told)
    report.record(status=run.state, **fields_of(run), problems=[])


def fields_of(run: Run) -> dict[str, Any]:
    """Return what programs are told of a run, but for its state, which is the status."""
    moments = {"due": run.due, "until": run.until, "started": run.started, "ended": run.ended}
    return {
        "run": run.id,
        "schedule": run.schedule,
        "action": run.action,
        "nominal": run.nominal,
        **{name: f"{moment:%Y-%m-%dT%H:%M:%SZ}" for name, moment in moments.items() if moment is not None},
        "attempt": run.attempt,
        **({"retry_of": run.retry_of, "retry": run.retry} if run.retry else {}),
        "count": run.count,
        "message": run.message,
        "report": run.report,
    }


def _tell(found: Looked | BriefgenError | None, report: Report) -> None:
    """Tell what a look of the daemon found, where there is anything to tell."""
    if found is None:
        report.say("The schedules can be looked at again.")
    elif isinstance(found, BriefgenError):
        report.refusal(found)
        report.record(**failed(found))
    else:
        _tell_found(found, report)


def _tell_found(found: Looked, report: Report) -> None:
    if found.first and found.schedules:
        message = "Nothing is on record in runs/: all schedules count from now."
        report.say(message)
        report.record(status="begun", message=message, problems=[])
    for trouble in found.begun:
        report.remark("\n  ".join(part for part in (_said(trouble), trouble.hint) if part))
        problems = [{"severity": "error", "message": trouble.message, "hint": trouble.hint}]
        report.record(status="troubled", schedule=trouble.schedule, problems=problems)
    for trouble in found.passed:
        report.say(f"Mended: {_said(trouble)}")
        report.record(status="mended", schedule=trouble.schedule, message=trouble.message, problems=[])


def _said(trouble: Trouble) -> str:
    return f"{trouble.schedule}: {trouble.message}" if trouble.schedule else trouble.message
