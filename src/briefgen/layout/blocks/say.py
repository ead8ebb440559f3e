"""Numbers to say: each as it is written, and beside it as it is read out, in Chinese with its pinyin and in English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.data.facts import Fact
from briefgen.language.quantities import phrase
from briefgen.language.spoken_numbers import reading
from briefgen.language.words import colon, comma
from briefgen.layout.compose import lines, paragraph, when
from briefgen.layout.context import Context
from briefgen.layout.grid import Column, columns, is_han
from briefgen.layout.notes import notes_strip
from briefgen.layout.rows import CONTENT, hair_rule, headed_section
from briefgen.layout.stacks import Paragraph, stack
from briefgen.layout.stated import named
from briefgen.layout.strips import Section, Setting, Strip, text_strip
from briefgen.pdf.elements import Element
from briefgen.spec.papers import SayBlock, Saying
from briefgen.theme.tokens import MM

PITCH, HAIR = 9.75 * MM, 5.25 * MM
GAP = 4.5 * MM
NOTES = 7.5 * MM
WIDEST = 0.5
"""The share of a column that written numbers may take; longer ones break."""
NUMBER = 6.75 * MM
"""From the name of a number to the number."""
PINYIN = 5.25 * MM
PINYIN_LANGUAGE = "zh-Latn-pinyin"


def build(block: SayBlock, index: int, context: Context) -> Section:
    """Set the numbers in their order, in both languages of the project whatever those of the paper are."""
    facts = [context.facts[one.fact] for one in block.say]
    sides = columns(tongues(context), context.geometry)
    widths = {language: _width(context, facts, language, column) for language, column in sides.items()}
    listed = Element("L")
    strips: list[Strip] = []
    for number, (one, fact) in enumerate(zip(block.say, facts, strict=True)):
        settings: list[Setting] = []
        item, body = Element("LI"), Element("LBody")
        for language, column in sides.items():
            inside = (listed, item, body, Element("Div", language))
            found = list(_paragraphs(context, one, fact, language, column, widths[language], inside))
            settings += stack(found, column.x)
        separator = hair_rule(context, HAIR) if number else None
        strips.append(text_strip(settings, before=PITCH if number else CONTENT, separator=separator))
    strips.append(notes_strip(context, facts, before=NOTES, sourced=False))
    return headed_section(context, block.label, strips, block.id)


def tongues(context: Context) -> tuple[str, ...]:
    """Return the languages in which numbers are told: those of the project, Chinese first."""
    return tuple(sorted(context.settings.languages[:2], key=lambda language: not is_han(language)))


def name_words(one: Saying, fact: Fact, language: str) -> str:
    """Return what a number is of, whether it is a target or a plan, and when.

    The subject goes before a name that does not tell it. A note that stands below says itself that a year is inferred.
    """
    inferred = fact.period_inferred and fact.publish != "with-note"
    time = when(replace(fact, period_inferred=inferred), language)
    of = one.of.get(language, "")
    name = (of + colon(language) if of else "") + named(fact, language)
    return name + (comma(language) + time if time else "")


def written_value(fact: Fact, language: str) -> str:
    """Return a number as it is written."""
    return phrase(fact.quantity, language, "sentence")


def readings(fact: Fact, language: str) -> tuple[str, ...]:
    """Return how a number is read out in a language: in Chinese characters and pinyin, or in English words."""
    found = reading(fact.quantity)
    if found is None:
        return ()
    return (found.han, found.pinyin) if is_han(language) else (found.english,)


def _width(context: Context, facts: Sequence[Fact], language: str, column: Column) -> float:
    values = [paragraph(context, written_value(fact, language), "key-number", language) for fact in facts]
    return min(max(value.natural_width for value in values), column.width * WIDEST)


def _paragraphs(
    context: Context,
    one: Saying,
    fact: Fact,
    language: str,
    column: Column,
    width: float,
    inside: tuple[Element, ...],
) -> Iterator[Paragraph]:
    leading = context.leading("label", language)
    name = lines(context, name_words(one, fact, language), "label", language, column.width)
    yield Paragraph(name, leading, Element("P", language), inside, head=True)
    value = lines(context, written_value(fact, language), "key-number", language, width)
    body = context.leading("body", language)
    yield Paragraph(value, body, Element("P", language), inside, gap=NUMBER)
    indent = width + GAP
    for place, words in enumerate(readings(fact, language)):
        # Pinyin is set in Latin letters.
        tongue, role = ("en", "label") if place else (language, "body")
        found = lines(context, words, role, tongue, column.width - indent)
        element = Element("P", PINYIN_LANGUAGE if place else language)
        gap = PINYIN if place else None
        yield Paragraph(found, body if not place else PINYIN, element, inside, indent, gap, beside=not place)
