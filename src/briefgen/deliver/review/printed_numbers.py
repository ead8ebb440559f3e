"""The numbers that an edition prints, each with its page, what it rests on and who answers for it."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.data.facts import Fact
from briefgen.data.quantity import Wording
from briefgen.deliver.papers.told_numbers import Number, numbers_of
from briefgen.language.words import bracketed
from briefgen.layout.document import Laid
from briefgen.layout.draft.draft import Listed


def listed(laid: Laid, languages: Sequence[str]) -> tuple[Listed, ...]:
    """Return the numbers of an edition in order of appearance, as they are written in these languages."""
    return tuple(_listed(one, languages) for one in numbers_of(laid, languages))


def _listed(one: Number, languages: Sequence[str]) -> Listed:
    fact = one.fact
    return Listed(
        page=one.page,
        said=one.said,
        about={tag: one.about[tag] + _scope(fact, tag) for tag in languages},
        sources=fact.sources,
        locator=fact.locator,
        quality=fact.quality,
        caution=_told(fact.caution, languages),
        owner=fact.owner,
        cleared_by=fact.cleared_by,
        fact=fact.id,
    )


def _scope(fact: Fact, language: str) -> str:
    """Return in brackets what a number is of, unless its name says so."""
    scope = fact.scope[language] if fact.scope is not None else ""
    known = scope.casefold() in fact.name[language].casefold()
    return bracketed(scope, language) if scope and not known else ""


def _told(words: Wording | None, languages: Sequence[str]) -> dict[str, str] | None:
    return {tag: words[tag] for tag in languages if tag in words} if words is not None else None
