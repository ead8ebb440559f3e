"""`briefgen list`: name the briefs and delegations of a project."""

from __future__ import annotations

import click

from briefgen.cli.columns import aligned
from briefgen.cli.report import failed, reporting
from briefgen.cli.session import Session
from briefgen.errors import AuthorsMistakes


@click.command("list")
@reporting
@click.pass_obj
def list_briefs(session: Session) -> int:
    """Name the briefs of the project, with their kind, titles and tags, and the delegations, with their days."""
    from briefgen.deliver.delegations import find_delegations, load_delegation
    from briefgen.pipeline.batch import choose, read_briefs
    from briefgen.pipeline.results import Refused
    from briefgen.spec.text import plain

    project = session.project()
    delegations = find_delegations(project)
    report = session.report
    rows: list[list[str]] = []
    refused: list[Refused] = []
    for result in read_briefs(project, choose(project, (), everything=True)):
        if isinstance(result, Refused):
            refused.append(result)
            rows.append([result.name, "?", "cannot be read"])
            report.record(brief=result.name, **failed(result.error))
        else:
            titles = {language: plain(result.title[language]) for language in result.languages}
            tags = [str(tag) for tag in result.tags]
            rows.append([result.name, result.kind, *titles.values(), *([", ".join(tags)] if tags else [])])
            report.record(brief=result.name, status="ok", kind=result.kind, tags=tags, title=titles, problems=[])
    for name, path in delegations.items():
        try:
            delegation = load_delegation(path, project)
        except AuthorsMistakes as error:
            refused.append(Refused(name, error))
            rows.append([name, "?", "cannot be read"])
            report.record(delegation=name, **failed(error))
            continue
        titles = {language: text.source for language, text in delegation.name.items()}
        days = {"arrival": delegation.arrival.isoformat(), "departure": delegation.departure.isoformat()}
        visit = f"{days['arrival']} to {days['departure']}"
        rows.append([name, "delegation", *titles.values(), visit])
        report.record(delegation=name, status="ok", sample=delegation.sample, title=titles, **days, problems=[])
    for row in aligned(rows):
        report.say(row)
    for result in refused:
        report.refusal(result.error)
    if refused:
        report.remark(f"For all that is wrong: briefgen check {' '.join(result.name for result in refused)}")
    return max((result.error.exit_code for result in refused), default=0)
