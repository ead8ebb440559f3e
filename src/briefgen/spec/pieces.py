"""Authors' text, and the typed pieces that it is parsed into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.errors import NOWHERE, Place
from briefgen.spec.tree import Scalar

FORMS = ("value", "unit", "period", "year", "name", "scope", "number")
"""What a reference can print of a fact: `{id}` is `{id|value}`, number with unit.

`{id|number}` has no unit, `{id|year}` is the year of its time.
"""


@dataclass(frozen=True)
class Text:
    """Hold a text as its author wrote it, and where; `source` is the reader's scalar where it comes from a file."""

    source: str
    place: Place = NOWHERE

    def at(self, offset: int) -> Place:
        """Return the place of the character at `offset` of the source, counted from 0."""
        if isinstance(self.source, Scalar):
            return self.source.at(offset)
        if not self.place.line or self.place.cell:
            return self.place
        before = self.source[:offset]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self.place.column + len(before)
        return Place(self.place.file, self.place.line + lines, column)


Texts = Mapping[str, Text]
"""One text per language tag."""


@dataclass(frozen=True)
class Plain:
    """Hold literal characters, strong or not, linked or not."""

    text: str
    strong: bool = False
    link: str | None = None


@dataclass(frozen=True)
class PermittedBreak:
    """Mark a place where display text may break."""


@dataclass(frozen=True)
class FactReference:
    """Refer to a fact: `{id}` or `{id|form}`; `form` is one of FORMS."""

    id: str
    form: str
    strong: bool
    place: Place


@dataclass(frozen=True)
class SourceReference:
    """Refer to a source: `{source:id}` prints its number."""

    id: str
    place: Place


@dataclass(frozen=True)
class PageReference:
    """Refer to the page of the block with an id: `{page:id}`."""

    id: str
    place: Place


@dataclass(frozen=True)
class NoteReference:
    """Refer to a note of the brief: `[^id]`."""

    id: str
    place: Place


Piece = Plain | PermittedBreak | FactReference | SourceReference | PageReference | NoteReference
