"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Problem
from briefgen.project import Project
from briefgen.spec.settings import Settings
from briefgen.spec.tree import place_of

RETRIES = 5
PAUSE = 0.2
"""Seconds between two tries; virus scanners and previews let go of a file within a second."""


def output_folder(project: Project, settings: Settings, *, out: Path | None = None) -> Path:
    """Return the folder that finished briefs go to: `out` where given, else the project's own `output`.

    Raises AuthorsMistakes where `output` leads out of the project, or into the folders of its inputs.
    """
    if out is not None:
        return out.absolute()
    output = settings.output
    place = place_of(output, settings.place)
    folder = project.inside(output)
    if folder is None:
        raise AuthorsMistakes([Problem(place, f'The output folder "{output}" leads out of the project.', _HINT)])
    for taken in (project.briefings, project.data, project.store):
        if folder.is_relative_to(taken.resolve()):
            name = project.relative(taken)
            raise AuthorsMistakes([Problem(place, f'The output folder "{output}" lies in {name}.', _HINT)])
    return folder


_HINT = "Name a folder of its own such as dist, or say where with --out DIR."


@contextmanager
def work_folder(project: Project) -> Generator[Path]:
    """Make a folder for one edition and remove it afterwards, whatever happens.

    Raises EnvironmentFailure where the project's folder cannot be written.
    """
    try:
        project.store.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="work-", dir=project.store))
    except OSError as error:
        raise _failure(project.store, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def holds(path: Path, data: bytes) -> bool:
    """Say whether a file holds exactly these bytes."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def write_whole(data: bytes, target: Path, work: Path) -> None:
    """Write `data` in the folder `work` and move it to `target` in one step, so that no reader sees half a file.

    Raises EnvironmentFailure where the folder cannot be written, the disk is full, or another program holds the file.
    """
    part = work / target.name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(data, part)
        _move(part, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise _failure(target, error) from error
        _write_beside(data, target)


def _write_beside(data: bytes, target: Path) -> None:
    """Do the same on another volume, where nothing can be moved to from `work`."""
    part = target.with_name(f".{target.name}.part")
    try:
        _write(data, part)
        _move(part, target)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise _failure(target, error) from error


def _write(data: bytes, path: Path) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _move(part: Path, target: Path) -> None:
    """Put the file in place; Windows refuses while a reader has the target open, often for a moment only."""
    for _ in range(RETRIES):
        try:
            part.replace(target)
        except PermissionError:
            if target.is_dir() or not _may_be_held(target):
                raise
            time.sleep(PAUSE)
        else:
            return
    part.replace(target)


def _may_be_held(target: Path) -> bool:
    return os.name == "nt" and target.exists()


def _failure(path: Path, error: OSError) -> EnvironmentFailure:
    """Say in the user's words why a path cannot be written."""
    if path.is_dir() and isinstance(error, (IsADirectoryError, PermissionError)) and path.suffix == ".pdf":
        return EnvironmentFailure(f"{path} is a folder.", "Remove it or give it another name.")
    if isinstance(error, PermissionError) and _may_be_held(path):
        return EnvironmentFailure(f"{path} is in use.", "Close the file in the other program, then build again.")
    if isinstance(error, PermissionError):
        return EnvironmentFailure(f"{path} cannot be written: permission denied.", "Choose a folder with --out DIR.")
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return EnvironmentFailure(f"{path} cannot be written: a file stands where a folder is meant.", "Remove it.")
    if error.errno == errno.ENOSPC:
        return EnvironmentFailure(f"{path} cannot be written: the disk is full.", "Make room, then build again.")
    reason = error.strerror or str(error)
    return EnvironmentFailure(f"{path} cannot be written: {reason}.", "Choose a folder with --out DIR.")
