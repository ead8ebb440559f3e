"""Folders for work in progress; what a killed process left of them goes with the next run."""

from __future__ import annotations

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from briefgen.project import clock, left_behind, take

WORK = "work-"
"""How work folders in `.briefgen` are called."""
BESIDE = ".briefgen-work-"
"""How those are called that lie outside it."""
LOCK = ".lock"
TRIES = 20
"""How often a folder is claimed where each time a sweep seems to come between; some file systems refuse all locks."""
DAY = 24 * 60 * 60
"""Seconds after which a work folder whose owner cannot be asked is taken for left behind."""


@contextmanager
def working(parent: Path, prefix: str) -> Generator[Path]:
    """Make a work folder of this process and remove it afterwards, whatever happens.

    A file beside it is locked as long as it is in use; the system lets go of the lock when the process ends, even by
    force. Raises OSError where none can be made.
    """
    for _ in range(TRIES):
        folder = parent / f"{prefix}{os.urandom(6).hex()}"
        locks: list[IO[bytes]] = []
        try:  # before anything of it is there, since an interruption may come at any moment
            if _claimed(folder, locks):
                folder.mkdir(mode=0o700)
                yield folder
                return
        finally:
            try:
                _clear(folder, locks)
            except KeyboardInterrupt:  # it came while all was being cleared: it waits until that is done
                _clear(folder, locks)
                raise
    raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), str(parent))


def sweep(parent: Path, prefix: str) -> None:
    """Remove the work folders in `parent` whose processes have ended."""
    names = _names(parent, prefix)
    for name in names:
        if name.endswith(LOCK):
            folder = parent / name.removesuffix(LOCK)
            with left_behind(parent / name) as dead:
                if dead or _is_old(parent / name):
                    _remove(folder)
                    with suppress(OSError):
                        (parent / name).unlink()
            if dead:
                with suppress(OSError):
                    (parent / name).unlink(missing_ok=True)
        elif f"{name}{LOCK}" not in names and _is_old(parent / name):
            _remove(parent / name)


def _claimed(folder: Path, locks: list[IO[bytes]]) -> bool:
    """Make and lock the file of a work folder that is not there yet, and put it into `locks`.

    Returns False where a sweep came between.
    """
    locks.append(_lock_of(folder).open("xb"))
    return take(locks[0]) is not False and _lock_of(folder).exists()


def _clear(folder: Path, locks: list[IO[bytes]]) -> None:
    """Remove a work folder and its lock; may be called again where it was interrupted."""
    _remove(folder)
    # While it is locked, so that nobody finds it; Windows removes only what is closed.
    with suppress(OSError):
        _lock_of(folder).unlink()
    for lock in locks:
        lock.close()
    with suppress(OSError):
        _lock_of(folder).unlink(missing_ok=True)


def _lock_of(folder: Path) -> Path:
    return folder.with_name(folder.name + LOCK)


def _names(parent: Path, prefix: str) -> set[str]:
    try:
        with os.scandir(parent) as entries:
            return {entry.name for entry in entries if entry.name.startswith(prefix)}
    except OSError:
        return set()


def _is_old(path: Path) -> bool:
    try:
        return clock() - path.lstat().st_mtime_ns > DAY * 1_000_000_000
    except OSError:
        return False


def _remove(folder: Path) -> None:
    """Remove a folder; links and files are left alone."""
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)
