"""Digits changed at random in data and briefs, and who notices: `check`, the build, or the rules of the content tests.

The term base is left out: it says nothing on pages. So are comments.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from content_ledger import data_faults
from content_rules import Looked, page_faults, prose_faults
from data_texts import data_text_faults
from editions import make

from briefgen.check.case import Case
from briefgen.check.preflight import preflight
from briefgen.data.load import load_store
from briefgen.errors import BriefgenError
from briefgen.pipeline.shared import Shared, read_shared
from briefgen.project import Project, open_project
from briefgen.spec.brief import Brief
from briefgen.spec.find import find_briefs
from briefgen.spec.load import load_brief

DIGITS = "0123456789"
By = Literal["check", "record", "texts", "warning", "prose", "build", "pages", ""]
"""Who notices: errors of `check`, the record of checked values, the rules of data's texts, a new warning of `check`,
the rules of prose, the build, the rules of pages; "" where nobody does."""


@dataclass(frozen=True)
class Change:
    """Hold one digit that is changed: file, offset, the digit put there, and the line that then stands there."""

    file: Path
    offset: int
    digit: str
    line: int
    text: str


def digits(root: Path) -> list[tuple[Path, int]]:
    """Return each digit of data and briefs, by file and offset."""
    files = [path for path in sorted((root / "data").glob("*.yaml")) if path.name != "terms.yaml"]
    files += sorted((root / "briefings").rglob("*.yaml"))
    return [(file, offset) for file in files for offset in _digits(file.read_text("utf-8"))]


def _digits(text: str) -> Iterator[int]:
    begin = 0
    for line in text.splitlines(keepends=True):
        if not line.lstrip().startswith("#"):
            yield from (begin + at for at, character in enumerate(line) if character in DIGITS)
        begin += len(line)


def changes(root: Path, count: int, seed: int) -> list[Change]:
    """Return changes of single digits, drawn with a seed: any digit of the project, and any other in its place."""
    # A seed makes the same changes of the same files; nothing secret hangs on it.
    chance = random.Random(seed)
    places = digits(root)
    made: list[Change] = []
    for file, offset in (chance.choice(places) for _ in range(count)):
        text = file.read_text("utf-8")
        digit = chance.choice([other for other in DIGITS if other != text[offset]])
        changed = text[:offset] + digit + text[offset + 1 :]
        line = text.count("\n", 0, offset) + 1
        made.append(Change(file, offset, digit, line, changed.splitlines()[line - 1]))
    return made


class Watch:
    """Look at a project with one digit changed; what is found in the sound project is found once, before."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._project = open_project(root, environment={})
        self._files = find_briefs(self._project)
        shared = read_shared(self._project)
        self._sections: dict[str, tuple[str, ...]] = {}
        self._warnings: dict[str, int] = {}
        self._prose: dict[str, frozenset[str]] = {}
        for name, file in self._files.items():
            brief = load_brief(file, self._project)
            if not brief.bind:  # its texts are those of its parts
                self._sections[name] = brief.sections
                self._warnings[name] = len(_warnings(brief, shared, self._project))
                case = Case(brief, shared.store, shared.settings, shared.faces, self._project)
                self._prose[name] = frozenset(prose_faults(case))
        self._record = frozenset(data_faults(shared.store))
        self._texts = frozenset(data_text_faults(root / "data"))

    def noticed(self, change: Change) -> By:
        """Change a digit, say who notices it, and put it back."""
        sound = change.file.read_text("utf-8")
        text = sound[: change.offset] + change.digit + sound[change.offset + 1 :]
        change.file.write_text(text, "utf-8")
        try:
            return self._data(change) if change.file.parent.name == "data" else self._brief(change.file.stem)
        finally:
            change.file.write_text(sound, "utf-8")

    def _data(self, change: Change) -> By:
        try:
            store = load_store(self._project, ("zh", "en"))
        except BriefgenError:
            return "check"
        if frozenset(data_faults(store)) - self._record:
            return "record"
        if frozenset(data_text_faults(self._root / "data")) - self._texts:
            return "texts"
        section = change.file.stem
        for name, sections in self._sections.items():
            if section in sections or section == "sources":
                found = self._brief(name)
                if found:
                    return found
        return ""

    def _brief(self, name: str) -> By:
        try:
            shared = read_shared(self._project)
            brief = load_brief(self._files[name], self._project)
            warnings = _warnings(brief, shared, self._project)
        except BriefgenError:
            return "check"
        if len(warnings) > self._warnings.get(name, 0):
            return "warning"
        try:
            looked = Looked(make(self._root, name))
        except BriefgenError:
            return "build"
        if frozenset(prose_faults(looked.case)) - self._prose.get(name, frozenset()):
            return "prose"
        return "pages" if page_faults(looked) else ""


def _warnings(brief: Brief, shared: Shared, project: Project) -> tuple[object, ...]:
    return preflight(brief, shared.store, shared.settings, shared.faces, project)
