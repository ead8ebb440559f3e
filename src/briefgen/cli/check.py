"""`briefgen check`: look at briefs and their facts without drawing."""

from __future__ import annotations

import click

from briefgen.cli.console import say
from briefgen.cli.messages import counted, show, show_warnings
from briefgen.cli.session import Session


@click.command(short_help="Look at briefs and their facts without drawing.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.pass_obj
def check(session: Session, names: tuple[str, ...]) -> int:
    """Look at briefs and their facts without drawing; without names, at all briefs.

    Lists every mistake with file, line, a sentence and a next step. Writes nothing.
    """
    from briefgen.pipeline.batch import Refused, check_briefs, choose

    project = session.project()
    chosen = choose(project, names, everything=not names)
    code = 0
    for result in check_briefs(project, chosen):
        if isinstance(result, Refused):
            show(result.error)
            say(f"{result.name}: {result.error.message}")
            code = max(code, result.error.exit_code)
        else:
            show_warnings(result.warnings)
            say(f"{result.name}: {counted(len(result.warnings), 'warning') if result.warnings else 'no problems'}")
    return code
