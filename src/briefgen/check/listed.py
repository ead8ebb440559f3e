"""What cards and maps need before they may be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.check.case import Case
from briefgen.check.kinds import NAMES
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Day, Items, Phrase
from briefgen.errors import Problem
from briefgen.layout.compose import facts_in
from briefgen.spec.listings import Card, CardsBlock, MapBlock
from briefgen.spec.text import SourceReference, parse
from briefgen.spec.tree import place_of

PROVINCES = "京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川贵云陕甘青蒙桂藏宁新"
APPROVAL = re.compile(rf"(GS[{PROVINCES}]?|[{PROVINCES}][A-Z])[(（](20[0-9]{{2}})[)）][0-9]{{1,5}}号")
"""An approval number of the nation, GS(2023)2767号 or GS京(2023)1234号, or of a province or city, 苏S(2025)012号.

Map Management Regulations (地图管理条例, 2015), article 33: a published map shows its number.
"""
_EXAMPLE = "苏S(2025)012号"


def cards(case: Case) -> Iterator[Problem]:
    """Refuse projects without a stage, cards that rest on nothing, plans among what is done, and values of no use."""
    for block in case.brief.blocks:
        if not isinstance(block, CardsBlock):
            continue
        for card in block.items:
            if block.cards == "project" and card.stage is None:
                message = "A card of a project says how far it has come; this one has no stage."
                yield Problem(card.place, message, "Write stage: planned, signed, under-way, completed, …")
            if not card.sample and not _rests(card):
                message = "This card rests on no fact and no source."
                yield Problem(card.place, message, "Name its facts, or write sample: yes where it only shows a card.")
            for id in card.figures:
                fact = case.facts.get(id)
                if fact is None:
                    continue
                if isinstance(fact.quantity.value, Phrase | Day | Items):
                    message = f'The value of "{id}" is {NAMES[type(fact.quantity.value)]}; a card shows numbers.'
                    yield Problem(place_of(id, card.place), message, "Say it in a row.")
                elif card.stage == "completed" and fact.kind in INTENDED:
                    message = f'The fact "{id}" is of the kind "{fact.kind}"; this card tells what is completed.'
                    yield Problem(place_of(id, card.place), message, "Correct the stage, or the fact's kind.")


def _rests(card: Card) -> bool:
    texts = [text for row in card.rows for words in (row.head, row.text) for text in words.values()]
    texts += card.name.values()
    told = any(isinstance(piece, SourceReference) for text in texts for piece in parse(text))
    return bool(card.figures or card.facts or facts_in(texts) or told)


def maps(case: Case) -> Iterator[Problem]:
    """Refuse maps without data, without an approval number, and with one of another form or of a later year."""
    for block in case.brief.blocks:
        if not isinstance(block, MapBlock):
            continue
        if not block.facts:
            message = "A map shows data: this one names no facts."
            yield Problem(block.place, message, "Name under facts: what it shows, or leave the map out.")
        if block.approval is None:
            message = "A map may be published only with its approval number (审图号)."
            hint = f"Ask the office that made it, and write approval: {_EXAMPLE}; without one, leave the map out."
            yield Problem(block.place, message, hint)
            continue
        place = place_of(block.approval, block.place)
        found = APPROVAL.fullmatch(block.approval)
        if found is None:
            message = f'"{block.approval}" has not the form of an approval number.'
            yield Problem(place, message, f"Write it as it stands on the map: {_EXAMPLE} or GS(2023)2767号.")
        elif int(found[2]) > case.brief.edition.date.year:
            message = f"The approval number is of {found[2]}, after the year of this edition."
            yield Problem(place, message, "Correct the number, or the date of the edition.")
