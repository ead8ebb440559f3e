"""What the internal edition says of figures that are awaited: why, and which office owes them."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.data.facts import Fact
from briefgen.data.freshness import roots_of
from briefgen.data.quantity import Day, Quantity
from briefgen.language.quantities import phrase
from briefgen.language.words import colon, comma, join, opening, say, semicolon, stop
from briefgen.layout.compose import strong_weight
from briefgen.layout.context import Context
from briefgen.layout.grid import is_han
from briefgen.layout.rows import hair_rule, paired
from briefgen.layout.strips import Strip
from briefgen.typeset.glyphs import Run

Reason = tuple[str, str]
"""Why a figure is awaited, in one language, and the office; "" is none."""


def awaited_strips(
    context: Context, facts: Sequence[Fact], *, first: float, pitch: float, hair: float
) -> tuple[Strip, ...]:
    """Return a row for the gaps of each reason among facts; `first` and `pitch` stand before the rows, in points."""
    groups: dict[tuple[tuple[Reason, ...], ...], list[Fact]] = {}
    for fact in (fact for fact in facts if fact.gap):
        key = tuple(_reasons(context, fact, language) for language in context.languages)
        groups.setdefault(key, []).append(fact)
    return tuple(
        paired(
            context,
            {
                language: _runs(context, group, reasons, language)
                for language, reasons in zip(context.languages, key, strict=True)
            },
            "caution",
            before=pitch if number else first,
            separator=hair_rule(context, hair) if number else None,
        )
        for number, (key, group) in enumerate(groups.items())
    )


def _reasons(context: Context, fact: Fact, language: str) -> tuple[Reason, ...]:
    """Return why a fact is a gap; of a calculated one, why the facts are by which it became one."""
    whole = context.store.facts.get(fact.id, fact)
    return tuple(dict.fromkeys((_why(root, language), root.owner) for root in roots_of(whole, context.store.facts)))


def _why(root: Fact, language: str) -> str:
    if root.gap == "blank" or root.valid_until is None:
        return say("why-blank", language)
    day = Day(root.valid_until.year, root.valid_until.month, root.valid_until.day)
    return say("why-stale", language, day=phrase(Quantity(day, "date"), language, "table"))


def _runs(context: Context, facts: Sequence[Fact], reasons: Sequence[Reason], language: str) -> tuple[Run, ...]:
    names = join(tuple(dict.fromkeys(fact.name[language] for fact in facts)), language)
    runs = [Run(opening(names, language) + colon(language), weight=strong_weight(context, "caution", language))]
    for number, (why, office) in enumerate(reasons):
        runs.append(Run((semicolon(language) if number else "") + why + comma(language)))
        if office:
            before, _, after = say("owed-by", language, office="\n").partition("\n")
            # Offices are written in one language, whatever the edition's are.
            han = next((tag for tag in context.settings.languages if is_han(tag)), language)
            tag = han if any("\u4e00" <= mark <= "\u9fff" for mark in office) else None
            runs += [Run(before), Run(office, language=tag), Run(after)]
        else:
            runs.append(Run(say("owed-by-nobody", language)))
    return tuple(run for run in (*runs, Run(stop(language))) if run.text)
