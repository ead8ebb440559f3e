"""`briefgen clean`: remove what builds leave behind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.messages import counted, size
from briefgen.cli.report import reporting
from briefgen.cli.session import Session
from briefgen.errors import UsageMistake

if TYPE_CHECKING:
    from briefgen.pipeline.clean import Cleaned
    from briefgen.project import Project


@click.command(short_help="Remove what builds leave behind.")
@click.option("--all", "everything", is_flag=True, help="Remove finished briefs too, where nobody has changed them.")
@click.option(
    "--out", type=click.Path(), metavar="DIR", help="Clean this folder of finished briefs, not the project's."
)
@reporting
@click.pass_obj
def clean(session: Session, everything: bool, out: str | None) -> int:
    """Remove what builds leave behind: kept charts, records and notes.

    All of it is made again by the next build. Finished briefs stay, unless --all is given; those that were changed
    after they were built, and all other files, stay in any case.
    """
    from briefgen.pipeline import clean as cleaning

    if out is not None and not out.strip():
        raise UsageMistake("--out names no folder.", "Name one, or leave out --out.")
    project = session.project()
    report = session.report
    count = 0
    for cleaned in cleaning.clean(project, out=Path(out) if out else None, editions=everything):
        count += 1
        report.say(line(cleaned, project))
        report.record(
            path=project.relative(cleaned.path),
            status=cleaned.status.replace(" ", "-"),
            files=cleaned.files,
            size=cleaned.size,
            problems=[],
        )
    if not count:
        stay = " A finished brief of which there is no record stays." if everything else ""
        report.say("There is nothing to remove." + stay)
    return 0


def line(cleaned: Cleaned, project: Project) -> str:
    """Return what is said of one file or folder."""
    name = project.relative(cleaned.path)
    if cleaned.status == "changed":
        return f"{name} was changed after it was built, and stays."
    if cleaned.status == "in use":
        return f"{name} is in use by a build, and stays for now."
    return f"{name} removed ({counted(cleaned.files, 'file')}, {size(cleaned.size)})"
