"""The facts whose values an edition prints: in strips, charts, tables and field maps, as aims, and in texts.

A fact of which only the name or the time is printed is none of them, nor are the facts that a frame rests on, whose
words are the author's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefgen.data.facts import Fact
from briefgen.data.quantity import Phrase, Quantity
from briefgen.layout.attached.public import Words, notes_below, words_of
from briefgen.layout.citations import facts_shown
from briefgen.layout.compose import notes_in
from briefgen.layout.context import Context
from briefgen.spec import blocks
from briefgen.spec.model import Model
from briefgen.spec.text import FactReference, Text, parse
from briefgen.spec.texts import wordings_of

VALUES = ("value", "number")
"""The forms in which a text prints the value of a fact."""


@dataclass
class Shown:
    """Hold a fact as it is printed, the notes of the blocks that show it, and whether a field map tells its states.

    `own_words`: so far only an aim in the author's words, which need not be those of the fact.
    """

    fact: Fact
    notes: list[Words] = field(default_factory=list["Words"])
    states: bool = False
    own_words: bool = False


def printed_values(context: Context) -> Mapping[str, Shown]:
    """Return the facts by id, in the order in which they appear; `context` is the public one."""
    found: dict[str, Shown] = {}
    for block in context.brief.blocks:
        for shown in _shown_by(block, context):
            _add(found, shown)
        for text in _texts(block, context):
            for piece in parse(text):
                if isinstance(piece, FactReference) and piece.form in VALUES and piece.id in context.facts:
                    _add(found, Shown(context.facts[piece.id]))
    return found


def _add(found: dict[str, Shown], shown: Shown) -> None:
    """Add a fact, or what is new about it: its own value is more than an author's words for it."""
    known = found.setdefault(shown.fact.id, shown)
    if known.own_words and not shown.own_words:
        known.fact, known.own_words = shown.fact, False
    known.notes += [note for note in shown.notes if note not in known.notes]
    known.states |= shown.states


def _shown_by(block: object, context: Context) -> Iterator[Shown]:
    """Yield the facts that a block shows itself; an aim in the author's words says these and no number."""
    if isinstance(block, blocks.FrameBlock):
        return
    facts = [context.facts[id] for id in facts_shown(block, context.store) if id in context.facts]
    if isinstance(block, blocks.AimBlock):
        for fact in facts:
            words = None if fact.gap else words_of(context, block.text, "aim")
            if words is not None:
                stated = replace(fact, quantity=Quantity(Phrase(words)))
                yield Shown(stated, list(notes_below(context, block)), own_words=True)
            elif fact.gap or block.text is None:
                yield Shown(fact, [] if fact.gap else list(notes_below(context, block)))
        return
    for fact in facts:
        yield Shown(fact, list(notes_below(context, block)), isinstance(block, blocks.FieldMapBlock))


def _texts(block: Model, context: Context) -> list[Text]:
    """Return the texts of a block that are printed, and the notes that they call."""
    if isinstance(block, blocks.AimBlock) and block.aim in context.facts and context.facts[block.aim].gap:
        return []
    found = [words[language] for _, words in wordings_of(block) for language in context.languages if language in words]
    notes = [context.brief.notes[id] for id in notes_in(found)]
    return [*found, *(note[language] for note in notes for language in context.languages)]
