"""Recurring arrangements: section heads, paired paragraphs, rows with hair rules between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.language.words import bracketed, colon, say
from briefgen.layout.compose import lines, strong_weight, text_runs
from briefgen.layout.context import Context
from briefgen.layout.piles import pile, places
from briefgen.layout.strips import Draw, Section, Setting, Strip, draw_lines, text_strip
from briefgen.pdf.elements import Element
from briefgen.pdf.elements import Role as ElementRole
from briefgen.pdf.surface import Surface
from briefgen.spec.text import Text
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Run

RULE = 0.75
HAIR = 0.5
LABEL = 6 * MM
"""From a section's rule to the baseline of its label."""
CONTENT = 7.5 * MM
"""From the label's baseline to the first baseline of the content."""
SECTION_GAP = 9 * MM
DENSE_GAP = 6.75 * MM
UNDER_TITLE = 12 * MM

Content = Text | str | Sequence[Run]


def section_gap(context: Context) -> float:
    """Return the white between a section's last line and the next section's rule; events and papers are denser."""
    return DENSE_GAP if context.brief.kind == "event" or context.paper else SECTION_GAP


def ink_rule(context: Context) -> Draw:
    """Return what draws the rule that starts a section."""
    page = context.geometry

    def draw(surface: Surface, y: float) -> None:
        with surface.artifact("rule"):
            surface.rule(page.left, y, page.right, y, context.colour("ink"), RULE)

    return draw


def hair_rule(context: Context, offset: float) -> Draw:
    """Return what draws a light rule `offset` points above the strip's start."""
    page = context.geometry

    def draw(surface: Surface, y: float) -> None:
        with surface.artifact("rule"):
            surface.rule(page.left, y - offset, page.right, y - offset, context.colour("rule"), HAIR)

    return draw


def said(context: Context, key: str, **values: object) -> dict[str, str]:
    """Return a fixed phrase of the pages in each language of the edition."""
    return {language: say(key, language, **values) for language in context.languages}


def head_strips(context: Context, words: Mapping[str, Content]) -> tuple[Strip, Strip]:
    """Return a section's head, and the head of its continuation on another page.

    The first is a heading with a span for each language; the second says that it continues, and is an artifact.
    """
    return _head(context, words, again=False), _head(context, words, again=True)


def _head(context: Context, words: Mapping[str, Content], *, again: bool) -> Strip:
    rule = ink_rule(context)
    shown = {
        language: _continued(context, words[language], language) if again else words[language]
        for language in context.languages
    }
    set_lines = {
        language: lines(context, shown[language], "section-label", language, context.columns[language].width)
        for language in context.languages
    }
    leading = 4.5 * MM
    depth = (max(len(found) for found in set_lines.values()) - 1) * leading
    page = context.geometry
    piled = places(context, set_lines, "section-label", page.width) if context.piled else []
    if piled:
        depth = max(y for *_, y in piled)

    heading = Element("H2" if context.paper else "H3")
    spans = {language: Element("Span", language) for language in context.languages}

    def texts(surface: Surface, y: float) -> None:
        for language, line, x, below in piled:
            with surface.element(spans[language]):
                surface.line(line, page.left + x, y + LABEL + below)
        for language in () if piled else context.languages:
            with surface.element(spans[language]):
                draw_lines(surface, set_lines[language], context.columns[language].x, y + LABEL, leading)

    def draw(surface: Surface, y: float) -> None:
        rule(surface, y)
        with surface.artifact("repeated-head") if again else surface.element(heading):
            texts(surface, y)

    return Strip(0.0, LABEL + depth, draw, keep=True, says=() if again else (heading,))


def _continued(context: Context, words: Content, language: str) -> Content:
    mark = Run(bracketed(say("continued", language), language))
    if isinstance(words, Text):
        return (*text_runs(context, words, "section-label", language), mark)
    return (Run(words), mark) if isinstance(words, str) else (*words, mark)


def headed_section(context: Context, words: Mapping[str, Content], strips: Sequence[Strip], id: str | None) -> Section:
    """Put strips under a section head, which is repeated where they go on to another page."""
    head, again = head_strips(context, words)
    return Section(
        (head, *strips),
        gap=section_gap(context),
        under_title=UNDER_TITLE,
        repeat=(again,),
        element=Element("Sect"),
        id=id,
    )


def paired(
    context: Context,
    content: Mapping[str, Content],
    role: str,
    *,
    before: float,
    element: ElementRole = "P",
    keep: bool = False,
    separator: Draw | None = None,
) -> Strip:
    """Set a text in each language side by side, first baselines level; or piled, one below the other."""
    settings = [
        [
            Setting(
                lines(context, content[language], role, language, context.columns[language].width),
                context.columns[language].x,
                0.0,
                context.leading(role, language),
                Element(element, language),
            )
        ]
        for language in context.languages
        if content.get(language)
    ]
    return text_strip(pile(context, settings), before=before, keep=keep, separator=separator)


def run_in(context: Context, head: Text, text: Text, language: str) -> tuple[Run, ...]:
    """Return the runs of a text with its head before it on the same line, ended by the colon of the language."""
    strong = strong_weight(context, "body", language)
    heads = tuple(replace(run, weight=strong) for run in text_runs(context, head, "body", language))
    return (*heads, Run(colon(language), weight=strong), *text_runs(context, text, "body", language))
