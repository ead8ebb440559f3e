"""Which sources a brief cites, and their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefgen.charts.draw import facts_of_chart, facts_unprinted
from briefgen.data.facts import Fact, Source, Store
from briefgen.data.tables.facts import statement_of
from briefgen.data.tables.table import Table
from briefgen.data.tables.view import shown
from briefgen.layout.context import Context
from briefgen.layout.names import source_name
from briefgen.spec import blocks, happenings, listings, papers
from briefgen.spec.brief import Brief
from briefgen.spec.charts import ChartBlock
from briefgen.spec.text import FactReference, SourceReference, parse
from briefgen.spec.texts import texts_of
from briefgen.typeset.glyphs import Run


def facts_of_block(block: object) -> tuple[str, ...]:
    """Return the ids of the facts that a block selects itself; its texts may refer to more."""
    return (*facts_told(block), *facts_rested_on(block))


def facts_told(block: object) -> tuple[str, ...]:
    """Return the ids of the facts whose values a block prints by itself, in order."""
    match block:
        case blocks.FiguresBlock():
            return block.figures
        case blocks.NumbersBlock():
            return block.numbers
        case blocks.FieldMapBlock():
            return (block.field_map,)
        case blocks.AimBlock():
            return (block.aim,)
        case happenings.TimelineBlock():
            return tuple(one.fact for one in block.timeline if one.text is None)
        case happenings.ResultsBlock():
            return tuple(id for one in block.results if not one.rows for id in one.facts)
        case listings.EntitiesBlock():
            return block.entities
        case listings.ChainBlock():
            return (block.chain,)
        case listings.ProfileBlock():
            return block.figures
        case listings.CardsBlock():
            return tuple(id for one in block.items for id in one.figures)
        case papers.SayBlock():
            return tuple(one.fact for one in block.say)
        case _:
            if not isinstance(block, ChartBlock):
                return ()
            return tuple(id for id in facts_of_chart(block) if id not in facts_unprinted(block))


def facts_rested_on(block: object) -> tuple[str, ...]:
    """Return the ids of the facts that the author's words in a block, or its picture, rest on, in order."""
    match block:
        case blocks.FrameBlock() | listings.ProfileBlock() | listings.MapBlock():
            return block.facts
        case happenings.TimelineBlock():
            return tuple(one.fact for one in block.timeline if one.text is not None)
        case happenings.AgendaBlock():
            return tuple(one.fact for one in block.agenda if one.fact is not None)
        case happenings.ResultsBlock():
            return tuple(id for one in block.results if one.rows for id in one.facts)
        case listings.CardsBlock():
            return tuple(id for one in block.items for id in one.facts)
        case _:
            return facts_unprinted(block) if isinstance(block, ChartBlock) else ()


def table_shown(block: blocks.TableBlock, store: Store) -> Table:
    """Return what a block shows of its table; KeyError where there is no such table."""
    return shown(store.tables[block.table], store.facts, columns=block.columns, sort=block.sort, limit=block.limit)


def facts_shown(block: object, store: Store) -> tuple[str, ...]:
    """Return the ids of the facts that a block shows: those it selects, and those in the cells of its table."""
    if isinstance(block, blocks.TableBlock):
        return table_shown(block, store).facts if block.table in store.tables else ()
    return facts_of_block(block)


def values_shown(block: object, store: Store) -> tuple[str, ...]:
    """Return the ids of the facts whose values a block prints by itself, those in the cells of its table included."""
    return facts_shown(block, store) if isinstance(block, blocks.TableBlock) else facts_told(block)


def statements_in(brief: Brief, store: Store) -> tuple[Fact, ...]:
    """Return the tables that a brief shows, each as the statement of what its sources and notes belong to."""
    found = [block.table for block in brief.blocks if isinstance(block, blocks.TableBlock)]
    tables = (store.tables[id] for id in dict.fromkeys(found) if id in store.tables)
    return tuple(statement_of(shown(table, store.facts)) for table in tables)


def cited_sources(brief: Brief, facts: Mapping[str, Fact], store: Store) -> Mapping[str, int]:
    """Give each source that the brief cites its number, in the order of its sections and of the sources in them."""
    cited: set[str] = set()
    for block in brief.blocks:
        for id in facts_shown(block, store):
            cited.update(facts[id].sources)
    for statement in statements_in(brief, store):
        cited.update(statement.sources)
    for _, text, _ in texts_of(brief):
        for piece in parse(text):
            if isinstance(piece, SourceReference):
                cited.add(piece.id)
            elif isinstance(piece, FactReference) and piece.id in facts:
                cited.update(facts[piece.id].sources)
    order = [source for name in brief.sections for source in store.sections[name].sources]
    order += [source for source in store.sources if source not in set(order)]
    return {source: number for number, source in enumerate((id for id in order if id in cited), start=1)}


def printed_facts(context: Context) -> tuple[Fact, ...]:
    """Return every fact that blocks show or texts refer to, each once, in order of appearance, then the tables."""
    ids: dict[str, None] = {}
    for block in context.brief.blocks:
        ids.update(dict.fromkeys(facts_shown(block, context.store)))
    for _, text, _ in texts_of(context.brief):
        ids.update(dict.fromkeys(piece.id for piece in parse(text) if isinstance(piece, FactReference)))
    return (*(context.facts[id] for id in ids), *statements_in(context.brief, context.store))


def number_runs(context: Context, sources: Iterable[str], language: str, *, reference: bool = False) -> tuple[Run, ...]:
    """Return the numbers of sources: [1][2], and [1]–[5] where more than two follow each other.

    They lead to the list of sources, where there is one. `reference`: they keep to the text before them.
    """
    return tuple(
        Run(
            text,
            link="#" + source_name(source, context.languages, language) if source and context.lists_sources else None,
            reference=reference,
        )
        for text, source in _numbers(context, sources)
    )


def _numbers(context: Context, sources: Iterable[str]) -> list[tuple[str, str]]:
    """Return the numbers and the dashes between them, each with the source that it stands for or ""."""
    ids = {context.source_numbers[source]: source for source in sources}
    numbers = sorted(ids)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown: list[tuple[str, str]] = []
    for run in runs:
        ends = [(f"[{number}]", ids[number]) for number in run]
        shown += [ends[0], ("–", ""), ends[-1]] if len(run) > 2 else ends
    return shown


def all_undated(context: Context, sources: Iterable[str]) -> bool:
    """Say whether none of the sources carries a date."""
    return all(_source(context, id).date is None for id in sources)


def _source(context: Context, id: str) -> Source:
    return context.store.sources[id]
