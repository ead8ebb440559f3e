"""A command that was given wrongly, in the user's words."""

from __future__ import annotations

import re

import click

from briefgen.cli.commands import COMMANDS
from briefgen.cli.report import Report, failed
from briefgen.errors import UsageMistake

AFTER = ("--json", "-q", "--quiet", "-v", "--verbose")
"""Options of every command, which some will write before it."""
_UNKNOWN = re.compile(r"No such command '([^']*)'")
"""How Click, of any version, begins to say that there is no such command."""


def tell(error: click.ClickException, report: Report) -> int:
    """Tell what is wrong with a command, and the way on; return the exit code."""
    context: click.Context | None = getattr(error, "ctx", None)
    path = context.command_path if context else "briefgen"
    report.command = path.partition(" ")[2]
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        report.remark(error.format_message())
        mistake = UsageMistake("No command is given.", f"Try '{path} --help' for help.")
    else:
        mistake = UsageMistake(*_words(error, path))
        report.remark(f"{mistake.message}\n  {mistake.hint}", "Error: ", "red")
    report.record(**failed(mistake))
    return error.exit_code


def _words(error: click.ClickException, path: str) -> tuple[str, str]:
    """Return a sentence and a next step."""
    if isinstance(error, click.NoSuchOption) and path == "briefgen" and error.option_name in AFTER:
        return (
            f"{error.option_name} stands after the command.",
            f"For example: briefgen build --all {error.option_name}",
        )
    said, help_for = error.format_message(), f"Try '{path} --help' for help."
    if isinstance(error, click.MissingParameter):
        # Click sets the choices on lines of their own, after tabs.
        return " ".join(said.split()), help_for
    unknown = _UNKNOWN.match(said)
    if path == "briefgen" and unknown is not None:
        from briefgen.spec.nearest import closest

        meant = closest(unknown[1], COMMANDS)
        return f"There is no command '{unknown[1]}'.", f"Did you mean '{meant}'?" if meant else help_for
    return said, help_for
