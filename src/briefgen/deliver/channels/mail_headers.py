"""Heads of messages as bytes of ASCII; nothing that is passed in can begin a line of its own.

Words beyond ASCII are encoded words (RFC 2047); names of attachments are given three times, since mail programs read
different forms: whole as RFC 2231 has it, as an encoded word, which it forbids there and Outlook and QQ Mail read, and
in plain ASCII.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from pathlib import PurePath
from urllib.parse import quote

MOST_OCTETS = 45
"""Octets of text in an encoded word: 60 in base64, so that the whole word stays within 75 (RFC 2047, section 2)."""
MOST_PLAIN = 60
MOST_LINE = 998
"""Characters of a line (RFC 5322, section 2.1.1)."""
_FOLD = "\r\n "


def one_line(text: str) -> str:
    """Return a text without anything that ends a line, steers or hides, and without halves of characters."""
    kept = "".join(" " if unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Zl", "Zp") else mark for mark in text)
    return " ".join(kept.split())


def unstructured(text: str) -> str:
    """Return the value of a head of free text, such as a subject, folded."""
    text = one_line(text)
    if text.isascii() and "=?" not in text and len(text) <= MOST_PLAIN:
        return text
    return _FOLD.join(encoded_words(text))


def mailbox(name: str, address: str) -> str:
    """Return a name and an address as a head holds them (RFC 5322, section 3.4)."""
    name = one_line(name)
    if not name:
        return f"<{address}>"
    if name.isascii() and "=?" not in name and len(name) <= MOST_PLAIN:
        quoted = re.sub(r'(["\\])', r"\\\1", name)
        return f'"{quoted}"{_FOLD}<{address}>'
    return f"{_FOLD.join(encoded_words(name))}{_FOLD}<{address}>"


def encoded_words(text: str) -> list[str]:
    """Return a text as encoded words in UTF-8; no character is divided between two (RFC 2047, section 5)."""
    pieces = [""]
    for mark in text:
        if len((pieces[-1] + mark).encode()) > MOST_OCTETS:
            pieces.append("")
        pieces[-1] += mark
    return [f"=?utf-8?B?{base64.b64encode(piece.encode()).decode('ascii')}?=" for piece in pieces]


def typed(kind: str, name: str) -> str:
    """Return the type of an attachment with its name, in encoded words where it is not ASCII."""
    name = one_line(name)
    written = _quoted(name) if name.isascii() else _FOLD.join(encoded_words(name))
    return f'{kind};{_FOLD}name="{written}"'


def disposition(name: str, plain: str) -> str:
    """Return what says that a part is a file, by its name (RFC 2231), and by a plain one of ASCII.

    The name is not divided into numbered parts while a line has room for it: QQ Mail shows those as tcmime….bin.
    """
    name = one_line(name)
    if name.isascii():
        return f'attachment;{_FOLD}filename="{_quoted(name)}"'
    whole = quote(name, safe="")
    if len(whole) <= MOST_LINE - 40:
        return f"attachment;{_FOLD}filename*=utf-8''{whole};{_FOLD}filename=\"{_quoted(plain)}\""
    return f"attachment;{_FOLD}{(';' + _FOLD).join(_numbered(name))}"


def plain_name(name: str, stem: str) -> str:
    """Return the name of a file in ASCII: the same, or `stem` where it holds anything else."""
    name = one_line(name)
    if name.isascii():
        return name
    clean = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-.") or "file"
    ending = PurePath(name).suffix
    return clean + (ending if ending.isascii() else "")


def _quoted(text: str) -> str:
    return re.sub(r'(["\\])', r"\\\1", text)


def _numbered(name: str) -> list[str]:
    """Return a long name in parts of whole characters (RFC 2231, section 4.1)."""
    parts = [""]
    for mark in name:
        if len(parts[-1]) + len(quote(mark, safe="")) > 600:
            parts.append("")
        parts[-1] += quote(mark, safe="")
    parts[0] = "utf-8''" + parts[0]
    return [f"filename*{number}*={part}" for number, part in enumerate(parts)]
