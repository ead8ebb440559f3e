"""References in texts that are printed as they stand, and calls of notes where no note can be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.check.case import Case
from briefgen.check.digits import NAMES
from briefgen.errors import Place, Problem
from briefgen.spec.pieces import FactReference, NoteReference, PageReference, Piece, Plain, SourceReference, Text
from briefgen.spec.text import parse
from briefgen.spec.texts import wordings_of

PLAIN = {
    "title": "A title",
    "subtitle": "A subtitle",
    "subject": "The subject of a header",
    "prepared-for": "The line that says for whom it is",
    "page": "A title",
    "alt": "A description of a picture",
    "credit": "A credit",
    "rights": "The line on rights",
    "as-of": "The time that a brief stands at",
    "event.title": "The title in a calendar",
    "event.location": "A place in a calendar",
}
"""Roles whose texts go to metadata, headers and outlines, where nothing can be filled in."""
NOTED = frozenset(
    {"takeaway", "messages.head", "messages.text", "notes.head", "notes.text", "methods.head", "methods.text"}
    | {"timeline.text", "details.text", "results.rows"}
    | {"agenda.head", "agenda.text", "agenda.location", "rows.head", "rows.text", "items.rows.head", "items.rows.text"}
)
"""Roles of texts that have their notes below the block."""
_OF_CHARTS = NAMES | {"heads", "unit-line"}
"""Roles that the rule on charts looks at."""
_NOTES = frozenset({"note", "notes"})

_LINK = re.compile(r"(?<!\\)\[(?!\^)[^\[\]]*\]\(")


def references(case: Case) -> Iterator[Problem]:
    """Refuse facts, sources, pages, notes and links in texts that are printed as they stand."""
    for written in case.written:
        if written.role in PLAIN:
            message = f"{PLAIN[written.role]} is printed as it stands: facts, sources and notes cannot stand in it."
            for place in _filled(written.text, written.pieces):
                yield Problem(place, message, "Write the words out, or say it in a lead or a message.")
    for role, texts in wordings_of(case.settings):
        for language, text in texts.items():
            if language not in case.brief.languages:
                continue
            message = "A text of the settings is printed as it stands: facts, sources and notes cannot stand in it."
            for place in _filled(text, parse(text), links=role in ("issuer", "series")):
                yield Problem(place, message, "Write the words out.")


def notes(case: Case) -> Iterator[Problem]:
    """Refuse to call a note in a text that has no room for notes below it."""
    for written in case.written:
        if written.role in PLAIN or written.role in NOTED | _NOTES | _OF_CHARTS:
            continue
        for piece in written.pieces:
            if isinstance(piece, NoteReference):
                message = f'The note "{piece.id}" cannot be printed below this text.'
                yield Problem(piece.place, message, "Call it in a message, or in the takeaway of a figure.")


def _filled(text: Text, pieces: tuple[Piece, ...], *, links: bool = True) -> Iterator[Place]:
    """Yield the places of what would vanish; a link does not know its place and is looked for in the source."""
    for piece in pieces:
        if isinstance(piece, FactReference | SourceReference | PageReference | NoteReference):
            yield piece.place
    if links and any(isinstance(piece, Plain) and piece.link for piece in pieces):
        found = [match.start() for match in _LINK.finditer(text.source)]
        yield from (text.at(offset) for offset in found or [0])
