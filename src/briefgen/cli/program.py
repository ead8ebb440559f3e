"""The program: its commands, and the one place where an error becomes a message and an exit code."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from briefgen import __version__
from briefgen.cli.commands import Commands
from briefgen.cli.console import is_terminal, prepare
from briefgen.cli.misuse import tell
from briefgen.cli.report import Report
from briefgen.cli.session import Session
from briefgen.errors import BriefgenError
from briefgen.pipeline.interrupts import Interrupted, Interrupts

COMPLETION = "_BRIEFGEN_COMPLETE"
"""The variable by which a shell asks for completions."""
COLLECT_AFTER = 1_000_000
"""Objects between collections: a build makes many that live to its end, and hardly any garbage."""


EPILOG = """\b
Exit codes: 0 done, 1 mistakes in the authors' files, 2 a command that asks for
something that is not there, 3 files or installation, 4 a finished file that
failed its verification, 5 a delivery that is incomplete or of unknown outcome,
130 interrupted.
"""


@click.group(
    cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "-C",
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The project's folder; otherwise the current folder or one above it.",
)
@click.version_option(__version__, "-V", "--version", prog_name="briefgen", message="%(prog)s %(version)s")
@click.pass_obj
def briefgen(session: Session, folder: Path | None) -> None:
    """Build bilingual PDF briefs from written specifications and a store of sourced facts.

    To begin: `briefgen init DIR` makes a project, and `briefgen build NAME` in it makes the PDF of a brief. `briefgen
    COMMAND --help` tells more of a command.
    """
    session.folder = folder


def perform(arguments: Sequence[str], interrupts: Interrupts) -> int:
    """Run a command, tell how it ended, and return the exit code."""
    prepare()
    gc.set_threshold(COLLECT_AFTER)
    session = Session(interrupts=interrupts)
    report = session.report
    report.debugging = session.debugging
    try:
        if COMPLETION in session.surroundings:
            from briefgen.cli.completion import answer

            return answer(briefgen, session, session.surroundings[COMPLETION])
        with briefgen.make_context("briefgen", list(arguments), obj=session) as context:
            result = briefgen.invoke(context)
            if result:
                interrupts.again()  # it failed, perhaps for no other reason
    except click.exceptions.Exit as end:  # --help and --version
        return end.exit_code
    except (KeyboardInterrupt, click.Abort):
        interrupts.deaf = True
        return _interrupted(report)
    except Exception as error:
        if interrupts.came:  # whatever a library made of it, or what failed because it came
            interrupts.deaf = True
            return _interrupted(report)
        return _failed(error, arguments, report)
    finally:
        session.close()
    return result if isinstance(result, int) else 0


def _interrupted(report: Report) -> int:
    if is_terminal(sys.stderr):
        report.remark("")  # what the terminal shows of Ctrl-C gets a line of its own
    return report.failure(Interrupted())


def _failed(error: Exception, arguments: Sequence[str], report: Report) -> int:
    """Tell why the command was not done; return the exit code."""
    if isinstance(error, BriefgenError):
        return report.failure(error)
    if isinstance(error, click.ClickException):
        report.json |= "--json" in _options(arguments)  # it may not have been read that far
        return tell(error, report)
    from briefgen.pipeline.faults import unexpected

    return report.failure(unexpected(error))


def _options(arguments: Sequence[str]) -> list[str]:
    """Return the arguments before `--`, after which nothing is an option."""
    words = list(arguments)
    return words[: words.index("--")] if "--" in words else words
