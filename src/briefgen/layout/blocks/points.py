"""People, asks or questions: a list with numbers, each entry level in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.layout.compose import lines, strong_weight
from briefgen.layout.context import Context
from briefgen.layout.notes import carried_notes
from briefgen.layout.rows import CONTENT, hair_rule, headed_section
from briefgen.layout.stacks import Paragraph, room, stacked
from briefgen.layout.strips import Section, Setting, Strip, text_strip
from briefgen.pdf.elements import Element
from briefgen.spec.papers import Point, PointsBlock
from briefgen.theme.tokens import MM

PITCH, HAIR = 10.5 * MM, 6.0 * MM
CLOSE = 7.5 * MM
GAP = 4.5 * MM
WIDEST = 0.5
"""The share of a column that heads may take where texts stand beside them; longer ones break."""
MARK = 7.5 * MM
"""What the numbers take at the left of each column."""


def build(block: PointsBlock, index: int, context: Context) -> Section:
    """Set the entries in their order."""
    lists = {language: Element("L", language, numbering="Decimal") for language in context.languages}
    beside = {language: _beside(context, block, language) for language in context.languages}
    strips = [
        _entry(context, block, point, number, lists, beside) for number, point in enumerate(block.points, start=1)
    ]
    told = [words for point in block.points for words in (point.head, point.text, point.remark) if words is not None]
    strips += carried_notes(context, [text for words in told for text in words.values()])
    return headed_section(context, block.label, strips, block.id)


def _beside(context: Context, block: PointsBlock, language: str) -> float:
    """Return the width of the heads beside which texts stand; 0 where these stand below them."""
    if not block.close:
        return 0.0
    weight = strong_weight(context, "run-in", language)
    heads = [one.head[language] for one in block.points if one.head is not None]
    most = (room(context, language) - MARK) * WIDEST
    found = [lines(context, head, "run-in", language, most, weight=weight) for head in heads]
    return max((line.width for head in found for line in head), default=0.0)


def _entry(
    context: Context,
    block: PointsBlock,
    point: Point,
    number: int,
    lists: Mapping[str, Element],
    beside: Mapping[str, float],
) -> Strip:
    stacks: dict[str, list[Paragraph]] = {}
    for language in context.languages:
        inside = (lists[language], Element("LI"))
        body = (*inside, Element("LBody"))
        leading, width = context.leading("body", language), room(context, language) - MARK
        weight = strong_weight(context, "run-in", language)
        mark = lines(context, str(number), "run-in", language, MARK, weight=weight, colour="main")
        stacks[language] = [Paragraph(mark, leading, Element("Lbl", language), inside)]
        for words, role in ((point.head, "run-in"), (point.text, "body"), (point.remark, "unit-line")):
            if words is None:
                continue
            strong = weight if role == "run-in" else None
            aside = beside[language] if role == "body" else 0.0
            within = beside[language] if aside or (role == "run-in" and block.close) else 0.0
            across = width if not within else within if role == "run-in" else width - within - GAP
            found = lines(context, words[language], role, language, across, weight=strong)
            first = len(stacks[language]) == 1 or bool(aside)
            indent = MARK + (aside + GAP if aside else 0.0)
            one = Paragraph(
                found, context.leading(role, language), Element("P", language), body,
                indent=indent, gap=leading if role == "unit-line" else None, beside=first, head=role == "run-in",
            )  # fmt: skip
            stacks[language].append(one)
    settings: list[Setting] = stacked(context, stacks)
    first = number == 1
    separator = None if first or block.close else hair_rule(context, HAIR)
    return text_strip(settings, before=CONTENT if first else CLOSE if block.close else PITCH, separator=separator)
