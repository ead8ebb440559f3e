"""`briefgen approve`: record that somebody approved an edition in a language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.completion import brief_names
from briefgen.cli.report import as_object, reporting
from briefgen.cli.session import Session
from briefgen.cli.standings import line_of, standing_record

if TYPE_CHECKING:
    from briefgen.cli.report import Report
    from briefgen.deliver.approval.approving import Approved, Result
    from briefgen.project import Project


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
