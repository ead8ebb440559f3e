"""`briefgen approve`: record that somebody approved an edition in a language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.completion import brief_names
from briefgen.cli.report import as_object, reporting
from briefgen.cli.session import Session

if TYPE_CHECKING:
    from briefgen.cli.report import Report
    from briefgen.deliver.approval.approving import Approved, Result
    from briefgen.deliver.approval.standing import Standing
    from briefgen.project import Project

WHY = {
    "facts": "figures have changed since",
    "form": "blocks or pictures have changed since",
    "wording": "the wording has changed since",
    "changed": "it has changed since",
    "edition": "this is a new edition since",
}
"""What is said of an approval that does not hold any more."""


@click.command(short_help="Record that somebody approved an edition.")
@click.argument("edition", metavar="EDITION", shell_complete=brief_names)
@click.option("--language", "languages", multiple=True, metavar="TAG", help="Which language; can be given again.")
@click.option("--by", metavar="NAME", default="", help="Who approved it.")
@click.option(
    "--scan", type=click.Path(path_type=Path), metavar="FILE",
    help="The signed sheet: PDF, PNG or JPEG. It is copied into reviews/.",
)  # fmt: skip
@click.option("--note", metavar="TEXT", default="", help="What else is to be known; kept in the ledger.")
@reporting
@click.pass_obj
def approve(session: Session, edition: str, languages: tuple[str, ...], by: str, scan: Path | None, note: str) -> int:
    """Record that somebody approved EDITION, a code such as ROB-2026-02 or the name of its brief, in a language.

    It holds for what was reviewed. A figure that changes voids it in all languages, a wording in its own; names of
    people, themes and kinds of page never do.
    """
    from briefgen.deliver.approval.approving import NotAsReviewedError
    from briefgen.deliver.approval.approving import approve as record

    project, report = session.project(), session.report
    try:
        result = record(project, edition, languages, by, scan=scan, note=note)
    except NotAsReviewedError as error:
        report.refusal(error)
        problems = [as_object(problem) for problem in error.problems]
        report.record(brief=error.brief, status="failed", exit_code=error.exit_code, problems=problems)
        return error.exit_code
    for one in result.approved:
        _tell(one, result, project, report)
    for standing in result.standings.values():
        if not standing.approved:
            report.say(f"  {line_of(standing)}")
    return 0


def line_of(standing: Standing) -> str:
    """Return how an edition stands in a language, as a line."""
    last = standing.approval
    if last is None:
        return f"{standing.language} not approved"
    signed = f"by {last.by} on {last.at[:10]}"
    if standing.approved:
        return f"{standing.language} approved {signed}"
    return f"{standing.language} not approved: {WHY[standing.why]} ({last.edition} was {signed})"


def standing_record(standing: Standing) -> dict[str, Any]:
    """Return what programs are told of how an edition stands in a language."""
    last = standing.approval
    return {
        "language": standing.language,
        "approved": standing.approved,
        "why": standing.why,
        "edition": last.edition if last is not None else "",
        "by": last.by if last is not None else "",
        "at": last.at if last is not None else "",
        "scan": last.scan if last is not None else "",
    }


def _tell(one: Approved, result: Result, project: Project, report: Report) -> None:
    approval = one.approval
    scan = project.relative(one.scan) if one.scan is not None else ""
    done = "was approved before" if one.again else "is approved"
    report.say(f"{result.edition} ({result.brief}) {done} in {approval.language} by {approval.by}, {approval.at[:10]}.")
    if scan:
        report.say(f"  signed sheet  {scan}")
    report.detail(f"  content  {approval.content}")
    report.record(
        brief=result.brief,
        edition=result.edition,
        language=approval.language,
        status="unchanged" if one.again else "approved",
        by=approval.by,
        at=approval.at,
        content=approval.content,
        scan=scan,
        scan_sha256=approval.scan,
        note=approval.note,
        standings=[standing_record(standing) for standing in result.standings.values()],
        problems=[],
    )
