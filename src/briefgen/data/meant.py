"""The hint for an id that is not there."""

from __future__ import annotations

from collections.abc import Collection

from briefgen.spec.nearest import nearest

_FEW = 12


def meant(word: str, known: Collection[str], what: str) -> str:
    """Return the id that was probably meant; else all known ids where they are few, or where to look them up."""
    hint = nearest(word, known, ask=f"Known {what}")
    if hint.startswith("Did") or 0 < len(known) <= _FEW:
        return hint
    return f"Look its id up among the {what} in data/, or add it there."
