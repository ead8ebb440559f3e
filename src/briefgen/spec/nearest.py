"""The known word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

MOST_LISTED = 60
"""How many known words a hint lists."""


def nearest(word: str, known: Iterable[str], *, ask: str = "Known here") -> str:
    """Return a hint: the known word that is most like `word`, or all known words after `ask`."""
    words = list(known)
    close = closest(word, words)
    if close is not None:
        return f'Did you mean "{close}"?'
    rest = f" and {len(words) - MOST_LISTED} more" if len(words) > MOST_LISTED else ""
    return f"{ask}: {', '.join(words[:MOST_LISTED])}{rest}." if words else ""


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like `word`, or None where none is like it."""
    import difflib

    spelled = word.strip().lower().replace("_", "-").replace(" ", "-")
    return next(iter(difflib.get_close_matches(spelled, list(known), 1, 0.6)), None)
