"""A property list of launchd, as macOS has it (launchd.plist(5))."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

from briefgen.schedule.install.host import AFTER_STOP, EVERY, MARK, Host, Recipe, Unit


def launchd(host: Host, *, once: bool = False) -> Recipe:
    """Return an agent of the user or a daemon of the system: a process that stays, or with `once` one that looks."""
    import plistlib

    label = f"briefgen.{host.name.removeprefix('briefgen-')}"
    logs = host.home / "Library" / "Logs" if host.own else Path("/Library/Logs")
    keys: dict[str, Any] = {
        "Label": label,
        "ProgramArguments": [*host.command("schedule", "run", *(("--once", "--quiet") if once else ()))],
        "ProcessType": "Background",
        "RunAtLoad": True,
        "ExitTimeOut": AFTER_STOP,
        "StandardOutPath": str(logs / f"{host.name}.log"),
        "StandardErrorPath": str(logs / f"{host.name}.log"),
    }
    # An interval that passes while the machine sleeps is made up for once when it wakes.
    keys |= {"StartInterval": 60 * EVERY} if once else {"KeepAlive": {"SuccessfulExit": False}, "ThrottleInterval": 60}
    if not host.own:
        keys["UserName"] = host.user
    text = plistlib.dumps(keys, sort_keys=False).decode().replace("<plist ", f"<!-- {MARK} -->\n<plist ", 1)
    folder = host.home / "Library" / "LaunchAgents" if host.own else Path("/Library/LaunchDaemons")
    file = folder / f"{label}.plist"
    domain, control = ("gui/$(id -u)", "launchctl") if host.own else ("system", "sudo launchctl")
    return Recipe(
        units=(Unit(file, text),),
        start=(f"{control} bootstrap {domain} {shlex.quote(str(file))}",),
        stop=(f"{control} bootout {domain}/{label}",),
        remarks=("Passwords stand in the keychain, under briefgen: keyring set briefgen USER@SERVER",),
    )
