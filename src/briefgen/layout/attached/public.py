"""What of a brief may leave the office: the blocks that an external edition can have, and their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefgen.language.words import stop
from briefgen.layout.citations import cited_sources, facts_shown
from briefgen.layout.compose import facts_in, notes_in, text_runs
from briefgen.layout.context import Context
from briefgen.layout.furniture import code_of
from briefgen.spec import blocks
from briefgen.spec.charts import ChartBlock
from briefgen.spec.listings import EntitiesBlock
from briefgen.spec.text import Text
from briefgen.spec.texts import wordings_of
from briefgen.typeset.glyphs import PERMITTED_BREAK

Words = Mapping[str, str]


def open_blocks(context: Context) -> Iterator[tuple[int, blocks.Block]]:
    """Yield the blocks that an external edition can have, with their indices.

    They neither show nor tell a fact or table that is published internally.
    """
    for index, block in enumerate(context.brief.blocks):
        if isinstance(block, blocks.TableBlock) and context.store.tables[block.table].publish == "internal":
            continue
        ids = (*facts_shown(block, context.store), *facts_in(texts_of_block(context, block)))
        if all(context.facts[id].publish != "internal" for id in ids):
            yield index, block


def texts_of_block(context: Context, block: blocks.Block) -> list[Text]:
    """Return the texts of a block and of the notes that they call, in all languages of the edition."""
    found = [words[language] for _, words in wordings_of(block) for language in context.languages if language in words]
    notes = [context.brief.notes[id] for id in notes_in(found)]
    return [*found, *(note[language] for note in notes for language in context.languages)]


def open_code(context: Context) -> str:
    """Return the code of the edition that the files are of, which is the external one."""
    return code_of(context.brief.model_copy(update={"audience": "external"}), context.theme)


def words_of(context: Context, texts: Mapping[str, Text], role: str) -> Words:
    """Return an author's text in each language as it is printed, without the letters of notes."""
    return {language: _printed(context, texts[language], role, language) for language in context.languages}


def notes_below(context: Context, block: object) -> Iterator[Words]:
    """Yield what the author says of a block's facts below it: the notice, the note, the notes that its texts call."""
    notice: Mapping[str, Text] | None = None
    calling: Sequence[Mapping[str, Text] | None] = ()
    match block:
        case blocks.FigureBlock() if isinstance(block, ChartBlock | blocks.TableBlock):
            notice, note, calling = block.notice, block.note, [block.takeaway, block.unit_line, block.notice]
        case blocks.FigureBlock():
            note, calling = block.note, [block.takeaway]
        case blocks.FiguresBlock() | blocks.AimBlock() | EntitiesBlock():
            note = block.note
        case _:
            return
    for texts, role in ((notice, "notice"), (note, "note")):
        if texts is not None:
            yield sentences(words_of(context, texts, role))
    told = [texts[language] for texts in (*calling, note) if texts is not None for language in context.languages]
    yield from called_notes(context, notes_in(told))


def called_notes(context: Context, ids: Sequence[str]) -> Iterator[Words]:
    """Yield the brief's notes that texts call, as they are printed below."""
    for id in ids:
        yield sentences(words_of(context, context.brief.notes[id], "note"))


def open_sources(context: Context) -> Mapping[str, int]:
    """Return the sources that an external edition cites, by id, with their printed numbers in order."""
    shown = [block for _, block in open_blocks(context)]
    called = {id for block in shown for id in notes_in(texts_of_block(context, block))}
    notes = {id: note for id, note in context.brief.notes.items() if id in called}
    brief = context.brief.model_copy(update={"blocks": tuple(shown), "notes": notes})
    cited = cited_sources(brief, context.facts, context.store)
    return {id: number for id, number in context.source_numbers.items() if id in cited}


def sentences(words: Words) -> Words:
    """Return texts that end with a full stop."""
    return {
        language: text if not text or text.endswith(("。", ".", "！", "!", "？", "?")) else text + stop(language)
        for language, text in words.items()
    }


def _printed(context: Context, text: Text, role: str, language: str) -> str:
    runs = text_runs(context, text, role, language)
    return "".join(run.text for run in runs if run.text != PERMITTED_BREAK and not run.rise).strip()
