"""Design tokens as frozen values; lengths are points, colours are six hex digits with a hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MM = 72 / 25.4


@dataclass(frozen=True)
class Letter:
    """Say how one language's letters look in a role: family ("sans", "serif"), weight, size in points, colour token."""

    family: str
    weight: int
    size: float
    colour: str


@dataclass(frozen=True)
class Role:
    """Hold a row of the type scale; `leading` in points."""

    name: str
    han: Letter
    latin: Letter
    leading: float
    display: bool = False
    balance: bool = False

    def letter(self, language: str) -> Letter:
        """Return the letters for a language tag: Han for Chinese, Latin for all others."""
        return self.han if language.split("-")[0] == "zh" else self.latin


@dataclass(frozen=True)
class Theme:
    """Hold a document's colours and type scale.

    `colours` maps tokens (ink, ink-2, compare, third, rule, tint-n, amber, amber-dark, white, main, mid, tint, deep,
    cover-2) to hex values. `code` is the first part of an edition code, such as ROB.
    """

    name: str
    code: str
    colours: Mapping[str, str]
    roles: Mapping[str, Role]

    def colour(self, token: str) -> str:
        """Return the hex value of a token; a hex value is returned as it is."""
        return token if token.startswith("#") else self.colours[token]
