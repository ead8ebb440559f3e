"""Paragraphs below each other in each language: the languages side by side, or on a piled page one below the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefgen.layout.context import Context
from briefgen.layout.piles import pile
from briefgen.layout.strips import Setting
from briefgen.pdf.elements import Element
from briefgen.typeset.glyphs import Line


@dataclass(frozen=True)
class Paragraph:
    """Hold a paragraph, set already, and where it stands: `indent` from the column's left edge.

    `gap`: from the last baseline above to its first, its own leading where None. `beside`: it stands level with the
    paragraph before, as a text does with the label at its left.
    """

    lines: tuple[Line, ...]
    leading: float
    element: Element = field(default_factory=lambda: Element("P"))
    inside: tuple[Element, ...] = ()
    indent: float = 0.0
    gap: float | None = None
    beside: bool = False
    head: bool = False


def stacked(context: Context, stacks: Mapping[str, Sequence[Paragraph]], *, inset: float = 0.0) -> list[Setting]:
    """Return where paragraphs stand below the first baseline of a strip.

    `inset`: what keeps free at the left edge of the page, which only the leading language's column has, unless piled.
    """
    groups: list[list[Setting]] = []
    for number, language in enumerate(context.languages):
        left = context.columns[language].x + (inset if number == 0 or context.geometry.piled else 0.0)
        groups.append(stack(stacks[language], left))
    return pile(context, groups)


def room(context: Context, language: str, *, inset: float = 0.0) -> float:
    """Return the width that `stacked` has for a language, given its `inset`."""
    first = language == context.languages[0] or context.geometry.piled
    return context.columns[language].width - (inset if first else 0.0)


def stack(paragraphs: Sequence[Paragraph], left: float) -> list[Setting]:
    """Return where the paragraphs of one column stand, whose left edge is `left`."""
    settings: list[Setting] = []
    level, last = 0.0, 0.0
    for one in paragraphs:
        if settings and not one.beside:
            level = last + (one.leading if one.gap is None else one.gap)
        made = Setting(one.lines, left + one.indent, level, one.leading, one.element, one.head, one.inside)
        settings.append(made)
        last = max(last, made.last)
    return settings


def depth(settings: Sequence[Setting]) -> float:
    """Return the last baseline of all."""
    return max((one.last for one in settings), default=0.0)
