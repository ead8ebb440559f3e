"""Which editions are current and which are to be made, found without importing anything heavy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefgen.pipeline.current import ENCRYPTED, NEW, current
from briefgen.pipeline.installation import installation
from briefgen.pipeline.manifest import FOLDER
from briefgen.pipeline.output import known_folder, note_of
from briefgen.pipeline.results import Built, Order
from briefgen.pipeline.sealed import sweep_parts
from briefgen.pipeline.states import Look
from briefgen.pipeline.wish import AS_WRITTEN, Wish
from briefgen.pipeline.work import BESIDE, WORK, sweep
from briefgen.project import Project


def plan(
    project: Project,
    files: Mapping[str, Path],
    wish: Wish = AS_WRITTEN,
    *,
    out: Path | None = None,
    force: bool = False,
) -> list[Built | Order]:
    """Return for each brief, in the order given, its edition where it is current, else what is to be made and why.

    Nothing heavy is imported and nothing written but records of what was found.
    """
    folder = known_folder(project, out)
    clear(project, folder)
    if force or folder is None:
        reason = "forced" if force else ENCRYPTED if wish.encrypt else NEW
        return [Order(name, file, wish, out, force, reason) for name, file in files.items()]
    look, installed = Look(project), installation(project.fonts)
    planned: list[Built | Order] = []
    for name, file in files.items():
        found = current(project, look, installed, folder, name, file, wish)
        planned.append(Order(name, file, wish, out, force, found) if isinstance(found, str) else found)
    return planned


def clear(project: Project, folder: Path | None) -> None:
    """Remove what killed builds left in `.briefgen` and beside finished briefs."""
    sweep(project.store, WORK)
    sweep_parts(note_of(project).parent)
    if folder is not None:
        sweep(folder, BESIDE)
        sweep(folder.parent, BESIDE)
        sweep_parts(folder / FOLDER)
