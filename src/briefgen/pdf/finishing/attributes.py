"""What elements say beside their content: cells, lists, the room that figures take (ISO 32000-1, 14.8.5)."""

from __future__ import annotations

import re
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name

from briefgen.pdf.artifacts import Box
from briefgen.pdf.elements import Element

NUMBER = re.compile(r"[\[(（]?\d+[\])）.、]?")
BULLETS = {"•": "Disc", "●": "Disc", "◦": "Circle", "○": "Circle", "■": "Square", "▪": "Square"}


def attributes_of(element: Element, box: Box | None, version: Literal["1.7", "2.0"]) -> pikepdf.Object | None:
    """Return the attributes of an element, None where it has none; `box` is the room of one that stands on one page."""
    found = [made for made in (_cell(element), _list(element, version), _layout(box)) if made is not None]
    if len(found) > 1:
        return Array(found)
    return found[0] if found else None


def _cell(element: Element) -> Dictionary | None:
    if element.role not in ("TH", "TD"):
        return None
    found = Dictionary({"/O": Name.Table})
    if element.scope is not None and element.role == "TH":
        found["/Scope"] = Name(f"/{element.scope}")
    if element.columns > 1:
        found["/ColSpan"] = element.columns
    if element.rows > 1:
        found["/RowSpan"] = element.rows
    return found if len(found) > 1 else None


def _list(element: Element, version: Literal["1.7", "2.0"]) -> Dictionary | None:
    """Return how the items of a list are numbered, where their labels are numbers or bullets (table 347).

    Labels in words have a name in PDF 2.0 only, and need it there (ISO 14289-2, 8.2.5.25).
    """
    if element.role != "L":
        return None
    labels = [
        label.text.strip()
        for item in element.children
        if isinstance(item, Element) and item.role == "LI"
        for label in item.children
        if isinstance(label, Element) and label.role == "Lbl"
    ]
    if labels and all(NUMBER.fullmatch(label) for label in labels):
        numbering = "Decimal"
    elif labels and set(labels) <= {labels[0]} and labels[0] in BULLETS:
        numbering = BULLETS[labels[0]]
    elif labels and version == "2.0":
        numbering = "Description"
    else:
        return None
    return Dictionary({"/O": Name.List, "/ListNumbering": Name(f"/{numbering}")})


def _layout(box: Box | None) -> Dictionary | None:
    if box is None:
        return None
    return Dictionary({"/O": Name.Layout, "/BBox": Array([round(value, 2) for value in box])})
