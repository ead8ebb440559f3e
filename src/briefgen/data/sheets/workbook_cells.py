"""What is to be known of the cells of a sheet before python-calamine reads their values.

It reserves memory for all cells from the first to the last, gives errors as empty cells, and does not tell formats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from briefgen.data.sheets.cells import cell_place
from briefgen.data.sheets.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, too_large
from briefgen.data.sheets.number_formats import Shown
from briefgen.data.sheets.workbook_parts import damaged
from briefgen.data.sheets.workbook_xml import walk, whole

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_MOST_REFERENCE = 16

Cell = tuple[int, int]
"""Row and column, counted from 1."""


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


def noted(part: bytes, file: str, sheet: str, formats: list[Shown], strings: list[int]) -> Noted:
    """Return what is to be known of a sheet; AuthorsMistakes where it reaches beyond the limits or is damaged.

    `formats` are what the workbook's styles show, `strings` the lengths of the texts that its cells share.
    """
    watching = _Watch(file, sheet, formats, strings)
    walk(part, file, watching.start, watching.end, watching.hear, plain=True)
    return watching.notes


@dataclass
class _Watch:
    """Follow the cells of a sheet from element to element."""

    file: str
    sheet: str
    formats: list[Shown]
    strings: list[int]
    notes: Noted = field(default_factory=Noted)
    inside: bool = False
    row: int = 0
    column: int = 0
    kind: str = ""
    style: str = ""
    state: Literal["", "formula", "value"] = ""
    index: str = ""
    characters: int = 0

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
            self.row = whole(told) if told is not None else self.row + 1
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
            if self.kind == "s":
                index = whole(self.index)
                self._count(self.strings[index] if index < len(self.strings) else 0)
            self.kind = self.state = self.index = ""
        elif name == "sheetData":
            self.inside = False

    def hear(self, text: str) -> None:
        if self.state != "value":
            return
        if self.kind == "s":
            self.index += text[:_MOST_REFERENCE]
            return
        self._count(len(text))
        if self.kind == "e":
            here = (self.row, self.column)
            self.notes.errors[here] = (self.notes.errors.get(here, "") + text)[:_MOST_REFERENCE]

    def _count(self, characters: int) -> None:
        """Count what python-calamine will hold as text: one long text may stand in every cell."""
        self.characters += characters
        if self.characters > MOST_TEXT:
            raise too_large(self.file, "text", cell_place(self.file, self.sheet, self.row, self.column))

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
            style = whole(self.style)
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
