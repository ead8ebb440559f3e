"""Which lines say something else than an approved edition did, by comparing the texts that both print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby, pairwise

from briefgen.layout.draft.draft import Changed
from briefgen.layout.draft.margin import numbers_of_lines
from briefgen.pdf.noted import NotedLine

SHARED = ""
"""In place of a language: what stands once for all."""
SHORT = 40
"""Up to how many characters two texts are compared letter by letter."""
NEAR = 12
"""How far around its place a changed text is sought among the old ones."""
ALIKE = 0.4
"""From which ratio a text is an old one with other words; below it is another text."""
_PARTS = re.compile(r"[\u2e80-\uffff]+|[^\s\u2e80-\uffff]+")


@dataclass(frozen=True)
class Printed:
    """Hold a text as it is printed in one piece: its language, and the places of its lines among all lines.

    What has no letters, such as 16.5%, stands once for all languages: it is of none.
    """

    language: str
    text: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Difference:
    """Hold the places of changed lines, and what changed, in order."""

    lines: frozenset[int]
    changes: tuple[Changed, ...]


def printed(lines: Sequence[NotedLine]) -> tuple[Printed, ...]:
    """Return the texts of a document in the order in which they are drawn; one over two pages is one."""
    found: dict[tuple[int, str], list[int]] = {}
    for place, line in enumerate(lines):
        found.setdefault((id(line.element), line.language), []).append(place)
    return tuple(
        _printed(_joined([lines[place].text for place in places], language), language, tuple(places))
        for (_, language), places in found.items()
    )


def _printed(text: str, language: str, places: tuple[int, ...]) -> Printed:
    return Printed(language if any(map(str.isalpha, text)) else SHARED, text, places)


def _joined(texts: Sequence[str], language: str) -> str:
    """Return the text of lines; Han text has no blanks where lines end."""
    blank = "" if language.startswith("zh") else " "
    return blank.join(text.strip() for text in texts).replace("\u200b", "")


def difference(lines: Sequence[NotedLine], was: Mapping[str, Sequence[str]]) -> Difference:
    """Compare the lines of a document with the texts, by language, of an approved one; other languages are left out.

    Those of no language stand under `SHARED`.
    """
    numbers = numbers_of_lines(lines)
    changed: set[int] = set()
    changes: list[tuple[int, Changed]] = []
    for language, texts in was.items():
        now = [one for one in printed(lines) if one.language == language]
        last = 0
        for old, new in _pairs(list(texts), now):
            if new is None:
                changes.append((last, Changed(language, 0, 0, old, "")))
                continue
            touched = tuple(_touched(lines, new, old)) or new.lines[:1]
            changed.update(touched)
            last = touched[0]
            line = lines[last]
            changes.append((last, Changed(language, line.page + 1, numbers[last], old, new.text)))
    ordered = tuple(change for _, change in sorted(changes, key=lambda pair: pair[0]))
    return Difference(frozenset(changed), ordered)


def _pairs(old: Sequence[str], new: Sequence[Printed]) -> Iterator[tuple[str, Printed | None]]:
    """Yield each text that is another, with what it was ("" for a new one), and each that is gone, with None."""
    matcher = SequenceMatcher(None, [_key(text) for text in old], [_key(one.text) for one in new], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        left = list(old[i1:i2])
        for number, one in enumerate(new[j1:j2]):
            # Only texts that stood about there: where much is new, to try each with each would take minutes.
            about = number * (i2 - i1) // (j2 - j1) - (i2 - i1 - len(left))
            near = range(max(0, about - NEAR), min(len(left), about + NEAR))
            ratio, best = max(((_ratio(left[place], one.text), -place) for place in near), default=(0.0, 0))
            yield (left.pop(-best), one) if ratio >= ALIKE else ("", one)
        for text in left:
            yield text, None


def _ratio(old: str, new: str) -> float:
    """Return how much of two texts is the same, from 0 to 1: of long ones how many words, or pairs of Han."""
    if len(old) + len(new) <= SHORT:
        return SequenceMatcher(None, _key(old), _key(new), autojunk=False).ratio()
    left, right = _words(old), _words(new)
    return 2 * (left & right).total() / max(left.total() + right.total(), 1)


@lru_cache(maxsize=4096)
def _words(text: str) -> Counter[str]:
    found: list[str] = []
    for part in _PARTS.findall(text):
        han = part > "\u2e80"
        found += map("".join, pairwise(part)) if han and len(part) > 1 else [part]
    return Counter(found)


def _key(text: str) -> str:
    return "".join(text.split())


def _touched(lines: Sequence[NotedLine], new: Printed, old: str) -> Iterator[int]:
    """Yield the places of the lines of a text with characters that are not as they were, or beside which some went."""
    owners = [(place, character) for place in new.lines for character in _key(lines[place].text.replace("\u200b", ""))]
    matcher = SequenceMatcher(None, _key(old), "".join(character for _, character in owners), autojunk=False)
    found: list[int] = []
    for kind, _, _, j1, j2 in matcher.get_opcodes():
        if kind == "delete":
            found += [owners[min(j1, len(owners) - 1)][0]] if owners else []
        elif kind != "equal":
            found += [place for place, _ in owners[j1:j2]]
    for place, _ in groupby(sorted(found)):
        yield place
