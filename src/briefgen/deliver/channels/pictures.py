"""Pages of a finished file as pictures, for readers who open no files: pages, and a card with the cover."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import Any

from briefgen.errors import EnvironmentFailure

WIDTH = 1240
"""Pixels of a page's width: A4 at 150 to the inch."""
CARD = 900
"""Pixels of each side of a card."""
MARGIN = 36
"""Pixels around the page on a card, so that it is seen to be one."""
GROUND = (225, 229, 233)
"""The neutral tint of design.md, section 5."""


def pages(data: bytes) -> list[bytes]:
    """Return each page of a PDF as PNG; of one that opens with a password alone, none.

    Raises EnvironmentFailure where the library for it is not installed.
    """
    found: list[bytes] = []
    document = _opened(data)
    if document is None:
        return []
    try:
        for page in document:
            scale = WIDTH / page.get_width()
            found.append(_png(page.render(scale=scale).to_pil().convert("RGB")))
    finally:
        document.close()
    return found


def card(data: bytes) -> bytes | None:
    """Return a square picture of the whole first page of a PDF, lying on a light ground, as PNG.

    None of a file that needs a password.
    """
    image: Any = import_module("PIL.Image")
    document = _opened(data)
    if document is None:
        return None
    try:
        page = document[0]
        width, height = page.get_size()
        cover = page.render(scale=(CARD - 2 * MARGIN) / max(width, height)).to_pil().convert("RGB")
    finally:
        document.close()
    square = image.new("RGB", (CARD, CARD), GROUND)
    square.paste(cover, ((CARD - cover.width) // 2, (CARD - cover.height) // 2))
    return _png(square)


def require_library() -> Any:
    """Return the library for pictures of pages. Raises EnvironmentFailure where it is not installed."""
    try:
        return import_module("pypdfium2")
    except ImportError:
        raise EnvironmentFailure(
            "The library for pictures of pages is not installed.", 'Install it: pip install "briefgen[messenger]"'
        ) from None


def _opened(data: bytes) -> Any:
    pdfium = require_library()
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        if b"/Encrypt" in data:
            return None  # what a password protects is not shown in pictures
        raise


def _png(picture: Any) -> bytes:
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()
