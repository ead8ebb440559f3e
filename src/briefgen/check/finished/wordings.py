"""What a brief says, in its own words and order: what its finished file is compared with.

It is taken from the brief, its facts and the layout's way of filling references in (`layout.compose`), not from what
blocks drew, so that a block that was lost, or read in the wrong place, is found even where the record of the drawing
agrees with the file. The figures of a strip come from their facts through `language` directly. A figure, a source's
number or a page within a sentence is filled in by the same code as when it was drawn: a fault of that code is not found
here, but by the tests of `language` and `layout`, and, for pages and sources, by where their links lead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.charts.draw import facts_of_chart
from briefgen.check.finished.said import squeezed
from briefgen.data.quantity import Items
from briefgen.language.quantities import parts, reads_alike
from briefgen.language.words import opening, say
from briefgen.layout.blocks.cards import tags_of
from briefgen.layout.blocks.chain import groups_of, label_of
from briefgen.layout.blocks.entities import group_name, names_of
from briefgen.layout.blocks.results import rows_of
from briefgen.layout.blocks.say import name_words, readings, tongues, written_value
from briefgen.layout.blocks.table_content import print_columns
from briefgen.layout.blocks.timeline import entries_of
from briefgen.layout.citations import table_shown
from briefgen.layout.compose import notes_in, text_runs
from briefgen.layout.context import Context
from briefgen.layout.rows import Content
from briefgen.layout.stated import value_words
from briefgen.spec.blocks import (
    AimBlock,
    ContactBarBlock,
    ContactBlock,
    FieldMapBlock,
    FiguresBlock,
    MessagesBlock,
    MethodsBlock,
    NotesBlock,
    PageBlock,
    Row,
    SourcesBlock,
    TableBlock,
)
from briefgen.spec.brief import Block
from briefgen.spec.charts import ChartBlock
from briefgen.spec.happenings import AgendaBlock, DetailsBlock, ResultsBlock, TimelineBlock
from briefgen.spec.listings import CardsBlock, ChainBlock, EntitiesBlock, MapBlock
from briefgen.spec.papers import GlossaryBlock, PointsBlock, SayBlock
from briefgen.spec.settings import Contact
from briefgen.spec.text import Text, plain
from briefgen.spec.texts import PERMITTED_BREAKS, wordings_of

COVER = ("title", "subtitle", "prepared_for")
ABOVE = ("takeaway", "unit-line")
"""The texts of a table that stand above its rows."""
LITERAL = frozenset({"alt", "credit", "rights"})
"""Keys whose texts are printed without their references."""


PaperRows = PointsBlock | SayBlock | GlossaryBlock
RowedBlock = (
    TimelineBlock | AgendaBlock | ResultsBlock | DetailsBlock | EntitiesBlock | ChainBlock | CardsBlock | PaperRows
)
"""The blocks whose rows hold what facts say, or stand in an order of ours."""


@dataclass(frozen=True)
class Wording:
    """Hold a text in each language of the edition, the leading one first, without white space; `where`: its key.

    `also`: what it may read instead, where there is one text for all languages.
    """

    where: str
    words: tuple[tuple[str, str], ...]
    also: str = ""


@dataclass(frozen=True)
class Part:
    """Hold the texts of the cover or of one block; `ordered`: each language has them in this order, else in any."""

    wordings: tuple[Wording, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Lost:
    """Say which text is not where it must be, in one language."""

    where: str
    language: str
    words: str


def parts_of(context: Context) -> tuple[Part, ...]:
    """Return what an edition must say, part by part in the order of reading: the cover, then each block."""
    brief = context.brief
    cover = [getattr(brief, name) for name in COVER]
    issued = [context.settings.issuer, context.settings.series]
    found = [Part(tuple(_wording(context, "cover", words) for words in (*issued, *cover) if words is not None))]
    if context.paper is not None:
        found = []
    for block in shown(context):
        found += _of_block(context, block)
    return tuple(part for part in found if part.wordings)


def lost(said: str, expected: Sequence[Part]) -> Iterator[Lost]:
    """Yield each text that `said` does not hold behind the part before.

    `said` is squeezed. Each text is sought in the leading language first, then behind it in the next. Every search
    takes the first place that is left, so that a file that says everything in order never fails.
    """
    start = 0
    for part in expected:
        ends: dict[str, int] = {}
        for wording in part.wordings:
            at = start
            for language, words in wording.words:
                at = max(at, ends.get(language, start)) if part.ordered else at
                places = [(said.find(text, at), len(text)) for text in (words, wording.also) if text]
                found, length = min((place for place in places if place[0] >= 0), default=(-1, 0))
                if found < 0:
                    yield Lost(wording.where, language, words)
                    continue
                at = found + length
                ends[language] = max(at, ends.get(language, start))
        start = max((start, *ends.values()))


def shown(context: Context) -> Iterator[Block]:
    """Yield the blocks that an edition shows; the title of a page goes with its blocks."""
    title: PageBlock | None = None
    for block in context.brief.blocks:
        if isinstance(block, PageBlock):
            title = block
            continue
        if isinstance(block, ContactBlock | ContactBarBlock) and not isinstance(context.settings.contact, Contact):
            continue
        if isinstance(block, SourcesBlock) and not context.source_numbers:
            continue
        if title is not None:
            yield title
        title = None
        yield block


def _of_block(context: Context, block: Block) -> Iterator[Part]:
    """Yield the texts of a block with the notes that they call and the figures of a strip; rows keep their order."""
    written = list(_written(context, block))
    called = dict.fromkeys(id for _, words in written for id in notes_in(words.values()))
    notes = tuple(_wording(context, "notes", context.brief.notes[id]) for id in called)
    if isinstance(block, RowedBlock):
        label, above, below = (
            tuple(_wording(context, where, words) for where, words in written if where == key)
            for key in ("label", "takeaway", "note")
        )
        yield Part(label)
        yield Part((*above, *_rows_of(context, block), *notes, *below), ordered=True)
        return
    if isinstance(block, MessagesBlock | NotesBlock | MethodsBlock):
        yield Part(tuple(_wording(context, where, words) for where, words in written if where == "label"))
        rows = [(where, words) for row in _rows(block) for where, words in (("head", row.head), ("text", row.text))]
        yield Part((*(_wording(context, where, words) for where, words in rows), *notes), ordered=True)
        return
    found = tuple(_wording(context, where, words) for where, words in written)
    if isinstance(block, TableBlock):
        above = tuple(one for one in found if one.where in ABOVE)
        yield Part(above)
        yield Part(tuple(_table_rows(context, block)), ordered=True)
        yield Part((*(one for one in found if one not in above), *notes))
        return
    figures = tuple(_figures(context, block)) if isinstance(block, FiguresBlock) else ()
    if isinstance(block, MapBlock):
        number = squeezed(block.approval or "")
        figures = (Wording("approval", tuple((language, number) for language in context.languages)),)
    yield Part((*found, *notes, *figures))


def _rows(block: MessagesBlock | NotesBlock | MethodsBlock) -> Sequence[Row]:
    match block:
        case MessagesBlock():
            return block.messages
        case NotesBlock():
            return block.notes
        case MethodsBlock():
            return block.methods


def _written(context: Context, block: Block) -> Iterator[tuple[str, Mapping[str, Text]]]:
    if isinstance(block, AimBlock) and context.facts[block.aim].gap:
        return  # The author's words for an aim that may no longer be printed are left out with it.
    gaps = isinstance(block, ChartBlock) and any(context.facts[id].gap for id in facts_of_chart(block))
    for where, words in wordings_of(block):
        # The author's words for a chart with a gap may tell the number, and are left out.
        if where != "labels" and not (gaps and where == "alt"):
            yield where, words
    if isinstance(block, FieldMapBlock):
        value = context.facts[block.field_map].quantity.value
        states = {item.state for item in value.items} if isinstance(value, Items) else set[str]()
        yield from (("labels", words) for state, words in block.labels.items() if state in states)


def _rows_of(context: Context, block: RowedBlock) -> Iterator[Wording]:
    """Yield what stands in the rows of a block: what its facts say, in their order, and the author's texts."""
    match block:
        case TimelineBlock():
            for entry in entries_of(block, context):
                yield _content(context, "timeline", entry.when)
                yield _content(context, "timeline", entry.what)
        case ResultsBlock():
            for result in block.results:
                stage = {language: say(f"stage-{result.stage}", language) for language in context.languages}
                yield _content(context, "results", stage)
                yield from (_content(context, "results", row) for row in rows_of(context, result))
        case AgendaBlock():
            for item in block.agenda:
                for words in (item.head, item.text, item.location):
                    if words is not None:
                        yield _wording(context, "agenda", words)
        case CardsBlock():
            for card in block.items:
                yield _wording(context, "items.name", card.name)
                for key, _ in tags_of(card):
                    yield _content(context, key, {tag: opening(say(key, tag), tag) for tag in context.languages})
                for id in card.figures:
                    fact = context.facts[id]
                    figure = {tag: opening(fact.name[tag], tag) + value_words(fact, tag) for tag in context.languages}
                    yield _content(context, id, figure)
                for row in card.rows:
                    yield _wording(context, "items.rows", row.head)
                    yield _wording(context, "items.rows", row.text)
        case DetailsBlock():
            for row in block.details:
                yield _wording(context, "details", row.head)
                yield _wording(context, "details", row.text)
        case EntitiesBlock():
            for fact in (context.facts[id] for id in block.entities):
                heads = {language: group_name(fact, language) for language in context.languages}
                yield _content(context, "entities", heads)
                names = {language: names_of(fact, language) for language in context.languages}
                for place in range(max(map(len, names.values()))):
                    yield _content(context, "entities", {language: names[language][place] for language in names})
        case ChainBlock():
            for state, items in groups_of(context.facts[block.chain]):
                label = label_of(context, block, state)
                if label is not None:
                    yield _content(context, "labels", label)
                yield from (_content(context, "chain", item.words) for item in items)
        case PointsBlock() | SayBlock() | GlossaryBlock():
            yield from _rows_of_paper(context, block)


def _rows_of_paper(context: Context, block: PaperRows) -> Iterator[Wording]:
    """Yield the rows of a paper; those that have both languages beside each other as one text."""
    match block:
        case PointsBlock():
            for point in block.points:
                for where, words in (("head", point.head), ("text", point.text), ("remark", point.remark)):
                    if words is not None:
                        yield _wording(context, f"points.{where}", words)
        case SayBlock():
            for one in block.say:
                fact = context.facts[one.fact]
                told = "".join(
                    "".join((name_words(one, fact, tag), written_value(fact, tag), *readings(fact, tag)))
                    for tag in tongues(context)
                )
                yield Wording(fact.id, ((context.languages[0], squeezed(told)),))
        case GlossaryBlock():
            for row in block.glossary:
                none = {tag: say("not-applicable", tag) for tag in tongues(context)}
                told = "".join(row.said.get(tag, none[tag]) + row.about.get(tag, "") for tag in tongues(context))
                yield Wording("glossary", ((context.languages[0], squeezed(told + row.page)),))


def _content(context: Context, where: str, words: Mapping[str, Content]) -> Wording:
    """Return a text of the author's or of ours."""
    found: list[tuple[str, str]] = []
    for language in context.languages:
        one = words[language]
        found.append(
            (language, _resolved(context, where, one, language) if isinstance(one, Text) else squeezed(str(one)))
        )
    return Wording(where, tuple(found))


def _figures(context: Context, block: FiguresBlock) -> Iterator[Wording]:
    """Yield each figure of a strip with its name, as one text: a value under another name is another statement."""
    for id in block.figures:
        fact = context.facts[id]
        if len(context.languages) > 1 and reads_alike(fact.quantity, context.languages):
            leading = context.languages[0]
            value = "".join(part.text for part in parts(fact.quantity, leading, "figure"))
            names = "".join(fact.name[language] for language in context.languages)
            yield Wording(id, ((leading, squeezed(names + value)),))
            continue
        words = (
            (language, fact.name[language] + "".join(part.text for part in parts(fact.quantity, language, "figure")))
            for language in context.languages
        )
        yield Wording(id, tuple((language, squeezed(text)) for language, text in words))


def _table_rows(context: Context, block: TableBlock) -> Iterator[Wording]:
    """Yield each row of a table, its name and its cells, as one text, which may hold each language's numbers apart."""
    table, leading = table_shown(block, context.store), context.languages[0]
    piled, apart = (print_columns(context, table, twins=twins) for twins in (False, True))
    for place, row in enumerate(table.rows):
        one, other = (
            squeezed("".join(text for column in columns for _, text in column.cells[place].pieces))
            for columns in (piled, apart)
        )
        yield Wording(f"{block.table}.{row.id}", ((leading, one),), "" if other == one else other)


def _wording(context: Context, where: str, words: Mapping[str, Text]) -> Wording:
    key = where.rpartition(".")[2]
    return Wording(
        where, tuple((language, _resolved(context, key, words[language], language)) for language in context.languages)
    )


def _resolved(context: Context, key: str, text: Text, language: str) -> str:
    if key in LITERAL:
        return squeezed(plain(text))
    role = "lead" if key in PERMITTED_BREAKS or key == "cover" else "body"
    return squeezed("".join(run.text for run in text_runs(context, text, role, language)))
