"""`briefgen schedule status`: whether all goes well, for people and for monitors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.columns import aligned
from briefgen.cli.messages import counted
from briefgen.cli.report import Report, reporting
from briefgen.cli.session import Session
from briefgen.errors import UsageMistake

if TYPE_CHECKING:
    from datetime import datetime

    from briefgen.schedule.status import Finding, Standing, Status

WRONG = 1


@click.command(short_help="Say whether all goes well, for people and monitors.")
@click.option("--prometheus", is_flag=True, help="Print metrics for Prometheus.")
@reporting
@click.pass_obj
def status(session: Session, prometheus: bool) -> int:
    """Say whether the schedules go well: what ran last and is due next, what is wrong, what runs out.

    Tells of runs that failed, were missed, are late or say nothing; of a timer that does not look any more; of
    schedules that cannot be read; of notices that the operator was not sent, and deliveries of unknown outcome; of
    certificates and calendars that end within 60 days.

    The exit code is 1 where something is wrong. What ends in more than 14 days is a warning, and leaves it at 0.
    """
    from briefgen.schedule.status import status as asked
    from briefgen.system import Clock

    report = session.report
    if prometheus and report.json:
        raise UsageMistake("--prometheus and --json are two forms.", "Leave one out.")
    found = asked(session.project(), Clock())
    if prometheus:
        from briefgen.schedule.prometheus import metrics

        report.output(metrics(found))
    else:
        _tell(found, report)
    return WRONG if found.wrong else 0


def _tell(found: Status, report: Report) -> None:
    rows = [_cells(standing) for standing in found.standings]
    for line in aligned(rows):
        report.say(line.rstrip())
    for line in _lines(found):
        report.say(line)
    for finding in found.findings:
        who = f"{finding.schedule}: " if finding.schedule else ""
        text = f"{who}{finding.message}" + (f"\n  {finding.hint}" if finding.hint else "")
        warning = finding.severity == "warning"
        report.remark(text, "Warning: " if warning else "Error: ", "yellow" if warning else "red")
    errors = sum(finding.severity == "error" for finding in found.findings)
    warnings = len(found.findings) - errors
    told = [counted(count, noun) for count, noun in ((errors, "error"), (warnings, "warning")) if count]
    report.say(", ".join(told) if told else "All is as it should be.")
    report.record(**_fields(found))


def _cells(standing: Standing) -> list[str]:
    last, coming = standing.sums.ended, standing.next
    if standing.open is not None:
        state = "running" if standing.open.state == "running" else "due"
    else:
        state = last.state if last is not None else "not run yet"
    when = f"{last.ended or last.due:%Y-%m-%d %H:%M}" if last is not None else ""
    missed = f"missed {standing.sums.missed}" if standing.sums.missed else ""
    following = f"next {coming:%Y-%m-%d %H:%M}" if coming else "on change" if standing.schedule.on_change else ""
    again = f"next try {standing.retry.at:%Y-%m-%d %H:%M}" if standing.retry is not None else ""
    return [standing.schedule.id, state, when, missed, following, again]


def _lines(found: Status) -> list[str]:
    """Return what is told below the schedules; times are in UTC."""
    lines: list[str] = []
    if not found.standings:
        unread = any(finding.code in ("trouble", "settings") for finding in found.findings)
        lines.append("No schedule can be read." if unread else "Nothing is scheduled.")
    if found.looked is not None:
        by = f", by {found.owner.what} (process {found.owner.process})" if found.owner is not None else ""
        lines.append(f"Looked at {found.looked:%Y-%m-%d %H:%M} UTC{by}. Times are in UTC.")
    if found.running is not None and found.running.started is not None:
        minutes = (found.at - found.running.started).total_seconds() / 60
        lines.append(f"{found.running.schedule} has been running for {minutes:.0f} minutes.")
    if found.notices:
        lines.append(f"{counted(found.notices, 'notice')} to the operator not sent yet.")
    return lines


def _fields(found: Status) -> dict[str, Any]:
    running = found.running
    return {
        "status": "wrong" if found.wrong else "warning" if found.findings else "ok",
        "at": _moment(found.at),
        **({"looked": _moment(found.looked)} if found.looked else {}),
        "by": found.owner.what if found.owner is not None else "",
        "schedules": [_standing(standing) for standing in found.standings],
        **(
            {"running": {"run": running.id, "schedule": running.schedule, "since": _moment(running.started)}}
            if running is not None and running.started is not None
            else {}
        ),
        "notices": found.notices,
        "unknown": found.unknown,
        "ends": [
            {"kind": end.kind, "name": end.name, **({"at": _moment(end.at)} if end.at else {})} for end in found.ends
        ],
        "problems": [_problem(finding) for finding in found.findings],
    }


def _standing(standing: Standing) -> dict[str, Any]:
    last = standing.sums.ended
    return {
        "schedule": standing.schedule.id,
        "state": standing.open.state if standing.open is not None else last.state if last is not None else "",
        **({"last": _moment(last.ended or last.due), "report": last.report} if last is not None else {}),
        **({"done": _moment(standing.sums.done)} if standing.sums.done else {}),
        **({"next": _moment(standing.next)} if standing.next else {}),
        **({"next_try": _moment(standing.retry.at)} if standing.retry is not None else {}),
        "failing": standing.sums.failing,
        "missed": standing.sums.missed,
    }


def _problem(finding: Finding) -> dict[str, Any]:
    named = {"schedule": finding.schedule} if finding.schedule else {}
    told = {"message": finding.message, "hint": finding.hint}
    return {"severity": finding.severity, "code": finding.code, **named, **told}


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment is not None else ""
