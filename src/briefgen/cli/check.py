"""`briefgen check`: look at briefs and their facts without drawing."""

from __future__ import annotations

from contextlib import closing

import click

from briefgen.cli.completion import brief_names
from briefgen.cli.messages import counted
from briefgen.cli.parallel import jobs_option
from briefgen.cli.report import as_object, failed, reporting
from briefgen.cli.session import Session


@click.command(short_help="Check briefs and their facts without drawing.")
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=brief_names)
@jobs_option
@reporting
@click.pass_obj
def check(session: Session, names: tuple[str, ...], jobs: int) -> int:
    """Check briefs and their facts without drawing; without names, all briefs.

    Lists every mistake with file, line, a sentence and a next step. Writes nothing.
    """
    from briefgen.pipeline.batch import check_briefs, choose
    from briefgen.pipeline.results import Refused

    project = session.project()
    chosen = choose(project, names, everything=not names)
    report = session.report
    code = 0
    with (
        session.progress(len(chosen)) as progress,
        closing(check_briefs(project, chosen, jobs=jobs, tell=progress.tell)) as results,
    ):
        for result in results:
            if isinstance(result, Refused):
                report.refusal(result.error)
                report.say(f"{result.name}: {result.error.message}")
                report.record(brief=result.name, **failed(result.error))
                code = max(code, result.error.exit_code)
            else:
                found = [as_object(warning, "warning") for warning in result.warnings]
                report.problems(result.warnings, "warning")
                report.say(f"{result.name}: {counted(len(found), 'warning') if found else 'no problems'}")
                report.record(brief=result.name, status="ok", problems=found)
    return code
