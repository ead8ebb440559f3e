"""The language of everything that is read aloud can be told (ISO 14289-1, 7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.check.finished.claims import Claims
from briefgen.check.finished.escapes import parts
from briefgen.check.finished.opened import Opened
from briefgen.check.finished.report import Finding
from briefgen.check.finished.tree import Piece
from briefgen.check.finished.xmp import DC

# RFC 5646 without its grandfathered tags.
TAG = re.compile(
    "(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z0-9]{1,8})*|[xX](?:-[A-Za-z0-9]{1,8})+"
)


def tags(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find language tags that are none."""
    if "/Lang" in file.catalogue and not TAG.fullmatch(file.language):
        yield Finding("11-001", f"The language of the document, “{file.language}”, is not a language tag.")
    for node in file.tree.nodes:
        if node.own_language is not None and node.own_language and not TAG.fullmatch(node.own_language):
            yield Finding("11-001", f"“{node.own_language}” is not a language tag.", node.page + 1, node.path)


def of_text(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find text, or words that stand for it, in no language."""
    for node in file.tree.nodes:
        if node.language:
            continue
        if any(isinstance(child, Piece) and child.text.strip() for child in node.children):
            yield Finding("11-001", "The language of text cannot be told.", node.page + 1, node.path)
        for words in (node.alt, node.actual_text, node.expansion):
            if words and not _told(words):
                yield Finding("11-002", f"The language of “{_short(words)}” cannot be told.", node.page + 1, node.path)


def of_the_rest(file: Opened, claims: Claims) -> Iterator[Finding]:
    """Find bookmarks, words of annotations and fields, and metadata in no language."""
    if file.language:
        return
    if any(not _told(bookmark.raw_title) for bookmark in file.outline.bookmarks):
        yield Finding("11-003", "The language of the bookmarks cannot be told.")
    for annotation in file.annotations:
        if annotation.entries.get("/Lang"):
            continue
        if annotation.contents and not _told(annotation.contents):
            yield Finding("11-004", "The language of an annotation's description cannot be told.", annotation.page + 1)
        if file.objects.text(annotation.entries.get("/TU")):
            yield Finding("11-005", "The language of a form field's description cannot be told.", annotation.page + 1)
    if any(language in ("", "x-default") for language, text in file.metadata.all(DC, "title") if text):
        yield Finding("11-006", "The language of the metadata cannot be told.")


def _told(words: str) -> bool:
    """Say whether a text tells its language itself, in each of its parts."""
    return all(language for language, text in parts(words) if text.strip())


def _short(words: str) -> str:
    return words if len(words) <= 30 else f"{words[:29]}…"
