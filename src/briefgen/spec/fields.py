"""Field types of the models: each turns what the reader found into a typed value or a plain sentence of refusal.

A name, an id or a path that comes from a file is still the reader's `Scalar`, so it knows its place (`tree.place_of`).
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, cast

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError

from briefgen.errors import AuthorsMistakes
from briefgen.spec import tree
from briefgen.spec.find import NAME_PATTERN
from briefgen.spec.frozen import Frozen
from briefgen.spec.model import context_of
from briefgen.spec.not_yaml import GLUED, KEY_COLON, QUOTE_IT
from briefgen.spec.reads import Reads, mistake, mistakes
from briefgen.spec.schema_parts import number, scalar, texts
from briefgen.spec.text import Piece, Plain, Text, Texts, parse

__all__ = [
    "Date",
    "Exact",
    "FactId",
    "Language",
    "Line",
    "Name",
    "Reads",
    "RelativePath",
    "Switch",
    "Whole",
    "Words",
    "mistake",
    "mistakes",
    "read_date",
    "read_exact",
    "read_language",
    "read_line",
    "read_name",
    "read_path",
    "read_switch",
    "read_whole",
    "read_words",
]

IN_EACH_LANGUAGE = "Write it in each language: {zh: …, en: …}."
WRITTEN = ("zh", "en")
"""The languages that briefgen has words for (`language.tags`); a tag may add script and region: zh-Hans, en-GB."""
LANGUAGE_TAG = re.compile(rf"({'|'.join(WRITTEN)})(-[A-Za-z0-9]{{2,8}})*")
"""The tag (BCP 47) of a language that a brief can be in."""
TEXT_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""The tag of a text; texts may be kept in languages that no brief can be in yet."""
MOST_DIGITS = 30
"""Of an exact number: more are no measurement, and a slip of the keyboard."""
NUMBER_PATTERN = re.compile(r"[+-]?(0|[1-9][0-9]*(_[0-9]+)*)(\.[0-9]+)?")
_WHOLE = re.compile(r"[+-]?(0|[1-9][0-9]*(_[0-9]+)*)")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?%?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SWITCH = {"yes": True, "true": True, "no": False, "false": False}


def read_name(value: object, info: ValidationInfo) -> str:
    """Read a name or id: small letters, digits and hyphens."""
    text = _one_text(value, "A name")
    if not NAME_PATTERN.fullmatch(text):
        sentence = f'"{text}" cannot be a name: names hold small letters, digits and single hyphens.'
        slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
        raise mistake(sentence, f'Write "{slug}", for example.' if slug else "Write, for example, robotics-2025.")
    return text


def read_language(value: object, info: ValidationInfo) -> str:
    """Read the tag of a language that briefgen has words for, such as zh or en."""
    text = _one_text(value, "A language")
    if not LANGUAGE_TAG.fullmatch(text):
        raise mistake(f'"{_shortened(text)}" is no language of a brief.', "Write zh or en.")
    return text


def read_line(value: object, info: ValidationInfo) -> str:
    """Read one line of text that is printed as it stands, such as a telephone number."""
    text = _one_text(value, "A line of text")
    if "\n" in text.strip():
        raise mistake("One line of text is meant here; this has several.", "Write it in one line.")
    return text


def read_path(value: object, info: ValidationInfo) -> str:
    """Read a path inside the project, with forward slashes."""
    text = _one_text(value, "A path")
    project = context_of(info).project
    hint = "Write a path relative to the project's folder, with forward slashes, such as pictures/frame.png."
    if "\\" in text:
        raise mistake(f'"{text}" holds a backslash.', hint)
    if text.startswith(("/", "~")) or re.match(r"[A-Za-z]:", text):
        raise mistake(f'"{text}" is not relative to the project\'s folder.', hint)
    if ".." in text.split("/") or (project is not None and project.inside(text) is None):
        raise mistake(f'"{text}" leads out of the project\'s folder.', hint)
    return text


def read_exact(value: object, info: ValidationInfo) -> Decimal:
    """Read an exact decimal in plain digits; single underscores may group the digits before the point."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    text = _one_text(value, "A number")
    if not NUMBER_PATTERN.fullmatch(text):
        raise mistake(f'"{_shortened(text)}" is not a number in plain digits.', _number_hint(text))
    digits = sum(character.isdigit() for character in text)
    if digits > MOST_DIGITS:
        sentence = f"This number has {digits} digits; a number may have {MOST_DIGITS}."
        raise mistake(sentence, "Round it to what the source can know, and look for digits typed by accident.")
    return Decimal(text.replace("_", ""))


def read_whole(value: object, info: ValidationInfo) -> int:
    """Read a whole number in plain digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = _one_text(value, "A whole number")
    if not _WHOLE.fullmatch(text) or len(text) > 40:
        raise mistake(f'"{_shortened(text)}" is not a whole number in plain digits.', _number_hint(text, whole=True))
    return int(text)


def read_date(value: object, info: ValidationInfo) -> datetime.date:
    """Read a day of the calendar, written 2026-11-01."""
    if isinstance(value, datetime.date):
        return value
    text = _one_text(value, "A date")
    if not _DATE.fullmatch(text):
        raise mistake(f'"{text}" is not a date.', "Write year, month and day: 2026-11-01.")
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise mistake(f'"{text}" is not a day of the calendar.', "Check month and day.") from None


def read_switch(value: object, info: ValidationInfo) -> bool:
    """Read yes, no, true or false."""
    if isinstance(value, bool):
        return value
    text = _one_text(value, "yes or no")
    if text not in _SWITCH:
        raise mistake(f'"{text}" is neither yes nor no.', "Write yes or no.")
    return _SWITCH[text]


def read_words(value: object, info: ValidationInfo) -> Texts:
    """Read a text in each language and check its inline syntax.

    All languages that the context names must be there; more may be.
    """
    if isinstance(value, Frozen):
        return cast("Texts", value)
    if isinstance(value, str):
        if isinstance(value, tree.Scalar) and not value and not value.style:
            raise mistake("The text is missing here.", IN_EACH_LANGUAGE)
        raise mistake("A text is needed in each language here; this is a text without a language.", IN_EACH_LANGUAGE)
    if not isinstance(value, Mapping):
        raise mistake("A text in each language is meant here, not a list.", IN_EACH_LANGUAGE)
    entries = cast("Mapping[str, object]", value)
    errors: list[PydanticCustomError] = []
    texts: dict[str, Text] = {}
    for language, entry in entries.items():
        try:
            texts[str(language)] = _text(language, entry)
        except PydanticCustomError as error:
            errors.append(error)
        except AuthorsMistakes as found:
            errors.extend(mistake(problem.message, problem.hint, problem.place) for problem in found.problems)
    for language in context_of(info).languages:
        if language not in entries:
            others = ", ".join(entries) or "nothing"
            sentence = f'The text has no "{language}"; it has {others}.'
            errors.append(mistake(sentence, f"Add {language}: … beside it.", tree.place_of(entries)))
    if not entries and not errors:
        errors.append(mistake("The text is missing here.", IN_EACH_LANGUAGE))
    if errors:
        raise mistakes(errors, entries)
    return Frozen(texts)


def _text(language: str, entry: object) -> Text:
    """Read one language's text."""
    here = tree.place_of(language)
    if isinstance(entry, Text):
        return entry
    if not TEXT_TAG.fullmatch(language):
        glued = GLUED.match(language)
        if glued:
            raise mistake(KEY_COLON, f"Write {glued[1]}: and the text.", here)
        if isinstance(entry, tree.Scalar) and not entry:
            raise mistake(f'"{language}" is cut off from the text before it by a comma.', QUOTE_IT, here)
        raise mistake(f'"{language}" is not a language tag.', IN_EACH_LANGUAGE, here)
    if not isinstance(entry, str):
        place = tree.place_of(entry, here)
        if getattr(entry, "flow", False):
            mark = "{" if isinstance(entry, Mapping) else "["
            raise mistake(f"A text that begins with {mark} must stand in quotes, or be a block.", QUOTE_IT, place)
        raise mistake("A text is meant here.", f"Write {language}: and the text.", place)
    text = Text(entry, tree.place_of(entry))
    if not entry.strip():
        raise mistake(f'The text in "{language}" is empty.', "Write the text.", here)
    if isinstance(entry, tree.Scalar) and entry.cut:
        sentence = 'A " #" ends this text: YAML takes the rest of the line for a comment.'
        hint = "Put the whole text in quotes; leave two spaces before a comment that is meant."
        raise mistake(sentence, hint, text.at(len(entry)))
    if not any(_is_visible(piece) for piece in parse(text)):
        raise mistake(f'The text in "{language}" is empty: nothing of it would be seen.', "Write the text.", text.place)
    return text


def _is_visible(piece: Piece) -> bool:
    # Whether | is a permitted break depends on the role; a text of nothing else says nothing in any role.
    return not isinstance(piece, Plain) or bool(piece.text.replace("|", "").strip())


def _one_text(value: object, what: str) -> str:
    if not isinstance(value, str):
        found = "keys with values" if isinstance(value, Mapping) else "a list" if isinstance(value, list) else "this"
        raise mistake(f"{what} is meant here, not {found}.", "Write it after the colon.")
    if not value.strip():
        raise mistake(f"{what} is meant here, but nothing is written.", "Write it after the colon.")
    return value


def _number_hint(text: str, *, whole: bool = False) -> str:
    # Full-width digits and marks are brought to plain ones; only commas that group by three can be left out.
    plain = unicodedata.normalize("NFKC", text[: 2 * MOST_DIGITS]).replace(" ", "").replace("−", "-")
    plain = plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain.replace(",", ".")
    if (_WHOLE if whole else NUMBER_PATTERN).fullmatch(plain):
        return f"Write {plain}."
    if not whole and plain.endswith("%") and NUMBER_PATTERN.fullmatch(plain[:-1]):
        return f"Write {plain[:-1]}, and percent as its unit."
    return (
        "Write digits without commas, units or exponents, such as 1200."
        if whole
        else ("Write digits without commas, units or exponents, such as 19400000000 or 16.5.")
    )


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:40]}…"


def _sources(value: Texts) -> dict[str, str]:
    return {language: text.source for language, text in value.items()}


TEXTS_SCHEMA: dict[str, Any] = texts(TEXT_TAG.pattern)
_NAME_SCHEMA = scalar(f"^{NAME_PATTERN.pattern}$")
_SWITCH_SCHEMA: dict[str, Any] = {"type": ["boolean", "string"], "pattern": f"^({'|'.join(_SWITCH)})$"}

Name = Annotated[str, Reads(read_name, _NAME_SCHEMA, str)]
"""A name of small letters, digits and hyphens."""
FactId = Name
Language = Annotated[str, Reads(read_language, {"type": "string", "pattern": f"^({LANGUAGE_TAG.pattern})$"}, str)]
"""The tag (BCP 47) of a language that a brief can be in."""
Line = Annotated[str, Reads(read_line, scalar(), str)]
"""One line of text that is printed as it stands."""
RelativePath = Annotated[str, Reads(read_path, scalar(), str)]
"""A path inside the project, with forward slashes."""
Exact = Annotated[Decimal, Reads(read_exact, seen={"anyOf": [number(NUMBER_PATTERN.pattern)]})]
"""An exact decimal."""
Whole = Annotated[int, Reads(read_whole, seen=number(_WHOLE.pattern, "integer"))]
"""A whole number."""
Date = Annotated[datetime.date, Reads(read_date, seen={"pattern": f"^{_DATE.pattern}$"})]
"""A day of the calendar."""
Switch = Annotated[bool, Reads(read_switch, seen=_SWITCH_SCHEMA)]
"""yes or no."""
Words = Annotated[Texts, Reads(read_words, TEXTS_SCHEMA, _sources)]
"""A text in each language (the reader's scalars become `Text`, see `spec/text.py`)."""
