"""Programs with cubic outlines, which only the font library can read; it is imported only where one is met."""

from __future__ import annotations

from typing import Any

from briefgen.check.finished.programs import Program, table_places


def read_cff(data: bytes) -> Program | None:
    """Return what a CFF program says, bare or in OpenType; None where it is none."""
    import io
    import logging

    from fontTools.cffLib import CFFFontSet
    from fontTools.pens.basePen import NullPen

    # Programs come from anywhere, and the library raises whatever it stumbles over.
    try:
        if data[:4] == b"OTTO":
            tables = table_places(data)
            data = data[tables["CFF "] :]
        fonts: Any = CFFFontSet()
        # Else it writes to the terminal what it thinks of strange programs.
        logging.getLogger("fontTools").setLevel(logging.ERROR)
        fonts.decompile(io.BytesIO(data), None)
        font: Any = fonts[0]
        strings: Any = font.CharStrings
        names: list[str] = list(font.charset)
        matrix = getattr(font, "FontMatrix", (0.001,))
        scale = (matrix[0] or 0.001) * 1000
        by_cid = None
        if hasattr(font, "ROS"):
            by_cid = {int(name[3:]) if name.startswith("cid") else 0: gid for gid, name in enumerate(names)}
            if font.FDArray and getattr(font.FDArray[0], "FontMatrix", None) and not hasattr(font, "FontMatrix"):
                scale = font.FDArray[0].FontMatrix[0] * 1000
    except Exception:
        return None

    def advance(gid: int) -> float | None:
        try:
            string: Any = strings[names[gid]]
            string.draw(NullPen())
            return float(string.width) * scale
        except Exception:
            return None

    return Program(len(names), advance, by_cid=by_cid)
