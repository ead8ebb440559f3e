"""What an edition says of its figures: notes, notices and methods, as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from briefgen.language.words import colon, say
from briefgen.layout.attached.public import Words, called_notes, notes_below, open_blocks, sentences, words_of
from briefgen.layout.compose import notes_in
from briefgen.layout.context import Context
from briefgen.spec import blocks
from briefgen.spec.blocks import (
    AimBlock,
    FieldMapBlock,
    FiguresBlock,
    MethodsBlock,
    NotesBlock,
    NoticeBlock,
    TableBlock,
)
from briefgen.spec.charts import ChartBlock
from briefgen.spec.text import Text
from briefgen.spec.texts import wordings_of


@dataclass(frozen=True)
class Remark:
    """Hold a note, a notice or a row of methods.

    `figure`: below which it stands, as printed; empty for blocks without a number. `general`: it stands in a block
    of its own, and may be about any figure.
    """

    text: Words
    head: Words = field(default_factory=dict[str, str])
    figure: Words = field(default_factory=dict[str, str])
    general: bool = False

    def sentence(self, language: str) -> str:
        """Return it with its head before it, as a run-in head stands on the page."""
        return self.head[language] + colon(language) + self.text[language] if self.head else self.text[language]


def remarks(context: Context) -> tuple[Remark, ...]:
    """Return what the blocks of an external edition say of its figures, in order, each once.

    What stands below charts and tables, strips, aims and field maps is told with their values.
    """
    return tuple(_once(remark for index, block in open_blocks(context) for remark in _of_block(context, index, block)))


def _of_block(context: Context, index: int, block: blocks.Block) -> Iterator[Remark]:
    if isinstance(block, ChartBlock):
        return
    match block:
        case TableBlock() | FiguresBlock() | AimBlock() | FieldMapBlock():
            return
        case NoticeBlock():
            yield Remark(sentences(words_of(context, block.notice, "notice")), general=True)
        case NotesBlock(notes=rows) | MethodsBlock(methods=rows):
            for row in rows:
                head, text = words_of(context, row.head, "body"), words_of(context, row.text, "body")
                yield Remark(sentences(text), head, general=True)
        case _:
            pass
    general = isinstance(block, NoticeBlock | NotesBlock | MethodsBlock)
    figure = _figure(context, index)
    for text in notes_below(context, block):
        yield Remark(text, figure=figure)
    for text in called_notes(context, _calls(context, block)):
        yield Remark(text, figure=figure, general=general)


def _calls(context: Context, block: blocks.Block) -> tuple[str, ...]:
    texts: list[Mapping[str, Text]] = [words for _, words in wordings_of(block)]
    return notes_in(words[language] for words in texts for language in context.languages if language in words)


def _figure(context: Context, index: int) -> Words:
    number = context.figure_numbers.get(index)
    return {} if number is None else {tag: say("figure", tag, number=number) for tag in context.languages}


def _once(found: Iterable[Remark]) -> Iterator[Remark]:
    seen: list[Remark] = []
    for remark in found:
        if remark not in seen:
            seen.append(remark)
            yield remark
