"""Which briefs an entry of a list means: the one of this name, those of a kind, or those with a tag.

No file is opened for a name; for a kind or a tag only that key of each brief is read, and once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import Generic, Literal, TypeVar

from briefgen.errors import BriefgenError, EnvironmentFailure
from briefgen.project import Project
from briefgen.spec.find import KINDS, NAME_PATTERN
from briefgen.spec.nearest import nearest
from briefgen.spec.tree import Mapping as Tree
from briefgen.spec.tree import Scalar
from briefgen.spec.tree import Sequence as Entries

Key = Literal["kind", "tags"]
File = TypeVar("File")


class Shelf(Generic[File]):
    """Know the briefs of a project by what may be said of them in their place.

    `words` returns the words of a key at the top of a brief's file, None where they cannot be read; what it raises is
    raised here.
    """

    def __init__(self, files: Mapping[str, File], words: Callable[[File, Key], Collection[str] | None]) -> None:
        """Hold the files of all briefs by name, in the order in which those of a kind or a tag are given."""
        self._files = files
        self._read = words
        self._known: dict[tuple[str, Key], Collection[str] | None] = {}

    def meant(self, entry: str) -> tuple[str, ...]:
        """Return the names of the briefs that an entry means, among them those that cannot be read for what they are.

        A name goes before a kind, a kind before a tag.
        """
        if entry in self._files:
            return (str(entry),)
        key: Key = "kind" if entry in KINDS else "tags"
        return tuple(name for name in self._files if (found := self._words(name, key)) is None or entry in found)

    def is_known(self, entry: str) -> bool:
        """Say whether an entry is the name of a brief, a kind, or a tag of a brief that can be read."""
        return entry in self._files or entry in KINDS or entry in self.tags

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """Return the tags of all briefs that can be read, sorted; of each brief this key is read."""
        found = {tag for name in self._files for tag in self._words(name, "tags") or ()}
        return tuple(sorted(tag for tag in found if NAME_PATTERN.fullmatch(tag)))

    def suggestion(self, entry: str) -> str:
        """Return the hint for an entry that is not known: what was probably meant, or all that there is."""
        known = dict.fromkeys([*self._files, *KINDS, *self.tags])
        return nearest(entry, known, ask="Briefs, kinds and tags" if self.tags else "Briefs and kinds")

    def _words(self, name: str, key: Key) -> Collection[str] | None:
        if (name, key) not in self._known:
            self._known[name, key] = self._read(self._files[name], key)
        return self._known[name, key]


def shelf_of(files: Mapping[str, Path], project: Project) -> Shelf[Path]:
    """Return a shelf that raises what `words_of` does, so that no brief is passed over for a mistake."""
    return Shelf(files, lambda path, key: words_of(path, project, key))


def lenient_shelf_of(files: Mapping[str, Path], project: Project) -> Shelf[Path]:
    """Return a shelf that takes a brief which cannot be read for one of each kind and with each tag."""

    def words(path: Path, key: Key) -> Collection[str] | None:
        try:
            return words_of(path, project, key)
        except BriefgenError:
            return None

    return Shelf(files, words)


def words_of(path: Path, project: Project, key: Key) -> tuple[str, ...]:
    """Return the words of a key at the top of a brief's file, without reading more of it.

    Raises AuthorsMistakes and EnvironmentFailure where that cannot be read.
    """
    from briefgen.spec.top_keys import read_top_keys

    project.require_file(path)
    try:
        return words_at(read_top_keys(path, project, key), key)
    except OSError as error:
        raise EnvironmentFailure(f"{project.relative(path)} cannot be read: {error.strerror or error}.") from error


def words_at(written: Tree | None, key: str) -> tuple[str, ...]:
    """Return the words of a key: one text, or the texts of a list."""
    value = written.get(Scalar(key)) if written is not None else None
    entries = value if isinstance(value, Entries) else [value]
    return tuple(str(entry) for entry in entries if isinstance(entry, Scalar))
