"""Numbers that an author should look at: typed by hand, or shown too often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from briefgen.check.case import Case
from briefgen.data.quantity import Amount, Span
from briefgen.errors import Place, Problem
from briefgen.language.quantities import phrase

MOST = 2
"""How often a brief may show a number: once in the strip of key figures, once compared (design system, section 4)."""

NUMBER = re.compile(r"(?<![0-9A-Za-z.])[0-9]+(?:[.,][0-9]+)*(?![0-9A-Za-z])")
"""A number by itself; 5G, A4 and H1 are names."""

_NO_WORDS = re.compile(r"\{\{|\}\}|(?P<escaped>\\.)|(?P<reference>\{[^{}]*\}|\[\^[^\]]*\]|\]\([^)]*\))", re.DOTALL)
"""What an author writes that is not printed as it stands: escapes, references, addresses of links."""

NAMES = frozenset({"rows.name", "parts.name", "before.name", "after.name", "rest"})
"""Roles of names in charts, which cannot refer to facts."""
FREE = NAMES | {"alt", "credit", "rights", "methods.head", "methods.text", "heads"}
"""Roles of texts that are about other things than facts, or that cannot refer to facts."""

EXEMPT = re.compile(
    r"""
      [0-9]+ (?: \+ [0-9]+ )+                             # 1+4+6 is a name
    | (?<![0-9.,]) (?: 1[89] | 20 ) [0-9]{2} (?![0-9.,]*[0-9]) (?! \s* [亿万元家个项人%％] )   # years
    | [0-9]{1,2} \s* [月日号]                             # 6月15日
    | [0-9]{1,2} \s (?: January|February|March|April|May|June|July|August|September|October|November|December )
    | (?: January|February|March|April|June|July|August|September|October|November|December ) \s [0-9]{1,2}(?![0-9])
    | 第 \s* [0-9]+ \s* [季届期章节条号]                  # 第一至第十: names of editions
    | \b (?: No\. | Nos\. ) \s? [0-9]+                    # document numbers
    """,
    re.VERBOSE,
)


def typed(case: Case) -> Iterator[Problem]:
    """Report digits in texts that come from no fact: two places can then say two different things."""
    for written in case.written:
        if written.role in FREE:
            continue
        # The words are looked at where they stand in the file, so that each number is told at its own place.
        words = _NO_WORDS.sub(_hidden, written.text.source)
        for number in NUMBER.finditer(EXEMPT.sub(lambda found: "·" * len(found.group()), words)):
            yield Problem(
                written.text.at(number.start()),
                f"The number {number.group()} is typed by hand.",
                _hint(case, number.group(), written.language),
            )


def repeated(case: Case) -> Iterator[Problem]:
    """Report numbers that the brief shows more than twice in one language; bound briefs are counted one by one."""
    if case.brief.bind:
        return
    for id, places in _shown(case).items():
        if len(places) > MOST:
            yield Problem(
                places[MOST],
                f'The number of the fact "{id}" is shown {len(places)} times; show it at most twice.',
                "Say it in words here, or point to the page that shows it: {page:…}.",
            )


def _shown(case: Case) -> Mapping[str, list[Place]]:
    """Return where each number is shown, in the language that shows it most often."""
    numbers = {id for id, fact in case.used.items() if isinstance(fact.quantity.value, (Amount, Span))}
    printed = (None, "value", "number")
    uses = [use for use in case.uses if use.fact in numbers and use.form in printed and not use.rested]
    counts = Counter((use.fact, use.language) for use in uses if use.language)
    shown: dict[str, list[Place]] = {}
    for id in dict.fromkeys(use.fact for use in uses):
        language = max(case.brief.languages, key=lambda tag: counts[id, tag])
        shown[id] = [use.place for use in uses if use.fact == id and use.language in ("", language)]
    return shown


def _hidden(found: re.Match[str]) -> str:
    if found["reference"]:
        return "·" * len(found.group())
    return f"·{found.group()[1:]}" if found["escaped"] else found.group()


def _hint(case: Case, number: str, language: str) -> str:
    """Name the fact that says this number, if one does."""
    for id, fact in case.facts.items():
        if not isinstance(fact.quantity.value, (Amount, Span)):
            continue
        if number in NUMBER.findall(said := phrase(fact.quantity, language, "sentence")):
            return f"If this is the fact {id}, write {{{id}}}; it prints {said}."
    return "If a fact says it, write {fact-id}: both languages and all briefs then say the same."
