"""An aim is no result, and a block shows only values that it can show."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.case import Case
from briefgen.data.facts import Fact
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Amount, Day, Items, Missing, Phrase, Rank, Span, Value
from briefgen.errors import Place, Problem
from briefgen.layout.blocks.field_map import FORMS
from briefgen.layout.citations import facts_rested_on
from briefgen.spec.blocks import AimBlock, Block, FieldMapBlock, FiguresBlock, FrameBlock, NumbersBlock
from briefgen.spec.happenings import AgendaBlock, ResultsBlock, TimelineBlock
from briefgen.spec.listings import CardsBlock, MapBlock, ProfileBlock
from briefgen.spec.tree import place_of

STATED = ("aim", "plan", "target")
"""Kinds that an aim block may state."""
NAMES: dict[type[Value], str] = {
    Amount: "a number",
    Span: "a range",
    Rank: "a rank",
    Items: "a list",
    Phrase: "text",
    Day: "a date",
    Missing: "awaited",
}

WORDS: dict[type[Block], str] = {
    FrameBlock: "frame",
    AgendaBlock: "programme",
    ProfileBlock: "profile",
    CardsBlock: "card",
    MapBlock: "map",
}
"""What a block is called whose words rest on facts."""

NOTHING_LEFT = "Renew the figure, or take this block out of the brief until then."


def aims(case: Case) -> Iterator[Problem]:
    """Refuse a result stated as an aim."""
    for block in case.brief.blocks:
        if isinstance(block, AimBlock) and (fact := case.facts.get(block.aim)) and fact.kind not in STATED:
            yield Problem(
                place_of(block.aim, block.place),
                f'The fact "{fact.id}" is of the kind "{fact.kind}"; an aim block states an aim, a plan or a target.',
                "Show it with `figures:` or in a text, or correct the fact's kind.",
            )


def results(case: Case) -> Iterator[Problem]:
    """Refuse a plan shown as a key figure or a count, where it would look like a result."""
    for fact, place, name in _strips(case):
        if fact.kind in INTENDED:
            yield Problem(
                place,
                f'The fact "{fact.id}" is of the kind "{fact.kind}"; `{name}:` would show it as a result.',
                "State it with `aim:`, or say it in a text.",
            )


def values(case: Case) -> Iterator[Problem]:
    """Refuse a value that a block cannot show."""
    for fact, place, name in _strips(case):
        if fact.kind not in INTENDED and isinstance(fact.quantity.value, (Phrase, Day, Items)):
            counted = isinstance(fact.quantity.value, Items)
            yield Problem(
                place,
                f'The value of "{fact.id}" is {NAMES[type(fact.quantity.value)]}; `{name}:` shows numbers.',
                f"Show how many there are by a fact with `derive: {{count: [{fact.id}]}}`."
                if counted
                else "Say it in a text.",
            )
    stated = case.brief.gaps == "state"
    for block in case.brief.blocks:
        if isinstance(block, FieldMapBlock) and (fact := case.facts.get(block.field_map)):
            yield from _field_map(block, fact, stated=stated)
        if stated and not isinstance(block, TimelineBlock | ResultsBlock):
            yield from _rested(block, case)


def _strips(case: Case) -> Iterator[tuple[Fact, Place, str]]:
    """Yield each fact of a strip with its place and the key that it stands under."""
    for block in case.brief.blocks:
        if isinstance(block, FiguresBlock):
            ids, name = block.figures, "figures"
        elif isinstance(block, NumbersBlock):
            ids, name = block.numbers, "numbers"
        elif isinstance(block, ProfileBlock):
            ids, name = block.figures, "profile"
        else:
            continue
        for id in ids:
            if id in case.facts:
                yield case.facts[id], place_of(id, block.place), name


def _rested(block: Block, case: Case) -> Iterator[Problem]:
    """Refuse a block whose words or picture, which are the author's, rest on a fact that is a gap."""
    what = WORDS.get(type(block), "block")
    for id in facts_rested_on(block):
        if id in case.facts and case.facts[id].gap:
            message = f'The words of this {what} rest on "{id}", which is awaited; nothing can stand in their place.'
            yield Problem(place_of(id, block.place), message, NOTHING_LEFT)


def _field_map(block: FieldMapBlock, fact: Fact, *, stated: bool) -> Iterator[Problem]:
    place = place_of(block.field_map, block.place)
    value = fact.quantity.value
    if isinstance(value, Missing):
        if stated:
            yield Problem(place, f'The field map has nothing left to show: "{fact.id}" is awaited.', NOTHING_LEFT)
        return
    if not isinstance(value, Items):
        yield Problem(
            place,
            f'The value of "{fact.id}" is {NAMES[type(value)]}; a field map shows a list.',
            "Name a fact whose value is a list with states.",
        )
        return
    states = {item.state for item in value.items}
    for state in sorted(states - set(FORMS)):
        yield Problem(
            fact.place,
            f'The state "{state}" has no form in a field map.' if state else "A field map needs a state for each item.",
            f"States: {', '.join(FORMS)}.",
        )
    for label in block.labels:
        if label not in states:
            named = ", ".join(sorted(state for state in states if state)) or "none"
            yield Problem(
                place_of(label, block.place),
                f'No item of "{fact.id}" is in the state "{label}".',
                f"States of the fact: {named}.",
            )
