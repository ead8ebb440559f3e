"""The inline syntax of authors' text, parsed into typed pieces. Nothing an author writes is markup for any other program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.errors import NOWHERE, Place


@dataclass(frozen=True)
class Text:
    """Hold a text as its author wrote it, and where."""

    source: str
    place: Place = NOWHERE


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
    """Refer to a fact: `{id}` or `{id|form}`; `form` is value, unit, period, name, scope, …"""

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
