"""Which colours stand on which in a brief, and that each stands out from its ground.

The tables name what layout and charts draw. A colour or a ground that is new there needs a row here: the tests look at
every letter and every mark of finished editions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from briefgen.theme.contrast import GRAPHICS, TEXT, contrast


class Pair(NamedTuple):
    """Hold a colour token, the token of what it stands on, and where readers meet the two."""

    colour: str
    ground: str
    use: str


TEXTS: tuple[Pair, ...] = (
    Pair("ink", "white", "text of the pages"),
    Pair("ink", "tint", "cells of frames and field maps"),
    Pair("ink", "tint-n", "notices, and bars of frames"),
    Pair("ink-2", "white", "notes, labels, the foot of the pages"),
    Pair("ink-2", "tint", "second language of cells, figures that are awaited in a stressed row"),
    Pair("main", "white", "labels of sections, figures of the strip"),
    Pair("main", "tint", "stressed rows of tables and charts, notices in the theme's colour"),
    Pair("white", "main", "the cells of frames and field maps that stand out"),
    Pair("white", "ink", "the band of internal pages"),
    Pair("white", "deep", "titles of the cover"),
    Pair("cover-2", "deep", "small text of the cover"),
    Pair("deep", "white", "the band of internal covers"),
)
"""Text on its ground; each needs a contrast of 4.5 to 1."""

GRAPHIC: tuple[Pair, ...] = (
    Pair("main", "white", "bars, stressed figures, outlined cells"),
    Pair("main", "tint", "the bar of a stressed row, hatched for a plan, its quality flag"),
    Pair("compare", "white", "the other bars, the fourth part of a whole"),
    Pair("ink", "white", "quality flags, QR code, rules between sections"),
    Pair("ink-2", "white", "axes and their ticks"),
    Pair("ink-2", "tint", "the zero line in a stressed row"),
    Pair("series-1", "white", "lines and marks of charts with several series"),
    Pair("series-2", "white", "lines and marks of charts with several series"),
    Pair("series-3", "white", "lines and marks of charts with several series"),
    Pair("series-4", "white", "lines and marks of charts with several series"),
)
"""Marks that tell something, on their ground; each needs a contrast of 3 to 1."""

DECORATION: tuple[Pair, ...] = (
    Pair("tint", "white", "ground of rows and cells, which weight, form or words tell as well"),
    Pair("tint-n", "white", "ground of notices, the last part of five"),
    Pair("mid", "white", "the second part of a whole, which its key tells as well"),
    Pair("third", "white", "the third part of a whole, or what remains of it, which its key tells as well"),
    Pair("ink", "white", "ground of the internal band"),
    Pair("amber-dark", "white", "merlons of the header"),
    Pair("rule", "white", "light rules between rows that stand apart, lines of a chart's grid besides its axis"),
    Pair("rule", "tint", "the same, at the edge of a stressed row"),
    Pair("ink", "tint", "the last rule of a table, at the edge of a stressed row"),
)
"""What tells nothing on the pages, or nothing alone: no contrast is needed (WCAG 2.2, 1.4.11).

All that the cover shows besides its text is decoration.
"""


def too_pale(colours: Mapping[str, str]) -> list[str]:
    """Return a phrase for each pair that stands out too little: tokens, values, use, contrast and what is needed.

    Raises KeyError for a token that the theme lacks.
    """
    return [phrase for _, phrase in pale_pairs(colours)]


def pale_pairs(colours: Mapping[str, str]) -> list[tuple[Pair, str]]:
    """Return each pair that stands out too little, with the phrase that says so."""
    return [*_below(TEXTS, TEXT, "text", colours), *_below(GRAPHIC, GRAPHICS, "a graphic", colours)]


def _below(pairs: tuple[Pair, ...], least: float, what: str, colours: Mapping[str, str]) -> Iterator[tuple[Pair, str]]:
    for colour, ground, use in pairs:
        found = contrast(colours[colour], colours[ground])
        if found < least:
            # Cut, not rounded: 4.496 must not be told as 4.50.
            told = int(found * 100) / 100
            phrase = (
                f"{colour} ({colours[colour]}) on {ground} ({colours[ground]}) has a contrast of {told:.2f} to 1, "
                f"where {what} needs {least:g} to 1 ({use})"
            )
            yield Pair(colour, ground, use), phrase
