"""The list of numbers: each as it is printed, what it is, how sure, what it rests on, who answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.language.words import say
from briefgen.layout.cells import Cell, Part, head_strip, row_strip
from briefgen.layout.citations import number_runs
from briefgen.layout.context import Context
from briefgen.layout.draft.draft import Listed
from briefgen.layout.rows import headed_section, paired, said
from briefgen.layout.strips import Section
from briefgen.pdf.elements import Element
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Run

PAGE, NUMBER = (18 * MM, 27 * MM), (28.5 * MM, 60 * MM)
ABOUT = ((63 * MM, 102 * MM), (105 * MM, 157.5 * MM))
"""The edges of what is said of a number in each language."""
REST = (160.5 * MM, 192 * MM)
NOTE = 6 * MM
INFERRED = "*"


def numbers_section(context: Context, numbers: Sequence[Listed]) -> Section | None:
    """Return the list, whose head stands again where it goes on; None where an edition prints no number."""
    if not numbers:
        return None
    table, body = Element("Table"), Element("TBody")
    rows = [row_strip(context, tuple(_cells(context, one)), (table, body), last=one is numbers[-1]) for one in numbers]
    tongues = tuple(numbers[0].said)
    heads = [
        (*PAGE, _heads(context, "head-page")),
        (*NUMBER, _heads(context, "head-number")),
        *((x, right, _head("head-about", tag)) for tag, (x, right) in zip(tongues, ABOUT, strict=False)),
        (*REST, _heads(context, "head-rest")),
    ]
    head, again = (head_strip(context, heads, table, again=way) for way in (False, True))
    strips = [head, *rows]
    if any(INFERRED in text for one in numbers for text in one.about.values()):
        strips.append(paired(context, said(context, "year-starred"), "note", before=NOTE))
    section = headed_section(context, said(context, "draft-numbers"), strips, None)
    return replace(section, repeat=(*section.repeat, again), flows=True)


def _heads(context: Context, key: str) -> list[Part]:
    return [part for language in context.languages for part in _head(key, language)]


def _head(key: str, language: str) -> list[Part]:
    return [Part(language, say(key, language), "table-head")]


def _cells(context: Context, one: Listed) -> Iterator[Cell]:
    yield Cell(*PAGE, [Part("en", str(one.page), "table-value")])
    yield Cell(*NUMBER, [Part(tag, text, "table-value", strong=True, colour="ink") for tag, text in one.said.items()])
    for (tag, text), (x, right) in zip(one.about.items(), ABOUT, strict=False):
        yield Cell(x, right, list(_about(one, tag, text)))
    yield Cell(*REST, [*_passage(context, one), *_owner(context, one)])


def _about(one: Listed, language: str, text: str) -> Iterator[Part]:
    yield Part(language, text, "table-name", colour="ink")
    if one.quality is not None:
        yield Part(language, say(f"quality-{one.quality}", language), "note", strong=True)
    if one.caution is not None and language in one.caution:
        yield Part(language, one.caution[language], "note")


def _passage(context: Context, one: Listed) -> Iterator[Part]:
    """Yield the source's number with the words in which it says the number."""
    short = "zh" if any("\u4e00" <= character <= "\u9fff" for character in one.locator) else "en"
    tag = next((own for own in context.settings.languages if own.partition("-")[0] == short), short)
    numbers = number_runs(context, one.sources, tag)
    words = [Run((" " if numbers else "") + one.locator)] if one.locator else []
    yield Part(tag, (*numbers, *words) or say("not-recorded", tag), "note", colour="ink")


def _owner(context: Context, one: Listed) -> Iterator[Part]:
    for language in context.languages:
        if not one.owner and not one.cleared_by:
            yield Part(language, say("nobody-recorded", language), "note")
            continue
        owner = say("owned-by", language, office=one.owner) if one.owner else say("no-owner", language)
        cleared = say("cleared-by", language, office=one.cleared_by) if one.cleared_by else say("not-cleared", language)
        yield Part(language, owner, "note", colour="ink")
        yield Part(language, cleared, "note")
