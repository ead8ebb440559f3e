"""The passages of a finished file: what is read at once, in which language, on which page; for comparing two files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefgen.check.finished.opened import Opened
from briefgen.check.finished.said import said_in_file, squeezed
from briefgen.check.finished.spoken import INLINE
from briefgen.check.finished.tree import LinkObject, Node, Piece
from briefgen.language.words import say

Part = Literal["", "edition", "personal"]
_PARTS: dict[str, Part] = {"edition": "edition", "date": "edition", "prepared-for": "personal"}
"""What entries on the cover tell, by the key of their label."""
ELSEWHERE = "#"
"""Stands for the number of a page, which is no content."""


@dataclass(frozen=True)
class Passage:
    """Hold a passage: its language, its page from 1 (0: unknown), its role, its words.

    `key` is what two passages with the same words have in common, wherever their lines break and their pages fall.
    `part`: what of the cover it tells that is no content.
    """

    language: str
    page: int
    role: str
    text: str
    key: str
    part: Part = ""


def passages(opened: Opened) -> tuple[Passage, ...]:
    """Return the passages of a tagged file in the order of reading; of figures, their descriptions."""
    return tuple(one for top in opened.tree.top for one in _block(top, "") if one.key)


def _block(node: Node, part: Part) -> Iterator[Passage]:
    """Yield the passages of an element that is more than a part of a line."""
    if node.role in ("Figure", "Formula") and node.alt:
        for language, text in said_in_file(node).alt:
            yield _passage(language or node.language, node, text, text, part)
        return
    part = part or _part(node)
    line: list[Node | Piece] = []
    for child in node.children:
        if isinstance(child, LinkObject):
            continue
        if isinstance(child, Piece) or child.role in INLINE:
            line.append(child)
            continue
        yield from _line(line, node, part)
        line = []
        yield from _block(child, part)
    yield from _line(line, node, part)


def _line(line: list[Node | Piece], node: Node, part: Part) -> Iterator[Passage]:
    """Yield what stands in one element: one passage, or one for each language where each has an element of its own."""
    parts = [child for child in line if isinstance(child, Node)]
    languages = {child.language for child in parts}
    if len(parts) == len(line) and len(languages) > 1:
        for child in parts:
            yield _passage(child.language, child, child.text, _key(child), part)
    elif line:
        language = parts[0].language if len(parts) == len(line) else node.language
        text = "".join(child.text for child in line)
        yield _passage(language, node, text, "".join(_key(child) for child in line), part)


def _passage(language: str, node: Node, text: str, key: str, part: Part) -> Passage:
    return Passage(language.partition("-")[0].lower(), node.page + 1, node.role, text.strip(), squeezed(key), part)


def _key(child: Node | Piece) -> str:
    """Return the words with the numbers of pages that they lead to taken out."""
    if isinstance(child, Piece):
        return child.text
    if child.role == "Reference" and child.text.strip().isdigit():
        return ELSEWHERE
    return "".join(_key(below) for below in child.children if not isinstance(below, LinkObject))


def _part(node: Node) -> Part:
    """Return what an entry of the cover tells, by its label."""
    if node.role != "LI" or node.page != 0:
        return ""
    labels = {squeezed(found) for below in node.nodes if below.role == "Lbl" for found in _texts(below)}
    for key, part in _PARTS.items():
        if labels & {squeezed(say(key, language)) for language in ("zh", "en")}:
            return part
    return ""


def _texts(node: Node) -> Iterator[str]:
    yield node.text
    for below in node.nodes:
        yield from _texts(below)
