"""The only place that touches uharfbuzz: open a font file, map, measure and shape, and cut a subset for embedding."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingModuleSource=false, reportAttributeAccessIssue=false

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb

UNUSED_WHEN_EMBEDDED = (
    "BASE", "DSIG", "GDEF", "GPOS", "GSUB", "OS/2", "STAT", "VORG", "cmap", "gasp", "name", "post", "vhea", "vmtx",
)  # fmt: skip
"""Tables that a PDF viewer does not read of a Type 0 font with Identity-H (ISO 32000-2, 9.9.2, table 124)."""


class ShapedGlyph(NamedTuple):
    """Hold a glyph as HarfBuzz gives it: number, index of its cluster's first character, advance and offset in ems."""

    gid: int
    cluster: int
    advance: float
    x: float


class Extents(NamedTuple):
    """Hold where the ink of a glyph lies between its origin and its advance, in ems."""

    advance: float
    left: float
    right: float


Stroke = tuple[str, tuple[float, ...]]
"""A piece of an outline: ("M", (x, y)), ("L", (x, y)), ("Q", (x1, y1, x, y)) or ("Z", ())."""


class Font:
    """Hold one opened TrueType font. The file is mapped into memory: it is read where glyphs are asked for."""

    def __init__(self, path: Path) -> None:
        self._face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(self._face)
        self.upem: int = self._face.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent: float = extents.ascender * 1000 / self.upem
        self.descent: float = extents.descender * 1000 / self.upem
        cap_height = self._font.get_metric_position(hb.OTMetricsTag.CAP_HEIGHT)
        self.cap_height: float = (cap_height or extents.ascender) * 1000 / self.upem
        head: bytes = self._face.reference_table("head").data
        box: tuple[int, int, int, int] = struct.unpack(">4h", head[36:44])
        self.bbox: tuple[float, ...] = tuple(value * 1000 / self.upem for value in box)

    def gid(self, codepoint: int) -> int:
        """Return the number of the glyph that the font maps a code point to, 0 where it has none."""
        return self._font.get_nominal_glyph(codepoint) or 0

    def advance(self, gid: int) -> float:
        """Return the advance width of a glyph in ems."""
        return self._font.get_glyph_h_advance(gid) / self.upem

    def extents(self, gid: int) -> Extents:
        """Return how wide a glyph is and how much blank it has on either side."""
        ink = self._font.get_glyph_extents(gid)
        advance: int = self._font.get_glyph_h_advance(gid)
        right = advance - ink.x_bearing - ink.width
        return Extents(advance / self.upem, ink.x_bearing / self.upem, right / self.upem)

    def shape(
        self, text: str, language: str, script: str | None, features: Mapping[str, bool]
    ) -> tuple[ShapedGlyph, ...]:
        """Return the glyphs of a left-to-right text; `script` is an ISO 15924 tag, None means: look at the text."""
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        buffer.add_str(str(text))
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        if script:
            buffer.script = script
        # HarfBuzz takes no subclass of str, as texts read from a file are.
        buffer.language = str(language)
        hb.shape(self._font, buffer, dict(features))
        upem = self.upem
        return tuple(
            ShapedGlyph(info.codepoint, info.cluster, position.x_advance / upem, position.x_offset / upem)
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )

    def outline(self, gid: int) -> tuple[Stroke, ...]:
        """Return the outline of a glyph in ems, y upwards; its curves are quadratic, as TrueType has them."""
        functions, found = hb.DrawFuncs(), list[Stroke]()
        upem = self.upem

        def move(x: float, y: float, strokes: list[Stroke]) -> None:
            strokes.append(("M", (x / upem, y / upem)))

        def line(x: float, y: float, strokes: list[Stroke]) -> None:
            strokes.append(("L", (x / upem, y / upem)))

        def curve(x1: float, y1: float, x: float, y: float, strokes: list[Stroke]) -> None:
            strokes.append(("Q", (x1 / upem, y1 / upem, x / upem, y / upem)))

        def close(strokes: list[Stroke]) -> None:
            strokes.append(("Z", ()))

        functions.set_move_to_func(move)
        functions.set_line_to_func(line)
        functions.set_quadratic_to_func(curve)
        functions.set_close_path_func(close)
        self._font.draw_glyph(gid, functions, found)
        return tuple(found)

    def subset(self, gids: Iterable[int]) -> tuple[bytes, dict[int, int]]:
        """Return a TrueType font with `.notdef` and these glyphs only, and the new number of each glyph."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({0, *gids})
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
        for tag in UNUSED_WHEN_EMBEDDED:
            wanted.drop_table_tag_set.add(int.from_bytes(tag.encode().ljust(4), "big"))
        plan = hb.SubsetPlan(self._face, wanted)
        mapping: dict[int, int] = dict(plan.old_to_new_glyph_mapping)
        return bytes(plan.execute().blob.data), mapping
