"""Blank space that is no character: quarter em, compressed and trimmed marks, fixed blanks (design.md, section 4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.typeset.glyphs import Run
from briefgen.typeset.itemise import Items
from briefgen.typeset.prepare import Prepared

QUARTER = 0.25
EIGHTH = 0.125
LARGE = 16.0
"""From this size in points on, an eighth of an em stands between Han and Latin."""

HALF = 0.5
BLANK = 0.42
FULL = 0.95
"""A mark can lose half an em if it is a full em wide and blank for at least this share on that side."""

_HAN_LATIN = re.compile("(?<=[HK])(?=[ADprtR])|(?<=[ADprtR])(?=[HK])")
_LATIN_REFERENCE = re.compile("(?<=[ADceilqpta])(?=R)")
_MARK = re.compile("[OCS]")
_MARKS = re.compile("(?<=[CS])(?=[OCS])|(?<=O)(?=O)")


@dataclass(frozen=True)
class Spacing:
    """Hold blanks in points by place in the text.

    `gaps`: before a character, within a line; negative where marks are pushed together. `leading`: what an opening mark
    loses at the start of a line, `trailing`: what a closing mark loses at its end. `fixed`: where a run brings a blank.
    """

    gaps: dict[int, float]
    leading: dict[int, float]
    trailing: dict[int, float]
    fixed: frozenset[int]


def spacing(runs: Sequence[Run], prepared: Prepared, items: Items) -> Spacing:
    """Return the blanks of a paragraph."""
    text, kinds = prepared.text, prepared.kinds
    gaps: dict[int, float] = {}
    for match in _HAN_LATIN.finditer(kinds):
        at = match.start()
        before, after = items.look_at(at - 1), items.look_at(at)
        if before.rise == after.rise:
            size = (after if kinds[at] in "HK" else before).size
            gaps[at] = size * (QUARTER if size < LARGE else EIGHTH)
    if "R" in kinds:
        for match in _LATIN_REFERENCE.finditer(kinds):
            look = items.look_at(match.start())
            if not look.rise:
                gaps[match.start()] = QUARTER * look.size
    leading: dict[int, float] = {}
    trailing: dict[int, float] = {}
    for match in _MARK.finditer(kinds):
        at = match.start()
        look = items.look_at(at)
        blanks = look.face.blanks(text[at])
        if blanks.advance >= FULL:
            if match[0] == "O":
                if blanks.left >= BLANK:
                    leading[at] = HALF * look.size
            elif blanks.right >= BLANK:
                trailing[at] = HALF * look.size
    for match in _MARKS.finditer(kinds):
        at = match.start()
        loss = leading.get(at, 0.0) if kinds[at - 1] == "O" else trailing.get(at - 1, 0.0)
        if loss:
            gaps[at] = -loss
    fixed: set[int] = set()
    for run, start, end in zip(runs, prepared.bounds, prepared.bounds[1:], strict=False):
        if run.space and start < end:
            gaps[start] = run.space
            fixed.add(start)
    return Spacing(gaps, leading, trailing, frozenset(fixed))
