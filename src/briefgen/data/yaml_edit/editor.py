"""Changes written into a YAML file that leave every other byte as it is: comments, order, quotes, line ends.

The file is read into the tree that briefgen works with; what differs from the tree that is wanted is replaced where it
stands. The result is read again: it is the wanted tree, with every comment, or the change is refused.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from briefgen.data.yaml_edit.edits import Edit, Edits
from briefgen.data.yaml_edit.places import YamlPlaces
from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.spec.reader import read_bytes
from briefgen.spec.tree import Mapping, Node

_BOM = b"\xef\xbb\xbf"


def with_tree(content: bytes, name: str, wanted: Mapping) -> bytes:
    """Return the bytes of a YAML file, changed so that it reads as `wanted`; problems call the file `name`.

    New keys stand after the key that they follow in `wanted`; the order of what is there stays. Comments in lines that
    go stay, in lines of their own. Raises AuthorsMistakes where the file cannot be read, and where its way of writing
    does not let it be changed safely.
    """
    present = read_bytes(content, name)
    if present == wanted:
        return content
    text = _text(content)
    edits = Edits(text, YamlPlaces(text, present))
    edits.change(present, wanted)
    changed = _edited(content, text, edits.made)
    try:
        found = read_bytes(changed, name)
        kept = found == wanted and _comments(changed, found) >= _comments(content, present)
    except AuthorsMistakes:
        kept = False
    if not kept:
        place = Place(name, *_first_difference(present, wanted))
        hint = "Make the change in the file by hand, or write this part in the usual way, one key a line."
        raise AuthorsMistakes([Problem(place, "This part is written in a way that cannot be changed safely.", hint)])
    return changed


def _text(content: bytes) -> str:
    """Return the text whose places the reader tells."""
    text = content.removeprefix(_BOM).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def _comments(content: bytes, root: Mapping) -> Counter[str]:
    text = _text(content)
    return Counter(text[begin:end].rstrip() for begin, end in YamlPlaces(text, root).comments)


def _first_difference(present: Node, wanted: Node) -> tuple[int, int]:
    """Return line and column of the innermost part that holds all differences."""
    if isinstance(present, Mapping) and isinstance(wanted, Mapping):
        differing = [key for key in present if key not in wanted or present[key] != wanted[key]]
        if len(differing) == 1 and set(wanted) <= set(present):
            below = wanted.get(differing[0])
            return _first_difference(present[differing[0]], below) if below is not None else _at(differing[0])
        if differing:
            return _at(differing[0])
    return _at(present)


def _at(node: Node) -> tuple[int, int]:
    return node.place.line, node.place.column


def _edited(content: bytes, text: str, edits: Iterable[Edit]) -> bytes:
    """Return the bytes with all edits made; what no edit touches is copied as it was."""
    lines = _Lines(content, text)
    made: list[str] = []
    reached = 0
    for edit in sorted(edits):
        made.append(lines.between(reached, edit.begin))
        made.append(edit.text.replace("\n", lines.ending))
        reached = max(reached, edit.end)
    made.append(lines.between(reached, len(text)))
    return (_BOM if content.startswith(_BOM) else b"") + "".join(made).encode("utf-8")


class _Lines:
    """Hold the lines of a file as they were, beside the text that the reader made of them."""

    def __init__(self, content: bytes, text: str) -> None:
        parts = re.split("(\r\n|\r|\n)", content.removeprefix(_BOM).decode("utf-8"))
        self._raw, self._endings = parts[::2], [*parts[1::2], ""]
        self._text = text
        self._begins = [0, *(found.end() for found in re.finditer("\n", text))]
        self.ending = self._endings[0] or "\n"

    def between(self, begin: int, end: int) -> str:
        """Return what stands between two offsets of the text, as it was written wherever a line is whole."""
        made: list[str] = []
        line = bisect_right(self._begins, begin) - 1
        while begin < end:
            first = self._begins[line]
            stop = self._begins[line + 1] if line + 1 < len(self._begins) else len(self._text)
            last = stop - 1 if self._endings[line] else stop
            upto = min(end, last)
            if begin < upto:
                whole = begin == first and upto == last
                made.append(self._raw[line] if whole else self._text[begin:upto])
            if end > last and self._endings[line]:
                made.append(self._endings[line])
            begin, line = stop, line + 1
        return "".join(made)
