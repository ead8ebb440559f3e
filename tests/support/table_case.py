"""Tables made in code, and laid out in a brief of one block; read from the pages of the finished file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from editions import Edition, copy_project, make
from page_marks import Drawn

from briefgen.data.quantity import Amount, Period, Quantity, Wording
from briefgen.data.tables.table import Table, TableCell, TableColumn, TableRow
from briefgen.layout.document import lay_out
from briefgen.pdf.elements import Element
from briefgen.spec.frozen import Frozen
from briefgen.theme.load import load_theme

BRIEF = """\
kind: topic
title: {zh: 表, en: Tables}
theme: software
edition: {date: 2026-03-05, number: 1}
sections: [sample, tables]
blocks:
  - page: {zh: 表, en: Tables}
  - table: sample-parks
    takeaway: {zh: 示例, en: Sample}
  - sources
"""


@cache
def base() -> Edition:
    """Return an edition that shows the sample table; its data and faces are used again."""
    root = copy_project(Path(mkdtemp()) / "p", samples=True)
    (root / "briefings" / "case.yaml").write_text(BRIEF, "utf-8")
    return make(root, "case")


def words(chinese: str, english: str) -> TableCell:
    return TableCell(words=Frozen({"zh": chinese, "en": english}))


def number(text: str, unit: str | Wording = "", qualifier: str = "none") -> TableCell:
    return TableCell(Quantity(Amount(Decimal(text)), unit, qualifier))  # type: ignore[arg-type]


def column(id: str, holds: str = "numbers", unit: str | Wording = "", **more: object) -> TableColumn:
    name = Frozen({"zh": f"栏{id}", "en": f"Head {id}"})
    return TableColumn(id, name, holds, unit, **more)  # type: ignore[arg-type]


def table_of(columns: Sequence[TableColumn], rows: Sequence[Sequence[TableCell]], **more: object) -> Table:
    made = Table(
        id="sample-parks",
        section="tables",
        title=Frozen({"zh": "示例", "en": "Sample"}),
        columns=tuple(columns),
        rows=tuple(TableRow(f"r{place}", tuple(cells)) for place, cells in enumerate(rows)),
        source="table-doc",
        period=Period("half", 2025, 1),
        total=len(rows),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def laid(table: Table, *, languages: tuple[str, ...] = ("zh", "en"), **block: object) -> Edition:
    """Lay out a brief whose only table is this one."""
    edition = base()
    store = edition.shared.store
    store = replace(store, tables=Frozen({**store.tables, table.id: table}))
    blocks = tuple(
        one.model_copy(update=block) if type(one).__name__ == "TableBlock" else one for one in edition.brief.blocks
    )
    brief = edition.brief.model_copy(update={"blocks": blocks, "languages": languages})
    made = lay_out(
        brief, store, edition.shared.settings, load_theme("software"), edition.shared.faces, {}, edition.project
    )
    return Edition(made, brief, edition.shared, edition.project)


def table_in(tree: Element) -> Element:
    return next(element for element in tree.walk() if element.role == "Table")


def pieces_in(tree: Element) -> list[list[list[str]]]:
    """Return the texts of each cell, one for each language that it has, as the file's structure tells them."""
    body = next(element for element in table_in(tree).walk() if element.role == "TBody")
    rows = [[cell for cell in row.children if isinstance(cell, Element)] for row in body.children]  # type: ignore[union-attr]
    return [[[piece.text for piece in cell.children] for cell in row] for row in rows]


def rows_in(tree: Element) -> list[list[str]]:
    """Return the text of each cell, row by row."""
    return [["".join(cell) for cell in row] for row in pieces_in(tree)]


def point(line: Drawn) -> float:
    """Return the x of the decimal point of the last number in a line, or where its last digit ends."""
    glyphs = [glyph for glyph in line.glyphs if glyph.text.strip()]
    while glyphs and not glyphs[-1].text.isdigit():
        glyphs.pop()
    end = glyphs[-1].right
    while glyphs and glyphs[-1].text.isdigit():
        glyphs.pop()
    return glyphs[-1].x if glyphs and glyphs[-1].text == "." else end


def line_of(edition: Edition, text: str) -> Drawn:
    """Return the one line of the inner pages that says this."""
    found = [line for line in edition.inner() if "".join(line.text.split()) == "".join(text.split())]
    assert len(found) == 1, f"{text}: {len(found)} lines"
    return found[0]
