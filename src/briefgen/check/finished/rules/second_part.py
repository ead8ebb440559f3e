"""What PDF/UA-2 (ISO 14289-2) asks beyond the first part."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.check.finished.roles import PDF2


def root(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find a tree that does not begin with one Document of PDF 2.0 (8.2.5.2)."""
    top = file.tree.top
    if len(top) == 0:
        return
    first = top[0]
    if len(top) > 1 or first.role != "Document" or first.namespace != PDF2:
        yield Finding("ISO 14289-2, 8.2.5.2", "The structure does not begin with one Document of PDF 2.0.")


def dropped(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find roles that the second part has dropped (8.2.5.12, 8.2.5.14)."""
    for node in file.tree.nodes:
        if node.role == "Note":
            yield Finding(
                "ISO 14289-2, 8.2.5.14", "PDF/UA-2 has dropped the role Note for FENote.", node.page + 1, node.path
            )
        elif node.role == "H":
            yield Finding(
                "ISO 14289-2, 8.2.5.12", "PDF/UA-2 has dropped the role H for H1 to H6.", node.page + 1, node.path
            )


def notes(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find notes that lead back to nothing that refers to them, and the reverse (8.2.5.14)."""
    by_address = {node.address: node for node in file.tree.nodes if node.address}
    for node in file.tree.nodes:
        for ref in node.refs:
            other = by_address.get(ref)
            if other is None:
                yield Finding(
                    "ISO 32000-2, 14.7.2",
                    "The element refers to one that is not in the tree.",
                    node.page + 1,
                    node.path,
                )
            elif (other.role == "FENote" or node.role == "FENote") and node.address not in other.refs:
                yield Finding(
                    "ISO 14289-2, 8.2.5.14",
                    "A note and what refers to it do not lead to each other.",
                    node.page + 1,
                    node.path,
                )


def destinations(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find links and bookmarks within the file that do not lead to an element (8.8)."""
    for annotation in file.annotations:
        target = annotation.target
        if (
            annotation.subtype == "Link"
            and target
            and target.kind == "GoTo"
            and not target.fault
            and not target.element
        ):
            yield Finding(
                "ISO 14289-2, 8.8", "A link leads to a place on a page, not to an element.", annotation.page + 1
            )
    for bookmark in file.outline.bookmarks:
        if bookmark.target.kind == "GoTo" and not bookmark.target.fault and not bookmark.target.element:
            yield Finding(
                "ISO 14289-2, 8.8", f"The bookmark “{bookmark.title}” leads to a place on a page, not to an element."
            )
