"""What the person who builds wants otherwise than the specification says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefgen.errors import UsageMistake

if TYPE_CHECKING:
    from briefgen.layout.grid import Geometry
    from briefgen.pdf.profiles import Profile, ProfileName
    from briefgen.project import Project
    from briefgen.spec.brief import Brief


EditionName = Literal["full", "office", "phone", "print"]
"""full, office: A4 with the cover of that name; phone: a small page; print: A4 for a print shop, with bleed."""
SIZED: tuple[EditionName, ...] = ("phone", "print")
"""Editions on another sheet than A4, whose cover is full whatever the specification says."""


@dataclass(frozen=True)
class Wish:
    """Hold the differences from the specification; None means: as written."""

    audience: Literal["external", "internal"] | None = None
    edition: EditionName | None = None
    language: str | None = None
    profile: ProfileName | None = None
    attach: bool = False
    """Whether data travel inside although the specification does not ask for it."""
    encrypt: bool = False
    """Whether the file opens with a password only; the wish holds none."""
    multiple: int = 1
    """Of what number the pages are a multiple; empty ones are added at the end."""
    sign: bool = False
    """Whether the file is signed; the wish holds no password."""
    certificate: str | None = None
    """The PKCS#12 file to sign with, from the current folder; None: that of the settings."""


AS_WRITTEN = Wish()


def apply(wish: Wish, brief: Brief) -> Brief:
    """Return the brief as it is to be drawn.

    Raises UsageMistake for a language in which the brief is not written and for an internal edition on a phone,
    AuthorsMistakes where only parts of a brief are written in a language.
    """
    from briefgen.spec.load import with_options

    languages = None if wish.language is None else (_spoken(wish.language, brief),)
    attachments = "data" if wish.attach else None
    cover = None if wish.edition is None else "office" if wish.edition == "office" else "full"
    changed = with_options(brief, languages=languages, audience=wish.audience, cover=cover, attachments=attachments)
    if wish.edition == "phone" and changed.audience == "internal":
        raise _internal_phone()
    return changed


def _internal_phone() -> UsageMistake:
    message = "The internal edition has a table of all figures, which needs A4: --edition phone is for readers outside."
    return UsageMistake(message, "Leave --edition phone out, or add --audience external.")


def refuse_contradictions(wish: Wish, project: Project) -> None:
    """Refuse a wish that no brief can meet, so that it is told once and before anything is made.

    Raises UsageMistake for an internal edition on a phone, for data in a profile that takes none (ISO 19005-2, 6.8),
    for encryption in one that is made to be kept (ISO 19005-2, 6.1.3), for encryption without a password and for a
    certificate that signs nothing; EnvironmentFailure for a password that is none.
    """
    from briefgen.pdf.profiles import PROFILES, WITH_DATA
    from briefgen.pipeline.password import required

    if wish.edition == "phone" and wish.audience == "internal":
        raise _internal_phone()
    profile = PROFILES[wish.profile] if wish.profile is not None else None
    if wish.attach and profile is not None and not profile.attachments:
        message = f"--attach puts data into the file, and files of the profile {profile.name} cannot carry any."
        raise UsageMistake(message, f"Leave --profile out, which makes it {WITH_DATA}.")
    if wish.certificate is not None and not wish.sign:
        raise UsageMistake("--certificate says what to sign with, and nothing is to be signed.", "Add --sign.")
    if not wish.encrypt:
        return
    if profile is None or profile.archival:
        which = "" if profile is None else f", as {profile.name} is"
        message = f"--encrypt cannot go into a file that is made to be kept{which}: PDF/A forbids encryption."
        raise UsageMistake(message, "Add --profile plain: it claims neither PDF/UA nor PDF/A.")
    required(project.environment)


def geometry_of(wish: Wish) -> Geometry:
    """Return the page of an edition."""
    from briefgen.layout.grid import GEOMETRIES

    return GEOMETRIES[wish.edition or "full"]


def profile_of(wish: Wish, brief: Brief) -> Profile:
    """Return what the file of a brief is to claim, as wished, else as the brief gives it.

    Raises UsageMistake where data are to travel in a file that takes none.
    """
    from briefgen.pdf.profiles import PROFILES, WITH_DATA

    given = given_profile(brief)
    profile = PROFILES[wish.profile] if wish.profile is not None else given
    if brief.attachments == "data" and not profile.attachments:
        raise UsageMistake(
            f'Files of the profile {profile.name} cannot carry data, and "{brief.name}" is to carry its own.',
            f"Leave --profile out, which makes it {WITH_DATA}, or take `attachments: data` out of the brief.",
        )
    return profile


def given_profile(brief: Brief) -> Profile:
    """Return what the file of a brief claims where nothing else is wished: by whether data travel inside it."""
    from briefgen.pdf.profiles import DEFAULT, PROFILES, WITH_DATA

    return PROFILES[WITH_DATA if brief.attachments == "data" else DEFAULT]


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
