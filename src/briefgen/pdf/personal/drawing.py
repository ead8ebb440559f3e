"""The content that is added to a cover, and the fonts that it is set in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from briefgen.pdf.content import Content
from briefgen.pdf.fonts import DocumentFont, Program
from briefgen.pdf.personal.objects import array, dictionary, reference, stream
from briefgen.pdf.personal.parts import Parts, Placed
from briefgen.pdf.profiles import Profile

if TYPE_CHECKING:
    from briefgen.typeset.faces import Face

RESOURCE = "P"
"""How the names of fonts of personal parts begin; those of the body begin with another letter."""
SYSTEM = b"<</Registry (Adobe)/Ordering (Identity)/Supplement 0>>"


class Drawing:
    """Draw the parts of a copy on the cover, whose own content stands before: its places are counted as there.

    `height`: that of the page, in points; `first`: the number of the first marked piece. Pieces are numbered in the
    order of the entries, each label before its value.
    """

    def __init__(self, parts: Parts, profile: Profile, height: float, first: int, greys: Mapping[str, float]) -> None:
        self._fonts: dict[str, DocumentFont] = {}
        self._content = Content(height, tagged=profile.tagged, version=profile.version, greys=greys)
        piece = first
        for entry in parts.entries:
            for role, lines in (("Lbl", entry.label), ("Span", entry.value)):
                self._content.begin(role, piece)
                self._draw(lines)
                self._content.end()
                piece += 1
        if parts.shown:
            self._content.begin_artifact("footer")
            self._draw(parts.shown)
            self._content.end()

    @property
    def content(self) -> bytes:
        """Return the content before compression."""
        return self._content.data()

    @property
    def fonts(self) -> tuple[DocumentFont, ...]:
        """Return the fonts that are shown."""
        return tuple(self._fonts.values())

    def _draw(self, lines: Iterable[Placed]) -> None:
        for placed in lines:
            left = placed.x + placed.line.x
            for run in placed.line.runs:
                if run.glyphs:
                    self._content.run(run, self._font(run.face), left + run.x, placed.baseline)
            self._content.end_text()

    def _font(self, face: Face) -> DocumentFont:
        font = self._fonts.get(face.id)
        if font is None:
            font = self._fonts[face.id] = DocumentFont(face, f"{RESOURCE}{len(self._fonts) + 1}")
        return font


def font_objects(program: Program, first: int) -> tuple[bytes, ...]:
    """Return the objects of a font, to be numbered from `first`; the first of them is the font."""
    descendant, descriptor, file, glyphs, texts = range(first + 1, first + 6)
    name = f"/{program.name}".encode("ascii")
    return (
        dictionary(
            {
                "/Type": b"/Font",
                "/Subtype": b"/Type0",
                "/BaseFont": name,
                "/Encoding": b"/Identity-H",
                "/DescendantFonts": array([reference(descendant)]),
                "/ToUnicode": reference(texts),
            }
        ),
        dictionary(
            {
                "/Type": b"/Font",
                "/Subtype": b"/CIDFontType2",
                "/BaseFont": name,
                "/CIDSystemInfo": SYSTEM,
                "/FontDescriptor": reference(descriptor),
                "/CIDToGIDMap": reference(glyphs),
                "/DW": program.default_width.encode("ascii"),
                "/W": program.widths.encode("ascii"),
            }
        ),
        dictionary(
            {
                "/Type": b"/FontDescriptor",
                "/FontName": name,
                "/Flags": b"4",
                "/FontBBox": array(b"%d" % value for value in program.bbox),
                "/ItalicAngle": b"0",
                "/Ascent": b"%d" % program.ascent,
                "/Descent": b"%d" % program.descent,
                "/CapHeight": b"%d" % program.cap_height,
                "/StemV": b"%d" % program.stem,
                "/FontFile2": reference(file),
            }
        ),
        stream(program.data, {"/Length1": b"%d" % len(program.data)}),
        stream(program.glyph_map, {}),
        stream(program.to_unicode, {}),
    )
