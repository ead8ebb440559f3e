"""Files that may go: ordinary ones in real folders. A link is never followed, and never removed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple


class File(NamedTuple):
    """Hold an ordinary file: where it is, its size in bytes, when it was last changed (seconds since 1970)."""

    path: Path
    size: int
    modified: float


def is_folder(path: Path) -> bool:
    """Say whether a real folder stands there, and no link to one."""
    return path.is_dir() and not path.is_symlink() and not _is_junction(path)


def files_in(folder: Path) -> Iterator[File]:
    """Yield the ordinary files in a real folder, by name; nothing where there is none that can be read."""
    if not is_folder(folder):
        return
    for entry in _entries(folder):
        with suppress(OSError):
            if entry.is_file(follow_symlinks=False):
                state = entry.stat(follow_symlinks=False)
                yield File(Path(entry.path), state.st_size, state.st_mtime)


def folders_in(folder: Path) -> Iterator[Path]:
    """Yield the real folders in a real folder, by name."""
    if not is_folder(folder):
        return
    for entry in _entries(folder):
        with suppress(OSError):
            if entry.is_dir(follow_symlinks=False) and not _is_junction(Path(entry.path)):
                yield Path(entry.path)


def remove(file: File) -> bool:
    """Remove a file, and say whether it went; one that is another than it was, or that is held, stays."""
    try:
        state = file.path.lstat()
        if (state.st_size, state.st_mtime) != (file.size, file.modified):
            return False
        file.path.unlink()
    except OSError:
        return False
    return True


def remove_empty(folder: Path) -> None:
    """Remove a folder where nothing is in it."""
    with suppress(OSError):
        folder.rmdir()


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _is_junction(path: Path) -> bool:
    """Say whether a folder of Windows leads elsewhere; Python tells that from 3.12 on."""
    asked = getattr(os.path, "isjunction", None)
    return bool(asked(path)) if asked is not None else False
