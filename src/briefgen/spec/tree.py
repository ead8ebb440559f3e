"""The tree that the reader makes of a YAML file: texts, mappings and lists that know where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.errors import NOWHERE, Place

_WHITE = " \t\n"
_ESCAPED = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b"} | {
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}


class Scalar(str):
    """Hold a text of the file, its place, and how it was written.

    `style` is empty for a plain text, else the mark that opens it: ' or " or | or >. `raw` is what stands in the
    file, marks included; it is empty where it equals the text. `cut` says that one space and # follow a plain text, so
    that YAML takes the rest of the line for a comment.
    """

    __slots__ = ("_begins", "cut", "place", "raw", "style")
    place: Place
    raw: str
    style: str
    cut: bool
    _begins: list[int] | None

    def __new__(
        cls, value: str, place: Place = NOWHERE, raw: str = "", style: str = "", *, cut: bool = False
    ) -> Scalar:
        """Make a text with its place."""
        made = super().__new__(cls, value)
        made.place = place
        made.raw = raw
        made.style = style
        made.cut = cut
        made._begins = None
        return made

    def at(self, offset: int) -> Place:
        """Return the place of the character at `offset`, counted from 0; the end where it is past the end.

        In a table file that is the cell.
        """
        if not self.place.line or self.place.cell:
            return self.place
        if not self.raw:
            return Place(self.place.file, self.place.line, self.place.column + min(offset, len(self)))
        before = self.raw[: self._written()[min(offset, len(self))]]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") if lines else self.place.column + len(before)
        return Place(self.place.file, self.place.line + lines, column)

    def line_breaks(self) -> frozenset[int]:
        """Return the offsets of the white space that stands for a line break of the file."""
        if "\n" not in self.raw:
            return frozenset()
        written = self._written()
        return frozenset(
            index
            for index, character in enumerate(self)
            if character in _WHITE and "\n" in self.raw[written[index] : written[index + 1]]
        )

    def _written(self) -> list[int]:
        """Return where in `raw` each character begins, and the end of the last one; found once for all questions."""
        if self._begins is not None:
            return self._begins
        units = _units(self.raw, self.style)
        offsets: list[int] = []
        end = 0
        for character in self:
            if character in _WHITE:
                offsets.append(end)
                continue
            start, end = next(units, (end, end))
            offsets.append(start)
        self._begins = [*offsets, end]
        return self._begins


class Mapping(dict[Scalar, "Node"]):
    """Hold a mapping in the order of the file; its keys know their places. `flow` means written with { }."""

    __slots__ = ("flow", "place")

    def __init__(self, place: Place = NOWHERE, *, flow: bool = False) -> None:
        super().__init__()
        self.place = place
        self.flow = flow

    def key_place(self, key: str) -> Place:
        """Return where `key` stands, or the mapping itself where it has no such key."""
        return next((own.place for own in self if own == key), self.place)


class Sequence(list["Node"]):
    """Hold a list in the order of the file. `flow` means written with [ ]."""

    __slots__ = ("flow", "place")

    def __init__(self, place: Place = NOWHERE, *, flow: bool = False) -> None:
        super().__init__()
        self.place = place
        self.flow = flow


Node = Scalar | Mapping | Sequence


def place_of(value: object, otherwise: Place = NOWHERE) -> Place:
    """Return the place that a value of the tree or of a model carries."""
    place = getattr(value, "place", None)
    return place if isinstance(place, Place) else otherwise


def _units(raw: str, style: str) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each character that is not white space, in the way YAML reads `raw`.

    White space is left out because YAML folds it; all else stands in `raw` one for one, in order.
    """
    index, end = 0, len(raw)
    if style in ("|", ">"):
        index = raw.find("\n") + 1 or end
    elif style:
        index, end = 1, end - 1
    while index < end:
        character, stop = raw[index], index + 1
        if style == "'" and character == "'":
            stop += 1
        elif style == '"' and character == "\\":
            code = raw[stop : stop + 1]
            stop += 1 + _HEX_DIGITS.get(code, 0)
            if code in _HEX_DIGITS:
                character = chr(int(raw[index + 2 : stop], 16))
            else:
                character = _ESCAPED.get(code, code)
        if character not in _WHITE:
            yield index, stop
        index = stop
