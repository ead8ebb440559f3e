"""What a new pack has otherwise than the one before: files, and what papers say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from briefgen.deliver.pack.contents import Item
from briefgen.deliver.pack.record import Old

How = Literal["same", "changed", "new", "gone"]


@dataclass(frozen=True)
class Change:
    """Hold what became of a file: its name before and now, "" for none, and its SHA-256.

    `lines`: what a paper said and says now, in pairs; "" where nothing stood or stands. `facts`: the figures that say
    something else.
    """

    how: How
    kind: str
    subject: str
    old_name: str
    name: str
    old_sha256: str
    sha256: str
    lines: tuple[tuple[str, str], ...] = ()
    facts: tuple[str, ...] = ()


def changes(old: Old, items: Sequence[Item]) -> tuple[Change, ...]:
    """Return what became of each file, in the order of the new pack, then those that are gone."""
    found: list[Change] = []
    seen: set[str] = set()
    for item in items:
        id = f"{item.kind}:{item.subject}"
        seen.add(id)
        before = old.files.get(id)
        if before is None:
            found.append(Change("new", item.kind, item.subject, "", item.name, "", item.sha256))
            continue
        how: How = "same" if (before["sha256"], before["name"]) == (item.sha256, item.name) else "changed"
        lines = tuple(_lines([str(line) for line in before["lines"]], item.lines)) if how == "changed" else ()
        told = {id: str(said) for id, said in before["facts"].items()}
        facts = tuple(sorted(id for id in {*told, *item.facts} if told.get(id) != item.facts.get(id)))
        found.append(
            Change(how, item.kind, item.subject, before["name"], item.name, before["sha256"], item.sha256, lines, facts)
        )
    for id, before in old.files.items():
        if id not in seen:
            found.append(Change("gone", before["kind"], before["subject"], before["name"], "", before["sha256"], ""))
    return tuple(found)


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield lines that differ, side by side."""
    for how, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            continue
        left, right = old[start:end], new[begin:stop]
        for index in range(max(len(left), len(right))):
            yield left[index] if index < len(left) else "", right[index] if index < len(right) else ""
