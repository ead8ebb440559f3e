"""The texts that a reviewed edition printed, kept beside its snapshot, so that the next draft can say what changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from briefgen.deliver.approval.snapshot import Snapshot, review_folder
from briefgen.layout.draft.changed import printed
from briefgen.pdf.noted import NotedLine
from briefgen.project import Project

FORMAT = 1
SUFFIX = ".lines"


def texts_of(lines: Sequence[NotedLine]) -> dict[str, list[str]]:
    """Return the texts of an edition by language, in the order in which they are drawn."""
    found: dict[str, list[str]] = {}
    for one in printed(lines):
        found.setdefault(one.language, []).append(one.text)
    return found


def printed_file(project: Project, snapshot: Snapshot) -> Path:
    """Return where the texts of a reviewed edition are kept."""
    return review_folder(project, snapshot.edition) / f"{snapshot.brief}-{snapshot.id}{SUFFIX}"


def as_bytes(lines: Sequence[NotedLine]) -> bytes:
    """Return what is kept."""
    held = {"format": FORMAT, "texts": texts_of(lines)}
    return json.dumps(held, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def read_printed(project: Project, snapshot: Snapshot, language: str) -> tuple[str, ...] | None:
    """Return the texts that a reviewed edition printed in a language, or once for all languages (`SHARED`).

    None where they are not known any more.
    """
    try:
        held = cast("dict[str, Any]", json.loads(printed_file(project, snapshot).read_bytes()))
        if held["format"] != FORMAT:
            return None
        return tuple(str(text) for text in held["texts"].get(language, ()))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
