"""What is seen beside what is read: the glyph of every code is the one that its face has for the code's text.

A file whose codes mean the right characters and show others reads well to every check of its text, and is wrong on
paper. The outlines in the file are therefore compared, byte by byte, with those of the font file that was drawn with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from mmap import ACCESS_READ, mmap
from struct import error as StructError
from struct import unpack_from

from briefgen.check.finished.fonts import Font, widths
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.programs import table_places
from briefgen.check.finished.report import Finding
from briefgen.typeset.faces import Face

RULE = "seen-as-read"
BOX = 10
"""Bytes of a glyph's number of outlines and its box; a glyph put together of others is compared by these alone."""
TOLERANCE = 1.0
"""Thousandths of an em by which a stated width may differ from that of the face."""
SETTINGS = (("zh", False), ("en", False), ("zh", True))
"""The languages that faces shape text in, and whether with narrow quotes."""


def shown_as_read(opened: Opened, faces: Iterable[Face]) -> Iterator[Finding]:
    """Yield the codes that show another glyph than their text asks for, and fonts that are none of the faces.

    Each stands in the width of its face, too: where an outline is right and its width is not, signs overlap.
    """
    known = {face.postscript: face for face in faces}
    for font in opened.fonts:
        face = known.get(font.name.partition("+")[2])
        if face is None:
            yield Finding(RULE, f"The font {font.name} is none of the faces of the document.", _page(font, font.used))
            continue
        wrong = list(_wrong(opened, font, face))
        if wrong:
            named = ", ".join(f"“{font.texts[code]}”" for code in sorted(wrong)[:3])
            yield Finding(
                RULE, f"The font {font.name} shows another sign, or another width, for {named}.", _page(font, wrong)
            )


def _wrong(opened: Opened, font: Font, face: Face) -> Iterator[int]:
    """Yield the shown codes whose outlines or widths are not those of the face."""
    if not isinstance(font.glyphs, bytes) or font.program is None:
        yield from font.used
        return
    table = font.glyphs
    stated, usual = widths(opened.objects, font), opened.objects.number(font.descendant.get("/DW"))
    with face.path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as whole:
        meant, found = _Outlines(whole), _Outlines(font.program)
        for code in font.used:
            own = found.of(int.from_bytes(table[2 * code : 2 * code + 2], "big"))
            gids = _glyphs(face, font.texts.get(code, ""))
            gid = next((gid for gid in gids if _same(own, meant.of(gid))), None)
            if gid is None or abs(stated.get(code, usual or 0.0) - face.advance(gid)) > TOLERANCE:
                yield code


def _glyphs(face: Face, text: str) -> Iterator[int]:
    """Yield the glyphs that a face may set a text with, the likeliest first."""
    if len(text) == 1:
        yield face.gid(text)
    for language, proportional in SETTINGS if text else ():
        shape = face.shape(text, language, proportional=proportional)
        yield from (gid for gid in shape.gids if gid > 0)
        yield from (gid for further in shape.more.values() for gid, _, _ in further)


def _same(one: bytes | None, other: bytes | None) -> bool:
    if one is None or other is None:
        return False
    together = one[:1] == b"\xff"
    return one[:BOX] == other[:BOX] if together else one.rstrip(b"\0") == other.rstrip(b"\0")


def _page(font: Font, codes: Iterable[int]) -> int:
    return min(font.used[code] for code in codes) + 1


class _Outlines:
    """Find the outlines of single glyphs in a TrueType program (OpenType, tables loca and glyf)."""

    def __init__(self, data: bytes | mmap) -> None:
        self._data = data
        try:
            tables = table_places(data)
            self._places, self._glyphs = tables["loca"], tables["glyf"]
            (self._long,) = unpack_from(">h", data, tables["head"] + 50)
            (self._count,) = unpack_from(">H", data, tables["maxp"] + 4)
        except (StructError, KeyError):
            self._count = 0

    def of(self, gid: int) -> bytes | None:
        """Return what draws a glyph; None where there is no such glyph."""
        if not 0 <= gid < self._count:
            return None
        try:
            if self._long:
                start, end = unpack_from(">LL", self._data, self._places + 4 * gid)
            else:
                start, end = (2 * place for place in unpack_from(">HH", self._data, self._places + 2 * gid))
        except StructError:
            return None
        return bytes(self._data[self._glyphs + start : self._glyphs + end])
