"""Quality flags: told by shape, not by colour; drawn as outlines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from briefgen.charts.picture import Step
from briefgen.data.facts import Fact, Quality
from briefgen.data.provenance import weakest
from briefgen.language.words import colon, say
from briefgen.layout.context import Context
from briefgen.layout.order import within
from briefgen.pdf.elements import Element
from briefgen.pdf.surface import Surface
from briefgen.theme.tokens import MM

RADIUS = 1.4 * MM
STROKE = 0.9
RISE = 1.2 * MM
"""From the baseline of a label to the middle of a flag beside it."""
ORDER: tuple[Quality, ...] = get_args(Quality)
"""From the strongest to the weakest."""
_BEZIER = 0.5522847498


def draw_flag(surface: Surface, quality: Quality, x: float, y: float, colour: str) -> None:
    """Draw a flag centred on (x, y): full disc, half disc, ring or diamond."""
    match quality:
        case "matched":
            surface.path(_circle(x, y, RADIUS), fill=colour)
        case "consistent":
            surface.path(_circle(x, y, RADIUS - STROKE / 2), stroke=colour, width=STROKE)
            surface.path(_left_half(x, y, RADIUS - STROKE / 2), fill=colour)
        case "single":
            surface.path(_circle(x, y, RADIUS - STROKE / 2), stroke=colour, width=STROKE)
        case "derived":
            r = RADIUS * 1.15
            steps: list[Step] = [("M", (x, y - r)), ("L", (x + r, y)), ("L", (x, y + r)), ("L", (x - r, y)), ("Z", ())]
            surface.path(steps, stroke=colour, width=STROKE)


def flag_of(context: Context, facts: Sequence[Fact]) -> tuple[Element, ...]:
    """Return, in an internal edition only, the picture that is the flag of the weakest of a block's facts."""
    known = [fact for fact in facts if not fact.gap]
    if not (context.internal and known):
        return ()
    alt = {
        language: say("data-quality", language) + colon(language) + say(f"quality-{weakest(known)}", language)
        for language in context.languages
    }
    return (Element("Figure", alt=alt),)


def draw_flag_of(
    context: Context,
    surface: Surface,
    facts: Sequence[Fact],
    right: float,
    baseline: float,
    inside: Sequence[Element] = (),
) -> None:
    """Draw the flag of the weakest of the facts in an internal edition, its right edge at `right`.

    `inside`: the elements around it, the innermost being what `flag_of` returns.
    """
    known = [fact for fact in facts if not fact.gap]
    if context.internal and known:
        with within(surface, *inside):
            draw_flag(surface, weakest(known), right - RADIUS, baseline - RISE, context.colour("ink"))


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


def _left_half(x: float, y: float, r: float) -> tuple[Step, ...]:
    k = r * _BEZIER
    return (
        ("M", (x, y + r)),
        ("C", (x - k, y + r, x - r, y + k, x - r, y)),
        ("C", (x - r, y - k, x - k, y - r, x, y - r)),
        ("Z", ()),
    )
