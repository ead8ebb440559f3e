"""What comes into and goes out of the typeset room, as frozen values; all lengths are points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefgen.typeset.faces import Face

Align = Literal["left", "right", "centre"]

PERMITTED_BREAK = "\u200b"
"""In the text of a run: a place where display text may break. It is not printed."""


@dataclass(frozen=True)
class Inline:
    """Say what a run is for those who listen: a reference to a note, or the label of one; `spoken` says it in full."""

    role: Literal["Reference", "Lbl"]
    spoken: str | None = None


@dataclass(frozen=True)
class Run:
    """Hold a piece of text in one look. None means: as the paragraph says.

    `language` is a BCP 47 tag where it differs from the paragraph's. `link` is an address or "#name" of a destination.
    `reference` marks a source number such as [2]: it keeps to the text before it. `space` is a fixed blank in points
    before the run, where no line breaks. `inline` is what the run is within its text, if more than words.
    """

    text: str
    family: str | None = None
    weight: int | None = None
    size: float | None = None
    colour: str | None = None
    language: str | None = None
    link: str | None = None
    rise: float = 0.0
    reference: bool = False
    space: float = 0.0
    inline: Inline | None = None


@dataclass(frozen=True)
class ParagraphStyle:
    """Say how a paragraph is set.

    `display`: Han text breaks at permitted breaks only, if the text has any. `balance`: the smallest measure with the
    same number of lines. `colour` is a hex value.
    """

    language: str
    family: str
    weight: int
    size: float
    leading: float
    colour: str
    align: Align = "left"
    display: bool = False
    balance: bool = False
    justify: bool = False


@dataclass(frozen=True, slots=True)
class Glyph:
    """Hold one glyph: its number in the face, the text it stands for, its offset from the run's start, its advance.

    `text` is empty for the second and later glyphs of a cluster.
    """

    gid: int
    text: str
    x: float
    advance: float


@dataclass(frozen=True)
class GlyphRun:
    """Hold glyphs of one face, size and colour, with their offset from the line's start."""

    face: Face
    size: float
    colour: str
    x: float
    rise: float
    width: float
    glyphs: tuple[Glyph, ...]
    language: str
    link: str | None = None
    inline: Inline | None = None

    @property
    def text(self) -> str:
        """Return the source text of the run."""
        return "".join(glyph.text for glyph in self.glyphs)


@dataclass(frozen=True)
class Line:
    """Hold a line, ready to be drawn: `x` is where it starts in its measure (by alignment), `width` its natural width.

    `text` is the line's part of the source text, without the white space at its end.
    """

    runs: tuple[GlyphRun, ...]
    x: float
    width: float
    text: str
