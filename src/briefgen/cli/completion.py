"""`briefgen completion`: what a shell needs to complete commands, options and names; and the names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli.report import reporting
from briefgen.cli.session import Session
from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from briefgen.project import Project

SHELLS = ("bash", "zsh", "fish", "powershell")
COMPLETION = "_BRIEFGEN_COMPLETE"
"""The variable by which a shell asks for completions; click derives it from the name of the program."""

POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName briefgen, briefgen.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { "$_" }
    })
    $program = "$($commandAst.CommandElements[0])".Trim('"', "'")
    try {
        $env:_BRIEFGEN_COMPLETE = 'powershell_complete'
        $env:COMP_WORDS = (@($words | Select-Object -Skip 1) + "$wordToComplete") -join "`n"
        $found = @(& $program 2>$null)
    } finally {
        Remove-Item Env:_BRIEFGEN_COMPLETE, Env:COMP_WORDS -ErrorAction SilentlyContinue
    }
    foreach ($line in $found) {
        $kind, $value, $help = $line -split "`t", 3
        if ($kind -ne 'plain') { continue }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
    }
}
"""
"""Where nothing is offered, as for a folder, PowerShell itself completes paths."""


HELP = """Print what lets a shell complete commands, options and the names of briefs.

\b
To install it:
  bash        add to ~/.bashrc
                eval "$(briefgen completion bash)"
  zsh         add to ~/.zshrc, after compinit
                eval "$(briefgen completion zsh)"
  fish        run once
                briefgen completion fish > ~/.config/fish/completions/briefgen.fish
  powershell  add to $PROFILE
                briefgen completion powershell | Out-String | Invoke-Expression

Then open a new shell. bash must be 4.4 or later.
"""


@click.command(help=HELP)
@click.argument("shell", type=click.Choice(SHELLS))
@reporting
@click.pass_obj
def completion(session: Session, shell: str) -> None:
    """Print what lets a shell complete commands, options and the names of briefs."""
    text = script(shell)
    session.report.output(text)
    session.report.record(shell=shell, status="ok", script=text, problems=[])


def script(shell: str) -> str:
    """Return what a shell is to source."""
    if shell == "powershell":
        return POWERSHELL
    from click.shell_completion import ShellComplete, get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise ValueError(shell)
    made = kind(click.Command("briefgen"), {}, "briefgen", COMPLETION)
    return ShellComplete.source(made)  # bash's own would start a bash, to look at its version


def answer(program: click.Command, session: Session, instruction: str) -> int:
    """Answer a shell that asks what an unfinished command can go on with; return the exit code."""
    from click.shell_completion import shell_complete

    _add_powershell()
    return shell_complete(program, {"obj": session}, "briefgen", COMPLETION, instruction)


def _add_powershell() -> None:
    """Let click answer PowerShell, which older versions of it cannot."""
    from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

    class PowerShell(ShellComplete):
        """Words come one a line, the unfinished one last; answers go as kind, value and help between tabs."""

        name = "powershell"
        source_template = POWERSHELL.replace("%", "%%")

        def get_completion_args(self) -> tuple[list[str], str]:
            from briefgen.project import surroundings

            *words, unfinished = surroundings().get("COMP_WORDS", "").split("\n")
            return words, unfinished

        def format_completion(self, item: CompletionItem[Any]) -> str:
            return f"{item.type}\t{item.value}\t{' '.join((item.help or item.value).split())}"

    add_completion_class(PowerShell, "powershell")


def brief_names(context: click.Context, parameter: click.Parameter, unfinished: str) -> list[str]:
    """Complete the name of a brief of the project that the command is about."""

    def names(project: Project) -> Iterable[str]:
        from briefgen.spec.find import find_briefs

        return find_briefs(project)

    return _names(context, parameter, unfinished, names)


def delegation_names(context: click.Context, parameter: click.Parameter, unfinished: str) -> list[str]:
    """Complete the name of a delegation of the project that the command is about."""

    def names(project: Project) -> Iterable[str]:
        from briefgen.deliver.delegations import find_delegations

        return find_delegations(project)

    return _names(context, parameter, unfinished, names)


def checkable_names(context: click.Context, parameter: click.Parameter, unfinished: str) -> list[str]:
    """Complete the name of a brief or of a delegation."""
    briefs = brief_names(context, parameter, unfinished)
    return list(dict.fromkeys([*briefs, *delegation_names(context, parameter, unfinished)]))


def section_names(context: click.Context, parameter: click.Parameter, unfinished: str) -> list[str]:
    """Complete the name of a section of the project that the command is about."""

    def names(project: Project) -> Iterable[str]:
        return [path.stem for path in project.entries(project.data) if path.suffix == ".yaml"]

    return _names(context, parameter, unfinished, names)


def _names(
    context: click.Context, parameter: click.Parameter, unfinished: str, names: Callable[[Project], Iterable[str]]
) -> list[str]:
    """Return the names that go on as begun, without those given already; none where there is no project."""
    folder = context.find_root().params.get("folder")
    given = context.params.get(parameter.name or "") or ()
    try:
        found = names(Session(folder).project())
    except (BriefgenError, OSError):
        return []
    return [name for name in found if name.startswith(unfinished) and name not in given]
