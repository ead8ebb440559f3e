"""Text that changes its language inside a string, by escapes (ISO 32000-1, 7.9.2.2; ISO 32000-2, 7.9.2.2.1)."""

from __future__ import annotations

import re

ESCAPE = re.compile("\x1b([^\x1b]{0,8})\x1b")


def parts(text: str) -> tuple[tuple[str | None, str], ...]:
    """Return the pieces of a text with their languages, None before the first escape; empty pieces are left out."""
    found: list[tuple[str | None, str]] = []
    language: str | None = None
    for place, piece in enumerate(ESCAPE.split(text)):
        if place % 2:
            language = _language(piece) or None
        elif piece:
            found.append((language, piece))
    return tuple(found)


def without(text: str) -> str:
    """Return a text without its escapes."""
    return ESCAPE.sub("", text)


def _language(code: str) -> str:
    """Return the tag of an escape: two letters of language, two of country, as bytes of UTF-16 or as characters."""
    letters = code if code.isascii() else code.encode("utf-16-be", "replace").decode("latin-1")
    letters = letters.replace("-", "")
    return f"{letters[:2]}-{letters[2:]}" if len(letters) > 2 else letters
