"""Text strings that say which language their parts are in (ISO 32000-1, 7.9.2.2)."""

from __future__ import annotations

from collections.abc import Mapping

ESCAPE = "\x1b"


def spoken(texts: Mapping[str, str], around: str | None = None) -> bytes | str:
    """Return one text string of the same thing said in each language, in their order.

    Each text stands behind the escape of its language, in UTF-16, which is where escapes are known; a single text in
    the language `around` it needs none.
    """
    said = {language: text for language, text in texts.items() if text}
    if set(said) <= {around}:
        return "".join(said.values())
    parts = " ".join(f"{_escape(language)}{text}" for language, text in said.items())
    return b"\xfe\xff" + parts.encode("utf-16-be")


def _escape(language: str) -> str:
    """Return the escape of a language tag: two letters of the language, and two of the country where it has one."""
    name, *others = language.split("-")
    country = next((part.upper() for part in others if len(part) == 2), "")
    return f"{ESCAPE}{name}{country}{ESCAPE}"
