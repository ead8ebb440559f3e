"""The bytes of a CSV file as text: UTF-8 or GB18030, told apart without guessing."""

from __future__ import annotations

import re
from typing import Literal

from briefgen.errors import AuthorsMistakes, Place, Problem

Encoding = Literal["utf-8", "gb18030"]

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# A character of several bytes in UTF-8 (RFC 3629, section 4, without its finer bounds).
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
# What Han characters of two bytes in GB18030 look like in UTF-8, and no text in English does: letters of other scripts,
# or letters with accents that stand alone.
_FOREIGN = re.compile("[\u0100-\u02ff\u0370-\u07ff]|(?<![A-Za-z])[\u00c0-\u00ff\u0300-\u036f](?![A-Za-z])")
_MOSTLY = 0.7
_SAVE = "Save the file as CSV UTF-8, or as .xlsx."


def decoded(content: bytes, file: str, encoding: Encoding | None) -> str:
    """Return the text of a CSV file, with line ends of one form.

    Without an encoding it is UTF-8 where the bytes are, else GB18030 as Chinese Excel writes it. Raises
    AuthorsMistakes with the line where bytes are neither, are damaged UTF-8, or could be either.
    """
    if content.startswith(_UTF_16) or content[:400].count(0) * 4 > len(content[:400]):
        raise _mistake(Place(file, 1), "The file is UTF-16, which is not read.", _SAVE)
    told = "utf-8" if content.startswith(_BOM) else encoding
    text = _as_told(content, file, told) if told else _found_out(content, file)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _as_told(content: bytes, file: str, encoding: Encoding) -> str:
    try:
        return content.removeprefix(_BOM).decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper()
        byte = error.object[error.start]
        place = _line(error.object, error.start, file)
        raise _mistake(place, f"The file is not {name}: the byte {byte:02X} cannot stand here.", _SAVE) from None


def _found_out(content: bytes, file: str) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _chinese(content, file, error.start)
    if len(text) < len(content) and _FOREIGN.search(text) and not _has_han(text) and _is_gb(content):
        raise _mistake(
            _line(content, _first_high(content), file),
            "These bytes can be read as UTF-8 and as GB18030, with different characters.",
            f"Add encoding: utf-8 or encoding: gb18030 where the file is named. {_SAVE}",
        )
    return text


def _chinese(content: bytes, file: str, bad: int) -> str:
    """Return the text of a file that is no UTF-8, where it can only be GB18030."""
    high = len(_HIGH.findall(content))
    fitting = sum(len(found) for found in _SEQUENCE.findall(content))
    if fitting >= _MOSTLY * high:
        message = f"The file is UTF-8 with a damaged character: the byte {content[bad]:02X} cannot stand here."
        raise _mistake(_line(content, bad, file), message, f"Type the character again. {_SAVE}")
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        message = f"The file is neither UTF-8 nor GB18030: the byte {content[error.start]:02X} cannot stand here."
        raise _mistake(_line(content, error.start, file), message, _SAVE) from None
    strange = [character for character in text if character > "\x7f" and not _is_common(character)]
    if len(strange) > (1 - _MOSTLY) * sum(character > "\x7f" for character in text):
        message = f"Read as GB18030 the file holds rare characters such as {strange[0]}; it may be in another encoding."
        hint = f"{_SAVE} If the characters are right, add encoding: gb18030 where the file is named."
        raise _mistake(_line(content, bad, file), message, hint)
    return text


def _is_common(character: str) -> bool:
    """Say whether GB 2312 holds a character, the set of nearly all modern text."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _has_han(text: str) -> bool:
    return any("\u2e80" <= character <= "\uffef" for character in text)


def _is_gb(content: bytes) -> bool:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _first_high(content: bytes) -> int:
    found = _HIGH.search(content)
    return found.start() if found else 0


def _line(content: bytes, index: int, file: str) -> Place:
    before = content[:index].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return Place(file, before.count(b"\n") + 1)


def _mistake(place: Place, message: str, hint: str) -> AuthorsMistakes:
    return AuthorsMistakes([Problem(place, message, hint)])
