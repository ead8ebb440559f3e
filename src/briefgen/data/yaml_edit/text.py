"""New parts of a YAML file as text: plain where that reads back as meant, else in quotes; short lists in one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from briefgen.errors import AuthorsMistakes
from briefgen.spec.parsing import is_wide
from briefgen.spec.reader import read_bytes
from briefgen.spec.tree import Mapping, Node, Scalar

WIDEST = 120
"""Characters of a line that is written anew; a longer mapping or list is written over several lines."""
_SURELY_PLAIN = re.compile(r"\w(?:[\w ./()%-]*[\w)%])?")
_LEVELS_IN_BLOCKS = 2
"""The mappings of a section and of its facts and sources are never written in one line."""


@dataclass(frozen=True)
class Spot:
    """Hold where a value will stand: columns before its key, keys above it, and whether that is inside brackets.

    `step` is by how many columns one level is indented.
    """

    indent: int
    depth: int
    flow: bool = False
    step: int = 2

    def below(self) -> Spot:
        """Return the spot of the values of a mapping or list that stands here."""
        return replace(self, indent=self.indent + self.step, depth=self.depth + 1)


def write_node(node: Node, spot: Spot, before: int = 0) -> str:
    """Return a value as it stands after the colon of its key or its dash, with the blank or line break before it.

    `before` is how many characters stand in front of it in its line.
    """
    if isinstance(node, Scalar):
        return f" {write_text(node, flow=spot.flow)}"
    one_line = f" {_in_one_line(node)}"
    if spot.flow or not node or (not _must_be_block(node, spot) and before + len(one_line) <= WIDEST):
        return one_line
    return "".join(f"\n{line}" for line in _lines(node, spot))


def write_beside_dash(node: Node, spot: Spot, before: int) -> str:
    """Return an entry of a list as it stands after its dash; the first key of a mapping stands in the dash's line."""
    text, gap = write_node(node, spot, before), "\n" + " " * before
    return text.removeprefix(gap) if text.startswith(f"{gap} ") else text


def write_entry(key: str, value: Node, spot: Spot) -> str:
    """Return a key and its value, without the blanks before the key; `spot` is that of the value."""
    name = write_text(key, flow=spot.flow)
    return f"{name}:{write_node(value, spot, spot.indent + len(name) + 1)}"


def write_text(text: str, *, flow: bool, old: Scalar | None = None, indent: int = 0) -> str:
    """Return a text as YAML that reads back as exactly this text, in the style of the `old` one where possible.

    A text that was written over several lines is wrapped to their width; `indent` is that of its key.
    """
    if old is None and _SURELY_PLAIN.fullmatch(text):
        return text
    for candidate in _candidates(text, old, indent):
        if _reads_back(candidate, text, flow):
            return candidate
    return json.dumps(text, ensure_ascii=False)


def _candidates(text: str, old: Scalar | None, indent: int) -> Iterator[str]:
    style = old.style if old is not None else ""
    raw = old.raw if old is not None else ""
    if style in ("|", ">"):
        yield _as_block(text, style, raw, indent)
    width, margin = _shape(raw, indent)
    single, double = "'" + text.replace("'", "''") + "'", json.dumps(text, ensure_ascii=False)
    for candidate in {"'": (single,), '"': (double,)}.get(style, (text, single) if text else (single,)):
        if width and "\n" not in text:
            yield _wrapped(candidate, width, margin)
        yield candidate


def _as_block(text: str, style: str, raw: str, indent: int) -> str:
    """Return the text under | or >; whether the reader takes it for the same text is for the caller to see."""
    width, margin = _shape(raw, indent)
    body = text.removesuffix("\n")
    header = raw.partition("\n")[0]
    comment = re.search(r"\s+#.*", header)
    mark = style + ("" if text.endswith("\n") else "-") + (comment[0] if comment else "")
    lines = body.split("\n") if style == "|" else _wrapped(body, width or WIDEST, "").split("\n")
    return "\n".join([mark, *(f"{margin}{line}" if line else "" for line in lines)])


def _shape(raw: str, indent: int) -> tuple[int, str]:
    """Return the widest line of a text written over several lines, without its margin, and the margin."""
    lines = [line for line in raw.split("\n")[1:] if line.strip()]
    if not lines:
        return 0, " " * (indent + 2)
    margin = lines[0][: len(lines[0]) - len(lines[0].lstrip(" "))]
    return max(len(line.strip()) for line in lines), margin


def _wrapped(text: str, width: int, margin: str) -> str:
    """Break a text at single blanks, but never between wide characters, where the printed text would lose them."""
    words = text.split(" ")
    lines = [words[0]]
    for before, word in pairwise(words):
        joins = not before or not word or word.startswith("#") or (is_wide(before[-1]) and is_wide(word[0]))
        if joins or len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return f"\n{margin}".join(lines)


def _reads_back(candidate: str, text: str, flow: bool) -> bool:
    """Say whether the reader takes a candidate for this text, as a value and, where it is one line, in brackets."""
    document = f"{{k: {candidate}, z: z}}\n" if flow else f"k: {candidate}\nz: z\n"
    try:
        found = read_bytes(document.encode("utf-8", "surrogatepass"), "")
    except AuthorsMistakes:
        return False
    return list(found.items()) == [("k", text), ("z", "z")]


def _must_be_block(node: Node, spot: Spot) -> bool:
    if isinstance(node, Mapping):
        return spot.depth <= _LEVELS_IN_BLOCKS or any(
            isinstance(value, Mapping) or (isinstance(value, list) and any(not isinstance(part, str) for part in value))
            for value in node.values()
        )
    return any(not isinstance(entry, str) for entry in node)


def _in_one_line(node: Node) -> str:
    if isinstance(node, Scalar):
        return write_text(node, flow=True)
    if isinstance(node, Mapping):
        inside = [f"{write_text(key, flow=True)}: {_in_one_line(value)}" for key, value in node.items()]
        return "{" + ", ".join(inside) + "}"
    return "[" + ", ".join(_in_one_line(entry) for entry in node) + "]"


def _lines(node: Node, spot: Spot) -> Iterator[str]:
    """Yield the lines of a mapping or list that stands below its key."""
    below = spot.below()
    margin = " " * below.indent
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield f"{margin}{write_entry(key, value, below)}"
    elif not isinstance(node, Scalar):
        for entry in node:
            yield f"{margin}-{write_beside_dash(entry, below, below.indent + 1)}"
