"""Turns: what several processes need, the first of them makes, and the others find it made.

A turn is a file that its process locks; the system lets go of the lock when the process ends, even by force.
"""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from briefgen.project import left_behind, open_files_are_locked, take

TURN = ".turn"
PAUSE = 0.05
PATIENCE = 3600
"""How often it is asked whether another process has had its turn: three minutes."""


@contextmanager
def turn(path: Path, *, wait: bool = True) -> Generator[bool]:
    """Take a turn and say whether it is one's own; with `wait`, after that of another process, where it has one.

    It is one's own too where no file can be made or locked, and after three minutes of waiting: better made twice than
    never.
    """
    held: list[IO[bytes]] = []
    try:  # before anything of it is there, since an interruption may come at any moment
        mine = _taken(path, held)
        for _ in range(PATIENCE if wait else 0):
            if mine:
                break
            time.sleep(PAUSE)
            mine = _taken(path, held)
        yield mine or wait
    finally:
        try:
            _end(path, held)
        except KeyboardInterrupt:  # it came while the turn ended: it waits until that is done
            _end(path, held)
            raise


def sweep_turns(folder: Path) -> None:
    """Remove the turns that killed processes left in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for path in [folder / entry.name for entry in entries if entry.name.endswith(TURN)]:
            with left_behind(path) as dead:
                if dead:
                    _remove(path)
            if dead and open_files_are_locked():
                _remove(path)


def _taken(path: Path, held: list[IO[bytes]]) -> bool:
    """Say whether it is one's own turn, and put the file that keeps others from it, where there is one, into `held`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held.append(path.open("ab"))
    except OSError:
        return True
    taken = take(held[0])
    if taken and _is_there(held[0], path):
        return True
    held.pop().close()
    if taken is None:
        _remove(path)
    return taken is None


def _is_there(file: IO[bytes], path: Path) -> bool:
    """Say whether an open file is that of the path, not one that another process has removed meanwhile."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _end(path: Path, held: list[IO[bytes]]) -> None:
    """Let the others come; may be called again where it was interrupted."""
    for file in held:
        if not file.closed and take(file) and _is_there(file, path):
            _remove(path)  # while it is locked: afterwards it may be the next one's
        file.close()
        if open_files_are_locked():
            _remove(path)  # which fails where another process has it open


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
