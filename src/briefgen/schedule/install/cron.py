"""A line of cron that looks at the schedules every few minutes (crontab(5)).

Runs never overlap, since a look that finds another at work ends at once: no flock is needed.
"""

from __future__ import annotations

import shlex
from pathlib import Path

from briefgen.errors import UsageMistake
from briefgen.schedule.install.host import EVERY, MARK, Host, Recipe, Unit

LONGEST = 990
"""Bytes in a line: cron cuts longer ones at about a thousand (MAX_COMMAND)."""


def cron(host: Host) -> Recipe:
    """Return a file of /etc/cron.d, or a line of the user's own table.

    Raises UsageMistake where a path has a backslash, which every cron reads in a way of its own, or is too long.
    """
    command = _command(host)
    if host.own:
        text = f"# {host.name}: {MARK}\n{_when()} {command}\n"
        units = (Unit(Path("crontab"), _measured(text)),)
        stop = ("crontab -e",)
    else:
        told = f"# {MARK}\nSHELL=/bin/sh\nPATH=/usr/local/bin:/usr/bin:/bin\nMAILTO={host.operator or host.user}\n"
        units = (Unit(Path("/etc/cron.d") / host.name, _measured(f"{told}{_when()} {host.user} {command}\n")),)
        stop = (f"sudo rm /etc/cron.d/{host.name}",)
    remarks = (f"Passwords stand in {host.secrets}, a line each: BRIEFGEN_SMTP_PASSWORD='…'",)
    return Recipe(units, (), stop, remarks, crontab=host.own)


def _when() -> str:
    return f"*/{EVERY} * * * *"


def _command(host: Host) -> str:
    words = host.command("schedule", "run", "--once", "--quiet")
    for word in (*words, str(host.secrets)):
        if "\\" in word:
            raise UsageMistake(
                f"cron cannot be told the path {word}: it has a backslash.", "Rename the folder, or use --systemd."
            )
    secrets = shlex.quote(str(host.secrets))
    line = f"set -a; [ ! -r {secrets} ] || . {secrets}; exec {shlex.join(words)}"
    return line.replace("%", "\\%")  # cron turns the others into line ends, also between quotes


def _measured(text: str) -> str:
    if any(len(line.encode()) > LONGEST for line in text.splitlines()):
        raise UsageMistake("The line is too long for cron.", "Move the project to a shorter path, or use --systemd.")
    return text


def merged(table: str, host: Host, line: str) -> str:
    """Return the user's table with our lines in it: where they were, or else at its end; nothing else changes."""
    head = f"# {host.name}: {MARK}"
    before: list[str] = []
    after: list[str] | None = None
    lines = iter(table.splitlines(keepends=True))
    for each in lines:
        if each.rstrip("\r\n") == head:
            next(lines, "")  # what we wrote below our own mark
            after = [] if after is None else after
        else:
            (before if after is None else after).append(each)
    if after is None and before and not before[-1].endswith("\n"):
        before.append("\n")
    return "".join([*before, line, *(after or [])])
