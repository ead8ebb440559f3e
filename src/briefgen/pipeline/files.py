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

from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Problem, UsageMistake
from briefgen.project import Project, open_files_are_locked, printable
from briefgen.spec.settings import Settings
from briefgen.spec.tree import place_of

RETRIES = 5
PAUSE = 0.2
"""Seconds between two tries; virus scanners and previews let go of a file within a second."""


def output_folder(project: Project, settings: Settings, *, out: Path | None = None) -> Path:
    """Return the folder that finished briefs go to: `out` where given, else the project's own `output`.

    Raises AuthorsMistakes where `output` leads out of the project, or into the folders of its inputs; UsageMistake
    where `out` leads into these.
    """
    if out is not None:
        taken = _taken(project, out)
        if taken is not None:
            raise UsageMistake(f"The output folder {printable(str(out))} lies in {project.relative(taken)}.", _OTHER)
        return out.absolute()
    output = settings.output
    place = place_of(output, settings.place)
    folder = project.inside(output)
    if folder is None:
        raise AuthorsMistakes([Problem(place, f'The output folder "{output}" leads out of the project.', _HINT)])
    taken = _taken(project, folder)
    if taken is not None:
        name = project.relative(taken)
        raise AuthorsMistakes([Problem(place, f'The output folder "{output}" lies in {name}.', _HINT)])
    return folder


_HINT = "Name a folder of its own such as dist, or say where with --out DIR."
_OTHER = "Choose another folder with --out or `output:`."


def _taken(project: Project, folder: Path) -> Path | None:
    """Return which of the project's own folders a folder lies in, or None."""
    with suppress(OSError, RuntimeError, ValueError):
        place = folder.resolve()
        for taken in (project.briefings, project.data, project.store):
            if place.is_relative_to(taken.resolve()):
                return taken
    return None


@contextmanager
def work_folder(project: Project, output: Path) -> Generator[Path]:
    """Make a folder for one edition and remove it afterwards, whatever happens.

    It lies in `.briefgen`, or where that cannot be written in the folder `output`, or the nearest above that is there.
    Folders that a killed build left more than a day ago are removed. Raises EnvironmentFailure where neither can be
    written.
    """
    try:
        project.store.mkdir(parents=True, exist_ok=True)
        folder = _made(project.store, "work-")
    except OSError:
        try:
            folder = _made(next(place for place in (output, *output.parents) if place.exists()), BESIDE)
        except OSError as error:
            raise _failure(output, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


BESIDE = ".briefgen-work-"
"""How a work folder is called that lies outside `.briefgen`."""
DAY = 24 * 60 * 60


def _made(parent: Path, prefix: str) -> Path:
    """Make a work folder, and remove those of its kind that are more than a day older than itself."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    with suppress(OSError):
        now = folder.stat().st_mtime
        for other in parent.glob(f"{prefix}*"):
            # rmtree leaves links and files alone.
            if now - other.lstat().st_mtime > DAY:
                shutil.rmtree(other, ignore_errors=True)
    return folder


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
    try:
        work = _made(target.parent, BESIDE)
    except OSError as error:
        raise _failure(target, error) from error
    try:
        part = work / target.name
        _write(data, part)
        _move(part, target)
    except OSError as error:
        raise _failure(target, error) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


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
    return open_files_are_locked() and target.exists()


def _failure(path: Path, error: OSError) -> EnvironmentFailure:
    """Say in the user's words why a path cannot be written; never advise to remove what stands there."""
    name = printable(str(path))
    if path.is_dir() and isinstance(error, (IsADirectoryError, PermissionError)) and path.suffix == ".pdf":
        return EnvironmentFailure(f"{name} is a folder.", _OTHER)
    if isinstance(error, PermissionError) and _may_be_held(path):
        return EnvironmentFailure(f"{name} is in use.", "Close the file in the other program, then build again.")
    if isinstance(error, PermissionError):
        return EnvironmentFailure(f"{name} cannot be written: permission denied.", _OTHER)
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return EnvironmentFailure(f"{name} cannot be written: a file stands where a folder is meant.", _OTHER)
    if error.errno == errno.ENOSPC:
        return EnvironmentFailure(f"{name} cannot be written: the disk is full.", "Make room, then build again.")
    reason = error.strerror or str(error)
    return EnvironmentFailure(f"{name} cannot be written: {reason}.", _OTHER)
