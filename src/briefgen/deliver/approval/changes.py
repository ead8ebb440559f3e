"""What differs between two contents of a brief in one language, by class: a figure, the form, the wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from briefgen.deliver.approval.content import Content
from briefgen.deliver.approval.texts import facts_in

Class = Literal["facts", "form", "wording"]
CLASSES: tuple[Class, ...] = ("facts", "form", "wording")
"""A change of facts or of form is one for the readers of all languages, of wording for those of one."""
_BLOCK = re.compile(r"blocks\.(\d+)(?:\.(.+))?")
_NUMBERS = re.compile(r"\.\d+(?=\.|$)")


@dataclass(frozen=True)
class Change:
    """Hold one change: its class, its place (of a figure its id), the old and the new words, "" for none."""

    kind: Class
    place: str
    old: str
    new: str


def changes(old: Content, new: Content) -> tuple[Change, ...]:
    """Return what differs, figures first; blocks are known again where others come before them."""
    if old.digest == new.digest:
        return ()
    pairs = _pairs(old, new)
    return (*_figures(old, new), *_form(old, new, pairs), *_wording(old, new, pairs))


def class_of(found: Iterable[Change]) -> Class | Literal[""]:
    """Return the class of several changes together: figures before form before wording; "" for none."""
    kinds = {change.kind for change in found}
    for kind in CLASSES:
        if kind in kinds:
            return kind
    return ""


def changed_places(old: Content, new: Content) -> tuple[str, ...]:
    """Return the places in the new content that say something else than the old one.

    A text counts whose words have changed, or a figure that it refers to. A block counts as a whole, as `blocks.3`,
    where it is new, or shows a figure that has changed; `facts.ID` and `tables.ID` where the words of one have.
    """
    if old.digest == new.digest:
        return ()
    pairs = _pairs(old, new)
    told = {id for id, figure in new.figures.items() if old.figures.get(id) != figure}
    told |= {id.partition("/")[0] for id in told}
    worded = (change for change in _wording(old, new, pairs) if change.kind == "wording" and change.new)
    found = dict.fromkeys(change.place for change in worded if change.place in new.texts)
    found |= dict.fromkeys(place for place, text in new.texts.items() if told & set(facts_in(text)))
    found |= dict.fromkeys(f"blocks.{index}" for index in _blocks(new) if index not in pairs)
    for place, value in new.form.items():
        block = _BLOCK.fullmatch(place)
        if block is not None and value in told:
            found[f"blocks.{block[1]}"] = None
    order = {place: number for number, place in enumerate([*new.texts, *new.form])}
    return tuple(sorted(found, key=lambda place: order.get(place, len(order))))


def _figures(old: Content, new: Content) -> Iterator[Change]:
    for id in dict.fromkeys([*old.figures, *new.figures]):
        was, now = old.figures.get(id), new.figures.get(id)
        if was is None or now is None or was.said != now.said:
            yield Change("facts", id, was.words if was else "", now.words if now else "")


def _form(old: Content, new: Content, pairs: Mapping[int, int]) -> Iterator[Change]:
    back = {was: now for now, was in pairs.items()}
    for index in _blocks(old):
        if index not in back:
            yield Change("form", f"gone.{index}", old.form[f"blocks.{index}"], "")
    for index in _blocks(new):
        if index not in pairs:
            yield Change("form", f"blocks.{index}", "", new.form[f"blocks.{index}"])
    before = {_moved(place, back): value for place, value in old.form.items()}
    for place in dict.fromkeys([*new.form, *before]):
        block = _BLOCK.fullmatch(place)
        if place.startswith("gone.") or (block is not None and int(block[1]) not in pairs):
            continue  # told with the block
        if before.get(place, "") != new.form.get(place, ""):
            yield Change("form", place, before.get(place, ""), new.form.get(place, ""))


def _wording(old: Content, new: Content, pairs: Mapping[int, int]) -> Iterator[Change]:
    """Yield changed texts, words of figures that say what they said, and entries that are only in another order."""
    back = {was: now for now, was in pairs.items()}
    before = {_moved(place, back): text for place, text in old.texts.items()}
    spare = Counter((_role(place), text) for place, text in before.items() if new.texts.get(place) != text)
    wanted = Counter((_role(place), text) for place, text in new.texts.items() if before.get(place) != text)
    told: set[str] = set()
    moved: dict[str, Change] = {}
    for place in dict.fromkeys([*new.texts, *before]):
        was, now, role = before.get(place, ""), new.texts.get(place, ""), _role(place)
        if was == now:
            continue
        change = Change("form", place, was, now)
        # An entry that only stands elsewhere in its block has not changed.
        if now and spare[role, now] > 0:
            spare[role, now] -= 1
            now = ""
        if was and wanted[role, was] > 0:
            wanted[role, was] -= 1
            was = ""
        if was or now:
            told.add(role)
            yield Change("wording", place, was, now)
        else:
            moved.setdefault(role, change)
    yield from (change for role, change in moved.items() if role not in told)
    for id, figure in new.figures.items():
        then = old.figures.get(id)
        if then is not None and then.said == figure.said and then.words != figure.words:
            yield Change("wording", id, then.words, figure.words)


def _role(place: str) -> str:
    """Return a place without the numbers of entries; that of its block stays."""
    block = _BLOCK.fullmatch(place)
    if block is None:
        return _NUMBERS.sub("", place)
    return f"{block[1]}.{_NUMBERS.sub('', '.' + (block[2] or ''))}"


def _moved(place: str, back: Mapping[int, int]) -> str:
    """Return where a place of the old content stands in the new one; what has gone has a place of its own."""
    block = _BLOCK.fullmatch(place)
    if block is None:
        return place
    index = back.get(int(block[1]))
    tail = f".{block[2]}" if block[2] else ""
    return f"blocks.{index}{tail}" if index is not None else f"gone.{block[1]}{tail}"


def _blocks(content: Content) -> list[int]:
    return [int(found[1]) for place in content.form if (found := _BLOCK.fullmatch(place)) and found[2] is None]


def _pairs(old: Content, new: Content) -> dict[int, int]:
    """Return the number of the old block that each block of the new content was, as far as one was.

    Blocks that are the same are matched first; between these, blocks of one kind in their order.
    """
    was, now = _signatures(old), _signatures(new)
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    pairs: dict[int, int] = {}
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            pairs.update(zip(range(start, end), range(first, last), strict=True))
        elif tag == "replace":
            waiting = list(range(first, last))
            for index in range(start, end):
                kind = now[index][0]
                found = next((old_index for old_index in waiting if was[old_index][0] == kind), None)
                if found is not None:
                    pairs[index] = found
                    waiting = waiting[waiting.index(found) + 1 :]
    return pairs


def _signatures(content: Content) -> list[tuple[str, ...]]:
    """Return kind, form and texts of each block, without its number."""
    held: dict[int, list[str]] = {index: [content.form[f"blocks.{index}"]] for index in _blocks(content)}
    for entries in (content.form, content.texts):
        for place, value in entries.items():
            block = _BLOCK.fullmatch(place)
            if block is not None and block[2] is not None:
                held[int(block[1])].append(f"{block[2]}={value}")
    return [tuple(held[index]) for index in sorted(held)]
