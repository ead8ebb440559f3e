"""The facts whose values an edition prints: in strips, charts, tables, maps of fields and lists, as aims, in texts.

A fact of which only the name or the time is printed is none of them, nor are the facts that an author's words in a
block rest on, such as those of a frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefgen.data.facts import Fact
from briefgen.data.quantity import Phrase, Quantity
from briefgen.layout.attached.public import Words, notes_below, open_blocks, texts_of_block, words_of
from briefgen.layout.citations import values_shown
from briefgen.layout.context import Context
from briefgen.spec import blocks
from briefgen.spec.happenings import ResultsBlock
from briefgen.spec.listings import ChainBlock
from briefgen.spec.text import FactReference, parse

VALUES = ("value", "number")
"""The forms in which a text prints the value of a fact."""


@dataclass
class Shown:
    """Hold a fact as it is printed, the notes of the blocks that show it, and whether a field map tells its states.

    `timed`: its time is printed. `own_words`: so far only an aim in the author's words, which need not be those of
    the fact.
    """

    fact: Fact
    notes: list[Words] = field(default_factory=list["Words"])
    states: bool = False
    timed: bool = False
    own_words: bool = False


def printed_values(context: Context) -> Mapping[str, Shown]:
    """Return the facts by id, in the order in which they appear, of the blocks that an external edition can have."""
    found: dict[str, Shown] = {}
    timed: set[str] = set()
    for _, block in open_blocks(context):
        for shown in _shown_by(block, context):
            _add(found, shown)
        gap = isinstance(block, blocks.AimBlock) and context.facts[block.aim].gap
        for text in () if gap else texts_of_block(context, block):
            for piece in parse(text):
                if isinstance(piece, FactReference):
                    if piece.form in VALUES:
                        _add(found, Shown(context.facts[piece.id]))
                    elif piece.form == "period":
                        timed.add(piece.id)
    for id, shown in found.items():
        shown.timed |= id in timed
    return found


def _add(found: dict[str, Shown], shown: Shown) -> None:
    """Add a fact, or what is new about it: its own value is more than an author's words for it."""
    known = found.setdefault(shown.fact.id, shown)
    if known.own_words and not shown.own_words:
        known.fact, known.own_words = shown.fact, False
    known.notes += [note for note in shown.notes if note not in known.notes]
    known.states |= shown.states
    known.timed |= shown.timed


def _shown_by(block: object, context: Context) -> Iterator[Shown]:
    """Yield the facts that a block shows itself; an aim in the author's words says these and no number."""
    facts = [context.facts[id] for id in values_shown(block, context.store)]
    if isinstance(block, blocks.AimBlock):
        (fact,) = facts
        notes = [] if fact.gap else list(notes_below(context, block))
        if block.text is None or fact.gap:
            yield Shown(fact, notes)
        else:
            stated = Quantity(Phrase(words_of(context, block.text, "aim")))
            yield Shown(replace(fact, quantity=stated), notes, own_words=True)
        return
    for fact in facts:
        mapped = isinstance(block, blocks.FieldMapBlock | ChainBlock)
        timed = not isinstance(block, blocks.FieldMapBlock | ResultsBlock)
        yield Shown(fact, list(notes_below(context, block)), states=mapped, timed=timed)
