"""The outside world as one object: folders, today's date, the environment, fonts and themes.

Nothing else in briefgen reads the clock, the locale or the environment, or uses anything that only one
operating system has.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from briefgen.errors import EnvironmentFailure, UsageMistake

SETTINGS = "briefgen.yaml"


@dataclass(frozen=True)
class Project:
    """Hold where a project's files are and what day it is."""

    root: Path
    fonts: Path
    today: date
    environment: Mapping[str, str]

    @property
    def settings(self) -> Path:
        """Return the path of `briefgen.yaml`."""
        return self.root / SETTINGS

    @property
    def briefings(self) -> Path:
        """Return the folder of the briefs."""
        return self.root / "briefings"

    @property
    def data(self) -> Path:
        """Return the folder of the sections."""
        return self.root / "data"

    @property
    def store(self) -> Path:
        """Return the folder where pictures are kept between builds; it can be deleted at any time."""
        return self.root / ".briefgen"

    def relative(self, path: Path) -> str:
        """Return `path` as authors know it: relative to the project, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def inside(self, name: str) -> Path | None:
        """Return the file that an author's relative path means, or None where it leaves the project folder."""
        if "\\" in name or ":" in name or PurePosixPath(name).is_absolute():
            return None
        path = (self.root / name).resolve()
        return path if path.is_relative_to(self.root.resolve()) else None


def open_project(folder: Path | None = None, *, environment: Mapping[str, str] | None = None) -> Project:
    """Find the project that `folder`, or the current folder, lies in.

    Raises UsageMistake where neither the folder nor one above it holds `briefgen.yaml`.
    """
    start = (folder or Path.cwd()).absolute()
    if folder is not None:
        candidates = [start]
    else:
        candidates = [start, *start.parents]
    root = next((place for place in candidates if (place / SETTINGS).is_file()), None)
    if root is None:
        raise UsageMistake(
            f"No {SETTINGS} in {start}" + ("" if folder else " or in a folder above it") + ".",
            "Go to the project's folder, or name it: briefgen --project DIR …",
        )
    world = dict(os.environ) if environment is None else dict(environment)
    return Project(root, fonts_folder(), _today(world), MappingProxyType(world))


def fonts_folder() -> Path:
    """Return the folder of the fonts that came with briefgen, in a wheel or beside the source.

    Raises EnvironmentFailure where the installation has lost them.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "fonts", here.parent.parent / "fonts"):
        if (folder / "manifest.yaml").is_file():
            return folder
    raise EnvironmentFailure("The fonts of briefgen are missing.", "Install briefgen again.")


def cpu_seconds() -> float:
    """Return the CPU time that this process has used so far, for timings shown on request."""
    import time

    return time.process_time()


def console_is_unicode() -> bool:
    """Say whether the console can show Chinese and typographic marks."""
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    return encoding.startswith("utf")


def _today(world: Mapping[str, str]) -> date:
    stamp = world.get("SOURCE_DATE_EPOCH", "")
    if stamp.isdigit():
        from datetime import UTC

        return datetime.fromtimestamp(int(stamp), tz=UTC).date()
    return date.today()  # noqa: TID251
