"""What a unit must know of the machine: which program looks at which project, as whom, and where it may write."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from briefgen.errors import UsageMistake
from briefgen.project import printable
from briefgen.system import account, home_folder, owner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.project import Project

MARK = "made by briefgen schedule install"
"""Stands in each file that we write: one without it is not ours, and is left alone."""
EVERY = 5
"""Minutes between two looks, where no process stays in memory."""
AFTER_STOP = 90
"""Seconds in which a run may come to an end when the machine goes down."""


@dataclass(frozen=True)
class Host:
    """Hold what units are told. Paths are absolute and in the form of their system.

    `own`: for one user alone, without the rights of an administrator. `writable`: folders outside the project that
    packs go to. `operator`: the address of whoever hears of failures, or "".
    """

    root: str
    program: tuple[str, ...]
    user: str
    home: Path
    own: bool = False
    operator: str = ""
    writable: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return a name for units: the same for the same folder, of a-z, 0-9 and hyphens."""
        slug = re.sub(r"[^a-z0-9]+", "-", PurePath(self.root).name.lower()).strip("-")[:30].strip("-")
        return "-".join(part for part in ("briefgen", slug, hashlib.sha256(self.root.encode()).hexdigest()[:6]) if part)

    @property
    def title(self) -> str:
        """Return what lists of services show."""
        return f"briefgen: schedules of {printable(PurePath(self.root).name)}"

    @property
    def secrets(self) -> Path:
        """Return the file that passwords can stand in, outside the project."""
        folder = self.home / ".config" if self.own else Path("/etc")
        return folder / "briefgen" / f"{self.name}.env"

    def command(self, *arguments: str) -> tuple[str, ...]:
        """Return the words of a command of briefgen in the project."""
        return (*self.program, "-C", self.root, *arguments)


@dataclass(frozen=True)
class Unit:
    """Hold a file to be written: where it belongs, and its text in the encoding that its reader expects."""

    path: Path
    text: str
    encoding: str = "utf-8"

    @property
    def data(self) -> bytes:
        """Return its bytes."""
        return self.text.encode(self.encoding)


@dataclass(frozen=True)
class Recipe:
    """Hold the files of one way to run, the commands that start it and end it, and remarks.

    `crontab`: the line goes into the user's table by the program crontab, and not into a file.
    """

    units: tuple[Unit, ...]
    start: tuple[str, ...]
    stop: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    crontab: bool = False


def host_of(project: Project, *, own: bool, operator: str = "", writable: Sequence[Path] = ()) -> Host:
    """Return what units are told of a project on this machine. Raises UsageMistake where a path cannot be told."""
    root = project.root.resolve()
    user = (not own and owner(root)) or account(project.environment)
    outside = sorted({str(path) for path in writable if path.is_absolute() and not path.is_relative_to(root)})
    return settled(
        Host(
            root=str(root),
            program=(sys.executable, "-P", "-m", "briefgen"),
            user=user,
            home=home_folder(project.environment),
            own=own,
            operator=operator,
            writable=tuple(outside),
        )
    )


def settled(host: Host) -> Host:
    """Return the host as it is. Raises UsageMistake where a path has characters that no unit can hold."""
    for path in (host.root, host.program[0], *host.writable):
        if printable(path) != path or any("\ud800" <= character <= "\udfff" for character in path):
            raise UsageMistake(
                f"The path {printable(path)} has characters that no timer can be told.", "Rename the folder."
            )
    return host
