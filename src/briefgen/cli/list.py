"""`briefgen list`: name the briefs of a project."""

from __future__ import annotations

import click

from briefgen.cli.columns import aligned
from briefgen.cli.console import complain, say
from briefgen.cli.messages import show
from briefgen.cli.session import Session


@click.command("list")
@click.pass_obj
def list_briefs(session: Session) -> int:
    """Name the briefs of the project, with their kind and titles."""
    from briefgen.pipeline.batch import Refused, choose, read_briefs
    from briefgen.spec.text import plain

    project = session.project()
    rows: list[list[str]] = []
    refused: list[Refused] = []
    for result in read_briefs(project, choose(project, (), everything=True)):
        if isinstance(result, Refused):
            refused.append(result)
            rows.append([result.name, "?", "cannot be read"])
        else:
            titles = [plain(result.title[language]) for language in result.languages]
            rows.append([result.name, result.kind, *titles])
    for row in aligned(rows):
        say(row)
    for result in refused:
        show(result.error)
    if refused:
        complain(f"For all that is wrong: briefgen check {' '.join(result.name for result in refused)}")
    return max((result.error.exit_code for result in refused), default=0)
