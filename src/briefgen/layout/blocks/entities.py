"""Names of bodies, places or documents in each language, gathered under the names of their facts."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.data.facts import Fact
from briefgen.data.quantity import Items
from briefgen.language.quantities import phrase
from briefgen.language.words import opening, say
from briefgen.layout.compose import lines, strong_weight
from briefgen.layout.context import Context
from briefgen.layout.flagged import flagged
from briefgen.layout.notes import notes_strip
from briefgen.layout.rows import CONTENT, hair_rule, headed_section, said
from briefgen.layout.stacks import Paragraph, room, stacked
from briefgen.layout.stated import intended
from briefgen.layout.strips import Section, Strip, text_strip
from briefgen.pdf.elements import Element
from briefgen.spec.listings import EntitiesBlock
from briefgen.theme.tokens import MM

NAME, PILED_NAME = 7.5 * MM, 10.5 * MM
"""From name to name, where a row holds one language or all."""
PITCH, HAIR = 12 * MM, 6.75 * MM
NOTES = 7.5 * MM
OPEN = ("such-as", "including")
"""Qualifiers of a list that goes on behind what is named."""


def build(block: EntitiesBlock, index: int, context: Context) -> Section:
    """Set each name on a row of its own, level in all languages."""
    facts = [context.facts[id] for id in block.entities]
    strips: list[Strip] = []
    for number, fact in enumerate(facts):
        strips += _group(context, fact, first=number == 0)
    strips.append(notes_strip(context, facts, before=NOTES, extra=block.note, with_period=True, by_name=True))
    return flagged(context, headed_section(context, block.label or said(context, "names"), strips, block.id), facts)


def group_name(fact: Fact, language: str) -> str:
    """Return the head of a group: the fact's name, and what it is where that is no result."""
    return opening(fact.name[language], language) + intended(fact, language)


def names_of(fact: Fact, language: str) -> tuple[str, ...]:
    """Return the names in a fact, one text for each row; an open list ends with 等 or "and others"."""
    value = fact.quantity.value
    if not isinstance(value, Items):
        return (phrase(fact.quantity, language, "sentence"),)
    names = tuple(item.words[language] for item in value.items)
    return (*names, say("others", language)) if fact.quantity.qualifier in OPEN else names


def _group(context: Context, fact: Fact, *, first: bool) -> list[Strip]:
    lists = {language: Element("L", language) for language in context.languages}
    heads: dict[str, list[Paragraph]] = {}
    for language in context.languages:
        weight = strong_weight(context, "run-in", language)
        words = group_name(fact, language)
        leading = context.leading("run-in", language)
        found = lines(context, words, "run-in", language, room(context, language), weight=weight)
        heads[language] = [Paragraph(found, leading, Element("Caption", language), (lists[language],))]
    separator = None if first else hair_rule(context, HAIR)
    before = CONTENT if first else PITCH
    strips = [text_strip(stacked(context, heads), before=before, keep=True, separator=separator)]
    names = {language: names_of(fact, language) for language in context.languages}
    for place in range(max(map(len, names.values()))):
        strips.append(_row(context, {language: names[language][place] for language in names}, lists))
    return strips


def _row(context: Context, names: Mapping[str, str], lists: Mapping[str, Element]) -> Strip:
    stacks: dict[str, list[Paragraph]] = {}
    for language in context.languages:
        leading = context.leading("body", language)
        found = lines(context, names[language], "body", language, room(context, language))
        inside = (lists[language], Element("LI"))
        stacks[language] = [Paragraph(found, leading, Element("LBody", language), inside)]
    return text_strip(stacked(context, stacks), before=PILED_NAME if context.piled else NAME)
