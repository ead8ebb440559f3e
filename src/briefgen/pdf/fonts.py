"""One font of the document for each face: codes while drawing, the subset and its tables at the end.

A code (CID) stands for one pair of glyph and source text, so that text read back through ToUnicode is the source
exactly, also where two characters share a glyph or one glyph stands for several characters.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.pdf.operands import number

if TYPE_CHECKING:
    from briefgen.typeset.faces import Face

NOTDEF = (0, "")


@dataclass(frozen=True)
class Program:
    """Hold all that a Type 0 font with Identity-H and a TrueType descendant needs (ISO 32000-1, 9.7 and 9.8).

    Measures are thousandths of the type size. `widths` is the W array as PDF writes it, `to_unicode` a CMap,
    `glyph_map` the CIDToGIDMap.
    """

    name: str
    data: bytes
    glyph_map: bytes
    to_unicode: bytes
    widths: str
    default_width: str
    bbox: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    stem: int


class DocumentFont:
    """Number what a document shows of one face; `resource` is its name in content streams."""

    def __init__(self, face: Face, resource: str) -> None:
        self.face = face
        self.resource = resource
        self._codes: dict[tuple[int, str], int] = {NOTDEF: 0}
        self._widths: dict[int, float] = {}

    def code(self, gid: int, text: str) -> int:
        """Return the code of a glyph that stands for `text`, which is not empty.

        Raise RuntimeError for glyph 0: a missing character is found before anything is drawn.
        """
        if gid == 0:
            raise RuntimeError(f"{self.face.id} has no glyph for {text!a}.")
        return self._codes.setdefault((gid, text), len(self._codes))

    def width(self, gid: int) -> float:
        """Return a glyph's advance in thousandths of the type size, as the W array says it."""
        width = self._widths.get(gid)
        if width is None:
            width = self._widths[gid] = round(self.face.advance(gid), 2)
        return width

    def program(self) -> Program:
        """Return the subset of the face that holds what was shown, ready to be written."""
        face = self.face
        pairs = list(self._codes)
        data, renumbered = face.subset({gid for gid, _ in pairs})
        glyph_map = b"".join(renumbered[gid].to_bytes(2, "big") for gid, _ in pairs)
        widths, default_width = _widths([self.width(gid) for gid, _ in pairs])
        left, bottom, right, top = (round(value) for value in face.bbox)
        return Program(
            name=f"{_tag(data, glyph_map)}+{face.postscript}",
            data=data,
            glyph_map=glyph_map,
            to_unicode=_to_unicode([text for _, text in pairs]),
            widths=widths,
            default_width=default_width,
            bbox=(left, bottom, right, top),
            ascent=round(face.ascent),
            descent=round(face.descent),
            cap_height=round(face.cap_height),
            stem=_stem(face.weight),
        )


def _tag(*parts: bytes) -> str:
    """Return the six capitals that mark a subset, made of its content (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(b"".join(parts)).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _stem(weight: int) -> int:
    """Return the thickness of stems; TrueType files do not tell it, so it is estimated from the weight."""
    return round(50 + (weight / 65) ** 2)


def _widths(widths: Sequence[float]) -> tuple[str, str]:
    """Return a W array that leaves out the commonest width, and that width."""
    common = Counter(widths).most_common(1)[0][0]
    parts: list[str] = []
    for is_common, found in groupby(enumerate(widths), key=lambda pair: pair[1] == common):
        if not is_common:
            run = list(found)
            parts.append(f"{run[0][0]} [{' '.join(number(width) for _, width in run)}]")
    return f"[{' '.join(parts)}]", number(common)


def _to_unicode(texts: Sequence[str]) -> bytes:
    """Return a CMap from codes to UTF-16, at most 100 to a block (ISO 32000-1, 9.10.3)."""
    pairs = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts) if text]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode("ascii")
