"""The password of encrypted files: taken from the environment, judged, and brought to the form that PDF 2.0 wants."""

from __future__ import annotations

import stringprep
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from briefgen.errors import EnvironmentFailure
from briefgen.project import PASSWORD

LONGEST_PASSWORD = 127
"""Bytes of UTF-8 of a password that count (ISO 32000-2, 7.6.4.3.3)."""

PROHIBITED: tuple[Callable[[str], bool], ...] = (
    stringprep.in_table_c12,
    stringprep.in_table_c21_c22,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
    stringprep.in_table_c8,
    stringprep.in_table_c9,
)
"""The tables of RFC 3454 that RFC 4013, 2.3 prohibits."""


def pdf_password(world: Mapping[str, str]) -> str | None:
    """Return the password that an environment sets for encrypted files, None where it sets none.

    Raises EnvironmentFailure as `prepared` does.
    """
    password = world.get(PASSWORD)
    return prepared(password) if password else None


def keys(password: str | None) -> Iterator[str | None]:
    """Yield what a file may open with: nothing, the password as PDF 2.0 takes it, and as it is set.

    The last is for files of programs that take it as it comes. A password is judged only when it is asked for: raises
    EnvironmentFailure then, as `prepared` does.
    """
    yield None
    if password:
        found = prepared(password)
        yield found
        if found != password:
            yield password


def prepared(password: str) -> str:
    """Return a password as ISO 32000-2, 7.6.4.3.3 takes it: by SASLprep (RFC 4013), however it was typed.

    Characters newer than Unicode 3.2 are let through, so that names and emoji of today can stand in one. Raises
    EnvironmentFailure, without the password in it, where it is none that a PDF can have or that people can type.
    """
    if any("\ud800" <= character <= "\udfff" for character in password):
        raise EnvironmentFailure(f"{PASSWORD} is no text.", "Set it to letters, digits and signs.")
    seen = (character for character in password if not stringprep.in_table_b1(character))
    spaced = "".join(" " if stringprep.in_table_c12(character) else character for character in seen)
    text = unicodedata.normalize("NFKC", spaced)
    if any(prohibits(character) for character in text for prohibits in PROHIBITED):
        message = f"{PASSWORD} is no password: it holds a character that cannot be typed, such as a line end."
        hint = "Set it to letters, digits and signs; look whether it was taken from a file with its line end."
        raise EnvironmentFailure(message, hint)
    if text.strip() != text or not text:
        message = f"{PASSWORD} is no password: it is blank, or begins or ends with a space."
        raise EnvironmentFailure(message, "Set it without spaces before or after it.")
    if _mixes_directions(text):
        message = f"{PASSWORD} is no password: it mixes letters that are written from the right with others."
        hint = "Keep to one direction; letters from the right must then stand first and last (RFC 3454, section 6)."
        raise EnvironmentFailure(message, hint)
    if len(text.encode("utf-8")) > LONGEST_PASSWORD:
        message = f"{PASSWORD} is longer than {LONGEST_PASSWORD} bytes, and a PDF takes no more of it."
        raise EnvironmentFailure(message, "Set it to a shorter one; a Chinese character takes three bytes.")
    return text


def _mixes_directions(text: str) -> bool:
    """Say whether a text breaks the rule for texts from the right (RFC 3454, section 6)."""
    if not any(map(stringprep.in_table_d1, text)):
        return False
    ends = stringprep.in_table_d1(text[0]) and stringprep.in_table_d1(text[-1])
    return not ends or any(map(stringprep.in_table_d2, text))
