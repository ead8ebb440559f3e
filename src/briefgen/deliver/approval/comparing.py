"""Two finished files compared: what differs, of which class that is, and what it means for approvals."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefgen.check.finished.comparing import Compared, Corrected, Told, compare, told_by
from briefgen.check.finished.opened import Locked, open_finished
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.ledger.records import KnownCopy
from briefgen.errors import BriefgenError, VerificationFailure
from briefgen.pipeline.given import name_of_file, read_file
from briefgen.pipeline.password import HINT, Lookup, keys
from briefgen.project import Project

BY_DATA, BY_LEDGER, BY_PAGES = "data", "ledger", "pages"
"""How figures were compared: by what is attached, by what the ledger knows, by the numbers on the pages alone."""


@dataclass(frozen=True)
class File:
    """Hold one of the files: its name as it was given, its SHA-256, what is read of it."""

    name: str
    sha256: str
    told: Told


@dataclass(frozen=True)
class Comparison:
    """Hold what differs between two files, and how figures were compared."""

    old: File
    new: File
    found: Compared
    by: str

    @property
    def classes(self) -> tuple[str, ...]:
        """Return the classes of the change: personal, edition, wording zh, wording en, facts."""
        texts = self.found.texts
        wording = dict.fromkeys(f"wording {one.language}" for one in texts if one.kind != "figure")
        facts = bool(self.found.figures) or any(one.kind != "wording" for one in texts)
        return (
            *(["facts"] if facts else []),
            *wording,
            *(["edition"] if self.found.edition else []),
            *(["personal"] if self.found.personal else []),
        )

    @property
    def alike(self) -> bool:
        """Say whether both files have pages of one kind; telephone pages join heads and texts in their own way."""
        return self.old.told.paper == self.new.told.paper

    @property
    def voided(self) -> tuple[str, ...]:
        """Return the languages in which an approval of the old file does not hold for the new one."""
        languages = tuple(dict.fromkeys((*self.old.told.languages, *self.new.told.languages)))
        if {"facts", "edition"} & set(self.classes):
            return languages
        return tuple(language for language in languages if f"wording {language}" in self.classes)


def compare_files(old: Path, new: Path, *, project: Project | None = None, look: Lookup | None = None) -> Comparison:
    """Compare two finished files of briefgen; `project`: whose ledger may know what the facts in them say.

    `look` finds a password, which is tried where a file asks for one. Raises EnvironmentFailure for a file that cannot
    be read, VerificationFailure for one that is not ours.
    """
    was, now = _read(old, look), _read(new, look)
    found = compare(was.told, now.told)
    by = BY_DATA if found.figures is not None else BY_PAGES
    if found.figures is None and project is not None:
        known = _known(project, (was, now))
        if known is not None:
            found, by = replace(found, figures=_corrected(*known)), BY_LEDGER
    return Comparison(was, now, found, by)


def _read(path: Path, look: Lookup | None) -> File:
    name = name_of_file(path)
    data = read_file(path).data
    message = ""
    for key in keys(look):
        try:
            return File(name, hashlib.sha256(data).hexdigest(), told_by(open_finished(data, key)))
        except Locked as locked:
            message = locked.message
        except VerificationFailure as error:
            raise VerificationFailure(f"{name}: {error.message}", error.hint) from None
    raise VerificationFailure(f"{name}: {message}", HINT)


def _known(project: Project, files: Sequence[File]) -> tuple[KnownCopy, KnownCopy] | None:
    """Return what the ledger knows of both files; None where it knows too little, or cannot be opened."""
    try:
        with open_ledger(project, reading=True) as ledger:
            old, new = (ledger.known_copy(file.told.copy, file.sha256) for file in files)
    except BriefgenError:
        return None
    if old is None or new is None:
        return None
    return old, new


def _corrected(old: KnownCopy, new: KnownCopy) -> tuple[Corrected, ...]:
    return tuple(
        Corrected(fact, old.words.get(fact, {}), new.words.get(fact, {}))
        for fact in dict.fromkeys((*old.facts, *new.facts))
        if old.facts.get(fact) != new.facts.get(fact)
    )
