"""`briefgen schedule`: what is due is made and sent, unattended; each of its commands stands in a file of its own."""

from __future__ import annotations

import click

from briefgen.cli.commands import Table

SCHEDULE: dict[str, tuple[str, str]] = {
    "list": ("briefgen.cli.schedule_list:list_", "List what is scheduled, and when each is due next."),
    "run": ("briefgen.cli.schedule_run:run", "Do what is due: once, or for as long as it runs."),
    "install": ("briefgen.cli.schedule_install:install", "Let the system start it: systemd, cron, Windows, launchd."),
    "status": ("briefgen.cli.schedule_status:status", "Say whether all goes well, for people and monitors."),
    "history": ("briefgen.cli.schedule_history:history", "List what was run, and what became of it."),
    "work": ("briefgen.cli.schedule_work:work", "Do one run; started by `schedule run`."),
}
"""Where each command stands, and what `briefgen schedule --help` says of it."""


class Schedule(Table):
    """Hold the commands of the table."""

    table = SCHEDULE
    hidden_names = ("work",)


@click.group(cls=Schedule)
def schedule() -> None:
    """Make and send what is due, at its times, unattended."""
