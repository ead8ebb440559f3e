"""A timeline: what happened in the order of time; a known day or month looks other than what is inexact or expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.charts.picture import Step
from briefgen.data.facts import Fact
from briefgen.language.words import say, stop
from briefgen.layout.compose import lines, strong_weight
from briefgen.layout.context import Context
from briefgen.layout.figure import figure_section
from briefgen.layout.moments import Moment, moment_of, moment_words
from briefgen.layout.rows import Content
from briefgen.layout.stacks import Paragraph, room, stacked
from briefgen.layout.stated import stated
from briefgen.layout.strips import Draw, Section, Strip, text_strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.happenings import TimelineBlock
from briefgen.spec.text import Text
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Run

FIRST = 10.5 * MM
PITCH = 10.5 * MM
"""From the last baseline of an entry to the date of the next."""
INSET = 7.5 * MM
NOTES = 9 * MM
MARK_X = 1.8 * MM
RADIUS = 1.5 * MM
RISE = 1.35 * MM
"""From the baseline of a date to the middle of its mark."""
STROKE = 1.1
LINE = 0.75
DASH = (1.5 * MM, 1.2 * MM)
LATE = (9999, 12, 31)
_BEZIER = 0.5522847498


@dataclass(frozen=True)
class Entry:
    """Hold what stands at one time, None where that is awaited: words for it, and what happened, by language."""

    fact: Fact
    moment: Moment | None
    when: Mapping[str, str]
    what: Mapping[str, Content]


def entries_of(block: TimelineBlock, context: Context) -> list[Entry]:
    """Return the entries in the order of time; of one time, in that of the author.

    An author's words for a fact that may no longer be printed are left out with it.
    """
    found: list[Entry] = []
    for one in block.timeline:
        fact = context.facts[one.fact]
        told: Mapping[str, Content] = {language: stated(fact, language, told=True) for language in context.languages}
        found.append(
            Entry(
                fact,
                moment_of(fact),
                {language: moment_words(fact, language) for language in context.languages},
                one.text if one.text is not None and not fact.gap else told,
            )
        )
    return sorted(found, key=lambda entry: entry.moment.order if entry.moment is not None else LATE)


def build(block: TimelineBlock, index: int, context: Context) -> Section:
    """Set each entry beside its mark: the date, and what happened below it."""
    entries = entries_of(block, context)
    lists = {language: Element("L", language) for language in context.languages}
    strips: list[Strip] = []
    for number, entry in enumerate(entries):
        following = entries[number + 1] if number + 1 < len(entries) else None
        strips.append(_strip(context, entry, following, lists, first=number == 0))
    texts = [text for entry in entries for text in entry.what.values() if isinstance(text, Text)]
    return figure_section(
        context,
        block,
        index,
        strips,
        [entry.fact for entry in entries],
        texts=texts,
        remarks=_remarks(context, entries),
        notes_gap=NOTES,
        parted=True,
    )


def _remarks(context: Context, entries: Sequence[Entry]) -> Mapping[str, Sequence[tuple[Run, ...]]] | None:
    """Say what a hollow mark means, where there is one."""
    if all(entry.moment is not None and entry.moment.exact for entry in entries):
        return None
    return {language: [(Run(say("timeline-hollow", language) + stop(language)),)] for language in context.languages}


def _strip(
    context: Context, entry: Entry, following: Entry | None, lists: Mapping[str, Element], *, first: bool
) -> Strip:
    stacks: dict[str, list[Paragraph]] = {}
    for language in context.languages:
        width = room(context, language, inset=INSET)
        weight = strong_weight(context, "run-in", language)
        dates = lines(context, entry.when[language], "run-in", language, width, weight=weight)
        words = lines(context, entry.what[language], "body", language, width)
        leading = context.leading("body", language)
        item = (lists[language], Element("LI"))
        stacks[language] = [
            Paragraph(dates, leading, Element("Lbl", language), item, head=True),
            Paragraph(words, leading, Element("P", language), (*item, Element("LBody"))),
        ]
    settings = stacked(context, stacks, inset=INSET)
    depth = max(setting.last for setting in settings)
    later = following is not None and following.moment is not None and following.moment.intended
    after = _line(context, -RISE, depth, dashed=later) if following is not None else None
    mark = _mark(context, entry)

    def draw(surface: Surface, y: float) -> None:
        if after is not None:
            after(surface, y)
        mark(surface, y)

    if first:
        return text_strip(settings, before=FIRST, draw=draw)
    intended = entry.moment is not None and entry.moment.intended
    strip = text_strip(settings, before=PITCH, draw=draw, separator=_line(context, -PITCH, -RISE, dashed=intended))
    return replace(strip, split=None)


def _line(context: Context, top: float, bottom: float, *, dashed: bool) -> Draw:
    """Return what draws a piece of the line of time; it is dashed where it leads to what is yet to come."""
    x = context.geometry.left + MARK_X

    def draw(surface: Surface, y: float) -> None:
        with surface.artifact("decoration"):
            surface.rule(x, y + top, x, y + bottom, context.colour("ink-2"), LINE, DASH if dashed else ())

    return draw


def _mark(context: Context, entry: Entry) -> Draw:
    x, exact = context.geometry.left + MARK_X, entry.moment is not None and entry.moment.exact

    def draw(surface: Surface, y: float) -> None:
        main = context.colour("main")
        with surface.artifact("decoration"):
            if exact:
                surface.path(_circle(x, y - RISE, RADIUS), fill=main)
            else:
                disc = _circle(x, y - RISE, RADIUS - STROKE / 2)
                surface.path(disc, fill=context.colour("white"), stroke=main, width=STROKE)

    return draw


def _circle(x: float, y: float, r: float) -> tuple[Step, ...]:
    k = r * _BEZIER
    return (
        ("M", (x + r, y)),
        ("C", (x + r, y + k, x + k, y + r, x, y + r)),
        ("C", (x - k, y + r, x - r, y + k, x - r, y)),
        ("C", (x - r, y - k, x - k, y - r, x, y - r)),
        ("C", (x + k, y - r, x + r, y - k, x + r, y)),
        ("Z", ()),
    )
