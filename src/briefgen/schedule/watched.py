"""The files that what a schedule makes depends on: if one of them changes, what is due on change is due.

Rather too many than too few: a file that turns out not to matter costs a build that finds all as it was.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping

from briefgen.errors import AuthorsMistakes
from briefgen.project import SETTINGS, Project
from briefgen.schedule.files import briefs
from briefgen.schedule.plans import ALL
from briefgen.schedule.scheduled import Schedule
from briefgen.spec.find import DELEGATIONS
from briefgen.spec.meant import Shelf, words_at

_NAMED = re.compile(rb"[^\s\"'{}\[\],:]+\.(?:png|jpe?g|csv|xlsx)(?![A-Za-z0-9])", re.IGNORECASE)
"""What may be the name of a picture or a table file, wherever it stands."""


def watched(project: Project, schedules: Iterable[Schedule]) -> Mapping[str, tuple[str, ...]]:
    """Return, for each schedule that is due on change, files and folders, relative to the project.

    A build watches the settings, its briefs with what they bind and show, and all of `data/` but delegations: facts
    are calculated across sections. A pack watches its delegation as well. Raises EnvironmentFailure where a folder
    cannot be read.
    """
    wanted = [schedule for schedule in schedules if schedule.on_change]
    if not wanted:
        return {}
    files = {name: found[0] for _, name, found in briefs(project)}
    looked = _Looked(project, files)
    shared = (SETTINGS, *looked.named(SETTINGS), *_data(project))
    return {schedule.id: tuple(dict.fromkeys([*shared, *_of(schedule, project, looked)])) for schedule in wanted}


def _of(schedule: Schedule, project: Project, looked: _Looked) -> Iterator[str]:
    names = schedule.names
    if schedule.delegation:
        file = schedule.origin.file
        yield file
        yield from looked.named(file, f"{project.data.name}/{DELEGATIONS}/")
        names = looked.words(file, "briefs")
    if ALL in names:
        yield project.briefings.name  # also what is still to be written
    for name in names if ALL not in names else looked.files:
        yield from looked.brief(name)


def _data(project: Project) -> Iterator[str]:
    try:
        with os.scandir(project.data) as entries:
            names = sorted(
                entry.name for entry in entries if not entry.name.startswith(".") and entry.name != DELEGATIONS
            )
    except OSError:
        names = []
    for name in names:
        yield f"{project.data.name}/{name}"


class _Looked:
    """Look into files, into each once."""

    def __init__(self, project: Project, files: Mapping[str, str]) -> None:
        self._project = project
        self.files = files
        self._shelf = Shelf(files, self.words)
        self._contents: dict[str, bytes] = {}

    def brief(self, name: str) -> Iterator[str]:
        """Yield the files of a brief, or of those of a kind or with a tag: its own, what it binds and what it shows."""
        for brief in self._shelf.meant(name):
            yield from self._one(brief)

    def _one(self, name: str) -> Iterator[str]:
        file = self.files[name]
        yield file
        yield from self.named(file)
        for part in self.words(file, "bind"):
            if part in self.files and part != name:
                yield self.files[part]
                yield from self.named(self.files[part])

    def named(self, file: str, folder: str = "") -> Iterator[str]:
        """Yield the pictures and tables that a file names, where they are there."""
        for found in dict.fromkeys(_NAMED.findall(self._content(file))):
            name = f"{folder}{found.decode('utf-8', 'replace')}"
            inside = self._project.inside(name)
            if inside is not None and inside.is_file():
                yield name

    def words(self, file: str, key: str) -> tuple[str, ...]:
        """Return the words of a key at the top of a file; none where it cannot be read."""
        from briefgen.spec.top_keys import top_keys

        try:
            return words_at(top_keys(self._content(file), file, (key,)), key)
        except AuthorsMistakes:
            return ()

    def _content(self, file: str) -> bytes:
        if file not in self._contents:
            try:
                self._contents[file] = (self._project.root / file).read_bytes()
            except OSError:
                self._contents[file] = b""
        return self._contents[file]
