"""What is added to the cover of a copy, typeset and in its place."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.typeset.glyphs import Line


@dataclass(frozen=True)
class Placed:
    """Hold a line whose measure starts at `x`, in points from the top left corner of the page."""

    line: Line
    x: float
    baseline: float


@dataclass(frozen=True)
class AddedEntry:
    """Hold an entry that goes into the list of its language: a label, and what it stands for."""

    language: str
    label: tuple[Placed, ...]
    value: tuple[Placed, ...]


@dataclass(frozen=True)
class Parts:
    """Hold all that makes a copy personal.

    `entries`: one for each language of the file, in its order, or none. `at`: which place each takes in its list.
    `copy_id`: 16 hex digits, lower case. `shown`: the copy id where it is printed, as an artifact.
    """

    entries: tuple[AddedEntry, ...]
    at: int
    copy_id: str
    shown: tuple[Placed, ...] = ()
