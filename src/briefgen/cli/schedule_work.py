"""`briefgen schedule work`: what `schedule run` starts for each run. Nobody calls it by hand."""

from __future__ import annotations

import click

from briefgen.cli.report import reporting
from briefgen.cli.session import Session


@click.command(hidden=True)
@click.argument("run", metavar="RUN")
@click.option("--after", is_flag=True, help="Tell what came of it, instead of doing it.")
@reporting
@click.pass_obj
def work(session: Session, run: str, after: bool) -> int:
    """Do one run; started by `schedule run`."""
    from briefgen.schedule.after import tell_after
    from briefgen.schedule.work import watching, work

    with watching(0):
        project = session.project()
        if after:
            tell_after(project, run)
            return 0
        outcome = work(project, run)
    session.report.record(status="done", run=run, problems=[])
    return 1 if outcome.failed else 0
