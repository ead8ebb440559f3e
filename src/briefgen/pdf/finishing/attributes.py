"""What elements say beside their content: cells, lists, the room that figures take (ISO 32000-1, 14.8.5)."""

from __future__ import annotations

from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name

from briefgen.pdf.artifacts import Box
from briefgen.pdf.elements import Element


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
    """Return how the items of a list are numbered (table 347).

    Labels in words have a name in PDF 2.0 only, and need it there (ISO 14289-2, 8.2.5.25).
    """
    numbering = element.numbering
    if numbering is None and version == "2.0" and _labelled(element):
        numbering = "Description"
    if element.role != "L" or numbering is None:
        return None
    return Dictionary({"/O": Name.List, "/ListNumbering": Name(f"/{numbering}")})


def _labelled(element: Element) -> bool:
    items = [item for item in element.children if isinstance(item, Element) and item.role == "LI"]
    return any(isinstance(part, Element) and part.role == "Lbl" for item in items for part in item.children)


def _layout(box: Box | None) -> Dictionary | None:
    if box is None:
        return None
    return Dictionary({"/O": Name.Layout, "/BBox": Array([round(value, 2) for value in box])})
