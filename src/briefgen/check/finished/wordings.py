"""What a brief says, in its own words and order: what its finished file is compared with.

It is taken from the brief and its facts alone, not from what blocks drew, so that a block that was lost, or read in the
wrong place, is found even where the record of the drawing agrees with the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.data.quantity import Items
from briefgen.language.quantities import parts
from briefgen.layout.compose import notes_in, text_runs
from briefgen.layout.context import Context
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
)
from briefgen.spec.brief import Block
from briefgen.spec.settings import Contact
from briefgen.spec.text import Text, plain
from briefgen.spec.texts import PERMITTED_BREAKS, wordings_of
from briefgen.typeset.kinds import IGNORED

COVER = ("title", "subtitle", "prepared_for")
LITERAL = frozenset({"alt", "credit", "rights"})
"""Keys whose texts are printed without their references."""
_BLANK = dict.fromkeys((*map(ord, IGNORED), *map(ord, " \u00a0\u2002\u2003\u2007\u2009\u202f\u3000")))


@dataclass(frozen=True)
class Wording:
    """Hold a text in each language of the edition, the leading one first, without white space; `where`: its key."""

    where: str
    words: tuple[tuple[str, str], ...]


Part = tuple[Wording, ...]
"""The texts of the cover, or of one block; they may stand in any order within it."""


@dataclass(frozen=True)
class Lost:
    """Say which text is not where it must be, in one language."""

    where: str
    language: str
    words: str


def squeezed(text: str) -> str:
    """Return a text without white space and invisible characters, which lines may add or drop."""
    return text.translate(_BLANK)


def parts_of(context: Context) -> tuple[Part, ...]:
    """Return what an edition must say, part by part in the order of reading: the cover, then each block."""
    brief = context.brief
    cover = [getattr(brief, name) for name in COVER]
    issued = [context.settings.issuer, context.settings.series]
    found = [tuple(_wording(context, "cover", words) for words in (*issued, *cover) if words is not None)]
    for block in _shown(context):
        found += _of_block(context, block)
    return tuple(part for part in found if part)


def lost(said: str, expected: Sequence[Part]) -> Iterator[Lost]:
    """Yield each text that `said` does not hold after the part before; within a part any order will do.

    `said` is squeezed. Each text is sought in the leading language first, then behind it in the next. Every search
    takes the first place that is left, so that a file that says everything in order never fails.
    """
    start = 0
    for part in expected:
        end = start
        for wording in part:
            at = start
            for language, words in wording.words:
                found = said.find(words, at)
                if found < 0:
                    yield Lost(wording.where, language, words)
                    continue
                at = found + len(words)
            end = max(end, at)
        start = end


def _shown(context: Context) -> Iterator[Block]:
    """Yield the blocks that an edition shows; a page's title goes with its blocks."""
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
    """Yield the texts of a block, its rows each for itself, then the notes that they call."""
    written = list(_written(context, block))
    called = dict.fromkeys(id for _, words in written for id in notes_in(words.values()))
    notes = [("notes", context.brief.notes[id]) for id in called]
    if isinstance(block, MessagesBlock | NotesBlock | MethodsBlock):
        key, rows = written[0][0].partition(".")[0], _rows(block)
        yield tuple(_wording(context, where, words) for where, words in written if where == "label")
        for row in rows:
            yield (_wording(context, f"{key}.head", row.head), _wording(context, f"{key}.text", row.text))
        yield tuple(_wording(context, where, words) for where, words in notes)
        return
    found = [_wording(context, where, words) for where, words in (*written, *notes)]
    if isinstance(block, FiguresBlock):
        found += _figures(context, block)
    yield tuple(found)


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
    for where, words in wordings_of(block):
        if where != "labels":
            yield where, words
    if isinstance(block, FieldMapBlock):
        value = context.facts[block.field_map].quantity.value
        states = {item.state for item in value.items} if isinstance(value, Items) else set[str]()
        yield from (("labels", words) for state, words in block.labels.items() if state in states)


def _figures(context: Context, block: FiguresBlock) -> Iterator[Wording]:
    for id in block.figures:
        fact = context.facts[id]
        yield Wording(id, tuple((language, squeezed(fact.name[language])) for language in context.languages))
        shown = [(language, parts(fact.quantity, language, "figure")) for language in context.languages]
        yield Wording(
            id, tuple((language, squeezed("".join(part.text for part in found))) for language, found in shown)
        )


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
