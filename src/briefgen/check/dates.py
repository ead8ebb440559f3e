"""Figures that are awaited or too old: refused, or stated in words where the brief says so, and never in silence."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.check.case import Case
from briefgen.data.facts import Fact
from briefgen.data.freshness import roots_of
from briefgen.errors import Problem


def refused(case: Case) -> Iterator[Problem]:
    """Refuse facts that are blank, or whose last day is past, and what is calculated from them."""
    if case.brief.gaps == "refuse":
        for fact, root in _gaps(case):
            yield Problem(fact.place, f"{_subject(fact, root)} {_why(root)}.", ask_for(root))


def stated(case: Case) -> Iterator[Problem]:
    """Report each fact in place of which the brief says that it is awaited."""
    if case.brief.gaps == "state":
        for fact, root in _gaps(case):
            message = f'{_subject(fact, root)} {_why(root)}; the brief says "awaiting update" in place of its value.'
            yield Problem(fact.place, message, f"{ask_for(root)} Check that the texts still hold without it.")


def unaged(case: Case) -> Iterator[Problem]:
    """Report facts that a max-age is meant for and that have no time from which it could be counted."""
    for fact in case.used.values():
        if fact.unaged and not fact.gap:
            message = f'The fact "{fact.id}" has no period or as-of, so that no max-age can be counted.'
            yield Problem(fact.place, message, "Add one of them, or valid-until, so that it cannot grow old unseen.")


def ask_for(fact: Fact) -> str:
    """Return the next step for a gap: which office to ask, and what to write."""
    step = "write the value" if fact.gap == "blank" else "renew the value and its time"
    if fact.owner:
        return f"Ask {fact.owner} for it, then {step} in {fact.place.file or 'data/'}."
    return f"{step.capitalize()}, or take it out of the brief. Name the office to ask under owner: of the fact."


def _gaps(case: Case) -> Iterator[tuple[Fact, Fact]]:
    """Yield each gap that the brief uses, as the store has it, with each of the facts by which it came about."""
    for id, fact in case.used.items():
        if fact.gap:
            whole = case.store.facts[id]
            for root in roots_of(whole, case.store.facts):
                yield whole, root


def _subject(fact: Fact, root: Fact) -> str:
    return f'The fact "{fact.id}"' if fact.id == root.id else f'The fact "{fact.id}" rests on "{root.id}", which'


def _why(root: Fact) -> str:
    if root.gap == "stale" and root.valid_until is not None:
        return f"was valid until {root.valid_until.isoformat()}"
    return "is awaited: it has no value yet" if root.gap == "blank" else "is a gap"
