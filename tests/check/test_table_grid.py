"""Tables whose tags make a grid pass; those that do not are found."""

from __future__ import annotations

from typing import Any

import pytest

from briefgen.check.finished.report import Finding
from briefgen.check.finished.rules.tables_and_lists import grid_faults
from briefgen.check.finished.tree import Node


def node(role: str, *children: Node, **attributes: Any) -> Node:
    facts = dict.fromkeys(("own_language", "alt", "expansion", "actual_text", "title", "id"))
    return Node(
        address="", role=role, raw=role, namespace="", language="en", attributes={"Table": attributes}, entries={},
        path=role, parent_role="", refs=(), children=children, **facts,
    )  # fmt: skip


def faults(*rows: str) -> list[Finding]:
    """Lay out rows such as "1 2x1 1x2": cells by columns x rows."""
    made = [node("TR", *(cell(size) for size in row.split())) for row in rows]
    return list(grid_faults(node("Table", *made), made))


def cell(size: str) -> Node:
    wide, _, high = size.partition("x")
    return node("TD", ColSpan=int(wide), RowSpan=int(high or 1))


@pytest.mark.parametrize(
    "rows",
    [
        ("1 1 1", "1 1 1"),
        ("1x2 2", "1 1", "1 1 1"),
        ("2x2 1", "1", "1 1 1"),
        ("1 1x3 1", "1 1", "1 1"),
        ("3", "1 1 1"),
        ("1x2 1x2", "", "1 1"),
        (),
    ],
)
def test_a_grid_passes(rows: tuple[str, ...]):
    assert faults(*rows) == []


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (("1 1 1", "1 1"), "The row has 2 columns, the first one 3."),
        (("1 1", "1 1 1"), "The row has 3 columns, the first one 2."),
        (("1x2 1", "1 1"), "The row has 3 columns, the first one 2."),
        (("1 1x2 1", "2 1"), "The cell overlaps one from a row above."),
        (("1 1x2", "1", "1 1x2"), "A cell reaches below the last row of the table."),
    ],
)
def test_what_is_no_grid_is_found(rows: tuple[str, ...], words: str):
    assert words in {finding.message for finding in faults(*rows)}


@pytest.mark.parametrize("value", [0, -1, "many", 10**9, None, 2.5])
def test_a_span_that_is_none_counts_as_one(value: object):
    row = node("TR", node("TD", ColSpan=value))
    assert list(grid_faults(node("Table", row, row), [row, row])) == []
