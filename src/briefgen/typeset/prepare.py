"""Make the text of a paragraph ready: one string with its kinds, without what is never printed."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from briefgen.typeset.glyphs import Run
from briefgen.typeset.kinds import HAN_SIDE, IGNORED, kinds_of

_PRINTED_NEVER = "".join(sorted(IGNORED - set("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029\u200b")))
_STRIP = dict.fromkeys(map(ord, _PRINTED_NEVER))
_SUSPECT = re.compile(f"[{re.escape(_PRINTED_NEVER)}\u0300-\u036f]")
_ACCENTED = re.compile("[^\u0300-\u036f][\u0300-\u036f]+")

_REFERENCE = re.compile("[^WGNZ]")
_FOLD = re.compile(f"(?<=[{HAN_SIDE}])[WN]*N[WN]*(?=[{HAN_SIDE}])")
_BETWEEN_WORDS = re.compile("(?<=[ADRceilpqta])Z(?=[ADorqta])")
"""A permitted break between two words, which have a space where the line does not break there."""

_SURPLUS = re.compile(
    r"(?<=W)W+|^W+|W+$"
    r"|(?<=[HK])[WG]+(?=[ADprtR])|(?<=[ADprtR])[WG]+(?=[HK])"
    r"|(?<=[OCSMFY])[WG]+|[WG]+(?=[OCSMFY])"
    rf"|(?<=[{HAN_SIDE}])[WG]+(?=R)"
)
"""Spaces in a row, at either end, between Han and Latin, beside a full-width mark, before a source number after Han."""


@dataclass(frozen=True)
class Prepared:
    """Hold a paragraph's text, its kinds, where each run starts (with the length at the end), and permitted breaks."""

    text: str
    kinds: str
    bounds: tuple[int, ...]
    permitted: tuple[int, ...]


def prepare(runs: Sequence[Run], language: str) -> Prepared:
    """Join the runs of a paragraph into one text.

    Ends of line between Han characters vanish, others become spaces; authors' spaces where the quarter em stands or
    beside full-width marks are taken out (design.md, section 4); control and other invisible characters are dropped.
    """
    texts = [_clean(run.text) for run in runs]
    kinds = "".join(
        _REFERENCE.sub("R", kinds_of(text, run.language or language))
        if run.reference
        else kinds_of(text, run.language or language)
        for run, text in zip(runs, texts, strict=True)
    )
    text = "".join(texts)
    bounds = [0, *accumulate(map(len, texts))]
    if "N" in kinds:
        text, kinds, bounds = _cut(text, kinds, bounds, [match.span() for match in _FOLD.finditer(kinds)])
        text = "".join(" " if kind == "N" else letter for letter, kind in zip(text, kinds, strict=True))
        kinds = kinds.replace("N", "W")
    permitted: list[int] = []
    if "Z" in kinds:
        between_words = {match.start() for match in _BETWEEN_WORDS.finditer(kinds)}
        text = "".join(" " if at in between_words else letter for at, letter in enumerate(text))
        kinds = "".join("W" if at in between_words else kind for at, kind in enumerate(kinds))
        marks = [match.start() for match in re.finditer("Z", kinds)]
        joined = [*bounds, *(at + 1 for at in between_words), *marks]
        text, kinds, joined = _cut(text, kinds, joined, [(at, at + 1) for at in marks])
        bounds, permitted = joined[: len(bounds)], joined[len(bounds) :]
    if surplus := [match.span() for match in _SURPLUS.finditer(kinds)] if "W" in kinds or "G" in kinds else []:
        joined = [*bounds, *permitted]
        text, kinds, joined = _cut(text, kinds, joined, surplus)
        bounds, permitted = joined[: len(bounds)], joined[len(bounds) :]
    # A permitted break before a space is one after it.
    permitted = [at + 1 if kinds[at : at + 1] == "W" else at for at in permitted]
    return Prepared(text, kinds, tuple(bounds), tuple(sorted({at for at in permitted if 0 < at < len(text)})))


def _clean(text: str) -> str:
    if not _SUSPECT.search(text):
        return text
    text = text.translate(_STRIP)
    return _ACCENTED.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def _cut(text: str, kinds: str, places: list[int], spans: list[tuple[int, int]]) -> tuple[str, str, list[int]]:
    """Take spans out of a text and its kinds, and move places in it accordingly."""
    if not spans:
        return text, kinds, places
    keep: list[tuple[int, int]] = []
    start = 0
    for first, last in spans:
        keep.append((start, first))
        start = last
    keep.append((start, len(text)))
    starts = [first for first, _ in spans]
    lost = [0, *accumulate(last - first for first, last in spans)]

    def moved(place: int) -> int:
        count = bisect_left(starts, place)
        if not count:
            return place
        inside = max(0, spans[count - 1][1] - place)
        return place - lost[count] + inside

    return (
        "".join(text[a:b] for a, b in keep),
        "".join(kinds[a:b] for a, b in keep),
        [moved(place) for place in places],
    )
