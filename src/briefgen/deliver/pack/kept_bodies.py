"""Bodies kept between runs, in `.briefgen/bodies`: the verified file, and what the papers must know of its pages.

A body is known by the digest of all that it depends on, so that an old one is never taken for a new one. Everything
here can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from briefgen.deliver.pack.turns import TURN, sweep_turns, turn
from briefgen.pipeline.sealed import PART, seal, sweep_parts, unseal
from briefgen.project import Project, take

FOLDER = "bodies"
FORMAT = 2
MOST = 400
"""How many bodies are kept; the oldest go first."""
TRIES = 3
"""How often a body is written: another process may take a file that is not locked any more for left behind."""


@dataclass(frozen=True)
class Kept:
    """Hold a finished file: its bytes, its number of pages, where things stand in it.

    `named`: the page of each block with an id. `places`: the pages of each block, by index. `texts`: what is read on
    each page.
    """

    data: bytes
    pages: int
    named: Mapping[str, int]
    places: Mapping[int, tuple[int, ...]]
    texts: tuple[str, ...]


def find(project: Project, key: str) -> Kept | None:
    """Return a body, or None where none is kept that is whole."""
    folder = project.store / FOLDER
    found = unseal(folder / f"{key}.json")
    if not isinstance(found, dict):
        return None
    held = cast("dict[str, Any]", found)
    try:
        data = (folder / f"{key}.pdf").read_bytes()
        if held["format"] != FORMAT or hashlib.sha256(data).hexdigest() != held["sha256"]:
            return None
        places = {int(index): tuple(map(int, pages)) for index, pages in held["places"].items()}
        for ending in ("json", "pdf"):
            with suppress(OSError):
                os.utime(folder / f"{key}.{ending}")  # so that what is used goes last
        return Kept(data, int(held["pages"]), dict(held["named"]), places, tuple(map(str, held["texts"])))
    except (OSError, KeyError, TypeError, ValueError, AttributeError):
        return None


def turn_of(project: Project, key: str, *, wait: bool = True) -> AbstractContextManager[bool]:
    """Take the turn to lay out a body, so that no other process does so meanwhile; see `turn`."""
    return turn(project.store / FOLDER / f"{key}{TURN}", wait=wait)


def keep(project: Project, key: str, kept: Kept) -> None:
    """Keep a body; a folder that cannot be written is no mistake."""
    folder = project.store / FOLDER
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        sweep_parts(folder)
        sweep_turns(folder)
    for _ in range(TRIES):
        if _written(folder / f"{key}.pdf", kept.data) and seal(folder / f"{key}.json", _noted(kept)):
            break
    with suppress(OSError):
        _prune(folder)


def _written(file: Path, data: bytes) -> bool:
    """Write a file, whole or not at all, and say whether it is there."""
    part = file.with_name(f"{os.urandom(8).hex()}{PART}")
    with suppress(OSError):
        try:
            with part.open("xb") as opened:
                take(opened)
                opened.write(data)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
        return True
    return False


def _noted(kept: Kept) -> Mapping[str, object]:
    """Return what is noted of a body beside its file."""
    return {
        "format": FORMAT,
        "sha256": hashlib.sha256(kept.data).hexdigest(),
        "pages": kept.pages,
        "named": dict(kept.named),
        "places": {str(index): list(pages) for index, pages in kept.places.items()},
        "texts": list(kept.texts),
    }


def _prune(folder: Path) -> None:
    """Remove the oldest bodies where there are too many."""
    files = [path for path in folder.iterdir() if path.suffix == ".json"]
    for path in sorted(files, key=lambda path: path.stat().st_mtime_ns)[: max(0, len(files) - MOST)]:
        path.unlink(missing_ok=True)
        path.with_suffix(".pdf").unlink(missing_ok=True)
