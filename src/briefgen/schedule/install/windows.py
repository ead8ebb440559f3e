"""A task of the Task Scheduler of Windows (schema: schemas.microsoft.com/windows/2004/02/mit/task, version 1.2)."""

from __future__ import annotations

import re
from pathlib import PureWindowsPath
from subprocess import list2cmdline
from xml.sax.saxutils import escape

from briefgen.errors import UsageMistake
from briefgen.schedule.install.host import EVERY, MARK, Host, Recipe, Unit

_FILLED_IN = re.compile(r"%[^%]+%|\$\(Arg")
"""What the Task Scheduler replaces in commands, and for which it knows no escape."""
LONGEST = 260
"""Characters of the path of a program (pathType)."""


def windows(host: Host) -> Recipe:
    """Return a task that looks every few minutes while its user is logged on; it holds no password.

    Raises UsageMistake where the path of the project or of Python cannot be told.
    """
    for path in (host.root, host.program[0]):
        if _FILLED_IN.search(path):
            raise UsageMistake(
                f"The Task Scheduler would fill in a part of the path {path}.", "Rename the folder: no % or $ in it."
            )
    if len(host.program[0]) > LONGEST:
        raise UsageMistake("The path of Python is too long for the Task Scheduler.", "Install briefgen elsewhere.")
    file = host.home / "briefgen" / f"{host.name}.xml"
    name = f"briefgen\\{host.name}"
    return Recipe(
        units=(Unit(file, _task(host), "utf-16"),),
        start=(f'schtasks /Create /F /TN "{name}" /XML "{file}"', f'schtasks /Run /TN "{name}"'),
        stop=(f'schtasks /Delete /F /TN "{name}"',),
        remarks=(
            "It runs while you are logged on. Passwords stand in the Credential Manager, under briefgen, "
            'or in variables: setx BRIEFGEN_SMTP_PASSWORD "…"',
        ),
    )


def _task(host: Host) -> str:
    program = PureWindowsPath(host.program[0])
    command, *rest = host.command("schedule", "run", "--once", "--quiet")
    if program.name.lower() == "python.exe":
        command = str(program.with_name("pythonw.exe"))  # without a window that opens at each look
    user = f"\n      <UserId>{escape(host.user)}</UserId>" if host.user else ""
    return f"""\
<?xml version="1.0" encoding="UTF-16"?>
<!-- {MARK} -->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Source>briefgen</Source>
    <Description>{escape(host.title)}</Description>
    <URI>\\briefgen\\{host.name}</URI>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <Enabled>true</Enabled>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Repetition>
        <Interval>PT{EVERY}M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">{user}
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <Enabled>true</Enabled>
    <ExecutionTimeLimit>PT12H</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(command)}</Command>
      <Arguments>{escape(list2cmdline(rest))}</Arguments>
    </Exec>
  </Actions>
</Task>
"""
