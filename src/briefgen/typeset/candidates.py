"""The breaks that a paragraph offers for a measure: those allowed, and more where a piece is wider than the measure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property

from briefgen.typeset.breaks import NEVER_FIRST, NEVER_LAST, opportunities
from briefgen.typeset.keep import addresses, kept
from briefgen.typeset.linebreak import EPSILON, count_lines
from briefgen.typeset.prepare import Prepared

LAST_LINE_SHARE = 0.2
LAST_LINE_HAN = 3
LAST_LINE_WORDS = 2
"""A last line has a fifth of the measure, and three Han characters or two words (design.md, section 4)."""

COSTS = {"d": 1.0, "M": 1.0, "l": 1.0, "h": 4.0, "s": 4.0}
"""Costs of breaks in square ems by the kind before them: dashes, ellipses, hyphens, slashes."""

DISPLAY_HYPHEN = 25.0
"""What a break after a hyphen costs in a title, lead or takeaway: taken only where a line would be far shorter."""

ADDRESS_BREAK = 6.0
HOST_BREAK = 12.0
HELD_BREAK = 30.0
TORN_BREAK = 60.0
"""Costs of breaks between the parts of an address; inside a part; in what is kept together; anywhere."""

_WORD = re.compile("[AD][^WGHKOCSMFYIR]*")


class Edges:
    """Hold where a line starts before each character of a text, and ends after it, in points on one endless line."""

    def __init__(self, kinds: str, starts: Sequence[float], ends: Sequence[float]) -> None:
        self.kinds = kinds
        self.starts = starts
        self.ends = ends


class Breaks:
    """Hold breaks as the arrays that `linebreak` works on; index 0 is the start of the text, the last one its end."""

    def __init__(self, edges: Edges, found: dict[int, float]) -> None:
        """Take places in the text, in order, with what a break there costs."""
        self._kinds = edges.kinds
        self.found = found
        self.places = [0, *found, len(edges.kinds)]
        self.costs = [0.0, *found.values(), 0.0]
        starts, ends = edges.starts, edges.ends
        self.starts = [starts[at] for at in self.places]
        self.ends = [0.0, *[ends[at - 1] for at in self.places[1:]]]

    def too_wide(self, measure: float) -> list[tuple[int, int]]:
        """Return the pieces between neighbouring breaks that are wider than the measure, as places in the text."""
        limit = measure + EPSILON
        return [
            (self.places[k - 1], self.places[k])
            for k in range(1, len(self.places))
            if self.ends[k] - self.starts[k - 1] > limit
        ]

    def last_start(self, measure: float) -> int:
        """Return the last break that leaves enough for a last line; the last index if none does."""
        count = len(self.places) - 1
        least = measure * LAST_LINE_SHARE
        for k in range(count - 1, 0, -1):
            if self.ends[count] - self.starts[k] >= least and self._is_enough(self._kinds[self.places[k] :]):
                return k
        return count

    @staticmethod
    def _is_enough(kinds: str) -> bool:
        han = kinds.count("H")
        return han >= LAST_LINE_HAN or han / LAST_LINE_HAN + len(_WORD.findall(kinds)) / LAST_LINE_WORDS >= 1


class Candidates:
    """Find the breaks of one paragraph.

    `found` holds what the rules allow, with its cost, `stretches` where a justified line may be stretched. `fixed` are
    the places where a run's own blank forbids a break, `gids` as in `Items`.
    """

    def __init__(
        self, prepared: Prepared, edges: Edges, gids: Sequence[int], fixed: frozenset[int], *, display: bool
    ) -> None:
        self._edges = edges
        self._kinds = prepared.kinds
        self._gids = gids
        self._fixed = fixed
        self._permitted = [at for at in prepared.permitted if at not in fixed]
        self._costs = {**COSTS, "h": DISPLAY_HYPHEN} if display else COSTS
        self._display = display and bool(self._permitted)
        self.stretches: list[int] = []
        self.found, self._held = self._find(prepared)

    @cached_property
    def common(self) -> Breaks:
        """Return the breaks that the rules allow."""
        return Breaks(self._edges, self.found)

    def for_measure(self, measure: float) -> Breaks:
        """Return the breaks to choose from; no piece between them is wider than the measure if it can be helped."""
        breaks = self._phrases(measure) if self._display else self.common
        for cost, places in self._emergencies():
            wide = breaks.too_wide(measure)
            if not wide:
                break
            candidates = places()
            found = dict(breaks.found)
            for a, b in wide:
                inner = candidates[bisect_right(candidates, a) : bisect_left(candidates, b)]
                found.update(dict.fromkeys(inner, cost))
            breaks = Breaks(self._edges, dict(sorted(found.items())))
        return breaks

    def _find(self, prepared: Prepared) -> tuple[dict[int, float], list[int]]:
        """Return the breaks with their costs, in order, and those that things kept together forbid."""
        text, kinds, fixed = prepared.text, prepared.kinds, self._fixed
        closed = bytearray(len(kinds) + 1)
        for start, end in kept(text, kinds):
            closed[start + 1 : end] = b"\1" * (end - start - 1)
        more = dict.fromkeys(self._permitted, 0.0)
        narrow: list[int] = []
        for address in addresses(text):
            at_parts = {at: ADDRESS_BREAK if text[at - 1] in "/?&" else HOST_BREAK for at in address.breaks}
            closed[address.start + 1 : address.end] = b"\2" * (address.end - address.start - 1)
            more.update((at, cost) for at, cost in at_parts.items() if at not in fixed)
            narrow += [at for at in address.narrow if at not in fixed]
        for at in fixed:
            closed[at] = 2
        places = opportunities(kinds)
        found = {at: self._costs.get(kinds[at - 1], 0.0) for at in places if not closed[at]}
        self.stretches = [at for at in places if closed[at] != 2 and kinds[at - 1] not in "Md"]
        if more:
            found = dict(sorted((found | more).items()))
        return found, sorted([*(at for at in places if closed[at] == 1), *narrow])

    def _phrases(self, measure: float) -> Breaks:
        """Return the permitted breaks only, with others in phrases that are wider than the measure.

        Text without Han takes them only if they cost no line.
        """
        permitted = dict.fromkeys(self._permitted, 0.0)
        phrases = Breaks(self._edges, permitted)
        if wide := phrases.too_wide(measure):
            inside = {at: cost for at, cost in self.found.items() if any(a < at < b for a, b in wide)}
            phrases = Breaks(self._edges, dict(sorted((permitted | inside).items())))
        if "H" in self._kinds:
            return phrases
        lines = count_lines(phrases.starts, phrases.ends, measure)
        return phrases if lines <= count_lines(self.common.starts, self.common.ends, measure) else self.common

    def _emergencies(self) -> tuple[tuple[float, Callable[[], list[int]]], ...]:
        """Return further breaks for pieces wider than the measure, the least harmful first."""
        return (
            (HELD_BREAK, lambda: [at for at in self._held if self._kinds[at - 1] in "WMdhist"]),
            (HELD_BREAK, lambda: self._held),
            (TORN_BREAK, lambda: self._tears(strict=True)),
            (TORN_BREAK, lambda: self._tears(strict=False)),
        )

    def _tears(self, *, strict: bool) -> list[int]:
        """Return the places between clusters; `strict`: as far as marks allow it."""
        kinds = self._kinds
        return [
            at
            for at in range(1, len(kinds))
            if self._gids[at] >= 0
            and kinds[at] != "W"
            and at not in self._fixed
            and not (strict and (kinds[at] in NEVER_FIRST or kinds[at - 1] in NEVER_LAST))
        ]
