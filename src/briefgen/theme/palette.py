"""The colours that a project gives to themes: whether texts and marks stand out, and whether codes are told apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.errors import Problem
from briefgen.spec.tree import place_of
from briefgen.theme.grounds import pale_pairs
from briefgen.theme.load import Palette, house_and, theme_code, theme_names

if TYPE_CHECKING:
    from briefgen.spec.settings import Hues

OF_MAIN = frozenset({"main", "mid", "tint"})
"""The colours that are mixed from `main`; `deep` and `cover-2` are from `deep`."""
DARKER = "Make the colour darker: mix black into it until the contrast is reached."
APART = "Give it a code of its own, such as PORT."


def palette_problems(palette: Palette) -> Iterator[Problem]:
    """Yield what is wrong with the colours and codes of a project, each at its place in the settings.

    The contrasts are those that the shipped themes keep (WCAG 2.2, level AA; `theme/grounds.py`).
    """
    shipped = theme_names()
    codes = {theme_code(name): name for name in shipped if name not in palette}
    for name, hues in palette.items():
        place = place_of(name, hues.place)
        if hues.code is None and name not in shipped:
            yield Problem(place, f'The theme "{name}" does not come with briefgen, and has no code.', APART)
        code = hues.code or (theme_code(name) if name in shipped else None)
        if code is not None and codes.setdefault(str(code), str(name)) != name:
            yield Problem(place_of(hues.code, place), f'The theme "{codes[code]}" has the code {code} too.', APART)
        yield from _pale(name, hues)


def _pale(name: str, hues: Hues) -> Iterator[Problem]:
    for pair, phrase in pale_pairs(house_and(str(hues.main).upper(), str(hues.deep).upper())):
        colour = hues.main if OF_MAIN & {pair.colour, pair.ground} else hues.deep
        yield Problem(place_of(colour, hues.place), f'In the theme "{name}", {phrase}.', DARKER)
