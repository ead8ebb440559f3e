"""Lines made straight from a face, for tests that need no line breaking."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

from briefgen.pdf.surface import Surface
from briefgen.project import fonts_folder
from briefgen.typeset.faces import Face, FaceSet, load_faces
from briefgen.typeset.glyphs import Glyph, GlyphRun, Line


@cache
def faces() -> FaceSet:
    """Return the faces of the repository, opened once."""
    return load_faces(fonts_folder())


def face(name: str) -> Face:
    """Return a face by its id in the manifest."""
    return next(found for found in faces().faces if found.id == name)


def glyphs(font: Face, text: str, size: float, x: float = 0.0) -> tuple[Glyph, ...]:
    """Return the shaped glyphs of a text, the first at `x`."""
    found: list[Glyph] = []
    shape = font.shape(text, "en")
    for place, gid in enumerate(shape.gids):
        if gid < 0:
            continue
        advance = shape.advances[place] * size
        found.append(Glyph(gid, shape.texts[place], x, advance))
        found += [Glyph(more, "", x + offset * size, width * size) for more, offset, width in shape.more.get(place, ())]
        x += advance
    return tuple(found)


def run(text: str, *, name: str = "sans-400", size: float = 10.0, **look: Any) -> GlyphRun:
    """Return a run of shaped text in black English, unless `look` says otherwise."""
    font = face(name)
    shown = look.pop("glyphs", None) or glyphs(font, text, size)
    width = sum(glyph.advance for glyph in shown)
    facts = {"colour": "#000000", "x": 0.0, "rise": 0.0, "language": "en", **look}
    return GlyphRun(font, size, width=width, glyphs=shown, **facts)


def line(*runs: GlyphRun, x: float = 0.0) -> Line:
    """Return a line of runs that stand where they say."""
    width = max((found.x + found.width for found in runs), default=0.0)
    return Line(runs, x, width, "".join(found.text for found in runs))


def surface(**facts: Any) -> Surface:
    """Return a surface with a page of 300 by 400 points."""
    given = {
        "title": {"en": "Robotics in Nanjing", "zh": "南京机器人产业"},
        "author": "Office",
        "subject": "Fields and figures",
        "keywords": "robots",
        "languages": ("en", "zh"),
        "date": datetime.date(2026, 11, 1),
        "creator": "briefgen 0.1.0",
        **facts,
    }
    made = Surface(**given)
    made.page(300, 400)
    return made
