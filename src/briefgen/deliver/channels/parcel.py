"""What goes to one recipient by one channel in one piece, and what comes of it."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefgen.deliver.copies import Copy
from briefgen.errors import DeliveryFailure
from briefgen.project import Project, printable

if TYPE_CHECKING:
    from briefgen.spec.delivery import Delivery

State = Literal["sent", "failed", "unknown", "prepared"]
_FORBIDDEN = '/\\:*?"<>|'
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}


@dataclass(frozen=True)
class Parcel:
    """Hold what goes to one recipient in one piece.

    `recipient`: an id of the delegation's, or its own name where it is served as a whole. `names`, `titles`: of the
    recipient and of the delegation, by language. `address`: "" where the channel needs none. `test`: whether it goes to
    somebody who only looks at it. `sample`: whether the delegation is invented. `along`: what they
    were given before of the same pack, for a folder, which is to be whole.
    """

    delegation: str
    titles: Mapping[str, str]
    channel: str
    recipient: str
    names: Mapping[str, str]
    address: str
    language: str
    copies: tuple[Copy, ...]
    sample: bool = False
    test: bool = False
    along: tuple[Copy, ...] = ()

    @property
    def size(self) -> int:
        """Return the bytes of all files together."""
        return sum(copy.size for copy in self.copies)

    @property
    def digest(self) -> str:
        """Return 32 hex digits of the copies and of whom they go to: the same for the same, whenever it is sent.

        The order of the copies, their names and where they lie do not enter.
        """
        parts = (self.recipient, self.address, *sorted(copy.sha256 for copy in (*self.copies, *self.along)))
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True)
class Means:
    """Hold what the channels work with; `issuer` by language."""

    project: Project
    settings: Delivery
    issuer: Mapping[str, str]


@dataclass(frozen=True)
class Foreseen:
    """Hold what would go: where, under which subject, as what.

    `target`: an address, a folder or a place in storage. `form`: attachments, links, files. `bytes`: what the channel
    would carry. `refusal`, `hint`: why nothing can go, "" where it can.
    """

    target: str
    form: Literal["attachments", "links", "files"]
    bytes: int
    subject: str = ""
    refusal: str = ""
    hint: str = ""


def _no_texts() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class Shown:
    """Hold what would be seen of a parcel, word for word.

    `sender`: name and address. `texts`: what is written beside the files, by language. `names`: those of the files
    where they would lie, in their order; none where they keep their own.
    """

    sender: str = ""
    texts: Mapping[str, str] = field(default_factory=_no_texts)
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """Hold the name of a file and the address from which it can be fetched; the address is as good as a key."""

    name: str
    address: str


@dataclass(frozen=True)
class Outcome:
    """Hold what came of a parcel.

    `receipt`: where it lies, or what the other side said. `temporary`: whether the same may work in a while.
    """

    state: State
    receipt: str = ""
    reason: str = ""
    hint: str = ""
    temporary: bool = False
    links: tuple[Link, ...] = ()


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language, else in English, else in whichever there is."""
    if texts.get(language):
        return texts[language]
    for base in (language.partition("-")[0], "en"):
        for tag, text in texts.items():
            if text and tag.partition("-")[0] == base:
                return text
    return next((text for text in texts.values() if text), "")


def content(copy: Copy) -> bytes:
    """Return the bytes of a copy. Raises DeliveryFailure where they are gone or no longer what was packed."""
    hint = "Make the pack again, then deliver it."
    try:
        data = copy.path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise DeliveryFailure(f"{printable(copy.name)} cannot be read: {reason}.", hint) from error
    if hashlib.sha256(data).hexdigest() != copy.sha256:
        raise DeliveryFailure(f"{printable(copy.name)} was changed after it was packed.", hint)
    return data


def require_names(parcel: Parcel) -> None:
    """Make sure that names of files are names, and different ones, on every system.

    Raises DeliveryFailure where one is a path, holds control characters, is reserved, or comes twice.
    """
    seen: dict[str, str] = {}
    for copy in (*parcel.copies, *parcel.along):
        name = copy.name
        stem = name.partition(".")[0].rstrip(" ").lower()
        bad = any(mark in _FORBIDDEN or unicodedata.category(mark) in ("Cc", "Cs", "Zl", "Zp") for mark in name)
        if bad or name in ("", ".", "..") or name.endswith((".", " ")) or stem in _RESERVED:
            raise DeliveryFailure(f'"{printable(name)}" cannot be the name of a file.', "Make the pack again.")
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            raise DeliveryFailure(f"Two files would be called {printable(name)}.", "Make the pack again.")
        seen[folded] = name


def require_settings(held: object, key: str, what: str) -> None:
    """Make sure that briefgen.yaml says how a channel works. Raises DeliveryFailure where it does not."""
    if held is None:
        raise DeliveryFailure(f"briefgen.yaml does not say {what}.", f"Write `deliver:` with `{key}:` there.")


def folder_of(project: Project, written: str) -> Path:
    """Return the folder that the settings mean: as written, or below the project's."""
    return project.root / written
