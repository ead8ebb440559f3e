"""Bookmarks say their language where it is not the document's (Matterhorn Protocol 1.1, 11-003)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import String

from briefgen.pdf.finishing.strings import spoken
from briefgen.pdf.records import Drawn


def tell_languages(pdf: pikepdf.Pdf, drawn: Drawn) -> None:
    """Write the titles of bookmarks in other languages than the document's behind the escape of theirs."""
    language = drawn.properties.languages[0]
    if all(bookmark.language in (None, language) for bookmark in drawn.bookmarks):
        return
    for entry, bookmark in zip(entries_of(pdf), drawn.bookmarks, strict=True):
        if bookmark.language is not None:
            entry["/Title"] = String(spoken({bookmark.language: bookmark.title}, language))


def entries_of(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the bookmarks of a file in the order in which they were set."""
    waiting = [pdf.Root["/Outlines"]["/First"]] if "/Outlines" in pdf.Root else []
    while waiting:
        entry = waiting.pop()
        yield entry
        waiting += [entry[key] for key in ("/Next", "/First") if key in entry]
