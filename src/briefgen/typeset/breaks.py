"""Where a line may break: UAX #14 (Unicode 17.0) for Chinese and English, tightened for Chinese.

The rules below work on kinds (`kinds.py`). Left out of UAX #14: scripts other than Han, Latin, Greek and Cyrillic; they
are treated as alphabetic. Stricter than it: no line starts with a middle mark (— … · ～), small kana, percent or degree
sign, nor with a dash, ellipsis or slash after a space; a number stays with the letters after its hyphen.
"""

from __future__ import annotations

import re

_RULES = (
    # LB18 break after spaces; not before closers and stops (LB13, LB15d), nor after openers (LB14).
    "(?<=[^oOYrWG]W)(?=[^ceisdlpCSFMKWGR])",
    # LB31 before Han, except after openers (LB14), prefixes (LB23a), quotes (LB19) and fixed spaces (LB12).
    "(?<=[HKICSMFADRceipaldst])(?=[HIOY])",
    # LB31 after Han, except before closers, stops, postfixes (LB13, LB21, LB23a) and quotes (LB19).
    "(?<=[HKICSMR])(?=[ADorat])",
    # LB21 after a hyphen inside a word, after a dash, after a slash between words (LB13, LB21a).
    "(?<=[AD]h)(?=A)(?<!Dh)",
    "(?<=[ADcepq]d)(?=[Aoqrt])|(?<=[Acepq]d)(?=D)",
    "(?<=[Ac]s)(?=A)",
    # LB31 after an ellipsis between words.
    "(?<=[Ae]l)(?=A)",
)
_OPPORTUNITY = re.compile("|".join(_RULES))

NEVER_FIRST = frozenset("KCSMFceidslpRWG")
"""Kinds that no line starts with, even where a piece wider than the measure must be broken."""

NEVER_LAST = frozenset("OYor")
"""Kinds that no line ends with."""


def opportunities(kinds: str) -> list[int]:
    """Return the places before which a line may break, in order, without the start and the end of the text."""
    return [match.start() for match in _OPPORTUNITY.finditer(kinds)]
