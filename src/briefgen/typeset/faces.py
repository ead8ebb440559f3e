"""Faces, and which face sets which character of which language; rules of design.md, section 3."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from briefgen.typeset.harfbuzz import Extents, Font, Stroke
from briefgen.typeset.kinds import IGNORED, is_chinese
from briefgen.typeset.manifest import FaceFile, load_manifest

SERIF_LATIN_IN_CHINESE = 1.05
HAN_IN_LATIN = 0.93
WORDS_KEPT = 20_000

SPACES = {
    "\u00a0": None, "\u2000": 0.5, "\u2001": 1.0, "\u2002": 0.5, "\u2003": 1.0, "\u2004": 1 / 3, "\u2005": 0.25,
    "\u2006": 1 / 6, "\u2007": None, "\u2008": None, "\u2009": 0.2, "\u200a": 0.1, "\u202f": 0.2, "\u205f": 4 / 18,
    "\u3000": 1.0,
}  # fmt: skip
"""Widths in ems of spaces that a face may lack and that are then set with its common space; None: as wide as that."""

HAN_FEATURES: Mapping[str, bool] = {"kern": False, "liga": False}
"""Digits and Latin letters of a Han face are set unkerned, so that its digits stay tabular (design.md, 3.3)."""


class MissingGlyph(ValueError):
    """Report a character that no face has."""

    def __init__(self, character: str) -> None:
        self.character = character
        self.codepoint = ord(character)
        super().__init__(f"No font has the character {character!a} (U+{self.codepoint:04X}).")


class Shape(NamedTuple):
    """Hold shaped text character by character, in ems.

    A cluster's glyph stands at its first character, with the text of the whole cluster; the other characters of the
    cluster have the glyph number -1. `more` holds the further glyphs of a cluster, each as number, offset from the
    cluster's start, advance.
    """

    gids: tuple[int, ...]
    advances: tuple[float, ...]
    texts: tuple[str, ...]
    more: Mapping[int, tuple[tuple[int, float, float], ...]]
    whole: bool


class Face:
    """Hold one font file that text is set in. Metrics are in thousandths of an em, as PDF takes them."""

    def __init__(self, file: FaceFile) -> None:
        self.id = file.id
        self.path = file.path
        self.family = file.family
        self.weight = file.weight
        self.postscript = file.postscript
        self.is_han = file.script == "han"
        self._gids: dict[str, int] = {}
        self._has: dict[str, bool] = {}
        self._blanks: dict[str, Extents] = {}
        self._shapes: dict[tuple[str, str, bool], Shape] = {}
        self._glyphs: dict[float, SizedGlyphs] = {}

    def __repr__(self) -> str:
        return f"Face({self.id})"

    @cached_property
    def _font(self) -> Font:
        return Font(self.path)

    @property
    def upem(self) -> int:
        """Return the units per em of the font file."""
        return self._font.upem

    @property
    def ascent(self) -> float:
        """Return the height above the baseline that the font asks for."""
        return self._font.ascent

    @property
    def descent(self) -> float:
        """Return the depth below the baseline, a negative number."""
        return self._font.descent

    @property
    def cap_height(self) -> float:
        """Return the height of capital letters."""
        return self._font.cap_height

    @property
    def bbox(self) -> tuple[float, ...]:
        """Return the box that holds all glyphs laid over each other: left, bottom, right, top."""
        return self._font.bbox

    def gid(self, character: str) -> int:
        """Return the glyph number of a character, 0 where the face has none."""
        found = self._gids.get(character)
        if found is None:
            found = self._gids[character] = self._font.gid(ord(character))
            if not found and character in SPACES:
                found = self._gids[character] = self._font.gid(0x20)
        return found

    def has(self, character: str) -> bool:
        """Say whether the face can set a character, if need be put together of a letter and its accents."""
        found = self._has.get(character)
        if found is None:
            found = self._has[character] = bool(self.gid(character)) or self.shape(character, "en").whole
        return found

    def advance(self, gid: int) -> float:
        """Return the advance width of a glyph."""
        return self._font.advance(gid) * 1000

    def blanks(self, character: str) -> Extents:
        """Return advance, left and right blank of a single character as this face sets it, in ems."""
        found = self._blanks.get(character)
        if found is None:
            gid = self.shape(character, "zh").gids[0]
            found = self._blanks[character] = self._font.extents(gid)
        return found

    def shape(self, text: str, language: str, *, proportional: bool = False) -> Shape:
        """Return a word, a space or a single character shaped; `proportional` asks for narrow quotes of a Han face."""
        key = (text, language, proportional)
        found = self._shapes.get(key)
        if found is None:
            if len(self._shapes) >= WORDS_KEPT:
                self._shapes.clear()
            found = self._shapes[key] = self._shape(text, language, proportional)
        return found

    def glyphs(self, size: float) -> SizedGlyphs:
        """Return a table of single characters of this Han face at a size in points."""
        found = self._glyphs.get(size)
        if found is None:
            found = self._glyphs[size] = SizedGlyphs(self, size)
        return found

    def outline(self, gid: int) -> tuple[Stroke, ...]:
        """Return the outline of a glyph in ems, y upwards."""
        return self._font.outline(gid)

    def subset(self, gids: set[int]) -> tuple[bytes, dict[int, int]]:
        """Return a font file with these glyphs only, and the new number of each."""
        return self._font.subset(sorted(gids))

    def _shape(self, text: str, language: str, proportional: bool) -> Shape:
        if len(text) == 1 and text in SPACES and not self._font.gid(ord(text)):
            gid = self.gid(text)
            width = SPACES[text]
            advance = self._font.advance(gid) if width is None else width
            return Shape((gid,), (advance,), (text,), {}, gid > 0)
        if self.is_han:
            features = {**HAN_FEATURES, "pwid": True} if proportional else HAN_FEATURES
            glyphs = self._font.shape(text, "zh-Hans", "Hani", features)
        else:
            glyphs = self._font.shape(text, language, None, {})
        count = len(text)
        gids = [-1] * count
        advances = [0.0] * count
        texts = [""] * count
        more: dict[int, tuple[tuple[int, float, float], ...]] = {}
        starts = sorted({glyph.cluster for glyph in glyphs})
        for start, end in zip(starts, [*starts[1:], count], strict=True):
            texts[start] = text[start:end]
        for glyph in glyphs:
            at = glyph.cluster
            if gids[at] < 0:
                gids[at] = glyph.gid
            else:
                more[at] = (*more.get(at, ()), (glyph.gid, advances[at] + glyph.x, glyph.advance))
            advances[at] += glyph.advance
        return Shape(tuple(gids), tuple(advances), tuple(texts), more, all(glyph.gid for glyph in glyphs))


class SizedGlyphs(dict[str, tuple[int, float]]):
    """Map a character to its glyph number and advance in points; the number is 0 where the face has no such glyph."""

    def __init__(self, face: Face, size: float) -> None:
        super().__init__()
        self._face = face
        self._size = size

    def __missing__(self, character: str) -> tuple[int, float]:
        shape = self._face.shape(character, "zh") if self._face.gid(character) else None
        found = (shape.gids[0], shape.advances[0] * self._size) if shape and shape.whole else (0, 0.0)
        self[character] = found
        return found


class Pair(NamedTuple):
    """Hold the two faces that set a text, each with its size as a share of the text's size."""

    han: Face
    han_scale: float
    latin: Face
    latin_scale: float


class FaceSet:
    """Hold all faces of a fonts folder, and choose among them."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        self.faces = faces
        self._families: dict[str, list[Face]] = {}
        for face in faces:
            self._families.setdefault(face.family, []).append(face)
        self._pairs: dict[tuple[str, int, str], Pair] = {}
        self._known: dict[str, bool] = {}

    def pair(self, family: str, weight: int, language: str) -> Pair:
        """Return the faces for a family ("sans", "serif", "figure"), a weight and a language tag."""
        key = (family, weight, language)
        found = self._pairs.get(key)
        if found is None:
            found = self._pairs[key] = self._pair(*key)
        return found

    def fallback(self, character: str, weight: int) -> Face:
        """Return the face that sets a character its own face lacks: first family of the manifest, nearest weight.

        Raise `MissingGlyph` if no face has it.
        """
        for family in self._families:
            face = self.nearest(family, weight)
            if face.has(character):
                return face
        for face in self.faces:
            if face.has(character):
                return face
        raise MissingGlyph(character)

    def missing(self, text: str) -> tuple[str, ...]:
        """Return the characters of a text that no face has, in the order of their code points."""
        known = self._known
        lacking: list[str] = []
        for character in sorted(set(text)):
            if character not in known:
                known[character] = character in IGNORED or any(face.has(character) for face in self.faces)
            if not known[character]:
                lacking.append(character)
        return tuple(lacking)

    def nearest(self, family: str, weight: int) -> Face:
        """Return a family's face of the nearest weight; between two, the heavier one from 600 on, else the lighter."""
        heavier = weight >= 600
        order: Callable[[Face], tuple[int, int]] = lambda face: (  # noqa: E731
            abs(face.weight - weight),
            -face.weight if heavier else face.weight,
        )
        return min(self._families[family], key=order)

    def _pair(self, family: str, weight: int, language: str) -> Pair:
        chinese = is_chinese(language)
        if family == "figure":
            return Pair(self.nearest("sans-sc", 700), 1.0, self.nearest("sans", weight), 1.0)
        if family not in {"sans", "serif"}:
            raise ValueError(f"unknown family of faces: {family}")
        if not chinese:
            han = self.nearest("sans-sc", 700 if weight >= 600 else 400)
            return Pair(han, HAN_IN_LATIN, self.nearest(family, weight), 1.0)
        if family == "sans":
            face = self.nearest("sans-sc", weight)
            return Pair(face, 1.0, face, 1.0)
        latin = self.nearest("serif", weight - 100)
        return Pair(self.nearest("serif-sc", weight), 1.0, latin, SERIF_LATIN_IN_CHINESE)


def load_faces(fonts: Path) -> FaceSet:
    """Return the faces of a fonts folder; the font files are opened when they are first used.

    Raise `EnvironmentFailure` if the folder is not whole.
    """
    return FaceSet(tuple(Face(file) for file in load_manifest(fonts)))
