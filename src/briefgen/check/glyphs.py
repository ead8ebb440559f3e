"""Characters that no font has: they are found before anything is drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from briefgen.check.case import Case
from briefgen.check.wording import wordings
from briefgen.errors import Place, Problem
from briefgen.spec.text import Plain, Text
from briefgen.spec.tree import Scalar

HINT = "Write it another way; the fonts hold the 8105 characters of common use, Latin letters and common signs."


def characters(case: Case) -> Iterator[Problem]:
    """Refuse characters that no font has, each with its code point and exact place."""
    for written in case.written:
        printed = "".join(piece.text for piece in written.pieces if isinstance(piece, Plain))
        for character in case.faces.missing(printed):
            yield _problem(character, _place_in(written.text, character))
    for text in _settings_texts(case):
        for character in case.faces.missing(text.source):
            yield _problem(character, _place_in(text, character))
    for wording in wordings(case):
        for language, words in wording.wording.items():
            if language in case.brief.languages:
                for character in case.faces.missing(words):
                    yield _problem(character, _place_in_words(words, character, wording.place), wording.what)


def _settings_texts(case: Case) -> Iterator[Text]:
    """Yield the texts of the settings that stand on every brief."""
    settings = case.settings
    groups: list[Mapping[str, Text]] = [settings.issuer, settings.series]
    groups += [partner.alt for partner in settings.partners]
    if settings.contact != "none":
        groups.append(settings.contact.name)
        if settings.contact.note is not None:
            groups.append(settings.contact.note)
        for line in (settings.contact.telephone, settings.contact.email, settings.contact.web):
            if line is not None:
                yield Text(line, line.place if isinstance(line, Scalar) else settings.contact.place)
    for group in groups:
        for language, text in group.items():
            if language in case.brief.languages:
                yield text


def _problem(character: str, place: Place, what: str = "") -> Problem:
    code = f"U+{ord(character):04X}"
    shown = f'"{character}" ({code})' if character.isprintable() and not unicodedata.combining(character) else code
    where = f" {what} contains it." if what else ""
    return Problem(place, f"No font has the character {shown}.{where}", HINT)


def _place_in(text: Text, character: str) -> Place:
    offset = text.source.find(character)
    return text.at(offset) if offset >= 0 else text.place


def _place_in_words(words: str, character: str, otherwise: Place) -> Place:
    return words.at(words.find(character)) if isinstance(words, Scalar) else otherwise
