"""Every text of a brief is said whole, with the spaces that its words need and without those that Han does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from editions import Edition, Shelf

from briefgen.layout.citations import number_runs
from briefgen.layout.compose import fact_words, note_letter
from briefgen.pdf.elements import Element
from briefgen.spec.pieces import FactReference, NoteReference, PageReference, PermittedBreak, Plain, SourceReference
from briefgen.spec.text import Text, parse, plain
from briefgen.spec.texts import PERMITTED_BREAKS, texts_of

NAMES = [
    "robotics",
    "robotics.internal",
    "robotics.zh",
    "robotics.en",
    "long",
    "short",
    "event",
    "tables",
    "mirrored",
    "blocks",
    "blocks.internal",
]
FULL = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…"
NOWHERE = {"subject", "labels", "alt", "credit", "rights"}
"""Keys whose texts stand in the header, by state of a map, in a description, or within another text."""


@pytest.mark.parametrize("name", NAMES)
def test_every_text_is_said_as_it_is_written(editions: Shelf, name: str):
    edition = editions(name)
    said = {language: list(paragraphs(edition.tree, language)) for language in edition.brief.languages}
    lost: list[str] = []
    count = 0
    for role, text, language in texts_of(edition.brief):
        if set(role.split(".")) & NOWHERE or (role.startswith("rows") or role == "heads"):
            continue
        count += 1
        wanted = tidy(resolved(edition, text, role, language), language)
        if not any(wanted in tidy(found, language) for found in said[language]):
            lost.append(f"{role} ({language}): {wanted}")
    assert count > 5
    assert not lost, "\n".join(lost)


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_glued_to_the_next_line(editions: Shelf, name: str):
    """Neither does a space stand between Han characters where a line ended."""
    edition = editions(name)
    for element in edition.tree.walk():
        if element.role not in ("P", "Note", "Span", "Lbl", "LBody"):
            continue
        if element.language == "zh":
            assert not re.search(r"[\u4e00-\u9fff]\s+[\u4e00-\u9fff]", element.text), element.text
        if element.language == "en":
            assert "  " not in element.text, element.text
            assert not re.search(r"[a-z][.,;:][A-Z][a-z]", element.text), element.text


def paragraphs(element: Element, language: str) -> Iterator[str]:
    """Yield the text of each element that is in a language, and of those around them."""
    if element.language == language:
        yield element.text
    for child in element.children:
        if isinstance(child, Element):
            yield from paragraphs(child, language)


def resolved(edition: Edition, text: Text, role: str, language: str) -> str:
    """Fill the references of a text in, by other means than the blocks do."""
    context = edition.laid.context
    if role in ("title", "subtitle", "page", "prepared-for"):
        return plain(text)
    breaks = role in PERMITTED_BREAKS
    said = ""
    for piece in parse(text, permitted_breaks=breaks):
        match piece:
            case Plain():
                said += piece.text
            case FactReference():
                said += fact_words(edition.facts[piece.id], piece.form, language)
            case SourceReference():
                said += "".join(run.text for run in number_runs(context, [piece.id], language))
            case PageReference():
                said += str(context.pages[piece.id])
            case NoteReference():
                said += note_letter(context, piece.id)
            case PermittedBreak():
                said += ""
    return said


def tidy(text: str, language: str) -> str:
    """Return a text with single spaces, and none beside Han or full-width marks, nor before a source number there."""
    text = " ".join(text.split())
    return re.sub(rf"(?<=[{FULL}]) | (?=[{FULL}])", "", text)


def test_the_check_finds_a_glued_word():
    assert tidy("one two\n three", "en") == "one two three"
    assert tidy("在 RMB 19.4 bn 等", "zh") == "在RMB 19.4 bn等"
    assert "one two" not in tidy("onetwo", "en")
