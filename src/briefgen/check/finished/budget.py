"""How much one file may make of itself, so that a few bytes cannot take all memory or hours."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefgen.errors import VerificationFailure

# Far above what briefs of hundreds of pages hold, and little enough for seconds and half a gigabyte.
DECODED = ("bytes behind its compression", 256 * 1024 * 1024)
TOKENS = ("numbers and words in one stream of content", 2_000_000)
OPERATORS = ("operators", 1_500_000)
DRAWS = ("drawings of forms", 20_000)
CODES = ("codes in its character maps", 1_000_000)
MAPS = ("bytes of character maps", 32 * 1024 * 1024)
WIDTHS = ("widths of glyphs", 4_000_000)
CHARACTERS = ("characters of text", 64_000_000)

LESS = "Split the file, or export it again with simpler pages; if you do not know who made it, do not open it."

Limit = tuple[str, int]


class TooLarge(VerificationFailure):
    """Tell of a file that holds more than can be judged."""


@dataclass(frozen=True)
class Budget:
    """Count what one file holds, kind by kind."""

    spent: dict[str, int] = field(default_factory=dict[str, int])

    def spend(self, limit: Limit, amount: int = 1) -> None:
        """Count an amount; raise TooLarge beyond the limit."""
        what, most = limit
        total = self.spent[what] = self.spent.get(what, 0) + amount
        if total > most:
            raise too_large(limit)

    def left(self, limit: Limit) -> int:
        """Return how much may still be spent."""
        return limit[1] - self.spent.get(limit[0], 0)


def too_large(limit: Limit) -> TooLarge:
    """Return the failure that names a limit."""
    what, most = limit
    return TooLarge(f"This file holds more than can be judged: over {most:,} {what}.", LESS)
