"""Columns that stay aligned with Chinese text, whose characters take two places on a console."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import category, east_asian_width


def width(text: str) -> int:
    """Return how many places a text takes on a console."""
    if text.isascii():
        return len(text)
    return sum(_places(character) for character in text)


def aligned(rows: Sequence[Sequence[str]], gap: int = 2) -> list[str]:
    """Return rows as lines: each column as wide as its widest cell, with `gap` blanks between."""
    columns = max((len(row) for row in rows), default=0)
    widths = [max((width(row[i]) for row in rows if i < len(row)), default=0) for i in range(columns)]
    lines: list[str] = []
    for row in rows:
        cells = [cell + " " * (widths[i] - width(cell)) for i, cell in enumerate(row)]
        lines.append((" " * gap).join(cells).rstrip())
    return lines


def _places(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in ("W", "F") else 1
