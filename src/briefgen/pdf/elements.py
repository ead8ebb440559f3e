"""The tree of what a document says: each element with its role and language, recorded while blocks draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefgen.pdf.attachment import Attachment

Role = Literal[
    "Document",
    "Part",
    "Sect",
    "Div",
    "H1",
    "H2",
    "H3",
    "P",
    "Span",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "THead",
    "TBody",
    "TR",
    "TH",
    "TD",
    "Figure",
    "Caption",
    "TOC",
    "TOCI",
    "Note",
    "Reference",
    "Link",
]
ArtifactKind = Literal["header", "footer", "rule", "background", "decoration", "repeated-head", "page-number"]


CELLS = ("TH", "TD")
"""A row keeps its number of cells, also where one says nothing."""


@dataclass(eq=False)
class Element:
    """Hold one element of the structure; it may be opened again, also on a later page, and stays one element.

    `alt` says what cannot be read, by language, the leading one first. `expansion` says a shortened text in full, as it
    is to be spoken, by language where it stands once for several. `id` names an element that others lead to, such as a
    note. `files` hold the data that it shows. `numbering` says how the labels of a list go on.
    """

    role: Role
    language: str | None = None
    alt: Mapping[str, str] | None = None
    title: str | None = None
    scope: Literal["Row", "Column", "Both"] | None = None
    columns: int = 1
    rows: int = 1
    expansion: str | Mapping[str, str] | None = None
    id: str | None = None
    numbering: Literal["Decimal"] | None = None
    files: list[Attachment] = field(default_factory=list["Attachment"])
    children: list[Element | Mark] = field(default_factory=list["Element | Mark"])

    @property
    def text(self) -> str:
        """Return all text drawn in this element, in reading order."""
        return "".join(child.text for child in self.children)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def telling(self) -> set[Element]:
        """Return this element and those below it, without those that say nothing; cells stay, for rows to be whole."""
        found: set[Element] = set()
        for element in reversed(list(self.walk())):
            speaks = any(isinstance(child, Mark) or child in found for child in element.children)
            if speaks or element.alt or element.files or element.role in CELLS:
                found.add(element)
        return found


@dataclass(frozen=True)
class Mark:
    """Hold a marked piece of a page's content: page index from 0, marked-content id on that page, its text."""

    page: int
    mcid: int
    text: str
