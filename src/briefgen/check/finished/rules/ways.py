"""Links and bookmarks lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding


def links(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find links that lead nowhere."""
    for annotation in file.annotations:
        if annotation.subtype != "Link":
            continue
        if annotation.target is None:
            yield Finding("links-resolve", "A link leads nowhere: it has no destination.", annotation.page + 1)
        elif annotation.target.fault:
            yield Finding("links-resolve", f"A link leads nowhere: {annotation.target.fault}.", annotation.page + 1)


def outline(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find bookmarks that lead nowhere, and a broken chain of them."""
    if file.outline.fault:
        yield Finding("outline-resolves", f"The outline is broken: {file.outline.fault}.")
    for bookmark in file.outline.bookmarks:
        if bookmark.target.fault:
            yield Finding(
                "outline-resolves", f"The bookmark “{bookmark.title}” leads nowhere: {bookmark.target.fault}."
            )
