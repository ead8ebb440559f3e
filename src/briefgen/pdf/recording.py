"""The record of what is drawn: which element or artifact each piece of a page belongs to."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from briefgen.pdf.elements import ArtifactKind, Element, Mark, Role
from briefgen.typeset.glyphs import GlyphRun

INLINE = ("Span", "Reference", "Link")


class Recording:
    """Keep the tree of a document, its open elements and artifacts, and number the pieces of content on each page."""

    def __init__(self, language: str) -> None:
        self.tree = Element("Document", language)
        self._open = [self.tree]
        self._placed = {self.tree}
        self._artifacts: list[ArtifactKind] = []
        self._inners: dict[Element, tuple[Role, str]] = {}
        self._page = -1
        self._mcids = 0
        self._marked: Element | ArtifactKind | None = None

    @property
    def innermost(self) -> Element:
        """Return the open element, which is the whole document where no other is open."""
        return self._open[-1]

    @property
    def block(self) -> Element:
        """Return the open element that is more than a part of a line."""
        return next(element for element in reversed(self._open) if element.role not in INLINE)

    @property
    def artifact(self) -> ArtifactKind | None:
        """Return the kind of the open artifact."""
        return self._artifacts[-1] if self._artifacts else None

    @property
    def closed(self) -> bool:
        """Say whether neither an element nor an artifact is open."""
        return len(self._open) == 1 and not self._artifacts

    @property
    def drawable(self) -> bool:
        """Say whether there is an element below the document, or an artifact, that drawing can belong to."""
        return bool(self._artifacts) or self.innermost is not self.tree

    def open_of(self, *roles: Role) -> list[Element]:
        """Return the open elements of these roles; none within an artifact."""
        return [] if self._artifacts else [element for element in self._open if element.role in roles]

    @contextmanager
    def opened(self, element: Element) -> Generator[Element]:
        """Open an element, below the open one if it is new; within an artifact it is not recorded."""
        if not self._artifacts and element not in self._placed:
            self._open[-1].children.append(element)
            self._placed.add(element)
        self._open.append(element)
        try:
            yield element
        finally:
            self._open.pop()

    @contextmanager
    def opened_artifact(self, kind: ArtifactKind) -> Generator[None]:
        """Let what is drawn be no part of the content."""
        self._artifacts.append(kind)
        try:
            yield
        finally:
            self._artifacts.pop()

    def start_page(self) -> None:
        """Count from 0 again on a new page."""
        self._page += 1
        self._mcids = 0
        self._marked = None

    def part(self) -> None:
        """Let whatever is drawn next begin a piece of its own."""
        self._marked = None

    def mark(self, element: Element, text: str) -> int | None:
        """Record content of an element and return the number of the piece that it begins.

        None where it joins the piece before: the same element, on the same page, with nothing between.
        """
        last = element.children[-1] if element.children else None
        if self._marked is element and isinstance(last, Mark):
            element.children[-1] = Mark(last.page, last.mcid, last.text + text)
            return None
        mcid = self._mcids
        element.children.append(Mark(self._page, mcid, text))
        self._mcids += 1
        self._marked = element
        return mcid

    def mark_artifact(self, kind: ArtifactKind) -> bool:
        """Record that something is drawn in an artifact; return whether a piece begins with it."""
        begins = self._marked != kind
        self._marked = kind
        return begins

    def owner(self, run: GlyphRun) -> tuple[Element, Element | None]:
        """Return the element that a run's text belongs to, and its Link where it has one.

        That is the open element, or one made in it for what the run is, which goes on where it was the last child.
        """
        element, link = self._open[-1], None
        expansion = run.inline.spoken if run.inline is not None else None
        if run.inline is not None and run.link is None:
            element = self._inner(element, run.inline.role, run.text, expansion)
        if run.link is not None:
            link = next((found for found in reversed(self._open) if found.role == "Link"), None)
            if link is None:
                if run.link.startswith("#") and all(found.role != "Reference" for found in self._open):
                    element = self._inner(element, "Reference", run.link, expansion)
                element = link = self._inner(element, "Link", run.link)
        if run.language != self._language():
            element = self._inner(element, "Span", run.language)
        return element, link

    def _inner(self, parent: Element, role: Role, what: str, expansion: str | None = None) -> Element:
        last = parent.children[-1] if parent.children else None
        if isinstance(last, Element) and self._inners.get(last) == (role, what):
            return last
        language = what if role == "Span" else self._language() if role == "Lbl" else None
        element = Element(role, language, expansion=expansion)
        self._inners[element] = (role, what)
        self._placed.add(element)
        parent.children.append(element)
        return element

    def _language(self) -> str | None:
        return next(element.language for element in reversed(self._open) if element.language is not None)
