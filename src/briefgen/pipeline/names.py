"""What a finished brief is called: the brief's name, then whatever differs from its specification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefgen.errors import EnvironmentFailure
from briefgen.pipeline.wish import SIZED, given_profile, profile_of

if TYPE_CHECKING:
    from briefgen.pdf.profiles import ProfileName
    from briefgen.pipeline.wish import Wish
    from briefgen.spec.brief import Brief

LONGEST = 255
"""Bytes of a file name; no common file system takes more."""


PROFILES: Mapping[ProfileName, str] = {"ua1+a2a": "a2a", "ua1+a3a": "a3a", "ua2+a4f": "ua2", "plain": "plain"}
"""How a profile is called in a file name."""


def file_name(written: Brief, drawn: Brief, wish: Wish) -> str:
    """Return the file name of an edition: `NAME.pdf` for the specification's own.

    What differs is named in the order audience, edition, number of pages, arrangement, language, data, profile, signed,
    so that a plain file never takes the place of the accessible one: `NAME.internal.office.zh.data.plain.signed.pdf`.
    Raises EnvironmentFailure where no file system takes so long a name, UsageMistake as `profile_of` does.
    """
    name = ".".join([written.name, *_differences(written, drawn, wish), "pdf"])
    if len(name.encode("utf-8")) > LONGEST:
        raise EnvironmentFailure(
            f"The file would be called {name[:40]}…, which is longer than {LONGEST} bytes.",
            "Give the brief a shorter name: rename its file.",
        )
    return name


def edition_name(written: Brief, drawn: Brief, wish: Wish) -> str:
    """Return what tells this edition from the specification's own, such as "internal, zh"; "" for its own."""
    return ", ".join(_differences(written, drawn, wish))


def _differences(written: Brief, drawn: Brief, wish: Wish) -> list[str]:
    parts: list[str] = []
    if drawn.audience != written.audience:
        parts.append(drawn.audience)
    if wish.edition in SIZED:
        parts.append(wish.edition)
    elif drawn.cover != written.cover:
        parts.append(drawn.cover)
    if wish.multiple > 1:
        parts.append(f"by-{wish.multiple}")
    if drawn.arrangement != written.arrangement:
        parts.append(drawn.arrangement)
    if drawn.languages != written.languages:
        parts.append("-".join(drawn.languages))
    if drawn.attachments != written.attachments:
        parts.append(drawn.attachments)
    profile = profile_of(wish, drawn).name
    if wish.encrypt:
        parts.append("encrypted")
    elif profile != given_profile(drawn).name:
        parts.append(PROFILES[profile])
    if wish.sign:
        parts.append("signed")
    return parts
