"""What files say of times, kept in `.briefgen` with the states of the files, so that few are read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Place, Problem
from briefgen.pipeline.sealed import seal, unseal
from briefgen.pipeline.states import RACY
from briefgen.project import SETTINGS, Project, clock

if TYPE_CHECKING:
    from briefgen.schedule.reading import Found

KEPT = "schedules.json"
FORMAT = 2
_CALENDAR = "calendar:"
_TAGS = "tags:"
_PARTS = (
    "kept", "reading", "workdays/load", "../spec/when", "../spec/cron", "../spec/schedule", "../spec/days_off",
    "../spec/meant",
)  # fmt: skip
"""The files of ours by which the same text would be read otherwise if they changed."""


class Reader:
    """Read files, or take what is kept of them where they have not changed."""

    def __init__(self, project: Project) -> None:
        """Begin with what is kept."""
        self._project = project
        self._file = project.store / KEPT
        self._began = clock()
        self._stamp = [FORMAT, *_stamp()]
        kept = unseal(self._file)
        files = cast("dict[str, Any]", kept) if isinstance(kept, dict) else {}
        self._kept: dict[str, list[Any]] = files.get("files", {}) if files.get("stamp") == self._stamp else {}
        self._now: dict[str, list[Any]] = {}
        self._changed = False

    def settings(self) -> Found:
        """Return what `briefgen.yaml` says."""
        from_kept = self._from_kept(SETTINGS)
        if from_kept is not None:
            return from_kept
        from briefgen.schedule.reading import of_settings

        def read(_: Path) -> Found:
            return of_settings(self._project)

        return self._read(SETTINGS, "", read)

    def calendar(self, name: str) -> Found:
        """Return what the file of a calendar says, under the key `calendar` where it has no mistake."""
        key = f"{_CALENDAR}{name}"
        from_kept = self._from_kept(key, name)
        if from_kept is not None:
            return from_kept
        from briefgen.schedule.workdays.load import read_calendar

        def read(_: Path) -> Found:
            try:
                return cast("Found", {"rows": [], "troubles": [], "calendar": read_calendar(name, self._project)})
            except AuthorsMistakes as error:
                told = [("", one.place.line, one.place.column, one.message, one.hint) for one in error.problems]
                return {"rows": [], "troubles": told, "shared": []}

        return self._read(key, "", read, name)

    def tags(self, file: str) -> tuple[str, ...] | None:
        """Return the tags of a brief, None where they cannot be read."""
        key = f"{_TAGS}{file}"
        found = self._from_kept(key, file)
        if found is None:
            from briefgen.spec.meant import words_of

            def read(path: Path) -> Found:
                return cast("Found", {"rows": [], "troubles": [], "tags": words_of(path, self._project, "tags")})

            found = self._read(key, "", read, file)
        tags: list[str] | None = cast("dict[str, Any]", found).get("tags")
        return None if tags is None else tuple(tags)

    def of(self, kind: str, name: str, file: str) -> Found:
        """Return what a file of a brief or a delegation says."""
        from_kept = self._from_kept(file)
        if from_kept is not None:
            return from_kept
        from briefgen.schedule.reading import of_brief, of_delegation

        def read(path: Path) -> Found:
            return (of_brief if kind == "brief" else of_delegation)(path, name, self._project)

        return self._read(file, f"{kind}:{name}", read)

    def _from_kept(self, key: str, file: str | None = None) -> Found | None:
        """Return what is kept of a file that is the same, trusting equal times only where they are old."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        state = _state(self._project.root / (file or key))
        made: int = kept[1]
        if state is None or state != kept[0] or made > self._began or max(state[1:3]) >= made - RACY:
            return None
        self._now[key] = kept
        return cast("Found", kept[2])

    def _read(self, key: str, id: str, read: Callable[[Path], Found], file: str | None = None) -> Found:
        path = self._project.root / (file or key)
        state = _state(path)
        try:
            found: Found = read(path)
        except (EnvironmentFailure, AuthorsMistakes) as error:
            problem = Problem(Place(file or key), error.message, error.hint)
            problems = error.problems if isinstance(error, AuthorsMistakes) else [problem]
            told = [(id, one.place.line, one.place.column, one.message, one.hint) for one in problems]
            return {"rows": [], "troubles": told, "shared": []}
        if state is not None:
            self._now[key] = [state, self._began, found]
            self._changed = True
        return found

    def keep(self) -> None:
        """Keep what was read; a folder that cannot be written is no mistake."""
        if self._changed or self._now.keys() != self._kept.keys():
            seal(self._file, {"stamp": self._stamp, "files": self._now})


def _state(path: Path) -> list[int] | None:
    try:
        found = path.lstat()
    except (OSError, ValueError):
        return None
    # What a link leads to can change without the link, so that links are always read.
    regular = found.st_mode & 0o170000 == 0o100000
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns] if regular else None


def _stamp() -> Iterator[int]:
    here = Path(__file__).parent
    for part in _PARTS:
        state = _state(here / f"{part}.py")
        yield state[1] if state is not None else 0
