"""Where each part of a YAML text stands, from where to where, and its comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.errors import Place
from briefgen.spec.tree import Mapping, Node, Scalar

_COMMENT = re.compile(r"#[^\n]*")
_HEADER = re.compile(r"[|>][^\n#]*?\s(#[^\n]*)")
_AROUND = re.compile(r"#[^\n]*|[\]}]")
_DASH = re.compile(r"#[^\n]*|-")


class YamlPlaces:
    """Tell offsets in a text for the parts of the tree that was read from it.

    `comments` holds begin and end of each comment, in order. A text written with | or > ends with its last visible
    character, so that empty lines after it belong to nothing, unless its mark + makes them part of it.
    """

    def __init__(self, text: str, root: Mapping) -> None:
        self.text = text
        self.comments: list[tuple[int, int]] = []
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._spans: dict[int, tuple[int, int]] = {}
        self._reached = 0
        self._measure(root)
        self._note_comments(len(text))

    def begin(self, node: Node) -> int:
        """Return where a key or value begins."""
        return self._spans[id(node)][0]

    def end(self, node: Node) -> int:
        """Return where a key or value ends; the end of a block mapping or list is that of its last part."""
        return self._spans[id(node)][1]

    def line_begin(self, offset: int) -> int:
        """Return where the line of an offset begins."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Return where the line of an offset ends, before its line break."""
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found

    def leads_its_line(self, offset: int) -> bool:
        """Say whether only white space stands before an offset in its line."""
        return not self.text[self.line_begin(offset) : offset].strip()

    def is_bracketed(self, node: Node) -> bool:
        """Say whether a mapping or list stands in brackets; the one pair of `[a: b]` is a mapping without any."""
        return self.text[self.begin(node) : self.begin(node) + 1] in ("{", "[")

    def colon(self, key: Scalar, value: Node) -> int | None:
        """Return the offset after the colon of a key, or None where it has none, as in `{a, b}`."""
        index = self.text.find(":", self.end(key), max(self.begin(value), self.end(key)))
        return None if index < 0 else index + 1

    def dash(self, before: int, entry: Node) -> int:
        """Return the offset of the dash of an entry of a block list; `before` is where the entry before it ends."""
        marks = [found.start() for found in _DASH.finditer(self.text, before, self.begin(entry)) if found[0] == "-"]
        return marks[0] if marks else self.begin(entry)

    def comments_within(self, begin: int, end: int) -> list[str]:
        """Return the comments that stand between two offsets."""
        return [self.text[first:last] for first, last in self.comments if begin <= first < end]

    def _offset(self, place: Place) -> int:
        return self._lines[place.line - 1] + place.column - 1

    def _measure(self, node: Node) -> int:
        """Note the span of a node and all below it; return its end."""
        begin = self._offset(node.place)
        if isinstance(node, Scalar):
            end = self._scalar_end(node, begin)
        else:
            closing = "" if not node.flow or self.text[begin] not in "{[" else "}" if self.text[begin] == "{" else "]"
            end = begin + bool(closing)
            for part in _parts(node):
                end = max(end, self._measure(part))
            if closing:
                found = (mark for mark in _AROUND.finditer(self.text, end) if mark[0] == closing)
                end = next(found).end()
        self._spans[id(node)] = begin, end
        return end

    def _scalar_end(self, node: Scalar, begin: int) -> int:
        self._note_comments(begin)
        written = node.raw or str(node)
        if node.style in ("|", ">"):
            header = _HEADER.match(written)
            if header:
                self.comments.append((begin + header.start(1), begin + header.end(1)))
            keeps = "+" in written[: written.find("\n") + 1].partition("#")[0]
            written = written.removesuffix("\n") if keeps else written.rstrip()
        self._reached = max(self._reached, begin + len(written))
        return begin + len(written)

    def _note_comments(self, until: int) -> None:
        """Note the comments up to the next scalar: between scalars # begins a comment and nothing else."""
        self.comments.extend(found.span() for found in _COMMENT.finditer(self.text, self._reached, until))
        self._reached = max(self._reached, until)


def _parts(node: Node) -> Iterator[Node]:
    """Yield keys, values and entries in the order of the file."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield key
            yield value
    elif not isinstance(node, Scalar):
        yield from node
