"""What was reviewed: the content of a brief in each language, kept in `reviews/CODE/` for as long as the project lives.

A file is named by what it holds, so that no later review can take the place of one that was approved.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from briefgen.deliver.approval.changes import Change, changed_places, changes
from briefgen.deliver.approval.content import Content, contents_of
from briefgen.deliver.approval.figures import Figure
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.errors import EnvironmentFailure
from briefgen.layout.furniture import code_of
from briefgen.pipeline.shared import Shared
from briefgen.project import Project
from briefgen.spec.brief import Brief
from briefgen.theme.load import load_theme

FOLDER = "reviews"
FORMAT = 1
LATEST = "latest.txt"
IGNORE = "# Drafts, signed sheets and what was reviewed: kept here, not in git.\n*\n"


@dataclass(frozen=True)
class Snapshot:
    """Hold what a brief gave its readers when it was reviewed: name, code of the edition, content by language."""

    brief: str
    edition: str
    contents: Mapping[str, Content]

    @property
    def digests(self) -> dict[str, str]:
        """Return the digest of each language's content, which an approval binds to."""
        return {language: content.digest for language, content in self.contents.items()}

    @property
    def id(self) -> str:
        """Return what it is known by: 12 hex digits, the same for the same content of the same edition."""
        told = json.dumps([self.brief, self.edition, sorted(self.digests.items())])
        return hashlib.sha256(told.encode("ascii")).hexdigest()[:12]


def code_for(shared: Shared, brief: Brief) -> str:
    """Return the code of a brief's edition, such as ROB-2026-02."""
    return code_of(brief, load_theme(brief.theme, shared.settings.palette))


def take_snapshot(project: Project, shared: Shared, brief: Brief, languages: Sequence[str] | None = None) -> Snapshot:
    """Return what a brief, as it is written, gives its readers now; the brief must have passed `preflight`."""
    return Snapshot(brief.name, code_for(shared, brief), contents_of(project, shared, brief, languages))


def review_folder(project: Project, code: str) -> Path:
    """Return the folder of the reviews of an edition; it may not be there."""
    return project.root / FOLDER / code


def prepare(project: Project, code: str) -> Path:
    """Make the folder of the reviews of an edition, kept out of git, and return it.

    Raises EnvironmentFailure where it cannot be made.
    """
    folder = review_folder(project, code)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ignore = folder.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text(IGNORE, encoding="utf-8", newline="\n")
    except OSError as error:
        raise unwritable(project, folder, error) from error
    return folder


def write_snapshot(project: Project, snapshot: Snapshot) -> Path:
    """Keep a snapshot as the latest of its brief's edition, and return its file; one that is there is left as it is.

    Raises EnvironmentFailure where it cannot be written.
    """
    folder = prepare(project, snapshot.edition)
    file = folder / f"{snapshot.brief}-{snapshot.id}.json"
    try:
        if _read(file) is None:
            put(file, json.dumps(_plain(snapshot), ensure_ascii=False, indent=1).encode("utf-8") + b"\n")
        put(folder / f"{snapshot.brief}-{LATEST}", f"{file.name}\n".encode())
    except OSError as error:
        raise unwritable(project, folder, error) from error
    return file


def read_snapshot(project: Project, code: str, brief: str = "") -> Snapshot | None:
    """Return what was reviewed last of an edition, of one brief where two share the code; None where nothing was."""
    folder = review_folder(project, code)
    try:
        pointers = sorted(folder.glob(f"{brief or '*'}-{LATEST}"))
        names = [path.read_text("utf-8").strip() for path in pointers]
    except (OSError, ValueError):
        return None
    found = (_read(folder / name) for name in names if "/" not in name and "\\" not in name)
    return next((one for one in found if one is not None), None)


def snapshots(project: Project, code: str, brief: str) -> tuple[Snapshot, ...]:
    """Return all that was reviewed of a brief's edition, in no order of time."""
    folder = review_folder(project, code)
    try:
        files = sorted(folder.glob(f"{brief}-*.json"))
    except OSError:
        return ()
    found = (_read(file) for file in files)
    return tuple(one for one in found if one is not None and one.brief == brief and one.edition == code)


def reviewed_briefs(project: Project, code: str) -> list[str]:
    """Return the names of the briefs of which an edition was reviewed."""
    if not code.replace("-", "").isalnum():
        return []
    ending = f"-{LATEST}"
    try:
        return sorted(path.name.removesuffix(ending) for path in review_folder(project, code).glob(f"*{ending}"))
    except OSError:
        return []


def last_approved(project: Project, shared: Shared, brief: Brief, language: str) -> Snapshot | None:
    """Return what was approved last of a brief in a language, of whichever edition; None where it is not known."""
    with open_ledger(project, reading=True) as ledger:
        approvals = ledger.approvals(brief=brief.name, language=language)
    for approval in reversed(approvals):
        for snapshot in snapshots(project, approval.edition, brief.name):
            if snapshot.digests.get(language) == approval.content:
                return snapshot
    return None


def changed_texts(old: Snapshot, new: Snapshot, language: str) -> tuple[str, ...]:
    """Return the places in the new snapshot that say something else in a language; see `changes.changed_places`.

    All of them where the old one does not have the language.
    """
    now = new.contents[language]
    then = old.contents.get(language)
    return changed_places(then, now) if then is not None else tuple(now.texts)


def differences(old: Snapshot, new: Snapshot, language: str) -> tuple[Change, ...]:
    """Return what differs in a language that both have."""
    return changes(old.contents[language], new.contents[language])


def put(file: Path, data: bytes) -> None:
    """Write a file whole, or not at all."""
    part = file.with_name(f"{file.name}-{os.urandom(4).hex()}.part")
    try:
        part.write_bytes(data)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def unwritable(project: Project, folder: Path, error: OSError) -> EnvironmentFailure:
    """Say that a folder of reviews cannot be written."""
    reason = "permission denied" if isinstance(error, PermissionError) else (error.strerror or str(error)).lower()
    return EnvironmentFailure(
        f"The folder {project.relative(folder)} cannot be written: {reason}.",
        "Look at who may write in the project's folder.",
    )


def _plain(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "brief": snapshot.brief,
        "edition": snapshot.edition,
        "languages": {
            language: {
                "digest": content.digest,
                "texts": dict(content.texts),
                "figures": {id: {"said": one.said, "words": one.words} for id, one in content.figures.items()},
                "form": dict(content.form),
            }
            for language, content in snapshot.contents.items()
        },
    }


def _read(file: Path) -> Snapshot | None:
    """Return a snapshot, or None where its file is missing, damaged, altered or of another format."""
    try:
        held = cast("dict[str, Any]", json.loads(file.read_bytes()))
        if held["format"] != FORMAT:
            return None
        contents = {
            str(language): Content(
                {str(place): str(text) for place, text in one["texts"].items()},
                {str(id): Figure(str(each["said"]), str(each["words"])) for id, each in one["figures"].items()},
                {str(place): str(value) for place, value in one["form"].items()},
            )
            for language, one in held["languages"].items()
        }
        snapshot = Snapshot(str(held["brief"]), str(held["edition"]), contents)
        sound = snapshot.digests == {language: one["digest"] for language, one in held["languages"].items()}
        return snapshot if sound else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
