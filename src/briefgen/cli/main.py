"""The program: its commands, and the one place where an error becomes a message and an exit code."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from briefgen import __version__
from briefgen.cli.commands import Commands
from briefgen.cli.console import complain, prepare
from briefgen.cli.session import Session
from briefgen.errors import BriefgenError

INTERRUPTED = 130
FAULT = 3
COLLECT_AFTER = 50_000
"""Objects between collections: a build makes many that live to its end, and hardly any garbage."""


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
    """Build bilingual PDF briefs from written specifications and a store of sourced facts."""
    session.folder = folder


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and end the process with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code.

    0 done, 1 authors' mistakes, 2 usage, 3 files, environment or a fault of briefgen, 4 verification failed,
    130 interrupted.
    """
    prepare()
    gc.set_threshold(COLLECT_AFTER)
    session = Session()
    try:
        result = briefgen.main(args=arguments, prog_name="briefgen", standalone_mode=False, obj=session)
    except BriefgenError as error:
        session.report.failure(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        complain("Interrupted.")
        return INTERRUPTED
    except click.ClickException as error:
        _show_usage(error)
        return error.exit_code
    except ModuleNotFoundError as error:
        complain(f"The package {error.name} is not installed.")
        complain("  Install briefgen again, with all that it needs.")
        return _fault(session, FAULT)
    except OSError as error:
        complain(f"{error.filename or 'The system'}: {error.strerror or error}")
        return _fault(session, FAULT)
    except Exception as error:
        complain(f"{type(error).__name__}: {error}".splitlines()[0])
        complain("  This is a fault of briefgen, not of your files. Please report it with the command that you gave.")
        return _fault(session, FAULT)
    return result if isinstance(result, int) else 0


def _show_usage(error: click.ClickException) -> None:
    """Print how the command is used, as click does, but through our console."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        complain(error.format_message())
        return
    if context is not None:
        complain(context.get_usage())
        complain(f"Try '{context.command_path} --help' for help.\n")
    complain(f"Error: {error.format_message()}")


def _fault(session: Session, code: int) -> int:
    """Print where it happened, where a developer asked for it with BRIEFGEN_DEBUG=1."""
    if session.debugging:
        import traceback

        complain(traceback.format_exc().rstrip())
    return code
