"""What the options before the command say, and the project they lead to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.report import Report

if TYPE_CHECKING:
    from briefgen.project import Project


@dataclass
class Session:
    """Hold one run of the program; the project is opened by the command that needs it."""

    folder: Path | None = None
    opened: Project | None = None
    report: Report = field(default_factory=Report)

    def project(self) -> Project:
        """Open the project, once. Raises UsageMistake where there is none."""
        if self.opened is None:
            from briefgen.project import open_project

            self.opened = open_project(self.folder)
        return self.opened

    @property
    def debugging(self) -> bool:
        """Say whether a fault of briefgen is to be shown with its traceback."""
        return self.opened is not None and self.opened.environment.get("BRIEFGEN_DEBUG", "") not in ("", "0")
