"""The tree of what a document says: each element with its role and language, recorded while blocks draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

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


@dataclass(eq=False)
class Element:
    """Hold one element of the structure; it may be opened again, also on a later page, and stays one element."""

    role: Role
    language: str | None = None
    alt: str | None = None
    title: str | None = None
    scope: Literal["Row", "Column", "Both"] | None = None
    columns: int = 1
    rows: int = 1
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


@dataclass(frozen=True)
class Mark:
    """Hold a marked piece of a page's content: page index from 0, marked-content id on that page, its text."""

    page: int
    mcid: int
    text: str
