"""What of a brief may leave the office: the facts of external editions, and the texts that tell no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.language.words import stop
from briefgen.layout.compose import facts_in, notes_in, text_runs
from briefgen.layout.context import Context
from briefgen.spec import blocks
from briefgen.spec.charts import BarsChart, ComparisonChart
from briefgen.spec.text import Text
from briefgen.typeset.glyphs import PERMITTED_BREAK

Words = Mapping[str, str]


def public(context: Context) -> Context:
    """Return the context as of an external edition: without facts that are published internally."""
    facts = {id: fact for id, fact in context.facts.items() if fact.publish != "internal"}
    return replace(context, facts=facts, brief=context.brief.model_copy(update={"audience": "external"}))


def words_of(context: Context, texts: Mapping[str, Text] | None, role: str) -> Words | None:
    """Return an author's text in each language as it is printed, without the letters of notes.

    None where there is none, and where it tells a fact that is not among those of the context.
    """
    if texts is None or any(id not in context.facts for id in facts_in(texts[tag] for tag in context.languages)):
        return None
    return {language: _printed(context, texts[language], role, language) for language in context.languages}


def notes_below(context: Context, block: object) -> Iterator[Words]:
    """Yield what the author says of a block's facts below it: the notice, the note, the notes that its texts call."""
    notice: Mapping[str, Text] | None = None
    calling: Sequence[Mapping[str, Text] | None] = ()
    match block:
        case ComparisonChart() | BarsChart() | blocks.TableBlock():
            notice, note, calling = block.notice, block.note, [block.takeaway, block.unit_line, block.notice]
        case blocks.FigureBlock():
            note, calling = block.note, [block.takeaway]
        case blocks.FiguresBlock() | blocks.AimBlock():
            note = block.note
        case _:
            return
    for texts, role in ((notice, "notice"), (note, "note")):
        words = words_of(context, texts, role)
        if words is not None:
            yield sentences(words)
    told = [texts[language] for texts in (*calling, note) if texts is not None for language in context.languages]
    for id in notes_in(told):
        words = words_of(context, context.brief.notes[id], "note")
        if words is not None:
            yield sentences(words)


def sentences(words: Words) -> Words:
    """Return texts that end with a full stop."""
    return {
        language: text if not text or text.endswith(("。", ".", "！", "!", "？", "?")) else text + stop(language)
        for language, text in words.items()
    }


def _printed(context: Context, text: Text, role: str, language: str) -> str:
    runs = text_runs(context, text, role, language)
    return "".join(run.text for run in runs if run.text != PERMITTED_BREAK and not run.rise).strip()
