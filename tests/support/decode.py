"""Read a finished PDF back through its content streams and ToUnicode tables.

`texts` gives each shown string with its place; `lines` joins what stands in one text object; `operators` gives the raw
instructions of a page. Viewers guess at blanks and order; this does not.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
SUBSET_TAG = re.compile(r"^[A-Z]{6}\+")


@dataclass(frozen=True)
class Piece:
    """Hold a shown string: page from 0, places in points from the top left corner, PostScript name, size, colour.

    `line` counts the text objects of the page; pieces of one drawn line share it. `width` is the room its glyphs take.
    """

    page: int
    x: float
    baseline_from_top: float
    text: str
    font: str
    size: float
    width: float
    line: int
    colour: str


@dataclass(frozen=True)
class FontFacts:
    """Hold what is needed to read codes of one Type 0 font."""

    name: str
    texts: dict[int, str]
    widths: dict[int, float]
    default_width: float

    def width(self, code: int) -> float:
        return self.widths.get(code, self.default_width)


@dataclass
class State:
    ctm: Matrix = IDENTITY
    font: FontFacts | None = None
    size: float = 0.0
    colour: str = "#000000"


@dataclass
class Reader:
    """Follow the instructions of one page."""

    page: int
    height: float
    fonts: dict[str, FontFacts]
    state: State = field(default_factory=State)
    stack: list[State] = field(default_factory=list)
    line_matrix: Matrix = IDENTITY
    pen: float = 0.0
    line: int = -1
    marked: list[str | None] = field(default_factory=list)
    spoken: bool = False

    def read(self, instructions: list[tuple[list[Any], str]]) -> Iterator[Piece]:
        for operands, operator in instructions:
            if operator in ("Tj", "TJ"):
                yield from self.show(operands[0] if operator == "TJ" else operands)
            else:
                self.follow(operator, operands)

    def follow(self, operator: str, operands: list[Any]) -> None:
        state = self.state
        if operator == "q":
            self.stack.append(replace(state))
        elif operator == "Q":
            self.state = self.stack.pop()
        elif operator == "cm":
            state.ctm = times(matrix(operands), state.ctm)
        elif operator == "BT":
            self.line += 1
            self.line_matrix, self.pen = IDENTITY, 0.0
        elif operator == "Tf":
            state.font, state.size = self.fonts[str(operands[0])], float(operands[1])
        elif operator == "rg":
            state.colour = "#" + "".join(f"{round(float(value) * 255):02X}" for value in operands)
        elif operator == "Td":
            move = (1.0, 0.0, 0.0, 1.0, float(operands[0]), float(operands[1]))
            self.line_matrix, self.pen = times(move, self.line_matrix), 0.0
        elif operator == "Tm":
            self.line_matrix, self.pen = matrix(operands), 0.0
        elif operator in ("BDC", "BMC"):
            found = operands[1] if operator == "BDC" else {}
            actual = found.get("/ActualText") if isinstance(found, pikepdf.Dictionary) else None
            self.marked.append(None if actual is None else str(actual))
            self.spoken = False
        elif operator == "EMC":
            self.marked.pop()
        else:
            assert operator not in ("T*", "'", '"', "TL", "Tz", "Tc", "Tw", "Ts", "Do ") or operator == "Do", operator

    def show(self, items: Any) -> Iterator[Piece]:
        state = self.state
        assert state.font is not None, "text before a font was chosen"
        start, text = self.pen, ""
        for item in items:
            if isinstance(item, pikepdf.String):
                data = bytes(item)
                for place in range(0, len(data), 2):
                    code = int.from_bytes(data[place : place + 2], "big")
                    text += state.font.texts[code]
                    self.pen += state.font.width(code) * state.size / 1000
            else:
                self.pen -= float(item) * state.size / 1000
        actual = next((found for found in reversed(self.marked) if found is not None), None)
        if actual is not None:
            text, self.spoken = ("" if self.spoken else actual), True
        at = times((1.0, 0.0, 0.0, 1.0, start, 0.0), times(self.line_matrix, state.ctm))
        yield Piece(
            self.page,
            round(at[4], 3),
            round(self.height - at[5], 3),
            text,
            state.font.name,
            state.size,
            round(self.pen - start, 3),
            self.line,
            state.colour,
        )


def texts(pdf: bytes) -> list[Piece]:
    """Return each shown string in the order of the content streams."""
    found: list[Piece] = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages):
            fonts = {name: font_facts(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
            reader = Reader(number, float(page.mediabox[3]), fonts)
            found += reader.read([(list(operands), str(operator)) for operands, operator in _parsed(page)])
    return found


def lines(pdf: bytes) -> list[Piece]:
    """Return the drawn lines: the pieces of each text object joined, with place, font and size of the first."""
    joined: list[Piece] = []
    for piece in texts(pdf):
        last = joined[-1] if joined else None
        if last is not None and (last.page, last.line) == (piece.page, piece.line):
            width = piece.x + piece.width - last.x
            joined[-1] = replace(last, text=last.text + piece.text, width=round(width, 3))
        else:
            joined.append(piece)
    return joined


def operators(pdf: bytes, page: int = 0) -> list[tuple[list[Any], str]]:
    """Return operands and operator of each instruction of a page."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [([_plain(value) for value in operands], name) for operands, name in _parsed(document.pages[page])]


def paint(pdf: bytes, page: int = 0) -> list[tuple[list[Any], str]]:
    """Return the instructions of a page without the tags around them."""
    return [found for found in operators(pdf, page) if found[1] not in ("BDC", "EMC")]


def _parsed(page: pikepdf.Page) -> list[tuple[Any, str]]:
    return [(found.operands, str(found.operator)) for found in pikepdf.parse_content_stream(page)]


def _plain(value: Any) -> Any:
    if isinstance(value, pikepdf.Array):
        return [_plain(item) for item in value]
    if isinstance(value, pikepdf.Dictionary):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (pikepdf.Name, pikepdf.String)):
        return str(value) if isinstance(value, pikepdf.Name) else bytes(value)
    return float(value) if not isinstance(value, bool) else value


def font_facts(font: Any) -> FontFacts:
    """Return the facts of a Type 0 font with Identity-H; anything else is an AssertionError."""
    assert font.Subtype == "/Type0"
    assert font.Encoding == "/Identity-H"
    descendant = font.DescendantFonts[0]
    name = SUBSET_TAG.sub("", str(font.BaseFont).removeprefix("/"))
    widths = widths_of(list(descendant.get("/W", [])))
    return FontFacts(name, to_unicode(font.ToUnicode.read_bytes()), widths, float(descendant.get("/DW", 1000)))


def widths_of(entries: list[Any]) -> dict[int, float]:
    """Return the W array as widths by code."""
    widths: dict[int, float] = {}
    while entries:
        first, second = int(entries.pop(0)), entries.pop(0)
        if isinstance(second, pikepdf.Array):
            widths |= {first + place: float(width) for place, width in enumerate(second)}
        else:
            width = float(entries.pop(0))
            widths |= dict.fromkeys(range(first, int(second) + 1), width)
    return widths


def to_unicode(cmap: bytes) -> dict[int, str]:
    """Return the bfchar entries of a CMap; a file of ours has no ranges."""
    source = cmap.decode("ascii")
    assert "beginbfrange" not in source
    found: dict[int, str] = {}
    for count, block in re.findall(r"(\d+) beginbfchar\n(.*?)endbfchar", source, re.S):
        pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", block)
        assert len(pairs) == int(count) <= 100
        found |= {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
    return found


def matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return (a, b, c, d, e, f)


def times(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
