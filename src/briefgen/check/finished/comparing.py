"""What differs between two finished files: figures, passages by language, for whom they are, which edition."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal, cast

from briefgen.check.finished.opened import Opened
from briefgen.check.finished.passages import Part, Passage, passages
from briefgen.check.finished.xmp import COPY, COPY_ID
from briefgen.errors import VerificationFailure

ALIKE = 0.5
"""How much two passages must have in common to be one that was changed."""
_QUALIFIERS = "约|近|逾|超过|超|至少|不少于|不超过|最多|about|around|nearly|almost|more than|over|at least|up to"
_NUMBER = re.compile(
    rf"(?:(?:{_QUALIFIERS})\s*)?[-−+]?\d[\d,.]*\s*(?:%|‰|[百千万亿兆]+|bn\b|m\b|k\b|tn\b)?", re.IGNORECASE
)
_CITED = re.compile(r"\[\d+\](?:–\[\d+\])?")

Kind = Literal["figure", "wording", "figure and wording"]


@dataclass(frozen=True)
class Told:
    """Hold what is read of one file: its edition, copy id, pages, languages, passages.

    `facts`: what the attached list of facts says, by id; None where none is attached. `paper`: the sides of its pages.
    """

    edition: str
    copy: str
    pages: int
    title: str
    languages: tuple[str, ...]
    passages: tuple[Passage, ...]
    facts: Mapping[str, Mapping[str, Any]] | None
    paper: str = ""


@dataclass(frozen=True)
class Passed:
    """Hold a passage that differs: its language, pages from 1 (0: not there), what differs, old and new words."""

    language: str
    old_page: int
    page: int
    kind: Kind
    old: str
    new: str


@dataclass(frozen=True)
class Corrected:
    """Hold a fact that says something else: old and new words by language; none where it is not printed."""

    fact: str
    old: Mapping[str, str]
    new: Mapping[str, str]


@dataclass(frozen=True)
class Compared:
    """Hold what differs. `figures` is None where no file says by itself which facts it prints."""

    figures: tuple[Corrected, ...] | None
    texts: tuple[Passed, ...]
    personal: bool
    edition: bool


def told_by(opened: Opened) -> Told:
    """Return what is read of a file. Raises VerificationFailure where briefgen did not make it, or it has no tags."""
    if not opened.edition:
        raise VerificationFailure("This file was not made by briefgen.", "Name two finished files of briefgen.")
    found = passages(opened)
    if not found:
        hint = "Build it with another profile than plain."
        raise VerificationFailure("The file has no tags, so that its words cannot be told apart by language.", hint)
    languages = tuple(dict.fromkeys(one.language for one in found))
    return Told(
        opened.edition,
        opened.metadata.first(COPY, COPY_ID),
        len(opened.pages),
        opened.title,
        languages,
        found,
        _facts(opened),
        str(opened.pages[0].entries.get("/MediaBox", "")) if opened.pages else "",
    )


def compare(old: Told, new: Told) -> Compared:
    """Return what differs between two files."""
    figures = _corrected(old.facts, new.facts) if old.facts is not None and new.facts is not None else None
    texts = [passed for tag in dict.fromkeys((*old.languages, *new.languages)) for passed in _texts(old, new, tag)]
    personal = old.copy != new.copy or _of(old, "personal") != _of(new, "personal")
    edition = old.edition != new.edition or _of(old, "edition") != _of(new, "edition")
    return Compared(figures, tuple(texts), personal, edition)


def _of(told: Told, part: Part) -> list[str]:
    return [one.key for one in told.passages if one.part == part]


def _texts(old: Told, new: Told, language: str) -> Iterator[Passed]:
    was = [one for one in old.passages if one.language == language and not one.part]
    now = [one for one in new.passages if one.language == language and not one.part]
    matcher = SequenceMatcher(None, [one.key for one in was], [one.key for one in now], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            yield from (_passed(language, *pair) for pair in _pairs(was[first:last], now[start:end]))


def _pairs(was: Sequence[Passage], now: Sequence[Passage]) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Yield each passage with what it became, in order; None for what is only in one of the files."""
    waiting = list(now)
    for old in was:
        found = next((number for number, new in enumerate(waiting) if _alike(old, new)), None)
        if found is None:
            yield old, None
            continue
        yield from ((None, new) for new in waiting[:found])
        yield old, waiting[found]
        waiting = waiting[found + 1 :]
    yield from ((None, new) for new in waiting)


def _alike(old: Passage, new: Passage) -> bool:
    if old.role != new.role:
        return False
    if _words(old.text) == _words(new.text):
        return True
    return SequenceMatcher(None, old.key, new.key, autojunk=False).ratio() >= ALIKE


def _passed(language: str, old: Passage | None, new: Passage | None) -> Passed:
    was, now = (old.text if old is not None else ""), (new.text if new is not None else "")
    numbers = _numbers(was) != _numbers(now)
    # What stands in one file alone is no wording where it is a number and nothing else.
    words = _words(was) != _words(now) if was and now else bool(set(_words(was or now)) - {"0"})
    kind: Kind = "figure and wording" if numbers and words else "figure" if numbers else "wording"
    return Passed(language, old.page if old else 0, new.page if new else 0, kind, was, now)


def _numbers(text: str) -> list[str]:
    found: list[str] = _NUMBER.findall(_CITED.sub("", text))
    return ["".join(one.split()).rstrip(".,") for one in found]


def _words(text: str) -> str:
    return "".join(_NUMBER.sub("0", text).split())


def _facts(opened: Opened) -> Mapping[str, Mapping[str, Any]] | None:
    for file in opened.attachments:
        if file.media != "application/json":
            continue
        try:
            held = cast("dict[str, Any]", json.loads((file.data or b"").decode("utf-8-sig")))
            return {str(fact["id"]): fact for fact in held["facts"]}
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return None


_SAID = ("value", "low", "high", "rank", "of", "list", "words", "day", "awaited", "unit", "qualifier", "kind")
_TIMES = ("period", "as_of", "year_inferred")


def _corrected(old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]) -> tuple[Corrected, ...]:
    """Return the facts of which the attached lists say something else: value, unit, qualifier, kind, time."""
    found: list[Corrected] = []
    for id in dict.fromkeys((*old, *new)):
        was, now = old.get(id, {}), new.get(id, {})
        if any(was.get(key) != now.get(key) for key in (*_SAID, *_TIMES)):
            found.append(Corrected(id, _sentence(was), _sentence(now)))
    return tuple(found)


def _sentence(fact: Mapping[str, Any]) -> dict[str, str]:
    said = fact.get("sentence")
    if not isinstance(said, dict):
        return {}
    time = fact.get("period") or fact.get("as_of") or ""
    words = cast("dict[str, Any]", said)
    return {str(tag): f"{text} ({time})" if time else str(text) for tag, text in words.items()}
