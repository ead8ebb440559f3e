"""What blocks draw on: points from the top left corner of the page, y downwards.

Whatever is drawn belongs to an element of the structure or is an artifact. Elements are recorded into `Surface.tree` in
the order in which they are first opened; one that is opened again, also on a later page, stays one element.
"""

from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefgen.charts.picture import Picture, Step
from briefgen.errors import EnvironmentFailure
from briefgen.pdf.artifacts import Box
from briefgen.pdf.content import NO_GREYS, Content, joined
from briefgen.pdf.elements import ArtifactKind, Element, Role
from briefgen.pdf.fonts import DocumentFont
from briefgen.pdf.noted import Noting
from briefgen.pdf.places import Places
from briefgen.pdf.profiles import DEFAULT, PROFILES, Profile
from briefgen.pdf.properties import Properties, without_controls
from briefgen.pdf.recording import Recording
from briefgen.pdf.records import Bookmark, Destination, Drawn, Link, Page
from briefgen.pdf.roles import written_role
from briefgen.typeset.glyphs import GlyphRun, Line

if TYPE_CHECKING:
    from briefgen.pdf.attachment import Attachment
    from briefgen.pdf.images import ImageData
    from briefgen.typeset.faces import Face

SCHEMES = ("https://", "http://", "mailto:", "#")
BOXED = ("Figure", "Table")
"""What says the room that it takes where it stands on one page (ISO 32000-1, table 344)."""


class Surface:
    """Take drawing for one document and return its file; breaking its rules is a developer's error, a RuntimeError.

    `greys`: colours that are written as a grey, as in `Content`. `noting` is told where each line stands.
    """

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
        greys: Mapping[str, float] = NO_GREYS,
        noting: Noting | None = None,
    ) -> None:
        self._profile = profile
        self._noting = noting
        self._password = password
        self._greys = greys
        self._attached: list[Attachment] = []
        self._recording = Recording(languages[0])
        self.tree = self._recording.tree
        titles = {language: without_controls(text) for language, text in title.items()}
        author, subject, keywords, creator = map(without_controls, (author, subject, keywords, creator))
        self._properties = Properties(titles, author, subject, keywords, creator, languages, date)
        self._pages: list[Page] = []
        self._content: Content | None = None
        self._boxes: dict[Element, dict[int, Box]] = {}
        self._fonts: dict[str, DocumentFont] = {}
        self._images: dict[str, ImageData] = {}
        self._files: dict[Path, str] = {}
        self._places = Places()
        self._finished = False

    # Pages

    @property
    def pages(self) -> int:
        """Return the number of pages started so far."""
        return len(self._pages)

    def page(
        self, width: float, height: float, label: str | None = None, *, slug: float = 0.0, bleed: float = 0.0
    ) -> None:
        """Start a page of this size in points; `label` is what viewers call it, its number where None.

        `slug`: the sheet is so much larger on each side, and what is drawn there is cut off; of that, `bleed` is
        printed up to the page's edge (ISO 32000-1, 14.11.2). Places are counted from the page's corner all the same.
        """
        self._end_page()
        self._pages.append(Page(width, height, label, slug, bleed))
        self._content = Content(
            height, tagged=self._profile.tagged, version=self._profile.version, slug=slug, greys=self._greys
        )
        self._recording.start_page()

    def finish(self) -> bytes:
        """Return the finished file; nothing can be drawn afterwards.

        Equal drawing gives equal bytes, except with a password.
        """
        if self._finished or not self._pages or not self._recording.closed:
            raise RuntimeError("A document is finished once, with a page in it and every element closed.")
        self._end_page()
        self._finished = True
        from briefgen.pdf.canvas import write

        fonts = tuple(self._fonts.values())
        drawn = Drawn(
            self.tree,
            self._pages,
            self._places.destinations,
            self._places.bookmarks,
            self._properties,
            self._attached,
            self._boxes,
        )
        data = write(drawn, fonts, self._images)
        if not (self._profile.tagged or self._password is not None or self._attached or _files(self.tree)):
            return data
        from briefgen.pdf.finishing.finish import finish

        return finish(data, drawn, self._profile, self._password)

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
        expansion: str | Mapping[str, str] | None = None,
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
        with self._recording.opened(element):
            yield element

    @contextmanager
    def artifact(self, kind: ArtifactKind) -> Generator[None]:
        """Draw what is no part of the content: furniture of the page, rules, repeated heads."""
        with self._recording.opened_artifact(kind):
            yield

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
        left, artifact = x + line.x, self._recording.artifact is not None
        owners: list[tuple[GlyphRun, Element | None]] = []
        # A sequence that begins or ends within a line lies in its text object; one of whole lines goes on over these.
        mixed = not artifact and len({(run.link, run.language, run.inline) for run in runs}) > 1
        if mixed:
            self._part()
            content.begin_text()
        for run in runs:
            if artifact:
                self._begin_artifact(content)
            else:
                element, link = self._recording.owner(run)
                owners.append((run, link))
                self._begin(content, element, run.text)
            content.run(run, self._font(run.face), left + run.x, baseline)
        if mixed:
            self._part()
        content.end_text()
        self._reach(left, *_extent(runs, baseline), left + runs[-1].x + runs[-1].width)
        if self._noting is not None and not artifact:
            self._noting.add(self.pages - 1, left, baseline, runs, self._recording.innermost)
        for link, found in groupby(owners, key=lambda owner: owner[1]):
            if link is not None:
                self._link_runs([run for run, _ in found], link, left, baseline)

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
        across = [value for _, values in steps for value in values[::2]]
        down = [value for _, values in steps for value in values[1::2]]
        if across:
            self._reach(min(across), min(down), max(down), max(across))

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
        self._reach(x, y, y + h, x + w)

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float, dash: Sequence[float] = ()
    ) -> None:
        """Paint a straight line."""
        self.path((("M", (x1, y1)), ("L", (x2, y2))), stroke=colour, width=width, dash=dash)

    def picture(self, picture: Picture, x: float, y: float) -> None:
        """Paint the marks of a picture whose top left corner stands at (x, y); its labels are drawn as lines."""
        self._paint().marks(picture.marks, x, y)
        self._reach(x, y, y + picture.height, x + picture.width)

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
        self._reach(x, y, y + h, x + w)

    # Ways through the document

    def destination(self, name: str, y: float, *, words: str = "", element: Element | None = None) -> None:
        """Name the place `y` points below the top of the page.

        `words` say what is there, such as "Source 2: …", to those who are about to follow a link to it. `element` is
        what stands there: where None, the innermost open element, or else the first one that is drawn next.
        """
        if element is None and self._recording.artifact is None and self._recording.drawable:
            element = self._recording.innermost
        self._places.add(
            name, Destination(self.pages - 1, self._on_page().height - y + self._pages[-1].slug, words, element)
        )

    def outline(self, title: str, level: int, destination: str) -> None:
        """Add a bookmark; it stands under the nearest earlier one of a smaller level."""
        self._places.bookmarks.append(Bookmark(title, level, destination))

    # What the methods above share

    def _end_page(self) -> None:
        if self._finished:
            raise RuntimeError("The document is finished.")
        if self._content is not None:
            self._part()
            self._pages[-1].content = self._content.data()
        self._content = None

    def _on_page(self) -> Content:
        if self._content is None:
            raise RuntimeError("No page is open.")
        return self._content

    def _drawable(self) -> Content:
        content = self._on_page()
        if not self._recording.drawable:
            raise RuntimeError("Whatever is drawn belongs to an element below Document, or is an artifact.")
        return content

    def _paint(self) -> Content:
        content = self._drawable()
        if self._recording.artifact is not None:
            self._begin_artifact(content)
        else:
            self._begin(content, self._recording.innermost, "")
        return content

    def _begin(self, content: Content, element: Element, text: str) -> None:
        """Let what follows be content of an element, and the destinations that wait for something drawn lead to it."""
        mcid = self._recording.mark(element, text)
        if mcid is not None:
            content.begin(written_role(element.role, self._profile.version), mcid)
        self._places.drawn(self._recording.block)

    def _begin_artifact(self, content: Content) -> None:
        kind = self._recording.artifact
        if kind is not None and self._recording.mark_artifact(kind):
            content.begin_artifact(kind)

    def _part(self) -> None:
        self._recording.part()
        self._on_page().end()

    def _reach(self, left: float, top: float, bottom: float, right: float) -> None:
        """Note the room that was drawn in, for those who have to say it."""
        content, page = self._on_page(), self.pages - 1
        if self._recording.artifact == "background":
            content.reach(left, top, right, bottom)
        slug = self._pages[-1].slug
        box = (left + slug, content.height - bottom + slug, right + slug, content.height - top + slug)
        for element in self._recording.open_of(*BOXED):
            boxes = self._boxes.setdefault(element, {})
            boxes[page] = joined(boxes.get(page), box)

    def _link_runs(self, runs: Sequence[GlyphRun], element: Element, x: float, baseline: float) -> None:
        """Make neighbouring runs of one link clickable as one rectangle, as high as their faces."""
        target = runs[0].link or ""
        if not target.startswith(SCHEMES):
            raise RuntimeError(f"A link cannot lead to {target!r}.")
        top, bottom = _extent(runs, baseline)
        page = self._pages[-1]
        left, right, height = (
            x + runs[0].x + page.slug,
            x + runs[-1].x + runs[-1].width + page.slug,
            page.height + page.slug,
        )
        page.links.append(Link((left, height - bottom, right, height - top), target, element))

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


def _files(tree: Element) -> bool:
    return any(element.files for element in tree.walk())


def _extent(runs: Sequence[GlyphRun], baseline: float) -> tuple[float, float]:
    """Return where the faces of a line reach up and down to, whatever its letters."""
    top = baseline - max(run.rise + run.face.ascent * run.size / 1000 for run in runs)
    bottom = baseline - min(run.rise + run.face.descent * run.size / 1000 for run in runs)
    return top, bottom
