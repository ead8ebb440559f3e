"""Names of people and bodies as they stand in letters, heads of messages and names of files.

They are literal: a name has no inline syntax, so that `text.source` is what is printed. No sentence here quotes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from briefgen.errors import AuthorsMistakes, Place
from briefgen.spec.fields import TEXTS_SCHEMA, read_words
from briefgen.spec.parsing import folded
from briefgen.spec.reads import Reads, mistake, mistakes
from briefgen.spec.text import Plain, Text, Texts, parse

MOST_NAME, MOST_SHORT = 200, 40
"""Characters of a name, and of one that becomes a part of a file's name."""
PATH_MARKS = re.compile(r'[/\\:*?"<>|]')
"""What a path or a name of a file cannot hold on one system or another."""
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|(com|lpt)[0-9])(\..*)?")
_SYNTAX = "Write the words alone: names hold no {…}, **…**, [^…] or links, and no line end."


Rule = Callable[[Text], "tuple[str, str, Place] | None"]
"""What may be wrong with a text: a sentence, a next step, a place."""


def read_title(value: object, info: ValidationInfo) -> Texts:
    """Read literal words of one line in each language, such as the title of an office."""
    return _each(read_words(value, info), value)


def read_names(value: object, info: ValidationInfo) -> Texts:
    """Read a name in each language: one line, without marks that paths are made of."""
    return _each(read_words(value, info), value, _for_paths)


def read_short(value: object, info: ValidationInfo) -> Texts:
    """Read a name in each language that becomes a part of a file's name."""
    return _each(read_words(value, info), value, _for_paths, _for_files)


def fault_of_name(text: Text) -> tuple[str, str, Place] | None:
    """Return what keeps a text from being a name, as a sentence, a next step and a place, or None."""
    return _literal(text) or _for_paths(text)


def _each(texts: Texts, value: object, *rules: Rule) -> Texts:
    errors: list[PydanticCustomError] = []
    for text in texts.values():
        for rule in (_literal, *rules):
            if fault := rule(text):
                errors.append(mistake(*fault))
                break
    if errors:
        raise mistakes(errors, value)
    return texts


def _literal(text: Text) -> tuple[str, str, Place] | None:
    controls = [at for at, character in enumerate(text.source) if unicodedata.category(character) == "Cc"]
    if controls:
        return "A line end or another control character stands in these words.", _SYNTAX, text.at(controls[0])
    if len(text.source) > MOST_NAME:
        return f"These words have more than {MOST_NAME} characters.", "Shorten them.", text.at(MOST_NAME)
    try:
        pieces = parse(text)
    except AuthorsMistakes as found:
        return "These words hold marks of the inline syntax.", _SYNTAX, found.problems[0].place
    if [*pieces] != [Plain(folded(text))]:
        return "These words hold marks of the inline syntax.", _SYNTAX, text.place
    if folded(text) != text.source:
        return "Blanks stand at the beginning or end of these words, or several in a row.", "Delete them.", text.place
    return None


def _for_paths(text: Text) -> tuple[str, str, Place] | None:
    if found := PATH_MARKS.search(text.source):
        sentence = f"A name cannot hold the mark {found.group()} (U+{ord(found.group()):04X})."
        hint = "Names stand in names of files and heads of messages: leave it out, or write “ ” （ ） · or a comma."
        return sentence, hint, text.at(found.start())
    if text.source.startswith("."):
        return "A name cannot begin with a dot.", "Leave it out.", text.place
    return None


def _for_files(text: Text) -> tuple[str, str, Place] | None:
    source = text.source
    if len(source) > MOST_SHORT:
        sentence = f"The short name has {len(source)} characters; names of files have room for {MOST_SHORT}."
        return sentence, "Shorten it: it is for names of files.", text.at(MOST_SHORT)
    if source.endswith("."):
        return "A short name cannot end in a dot.", "Leave it out.", text.at(len(source) - 1)
    if _RESERVED.fullmatch(source):
        return "No file can be called so on Windows.", "Choose another short name.", text.place
    return None


def _sources(value: Texts) -> dict[str, str]:
    return {language: text.source for language, text in value.items()}


Title = Annotated[Texts, Reads(read_title, TEXTS_SCHEMA, _sources)]
"""Literal words of one line in each language."""
Names = Annotated[Texts, Reads(read_names, TEXTS_SCHEMA, _sources)]
"""A name in each language, literal and of one line."""
ShortNames = Annotated[Texts, Reads(read_short, TEXTS_SCHEMA, _sources)]
"""A name in each language for names of files."""
