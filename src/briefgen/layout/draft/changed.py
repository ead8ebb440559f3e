"""Which lines say something else than an approved edition did, by comparing the texts that both print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from briefgen.layout.draft.draft import Changed
from briefgen.layout.draft.margin import numbers_of_lines
from briefgen.pdf.noted import NotedLine

ALIKE = 0.4
"""From which ratio a text is an old one with other words; below it is another text."""


@dataclass(frozen=True)
class Printed:
    """Hold a text as it is printed in one piece: its language, and the places of its lines among all lines."""

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
        Printed(language, _joined([lines[place].text for place in places], language), tuple(places))
        for (_, language), places in found.items()
    )


def _joined(texts: Sequence[str], language: str) -> str:
    """Return the text of lines; Han text has no blanks where lines end."""
    blank = "" if language.startswith("zh") else " "
    return blank.join(text.strip() for text in texts).replace("\u200b", "")


def difference(lines: Sequence[NotedLine], was: Mapping[str, Sequence[str]]) -> Difference:
    """Compare the lines of a document with the texts, by language, of an approved one; other languages are left out."""
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
        for one in new[j1:j2]:
            ratio, best = max(((_ratio(text, one.text), -place) for place, text in enumerate(left)), default=(0.0, 0))
            yield (left.pop(-best), one) if ratio >= ALIKE else ("", one)
        for text in left:
            yield text, None


def _ratio(old: str, new: str) -> float:
    return SequenceMatcher(None, _key(old), _key(new), autojunk=False).ratio()


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
