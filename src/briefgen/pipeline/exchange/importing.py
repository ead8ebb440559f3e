"""Facts back from a workbook: what would change, whether the project stays valid with it, and the files written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Problem, UsageMistake
from briefgen.pipeline.files import ELSEWHERE, holds, work_folder, write_whole
from briefgen.project import Project

if TYPE_CHECKING:
    from briefgen.data.exchange.fact_changes import FactChange, Prefer
    from briefgen.data.exchange.written_facts import WrittenSection
    from briefgen.data.facts import Store
    from briefgen.pipeline.shared import Shared


@dataclass(frozen=True)
class Printed:
    """Hold a value in a language as it is printed in tables now and as it would be; "" where there is none."""

    old: str
    new: str


@dataclass(frozen=True)
class Imported:
    """Hold what workbooks change, and what is printed for it: by fact, then by language.

    `files` are the YAML files that change, relative to the project; `written` says whether they were. `vanished` are
    facts that were in a workbook and have no row any more, `unknown` rows whose facts the project has no more;
    `ignored` sheets without heads of facts; `remembers` says whether all workbooks knew what they were made from.
    """

    changes: tuple[FactChange, ...]
    printed: Mapping[str, Mapping[str, Printed]]
    files: Mapping[str, str]
    warnings: tuple[Problem, ...]
    vanished: tuple[str, ...]
    unknown: tuple[str, ...]
    ignored: tuple[str, ...]
    remembers: bool
    written: bool


def import_facts(
    project: Project, *paths: Path, apply: bool = False, prefer: Prefer | None = None, delete: bool = False
) -> Imported:
    """Compare workbooks with the project, and with `apply` write what they change, all together.

    Nothing is written unless every row is valid, the store loads with the new files, and no brief that passes its check
    now would fail it. Raises AuthorsMistakes with all problems at their cells, EnvironmentFailure where a file cannot
    be read or written; then it is said which files were. UsageMistake where `delete` is asked of a file that does not
    remember what it held.
    """
    from briefgen.data.exchange.fact_changes import changes_of
    from briefgen.data.exchange.fact_files import changed_files
    from briefgen.data.exchange.fact_sheets import read_facts
    from briefgen.data.exchange.written_facts import read_sections
    from briefgen.pipeline.shared import read_shared

    shared = read_shared(project)
    languages = shared.settings.languages
    sections = read_sections(project, languages)
    returned = read_facts(paths, project)
    if delete and not returned.remembers:
        message = "Which facts a file held is not known where it does not remember, so that none can be deleted."
        raise UsageMistake(message, "Leave --delete away, or export a workbook anew and delete the rows in it.")
    found = changes_of(returned, sections, project, languages, prefer=prefer, delete=delete)
    if found.problems:
        raise AuthorsMistakes(found.problems)
    files = changed_files(found.facts, sections)
    with work_folder(project, project.data, ELSEWHERE) as work:
        store = _valid_store(project, shared, found.facts, sections, files, work)
        if files:
            _refuse_broken_briefs(project, shared, store)
        if apply:
            _write([(sections[id], data) for id, data in files.items()], work)
    return Imported(
        tuple(found.facts),
        {change.id: _printed(change.id, shared.store, store, languages) for change in found.facts},
        {id: sections[id].file for id in files},
        tuple(found.warnings),
        tuple(found.vanished),
        tuple(found.unknown),
        returned.ignored,
        returned.remembers,
        apply,
    )


def _valid_store(
    project: Project,
    shared: Shared,
    changes: Sequence[FactChange],
    sections: Mapping[str, WrittenSection],
    files: Mapping[str, bytes],
    work: Path,
) -> Store:
    """Return the store as it would be, loaded from a copy of the data; AuthorsMistakes with its problems at cells."""
    if not files:
        return shared.store
    from briefgen.data.exchange.fact_files import at_their_cells
    from briefgen.data.load import load_store

    root = work / "copy"
    copied = replace(project, root=root, watch=None)
    try:
        for name, state in shared.taken.states.items():
            if state is not None:  # what was read, and nothing that editors and systems keep beside it
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(project.root / name, root / name)
        for id, data in files.items():
            (copied.data / sections[id].path.name).write_bytes(data)
    except (OSError, shutil.Error) as error:
        raise EnvironmentFailure(f"The data cannot be copied to be checked: {error}.", "Make room for it.") from error
    try:
        return load_store(copied, shared.settings.languages, shared.settings.max_age)
    except AuthorsMistakes as error:
        raise AuthorsMistakes(at_their_cells(error.problems, changes, sections, files)) from None


def _refuse_broken_briefs(project: Project, shared: Shared, store: Store) -> None:
    """Raise AuthorsMistakes with what would keep briefs from being built that could be built until now."""
    from briefgen.check.preflight import preflight
    from briefgen.pipeline.batch import read_briefs
    from briefgen.spec.brief import Brief
    from briefgen.spec.find import find_briefs

    problems: list[Problem] = []
    for brief in read_briefs(project, find_briefs(project)):
        if not isinstance(brief, Brief):
            continue
        try:
            preflight(brief, shared.store, shared.settings, shared.faces, project)
        except AuthorsMistakes:
            continue
        try:
            preflight(brief, store, shared.settings, shared.faces, project)
        except AuthorsMistakes as error:
            problems.extend(error.problems)
    if problems:
        raise AuthorsMistakes(problems)


def _printed(id: str, before: Store, after: Store, languages: Sequence[str]) -> dict[str, Printed]:
    from briefgen.language.quantities import phrase

    def said(store: Store, language: str) -> str:
        fact = store.facts.get(id)
        return phrase(fact.quantity, language, "table") if fact is not None else ""

    return {language: Printed(said(before, language), said(after, language)) for language in languages}


def _write(files: Sequence[tuple[WrittenSection, bytes]], work: Path) -> None:
    """Write all files beside each other first, then move them into place; none where one was changed meanwhile."""
    ready = work / "ready"
    moves: list[tuple[Path, Path, bytes]] = []
    done: list[str] = []
    try:
        ready.mkdir()
        for section, data in files:
            target = section.path.resolve()
            part = ready / target.name
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            shutil.copymode(target, part)
            moves.append((part, target, data))
    except OSError as error:
        raise EnvironmentFailure(
            f"Nothing was written: {error.strerror or error}.", "Make room, then try again."
        ) from error
    for section, _ in files:
        if holds(section.path, section.content) is None:
            hint = "Close it in the other program, then import again."
            raise EnvironmentFailure(f"{section.file} was changed meanwhile; nothing was written.", hint)
    for (part, target, data), (section, _) in zip(moves, files, strict=True):
        try:
            _move(part, target, data, work)
            if holds(target, data) is None:
                raise EnvironmentFailure(f"{section.file} is not what was written to it.", "Import again.")
        except EnvironmentFailure as error:
            others = ", ".join(done) or "no other file"
            message = f"{error.message} Written before that: {others}."
            raise EnvironmentFailure(
                message, "Import the same workbook again; what is written is left alone."
            ) from error
        done.append(section.file)


def _move(part: Path, target: Path, data: bytes, work: Path) -> None:
    try:
        part.replace(target)
    except OSError:
        # Held open for a moment, or on another volume: `write_whole` waits, or writes beside it.
        write_whole(data, target, work, ELSEWHERE)
