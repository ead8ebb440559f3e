"""Characters that no text of an author may hold, in YAML and in table files alike: controls and invisible marks."""

from __future__ import annotations

import re
import unicodedata

from briefgen.errors import Place, Problem

REFUSED = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Each refused character: controls but tab and line end, marks that cannot be seen, what is no character."""


def refused_character(character: str, place: Place) -> Problem:
    """Return the problem of a refused character at a place."""
    known = unicodedata.name(character, "").lower() if unicodedata.category(character) == "Cf" else ""
    return Problem(
        place,
        f"The invisible character U+{ord(character):04X}{f' ({known})' if known else ''} cannot stand in a text.",
        "Delete it; it often comes along when text is pasted.",
    )
