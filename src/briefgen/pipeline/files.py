"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from briefgen.errors import EnvironmentFailure
from briefgen.pipeline.output import OTHER
from briefgen.pipeline.states import State
from briefgen.pipeline.work import BESIDE, WORK, working
from briefgen.project import Project, open_files_are_locked, printable

ELSEWHERE = "Look at who may write there, or name another place."
"""The next step where no option of a build can help."""
RETRIES = 5
PAUSE = 0.2
"""Seconds between two tries; virus scanners and previews let go of a file within a second."""


@contextmanager
def work_folder(project: Project, output: Path, hint: str = OTHER) -> Generator[Path]:
    """Make a folder for one edition and remove it afterwards, whatever happens.

    It lies in `.briefgen`, or where that cannot be written in the folder `output`, or the nearest above that is there.
    Raises EnvironmentFailure where neither can be written; `hint` is the next step.
    """
    with ExitStack() as stack:
        try:
            try:
                project.store.mkdir(parents=True, exist_ok=True)
                folder = stack.enter_context(working(project.store, WORK))
            except OSError:
                beside = next(place for place in (output, *output.parents) if place.exists())
                folder = stack.enter_context(working(beside, BESIDE))
        except OSError as error:
            raise _failure(output, error, hint) from error
        yield folder


def holds(path: Path, data: bytes) -> State | None:
    """Return the state of a file where it holds exactly these bytes, else None."""
    try:
        state = path.stat()
        if state.st_size == len(data) and path.read_bytes() == data:
            return _state(state, data)
    except OSError:
        pass
    return None


def write_whole(data: bytes, target: Path, work: Path, hint: str = OTHER) -> State:
    """Write `data` in the folder `work` and move it to `target` in one step, so that no reader sees half a file.

    Return the state of this file, which another process may already have replaced. Raises EnvironmentFailure where the
    folder cannot be written, the disk is full, or another program holds the file; `hint` is the next step where it is
    none of the latter.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _moved(data, work / target.name, target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
        # Another volume, to which nothing can be moved from `work`.
        with working(target.parent, BESIDE) as beside:
            return _moved(data, beside / target.name, target)
    except OSError as error:
        raise _failure(target, error, hint) from error


def _moved(data: bytes, part: Path, target: Path) -> State:
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    state = part.stat()
    _move(part, target)
    return _state(state, data)


def _state(state: os.stat_result, data: bytes) -> State:
    """Return a state that will be compared by content at first: moving changes one of its times."""
    return State(len(data), state.st_mtime_ns, 0, hashlib.sha256(data).hexdigest())


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


def _failure(path: Path, error: OSError, hint: str) -> EnvironmentFailure:
    """Say in the user's words why a path cannot be written; never advise to remove what stands there."""
    name = printable(str(path))
    if isinstance(error, (IsADirectoryError, PermissionError)) and path.suffix and path.is_dir():
        return EnvironmentFailure(f"{name} is a folder.", hint)
    if isinstance(error, PermissionError) and _may_be_held(path):
        return EnvironmentFailure(f"{name} is in use.", "Close the file in the other program, then build again.")
    if isinstance(error, PermissionError):
        return EnvironmentFailure(f"{name} cannot be written: permission denied.", hint)
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return EnvironmentFailure(f"{name} cannot be written: a file stands where a folder is meant.", hint)
    if error.errno == errno.EFBIG:
        return EnvironmentFailure(
            f"{name} cannot be written: the system allows no file of its size.", "Look at the limits of your account."
        )
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return EnvironmentFailure(f"{name} cannot be written: the disk is full.", "Make room, then build again.")
    reason = error.strerror or str(error)
    return EnvironmentFailure(f"{name} cannot be written: {reason}.", hint)
