"""Whether files of the authors are what they were: sizes and times say whether to read them, content what counts."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefgen.project import Project

REST = timedelta(seconds=30)
"""For how long files must be what they are before something is made of them: saving several takes a while."""
_Stat = tuple[int, int, int, int]


def signature(project: Project, others: Iterable[str] = ()) -> str:
    """Return what changes whenever a file that schedules are read from could have; opens none of them.

    `others` are names of files that lie elsewhere in the project.
    """
    digest = hashlib.sha256()
    found = [*_beside(project.root), *_below(project.briefings, set()), *_below(project.data, set())]
    for name in others:
        found += _of(project.root / name)
    for path, state in found:
        digest.update(f"{path}\0{state}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


class Contents:
    """Know the content of files by what their sizes and times were when they were read last."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[_Stat, str]] = {}
        self._states: dict[str, tuple[tuple[str, _Stat], ...]] = {}

    def begin(self) -> None:
        """Forget how files were at the last look; within one look, each is asked for once."""
        self._states.clear()

    def digest(self, root: Path, names: Iterable[str]) -> tuple[str, datetime | None]:
        """Return the digest of files of a project and their contents, and when one of them changed last.

        Names are relative to `root`; of a folder, what lies in it. What is not there or cannot be read counts as such.
        """
        digest, last = hashlib.sha256(), 0
        for name in sorted(set(names)):
            if name not in self._states:
                self._states[name] = tuple(_of(root / name))
            for path, state in self._states[name]:
                shown = path.removeprefix(str(root))
                digest.update(f"{shown}\0{self._read(path, state)}\n".encode("utf-8", "surrogatepass"))
                last = max(last, state[1], state[2])
        return digest.hexdigest(), datetime.fromtimestamp(last / 1e9, UTC) if last else None

    def _read(self, path: str, state: _Stat) -> str:
        known = self._known.get(path)
        if known is not None and known[0] == state:
            return known[1]
        try:
            with Path(path).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return "unread"
        self._known[path] = (state, found)
        return found


def _of(path: Path) -> Iterator[tuple[str, _Stat]]:
    if path.is_dir():
        yield from _below(path, set())
    else:
        try:
            yield str(path), _stat(path.stat())
        except OSError:
            yield str(path), (0, 0, 0, 0)


def _beside(folder: Path) -> Iterator[tuple[str, _Stat]]:
    """Yield the YAML files of a folder: settings, and calendars."""
    for entry in _entries(folder):
        if entry.name.endswith((".yaml", ".yml")):
            yield entry.path, _state(entry)


def _below(folder: Path, seen: set[tuple[int, int]]) -> Iterator[tuple[str, _Stat]]:
    """Yield the files in a folder and below, but for what editors leave there."""
    try:
        own = folder.stat()
    except OSError:
        return
    if (own.st_dev, own.st_ino) in seen:
        return
    seen.add((own.st_dev, own.st_ino))
    for entry in _entries(folder):
        if entry.name.startswith((".", "~$")) or entry.name.endswith("~"):
            continue
        try:
            inside = entry.is_dir()
        except OSError:
            inside = False
        if inside:
            yield from _below(folder / entry.name, seen)
        else:
            yield entry.path, _state(entry)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError:
        return []


def _state(entry: os.DirEntry[str]) -> _Stat:
    try:
        return _stat(entry.stat())
    except OSError:
        return (0, 0, 0, 0)


def _stat(state: os.stat_result) -> _Stat:
    return (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
