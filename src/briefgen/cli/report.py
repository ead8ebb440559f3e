"""What a command tells: lines for people, or with --json one object a line for programs. Nothing else prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import click

from briefgen.cli.console import complain, say
from briefgen.errors import AuthorsMistakes, BriefgenError, Problem

Severity = Literal["error", "warning"]
Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass
class Report:
    """Hold how much is told, and tell it; problems always are.

    `json`: objects on standard output and nothing else there. `quiet`: problems only. `verbose`: details too.
    """

    json: bool = False
    quiet: bool = False
    verbose: bool = False
    command: str = ""

    def say(self, text: str) -> None:
        """Tell people a result."""
        if not (self.json or self.quiet):
            say(text)

    def detail(self, text: str) -> None:
        """Tell people how it came about, where they asked for it with -v."""
        if self.verbose and not (self.json or self.quiet):
            say(text)

    def record(self, **fields: Any) -> None:
        """Tell programs one object; docs/json.md describes the fields."""
        if self.json:
            from json import dumps

            say(dumps({"command": self.command, **fields}, ensure_ascii=False))

    def problems(self, problems: Iterable[Problem], severity: Severity = "error") -> None:
        """Tell people problems on standard error; programs get them as part of a record."""
        if self.json:
            return
        for problem in problems:
            head, _, rest = str(problem).partition("\n")
            lead = "Warning: " if severity == "warning" else ""
            complain(f"{lead}{head}" + (f"\n{rest}" if rest else ""))

    def refusal(self, error: BriefgenError) -> None:
        """Tell people why something was not done; programs get it as part of a record."""
        if self.json:
            return
        if isinstance(error, AuthorsMistakes):
            self.problems(error.problems)
            return
        complain(f"{error.message}\n  {error.hint}" if error.hint else error.message)

    def failure(self, error: BriefgenError) -> None:
        """Tell why the whole command was not done: to people, or to programs as the last record."""
        self.refusal(error)
        self.record(status="failed", exit_code=error.exit_code, problems=problems_of(error))


def problems_of(error: BriefgenError) -> list[dict[str, Any]]:
    """Return the problems of an error as objects."""
    if isinstance(error, AuthorsMistakes):
        return [as_object(problem) for problem in error.problems]
    return [{"severity": "error", "message": error.message, "hint": error.hint}]


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
    options = (
        click.option("--json", is_flag=True, expose_value=False, callback=_set, help="Print JSON, one object a line."),
        click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_set, help="Print problems only."),
        click.option("-v", "--verbose", is_flag=True, expose_value=False, callback=_set, help="Print details too."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _set(context: click.Context, option: click.Parameter, value: bool) -> None:
    if option.name and value:
        setattr(context.obj.report, option.name, True)
    context.obj.report.command = context.info_name or ""
