"""A letter: date, salutation, paragraphs level in both languages, what is enclosed, the block of the signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefgen.language.words import colon, say
from briefgen.layout.compose import lines, text_runs
from briefgen.layout.context import Context
from briefgen.layout.grid import is_han
from briefgen.layout.piles import pile
from briefgen.layout.rows import UNDER_TITLE, Content, paired
from briefgen.layout.strips import Section, Setting, Strip, text_strip
from briefgen.pdf.elements import Element
from briefgen.spec.frozen import Frozen
from briefgen.spec.papers import LetterBlock
from briefgen.spec.text import Text, Texts
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

DATED = 12 * MM
"""From an English date to the salutation."""
PARAGRAPH = 9 * MM
ENTRY = 6 * MM
MARK = 6 * MM
HAND = 21 * MM
"""What is left white for a hand that signs, or for a seal."""
INDENT = 2.0
"""Ems by which a paragraph of a Chinese letter begins further right."""


def build(block: LetterBlock, index: int, context: Context) -> Section:
    """Set the letter; an English one is dated at its head, a Chinese one below its signature, at the right."""
    strips = _date(block, context)
    strips.append(paired(context, block.salutation, "body", before=DATED if strips else 0.0))
    strips += [paired(context, _indented(context, words), "body", before=PARAGRAPH) for words in block.letter]
    strips += _enclosed(block, context)
    strips.append(_signature(block, context))
    # The date of an English letter stands first, which is not to make English the leading language.
    says = sorted(
        dict.fromkeys(one for strip in strips for one in strip.says),
        key=lambda one: context.languages.index(one.language or context.languages[0]),
    )
    return Section(
        tuple(strips), gap=UNDER_TITLE, under_title=UNDER_TITLE, element=Element("Div"), id=block.id, exact=True,
        whole=tuple(says),
    )  # fmt: skip


def _date(block: LetterBlock, context: Context) -> list[Strip]:
    shown = {language: block.dated[language] for language in context.languages if not is_han(language)}
    return [paired(context, shown, "body", before=0.0)] if shown else []


def _indented(context: Context, words: Texts) -> dict[str, Content]:
    return {language: _paragraph(context, words[language], language) for language in context.languages}


def _paragraph(context: Context, text: Text, language: str) -> Content:
    if not is_han(language):
        return text
    first, *others = text_runs(context, text, "body", language)
    return (replace(first, space=INDENT * context.style("body", language).size), *others)


def _enclosed(block: LetterBlock, context: Context) -> list[Strip]:
    """Set what comes with the letter as a list in each language, with its numbers."""
    if not block.enclosed:
        return []
    heads = {
        language: Text(say("enclosed", language) + colon(language).strip(), block.place)
        for language in context.languages
    }
    strips = [paired(context, _indented(context, Frozen(heads)), "body", before=PARAGRAPH, keep=True)]
    lists = {language: Element("L", language, numbering="Decimal") for language in context.languages}
    for number, words in enumerate(block.enclosed, start=1):
        strips.append(_entry(context, words, number, lists))
    return strips


def _entry(context: Context, words: Texts, number: int, lists: Mapping[str, Element]) -> Strip:
    groups: list[list[Setting]] = []
    for language in context.languages:
        column, leading = context.columns[language], context.leading("body", language)
        inside = (lists[language], Element("LI"))
        mark = lines(context, f"{number}.", "body", language, MARK)
        found = _entry_lines(context, words[language], language, column.width - MARK)
        body = (*inside, Element("LBody"))
        groups.append(
            [
                Setting(mark, column.x, 0.0, leading, Element("Lbl", language), inside=inside),
                Setting(found, column.x + MARK, 0.0, leading, Element("P", language), inside=body),
            ]
        )
    return text_strip(pile(context, groups), before=ENTRY)


def _entry_lines(context: Context, text: Text, language: str, width: float) -> tuple[Line, ...]:
    """Return the lines of what comes with the letter; the code of a brief goes below its title before that is torn."""
    found = lines(context, text, "body", language, width)
    title, close, code = text.source.partition("》（")
    if len(found) == 2 and is_han(language) and close:
        parts = [Text(title + close[0], text.place), Text(close[1] + code, text.place)]
        apart = [line for part in parts for line in lines(context, part, "body", language, width)]
        return tuple(apart) if len(apart) == 2 else found
    return found


def _signature(block: LetterBlock, context: Context) -> Strip:
    """Set closing and signature, which stay on one page.

    A Chinese letter names the office before the person, and has its date below them.
    """
    groups: list[list[Setting]] = []
    for language in context.languages:
        column, leading = context.columns[language], context.leading("body", language)
        closing = lines(context, _paragraph(context, block.closing[language], language), "body", language, column.width)
        settings = [Setting(closing, column.x, 0.0, leading, Element("P", language))]
        signed = [words[language] for words in block.signature]
        first = settings[0].last + HAND
        for text in [*reversed(signed), block.dated[language]] if is_han(language) else signed:
            found = lines(context, text, "body", language, column.width)
            widest = max((line.width for line in found), default=0.0)
            x = column.right - widest if is_han(language) else column.x
            settings.append(Setting(found, x, first, leading, Element("P", language)))
            first += len(found) * leading
        groups.append(settings)
    strip = text_strip(pile(context, groups), before=PARAGRAPH)
    return Strip(strip.before, strip.extent, strip.draw, says=strip.says)
