"""The content stream of one page: outlines, text and images as operators, the state set only where it changes.

All places come in points from the top left corner, y downwards; the stream counts from the bottom left.
In a tagged file every operator that paints stands in a sequence of marked content (ISO 32000-1, 14.6): it spans whole
text objects, or lies in one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from briefgen.charts.picture import Mark, Step
from briefgen.pdf.artifacts import Box, artifact_tag
from briefgen.pdf.elements import ArtifactKind
from briefgen.pdf.fonts import DocumentFont
from briefgen.pdf.operands import colour, number, numbers
from briefgen.typeset.glyphs import Glyph, GlyphRun

OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
INVISIBLE = "\u200b"
GREY = {"rg": "g", "RG": "G"}
"""The operators that set a grey instead of a colour (ISO 32000-1, table 74)."""
NO_GREYS: Mapping[str, float] = MappingProxyType({})


class Content:
    """Gather the operators of a page that is `height` points high; sequences are written where it is `tagged`.

    `slug`: the page stands so far from the left and the lower edge of its sheet. `greys`: colours, as six hex digits in
    upper case with a hash, that are written as a grey, from 0 (black) to 1, which is printed with black ink alone.
    """

    def __init__(
        self,
        height: float,
        *,
        tagged: bool,
        version: Literal["1.7", "2.0"] = "1.7",
        slug: float = 0.0,
        greys: Mapping[str, float] = NO_GREYS,
    ) -> None:
        self.height = height
        self._slug = slug
        self._greys = greys
        self._tagged = tagged
        self._version: Literal["1.7", "2.0"] = version
        self._code: list[str] = [f"1 0 0 1 {numbers(slug, slug)} cm"] if slug else []
        self._state: dict[str, str] = {}
        self._pen = (0.0, 0.0)
        self._in_text = False
        self._sequence: _Sequence | None = None

    def data(self) -> bytes:
        """Return the stream before compression."""
        if self._in_text or self._sequence is not None:
            raise RuntimeError("A text object or a sequence of marked content is still open.")
        return ("\n".join(self._code) + "\n").encode("ascii")

    def begin(self, role: str, mcid: int) -> None:
        """Let what follows be the piece `mcid` of an element, instead of what it was."""
        self._begin(_Sequence(self._in_text, len(self._code), None), f"/{role} <</MCID {mcid}>>")

    def begin_artifact(self, kind: ArtifactKind) -> None:
        """Let what follows be no part of the content, instead of what it was."""
        self._begin(_Sequence(self._in_text, len(self._code), kind), artifact_tag(kind, None, self._version))

    def end(self) -> None:
        """Let what follows belong to nothing, so that it cannot be painted before something else is begun."""
        sequence, self._sequence = self._sequence, None
        if sequence is None:
            return
        if sequence.in_text != self._in_text:
            raise RuntimeError("A sequence ends in the text object in which it began, or outside where it began there.")
        if sequence.artifact is not None:
            self._code[sequence.place] = f"{artifact_tag(sequence.artifact, sequence.box, self._version)} BDC"
        self._code.append("EMC")

    def reach(self, left: float, top: float, right: float, bottom: float) -> None:
        """Note that what was begun covers this box."""
        if self._sequence is not None:
            slug, height = self._slug, self.height + self._slug
            box = (left + slug, height - bottom, right + slug, height - top)
            self._sequence.box = joined(self._sequence.box, box)

    def _begin(self, sequence: _Sequence, tag: str) -> None:
        if not self._tagged:
            return
        self.end()
        sequence.place = len(self._code)
        self._code.append(f"{tag} BDC")
        self._sequence = sequence

    def _belong(self) -> None:
        """Raise RuntimeError where something is about to be painted that belongs to nothing."""
        if self._tagged and self._sequence is None:
            raise RuntimeError("Whatever is painted stands in a sequence of marked content.")

    def path(
        self,
        steps: Sequence[Step],
        fill: str | None,
        stroke: str | None,
        width: float,
        dash: Sequence[float],
    ) -> None:
        """Paint an outline; inner outlines of the opposite direction stay open (nonzero rule)."""
        self._paint(_outline(steps, self.height), fill, stroke, width, dash)

    def rectangle(
        self,
        box: tuple[float, float, float, float],
        fill: str | None,
        stroke: str | None,
        width: float,
        dash: Sequence[float],
    ) -> None:
        """Paint a rectangle given by its left, top, width and height."""
        x, y, w, h = box
        self._paint(f"{numbers(x, self.height - y - h, w, h)} re", fill, stroke, width, dash)

    def marks(self, marks: Sequence[Mark], x: float, y: float) -> None:
        """Paint the marks of a picture whose top left corner stands at (x, y)."""
        self._belong()
        before = dict(self._state)
        self._code.append(f"q 1 0 0 -1 {numbers(x, self.height - y)} cm")
        for mark in marks:
            self._paint(_outline(mark.steps), mark.fill, mark.stroke, mark.width, mark.dash)
        self._code.append("Q")
        self._state = before

    def image(self, name: str, x: float, y: float, w: float, h: float) -> None:
        """Paint an image into the rectangle given by its left, top, width and height."""
        self._belong()
        self._code.append(f"q {number(w)} 0 0 {number(h)} {numbers(x, self.height - y - h)} cm /{name} Do Q")

    def begin_text(self) -> None:
        """Begin a line of text, unless it has begun."""
        if not self._in_text:
            self._code.append("BT")
            self._pen = (0.0, 0.0)
            self._in_text = True

    def end_text(self) -> None:
        """End a line of text."""
        self._code.append("ET")
        self._in_text = False

    def run(self, run: GlyphRun, font: DocumentFont, x: float, baseline: float) -> None:
        """Show glyphs of one look that start at `x`; their places may differ from the sum of their advances."""
        self._belong()
        self.begin_text()
        self._set("Tf", f"/{font.resource} {number(run.size)}")
        self._set_colour("rg", run.colour)
        to = (round(x, 2), round(self.height - baseline + run.rise, 2))
        if to != self._pen:
            self._code.append(f"{numbers(to[0] - self._pen[0], to[1] - self._pen[1])} Td")
            self._pen = to
        shown = _Shown(font, run.size)
        for cluster in _clusters(run.glyphs):
            text = cluster[0].text
            if len(cluster) == 1 and text:
                shown.glyph(cluster[0], text)
                continue
            exact, texts = _spread(text, len(cluster))
            if not exact:
                self._code += shown.taken()
                self._code.append(f"/Span <</ActualText <FEFF{text.encode('utf-16-be').hex().upper()}>>> BDC")
            for glyph, part in zip(cluster, texts, strict=True):
                shown.glyph(glyph, part)
            if not exact:
                self._code += [*shown.taken(), "EMC"]
        self._code += shown.taken()

    def _paint(self, outline: str, fill: str | None, stroke: str | None, width: float, dash: Sequence[float]) -> None:
        self._belong()
        stroked = stroke is not None and width > 0
        if fill is not None:
            self._set_colour("rg", fill)
        if stroke is not None and stroked:
            self._set_colour("RG", stroke)
            self._set("w", number(width))
            self._set("d", f"[{numbers(*dash)}] 0", "[] 0")
        if fill is not None or stroked:
            operator = "B" if stroked and fill is not None else "S" if stroked else "f"
            self._code.append(f"{outline} {operator}")

    def _set_colour(self, operator: Literal["rg", "RG"], value: str) -> None:
        """Set the colour of what is filled (rg) or stroked (RG)."""
        grey = self._greys.get(value.upper())
        code = f"{colour(value)} {operator}" if grey is None else f"{number(grey)} {GREY[operator]}"
        if self._state.get(operator) != code:
            self._state[operator] = code
            self._code.append(code)

    def _set(self, operator: str, operands: str, initial: str = "") -> None:
        if self._state.get(operator, initial) != operands:
            self._state[operator] = operands
            self._code.append(f"{operands} {operator}")


@dataclass
class _Sequence:
    """Hold an open sequence: whether it lies in a text object, where it began, what artifact it is, what it covers."""

    in_text: bool
    place: int
    artifact: ArtifactKind | None
    box: Box | None = None


def joined(first: Box | None, second: Box) -> Box:
    """Return the box around two."""
    if first is None:
        return second
    return (min(first[0], second[0]), min(first[1], second[1]), max(first[2], second[2]), max(first[3], second[3]))


class _Shown:
    """Gather the glyphs of a run into arrays for TJ."""

    def __init__(self, font: DocumentFont, size: float) -> None:
        self._font = font
        self._per_mille = 1000 / size
        self._pen = 0.0
        self._items: list[str] = []
        self._codes = ""

    def glyph(self, glyph: Glyph, text: str) -> None:
        """Add a glyph, with a shift before it where it does not stand at the end of the one before."""
        shift = round(glyph.x * self._per_mille - self._pen)
        if shift:
            self._end_codes()
            self._items.append(str(-shift))
        self._codes += f"{self._font.code(glyph.gid, text):04X}"
        self._pen += shift + self._font.width(glyph.gid)

    def taken(self) -> Iterator[str]:
        """Yield the operator that shows what was added since the last time."""
        self._end_codes()
        if self._items:
            yield f"[{''.join(self._items)}] TJ"
        self._items = []

    def _end_codes(self) -> None:
        if self._codes:
            self._items.append(f"<{self._codes}>")
            self._codes = ""


def _outline(steps: Sequence[Step], height: float | None = None) -> str:
    """Return the operators of an outline; `height` turns y around."""
    parts: list[str] = []
    for kind, values in steps:
        if height is None:
            parts += (number(value) for value in values)
        else:
            parts += (number(height - value if place % 2 else value) for place, value in enumerate(values))
        parts.append(OPERATORS[kind])
    return " ".join(parts)


def _clusters(glyphs: Sequence[Glyph]) -> Iterator[Sequence[Glyph]]:
    """Yield glyphs that stand together for one text: the first carries it, the others carry none."""
    starts = [place for place, glyph in enumerate(glyphs) if glyph.text or not place]
    for start, end in pairwise([*starts, len(glyphs)]):
        yield glyphs[start:end]


def _spread(text: str, count: int) -> tuple[bool, list[str]]:
    """Return a text for each of `count` glyphs, none empty, and whether together they are `text` exactly.

    Every code needs a text of its own (ISO 14289-1, 7.21.7), and U+0000 would break what readers extract. Where the
    characters do not suffice, decomposed ones are tried, then invisible ones stand in; ActualText then has the text.
    """
    for found in (text, unicodedata.normalize("NFD", text)):
        if len(found) >= count:
            return found == text, [*found[: count - 1], found[count - 1 :]]
    return False, [*text, *(INVISIBLE for _ in range(count - len(text)))]
