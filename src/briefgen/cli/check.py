"""`briefgen check`: look at briefs, their facts and delegations without drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen.cli.completion import checkable_names
from briefgen.cli.messages import counted
from briefgen.cli.parallel import jobs_option
from briefgen.cli.report import as_object, failed, reporting
from briefgen.cli.session import Session
from briefgen.errors import AuthorsMistakes, BriefgenError, Problem

if TYPE_CHECKING:
    from briefgen.project import Project


@click.command(short_help="Check briefs, facts and delegations without drawing.")
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=checkable_names)
@jobs_option
@reporting
@click.pass_obj
def check(session: Session, names: tuple[str, ...], jobs: int) -> int:
    """Check briefs, their facts and delegations without drawing; without names, all of them.

    Lists every mistake with file, line, a sentence and a next step. Writes nothing.
    """
    from briefgen.deliver.checking import own_mistakes
    from briefgen.deliver.delegations import find_delegations, named

    project = session.project()
    try:
        found = find_delegations(project)
    except AuthorsMistakes as error:
        session.report.failure(error)
        return max(error.exit_code, _briefs(session, project, names, jobs))
    chosen, others = named(names, found) if names else (found, [])
    try:
        code = _briefs(session, project, others, jobs) if others or not names else 0
    except AuthorsMistakes as error:  # of settings or facts, on which everything rests
        raise AuthorsMistakes([*error.problems, *own_mistakes(project, chosen)]) from None
    return max(code, _delegations(session, project, chosen))


def _briefs(session: Session, project: Project, names: Sequence[str], jobs: int) -> int:
    """Check briefs and tell what was found; return the exit code."""
    from briefgen.pipeline.batch import check_briefs, choose
    from briefgen.pipeline.results import Refused

    chosen = choose(project, names, everything=not names)
    code = 0
    with (
        session.progress(len(chosen)) as progress,
        closing(check_briefs(project, chosen, jobs=jobs, tell=progress.tell)) as results,
    ):
        for result in results:
            if isinstance(result, Refused):
                code = max(code, _refused(session, "brief", result.name, result.error))
            else:
                _ok(session, "brief", result.name, result.warnings)
    return code


def _delegations(session: Session, project: Project, chosen: Mapping[str, Path]) -> int:
    """Check delegations and tell what was found; return the exit code."""
    from briefgen.deliver.checking import RefusedDelegation, check_delegations

    code = 0
    for result in check_delegations(project, chosen):
        if isinstance(result, RefusedDelegation):
            code = max(code, _refused(session, "delegation", result.name, result.error))
        else:
            _ok(session, "delegation", result.name, result.warnings)
    return code


def _refused(session: Session, what: str, name: str, error: BriefgenError) -> int:
    session.report.refusal(error)
    session.report.say(f"{name}: {error.message}")
    session.report.record(**{what: name}, **failed(error))
    return error.exit_code


def _ok(session: Session, what: str, name: str, warnings: Sequence[Problem]) -> None:
    found = [as_object(warning, "warning") for warning in warnings]
    session.report.problems(warnings, "warning")
    session.report.say(f"{name}: {counted(len(found), 'warning') if found else 'no problems'}")
    session.report.record(**{what: name}, status="ok", problems=found)
