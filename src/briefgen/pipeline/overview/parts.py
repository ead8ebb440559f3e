"""The parts of a brief's overview: sections, facts, texts, pictures, tables, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefgen.errors import BriefgenError
from briefgen.pipeline.overview.facts import Document, FactLine, document, fact_line

if TYPE_CHECKING:
    from briefgen.check.case import Case
    from briefgen.data.freshness import State
    from briefgen.pipeline.overview.reading import Known
    from briefgen.project import Project
    from briefgen.spec.brief import Brief
    from briefgen.spec.charts import ChartBlock


@dataclass(frozen=True)
class SectionLine:
    """Hold a section that a brief names; `there` tells whether `data/` has it and it can be read."""

    id: str
    title: Mapping[str, str]
    there: Literal["yes", "no", "unread"]
    facts: int
    printed: int


@dataclass(frozen=True)
class PictureLine:
    """Hold a chart, an image or a map; `file` is where it is kept, `there` whether it is.

    A chart whose file is not there is drawn when the brief is built; its file is "" where it cannot be drawn.
    """

    kind: str
    title: Mapping[str, str]
    file: str
    there: bool


@dataclass(frozen=True)
class TableLine:
    """Hold a table that a brief shows; `missing` counts its cells without a figure, those of facts left aside."""

    id: str
    title: Mapping[str, str]
    there: bool
    rows: int = 0
    missing: int = 0
    owner: str = ""
    last_day: str = ""
    state: State = "fresh"


@dataclass(frozen=True)
class Texts:
    """Count the texts of a brief, and those that lack a language of the brief or of the project."""

    count: int
    missing: Mapping[str, int]


def code_of_brief(brief: Brief, known: Known) -> str:
    """Return the code of the edition, "" for a theme that does not exist."""
    from briefgen.layout.furniture import code_of
    from briefgen.theme.load import load_theme, theme_names

    palette = known.settings.palette if known.settings is not None else {}
    return code_of(brief, load_theme(brief.theme, palette)) if brief.theme in theme_names(palette) else ""


def sections_of(brief: Brief, known: Known, case: Case | None) -> Iterator[SectionLine]:
    """Yield the sections that the brief names, in its order."""
    printed = set(case.used) if case is not None else set[str]()
    for id in dict.fromkeys(map(str, brief.sections)):
        section = known.store.sections.get(id) if known.store is not None else None
        if section is None:
            unread = id in known.unread or known.store is None
            yield SectionLine(id, {}, "unread" if unread else "no", 0, 0)
        else:
            yield SectionLine(id, dict(section.title), "yes", len(section.facts), len(printed & set(section.facts)))


def facts_of(case: Case | None, *, printed: bool) -> Iterator[FactLine]:
    """Yield the facts that the brief prints in order of use, or those of its sections that it does not print."""
    if case is None:
        return
    used = tuple(case.used)
    sections = [case.store.sections[id] for id in dict.fromkeys(case.brief.sections) if id in case.store.sections]
    left = [id for section in sections for id in section.facts if id not in set(used)]
    languages = tuple(dict.fromkeys((*case.brief.languages, *case.settings.languages)))
    for id in used if printed else left:
        yield fact_line(case.store.facts[id], case.store, languages, case.project.today)


def texts_counted(brief: Brief, languages: Sequence[str]) -> Texts:
    """Count the brief's texts, and those without one of the languages."""
    from briefgen.spec.texts import wordings_of

    wordings = [texts for _, texts in wordings_of(brief)]
    lacking = {language: sum(language not in texts for texts in wordings) for language in languages}
    return Texts(len(wordings), {language: count for language, count in lacking.items() if count})


def pictures_of(project: Project, brief: Brief, case: Case | None) -> Iterator[PictureLine]:
    """Yield the charts, images and maps of the brief, in order."""
    from briefgen.spec.blocks import FigureBlock, ImageBlock
    from briefgen.spec.charts import ChartBlock
    from briefgen.spec.listings import MapBlock
    from briefgen.spec.text import plain

    def title(block: FigureBlock) -> dict[str, str]:
        return {language: plain(block.takeaway[language]) for language in brief.languages}

    for block in brief.blocks:
        if isinstance(block, ImageBlock | MapBlock):
            name, kind = (block.image, "image") if isinstance(block, ImageBlock) else (block.map, "map")
            file = project.inside(name)
            yield PictureLine(kind, title(block), str(name), file is not None and file.is_file())
        elif isinstance(block, ChartBlock):
            kept = _kept(project, block, case) if case is not None else None
            there = kept is not None and kept.is_file()
            yield PictureLine(block.chart, title(block), project.relative(kept) if kept else "", there)


def _kept(project: Project, block: ChartBlock, case: Case) -> Path | None:
    """Return where the picture of a chart is kept between builds, None where it cannot be drawn."""
    from briefgen.charts.draw import picture_file
    from briefgen.layout.grid import WIDTH
    from briefgen.theme.load import load_theme

    try:
        theme = load_theme(case.brief.theme, case.settings.palette)
        return picture_file(block, case.facts, theme, case.brief.languages, WIDTH, project.store)
    except BriefgenError:
        return None


def tables_of(brief: Brief, case: Case | None) -> Iterator[TableLine]:
    """Yield the tables that the brief shows, in order."""
    from briefgen.data.freshness import state_of
    from briefgen.data.tables.facts import statement_of
    from briefgen.spec.blocks import TableBlock

    for block in brief.blocks:
        if not isinstance(block, TableBlock):
            continue
        table = case.store.tables.get(block.table) if case is not None else None
        if case is None or table is None:
            yield TableLine(str(block.table), {}, False)
            continue
        statement = statement_of(table)
        yield TableLine(
            id=table.id,
            title=dict(table.title),
            there=True,
            rows=len(table.rows),
            missing=sum(cell.blank == "missing" for row in table.rows for cell in row.cells),
            owner=table.owner,
            last_day=table.valid_until.isoformat() if table.valid_until else "",
            state=state_of(statement, case.project.today),
        )


def documents_of(case: Case | None) -> Iterator[Document]:
    """Yield the sources that the brief cites, in the order of their numbers, with the facts that rest on each."""
    if case is None:
        return
    order = [
        source
        for name in case.brief.sections
        if name in case.store.sections
        for source in case.store.sections[name].sources
    ]
    order += [source for source in case.store.sources if source not in set(order)]
    cited = set(case.cited)
    for number, id in enumerate((source for source in order if source in cited), start=1):
        facts = [fact.id for fact in case.used.values() if id in fact.sources]
        yield document(case.store.sources[id], number, facts)
