"""What comes of one brief: finished, refused or checked. All of it passes between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefgen.errors import BriefgenError, Problem
from briefgen.pipeline.wish import Wish

State = Literal["built", "unchanged", "skipped"]
"""built: a file was written; unchanged: made anew, byte for byte what was there; skipped: nothing had changed."""


@dataclass(frozen=True)
class Built:
    """Hold a finished edition: where it is, what it weighs, what its author should look at.

    `edition` tells it from the specification's own, "" for its own. `size` in bytes; `timings` in CPU seconds by stage,
    with those of what all editions share at the first that was made. `reason` says why it was made, "" where it was
    skipped. A skipped edition has the warnings that it had when made. `calendar` is the calendar file of its event.
    """

    name: str
    edition: str
    path: Path
    sha256: str
    pages: int
    size: int
    state: State
    reason: str
    warnings: tuple[Problem, ...]
    timings: Mapping[str, float]
    calendar: Path | None = None

    @property
    def written(self) -> bool:
        """Say whether the file is another one than before."""
        return self.state == "built"


@dataclass(frozen=True)
class Refused:
    """Hold a brief that could not be read, checked or built, and why."""

    name: str
    error: BriefgenError


@dataclass(frozen=True)
class Checked:
    """Hold a brief without mistakes, and what its author should look at."""

    name: str
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Order:
    """Ask for one edition to be made: the brief's name and file, the wish, where to (None: the project's output).

    `force` draws its charts anew and writes the file even where its bytes are the same. `reason` is a phrase.
    """

    name: str
    file: Path
    wish: Wish
    out: Path | None
    force: bool
    reason: str
