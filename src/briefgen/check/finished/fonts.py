"""The fonts of a file: what rules want to know of each, and how its codes are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.check.finished.budget import WIDTHS
from briefgen.check.finished.codes import cid_map, code_lengths, simple_texts, splitter, unicode_map
from briefgen.check.finished.values import Entries, Objects, Value, address

LAST_CID = 0xFFFF
"""The greatest number of a glyph in a composite font (ISO 32000-1, annex C)."""
PROGRAMS = ("/FontFile2", "/FontFile3", "/FontFile")


@dataclass(frozen=True, eq=False)
class Font:
    """Hold one font that text was shown in.

    `entries`, `descendant` and `descriptor` are its dictionaries. `cids` gives the CID of each code by an embedded
    CMap, None where there is none. `texts` says what each code means, in `longest` characters at most, `mapped`
    whether ToUnicode is there. `program` is the embedded font file, `kind` its key, `glyphs` the CIDToGIDMap (bytes,
    "Identity" or None), `set` the CIDSet. `used` gives for each shown code the first page (from 0) that shows it.
    """

    address: str
    name: str
    subtype: str
    entries: Entries
    descendant: Entries
    descriptor: Entries
    encoding: str
    lengths: tuple[int, ...]
    cids: Mapping[int, int] | None
    mapped: bool
    texts: Mapping[int, str]
    program: bytes | None
    kind: str
    glyphs: bytes | str | None
    set: bytes | None
    longest: int
    split: Callable[[bytes], Sequence[int]] = field(repr=False)
    used: dict[int, int] = field(default_factory=dict[int, int], repr=False)

    @property
    def composite(self) -> bool:
        """Say whether it is a font of type 0, with glyphs by number."""
        return self.subtype == "Type0"


def read_font(objects: Objects, value: Value) -> Font:
    """Return a font as values; what is missing or has the wrong type is empty."""
    entries = objects.dictionary(value)
    subtype = objects.name(entries.get("/Subtype")) or ""
    composite = subtype == "Type0"
    descendants = objects.array(entries.get("/DescendantFonts"))
    descendant = objects.dictionary(descendants[0]) if composite and descendants else entries
    descriptor = objects.dictionary(descendant.get("/FontDescriptor"))
    kind = next((key for key in PROGRAMS if key in descriptor), "")
    encoding = objects.name(entries.get("/Encoding")) or ""
    lengths: tuple[int, ...] = (1,)
    cids: Mapping[int, int] | None = None
    if composite:
        embedded = None if encoding else objects.stream(entries.get("/Encoding"))
        lengths = (code_lengths(embedded) if embedded else ()) or (2,)
        cids = cid_map(embedded, objects.budget) if embedded else None
    to_unicode = objects.stream(entries.get("/ToUnicode"))
    texts = unicode_map(to_unicode, objects.budget) if to_unicode is not None else {}
    if not composite:
        texts = {**simple_texts(objects, entries), **texts}
    glyphs: bytes | str | None = objects.name(descendant.get("/CIDToGIDMap"))
    if glyphs is None:
        glyphs = objects.stream(descendant.get("/CIDToGIDMap"))
    return Font(
        address=address(value),
        name=objects.name(entries.get("/BaseFont")) or "a font without name",
        subtype=subtype,
        entries=entries,
        descendant=descendant,
        descriptor=descriptor,
        encoding=encoding,
        lengths=lengths,
        cids=cids,
        mapped=to_unicode is not None,
        texts=texts,
        program=objects.stream(descriptor[kind]) if kind else None,
        kind=kind[1:],
        glyphs=glyphs,
        set=objects.stream(descriptor.get("/CIDSet")),
        longest=max(map(len, texts.values()), default=1),
        split=splitter(lengths),
    )


def widths(objects: Objects, font: Font) -> dict[int, float]:
    """Return the widths that a font states by code or CID (ISO 32000-1, 9.7.4.3 and 9.2.4), in thousandths of an em."""
    found: dict[int, float] = {}
    if not font.composite:
        first = objects.integer(font.entries.get("/FirstChar")) or 0
        for place, value in enumerate(objects.array(font.entries.get("/Widths"))):
            number = objects.number(value)
            if number is not None:
                found[first + place] = number
        return found
    items = [objects.resolve(value) for value in objects.array(font.descendant.get("/W"))]
    at = 0
    while at + 1 < len(items):
        first, then = objects.integer(items[at]), items[at + 1]
        if first is None:
            break
        if isinstance(then, list):
            objects.budget.spend(WIDTHS, len(then))
            for place, value in enumerate(then):
                number = objects.number(value)
                if number is not None:
                    found[first + place] = number
            at += 2
            continue
        last, width = objects.integer(then), objects.number(items[at + 2]) if at + 2 < len(items) else None
        if last is None or width is None:
            break
        codes = range(max(first, 0), min(last, LAST_CID) + 1)
        objects.budget.spend(WIDTHS, len(codes))
        found.update(dict.fromkeys(codes, width))
        at += 3
    return found
