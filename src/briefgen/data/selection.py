"""The facts that a brief may use: those of its sections, and of these the ones its audience may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from briefgen.data.facts import Fact, Store
from briefgen.data.freshness import stated_gap
from briefgen.data.meant import meant
from briefgen.errors import NOWHERE, Problem
from briefgen.spec.frozen import Frozen
from briefgen.spec.tree import place_of

Audience = Literal["external", "internal"]


def selected(store: Store, sections: Iterable[str], audience: Audience) -> Mapping[str, Fact]:
    """Return the facts of the named sections by id, in the order named; sections that are not there add nothing.

    For an external audience, facts that are published internally are left out. Facts that are gaps say that they are
    awaited, and nothing of an old figure: what selects its facts here cannot print one.
    """
    found = [store.sections[name] for name in dict.fromkeys(sections) if name in store.sections]
    return Frozen(
        {
            name: stated_gap(fact) if fact.gap else fact
            for section in found
            for name, fact in section.facts.items()
            if audience == "internal" or fact.publish != "internal"
        }
    )


def unknown_sections(store: Store, sections: Iterable[str]) -> tuple[Problem, ...]:
    """Return a problem for each named section that is not there, at its place in the brief."""
    return tuple(
        Problem(
            place_of(name, NOWHERE),
            f'There is no section "{name}" in data/.',
            meant(name, tuple(store.sections), "sections"),
        )
        for name in dict.fromkeys(sections)
        if name not in store.sections
    )


def unknown_fact(store: Store, sections: Iterable[str], audience: Audience, name: str) -> Problem:
    """Return why a brief cannot use the fact `name`: its section is not named, it is internal, or there is none."""
    place = place_of(name, NOWHERE)
    fact = store.facts.get(name)
    if fact is None:
        return Problem(place, f'There is no fact "{name}".', meant(name, selected(store, sections, audience), "facts"))
    if fact.section not in tuple(sections):
        return Problem(
            place, f'The fact "{name}" is not in a section of this brief.', f"Add {fact.section} to sections."
        )
    return Problem(place, f'The fact "{name}" is internal.', "Leave it out, or make the brief's audience internal.")
