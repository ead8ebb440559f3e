"""What files are now, and whether that is what they were: sizes and times first, content only where these differ."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from briefgen.project import Project, clock
from briefgen.spec.find import DELEGATIONS

RACY = 2_000_000_000
"""Nanoseconds within which two changes of a file may bear one time; FAT counts by two seconds."""


class State(NamedTuple):
    """Hold what a file is: size in bytes, times of the last change of content and of anything (ns), and a digest."""

    size: int
    modified: int
    changed: int
    sha256: str


class Look:
    """Look at files of a project, each once, and read only those that must be.

    Names are relative to the project with forward slashes, or absolute. None stands for what is no ordinary file.
    """

    def __init__(self, project: Project) -> None:
        self._root = project.root
        self._data = project.data
        self._stats: dict[str, tuple[int, int, int] | None] = {}
        self._digests: dict[str, str | None] = {}
        self._names: tuple[str, ...] | None = None
        self.began = clock()

    def stat(self, name: str) -> tuple[int, int, int] | None:
        """Return size and times of a file."""
        if name not in self._stats:
            self._stats[name] = _stat(self._root / name)
        return self._stats[name]

    def digest(self, name: str) -> str | None:
        """Return the SHA-256 of a file's content."""
        if name not in self._digests:
            self._digests[name] = _digest(self._root / name)
        return self._digests[name]

    def state(self, name: str) -> State | None:
        """Return all of a file; its times are taken before it is read."""
        stat = self.stat(name)
        digest = self.digest(name) if stat is not None else None
        return State(*stat, digest) if stat is not None and digest is not None else None

    def same(self, name: str, then: State, made: int) -> State | None:
        """Return what a file is now where its content is that of `then`, else None.

        Size and times that are equal are trusted, as Git does, only where they were old when `then` was taken at the
        time `made`: what changed right then could change again and keep its time. A clock that was set back since
        tells nothing, so that all is read.
        """
        stat = self.stat(name)
        if stat is None:
            return None
        if stat == then[:3] and self.settled(then, made):
            return then
        return State(*stat, then.sha256) if self.digest(name) == then.sha256 else None

    def settled(self, then: State, made: int) -> bool:
        """Say whether a state taken at the time `made` cannot have changed since without other times."""
        return made <= self.began and max(then.modified, then.changed) < made - RACY

    def data(self) -> tuple[str, ...]:
        """Return the names of all that lies in `data/` and may be read, sorted.

        Delegations are left out: no brief as written depends on them, and no record of a build shall know of them.
        """
        if self._names is None:
            private = f"{self._data.name}/{DELEGATIONS}/"
            names = _below(self._data, f"{self._data.name}/", set())
            self._names = tuple(sorted(name for name in names if not name.startswith(private)))
        return self._names


class Taken:
    """Hold the states of files, each taken before the file was read, and say later whether one has changed.

    `data` names what lies in `data/`, where that counts (`note_data`).
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._look = Look(project)
        self._all = False
        self.data: tuple[str, ...] = ()
        self.states: dict[str, State | None] = {}

    @property
    def made(self) -> int:
        """Return the time before the first state was taken, in ns."""
        return self._look.began

    def note(self, names: Iterable[str]) -> None:
        """Take the states of files."""
        for name in names:
            if name not in self.states:
                self.states[name] = self._look.state(name)

    def note_data(self) -> None:
        """Take the states of all files in `data/`, and which there are."""
        self.data = self._look.data()
        self.note(self.data)
        self._all = True

    def watch(self, path: Path) -> None:
        """Take the state of a file that is about to be read."""
        self.note([name_of(self._project, path)])

    def changed(self) -> str | None:
        """Return the name of a file that is another than it was, or None."""
        look = Look(self._project)
        if self._all and look.data() != self.data:
            return min({*self.data} ^ {*look.data()})
        for name, then in self.states.items():
            if then is None:
                if look.stat(name) is not None:
                    return name
            elif (look.stat(name) or ())[:2] != then[:2] or look.same(name, then, self.made) is None:
                return name
        return None


def name_of(project: Project, path: Path) -> str:
    """Return the name by which a file of a project is known here, wherever the project lies."""
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else path.as_posix()


def _stat(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    regular = found.st_mode & 0o170000 == 0o100000
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns) if regular else None


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _below(folder: Path, prefix: str, seen: set[tuple[int, int]]) -> Iterator[str]:
    """Yield the names of what lies in a folder and below, without what editors and spreadsheet programs leave there.

    A section is a section under whatever name that ends in .yaml.
    """
    try:
        state = folder.stat()
        if (state.st_dev, state.st_ino) in seen:
            return
        seen.add((state.st_dev, state.st_ino))
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        section = entry.name.lower().endswith((".yaml", ".yml"))
        if not section and (entry.name.startswith((".", "~$")) or entry.name.endswith("~")):
            continue
        if section or not _is_folder(entry):
            yield prefix + entry.name
        if _is_folder(entry):
            yield from _below(folder / entry.name, f"{prefix}{entry.name}/", seen)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
