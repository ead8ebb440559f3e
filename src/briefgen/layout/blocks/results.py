"""Results, told apart by how far they have come: what is done under a solid tag, what is planned under a dashed one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.language.words import say
from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.flagged import flagged
from briefgen.layout.grid import is_han
from briefgen.layout.notes import notes_strip
from briefgen.layout.rows import Content, headed_section, said
from briefgen.layout.stacks import Paragraph, room, stacked
from briefgen.layout.stated import stated
from briefgen.layout.strips import Section, Setting, Strip, text_strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.happenings import Result, ResultsBlock, Stage
from briefgen.theme.tokens import MM

TAG_RISE, TAG = 4.2 * MM, 6 * MM
"""From a tag's baseline up to its upper edge, and its height."""
TAG_INSET, TAG_GAP = 3 * MM, 2.25 * MM
FIRST, PITCH = 9 * MM, 13.5 * MM
ROW, ROWS, PILED_ROWS = 9 * MM, 7.5 * MM, 10.5 * MM
"""From a tag to its first row, and from row to row, where each holds one language or all."""
NOTES = 7.5 * MM
DASH = (2.1 * MM, 1.2 * MM)
EDGE = 1.0

FORMS: Mapping[Stage, str] = {
    "planned": "dashed",
    "signed": "tint",
    "under-way": "tint",
    "released": "solid",
    "opened": "solid",
    "settled": "solid",
    "completed": "solid",
}
"""What is done is solid, what has begun is tinted, what is planned stands in dashes."""


def build(block: ResultsBlock, index: int, context: Context) -> Section:
    """Set the stages in the author's order, each with its results below."""
    strips: list[Strip] = []
    for number, result in enumerate(block.results):
        strips += _stage(context, result, first=number == 0)
    facts = [context.facts[id] for result in block.results for id in result.facts]
    texts = [text for result in block.results for row in result.rows for text in row.values()]
    strips.append(notes_strip(context, facts, before=NOTES, texts=texts))
    return flagged(context, headed_section(context, block.label or said(context, "results"), strips, block.id), facts)


def rows_of(context: Context, result: Result) -> list[Mapping[str, Content]]:
    """Return a text for each result: the author's, else what the facts say; beside a gap only what the facts say."""
    facts = [context.facts[id] for id in result.facts]
    if result.rows and not any(fact.gap for fact in facts):
        return [*result.rows]
    told = result.stage == "planned"
    return [{language: stated(fact, language, told=told) for language in context.languages} for fact in facts]


def _stage(context: Context, result: Result, *, first: bool) -> list[Strip]:
    lists = {language: Element("L", language) for language in context.languages}
    words = {language: say(f"stage-{result.stage}", language) for language in context.languages}
    strips = [tag_strip(context, words, FORMS[result.stage], lists, before=FIRST if first else PITCH)]
    for number, row in enumerate(rows_of(context, result)):
        pitch = PILED_ROWS if context.piled else ROWS
        strips.append(_row(context, row, lists, before=pitch if number else ROW))
    return strips


def tag_strip(
    context: Context, words: Mapping[str, str], form: str, lists: Mapping[str, Element], *, before: float
) -> Strip:
    """Return a row with a tag in each language, the caption of its list; `form` is solid, tint or dashed."""
    stacks: dict[str, list[Paragraph]] = {}
    for language in context.languages:
        colour, weight = ("white" if form == "solid" else "main"), (700 if is_han(language) else 600)
        width = room(context, language) - 2 * TAG_INSET
        found = lines(context, words[language], "label", language, width, weight=weight, colour=colour)
        caption = Element("Caption", language)
        stacks[language] = [
            Paragraph(found, context.leading("label", language), caption, (lists[language],), indent=TAG_INSET, gap=0.0)
        ]
    settings = _beside(stacked(context, stacks)) if context.piled else stacked(context, stacks)

    def draw(surface: Surface, y: float) -> None:
        for setting in settings:
            draw_tag(context, surface, form, setting, y)

    return text_strip(settings, before=before, keep=True, draw=draw)


def _beside(settings: Sequence[Setting]) -> list[Setting]:
    """Return tags of one line each side by side."""
    if any(len(setting.lines) > 1 for setting in settings):
        return [*settings]
    placed: list[Setting] = []
    for setting in settings:
        x = placed[-1].x + placed[-1].lines[0].width + 2 * TAG_INSET + TAG_GAP if placed else setting.x
        placed.append(replace(setting, x=x, first=0.0))
    return placed


def draw_tag(context: Context, surface: Surface, form: str, setting: Setting, y: float) -> None:
    """Draw the ground of a tag behind its one line of text."""
    x, top = setting.x - TAG_INSET, y + setting.first - TAG_RISE
    width = max(line.width for line in setting.lines) + 2 * TAG_INSET
    height = TAG + (len(setting.lines) - 1) * setting.leading
    with surface.artifact("background"):
        if form == "dashed":
            main = context.colour("main")
            surface.rectangle(x + 0.5, top + 0.5, width - 1, height - 1, stroke=main, width=EDGE, dash=DASH)
        else:
            surface.rectangle(x, top, width, height, fill=context.colour("main" if form == "solid" else "tint"))


def _row(context: Context, row: Mapping[str, Content], lists: Mapping[str, Element], *, before: float) -> Strip:
    stacks: dict[str, Sequence[Paragraph]] = {}
    for language in context.languages:
        leading = context.leading("body", language)
        found = lines(context, row[language], "body", language, room(context, language))
        inside = (lists[language], Element("LI"), Element("LBody"))
        stacks[language] = [Paragraph(found, leading, Element("P", language), inside)]
    return text_strip(stacked(context, stacks), before=before)
