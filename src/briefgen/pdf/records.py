"""What is kept of a document until its file is written: pages, links, destinations, bookmarks, properties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from briefgen.pdf.artifacts import Box
from briefgen.pdf.attachment import Attachment
from briefgen.pdf.elements import Element
from briefgen.pdf.properties import Properties


@dataclass(frozen=True)
class Link:
    """Hold a clickable rectangle in PDF coordinates: left, bottom, right, top, in points from the bottom left.

    `target` is an address, or "#" and the name of a destination. `element` is the Link element it belongs to, whose
    text says where it leads (ISO 14289-1, 7.18.5), unless the destination has words of its own.
    """

    rectangle: tuple[float, float, float, float]
    target: str
    element: Element


@dataclass
class Page:
    """Hold a finished page: size in points, content stream before compression, links, and used images by name.

    `slug` is what the sheet has beyond the page on each side, `bleed` how far of that is printed and cut off.
    """

    width: float
    height: float
    label: str | None
    slug: float = 0.0
    bleed: float = 0.0
    content: bytes = b""
    links: list[Link] = field(default_factory=list[Link])
    images: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Destination:
    """Hold a named place: page index from 0, height in points from the bottom of the page.

    `words` say what is there; `element` is what stands there, None until something is drawn.
    """

    page: int
    top: float
    words: str = ""
    element: Element | None = None


@dataclass(frozen=True)
class Bookmark:
    """Hold an entry of the outline; it stands under the nearest earlier entry of a smaller level.

    Its title tells no language: some viewers show the letters of a language escape (ISO 32000-1, 7.9.2.2).
    """

    title: str
    level: int
    destination: str


@dataclass(frozen=True)
class Drawn:
    """Hold all that was recorded of a document while it was drawn.

    `boxes` are the rooms that figures and tables take, by page: left, bottom, right, top in PDF coordinates.
    """

    tree: Element
    pages: Sequence[Page]
    destinations: Mapping[str, Destination]
    bookmarks: Sequence[Bookmark]
    properties: Properties
    attachments: Sequence[Attachment]
    boxes: Mapping[Element, Mapping[int, Box]]

    def box(self, element: Element) -> Box | None:
        """Return the room of an element that stands on one page."""
        found = list(self.boxes.get(element, {}).values())
        return found[0] if len(found) == 1 else None

    @cached_property
    def notes(self) -> Mapping[str, Element]:
        """Return the notes by the names of the destinations that lead to them, which are their ids."""
        found = {element.id: element for element in self.tree.walk() if element.role == "Note" and element.id}
        places = {name: place.element for name, place in self.destinations.items()}
        return found | {name: note for name, note in places.items() if note is not None and note.role == "Note"}

    @cached_property
    def labels(self) -> frozenset[Element]:
        """Return the references that lead to notes."""
        leading = {link.element for page in self.pages for link in page.links if link.target[1:] in self.notes}
        references = (element for element in self.tree.walk() if element.role == "Reference")
        return frozenset(found for found in references if not leading.isdisjoint(found.walk()))
