"""What a finished brief is called: the brief's name, then whatever differs from its specification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import EnvironmentFailure

if TYPE_CHECKING:
    from briefgen.spec.brief import Brief

LONGEST = 255
"""Bytes of a file name; no common file system takes more."""


def file_name(written: Brief, drawn: Brief) -> str:
    """Return the file name of an edition: `NAME.pdf` for the specification's own.

    What differs is named in the order audience, edition, arrangement, language: `NAME.internal.office.zh.pdf`.
    Raises EnvironmentFailure where no file system takes so long a name.
    """
    name = ".".join([written.name, *_differences(written, drawn), "pdf"])
    if len(name.encode("utf-8")) > LONGEST:
        raise EnvironmentFailure(
            f"The file would be called {name[:40]}…, which is longer than {LONGEST} bytes.",
            "Give the brief a shorter name: rename its file.",
        )
    return name


def edition_name(written: Brief, drawn: Brief) -> str:
    """Return what tells this edition from the specification's own, such as "internal, zh"; "" for its own."""
    return ", ".join(_differences(written, drawn))


def _differences(written: Brief, drawn: Brief) -> list[str]:
    parts: list[str] = []
    if drawn.audience != written.audience:
        parts.append(drawn.audience)
    if drawn.cover != written.cover:
        parts.append(drawn.cover)
    if drawn.arrangement != written.arrangement:
        parts.append(drawn.arrangement)
    if drawn.languages != written.languages:
        parts.append("-".join(drawn.languages))
    return parts
