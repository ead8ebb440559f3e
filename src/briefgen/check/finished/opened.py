"""A finished file, read once into values of ours."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from briefgen.check.finished.content import Content, Reader, Slip
from briefgen.check.finished.endings import counted_returns
from briefgen.check.finished.fonts import Font
from briefgen.check.finished.navigation import (
    Annotation,
    Attached,
    Destinations,
    Outline,
    read_annotations,
    read_attachments,
    read_outline,
)
from briefgen.check.finished.tree import Tree, read_tree
from briefgen.check.finished.values import Entries, Objects, Value
from briefgen.check.finished.xmp import DC, Metadata, read_metadata
from briefgen.errors import VerificationFailure
from briefgen.project import PASSWORD

MADE_BY = "briefgen "
"""Begins what a finished file of ours says of the program that made it; the version follows."""
INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")


class Locked(VerificationFailure):
    """Tell of a file that the password does not open."""


@dataclass(frozen=True, eq=False)
class Page:
    """Hold one page: its address, its dictionary with what it inherits, its content.

    `marks` gives the text of its marked sequences by number, `text` all its text as drawn, `artifacts` that of
    artifacts, `slips` the mistakes in its marks, `forms` the addresses of forms as drawn.
    """

    index: int
    address: str
    entries: Entries
    marks: Mapping[int, str]
    text: str
    artifacts: str
    slips: tuple[Slip, ...]
    forms: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Opened:
    """Hold all that rules, the verification and reading aloud look at; nothing in it leads back to the library.

    `language` is that of the document, `marks` the text of each marked sequence by the address of its stream and its
    number, `intents` the colour profiles of its output intents, `damage` what had to be repaired while reading,
    `counted_returns` how many streams end in a carriage return that reads like a part of the line end behind it.
    """

    version: str
    encrypted: bool
    language: str
    catalogue: Entries
    information: Entries
    objects: Objects
    pages: tuple[Page, ...]
    marks: Mapping[tuple[str, int], str]
    fonts: tuple[Font, ...]
    annotations: tuple[Annotation, ...]
    outline: Outline
    attachments: tuple[Attached, ...]
    metadata: Metadata
    tree: Tree
    intents: tuple[bytes | None, ...]
    damage: tuple[str, ...]
    counted_returns: int

    @property
    def edition(self) -> str:
        """Return the code of an edition of briefgen, "" of another program's file."""
        made_by = self.objects.text(self.information.get("/Creator")) or ""
        return self.objects.text(self.information.get("/Keywords")) or "" if made_by.startswith(MADE_BY) else ""

    @property
    def title(self) -> str:
        """Return the title, from the metadata, else from the information dictionary."""
        return self.metadata.first(DC, "title") or self.objects.text(self.information.get("/Title")) or ""


def open_finished(data: bytes, password: str | None = None) -> Opened:
    """Read a file; whatever of it is missing or wrong reads as missing.

    Raises VerificationFailure where it is not a PDF or cannot be read at all, Locked where it needs another password.
    """
    import pikepdf

    try:
        with _told() as told, pikepdf.open(BytesIO(data), password=password or "", suppress_warnings=True) as pdf:
            # A password that was not needed is no damage; `encrypted` tells it.
            told[:] = [message for message in told if "password" not in message]
            return _read(pdf, data, told)
    except pikepdf.PasswordError as error:
        raise Locked(
            "The file is encrypted, and the password does not open it." if password else "The file is encrypted.",
            f"Set {PASSWORD} to the password that it was encrypted with.",
        ) from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError, MemoryError, KeyError) as error:
        if b"%PDF-" not in data[:1024]:
            raise VerificationFailure("This is not a PDF.", "Look at the name, or make the PDF again.") from error
        hint = "Get it again from where it came, or make it again."
        raise VerificationFailure("The file is damaged and cannot be read.", hint) from error


@contextmanager
def _told() -> Generator[list[str]]:
    """Gather what the library would warn of or write to the terminal."""
    found: list[str] = []

    def keep(record: logging.LogRecord) -> bool:
        found.append(record.getMessage())
        return False

    def show(message: Warning | str, *_: object, **__: object) -> None:
        found.append(str(message))

    logger = logging.getLogger("pikepdf._core")
    logger.addFilter(keep)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.showwarning = show
            yield found
    finally:
        logger.removeFilter(keep)


def _read(pdf: object, data: bytes, told: Sequence[str]) -> Opened:
    import pikepdf

    assert isinstance(pdf, pikepdf.Pdf)
    found = [page.obj for page in pdf.pages]
    objects = Objects(pdf)
    catalogue = objects.dictionary(objects.trailer.get("/Root"))
    keys = [f"{page.objgen[0]} {page.objgen[1]} R" for page in found]
    entries = [_inherited(objects, key) for key in keys]
    places = {key: place for place, key in enumerate(keys)}
    reader = Reader(objects, pdf)
    contents = [
        reader.page(place, key, page, own.get("/Resources"))
        for place, (key, page, own) in enumerate(zip(keys, found, entries, strict=True))
    ]
    marks = {mark: text for content in contents for mark, text in content.marks.items()}
    destinations = Destinations(objects, catalogue, places)
    language = objects.text(catalogue.get("/Lang")) or ""
    opened = Opened(
        version=_version(objects, pdf.pdf_version, catalogue),
        encrypted=pdf.is_encrypted,
        language=language,
        catalogue=catalogue,
        information=objects.dictionary(objects.trailer.get("/Info")),
        objects=objects,
        pages=tuple(
            _page(place, key, own, content)
            for place, (key, own, content) in enumerate(zip(keys, entries, contents, strict=True))
        ),
        marks=marks,
        fonts=reader.all_fonts,
        annotations=read_annotations(objects, entries, destinations),
        outline=read_outline(objects, catalogue, destinations),
        attachments=read_attachments(objects),
        metadata=read_metadata(objects.stream(catalogue.get("/Metadata"))),
        tree=read_tree(objects, catalogue, places, marks, language),
        intents=tuple(
            objects.stream(objects.dictionary(intent).get("/DestOutputProfile"))
            for intent in objects.array(catalogue.get("/OutputIntents"))
        ),
        damage=_damage(pdf, data, told),
        counted_returns=counted_returns(data, objects),
    )
    objects.close()
    return opened


def _page(place: int, key: str, entries: Entries, content: Content) -> Page:
    return Page(
        place,
        key,
        entries,
        {number: text for (stream, number), text in content.marks.items() if stream == key},
        content.text,
        content.artifacts,
        tuple(content.slips),
        tuple(content.forms),
    )


def _inherited(objects: Objects, key: str) -> Entries:
    """Return a page's dictionary with what it takes from the nodes above it (ISO 32000-1, 7.7.3.4)."""
    own = objects.dictionary(key)
    missing = [name for name in INHERITED if name not in own]
    found: dict[str, Value] = dict(own)
    above = own
    for _ in range(50):
        if not missing or "/Parent" not in above:
            break
        above = objects.dictionary(above["/Parent"])
        for name in tuple(missing):
            if name in above:
                found[name] = above[name]
                missing.remove(name)
    return found


def _version(objects: Objects, header: str, catalogue: Entries) -> str:
    """Return the version of PDF: that of the head, or a later one in the catalogue."""
    return max(header, objects.name(catalogue.get("/Version")) or "")


def _damage(pdf: Any, data: bytes, told: Sequence[str]) -> tuple[str, ...]:
    warned: list[str] = pdf.get_warnings()
    found = [warning.rpartition(": ")[2] or warning for warning in warned]
    found += [message for message in told if message.strip()]
    if not data.rstrip().endswith(b"%%EOF"):
        found.append("the end of the file is missing")
    return tuple(dict.fromkeys(found))
