"""Which of the written languages a BCP 47 tag means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeVar

Written = Literal["zh", "en"]

WRITTEN: tuple[Written, ...] = ("zh", "en")

_T = TypeVar("_T")


def written(language: str) -> Written:
    """Return the language that a tag means by its first subtag; `zh` is Chinese in Simplified characters.

    Raises KeyError for a language that has no words here.
    """
    first = language.partition("-")[0]
    if first == "zh":
        return "zh"
    if first == "en":
        return "en"
    raise KeyError(f"briefgen has no words in the language “{language}”")


def choose(texts: Mapping[str, _T], language: str) -> _T:
    """Return the text for a tag: the one under the same tag, else the first one whose first subtag is the same.

    Raises KeyError where there is none.
    """
    if language in texts:
        return texts[language]
    first = language.partition("-")[0]
    for tag, text in texts.items():
        if tag.partition("-")[0] == first:
            return text
    raise KeyError(f"no text in the language “{language}”, only in {', '.join(texts)}")
