"""Of what a number is, where its name alone does not say so away from the brief that tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefgen.data.facts import Fact, Section, Store
from briefgen.spec.text import plain

if TYPE_CHECKING:
    from briefgen.layout.context import Context
    from briefgen.spec.brief import Brief

_JOINTS = {"zh": re.compile("[、与和]"), "en": re.compile(",| and ")}
_KIND = "产业"


def subject_of(context: Context, fact: Fact, languages: Sequence[str]) -> dict[str, str]:
    """Return the subject of a fact by language; empty where its name tells one in any of them.

    A fact of the section that the brief is about first has the brief's subject, others have their section's title.
    """
    found = subject_in_data(context.store, fact, languages)
    return subject_of_brief(context.brief, languages) if found and is_own(context, fact) else found


def subject_in_data(store: Store, fact: Fact, languages: Sequence[str]) -> dict[str, str]:
    """Return the title of a fact's section by language; empty where the fact's name tells a subject in any of them."""
    section = _section(store, fact)
    if section is None or _tells(store, fact):
        return {}
    return {tag: section.title[tag] for tag in languages}


def subject_of_brief(brief: Brief, languages: Sequence[str]) -> dict[str, str]:
    """Return what a brief is about; that of an event or a visit is its title, before which headers say what it is."""
    words = brief.title if brief.subject is None or brief.kind in ("event", "visit") else brief.subject
    return {tag: plain(words.get(tag) or next(iter(words.values()))) for tag in languages}


def is_own(context: Context, fact: Fact) -> bool:
    """Say whether a fact is of the section that the brief is about first."""
    section = _section(context.store, fact)
    return section is not None and section.id in context.brief.sections[:1]


def _section(store: Store, fact: Fact) -> Section | None:
    return next((section for section in store.sections.values() if fact.id in section.facts), None)


def _tells(store: Store, fact: Fact) -> bool:
    """Say whether a name holds the subject of any section, or a part of one that is made of several."""
    return any(
        subject in name.casefold()
        for tag, name in fact.name.items()
        for section in store.sections.values()
        if tag in section.title
        for subject in _subjects(section.title[tag], tag)
    )


def _subjects(title: str, language: str) -> Iterator[str]:
    joints = _JOINTS.get(language.partition("-")[0], _JOINTS["en"])
    for part in (title, *joints.split(title)):
        words = part.strip().removesuffix(_KIND).casefold()
        if len(words) > 1:
            yield words
