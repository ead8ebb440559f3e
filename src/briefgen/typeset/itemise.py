"""Give every character of a paragraph its face, glyph and advance."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefgen.typeset.faces import HAN_IN_LATIN, SERIF_LATIN_IN_CHINESE, Face, FaceSet, Pair, Shape
from briefgen.typeset.glyphs import Inline, ParagraphStyle, Run
from briefgen.typeset.kinds import HAN_SIDE, is_chinese
from briefgen.typeset.prepare import Prepared

_SIDES = re.compile(f"[{HAN_SIDE}]+|[^{HAN_SIDE}]+")
_WORDS = re.compile("[^ \u00a0\u2000-\u200a\u202f\u205f\u3000]+|.")
_SHAPED_TOGETHER = re.compile("—{2,}")
_NARROW_QUOTE = "’"


class Look(NamedTuple):
    """Hold all that the glyphs of one run have in common."""

    face: Face
    size: float
    colour: str
    rise: float
    language: str
    link: str | None
    inline: Inline | None


class Items:
    """Hold a paragraph's glyphs, one entry a character, in points.

    Glyph number -1: the character belongs to the cluster before it. `more`: further glyphs of a cluster, in ems.
    """

    def __init__(self) -> None:
        self.gids: list[int] = []
        self.advances: list[float] = []
        self.texts: list[str] = []
        self.more: dict[int, tuple[tuple[int, float, float], ...]] = {}
        self.looks: list[Look] = []
        self.starts: list[int] = []
        self.simple = True

    def look_at(self, place: int) -> Look:
        """Return the look of the character at a place."""
        return self.looks[bisect_right(self.starts, place) - 1]

    def add_look(self, look: Look) -> None:
        """Let the next characters have this look."""
        if not self.looks or self.looks[-1] != look:
            self.looks.append(look)
            self.starts.append(len(self.gids))

    def add_shape(self, shape: Shape, size: float) -> None:
        """Add shaped characters at a size in points."""
        if shape.more:
            base = len(self.gids)
            for at, glyphs in shape.more.items():
                self.more[base + at] = glyphs
            self.simple = False
        if -1 in shape.gids:
            self.simple = False
        self.gids.extend(shape.gids)
        self.advances.extend([advance * size for advance in shape.advances])
        self.texts.extend(shape.texts)


def itemise(runs: Sequence[Run], style: ParagraphStyle, prepared: Prepared, faces: FaceSet) -> Items:
    """Choose faces and shape the text; raise `MissingGlyph` for a character that no face has."""
    items = Items()
    for run, start, end in zip(runs, prepared.bounds, prepared.bounds[1:], strict=False):
        if start < end:
            _Setter(run, style, faces, items).set(prepared, start, end)
    return items


class _Setter:
    """Set the characters of one run."""

    def __init__(self, run: Run, style: ParagraphStyle, faces: FaceSet, items: Items) -> None:
        self.language = run.language or style.language
        self.chinese = is_chinese(self.language)
        self.shaping_language = "en" if self.chinese else self.language
        self.family = run.family or style.family
        self.weight = run.weight or style.weight
        self.size = run.size or style.size
        self.colour = run.colour or style.colour
        self.rise = run.rise
        self.link = run.link
        self.inline = run.inline
        self.faces = faces
        self.items = items
        self.pair: Pair = faces.pair(self.family, self.weight, self.language)

    def set(self, prepared: Prepared, start: int, end: int) -> None:
        text, kinds = prepared.text, prepared.kinds
        han, latin = self.pair.han, self.pair.latin
        if han is latin:
            self._set_han(text[start:end], kinds[start:end])
            return
        for match in _SIDES.finditer(kinds, start, end):
            a, b = match.span()
            if kinds[a] in HAN_SIDE:
                self._set_han(text[a:b], kinds[a:b])
            else:
                self._set_latin(text[a:b])

    def _look(self, face: Face) -> Look:
        if self.chinese:
            scale = SERIF_LATIN_IN_CHINESE if self.family == "serif" and not face.is_han else 1.0
        else:
            scale = HAN_IN_LATIN if face.is_han and self.family != "figure" else 1.0
        language = "zh" if face.is_han and not self.chinese else self.language
        return Look(face, self.size * scale, self.colour, self.rise, language, self.link, self.inline)

    def _set_han(self, text: str, kinds: str) -> None:
        look = self._look(self.pair.han)
        if "——" in text or ("q" in kinds and _NARROW_QUOTE in text):
            for part, together in _parts(text, kinds):
                if together:
                    shape = look.face.shape(part, "zh", proportional=part == _NARROW_QUOTE)
                    self.items.add_look(look)
                    self.items.add_shape(shape, look.size)
                else:
                    self._set_han_characters(part, look)
        else:
            self._set_han_characters(text, look)

    def _set_han_characters(self, text: str, look: Look) -> None:
        table = look.face.glyphs(look.size)
        glyphs = [table[character] for character in text]
        gids, advances = zip(*glyphs, strict=True)
        if 0 in gids:
            self._set_mixed(text, self.pair.han, self.pair.latin)
            return
        items = self.items
        items.add_look(look)
        items.gids.extend(gids)
        items.advances.extend(advances)
        items.texts.extend(text)

    def _set_latin(self, text: str) -> None:
        look = self._look(self.pair.latin)
        face, size, language = look.face, look.size, self.shaping_language
        add_shape, add_look = self.items.add_shape, self.items.add_look
        add_look(look)
        for word in _WORDS.findall(text):
            shape = face.shape(word, language)
            if shape.whole:
                add_shape(shape, size)
            else:
                self._set_mixed(word, self.pair.latin, self.pair.han)
                add_look(look)

    def _set_mixed(self, text: str, first: Face, second: Face) -> None:
        """Set text of which the first face lacks something: each character in the first face that has it."""
        chosen: list[tuple[Face, str]] = []
        for character in text:
            if first.has(character):
                face = first
            elif second.has(character):
                face = second
            else:
                face = self.faces.fallback(character, self.weight)
            if chosen and chosen[-1][0] is face:
                chosen[-1] = (face, chosen[-1][1] + character)
            else:
                chosen.append((face, character))
        for face, part in chosen:
            look = self._look(face)
            self.items.add_look(look)
            for word in part if face.is_han else _WORDS.findall(part):
                self.items.add_shape(face.shape(word, self.shaping_language), look.size)


def _parts(text: str, kinds: str) -> Iterator[tuple[str, bool]]:
    """Split off what a Han face must shape as a whole: dashes in a row, and the apostrophe of a Latin word."""
    spans = [match.span() for match in _SHAPED_TOGETHER.finditer(text)]
    spans += [(at, at + 1) for at, kind in enumerate(kinds) if kind == "q" and text[at] == _NARROW_QUOTE]
    start = 0
    for first, last in sorted(spans):
        if start < first:
            yield text[start:first], False
        yield text[first:last], True
        start = last
    if start < len(text):
        yield text[start:], False
