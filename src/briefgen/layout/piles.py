"""Two languages over the same width: one below the other, or at both ends of a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.layout.context import Context
from briefgen.layout.strips import Setting
from briefgen.theme.tokens import MM
from briefgen.typeset.glyphs import Line

BETWEEN = 1.05 * MM
"""What stands between the languages, beside the leading."""
APART = 4 * MM
"""What at least stands between texts at both ends of a line."""

Lines = Mapping[str, Sequence[Line]]


def pile(context: Context, groups: Sequence[Sequence[Setting]]) -> list[Setting]:
    """Return the settings of all languages: level with each other, or piled each language below the one before."""
    if not context.piled:
        return [setting for group in groups for setting in group]
    settings: list[Setting] = []
    for group in groups:
        if group and settings:
            down = max(setting.last for setting in settings) + group[0].leading + BETWEEN - group[0].first
            settings += [replace(setting, first=setting.first + down) for setting in group]
        else:
            settings += group
    return settings


def at_ends(context: Context, found: Lines, width: float) -> bool:
    """Say whether the two languages of a piled page fit on one line, one at its left end and one at its right."""
    return context.piled and _fit_beside(found, width)


def depth_of(context: Context, found: Lines, role: str, width: float) -> float:
    """Return the distance from the first to the last baseline of what `places` tells."""
    return max((y for *_, y in places(context, found, role, width)), default=0.0)


def places(context: Context, found: Lines, role: str, width: float) -> list[tuple[str, Line, float, float]]:
    """Return each line with its language, its x and its baseline, counted from the place of the first.

    On one line where both languages fit, the second at the right end of `width`; else one below the other.
    """
    leadings = {language: context.leading(role, language) for language in found}
    return placed_lines(found, leadings, width if context.piled else 0.0)


def placed_lines(found: Lines, leadings: Mapping[str, float], width: float) -> list[tuple[str, Line, float, float]]:
    """Return what `places` does; `leadings`: from the line before to one of this language, in points."""
    if _fit_beside(found, width):
        return [
            (language, line, 0.0 if number == 0 else width - line.width, 0.0)
            for number, (language, (line,)) in enumerate(found.items())
        ]
    placed: list[tuple[str, Line, float, float]] = []
    y = 0.0
    for language, lines in found.items():
        for line in lines:
            y += leadings[language] if placed else 0.0
            placed.append((language, line, 0.0, y))
    return placed


def _fit_beside(found: Lines, width: float) -> bool:
    lines = [line for language in found for line in found[language]]
    return len(lines) == len(found) and sum(line.width for line in lines) + APART <= width
