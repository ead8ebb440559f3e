"""What a command tells: lines for people, or with --json one object a line for programs. Nothing else prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import click

from briefgen.cli.console import complain, hand_over, say, say_object
from briefgen.errors import NOWHERE, AuthorsMistakes, BriefgenError, Problem, VerificationFailure

Severity = Literal["error", "warning"]
Command = TypeVar("Command", bound=Callable[..., Any])


def _nothing() -> None:
    pass


@dataclass
class Report:
    """Hold how much is told, and tell it; problems always are.

    `json`: objects on standard output and nothing else there. `quiet`: problems only. `verbose`: details too.
    `debugging`: where in briefgen a fault is. `before_line` is called before each line,
    to take away what is not to stay, such as progress.
    """

    json: bool = False
    quiet: bool = False
    verbose: bool = False
    debugging: bool = False
    command: str = ""
    before_line: Callable[[], None] = _nothing

    def say(self, text: str) -> None:
        """Tell people a result."""
        if not (self.json or self.quiet):
            self.before_line()
            say(text)

    def output(self, text: str) -> None:
        """Hand over a text that the command was asked for, such as a script; -q does not keep it back."""
        if not self.json:
            self.before_line()
            hand_over(text)

    def detail(self, text: str) -> None:
        """Tell people how it came about, where they asked for it with -v."""
        if self.verbose:
            self.say(text)

    def remark(self, text: str, lead: str = "", colour: str = "") -> None:
        """Tell people on standard error what is no problem of its own; `lead` stands out."""
        if not self.json:
            self.before_line()
            complain(text, lead, colour)

    def record(self, **fields: Any) -> None:
        """Tell programs one object; docs/json.md describes the fields."""
        if self.json:
            self.before_line()
            say_object({"command": self.command, **fields})

    def problems(self, problems: Iterable[Problem], severity: Severity = "error") -> None:
        """Tell people problems on standard error; programs get them as part of a record."""
        for problem in problems:
            if severity == "warning":
                self.remark(str(problem), "Warning: ", "yellow")
            elif problem.place.file:
                lead = f"{problem.place}: "
                self.remark(str(problem).removeprefix(lead), lead)
            else:
                self.remark(str(problem))

    def refusal(self, error: BriefgenError) -> None:
        """Tell people why something was not done; programs get it as part of a record."""
        if isinstance(error, AuthorsMistakes):
            self.problems(error.problems)
        else:
            self.remark(f"{error.message}\n  {error.hint}" if error.hint else error.message)
        if self.debugging and (trace := getattr(error, "trace", "")):
            self.remark(trace)

    def failure(self, error: BriefgenError) -> int:
        """Tell why the whole command was not done, to programs as the last record; return its exit code."""
        self.refusal(error)
        self.record(**failed(error))
        return error.exit_code


def failed(error: BriefgenError) -> dict[str, Any]:
    """Return the fields that tell programs of a failure."""
    return {"status": "failed", "exit_code": error.exit_code, "problems": problems_of(error)}


def problems_of(error: BriefgenError) -> list[dict[str, Any]]:
    """Return the problems of an error as objects."""
    if isinstance(error, AuthorsMistakes):
        return [as_object(problem) for problem in error.problems]
    single = error.problems if isinstance(error, VerificationFailure) else ()
    return [as_object(problem) for problem in single or (Problem(NOWHERE, error.message, error.hint),)]


def as_object(problem: Problem, severity: Severity = "error") -> dict[str, Any]:
    """Return a problem as an object; what is not known of its place is left out."""
    place = problem.place
    known = {"file": place.file, "line": place.line, "column": place.column, "cell": place.cell}
    return {
        "severity": severity,
        **{key: value for key, value in known.items() if value},
        "message": problem.message,
        "hint": problem.hint,
    }


def reporting(command: Command) -> Command:
    """Add --json, --quiet and --verbose to a command."""
    flag: dict[str, Any] = {"is_flag": True, "expose_value": False, "callback": _set}
    options = (
        click.option("--json", help="Print objects of JSON for programs, one a line.", **flag),
        click.option("-q", "--quiet", help="Print problems only.", **flag),
        click.option("-v", "--verbose", help="Print more: what was done, and why.", **flag),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _set(context: click.Context, option: click.Parameter, value: bool) -> None:
    if option.name and value:
        setattr(context.obj.report, option.name, True)
    context.obj.report.command = context.command_path.partition(" ")[2]  # without the program
