"""The finished files of one brief that lie in a folder, and whether each is current."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefgen.project import Project

Standing = Literal["current", "outdated", "unknown"]


@dataclass(frozen=True)
class EditionFile:
    """Hold one finished file: its path as authors know it, its size in bytes, and why it is not current, if it is not.

    `standing` is unknown for a file that no record tells of.
    """

    path: str
    edition: str
    size: int
    standing: Standing
    reason: str


def edition_files(project: Project, folder: Path, name: str, spec: Path) -> tuple[EditionFile, ...]:
    """Return the finished files of a brief in `folder`, those with a record first."""
    from briefgen.pipeline.current import current
    from briefgen.pipeline.installation import installation
    from briefgen.pipeline.manifest import FOLDER, read_entry
    from briefgen.pipeline.states import Look

    look, installed = Look(project), installation(project.fonts)
    found: dict[Path, EditionFile] = {}
    for file in _sorted(folder / FOLDER, f"{name}*.json"):
        entry = read_entry(file)
        if entry is None or entry.brief != name:
            continue
        target = folder / entry.file
        result = current(project, look, installed, folder, name, spec, entry.wish)
        reason = result if isinstance(result, str) else ""
        size = _size(target)
        if size is not None:
            standing: Standing = "outdated" if reason else "current"
            found[target] = EditionFile(project.relative(target), entry.edition, size, standing, reason)
    for pattern in (f"{name}.pdf", f"{name}.*.pdf"):
        for target in _sorted(folder, pattern):
            size = _size(target)
            if target not in found and size is not None:
                found[target] = EditionFile(project.relative(target), "", size, "unknown", "no record of its making")
    return tuple(found.values())


def _sorted(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size if path.is_file() else None
    except OSError:
        return None
