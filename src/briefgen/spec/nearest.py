"""The known word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], *, ask: str = "Known here") -> str:
    """Return a hint: the known word that is most like `word`, or all known words after `ask`."""
    import difflib

    words = list(known)
    spelled = word.strip().lower().replace("_", "-").replace(" ", "-")
    close = difflib.get_close_matches(spelled, words, 1, 0.6)
    if close:
        return f'Did you mean "{close[0]}"?'
    return f"{ask}: {', '.join(words)}." if words else ""
