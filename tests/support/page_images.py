"""Small pictures of finished pages: how they are made, and how far two of them may differ."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageStat

FOLDER = Path(__file__).resolve().parents[1] / "acceptance" / "pages"
PAGES = (("robotics", 2), ("robotics", 4), ("long", 6))
"""Edition and page, counted from 1, of each picture that is kept."""
DPI = 40
COLOURS = 48
CELL = 24
"""Edge in pixels of the squares in which pictures are compared, beside the whole."""


def path_of(edition: str, page: int) -> Path:
    return FOLDER / f"{edition}-{page}.png"


def picture(pdf: bytes, page: int) -> Image.Image:
    """Draw a page, counted from 1, with PDFium."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[page - 1].render(scale=DPI / 72).to_pil().convert("RGB")
    finally:
        document.close()


def save(found: Image.Image, path: Path) -> None:
    """Keep a picture in few colours, so that it stays small."""
    reduced = found.quantize(colors=COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    reduced.save(path, optimize=True)


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Return the mean difference of two pictures, 0 to 255, over the whole and in the square where it is largest."""
    if one.size != other.size:
        return 255.0, 255.0
    apart = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L")
    squares = [
        apart.crop((x, y, x + CELL, y + CELL))
        for x in range(0, apart.width, CELL)
        for y in range(0, apart.height, CELL)
    ]
    return _mean(apart), max(_mean(square) for square in squares)


def _mean(found: Image.Image) -> float:
    return ImageStat.Stat(found).mean[0]
