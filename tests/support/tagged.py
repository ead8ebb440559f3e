"""Read the tags of a finished file back: sequences of marked content, elements, and the ways between them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from decode import Reader, font_facts

PAINT = {"TJ", "Tj", "S", "s", "f", "f*", "B", "B*", "Do", "sh"}


@dataclass
class Sequence:
    """Hold a sequence that lies in no other: its tag, its properties, what it paints and the text it shows."""

    page: int
    tag: str
    properties: dict[str, Any]
    paint: list[str] = field(default_factory=list)
    text: str = ""

    @property
    def mcid(self) -> int | None:
        return self.properties.get("/MCID")


def sequences(pdf: bytes, password: str = "") -> list[Sequence]:
    """Return the sequences of all pages; broken nesting and paint outside all of them are an AssertionError."""
    found: list[Sequence] = []
    with pikepdf.open(io.BytesIO(pdf), password=password) as document:
        for number, page in enumerate(document.pages):
            fonts = {name: font_facts(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
            reader = Reader(number, float(page.mediabox[3]), fonts)
            content = [(list(one.operands), str(one.operator)) for one in pikepdf.parse_content_stream(page)]
            found += _page(number, reader, content)
    return found


def _page(number: int, reader: Reader, content: list[tuple[list[Any], str]]) -> Iterator[Sequence]:
    open_ones: list[str] = []  # what was begun and has not ended: BT or BDC
    current: Sequence | None = None
    for operands, operator in content:
        if operator == "BT":
            assert "BT" not in open_ones
            open_ones.append("BT")
        elif operator == "ET":
            assert open_ones.pop() == "BT"
        elif operator == "BDC":
            if "BDC" in open_ones:
                assert str(operands[0]) == "/Span"
                assert set(operands[1].keys()) == {"/ActualText"}
            else:
                current = Sequence(number, str(operands[0]), dict(operands[1].items()))
            open_ones.append("BDC")
        elif operator == "EMC":
            assert open_ones.pop() == "BDC"
            if "BDC" not in open_ones:
                assert current is not None
                yield current
                current = None
        elif operator in PAINT:
            assert current is not None, f"{operator} outside of all sequences"
            current.paint.append(operator)
        for piece in reader.read([(operands, operator)]):
            assert current is not None
            current.text += piece.text
    assert open_ones == []


def kids(element: Any) -> list[Any]:
    """Return what stands in an element, in order."""
    found = element.get("/K", pikepdf.Array())
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def elements(root: Any) -> Iterator[Any]:
    """Yield all elements below the root of the tree, in reading order; each names the one above it."""
    for kid in kids(root):
        if is_element(kid):
            assert kid.P.objgen == root.objgen
            yield kid
            yield from elements(kid)


def pieces(document: pikepdf.Pdf, element: Any) -> list[tuple[int, int]]:
    """Return page and number of the pieces of content that stand in an element itself."""
    pages = [page.obj.objgen for page in document.pages]
    found: list[tuple[int, int]] = []
    for kid in kids(element):
        if isinstance(kid, int):
            found.append((pages.index(element.Pg.objgen), kid))
        elif not is_element(kid) and kid.Type == "/MCR":
            found.append((pages.index(kid.Pg.objgen), int(kid.MCID)))
    return found


def agree(document: pikepdf.Pdf, marked: list[Sequence]) -> None:
    """Assert that content, tree and parent tree name each other, each piece once."""
    root = document.Root.StructTreeRoot
    parents = pikepdf.NumberTree(root.ParentTree)
    claimed = {piece: element for element in elements(root) for piece in pieces(document, element)}
    assert len(claimed) == sum(len(pieces(document, element)) for element in elements(root))
    there = [(one.page, one.mcid) for one in marked if one.mcid is not None]
    assert len(there) == len(set(there))
    assert set(there) == set(claimed)
    for (page, mcid), element in claimed.items():
        row = parents[int(document.pages[page].obj.StructParents)]
        assert row[mcid].objgen == element.objgen
    for page in document.pages:
        count = sum(1 for number, _ in there if document.pages[number].obj.objgen == page.obj.objgen)
        assert ("/StructParents" in page.obj) == bool(count)
        assert not count or len(parents[int(page.obj.StructParents)]) == count
    for element in elements(root):
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                assert element.S == "/Link"
                assert parents[int(kid.Obj.StructParent)].objgen == element.objgen
    assert int(root.ParentTreeNextKey) > max(parents, default=-1)
