"""A chart: its recorded marks, its labels set in the document's faces, what must not be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.charts.picture import Label, Picture
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.layout.blocks.notice import bar
from briefgen.layout.citations import facts_of_block
from briefgen.layout.compose import lines
from briefgen.layout.context import Context
from briefgen.layout.figure import NOTES, NOTES_AFTER_BAR, figure_section
from briefgen.layout.order import claim
from briefgen.layout.picture_parts import cut_below, heads_of, part_of, words_at
from briefgen.layout.strips import Section, Strip
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.spec.charts import ChartBlock
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

PLOT_GAP, PILED_GAP = 9 * MM, 6.75 * MM
NOTICE_GAP = 6 * MM
NOTICE_HEIGHT = 10.5 * MM
IN_ROWS = frozenset({"bars", "comparison", "range", "targets"})
"""The charts that can be divided between two rows; all others are kept in one piece."""
UNBOUNDED = 10_000.0
SLACK = 0.5


def build(block: ChartBlock, index: int, context: Context) -> Section:
    """Place the recorded picture under its takeaway.

    Raises AuthorsMistakes for words that are wider than the room they have in the picture.
    """
    picture, left = context.pictures[index], context.geometry.left
    set_labels = place_labels(context, picture)
    _refuse_wide(block, set_labels)

    piled = context.geometry.piled
    divided = piled and block.chart in IN_ROWS
    figure = Element("Figure", alt={language: picture.alt[language] for language in context.languages})
    figure.files += [context.attachments[index]] if index in context.attachments else []
    spans = [Element("Span", label.language) for label, _, _ in set_labels]
    # What is the same in all languages stands among the words of the leading one.
    first = {context.languages[0], None}

    def part(top: float, bottom: float) -> Strip:
        """Return what of the picture stands between two heights, which can be divided again."""
        whole = (top, bottom) == (0.0, picture.height)
        shown = picture if whole else part_of(picture, top, bottom)
        repeated = heads if top else 0.0
        inside = [
            (span, label, line, x)
            for span, (label, line, x) in zip(spans, set_labels, strict=True)
            if whole or top <= label.y < bottom
        ]

        def draw(surface: Surface, y: float) -> None:
            if repeated:
                draw_heads(surface, y)
                y += repeated
            with surface.element(figure):
                surface.picture(shown, left, y)
                claim(surface, sorted((span for span, *_ in inside), key=lambda span: span.language not in first))
                for span, label, line, x in inside:
                    with surface.element(span):
                        surface.line(line, left + x, y + label.y - top)

        def split(room: float) -> tuple[Strip, Strip] | None:
            at = cut_below(picture, words, room - repeated, top)
            return None if at is None or at >= bottom else (part(top, at), part(at, bottom))

        return Strip(
            PILED_GAP if piled else PLOT_GAP,
            repeated + bottom - top,
            draw,
            keep=not piled,
            split=split if divided else None,
            says=(figure,),
        )

    def draw_heads(surface: Surface, y: float) -> None:
        """Draw the heads of columns again, above a part that has none."""
        with surface.artifact("repeated-head"):
            surface.picture(part_of(picture, 0.0, heads), left, y)
            for label, line, x in set_labels:
                if label.y < heads:
                    surface.line(line, left + x, y + label.y)

    heads = heads_of(picture)
    words = [words_at(label.y, line.runs[0].size if line.runs else 0.0) for label, line, _ in set_labels]
    strips = [part(0.0, picture.height)]
    if block.notice is not None:
        strips.append(bar(context, block.notice, height=NOTICE_HEIGHT, before=NOTICE_GAP))
    facts = [context.facts[id] for id in facts_of_block(block)]
    # A line of places has its times below it; only that a year is inferred is left to say.
    says_times = block.chart == "rank" and not any(fact.period_inferred for fact in facts)
    return figure_section(
        context,
        block,
        index,
        strips,
        facts,
        unit_line=block.unit_line,
        with_period=not says_times,
        texts=[*(block.notice or {}).values()],
        notes_gap=NOTES_AFTER_BAR if block.notice is not None else NOTES,
        parted=piled,
    )


def _refuse_wide(block: ChartBlock, placed: Sequence[tuple[Label, Line, float]]) -> None:
    problems: list[Problem] = []
    for label, line, x in placed:
        excess = x + line.width - label.x - label.room
        if label.room and excess > SLACK:
            message = f'"{label.text}" is {excess / MM:.1f} mm too wide for its place in this chart.'
            problems.append(Problem(block.place, message, "Shorten this text."))
    if problems:
        raise AuthorsMistakes(problems)


def place_labels(context: Context, picture: Picture) -> list[tuple[Label, Line, float]]:
    """Set each label and return it with the left edge of its line, in points from the picture's left edge.

    A label that follows another stands `gap` points after its end.
    """
    context = replace(context, theme=context.chart_theme or context.theme)
    placed: list[tuple[Label, Line, float]] = []
    ends: dict[str, float] = {}
    for label in picture.labels:
        language = label.language or context.languages[-1]
        (line,) = lines(context, label.text, label.role, language, UNBOUNDED, weight=label.weight, colour=label.colour)
        start = ends[label.follows] + label.gap if label.follows else label.x
        x = start - {"start": 0.0, "middle": line.width / 2, "end": line.width}[label.anchor]
        if context.geometry.piled and label.anchor == "middle":
            # A narrow page has no white beside its pictures.
            x = max(0.0, min(x, picture.width - line.width))
        if label.name:
            ends[label.name] = x + line.width
        placed.append((label, line, x))
    return placed
