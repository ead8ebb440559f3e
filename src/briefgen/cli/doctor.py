"""`briefgen doctor`: look at the installation and at the project's folders."""

from __future__ import annotations

import sys
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

import click

from briefgen.cli.columns import width
from briefgen.cli.messages import counted
from briefgen.cli.report import reporting
from briefgen.cli.session import Session

if TYPE_CHECKING:
    from briefgen.pipeline.finding import Finding

FAILED = 3
MARKS = {"ok": "ok", "warning": "warning", "failed": "FAILED"}


@click.command(short_help="Check the installation and the project's folders.")
@reporting
@click.pass_obj
def doctor(session: Session) -> int:
    """Check the installation and the project's folders, and say of each thing whether it is as it should be.

    Versions, fonts and the characters that they have, themes, folders, schemas, the console. Works without a project.
    The exit code is 3 where something failed.
    """
    from briefgen.pipeline.doctor.examine import examine

    report = session.report
    encoding = getattr(sys.stdout, "encoding", None)
    findings = list(examine(session.folder, console=encoding))
    groups = dict.fromkeys(finding.group for finding in findings)
    findings.sort(key=lambda finding: list(groups).index(finding.group))
    longest = max(width(finding.what) for finding in findings)
    for group, members in groupby(findings, lambda finding: finding.group):
        report.say(group)
        for finding in members:
            name = finding.what + " " * (longest - width(finding.what))
            line = f"  {name}  {MARKS[finding.status]:7}  {finding.message}"
            if finding.status == "ok":
                report.say(line)
            else:
                report.remark(f"{line}\n      {finding.hint}" if finding.hint else line)
    failed = [finding for finding in findings if finding.status == "failed"]
    warned = [finding for finding in findings if finding.status == "warning"]
    told = [counted(len(found), noun) for found, noun in ((failed, "failure"), (warned, "warning")) if found]
    report.say(", ".join(told) if told else "All is as it should be.")
    report.record(
        status="failed" if failed else "ok",
        checks=[asdict(finding) for finding in findings],
        problems=[_problem(finding) for finding in (*failed, *warned)],
    )
    return FAILED if failed else 0


def _problem(finding: Finding) -> dict[str, str]:
    severity = "error" if finding.status == "failed" else "warning"
    return {"severity": severity, "message": f"{finding.what}: {finding.message}", "hint": finding.hint}
