"""The inline syntax of authors' text, parsed into typed pieces.

`{id}` and `{id|form}` refer to facts, `{source:id}` to a source, `{page:id}` to the page of a block, `[^id]` to a note;
`**strong**`, `[text](https://…)`; `{{` and `}}` are braces, and a backslash makes the next character literal.
Everything else is literal: nothing an author writes is markup for any other program.
"""

from __future__ import annotations

from briefgen.spec.parsing import pieces_of
from briefgen.spec.pieces import (
    FORMS,
    FactReference,
    NoteReference,
    PageReference,
    PermittedBreak,
    Piece,
    Plain,
    SourceReference,
    Text,
    Texts,
)

__all__ = [
    "FORMS",
    "FactReference",
    "NoteReference",
    "PageReference",
    "PermittedBreak",
    "Piece",
    "Plain",
    "SourceReference",
    "Text",
    "Texts",
    "parse",
    "plain",
]


def parse(text: Text, *, permitted_breaks: bool = False) -> tuple[Piece, ...]:
    """Split a text into its pieces; with `permitted_breaks`, | outside braces is a place where a line may break.

    White space is folded: a run of it is one space, and a line break of the file between two wide characters is
    nothing. A permitted break outside wide characters follows a space, so that both ways of setting it are right.
    Raises AuthorsMistakes for an unclosed brace, bracket or **, an unknown form, and a link that is no web or
    mail address.
    """
    return pieces_of(text, permitted_breaks=permitted_breaks)


def plain(text: Text, *, permitted_breaks: bool = True) -> str:
    """Return the literal characters of a text without references, and without permitted breaks, for metadata."""
    return "".join(
        piece.text for piece in parse(text, permitted_breaks=permitted_breaks) if isinstance(piece, Plain)
    ).strip()
