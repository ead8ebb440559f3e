"""Bodies kept between runs, in `.briefgen/bodies`: the verified file, and what the papers must know of its pages.

A body is known by the digest of all that it depends on, so that an old one is never taken for a new one. Everything
here can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from briefgen.pipeline.sealed import seal, sweep_parts, unseal
from briefgen.project import Project

FOLDER = "bodies"
FORMAT = 2
MOST = 400
"""How many bodies are kept; the oldest go first."""


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


def keep(project: Project, key: str, kept: Kept) -> None:
    """Keep a body; a folder that cannot be written is no mistake."""
    folder = project.store / FOLDER
    part = folder / f"{key}-{os.urandom(4).hex()}.pdf.part"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        sweep_parts(folder)
        try:
            part.write_bytes(kept.data)
            part.replace(folder / f"{key}.pdf")
        finally:
            part.unlink(missing_ok=True)
        seal(
            folder / f"{key}.json",
            {
                "format": FORMAT,
                "sha256": hashlib.sha256(kept.data).hexdigest(),
                "pages": kept.pages,
                "named": dict(kept.named),
                "places": {str(index): list(pages) for index, pages in kept.places.items()},
                "texts": list(kept.texts),
            },
        )
        _prune(folder)


def _prune(folder: Path) -> None:
    """Remove the oldest bodies where there are too many."""
    files = [path for path in folder.iterdir() if path.suffix == ".json"]
    for path in sorted(files, key=lambda path: path.stat().st_mtime_ns)[: max(0, len(files) - MOST)]:
        path.unlink(missing_ok=True)
        path.with_suffix(".pdf").unlink(missing_ok=True)
