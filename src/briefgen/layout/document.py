"""From a brief to finished pages."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen import __version__
from briefgen.charts.picture import Picture
from briefgen.data.facts import Store
from briefgen.data.selection import selected
from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.language.words import say
from briefgen.layout import furniture, furniture_small
from briefgen.layout.blocks import BLOCKS, CHART
from briefgen.layout.blocks.cover import draw_cover
from briefgen.layout.blocks.cover_small import draw_small_cover
from briefgen.layout.blocks.internal import internal_group
from briefgen.layout.citations import cited_sources
from briefgen.layout.context import Context
from briefgen.layout.draft.draft import Draft
from briefgen.layout.draft.pages import annex_sheets, annex_words, begin_draft, end_draft
from briefgen.layout.furniture import document_titles, edition_code
from briefgen.layout.grid import A4, Geometry, columns
from briefgen.layout.names import block_name, page_id
from briefgen.layout.pages import Group, Sheet, paginate
from briefgen.layout.part import context_of_part
from briefgen.layout.sheet import greys_of, start_page
from briefgen.layout.strips import Section
from briefgen.layout.titles import draw_title, title_depth
from briefgen.pdf.attachment import Attachment
from briefgen.pdf.elements import Element
from briefgen.pdf.noted import NotedLine, Noting
from briefgen.pdf.profiles import DEFAULT, PROFILES, Profile
from briefgen.pdf.surface import Surface
from briefgen.project import Project
from briefgen.spec.blocks import ContentsBlock, FigureBlock, PageBlock, TableBlock
from briefgen.spec.brief import Brief
from briefgen.spec.charts import ChartBlock
from briefgen.spec.parts import PartBlock, PartHead
from briefgen.spec.settings import Settings
from briefgen.spec.text import PageReference, Text, parse, plain
from briefgen.spec.texts import texts_of
from briefgen.theme.scale import scaled
from briefgen.theme.tokens import Theme
from briefgen.typeset.faces import FaceSet

PASSES = 4
"""How often pages are made anew until the page numbers that texts refer to stand still."""


@dataclass(frozen=True)
class Laid:
    """Hold a finished document: its bytes, the tree of what it says, its number of pages, what it was composed with.

    `attachments` are the files that belong to all of it; those of charts and tables are with their elements.
    """

    data: bytes
    tree: Element
    pages: int
    context: Context
    attachments: tuple[Attachment, ...] = ()
    parts: tuple[PartHead | None, ...] = ()
    """The part of a bound document that each page behind the cover belongs to."""
    places: Mapping[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]])
    """The pages on which each block stands, by its index, counted from 1."""
    blank: int = 0
    """How many empty pages stand at the end, which have neither head nor foot."""
    lines: tuple[NotedLine, ...] = ()
    """Where each line of the content stands, if that was asked for."""
    annexed: int = 0
    """How many pages of a draft stand behind those of the edition."""

    @property
    def numbered(self) -> int:
        """Return the number of pages without the empty ones at the end, and without those that a draft has besides."""
        return self.pages - self.blank - self.annexed


def lay_out(
    brief: Brief,
    store: Store,
    settings: Settings,
    theme: Theme,
    faces: FaceSet,
    pictures: Mapping[int, Picture],
    project: Project,
    profile: Profile = PROFILES[DEFAULT],
    password: str | None = None,
    geometry: Geometry = A4,
    multiple: int = 1,
    *,
    personal: bool = False,
    draft: Draft | None = None,
    noting: Noting | None = None,
) -> Laid:
    """Compose the blocks, make pages of them and draw these into a file that keeps to `profile`.

    `password` encrypts it; empty pages are added until their number is a multiple of `multiple`.
    `personal`: the cover keeps room for a line that is added to each copy. `draft`: what the pages, which stay as they
    are, show besides. `noting` is told where each line stands.
    Raises AuthorsMistakes for content that no page can hold.
    """
    facts = selected(store, brief.sections, brief.reader)
    context = Context(
        brief=brief,
        facts=facts,
        store=store,
        settings=settings,
        theme=scaled(theme, geometry.scale),
        chart_theme=theme,
        faces=faces,
        project=project,
        columns=columns(brief.languages, geometry),
        source_numbers=cited_sources(brief, facts, store),
        figure_numbers=_figure_numbers(brief),
        pictures=pictures,
        pages={},
        geometry=geometry,
        personal=personal,
        draft=draft,
    )
    context = _with_data(context)
    sheets = paginate(groups_of(context), geometry)
    for _ in range(PASSES):
        pages = _pages_of(sheets, context.front + 1)
        if pages == context.pages:
            break
        context = _with_data(replace(context, pages=pages))
        sheets = paginate(groups_of(context), geometry)
    else:
        message = "The pages that texts refer to move as soon as their numbers are printed."
        raise AuthorsMistakes([Problem(brief.place, message, "Take out a {page:…}, or change a text by a line.")])
    _refuse_lost_pages(context)
    return _draw(context, sheets, profile, password, multiple, noting)


def _with_data(context: Context) -> Context:
    """Return the context with the data of charts and tables, where the brief asks for them; notes may name pages."""
    if context.brief.attachments != "data":
        return context
    from briefgen.layout.attached.attach import with_data

    return with_data(context)


def _refuse_lost_pages(context: Context) -> None:
    """Raise AuthorsMistakes for each reference to the page of a block that this edition leaves out."""
    lost = [
        Problem(
            piece.place,
            f'The block "{piece.id}" is left out of this edition, so it has no page.',
            "Say it without the page, or give that block something to show.",
        )
        for _, text, _ in texts_of(context.brief)
        for piece in parse(text)
        if isinstance(piece, PageReference) and piece.id not in context.pages
    ]
    if lost:
        raise AuthorsMistakes(lost)


@dataclass
class _Started:
    """Hold a page title, its index, and what was composed under it; `blocks` counts those that are left out, too."""

    title: PageBlock | None
    index: int = 0
    sections: list[tuple[Section, Place]] = field(default_factory=list[tuple[Section, Place]])
    blocks: int = 0


def groups_of(context: Context) -> list[Group]:
    """Compose every block, gathered under the page titles; a page whose blocks are all left out is left out with them.

    Raises AuthorsMistakes with all that does not fit, for a page without blocks, and for a brief with nothing to show.
    """
    started: list[_Started] = []
    problems: list[Problem] = []
    for index, block in enumerate(context.brief.blocks):
        if isinstance(block, PageBlock):
            started.append(_Started(block, index))
            continue
        if not started:
            started.append(_Started(None))
        started[-1].blocks += 1
        try:
            section = _build(block, index, replace(context, block=index))
        except AuthorsMistakes as mistakes:
            problems += mistakes.problems
            continue
        if section is not None:
            started[-1].sections.append((replace(section, block=index), block.place))
    problems += [
        Problem(page.title.place, "This page has no blocks.", "Add some under it, or take it out.")
        for page in started
        if page.title is not None and not page.blocks and not _ends_parts(page.title)
    ]
    if not problems and not any(page.sections for page in started):
        message = "This edition has nothing to show but its cover."
        problems.append(Problem(context.brief.place, message, "Add a block with facts or texts."))
    if problems:
        raise AuthorsMistakes(problems)
    groups = list(_groups(context, started))
    return [*groups, internal_group(context)] if context.internal else groups


def _ends_parts(title: PageBlock) -> bool:
    return isinstance(title, PartBlock) and title.last


def _groups(context: Context, pages: Sequence[_Started]) -> Iterator[Group]:
    """Yield what stands on pages, each with the part of a bound document that it belongs to."""
    part: PartHead | None = None
    listed = any(isinstance(block, ContentsBlock) for block in context.brief.blocks)
    for page in pages:
        opens = isinstance(page.title, PartBlock) and not page.title.last
        if isinstance(page.title, PartBlock):
            part = None if page.title.last else page.title.head
        if page.sections:
            words = page.title.page if page.title is not None else context.brief.title
            title = {language: words[language] for language in context.languages}
            id = page.title.id if page.title is not None else None
            if page.title is not None and listed:
                id = page_id(page.title, page.index)
            banded = context.paper is not None and context.paper.kept
            depth = title_depth(context, title, banded=banded)
            yield Group(title, tuple(page.sections), depth, id, banded=banded, part=part, opens=opens)


def _build(block: object, index: int, context: Context) -> Section | None:
    where = CHART if isinstance(block, ChartBlock) else BLOCKS[type(block).__name__]
    module, function = where.split(":")
    build: Callable[[object, int, Context], Section | None] = getattr(importlib.import_module(module), function)
    return build(block, index, context)


def _figure_numbers(brief: Brief) -> Mapping[int, int]:
    """Return the number of each figure and each table, counted apart, by the index of its block."""
    figures = [index for index, block in enumerate(brief.blocks) if isinstance(block, FigureBlock)]
    tables = [index for index in figures if isinstance(brief.blocks[index], TableBlock)]
    figures = [index for index in figures if index not in tables]
    return {index: number for kind in (figures, tables) for number, index in enumerate(kind, start=1)}


def _pages_of(sheets: Sequence[Sheet], first: int) -> Mapping[str, int]:
    """Return the page of each block that has an id; `first` is the number of the page behind the cover."""
    pages: dict[str, int] = {}
    for number, sheet in enumerate(sheets, start=first):
        if sheet.group.id and not sheet.again:
            pages.setdefault(sheet.group.id, number)
        for placed in sheet.placed:
            if placed.section.id:
                pages.setdefault(placed.section.id, number)
    return pages


def _draw(
    context: Context,
    sheets: Sequence[Sheet],
    profile: Profile,
    password: str | None,
    multiple: int,
    noting: Noting | None,
) -> Laid:
    brief = context.brief
    titles = {language: plain(brief.title[language]) for language in context.languages}
    surface = Surface(
        title=document_titles(context),
        author=" · ".join(plain(context.settings.issuer[language]) for language in context.languages),
        subject=" · ".join(plain(context.settings.series[language]) for language in context.languages),
        keywords=edition_code(context),
        languages=context.languages,
        date=brief.edition.date,
        creator=f"briefgen {__version__}",
        profile=profile,
        password=password,
        greys=greys_of(context.geometry, context.theme),
        noting=noting,
    )
    total = len(sheets) + context.front
    places: list[_Place] = []
    if context.front:
        start_page(context.geometry, surface, "1")
        places.append(_Place(titles, 0, "cover"))
        (draw_small_cover if context.geometry.piled else draw_cover)(context, surface)
        end_draft(context, surface, 1)
    named: set[str] = set()
    for number, sheet in enumerate(sheets, start=context.front + 1):
        places += _draw_sheet(context, surface, sheet, number, total, named)
    blank = -total % multiple
    for number in range(blank):
        start_page(context.geometry, surface, str(total + 1 + number))
    annex = annex_sheets(context)
    for number, sheet in enumerate(annex, start=1):
        places += _draw_sheet(context, surface, sheet, number, len(annex), named, annexed=True)
    _draw_outline(context, surface, places)
    attachments: list[Attachment] = []
    if brief.attachments == "data":
        from briefgen.layout.attached.attach import facts_file

        attachments.append(facts_file(context))
    for attachment in attachments:
        surface.attach(attachment)
    parts = tuple(sheet.group.part for sheet in sheets)
    where = _places_of_blocks(sheets, context.front + 1)
    count, noted = total + blank + len(annex), tuple(noting.lines) if noting is not None else ()
    data, tree, files = surface.finish(), surface.tree, tuple(attachments)
    return Laid(data, tree, count, context, files, parts, where, blank, noted, len(annex))


def _places_of_blocks(sheets: Sequence[Sheet], first: int) -> Mapping[int, tuple[int, ...]]:
    """Return the pages on which each block stands, by its index."""
    found: dict[int, tuple[int, ...]] = {}
    for number, sheet in enumerate(sheets, start=first):
        for placed in sheet.placed:
            index = placed.section.block
            if index is not None:
                found[index] = (*found.get(index, ()), number)
    return found


@dataclass(frozen=True)
class _Place:
    """Hold an entry of the outline: its words by language, its depth below the brief's title, where it leads."""

    words: Mapping[str, str]
    depth: int
    destination: str


def _draw_outline(context: Context, surface: Surface, places: Sequence[_Place]) -> None:
    """Give each language a branch under the brief's title; one language alone has its pages beside the title."""
    alone = context.front and len(context.languages) == 1
    for language in context.languages:
        for place in places:
            level = max(place.depth - alone, 0)
            surface.outline(place.words[language], level, place.destination)


def _draw_sheet(
    context: Context,
    surface: Surface,
    sheet: Sheet,
    number: int,
    total: int,
    named: set[str],
    *,
    annexed: bool = False,
) -> list[_Place]:
    """Draw a page; return what the outline says of it. `named`: the blocks whose places have names.

    `annexed`: it stands behind the pages of the edition, and is counted for itself.
    """
    label = f"A{number}" if annexed else str(number)
    start_page(context.geometry, surface, label)
    if not annexed:
        begin_draft(context, surface)
    furnished = context_of_part(context, sheet.group.part)
    around = furniture_small if context.geometry.piled else furniture
    around.draw_header(furnished, surface)
    places: list[_Place] = []
    title = {tag: plain(words) if isinstance(words, Text) else words for tag, words in sheet.group.title.items()}

    def name_block(id: str | None, y: float, words: Mapping[str, str]) -> None:
        if id is None or id in named:
            return
        named.add(id)
        for language in context.languages:
            said = say("place-page", language, number=number, title=words[language])
            surface.destination(block_name(id, context.languages, language), y, words=said)

    if not sheet.again:
        depth = context.front + (sheet.group.part is not None and not sheet.group.opens)
        places.append(_Place(title, depth, f"page-{label}"))
        surface.destination(f"page-{label}", 0.0)
        name_block(sheet.group.id, 0.0, title)
    draw_title(context, surface, sheet.group, again=sheet.again)
    for position, placed in enumerate(sheet.placed):
        section = placed.section
        if section.outline is not None:
            name = f"figure-{label}-{position}"
            surface.destination(name, placed.y)
            places.append(_Place(section.outline, context.front + 1 + (sheet.group.part is not None), name))
        name_block(section.id, placed.y, section.outline or title)
        section.place(surface, placed.y)
    around.draw_foot(furnished, surface, number, total, annex_words(context) if annexed else "")
    end_draft(context, surface, 0 if annexed else number)
    return places
