"""A programme: the time once at the left, and what takes place then in each language."""

from __future__ import annotations

from dataclasses import replace

from briefgen.layout.compose import lines, strong_weight
from briefgen.layout.context import Context
from briefgen.layout.flagged import flagged
from briefgen.layout.notes import notes_strip
from briefgen.layout.rows import CONTENT, hair_rule, headed_section, said
from briefgen.layout.stacks import Paragraph, room, stacked
from briefgen.layout.strips import Section, Setting, Strip, text_strip
from briefgen.pdf.elements import Element
from briefgen.spec.happenings import AgendaBlock, Item
from briefgen.spec.papers import DayBlock
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line, Run

PITCH, HAIR = 10.5 * MM, 6.0 * MM
NOTES = 7.5 * MM
GAP = 4.5 * MM
"""Between the longest time and what takes place."""
UNBOUNDED = 10_000.0
NEUTRAL = "en"
"""Times are set once, in the letters of figures that stand alone."""


def build(block: AgendaBlock, index: int, context: Context) -> Section:
    """Set the entries in the author's order; a listener hears each time, then the entry in each language."""
    element = Element("L")
    times = [_time(context, item.time) for item in block.agenda]
    others = [_time(context, time) for time in block.times] if isinstance(block, DayBlock) else []
    where = "label" if isinstance(block, DayBlock) else "unit-line"
    inset = max((line.width + GAP for line in (*times, *others) if line is not None), default=0.0)
    strips = [
        _entry(context, item, time, element, inset, first=number == 0, where=where)
        for number, (item, time) in enumerate(zip(block.agenda, times, strict=True))
    ]
    facts = [context.facts[item.fact] for item in block.agenda if item.fact is not None]
    told = [words for item in block.agenda for words in (item.head, item.text, item.location) if words is not None]
    texts = [text for words in told for text in words.values()]
    strips.append(notes_strip(context, facts, before=NOTES, texts=texts))
    section = headed_section(context, block.label or said(context, "programme"), strips, block.id)
    return flagged(context, replace(section, flows=isinstance(block, DayBlock)), facts)


def _time(context: Context, time: str | None) -> Line | None:
    """Return the time as a line, with the dash that stands between times."""
    if time is None:
        return None
    words = time.replace("-", "–").replace("—", "–")
    leading, *others = context.languages
    neutral = NEUTRAL if others else leading
    (line,) = lines(context, (Run(words),), "contact-value", neutral, UNBOUNDED)
    return line


def _entry(
    context: Context, item: Item, time: Line | None, element: Element, inset: float, *, first: bool, where: str
) -> Strip:
    entry, body = Element("LI"), Element("LBody")
    settings: list[Setting] = []
    if time is not None:
        below = context.leading("body", context.languages[0])
        settings.append(Setting((time,), context.geometry.left, 0.0, below, Element("Lbl"), inside=(element, entry)))
    stacks: dict[str, list[Paragraph]] = {}
    for language in context.languages:
        inside = (element, entry, body, Element("Div", language))
        width = room(context, language, inset=inset)
        weight = strong_weight(context, "run-in", language)
        leading = context.leading("body", language)
        head = lines(context, item.head[language], "run-in", language, width, weight=weight)
        stacks[language] = [Paragraph(head, leading, Element("P", language), inside, head=True)]
        for words, role in ((item.text, "body"), (item.location, where)):
            if words is not None:
                found = lines(context, words[language], role, language, width)
                below = context.leading(role, language)
                gap = leading if role == where else None
                stacks[language].append(Paragraph(found, below, Element("P", language), inside, gap=gap))
    settings += stacked(context, stacks, inset=inset)
    separator = None if first else hair_rule(context, HAIR)
    return text_strip(settings, before=CONTENT if first else PITCH, separator=separator)
