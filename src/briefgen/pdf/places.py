"""The named places of a document and the bookmarks that lead to them, kept while it is drawn."""

from __future__ import annotations

from dataclasses import replace

from briefgen.pdf.elements import Element
from briefgen.pdf.records import Bookmark, Destination


class Places:
    """Keep destinations by name, and bookmarks in their order."""

    def __init__(self) -> None:
        self.destinations: dict[str, Destination] = {}
        self.bookmarks: list[Bookmark] = []
        self._awaited: list[str] = []

    def add(self, name: str, place: Destination) -> None:
        """Name a place; one without an element waits for what is drawn next. Raise RuntimeError for a second one."""
        if name in self.destinations:
            raise RuntimeError(f"The destination {name!r} is set twice.")
        if place.element is None:
            self._awaited.append(name)
        self.destinations[name] = place

    def drawn(self, element: Element) -> None:
        """Let the places that wait for something drawn lead to this element."""
        for name in self._awaited:
            self.destinations[name] = replace(self.destinations[name], element=element)
        self._awaited.clear()
