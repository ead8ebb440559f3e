"""Away with what builds leave: kept pictures, notes, work folders, records; where asked, finished briefs too."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefgen.errors import EnvironmentFailure
from briefgen.pipeline.manifest import FOLDER, read_entry
from briefgen.pipeline.output import known_folder, note_of, output_folder
from briefgen.pipeline.sealed import PART
from briefgen.pipeline.states import Look
from briefgen.pipeline.work import BESIDE, WORK, sweep
from briefgen.project import Project, printable

Status = Literal["removed", "changed", "in use"]
"""changed: a finished brief that is no longer what was built; in use: of a build that runs. Both stay."""


_KEPT = re.compile(r"[0-9a-f]{64}\.json|[0-9a-f]{16}\.part")
"""How pictures in `.briefgen` are called (charts/store.py), and halves of them."""


@dataclass(frozen=True)
class Cleaned:
    """Hold what became of a file or folder: how many files were removed, and their bytes."""

    path: Path
    status: Status
    files: int = 0
    size: int = 0


def clean(project: Project, *, out: Path | None = None, editions: bool = False) -> Iterator[Cleaned]:
    """Remove what builds left in `.briefgen` and beside finished briefs, and yield what became of it.

    `editions` removes finished briefs too where a record knows them and they are byte for byte what was built. `out` is
    another folder of finished briefs. Raises AuthorsMistakes and UsageMistake as `output_folder` does, when `.briefgen`
    is empty already; EnvironmentFailure where something cannot be removed.
    """
    folder = known_folder(project, out, note=False)
    sweep(project.store, WORK)
    note = note_of(project)
    notes = _emptied(note.parent, lambda name: name == note.name or name.endswith(PART))
    kept = _emptied(project.store, lambda name: _KEPT.fullmatch(name) is not None)
    if notes or kept:
        yield _gone(project.store, [*notes, *kept])
    if any(name.startswith(WORK) for name in _names(project.store)):
        yield Cleaned(project.store, "in use")
    if folder is None:
        folder = _folder(project, out)
    sweep(folder, BESIDE)
    sweep(folder.parent, BESIDE)
    if editions:
        yield from _editions(project, folder)
    if records := _emptied(folder / FOLDER, lambda name: name.endswith((".json", PART))):
        yield _gone(folder / FOLDER, records)
    if editions:
        with suppress(OSError):
            folder.rmdir()


def _folder(project: Project, out: Path | None) -> Path:
    from briefgen.spec.load import load_settings

    return output_folder(project, load_settings(project), out=out)


def _editions(project: Project, folder: Path) -> Iterator[Cleaned]:
    """Remove the finished briefs, and the calendar files beside them, that are what some record says."""
    built: dict[str, set[str]] = {}
    for name in _names(folder / FOLDER):
        entry = read_entry(folder / FOLDER / name) if name.endswith(".json") else None
        if entry is not None:
            built.setdefault(entry.file, set()).add(entry.output.sha256)
            if entry.calendar is not None:
                built.setdefault(entry.calendar_name, set()).add(entry.calendar.sha256)
    look = Look(project)
    for name, digests in sorted(built.items()):
        path = folder / name
        state = look.state(path.as_posix())
        if state is not None and state.sha256 in digests:
            yield _gone(path, _removed(path))
        elif state is not None:
            yield Cleaned(path, "changed")


def _gone(path: Path, sizes: list[int]) -> Cleaned:
    return Cleaned(path, "removed", len(sizes), sum(sizes))


def _emptied(folder: Path, ours: Callable[[str], bool]) -> list[int]:
    """Remove the files that are ours in a folder, and the folder itself where nothing else is in it; return sizes."""
    sizes = [size for name in _names(folder) if ours(name) for size in _removed(folder / name)]
    with suppress(OSError):
        folder.rmdir()
    return sizes


def _removed(path: Path) -> list[int]:
    """Remove a file or a link and return its size; nothing where it is a folder, or another process was first."""
    try:
        if path.is_dir() and not path.is_symlink():
            return []
        size = path.lstat().st_size
        path.unlink()
    except FileNotFoundError:
        return []
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise EnvironmentFailure(
            f"{printable(str(path))} cannot be removed: {reason}.", "Look at who may write there, then try again."
        ) from error
    return [size]


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries)
    except OSError:
        return []
