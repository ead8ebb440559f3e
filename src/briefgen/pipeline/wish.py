"""What the person who builds wants otherwise than the specification says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefgen.errors import UsageMistake

if TYPE_CHECKING:
    from briefgen.spec.brief import Brief


@dataclass(frozen=True)
class Wish:
    """Hold the differences from the specification; None means: as written."""

    audience: Literal["external", "internal"] | None = None
    cover: Literal["full", "office"] | None = None
    language: str | None = None


AS_WRITTEN = Wish()


def apply(wish: Wish, brief: Brief) -> Brief:
    """Return the brief as it is to be drawn.

    Raises UsageMistake for a language in which the brief is not written, AuthorsMistakes where only parts of it are.
    """
    from briefgen.spec.load import with_options

    languages = None if wish.language is None else (_spoken(wish.language, brief),)
    return with_options(brief, languages=languages, audience=wish.audience, cover=wish.cover)


FULL = {"zh": "zh-Hans"}
"""What a short tag means."""


def _spoken(language: str, brief: Brief) -> str:
    """Return the brief's own tag for a language: zh also means zh-Hans."""
    for tag in (*brief.languages, *brief.title):
        if FULL.get(language, language) == FULL.get(tag, tag) or language == tag.split("-")[0]:
            return tag
    written = " and ".join(brief.languages)
    raise UsageMistake(
        f'The brief "{brief.name}" is not written in "{language}".',
        f"It is written in {written}. Leave --lang out, or name one of these.",
    )
