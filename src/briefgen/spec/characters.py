"""Characters that no text of an author may hold, in YAML and in table files alike: controls and invisible marks."""

from __future__ import annotations

import re
import unicodedata

from briefgen.errors import Place, Problem

REFUSED = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
"""Each refused character: controls but tab and line end, marks that cannot be seen, what is no character.

The marks are what Unicode calls Default_Ignorable_Code_Point, which print nothing, and the anchors of interlinear
annotation; soft hyphens and variation selectors among them say how letters beside them look, so that they may stand.
"""
_NAMED = ("Cf", "Lo", "Mn")


def refused_character(character: str, place: Place) -> Problem:
    """Return the problem of a refused character at a place."""
    known = unicodedata.name(character, "").lower() if unicodedata.category(character) in _NAMED else ""
    return Problem(
        place,
        f"The invisible character U+{ord(character):04X}{f' ({known})' if known else ''} cannot stand in a text.",
        "Delete it; it often comes along when text is pasted.",
    )
