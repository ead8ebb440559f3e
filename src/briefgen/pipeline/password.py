"""The password of encrypted files: where it is found, judged, and brought to the form that PDF 2.0 wants."""

from __future__ import annotations

import stringprep
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.pipeline.key_ring import RING, from_ring
from briefgen.project import PASSWORD

ACCOUNT = "pdf"
"""The account of the key ring that keeps the password of encrypted files."""
IN_RING = f"what the key ring keeps for {RING} {ACCOUNT}"
HINT = (
    f"Set {PASSWORD} in the environment to the password of the file, or keep it in the key ring: "
    f"keyring set {RING} {ACCOUNT}"
)
"""What to do about a file that does not open."""
SETTING = (
    "bash, zsh: read -rs BRIEFGEN_PDF_PASSWORD; export BRIEFGEN_PDF_PASSWORD. "
    "PowerShell: $env:BRIEFGEN_PDF_PASSWORD = Read-Host. cmd: set /p BRIEFGEN_PDF_PASSWORD=Password:"
)
"""How each shell asks for a password, so that its history does not keep it."""

LONGEST_PASSWORD = 127
"""Bytes of UTF-8 of a password that count (ISO 32000-2, 7.6.4.3.3)."""

PROHIBITED: tuple[Callable[[str], bool], ...] = (
    stringprep.in_table_c12,
    stringprep.in_table_c21_c22,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
    stringprep.in_table_c8,
    stringprep.in_table_c9,
)
"""The tables of RFC 3454 that RFC 4013, 2.3 prohibits."""


@dataclass(frozen=True)
class Password:
    """Hold a password as it was set, and the words for where that is: nothing that is told shows the password."""

    text: str = field(repr=False)
    place: str

    @property
    def prepared(self) -> str:
        """Return it as PDF 2.0 takes it. Raises EnvironmentFailure as `prepared` does."""
        return prepared(self.text, self.place)


Lookup = Callable[[], Password | None]
"""What finds the password of encrypted files, or None where there is none."""


def lookup(world: Mapping[str, str]) -> Lookup:
    """Return what looks for the password in an environment, else in the key ring; once, and only when it is called."""

    @cache
    def look() -> Password | None:
        if text := world.get(PASSWORD):
            return Password(text, PASSWORD)
        text = from_ring(ACCOUNT)
        return Password(text, IN_RING) if text else None

    return look


def required(world: Mapping[str, str]) -> str:
    """Return the password that files are to be encrypted with, as PDF 2.0 takes it.

    Raises UsageMistake where there is none, EnvironmentFailure as `prepared` does.
    """
    found = lookup(world)()
    if found is None:
        raise UsageMistake(
            "--encrypt needs a password, and there is none.",
            f"Set {PASSWORD} in the environment, or keep it in the key ring: keyring set {RING} {ACCOUNT}. {SETTING}",
        )
    return found.prepared


def keys(look: Lookup | None) -> Iterator[str | None]:
    """Yield what a file may open with: nothing, the password as PDF 2.0 takes it, and as it is set.

    The last is for files of programs that take it as it comes. A password is looked for and judged only when it is
    asked for: raises EnvironmentFailure then, as `prepared` does.
    """
    yield None
    password = look() if look is not None else None
    if password is not None:
        found = password.prepared
        yield found
        if found != password.text:
            yield password.text


def prepared(password: str, place: str = PASSWORD) -> str:
    """Return a password as ISO 32000-2, 7.6.4.3.3 takes it: by SASLprep (RFC 4013), however it was typed.

    `place` says where it was set. Characters newer than Unicode 3.2 are let through, so that names and emoji of today
    can stand in one. Raises EnvironmentFailure, without the password in it, where it is none that a PDF can have or
    that people can type.
    """
    place = place[0].upper() + place[1:]
    if any("\ud800" <= character <= "\udfff" for character in password):
        raise EnvironmentFailure(f"{place} is no text.", "Set it to letters, digits and signs.")
    seen = (character for character in password if not stringprep.in_table_b1(character))
    spaced = "".join(" " if stringprep.in_table_c12(character) else character for character in seen)
    text = unicodedata.normalize("NFKC", spaced)
    if any(prohibits(character) for character in text for prohibits in PROHIBITED):
        message = f"{place} is no password: it holds a character that cannot be typed, such as a line end."
        hint = "Set it to letters, digits and signs; look whether it was taken from a file with its line end."
        raise EnvironmentFailure(message, hint)
    if text.strip() != text or not text:
        message = f"{place} is no password: it is blank, or begins or ends with a space."
        raise EnvironmentFailure(message, "Set it without spaces before or after it.")
    if _mixes_directions(text):
        message = f"{place} is no password: it mixes letters that are written from the right with others."
        hint = "Keep to one direction; letters from the right must then stand first and last (RFC 3454, section 6)."
        raise EnvironmentFailure(message, hint)
    if len(text.encode("utf-8")) > LONGEST_PASSWORD:
        message = f"{place} is longer than {LONGEST_PASSWORD} bytes, and a PDF takes no more of it."
        raise EnvironmentFailure(message, "Set it to a shorter one; a Chinese character takes three bytes.")
    return text


def _mixes_directions(text: str) -> bool:
    """Say whether a text breaks the rule for texts from the right (RFC 3454, section 6)."""
    if not any(map(stringprep.in_table_d1, text)):
        return False
    ends = stringprep.in_table_d1(text[0]) and stringprep.in_table_d1(text[-1])
    return not ends or any(map(stringprep.in_table_d2, text))
