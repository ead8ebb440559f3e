"""What the person who builds wants otherwise than the specification says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefgen.errors import UsageMistake

if TYPE_CHECKING:
    from briefgen.pdf.profiles import Profile, ProfileName
    from briefgen.spec.brief import Brief


@dataclass(frozen=True)
class Wish:
    """Hold the differences from the specification; None means: as written."""

    audience: Literal["external", "internal"] | None = None
    cover: Literal["full", "office"] | None = None
    language: str | None = None
    profile: ProfileName | None = None
    attach: bool = False
    """Whether data travel inside although the specification does not ask for it."""


AS_WRITTEN = Wish()


def apply(wish: Wish, brief: Brief) -> Brief:
    """Return the brief as it is to be drawn.

    Raises UsageMistake for a language in which the brief is not written, AuthorsMistakes where only parts of it are.
    """
    from briefgen.spec.load import with_options

    languages = None if wish.language is None else (_spoken(wish.language, brief),)
    attachments = "data" if wish.attach else None
    return with_options(brief, languages=languages, audience=wish.audience, cover=wish.cover, attachments=attachments)


def profile_of(wish: Wish, brief: Brief) -> Profile:
    """Return what the file of a brief is to claim, as wished, else by whether data travel inside it.

    Raises UsageMistake where data are to travel in a file that takes none.
    """
    from briefgen.pdf.profiles import DEFAULT, PROFILES, WITH_DATA

    carries = brief.attachments == "data"
    profile = PROFILES[wish.profile or (WITH_DATA if carries else DEFAULT)]
    if carries and not profile.attachments:
        raise UsageMistake(
            f'Files of the profile "{profile.name}" cannot carry data, and "{brief.name}" is to carry its own.',
            f"Take --profile {WITH_DATA}, or build it without data.",
        )
    return profile


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
