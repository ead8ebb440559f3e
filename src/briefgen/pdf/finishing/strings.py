"""Text strings that say which language their parts are in (ISO 32000-1, 7.9.2.2).

An escape is U+001B, the code of the language as two bytes of ASCII, that of a country likewise, and U+001B: between the
two marks the standard counts bytes, in a string of UTF-16, too, so that "en" is 00 1B 65 6E 00 1B. MuPDF skips exactly
that. PDFium and pdf.js skip whatever stands between two marks. Readers that know no escapes show odd signs, however
codes are written.
"""

from __future__ import annotations

from collections.abc import Mapping

MARK = "\x1b".encode("utf-16-be")


def spoken(texts: Mapping[str, str], around: str | None = None) -> bytes | str:
    """Return one text string of the same thing said in each language, in their order.

    Each text stands behind the escape of its language, in UTF-16, which is where escapes are known; a single text in
    the language `around` it needs none.
    """
    said = {language: text for language, text in texts.items() if text}
    if set(said) <= {around}:
        return "".join(said.values())
    parts = [_escape(language) + text.encode("utf-16-be") for language, text in said.items()]
    return b"\xfe\xff" + " ".encode("utf-16-be").join(parts)


def _escape(language: str) -> bytes:
    """Return the escape of a language tag: two letters of the language, and two of the country where it has one.

    Raise RuntimeError for a language of three letters, which has no escape.
    """
    name, *others = language.split("-")
    country = next((part.upper() for part in others if len(part) == 2), "")
    if len(name) != 2:
        raise RuntimeError(f"No escape can tell the language {language!r}.")
    return MARK + f"{name}{country}".encode("ascii") + MARK
