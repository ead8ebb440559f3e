"""Where the pack of a delegation lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefgen.project import Project

FOLDER = "packs"
INTERNAL = "内部_internal"
"""The folder in a pack whose files stay in the office; the ZIP has none of it."""


@dataclass(frozen=True)
class Shelf:
    """Hold where the pack of a delegation lies."""

    root: Path
    name: str

    @property
    def folder(self) -> Path:
        """Return the folder of the pack."""
        return self.root / self.name

    @property
    def archive(self) -> Path:
        """Return the ZIP."""
        return self.root / f"{self.name}.zip"

    @property
    def before(self) -> Path:
        """Return where the old pack lies while a new one takes its place."""
        return self.root / f".{self.name}.before"


def shelf_of(project: Project, name: str) -> Shelf:
    """Return where the pack of a delegation lies; the name is one that its file may have."""
    return Shelf(project.root / FOLDER, name)
