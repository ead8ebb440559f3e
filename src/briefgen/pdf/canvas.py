# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false, reportAttributeAccessIssue=false, reportPrivateUsage=false
"""The one place that knows ReportLab: it numbers the objects of a document and writes them.

ReportLab's own pages, fonts and outlines are not used: they bring Helvetica, ASCII85, page transitions and whatever
`~/.reportlab_settings` and `RL_…` variables say. What is used of `pdfdoc` is held by one contract test.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from reportlab.pdfbase import pdfdoc

from briefgen.pdf.endings import ended
from briefgen.pdf.fonts import DocumentFont, Program
from briefgen.pdf.images import ImageData
from briefgen.pdf.operands import number, numbers
from briefgen.pdf.properties import Properties
from briefgen.pdf.records import Bookmark, Destination, Drawn, Link, Page

VERSION = (1, 7)


def write(drawn: Drawn, fonts: Sequence[DocumentFont], images: Mapping[str, ImageData]) -> bytes:
    """Return the file of a drawn document; equal input gives equal bytes.

    Raise RuntimeError where a link or bookmark leads to a destination that was not set.
    """
    with _no_settings():
        return _Writer(drawn.pages, drawn.destinations).write(fonts, images, drawn.bookmarks, drawn.properties)


@contextmanager
def _no_settings() -> Generator[None]:
    """Put aside the one setting that ReportLab reads while it writes and that a file of the user's may change."""
    settings = pdfdoc.rl_config
    before = settings.invariant
    settings.invariant = 1
    try:
        yield
    finally:
        settings.invariant = before


class _Dictionary(pdfdoc.PDFDictionary):
    multiline = False


class _Array(pdfdoc.PDFArray):
    multiline = False


class _Stream(pdfdoc.PDFObject):
    """Write a stream with the line end before `endstream` that PDF/A wants."""

    def __init__(self, data: bytes, **entries: Any) -> None:
        self.data = data
        self.dictionary = _Dictionary({**entries, "Length": len(data)})

    def format(self, document: Any) -> bytes:
        return self.dictionary.format(document) + b"\nstream\n" + self.data + b"\nendstream\n"


@dataclass
class _Entry:
    """Hold a bookmark with those below it."""

    bookmark: Bookmark
    children: list[_Entry] = field(default_factory=list["_Entry"])

    @property
    def count(self) -> int:
        return sum(1 + child.count for child in self.children)


class _Writer:
    """Turn what was recorded into objects of one document."""

    def __init__(self, pages: Sequence[Page], destinations: Mapping[str, Destination]) -> None:
        self.document: Any = pdfdoc.PDFDocument(invariant=1, pdfVersion=VERSION)
        self.pages = pages
        self.destinations = destinations
        self.page_names = [f"Page{place}" for place in range(len(pages))]
        self.digest = hashlib.sha256()

    def write(
        self,
        fonts: Sequence[DocumentFont],
        images: Mapping[str, ImageData],
        bookmarks: Sequence[Bookmark],
        properties: Properties,
    ) -> bytes:
        document = self.document
        # The document's constructor has registered this dictionary as its first object.
        document.idToObject[pdfdoc.BasicFonts] = _Dictionary(
            {font.resource: self.font(font.program()) for font in fonts}
        )
        used = {key: self.image(image) for key, image in images.items()}
        tree = _Dictionary({"Type": "/Pages", "Count": len(self.pages)})
        parent = self.reference(tree)
        tree["Kids"] = _Array(
            self.reference(self.page(page, parent, used), name)
            for page, name in zip(self.pages, self.page_names, strict=True)
        )
        document.Catalog = self.catalog(parent, bookmarks, properties)
        document.info = self.info(properties)
        identity = pdfdoc.PDFText(self.digest.digest()[:16], enc="raw")
        document._ID = b"[" + identity.format(document) * 2 + b"]"
        return bytes(document.format())

    def reference(self, found: Any, name: str | None = None) -> Any:
        return self.document.Reference(found, name)

    def stream(self, data: bytes, **entries: Any) -> Any:
        """Write data to which a filter was applied already."""
        self.digest.update(data)
        return self.reference(_Stream(ended(data), **entries))

    def flate(self, data: bytes, **entries: Any) -> Any:
        return self.stream(zlib.compress(data, 9), Filter="/FlateDecode", **entries)

    def text(self, text: str) -> Any:
        self.digest.update(text.encode() + b"\0")
        return pdfdoc.PDFString(text)

    def font(self, program: Program) -> Any:
        name = f"/{program.name}"
        descriptor = {
            "Type": "/FontDescriptor",
            "FontName": name,
            "Flags": 4,
            "FontBBox": _Array(program.bbox),
            "ItalicAngle": 0,
            "Ascent": program.ascent,
            "Descent": program.descent,
            "CapHeight": program.cap_height,
            "StemV": program.stem,
            "FontFile2": self.flate(program.data, Length1=len(program.data)),
        }
        system = {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
        descendant = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": _Dictionary(system),
            "FontDescriptor": self.reference(_Dictionary(descriptor)),
            "CIDToGIDMap": self.flate(program.glyph_map),
            "DW": program.default_width,
            "W": program.widths,
        }
        font = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "Encoding": "/Identity-H",
            "DescendantFonts": _Array([self.reference(_Dictionary(descendant))]),
            "ToUnicode": self.flate(program.to_unicode),
        }
        return self.reference(_Dictionary(font))

    def image(self, image: ImageData) -> Any:
        def image_stream(data: bytes, colours: str, filter_name: str, **entries: Any) -> Any:
            return self.stream(
                data,
                Type="/XObject",
                Subtype="/Image",
                Width=image.width,
                Height=image.height,
                ColorSpace=colours,
                BitsPerComponent=8,
                Filter=filter_name,
                **entries,
            )

        if image.mask is None:
            return image_stream(image.data, image.colours, image.filter)
        mask = image_stream(image.mask, "/DeviceGray", "/FlateDecode")
        return image_stream(image.data, image.colours, image.filter, SMask=mask)

    def page(self, page: Page, parent: Any, images: Mapping[str, Any]) -> Any:
        resources = _Dictionary({"Font": pdfdoc.PDFObjectReference(pdfdoc.BasicFonts)})
        if page.images:
            resources["XObject"] = _Dictionary({name: images[key] for name, key in page.images.items()})
        found = _Dictionary(
            {
                "Type": "/Page",
                "Parent": parent,
                "MediaBox": f"[0 0 {numbers(page.width + 2 * page.slug, page.height + 2 * page.slug)}]",
                **_boxes(page),
                "Resources": resources,
                "Contents": self.flate(page.content),
            }
        )
        if page.links:
            found["Annots"] = _Array(self.reference(self.link(link)) for link in page.links)
        return found

    def link(self, link: Link) -> Any:
        place = self.destinations.get(link.target[1:]) if link.target.startswith("#") else None
        words = place.words if place is not None else ""
        found = _Dictionary(
            {
                "Type": "/Annot",
                "Subtype": "/Link",
                "Rect": f"[{numbers(*link.rectangle)}]",
                "Border": "[0 0 0]",
                "F": 4,
                "Contents": self.text(words or link.element.text.strip()),
            }
        )
        if link.target.startswith("#"):
            found["Dest"] = self.destination(link.target[1:])
        else:
            found["A"] = _Dictionary({"S": "/URI", "URI": self.text(_ascii(link.target))})
        return found

    def destination(self, name: str) -> Any:
        place = self.destinations.get(name)
        if place is None:
            raise RuntimeError(f"A link or bookmark leads to the destination {name!r}, which was not set.")
        page = pdfdoc.PDFObjectReference(self.page_names[place.page])
        self.digest.update(f"{place.page} {place.top:.2f}".encode())
        return _Array([page, "/XYZ", 0, number(place.top), "null"])

    def catalog(self, pages: Any, bookmarks: Sequence[Bookmark], properties: Properties) -> Any:
        catalog = _Dictionary(
            {
                "Type": "/Catalog",
                "Pages": pages,
                "Lang": self.text(properties.languages[0]),
                "ViewerPreferences": _Dictionary({"DisplayDocTitle": "true"}),
            }
        )
        labels = self.labels()
        if labels is not None:
            catalog["PageLabels"] = labels
        if bookmarks:
            catalog["Outlines"] = self.outline(bookmarks)
            catalog["PageMode"] = "/UseOutlines"
        return catalog

    def labels(self) -> Any:
        """Return the page labels (ISO 32000-1, 12.4.2), or None where each page is called by its number."""
        names = [page.label or str(place) for place, page in enumerate(self.pages, 1)]
        if names == [str(place) for place in range(1, len(names) + 1)]:
            return None
        entries: list[Any] = []
        expected = ""
        for place, name in enumerate(names):
            if name.isascii() and name.isdigit() and str(int(name)) == name and name != "0":
                if name != expected:
                    entries += [place, _Dictionary({"S": "/D", "St": int(name)})]
                expected = str(int(name) + 1)
            else:
                entries += [place, _Dictionary({"P": self.text(name)})]
                expected = ""
        return _Dictionary({"Nums": _Array(entries)})

    def outline(self, bookmarks: Sequence[Bookmark]) -> Any:
        root = _Entry(Bookmark("", -1, ""))
        open_entries = [root]
        for bookmark in bookmarks:
            while len(open_entries) > 1 and open_entries[-1].bookmark.level >= bookmark.level:
                open_entries.pop()
            entry = _Entry(bookmark)
            open_entries[-1].children.append(entry)
            open_entries.append(entry)
        found = _Dictionary({"Type": "/Outlines", "Count": root.count})
        self.entries(root, found)
        return self.reference(found)

    def entries(self, parent: _Entry, found: Any) -> None:
        """Write the entries below `parent` and chain them to each other and to it."""
        made = [
            _Dictionary(
                {"Title": self.text(entry.bookmark.title), "Dest": self.destination(entry.bookmark.destination)}
            )
            for entry in parent.children
        ]
        references = [self.reference(item) for item in made]
        above = self.reference(found)
        for place, (entry, item) in enumerate(zip(parent.children, made, strict=True)):
            item["Parent"] = above
            if place:
                item["Prev"] = references[place - 1]
            if place + 1 < len(made):
                item["Next"] = references[place + 1]
            if entry.children:
                item["Count"] = entry.count
                self.entries(entry, item)
        found["First"], found["Last"] = references[0], references[-1]

    def info(self, properties: Properties) -> Any:
        date = f"D:{properties.date:%Y%m%d}000000Z"
        texts = {
            "Title": properties.joined_title,
            "Author": properties.author,
            "Subject": properties.subject,
            "Keywords": properties.keywords,
            "Creator": properties.creator,
            "Producer": f"ReportLab {version('reportlab')}",
            "CreationDate": date,
            "ModDate": date,
        }
        return _Dictionary({key: self.text(text) for key, text in texts.items() if text})


def _boxes(page: Page) -> Mapping[str, str]:
    """Return where a sheet is cut, and how far beyond that it is printed (ISO 32000-1, 14.11.2)."""
    if not page.slug:
        return {}

    def box(beyond: float) -> str:
        start = page.slug - beyond
        return f"[{numbers(start, start, page.width + page.slug + beyond, page.height + page.slug + beyond)}]"

    return {"BleedBox": box(page.bleed), "TrimBox": box(0.0)}


def _ascii(address: str) -> str:
    """Return an address in ASCII, as PDF wants it (ISO 32000-1, 12.6.4.7)."""
    from urllib.parse import quote

    return quote(address, safe="".join(map(chr, range(0x21, 0x7F))))
