"""What the XML of a workbook tells beside its values: sheets, number formats, and cells that must not be read.

Checks that the XML is sound and small before python-calamine sees it; a cell far away would make that program
reserve memory for the whole sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from briefgen.data.cells import cell_place
from briefgen.data.number_formats import Shown, shown_as
from briefgen.data.sheet_limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, too_large
from briefgen.data.workbook_parts import damaged
from briefgen.errors import AuthorsMistakes

MOST_ELEMENTS = 600_000
"""Of one part: more would take longer than a second."""

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[0-9]{1,9}")
_ENCODINGS = (None, "utf-8", "utf8", "us-ascii", "ascii")
_MOST_REFERENCE = 16

Cell = tuple[int, int]
"""Row and column, counted from 1."""
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


@dataclass(frozen=True)
class Listed:
    """Hold a sheet as the workbook lists it; `relation` is the id under which its part is found."""

    name: str
    relation: str
    visible: bool


@dataclass
class Noted:
    """Hold what is to be known of a sheet before its values are read.

    `shown` has the cells whose format shows anything but their number; `errors` those with an error, by its name;
    `uncalculated` formulas without a result; `merged` the first cells of merged ones; `last` the lowest row and the
    rightmost column with a value.
    """

    shown: dict[Cell, Shown] = field(default_factory=dict[Cell, Shown])
    errors: dict[Cell, str] = field(default_factory=dict[Cell, str])
    uncalculated: list[Cell] = field(default_factory=list[Cell])
    merged: dict[Cell, str] = field(default_factory=dict[Cell, str])
    last: Cell = (0, 0)


def sheets_of(part: bytes, file: str) -> list[Listed]:
    """Return the sheets that xl/workbook.xml lists, in order."""
    found: list[Listed] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((text for key, text in attributes.items() if key.split(":")[-1] == "id"), "")
            visible = attributes.get("state", "visible") == "visible"
            found.append(Listed(attributes.get("name", ""), relation, visible))

    walk(part, file, start)
    return found


def targets_of(part: bytes, file: str) -> dict[str, str]:
    """Return the parts that xl/_rels/workbook.xml.rels names for worksheets, by the ids of their relations."""
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or not attributes.get("Type", "").endswith("/worksheet"):
            return
        relation, target = attributes.get("Id", ""), attributes.get("Target", "")
        if relation in found:
            raise damaged(file, "two of its sheets have one id")
        found[relation] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    walk(part, file, start)
    return found


def formats_of(part: bytes, file: str) -> list[Shown]:
    """Return what each style of xl/styles.xml shows, in the order that cells count them."""
    codes: dict[int, str] = {}
    numbers: list[int] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            numbers.append(_whole(attributes.get("numFmtId")))

    def end(name: str) -> None:
        nonlocal inside
        if name == "cellXfs":
            inside = False

    walk(part, file, start, end)
    return [shown_as(number, codes.get(number)) for number in numbers]


def noted(part: bytes, file: str, sheet: str, formats: list[Shown]) -> Noted:
    """Return what is to be known of a sheet; AuthorsMistakes where it reaches beyond the limits or is damaged."""
    watching = _Watch(file, sheet, formats)
    walk(part, file, watching.start, watching.end, watching.hear, plain=True)
    return watching.notes


@dataclass
class _Watch:
    """Follow the cells of a sheet from element to element."""

    file: str
    sheet: str
    formats: list[Shown]
    notes: Noted = field(default_factory=Noted)
    inside: bool = False
    row: int = 0
    column: int = 0
    kind: str = ""
    style: str = ""
    state: Literal["", "formula", "value"] = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.inside:
            if name == "sheetData":
                self.inside = True
            elif name == "mergeCell":
                self._merge(attributes.get("ref", ""))
        elif name == "c":
            self._cell(attributes)
        elif name == "v":
            self._value()
        elif name == "row":
            told = attributes.get("r")
            self.row = _whole(told) if told is not None else self.row + 1
            self.column = 0
        elif name == "f":
            self.state = "formula"
            self._reach()
        elif name == "is":
            self._value()

    def end(self, name: str) -> None:
        if name == "c":
            if self.state == "formula":
                self.notes.uncalculated.append((self.row, self.column))
            self.kind = self.state = ""
        elif name == "sheetData":
            self.inside = False

    def hear(self, text: str) -> None:
        if self.kind == "e" and self.state == "value":
            here = (self.row, self.column)
            self.notes.errors[here] = (self.notes.errors.get(here, "") + text)[:_MOST_REFERENCE]

    def _cell(self, attributes: dict[str, str]) -> None:
        told = attributes.get("r")
        if told is None:
            self.column += 1
        else:
            row, self.column = self._position(told)
            if row != self.row:
                raise damaged(self.file, f"the cell {told[:_MOST_REFERENCE]} stands in row {self.row}")
        self.kind, self.style, self.state = attributes.get("t", "n"), attributes.get("s", ""), ""

    def _value(self) -> None:
        self.state = "value"
        self._reach()
        if self.kind == "n" and self.style:
            style = _whole(self.style)
            shown = self.formats[style] if style < len(self.formats) else "number"
            if shown != "number":
                self.notes.shown[self.row, self.column] = shown
        elif self.kind == "e":
            self.notes.errors.setdefault((self.row, self.column), "")

    def _reach(self) -> None:
        """Note that a cell holds something, and refuse one that lies too far away."""
        if self.row > MOST_ROWS + 1 or self.column > MOST_COLUMNS:
            what = "rows" if self.row > MOST_ROWS + 1 else "columns"
            raise too_large(self.file, what, cell_place(self.file, self.sheet, self.row, self.column))
        last_row, last_column = self.notes.last
        if self.row > last_row or self.column > last_column:
            self.notes.last = max(self.row, last_row), max(self.column, last_column)
            if (self.notes.last[0] - 1) * self.notes.last[1] > MOST_CELLS:
                raise too_large(self.file, "cells", cell_place(self.file, self.sheet, self.row, self.column))

    def _merge(self, reference: str) -> None:
        first = self._position(reference.split(":")[0])
        self.notes.merged[first] = reference

    def _position(self, reference: str) -> Cell:
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise damaged(self.file, f'"{reference[:_MOST_REFERENCE]}" is no name of a cell')
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(found[2]), column


def check_strings(part: bytes, file: str) -> None:
    """Make sure that xl/sharedStrings.xml is sound and not too large; AuthorsMistakes where it is not."""
    walk(part, file, lambda name, attributes: None, plain=True)


def walk(
    part: bytes, file: str, start: Start, end: End | None = None, hear: End | None = None, *, plain: bool = False
) -> None:
    """Go through the elements of a part, by their names without prefix; AuthorsMistakes where it is not sound XML.

    A document type, and an encoding other than UTF-8, are refused: spreadsheet programs write neither. So are, in a
    `plain` part, comments and marked sections, between which python-calamine would take a part of a value for all.
    """
    from xml.parsers import expat

    count = 0

    def started(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS:
            raise too_large(file, "cells")
        start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def refused(*_: object) -> None:
        raise damaged(file, "it holds a document type")

    def odd(*_: object) -> None:
        raise damaged(file, "its cells hold notes for other programs")

    def declared(_: str, encoding: str | None, __: int) -> None:
        if (encoding.lower() if encoding else None) not in _ENCODINGS:
            raise damaged(file, "it is not in UTF-8")

    if not part.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"\0" in part[:64]:
        raise damaged(file, "a part is not XML in UTF-8")
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = started
    if end is not None:
        told = end
        parser.EndElementHandler = lambda name: told(name.rpartition(":")[2] if ":" in name else name)
    if hear is not None:
        parser.CharacterDataHandler = hear
    parser.StartDoctypeDeclHandler = refused
    parser.XmlDeclHandler = declared
    if plain:
        parser.CommentHandler = parser.ProcessingInstructionHandler = parser.StartCdataSectionHandler = odd
    try:
        parser.Parse(part, True)
    except AuthorsMistakes:
        raise
    except (expat.ExpatError, ValueError):
        raise damaged(file, "a part is not sound XML") from None


def _whole(text: str | None) -> int:
    """Return a count as written; one that is none counts as 0."""
    return int(text) if text is not None and _NUMBER.fullmatch(text) else 0
