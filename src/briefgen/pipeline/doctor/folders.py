"""Whether a project's folders can be written, have room, and hold schemas that fit this briefgen."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError
from briefgen.pipeline.finding import Finding, Status

if TYPE_CHECKING:
    from briefgen.project import Project

LITTLE, NONE = 200_000_000, 20_000_000
"""Bytes free on the disk: below the first it is time to make room, below the second a build may fail."""


def folders(project: Project) -> Iterator[Finding]:
    """Look whether finished briefs and pictures can be written, by writing a file that is gone at once."""
    from briefgen.pipeline.output import output_folder
    from briefgen.spec.load import load_settings

    try:
        output = output_folder(project, load_settings(project))
    except BriefgenError as error:
        yield Finding("Project", "settings", "failed", error.message, "For all that is wrong: briefgen check")
        return
    hint = "Give yourself the right to write there, or name another folder: output: in briefgen.yaml."
    yield _writable(project, "output", output, "failed", hint)
    hint = "Give yourself the right to write there; until then all charts are drawn anew."
    yield _writable(project, "store", project.store, "warning", hint)
    yield _room(output)


def _writable(project: Project, what: str, folder: Path, status: Status, hint: str) -> Finding:
    from briefgen.project import printable

    reason, name = unwritable(folder), printable(project.relative(folder))
    if reason:
        return Finding("Project", what, status, f"{name} cannot be written: {reason}.", hint)
    return Finding("Project", what, "ok", f"{name} can be written")


def unwritable(folder: Path) -> str:
    """Return why nothing can be written in a folder, or in the one that it would be made in; "" where it can."""
    there = nearest_there(folder)
    if not there.is_dir():
        return f"a file stands at {there.name}"
    try:
        with tempfile.TemporaryFile(dir=there):
            return ""
    except OSError as error:
        return (error.strerror or str(error)).lower()


def nearest_there(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    return next((path for path in (folder, *folder.parents) if path.exists()), Path(folder.anchor))


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(nearest_there(folder)).free
    message = f"{free / 1_000_000_000:.1f} GB free" if free >= 1_000_000_000 else f"{free // 1_000_000} MB free"
    if free < LITTLE:
        status: Status = "failed" if free < NONE else "warning"
        return Finding("Project", "disk", status, message, "Make room: briefgen clean removes what can be made again.")
    return Finding("Project", "disk", "ok", message)


def schemas(project: Project) -> Iterator[Finding]:
    """Look whether the schemas that editors use are those of this briefgen."""
    from briefgen.pipeline.schemas import FOLDER, outdated

    folder = project.root / FOLDER
    hint = "Write them with: briefgen schema"
    if not folder.is_dir():
        yield Finding("Project", "schemas", "warning", f"There is no {FOLDER}, so that no editor knows the keys.", hint)
        return
    old = outdated(project)
    if old:
        yield Finding("Project", "schemas", "warning", f"Not those of this briefgen: {', '.join(old)}.", hint)
    else:
        yield Finding("Project", "schemas", "ok", f"{FOLDER} is up to date")
