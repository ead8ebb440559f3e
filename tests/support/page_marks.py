"""Everything that the pages of a PDF show, in the order in which it is painted: glyphs, outlines, pictures.

Places are points from the top left corner. `decode` reads whole strings; here each glyph has its own place.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from decode import Piece, Reader, State, font_facts, times

MM = 72 / 25.4


@dataclass(frozen=True)
class Glyph:
    """Hold a shown glyph; `page` counts from 0, `line` counts the text objects of the page."""

    page: int
    x: float
    baseline: float
    text: str
    font: str
    size: float
    width: float
    line: int
    colour: str
    order: int

    @property
    def right(self) -> float:
        return self.x + self.width


@dataclass(frozen=True)
class Paint:
    """Hold a painted outline by its box; a `rule` is one straight line. `width` is 0 where nothing is stroked."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    fill: str | None
    stroke: str | None
    width: float
    rule: bool
    order: int

    @property
    def horizontal(self) -> bool:
        return self.rule and self.bottom - self.top < 0.01


@dataclass(frozen=True)
class Drawn:
    """Hold a line of text: its glyphs joined."""

    page: int
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def x(self) -> float:
        return min(glyph.x for glyph in self.glyphs)

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs if glyph.text.strip())

    @property
    def baseline(self) -> float:
        return max(glyph.baseline for glyph in self.glyphs)

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)

    @property
    def top(self) -> float:
        """Return where the line's tallest letters may reach, by the em of its largest glyphs."""
        return self.baseline - 0.80 * self.size

    @property
    def bottom(self) -> float:
        """Return where descenders may reach."""
        return self.baseline + 0.14 * self.size


@dataclass
class PaintState(State):
    stroke: str = "#000000"
    width: float = 1.0


@dataclass
class Walker(Reader):
    """Follow the instructions of one page and keep what they show."""

    state: State = field(default_factory=PaintState)
    found: list[Glyph | Paint] = field(default_factory=list["Glyph | Paint"])
    images: int = 0
    points: list[tuple[float, float]] = field(default_factory=list["tuple[float, float]"])
    verbs: list[str] = field(default_factory=list[str])

    def follow(self, operator: str, operands: list[Any]) -> None:
        state = self.state
        assert isinstance(state, PaintState)
        if operator in ("m", "l", "c"):
            values = [float(value) for value in operands]
            self.points += [self._place(values[n], values[n + 1]) for n in range(0, len(values), 2)]
            self.verbs.append(operator)
        elif operator == "re":
            x, y, w, h = (float(value) for value in operands)
            self.points += [self._place(x, y), self._place(x + w, y + h)]
            self.verbs.append("re")
        elif operator == "RG":
            state.stroke = "#" + "".join(f"{round(float(value) * 255):02X}" for value in operands)
        elif operator == "w":
            state.width = float(operands[0])
        elif operator in ("S", "s", "f", "f*", "B", "B*", "n"):
            self._paint(operator)
        elif operator == "Do":
            self.images += 1
        else:
            super().follow(operator, operands)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        moved = times((1.0, 0.0, 0.0, 1.0, x, y), self.state.ctm)
        return moved[4], self.height - moved[5]

    def _paint(self, operator: str) -> None:
        state = self.state
        assert isinstance(state, PaintState)
        stroked = operator in ("S", "s", "B", "B*")
        filled = operator in ("f", "f*", "B", "B*")
        if self.points and operator != "n":
            across, down = [x for x, _ in self.points], [y for _, y in self.points]
            self.found.append(
                Paint(
                    self.page,
                    min(across),
                    min(down),
                    max(across),
                    max(down),
                    state.colour if filled else None,
                    state.stroke if stroked else None,
                    state.width if stroked else 0.0,
                    self.verbs == ["m", "l"],
                    len(self.found),
                )
            )
        self.points, self.verbs = [], []

    def show(self, items: Any) -> Iterator[Piece]:
        state = self.state
        assert state.font is not None
        actual = next((found for found in reversed(self.marked) if found is not None), None)
        for item in items:
            if not isinstance(item, pikepdf.String):
                self.pen -= float(item) * state.size / 1000
                continue
            data = bytes(item)
            for place in range(0, len(data), 2):
                code = int.from_bytes(data[place : place + 2], "big")
                text, advance = state.font.texts[code], state.font.width(code) * state.size / 1000
                if actual is not None:
                    text, self.spoken = ("" if self.spoken else actual), True
                at = times((1.0, 0.0, 0.0, 1.0, self.pen, 0.0), times(self.line_matrix, state.ctm))
                self.found.append(
                    Glyph(
                        self.page,
                        at[4],
                        self.height - at[5],
                        text,
                        state.font.name,
                        state.size,
                        advance,
                        self.line,
                        state.colour,
                        len(self.found),
                    )
                )
                self.pen += advance
        yield from ()


def marks(pdf: bytes) -> list[Glyph | Paint]:
    """Return all glyphs and outlines of a file, page by page, in the order of painting."""
    found: list[Glyph | Paint] = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages):
            fonts = {name: font_facts(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
            walker = Walker(number, float(page.mediabox[3]), fonts)
            content = pikepdf.parse_content_stream(page)
            for _ in walker.read([(list(one.operands), str(one.operator)) for one in content]):
                pass
            found += walker.found
    return found


def drawn_lines(found: list[Glyph | Paint]) -> list[Drawn]:
    """Join the glyphs of each text object to a line; lines without ink are left out."""
    groups: dict[tuple[int, int], list[Glyph]] = {}
    for one in found:
        if isinstance(one, Glyph):
            groups.setdefault((one.page, one.line), []).append(one)
    lines = [Drawn(page, tuple(glyphs)) for (page, _), glyphs in groups.items()]
    return [line for line in lines if line.text.strip()]


def ground_of(glyph: Glyph, paints: list[Paint]) -> str:
    """Return the colour that a glyph stands on: the last filled outline below its middle, white where there is none."""
    x, y = glyph.x + glyph.width / 2, glyph.baseline - 0.3 * glyph.size
    colour = "#FFFFFF"
    for paint in paints:
        inside = paint.left <= x <= paint.right and paint.top <= y <= paint.bottom
        if paint.order < glyph.order and paint.page == glyph.page and paint.fill is not None and inside:
            colour = paint.fill
    return colour


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
