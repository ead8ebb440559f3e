"""What blocks draw on: points from the top left corner of the page, y downwards.

Whatever is drawn belongs to an element of the structure or is an artifact. Elements are recorded into `Surface.tree` in
the order in which they are first opened; one that is opened again, also on a later page, stays one element.
"""

from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefgen.charts.picture import Picture, Step
from briefgen.errors import EnvironmentFailure
from briefgen.pdf.content import Content
from briefgen.pdf.elements import ArtifactKind, Element, Mark, Role
from briefgen.pdf.fonts import DocumentFont
from briefgen.pdf.profiles import DEFAULT, PROFILES, Profile
from briefgen.pdf.records import Bookmark, Destination, Link, Page, Properties
from briefgen.typeset.glyphs import GlyphRun, Line

if TYPE_CHECKING:
    from briefgen.pdf.attachment import Attachment
    from briefgen.pdf.images import ImageData
    from briefgen.typeset.faces import Face

SCHEMES = ("https://", "http://", "mailto:", "#")
INLINE = ("Span", "Reference", "Link")


class Surface:
    """Take drawing for one document and return its file; breaking its rules is a developer's error, a RuntimeError."""

    def __init__(
        self,
        *,
        title: Mapping[str, str],
        author: str,
        subject: str,
        keywords: str,
        languages: tuple[str, ...],
        date: datetime.date,
        creator: str,
        profile: Profile = PROFILES[DEFAULT],
        password: str | None = None,
    ) -> None:
        self._profile = profile
        self._password = password
        self._attached: list[Attachment] = []
        self.tree = Element("Document", languages[0])
        self._properties = Properties(title, author, subject, keywords, creator, languages, date)
        self._pages: list[Page] = []
        self._content: Content | None = None
        self._mcids = 0
        self._marked: Element | None = None
        self._open = [self.tree]
        self._placed = {self.tree}
        self._artifact = False
        self._inners: dict[Element, tuple[Role, str]] = {}
        self._fonts: dict[str, DocumentFont] = {}
        self._images: dict[str, ImageData] = {}
        self._files: dict[Path, str] = {}
        self._destinations: dict[str, Destination] = {}
        self._awaited: list[str] = []
        self._bookmarks: list[Bookmark] = []
        self._finished = False

    # Pages

    @property
    def pages(self) -> int:
        """Return the number of pages started so far."""
        return len(self._pages)

    def page(self, width: float, height: float, label: str | None = None) -> None:
        """Start a page of this size in points; `label` is what viewers call it, its number where None."""
        self._end_page()
        self._pages.append(Page(width, height, label))
        self._content = Content(height)
        self._mcids = 0

    def finish(self) -> bytes:
        """Return the finished file; nothing can be drawn afterwards."""
        if self._finished or not self._pages or len(self._open) > 1 or self._artifact:
            raise RuntimeError("A document is finished once, with a page in it and every element closed.")
        self._end_page()
        self._finished = True
        from briefgen.pdf.canvas import write

        fonts = tuple(self._fonts.values())
        return write(self._pages, fonts, self._images, self._destinations, self._bookmarks, self._properties)

    # Structure

    @contextmanager
    def element(
        self,
        role: Role | Element,
        language: str | None = None,
        *,
        alt: Mapping[str, str] | None = None,
        title: str | None = None,
        scope: Literal["Row", "Column", "Both"] | None = None,
        columns: int = 1,
        rows: int = 1,
        expansion: str | None = None,
        id: str | None = None,
    ) -> Generator[Element]:
        """Open an element below the open one, or one that was opened before, wherever it stands.

        Within an artifact elements are not recorded, so that what repeats on each page can be drawn by the same code.
        """
        element = (
            role
            if isinstance(role, Element)
            else Element(role, language, alt, title, scope, columns, rows, expansion, id)
        )
        if not self._artifact and element not in self._placed:
            self._open[-1].children.append(element)
            self._placed.add(element)
        self._open.append(element)
        try:
            yield element
        finally:
            self._open.pop()

    @contextmanager
    def artifact(self, kind: ArtifactKind) -> Generator[None]:
        """Draw what is no part of the content: furniture of the page, rules, repeated heads."""
        before, self._artifact = self._artifact, True
        try:
            yield
        finally:
            self._artifact = before
            self._marked = None

    def attach(self, attachment: Attachment) -> None:
        """Let a file travel inside the document, as one that belongs to all of it.

        One that belongs to an element, such as the data of a chart, goes into `Element.files`.
        """
        self._attached.append(attachment)

    # Text

    def line(self, line: Line, x: float, baseline: float) -> None:
        """Draw a line of text whose measure starts at `x`.

        Runs with a link stand in an element Link of their own and can be clicked; this stands in a Reference where it
        leads to a place in the document. Runs in another language than the open element stand in a Span. Links within
        an artifact are text only.
        """
        content = self._drawable()
        runs = [run for run in line.runs if run.glyphs]
        if not runs:
            return
        owners: list[tuple[GlyphRun, Element | None]] = []
        content.begin_text()
        for run in runs:
            if not self._artifact:
                element, link = self._elements_of(run)
                owners.append((run, link))
                self._mark(element, run.text)
            content.run(run, self._font(run.face), x + line.x + run.x, baseline)
        content.end_text()
        for link, found in groupby(owners, key=lambda owner: owner[1]):
            if link is not None:
                self._link_runs([run for run, _ in found], link, x + line.x, baseline)

    # Paint

    def path(
        self,
        steps: Sequence[Step],
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 0.5,
        dash: Sequence[float] = (),
    ) -> None:
        """Paint an outline with colours such as "#1A2B3C"; a stroke of `width` 0 is not painted."""
        self._paint().path(steps, fill, stroke, width, dash)

    def rectangle(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 0.5,
        dash: Sequence[float] = (),
    ) -> None:
        """Paint a rectangle; (x, y) is its top left corner."""
        self._paint().rectangle((x, y, w, h), fill, stroke, width, dash)

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dash: Sequence[float] = ()
    ) -> None:
        """Paint a straight line."""
        self._paint().path((("M", (x1, y1)), ("L", (x2, y2))), None, colour, width, dash)

    def picture(self, picture: Picture, x: float, y: float) -> None:
        """Paint the marks of a picture whose top left corner stands at (x, y); its labels are drawn as lines."""
        self._paint().marks(picture.marks, x, y)

    def image(self, path: Path, x: float, y: float, w: float, h: float) -> None:
        """Paint a PNG or JPEG into a rectangle; each file is embedded once.

        Raise EnvironmentFailure where it cannot be read or is neither.
        """
        content = self._paint()
        key = self._image(path)
        names = self._pages[-1].images
        name = next((name for name, found in names.items() if found == key), f"I{list(self._images).index(key) + 1}")
        names[name] = key
        content.image(name, x, y, w, h)

    # Ways through the document

    def link(self, x: float, y: float, w: float, h: float, target: str) -> None:
        """Make a rectangle lead to "https://…", "mailto:…" or "#destination"; only in an open element Link."""
        self._drawable()
        if self._artifact:
            return
        element = self._open[-1]
        if element.role != "Link":
            raise RuntimeError("A link stands in an element of the role Link.")
        self._add_link((x, y, x + w, y + h), target, element, _words(element))

    def destination(self, name: str, y: float, *, words: str = "", element: Element | None = None) -> None:
        """Name the place `y` points below the top of the page.

        `words` say what is there, such as "Source 2: …", to those who are about to follow a link to it. `element` is
        what stands there: where None, the innermost open element, or else the first one that is drawn next.
        """
        if name in self._destinations:
            raise RuntimeError(f"The destination {name!r} is set twice.")
        if element is None and not self._artifact and self._open[-1] is not self.tree:
            element = self._open[-1]
        if element is None:
            self._awaited.append(name)
        self._destinations[name] = Destination(self.pages - 1, self._on_page().height - y, words, element)

    def outline(self, title: str, level: int, destination: str, language: str | None = None) -> None:
        """Add a bookmark; it stands under the nearest earlier one of a smaller level.

        `language` is that of its title, None for the document's.
        """
        self._bookmarks.append(Bookmark(title, level, destination, language))

    # What the methods above share

    def _end_page(self) -> None:
        if self._finished:
            raise RuntimeError("The document is finished.")
        if self._content is not None:
            self._pages[-1].content = self._content.data()
        self._content = None
        self._marked = None

    def _on_page(self) -> Content:
        if self._content is None:
            raise RuntimeError("No page is open.")
        return self._content

    def _drawable(self) -> Content:
        content = self._on_page()
        if not self._artifact and self._open[-1] is self.tree:
            raise RuntimeError("Whatever is drawn belongs to an element below Document, or is an artifact.")
        return content

    def _paint(self) -> Content:
        content = self._drawable()
        if not self._artifact:
            self._mark(self._open[-1], "")
        return content

    def _mark(self, element: Element, text: str) -> None:
        """Record a piece of an element's content; what follows without a break on the same page joins the piece.

        Each change is where the operators BDC and EMC will stand once the tree is written into the file.
        """
        last = element.children[-1] if element.children else None
        if self._marked is element and isinstance(last, Mark):
            element.children[-1] = Mark(last.page, last.mcid, last.text + text)
            return
        element.children.append(Mark(self.pages - 1, self._mcids, text))
        self._mcids += 1
        self._marked = element
        self._arrive()

    def _arrive(self) -> None:
        """Let the destinations that wait for something drawn lead to the open element."""
        if self._awaited:
            block = next(element for element in reversed(self._open) if element.role not in INLINE)
            for name in self._awaited:
                self._destinations[name] = replace(self._destinations[name], element=block)
            self._awaited.clear()

    def _elements_of(self, run: GlyphRun) -> tuple[Element, Element | None]:
        """Return the element that a run's text belongs to, and its Link where it has one.

        That is the open element, or a Reference, Link or Span made in it, which goes on where it was the last child.
        """
        element, link = self._open[-1], None
        if run.link is not None:
            link = next((found for found in reversed(self._open) if found.role == "Link"), None)
            if link is None:
                if run.link.startswith("#") and all(found.role != "Reference" for found in self._open):
                    element = self._inner(element, "Reference", run.link)
                element = link = self._inner(element, "Link", run.link)
        if run.language != self._language():
            element = self._inner(element, "Span", run.language)
        return element, link

    def _inner(self, parent: Element, role: Role, what: str) -> Element:
        last = parent.children[-1] if parent.children else None
        if isinstance(last, Element) and self._inners.get(last) == (role, what):
            return last
        element = Element(role, what if role == "Span" else None)
        self._inners[element] = (role, what)
        self._placed.add(element)
        parent.children.append(element)
        return element

    def _language(self) -> str | None:
        return next(element.language for element in reversed(self._open) if element.language is not None)

    def _link_runs(self, runs: Sequence[GlyphRun], element: Element, x: float, baseline: float) -> None:
        """Make neighbouring runs of one link clickable as one rectangle, as high as their faces."""
        top = baseline - max(run.rise + _part(run, run.face.ascent) for run in runs)
        bottom = baseline - min(run.rise + _part(run, run.face.descent) for run in runs)
        contents = "".join(run.text for run in runs).strip()
        box = (x + runs[0].x, top, x + runs[-1].x + runs[-1].width, bottom)
        self._add_link(box, runs[0].link or "", element, contents)

    def _add_link(self, box: tuple[float, float, float, float], target: str, element: Element, contents: str) -> None:
        if not target.startswith(SCHEMES):
            raise RuntimeError(f"A link cannot lead to {target!r}.")
        left, top, right, bottom = box
        height = self._on_page().height
        said = contents if target.startswith("#") and contents else target
        rectangle = (left, height - bottom, right, height - top)
        self._pages[-1].links.append(Link(rectangle, target, said, element))

    def _font(self, face: Face) -> DocumentFont:
        font = self._fonts.get(face.id)
        if font is None:
            font = self._fonts[face.id] = DocumentFont(face, f"F{len(self._fonts) + 1}")
        return font

    def _image(self, path: Path) -> str:
        from briefgen.pdf.images import content_key, read_image

        if path not in self._files:
            try:
                content = path.read_bytes()
            except OSError as error:
                raise EnvironmentFailure(f"The picture {path} cannot be read.") from error
            key = self._files[path] = content_key(content)
            if key not in self._images:
                self._images[key] = read_image(content, path)
        return self._files[path]


def _words(element: Element) -> str:
    """Return what an element says to a reader who does not see it."""
    return " / ".join(element.alt.values()) if element.alt else element.text


def _part(run: GlyphRun, measure: float) -> float:
    """Return a measure of the face, thousandths of an em, at the run's size."""
    return measure * run.size / 1000
