"""The files of a pack, and what they are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Kind = Literal["brief", "collection", "letter", "programme", "calendar", "talking", "interpreter"]
INTERNAL: tuple[Kind, ...] = ("talking", "interpreter")
"""Papers that stay in the office."""


@dataclass(frozen=True)
class Item:
    """Hold a file of a pack.

    `subject`: the brief's name, of a paper the delegation's with its kind. `name`: the file's in the pack; `names`: as
    readers of each language may get it. `base`: the digest of what was verified before it was made out. `key`, `day`:
    the digest of what a paper says, and the day that it bears; `made`: of that with which it was made.
    `lines`: what a paper says. `tables`: the ids of the tables that a brief prints.
    `content`, `seal`: of a file that was signed or encrypted, the digest of what it was before, and in which way.
    """

    kind: Kind
    subject: str
    title: Mapping[str, str]
    edition: str
    language: str
    name: str
    names: Mapping[str, str]
    data: bytes
    id: str
    base: str
    pages: int
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    key: str = ""
    made: str = ""
    day: str = ""
    lines: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    content: str = ""
    seal: str = ""

    @property
    def internal(self) -> bool:
        """Say whether it stays in the office."""
        return self.kind in INTERNAL

    @property
    def size(self) -> int:
        """Return its bytes."""
        return len(self.data)

    @cached_property
    def sha256(self) -> str:
        """Return the digest of its bytes."""
        return hashlib.sha256(self.data).hexdigest()
