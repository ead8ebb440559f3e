"""What the options before the command say, the project they lead to, and what the console allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.report import Report
from briefgen.project import surroundings

if TYPE_CHECKING:
    from briefgen.cli.progress import Progress
    from briefgen.pipeline.interrupts import Interrupts
    from briefgen.project import Project


@dataclass
class Session:
    """Hold one run of the program; the project is opened by the command that needs it."""

    folder: Path | None = None
    opened: Project | None = None
    report: Report = field(default_factory=Report)
    interrupts: Interrupts | None = None

    def project(self) -> Project:
        """Open the project, once. Raises UsageMistake where there is none."""
        if self.opened is None:
            from briefgen.project import open_project

            self.opened = open_project(self.folder)
        return self.opened

    def progress(self, total: int) -> Progress:
        """Show how far the work on `total` briefs has come, from now until the session closes or the next progress."""
        from briefgen.cli.progress import Progress

        self.close()
        again = self.interrupts.again if self.interrupts else None
        shown = not (self.report.json or self.report.quiet)
        progress = Progress(total, self.surroundings if shown else None, again)
        self.report.before_line = progress.hide
        return progress

    def again(self) -> None:
        """Raise the interruption once more where it came and a library swallowed it."""
        if self.interrupts is not None:
            self.interrupts.again()

    def close(self) -> None:
        """Take from the console what is not to stay there."""
        self.report.before_line()

    @cached_property
    def surroundings(self) -> Mapping[str, str]:
        """Return the environment of the process."""
        return surroundings()

    @property
    def debugging(self) -> bool:
        """Say whether a fault of briefgen is to be shown with its traceback."""
        return self.surroundings.get("BRIEFGEN_DEBUG", "") not in ("", "0")
