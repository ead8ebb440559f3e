"""The commands by name, loaded when they are called: `--help` reads this table and imports none of them."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Mapping

import click

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("briefgen.cli.init:init", "Make a project, with a sample brief that builds."),
    "new": ("briefgen.cli.new:new", "Add a brief and its data, or a delegation, to the project."),
    "build": ("briefgen.cli.build:build", "Make the PDF of one or more briefs."),
    "check": ("briefgen.cli.check:check", "Check briefs, facts and delegations without drawing."),
    "verify": ("briefgen.cli.verify:verify", "Judge finished files by what they claim."),
    "read": ("briefgen.cli.read:read", "Print what a screen reader says of a finished brief."),
    "list": ("briefgen.cli.list:list_briefs", "Name the briefs and delegations of the project."),
    "show": ("briefgen.cli.show:show", "Show what a brief selects, or what is known of a fact."),
    "facts": ("briefgen.cli.facts:facts", "Take facts out to workbooks, and bring them back."),
    "review": ("briefgen.cli.review:review", "Make the draft and the sign-off sheet of an edition."),
    "approve": ("briefgen.cli.approve:approve", "Record that somebody approved an edition."),
    "diff": ("briefgen.cli.diff:diff", "Show what differs between two finished files."),
    "pack": ("briefgen.cli.pack:pack", "Make what a delegation is given."),
    "reissue": ("briefgen.cli.pack:reissue", "Make a pack again after a late change."),
    "deliver": ("briefgen.cli.deliver:deliver", "Send a pack to those for whom it was made."),
    "ledger": ("briefgen.cli.ledger:ledger", "Look up who was sent what; settle, export, back up, forget."),
    "holdings": ("briefgen.cli.holdings:holdings", "List who holds the old number of a corrected fact."),
    "schedule": ("briefgen.cli.schedule:schedule", "Make and send what is due, at its times, unattended."),
    "clean": ("briefgen.cli.clean:clean", "Remove what builds leave behind."),
    "doctor": ("briefgen.cli.doctor:doctor", "Check the installation and the project's folders."),
    "schema": ("briefgen.cli.schema:schema", "Write the JSON Schemas for editors."),
    "completion": ("briefgen.cli.completion:completion", "Print what lets a shell complete names and options."),
}
"""Where each command stands, and what `briefgen --help` says of it, in the order in which it lists them."""


class Table(click.Group):
    """Hold the commands of a table, each loaded when it is called."""

    table: Mapping[str, tuple[str, str]] = {}
    hidden_names: Collection[str] = ()
    """Commands that briefgen calls itself: not listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return [name for name in self.table if name not in self.hidden_names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; what was added by hand is found as well."""
        if cmd_name not in self.table:
            return super().get_command(ctx, cmd_name)
        module, name = self.table[cmd_name][0].split(":")
        return getattr(importlib.import_module(module), name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their lines of the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.table[name][1]) for name in self.list_commands(ctx)])


class Commands(Table):
    """Hold the commands of the program."""

    table = COMMANDS
