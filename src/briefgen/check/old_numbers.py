"""Numbers of figures that are too old to be printed, where they still stand in words that an author typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefgen.check.case import Case
from briefgen.check.wording import wordings
from briefgen.data.facts import Fact
from briefgen.data.quantity import Amount, Span
from briefgen.errors import Place, Problem
from briefgen.language.quantities import phrase
from briefgen.language.styles import Style
from briefgen.spec.text import Plain

STYLES: tuple[Style, ...] = ("sentence", "label", "table")
_HINT = "The brief says that this figure is awaited: take the number out here, or delete the whole sentence."


def typed(case: Case) -> Iterator[Problem]:
    """Report each text, note or caution in which the old number of a stated gap is typed out with its unit."""
    if case.brief.gaps != "state":
        return
    stale = [case.store.facts[id] for id, fact in case.used.items() if fact.gap == "stale"]
    for fact in (each for each in stale if isinstance(each.quantity.value, (Amount, Span)) and each.quantity.unit):
        for language in case.brief.languages:
            said = _said(fact, language)
            for place, words in _printed(case, language):
                if said.search(_bare(words)):
                    yield Problem(place, f'The old number of the fact "{fact.id}" is typed here.', _HINT)


def _said(fact: Fact, language: str) -> re.Pattern[str]:
    """Return what finds the number with its unit, its qualifier and spaces left out, and not as an end."""
    quantity = replace(fact.quantity, qualifier="none")
    said = {_bare(phrase(quantity, language, style)) for style in STYLES}
    return re.compile(rf"(?<![0-9.,])(?:{'|'.join(re.escape(words) for words in sorted(said))})")


def _printed(case: Case, language: str) -> Iterator[tuple[Place, str]]:
    for written in case.written:
        if written.language == language:
            words = "".join(piece.text for piece in written.pieces if isinstance(piece, Plain))
            yield written.text.place, words
    for printed in wordings(case):
        yield printed.place, printed.wording.get(language, "")


def _bare(words: str) -> str:
    return "".join(words.split())
