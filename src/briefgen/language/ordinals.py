"""Places in a ranking: 第5位, fifth, 5th."""

from __future__ import annotations

from briefgen.language.tags import written

_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def ordinal(number: int, language: str, *, words: bool = False) -> str:
    """Write a place; English has words up to tenth where `words` is set."""
    if written(language) == "zh":
        return f"第{number}位"
    if words and 1 <= number <= len(_WORDS):
        return _WORDS[number - 1]
    last = number % 100
    ending = "th" if 11 <= last <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(last % 10, "th")
    return f"{number:,}{ending}"
