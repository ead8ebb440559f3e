"""Places in a document as elements of its structure, as PDF/UA-2 wants them (ISO 14289-2, 8.8), and notes likewise."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from briefgen.pdf.finishing.structure import Structure
from briefgen.pdf.records import Drawn


def lead_to_elements(pdf: pikepdf.Pdf, drawn: Drawn, structure: Structure) -> None:
    """Let links and bookmarks lead to elements, and notes and what leads to them know each other."""
    for number, page in enumerate(drawn.pages):
        for place, link in enumerate(page.links):
            if link.target.startswith("#"):
                _lead(pdf.pages[number].obj["/Annots"][place], link.target[1:], drawn, structure)
    for entry, bookmark in zip(_entries(pdf), drawn.bookmarks, strict=True):
        _lead(entry, bookmark.destination, drawn, structure)
    _refer(drawn, structure)


def _lead(found: pikepdf.Object, name: str, drawn: Drawn, structure: Structure) -> None:
    """Turn a destination on a page into an action that knows the element, too (ISO 32000-2, 12.3.2.3)."""
    place = found["/Dest"]
    way = Array([_there(name, drawn, structure), *list(place)[1:]])
    found["/A"] = Dictionary({"/S": Name.GoTo, "/D": place, "/SD": way})
    del found["/Dest"]


def _there(name: str, drawn: Drawn, structure: Structure) -> pikepdf.Object:
    """Return what stands at a destination; raise RuntimeError where nothing does that was written."""
    element = drawn.destinations[name].element
    if element is None or element not in structure.objects:
        raise RuntimeError(f"Nothing stands at the destination {name!r}.")
    return structure.objects[element]


def _refer(drawn: Drawn, structure: Structure) -> None:
    """Let notes and what leads to them name each other, and entries of contents lists what they lead to.

    ISO 14289-2, 8.2.5.14 and 8.2.5.8.
    """
    entries = {
        inner: entry for entry in structure.objects if entry.role == "TOCI" for inner in entry.walk() if inner != entry
    }
    for link in (link for page in drawn.pages for link in page.links if link.target.startswith("#")):
        entry = entries.get(link.element)
        if entry is not None:
            _add(structure.objects[entry], _there(link.target[1:], drawn, structure))
        note = drawn.notes.get(link.target[1:])
        if note is not None and note in structure.objects:
            _add(structure.objects[link.element], structure.objects[note])
            _add(structure.objects[note], structure.objects[link.element])


def _add(found: pikepdf.Object, other: pikepdf.Object) -> None:
    known = list(found.get("/Ref", Array()))
    if all(one.objgen != other.objgen for one in known):
        found["/Ref"] = Array([*known, other])


def _entries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the bookmarks of a file in the order in which they were set."""
    waiting = [pdf.Root["/Outlines"]["/First"]] if "/Outlines" in pdf.Root else []
    while waiting:
        entry = waiting.pop()
        yield entry
        waiting += [entry[key] for key in ("/Next", "/First") if key in entry]
