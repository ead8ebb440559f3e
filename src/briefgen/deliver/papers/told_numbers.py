"""Every number of a brief in its order of appearance, with the page on which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.check.finished.said import squeezed
from briefgen.data.facts import Fact
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Amount, Day, Quantity, Rank, Span
from briefgen.data.tables.facts import statement_of
from briefgen.data.tables.table import TableColumn, TableRow
from briefgen.deliver.papers.subjects import is_own, subject_of
from briefgen.language.quantities import phrase
from briefgen.language.styles import Style
from briefgen.language.words import colon, comma
from briefgen.layout.citations import facts_shown, table_shown
from briefgen.layout.compose import facts_in, when
from briefgen.layout.context import Context
from briefgen.layout.document import Laid
from briefgen.layout.stated import named
from briefgen.pdf.elements import Mark
from briefgen.spec.blocks import Block, FiguresBlock, LeadBlock, NumbersBlock, TableBlock
from briefgen.spec.texts import wordings_of

STYLES: tuple[Style, ...] = ("sentence", "figure", "label", "table", "axis")


OPENING: tuple[type[Block], ...] = (FiguresBlock, LeadBlock, NumbersBlock)
"""Blocks that open a brief with numbers, those of most weight first."""
INFERRED = "*"
"""Marks a time whose year is inferred."""


@dataclass(frozen=True)
class Number:
    """Hold a number: as it is written and what it is, by language, and its page, 0 where that is not known.

    `fact` is what states it; of a cell that holds none, its whole table as a statement.
    """

    said: Mapping[str, str]
    about: Mapping[str, str]
    page: int
    fact: Fact


def numbers_of(laid: Laid, languages: Sequence[str]) -> tuple[Number, ...]:
    """Return the numbers of a laid brief in order of appearance, each once; awaited ones are left out.

    Those of a block that goes over several pages stand by page.
    """
    found: dict[tuple[str, ...], Number] = {}
    shown = _texts_of_pages(laid)
    for index, block in enumerate(laid.context.brief.blocks):
        pages = laid.places.get(index, ())
        if not pages:
            continue
        for about, quantity, fact in _of_block(laid, block, languages):
            said = {tag: phrase(quantity, tag, "sentence") for tag in languages}
            key = (*said.values(), *about.values())
            if key not in found:
                found[key] = Number(said, about, _page(quantity, pages, shown, languages), fact)
    return tuple(sorted(found.values(), key=lambda number: number.page))


def facts_to_say(laid: Sequence[Laid], most: int) -> tuple[tuple[Laid, Fact], ...]:
    """Return up to `most` numbers that open the briefs, brief by brief: those of strips, then those of leads.

    A brief without any has its first ones. Plans stand behind results. The first of each brief go before the second of
    any, so that a short list has something of each.
    """
    rows: list[list[Fact]] = []
    for one in laid:
        ids: dict[str, None] = {}
        blocks = one.context.brief.blocks
        for kind in OPENING:
            ids.update(_told(one, [block for block in blocks if isinstance(block, kind)]))
        if not _numbers_among(one, ids):
            ids.update(_told(one, blocks))
        rows.append(sorted(_numbers_among(one, ids), key=lambda fact: fact.kind in INTENDED))
    found: dict[str, tuple[int, Fact]] = {}
    for place in range(max((len(row) for row in rows), default=0)):
        for number, row in enumerate(rows):
            if place < len(row) and len(found) < most:
                found.setdefault(row[place].id, (number, row[place]))
    return tuple((laid[number], fact) for number, fact in sorted(found.values(), key=lambda pair: pair[0]))


def _told(laid: Laid, blocks: Iterable[Block]) -> dict[str, None]:
    """Return the ids of the facts that blocks show, then of those that their texts tell, block by block."""
    ids: dict[str, None] = {}
    for block in blocks:
        ids.update(dict.fromkeys(facts_shown(block, laid.context.store)))
        ids.update(dict.fromkeys(facts_in([text for _, words in wordings_of(block) for text in words.values()])))
    return ids


def _numbers_among(laid: Laid, ids: Iterable[str]) -> list[Fact]:
    return [fact for fact in (laid.context.facts[id] for id in ids) if is_number(fact) and not fact.gap]


def is_number(fact: Fact) -> bool:
    """Say whether a fact is a number, a range, a place in a ranking or a date."""
    return isinstance(fact.quantity.value, Amount | Span | Rank | Day)


def _of_block(laid: Laid, block: Block, languages: Sequence[str]) -> Iterator[tuple[Mapping[str, str], Quantity, Fact]]:
    context = laid.context
    if isinstance(block, TableBlock):
        table = table_shown(block, context.store)
        whole = statement_of(table)
        for row in table.rows if not table.stale else ():
            for column, cell in zip(table.columns, row.cells, strict=True):
                if cell.quantity is not None and isinstance(cell.quantity.value, Amount | Span | Rank | Day):
                    fact = context.store.facts.get(cell.fact or "", whole)
                    yield {tag: _of_cell(row, column, tag) for tag in languages}, cell.quantity, fact
    texts = [text for _, words in wordings_of(block) for text in words.values()]
    shown = () if isinstance(block, TableBlock) else facts_shown(block, context.store)
    for id in dict.fromkeys((*shown, *facts_in(texts))):
        fact = context.facts[id]
        if is_number(fact) and not fact.gap:
            yield _about(context, fact, languages), fact.quantity, fact


def _of_cell(row: TableRow, column: TableColumn, language: str) -> str:
    first = row.cells[0]
    if first.words is not None:
        name = first.words[language]
    else:
        name = phrase(first.quantity, language, "sentence") if first.quantity is not None else ""
    return comma(language).join(part for part in (name, column.name[language]) if part)


def _about(context: Context, fact: Fact, languages: Sequence[str]) -> dict[str, str]:
    """Return what a number is, with its time, and of what where that is not the brief's subject."""
    subjects = {} if is_own(context, fact) else subject_of(context, fact, languages)
    found: dict[str, str] = {}
    for language in languages:
        time = when(replace(fact, period_inferred=False), language)
        mark = INFERRED if fact.period_inferred and time else ""
        name = (subjects[language] + colon(language) if subjects else "") + named(fact, language)
        found[language] = name + (comma(language) + time + mark if time else "")
    return found


def _texts_of_pages(laid: Laid) -> Mapping[int, str]:
    """Return what is read on each page, without white space; pages count from 1."""
    found: dict[int, list[str]] = {}
    for element in laid.tree.walk():
        for child in element.children:
            if isinstance(child, Mark):
                found.setdefault(child.page + 1, []).append(child.text)
    return {page: squeezed("".join(texts)) for page, texts in found.items()}


def _page(quantity: Quantity, pages: Sequence[int], shown: Mapping[int, str], languages: Sequence[str]) -> int:
    """Return the first of a block's pages that has the number in any way of writing it, else the block's first."""
    if len(pages) > 1:
        forms = {squeezed(phrase(quantity, tag, style)) for tag in languages for style in STYLES}
        for page in pages:
            if any(form in shown.get(page, "") for form in forms):
                return page
    return pages[0]
