"""What of a finished file changes in its copies, read once."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import pikepdf
from pikepdf import Array, Dictionary

from briefgen.pdf.personal.metadata import ALONE, divided
from briefgen.pdf.profiles import Profile

LAST = re.compile(rb"startxref\s+([0-9]+)\s+%%EOF\s*\Z")
SURE = 4096
"""How many bytes before its end hold where a file's cross-references stand."""


@dataclass(frozen=True)
class Entries:
    """Hold a dictionary at its number; values are written objects."""

    number: int
    values: Mapping[str, bytes]

    def without(self, *keys: str) -> dict[str, bytes]:
        """Return the entries but these."""
        return {key: value for key, value in self.values.items() if key not in keys}


@dataclass(frozen=True)
class Items:
    """Hold an array at the number of the object that it stands in."""

    number: int
    items: tuple[bytes, ...]


@dataclass(frozen=True)
class Frame:
    """Hold a finished file, and those of its objects that its copies have otherwise.

    `size`: the first free number of an object; `previous`: where the cross-references begin, which are a `table` or a
    stream. `lists`: what holds the fields of the cover, one for each language, with their `kids`. `marks`: the elements
    of the marked pieces of the cover. `packet`: what stands before and behind the copy id in the metadata.
    """

    data: bytes
    profile: Profile
    size: int
    previous: int
    table: bool
    trailer: Mapping[str, bytes]
    identity: bytes
    catalogue: Entries
    page: Entries
    contents: tuple[bytes, ...]
    resources: Mapping[str, bytes]
    fonts: Mapping[str, bytes]
    lists: tuple[Entries, ...]
    kids: tuple[tuple[bytes, ...], ...]
    marks: Items
    metadata: int | None
    packet: tuple[bytes, bytes]


def read_frame(data: bytes, profile: Profile, languages: Sequence[str]) -> Frame:
    """Return what of a finished file changes in its copies.

    Raise RuntimeError for a file that has no cover in these languages, is encrypted, or is of another make.
    """
    place = LAST.search(data, max(0, len(data) - SURE))
    if place is None:
        raise RuntimeError("The end of the file is missing.")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if pdf.is_encrypted:
            raise RuntimeError("A file is made out to somebody before it is encrypted, not after.")
        page = pdf.pages[0].obj
        contents, resources = page["/Contents"], page["/Resources"]
        lists = list(_lists(pdf, page, len(languages))) if profile.tagged else []
        metadata = pdf.Root.get("/Metadata")
        fonts = resources.get("/Font", Dictionary())
        return Frame(
            data=data,
            profile=profile,
            size=int(pdf.trailer["/Size"]),
            previous=int(place[1]),
            table=data.startswith(b"xref", int(place[1])),
            trailer={key: pdf.trailer[key].unparse() for key in ("/Root", "/Info") if key in pdf.trailer},
            identity=bytes(pdf.trailer["/ID"][0]),
            catalogue=_entries(pdf.Root),
            page=_entries(page),
            contents=tuple(part.unparse() for part in (contents if isinstance(contents, Array) else [contents])),
            resources=_values(resources),
            fonts=_values(fonts),
            lists=tuple(_entries(found) for found in lists),
            kids=tuple(tuple(kid.unparse() for kid in _kids(found)) for found in lists),
            marks=_marks(pdf, page) if profile.tagged else Items(0, ()),
            metadata=metadata.objgen[0] if metadata is not None else None,
            packet=divided(metadata.read_bytes() if metadata is not None else ALONE),
        )


def _entries(found: pikepdf.Object) -> Entries:
    if not found.is_indirect:
        raise RuntimeError("An object that changes in copies stands within another.")
    return Entries(found.objgen[0], _values(found))


def _values(found: pikepdf.Object) -> dict[str, bytes]:
    return {key: _written(found, key) for key in sorted(found.keys())}  # keys() is a set: its order differs by run


def _written(found: pikepdf.Object, key: str) -> bytes:
    """Return a value as it is written; the library hands out numbers and truth values bare."""
    value = cast(object, found[key])
    if isinstance(value, bool):
        return b"true" if value else b"false"
    return value.unparse() if isinstance(value, pikepdf.Object) else str(value).encode("ascii")


def _kids(found: pikepdf.Object) -> list[pikepdf.Object]:
    kids = found["/K"]
    return list(kids) if isinstance(kids, Array) else [kids]


def _lists(pdf: pikepdf.Pdf, page: pikepdf.Object, languages: int) -> Iterator[pikepdf.Object]:
    """Yield the lists of the fields of the cover, one for each language.

    Where there are two languages, the list of what they share stands before them.
    """
    found = [kid for kid in _kids(pdf.Root["/StructTreeRoot"]["/K"]) if kid.get("/S") == "/L" and _is_on(kid, page)]
    if len(found) != (languages if languages == 1 else languages + 1):
        raise RuntimeError("The cover does not have its fields in one list for each language.")
    yield from found[-languages:]


def _is_on(element: pikepdf.Object, page: pikepdf.Object) -> bool:
    """Say whether the first content of an element stands on a page."""
    while "/Pg" not in element:
        inner = _kids(element)[0]
        if not isinstance(inner, Dictionary):
            return False
        element = inner
    return element["/Pg"].objgen == page.objgen


def _marks(pdf: pikepdf.Pdf, page: pikepdf.Object) -> Items:
    entries = list(pdf.Root["/StructTreeRoot"]["/ParentTree"]["/Nums"])
    keys = [int(entry) for entry in entries[::2]]
    found = entries[2 * keys.index(int(page["/StructParents"])) + 1]
    return Items(found.objgen[0], tuple(element.unparse() for element in found))
