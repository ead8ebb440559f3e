"""What a brief selects, for the person who works on it: facts, texts, pictures, sources, gaps, finished files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefgen.errors import AuthorsMistakes, BriefgenError, Problem, UsageMistake
from briefgen.pipeline.overview.editions import EditionFile, edition_files
from briefgen.pipeline.overview.facts import Document, FactLine, FactOverview, fact_overview
from briefgen.pipeline.overview.parts import (
    PictureLine,
    SectionLine,
    TableLine,
    Texts,
    code_of_brief,
    documents_of,
    facts_of,
    pictures_of,
    sections_of,
    tables_of,
    texts_counted,
)
from briefgen.pipeline.overview.reading import Known, read_known, read_partly

if TYPE_CHECKING:
    from briefgen.check.case import Case
    from briefgen.project import Project
    from briefgen.spec.brief import Brief
    from briefgen.spec.tree import Mapping as Tree


@dataclass(frozen=True)
class Overview:
    """Hold all that is shown of a brief; `complete` is False where mistakes kept parts of it from being read.

    `problems` are the mistakes in the brief, in the settings and in data; `warnings` what its author should look at.
    """

    name: str
    file: str
    complete: bool
    title: Mapping[str, str]
    kind: str = ""
    tags: tuple[str, ...] = ()
    code: str = ""
    date: str = ""
    theme: str = ""
    cover: str = ""
    audience: str = ""
    gaps: str = ""
    languages: tuple[str, ...] = ()
    sections: tuple[SectionLine, ...] = ()
    printed: tuple[FactLine, ...] = ()
    unprinted: tuple[FactLine, ...] = ()
    texts: Texts = field(default_factory=lambda: Texts(0, {}))
    pictures: tuple[PictureLine, ...] = ()
    tables: tuple[TableLine, ...] = ()
    sources: tuple[Document, ...] = ()
    files: tuple[EditionFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def awaited(self) -> tuple[FactLine, ...]:
        """Return the facts of its sections that are blank, stale or soon stale: those it prints first."""
        return tuple(fact for fact in (*self.printed, *self.unprinted) if fact.state != "fresh")


def show(project: Project, name: str, what: Literal["", "brief", "fact"] = "") -> Overview | FactOverview:
    """Return what is known of the brief, or else of the fact, that bears a name.

    Raises UsageMistake where neither does, AuthorsMistakes where a fact cannot be looked up for mistakes in data.
    """
    from briefgen.project import printable
    from briefgen.spec.find import find_briefs
    from briefgen.spec.nearest import closest, nearest

    files = find_briefs(project)
    given = Path(name).stem if name.endswith((".yaml", ".yml")) else name
    if given in files and what != "fact":
        return brief_overview(project, given, files[given])
    known = read_known(project)
    if what != "brief" and known.store is not None and name in known.store.facts:
        briefs = [brief for path in files.values() if (brief := _readable(path, project)) is not None]
        languages = known.settings.languages if known.settings else ("zh", "en")
        return fact_overview(known.store.facts[name], known.store, briefs, languages, project.today)
    if what != "brief" and known.store is None:
        raise AuthorsMistakes(known.problems)
    names = () if what == "fact" else tuple(files)
    ids = tuple(known.store.facts) if known.store is not None and what != "brief" else ()
    kind = {"brief": "brief", "fact": "fact"}.get(what, "brief or fact")
    # A project may have hundreds of facts; its briefs lead to them.
    if names and closest(given, (*names, *ids)) is None:
        hint = nearest("", names, ask="Briefs") + (" Show one of them: it names its facts." if ids else "")
    else:
        hint = nearest(given, (*names, *ids), ask="Facts")
    raise UsageMistake(f'No {kind} is called "{printable(name)}".', hint)


def brief_overview(project: Project, name: str, path: Path) -> Overview:
    """Return what a brief selects, as far as it and the data can be read."""
    known = read_known(project)
    brief, tree, own = read_partly(path, project)
    problems = tuple(sorted({*own, *known.problems}))
    files = _files(project, known, name, path)
    if brief is None:
        return Overview(name, project.relative(path), False, _title(tree), files=files, problems=problems)
    return _made(project, brief, known, files, problems)


def _made(
    project: Project, brief: Brief, known: Known, files: tuple[EditionFile, ...], problems: tuple[Problem, ...]
) -> Overview:
    from briefgen.spec.text import plain

    case = _case(project, brief, known)
    languages = tuple(dict.fromkeys((*brief.languages, *(known.settings.languages if known.settings else ()))))
    found, warnings = _looked_at(case) if case is not None and not problems else ((), ())
    return Overview(
        name=brief.name,
        file=project.relative(Path(project.root, brief.place.file)),
        complete=not problems,
        title={language: plain(brief.title[language]) for language in brief.languages},
        kind=brief.kind,
        tags=brief.tags,
        code=code_of_brief(brief, known),
        date=brief.edition.date.isoformat(),
        theme=brief.theme,
        cover=brief.cover,
        audience=brief.audience,
        gaps=brief.gaps,
        languages=brief.languages,
        sections=tuple(sections_of(brief, known, case)),
        printed=tuple(facts_of(case, printed=True)),
        unprinted=tuple(facts_of(case, printed=False)),
        texts=texts_counted(brief, languages),
        pictures=tuple(pictures_of(project, brief, case)),
        tables=tuple(tables_of(brief, case)),
        sources=tuple(documents_of(case)),
        files=files,
        problems=(*problems, *found),
        warnings=warnings,
    )


def _readable(path: Path, project: Project) -> Brief | None:
    try:
        return read_partly(path, project)[0]
    except BriefgenError:
        return None


def _title(tree: Tree | None) -> dict[str, str]:
    """Return the title that stands in a file which is no brief."""
    from briefgen.spec.tree import Mapping, Scalar

    title = tree.get(Scalar("title")) if tree is not None else None
    if not isinstance(title, Mapping):
        return {}
    return {str(language): str(text) for language, text in title.items() if isinstance(text, Scalar)}


def _case(project: Project, brief: Brief, known: Known) -> Case | None:
    from briefgen.check.case import Case
    from briefgen.typeset.faces import load_faces

    if known.settings is None or known.store is None:
        return None
    return Case(brief, known.store, known.settings, load_faces(project.fonts), project)


def _looked_at(case: Case) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return what `check` finds: mistakes, or what the author should look at."""
    from briefgen.check.preflight import preflight

    try:
        return (), preflight(case.brief, case.store, case.settings, case.faces, case.project)
    except AuthorsMistakes as error:
        return error.problems, ()


def _files(project: Project, known: Known, name: str, path: Path) -> tuple[EditionFile, ...]:
    from briefgen.pipeline.output import output_folder

    if known.settings is None:
        return ()
    try:
        return edition_files(project, output_folder(project, known.settings), name, path)
    except BriefgenError:
        return ()
