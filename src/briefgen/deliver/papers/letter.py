"""The letter that goes with a pack."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from briefgen.deliver.papers.paper import made
from briefgen.deliver.papers.words import authored, day_words, fixed, span_words, texts, told, words
from briefgen.spec.blocks import ContactBlock
from briefgen.spec.brief import Brief
from briefgen.spec.delegation import Delegation
from briefgen.spec.frozen import Frozen
from briefgen.spec.papers import LetterBlock, Paper
from briefgen.spec.settings import Settings
from briefgen.spec.text import Text, Texts, plain


def letter(
    delegation: Delegation,
    briefs: Sequence[Brief],
    settings: Settings,
    day: datetime.date,
    codes: Mapping[str, str],
    *,
    languages: Sequence[str] | None = None,
) -> Paper:
    """Return the letter in the delegation's languages; what its file does not say is said in plain words of ours.

    `codes`: the code of each brief's edition, by the brief's name.
    """
    tongues = tuple(languages or delegation.languages)
    own = delegation.letter
    name = told(delegation.name, tongues)
    days = {tag: span_words(delegation.arrival, delegation.departure, tag) for tag in tongues}
    dated = {tag: day_words(day, tag) for tag in tongues}
    if own is not None and own.at is not None:
        place = told(own.at, tongues)
        dated = {tag: words("dated-at", tag, day=dated[tag], place=place[tag]) for tag in tongues}
    block = LetterBlock.model_construct(
        dated=texts(tongues, dated),
        salutation=authored(own.salutation, tongues) if own and own.salutation else _salutation(delegation, tongues),
        letter=tuple(authored(text, tongues) for text in own.text)
        if own and own.text
        else _welcome(delegation, briefs, days, tongues),
        enclosed=_enclosed(delegation, briefs, codes, tongues),
        closing=authored(own.closing, tongues) if own and own.closing else fixed(tongues, "closing"),
        signature=(*(authored(line, tongues) for line in (own.signed if own else ())), _in(settings.issuer, tongues)),
        place=delegation.place,
    )
    title = fixed(tongues, "letter-title", name=name)
    return made(
        delegation,
        "letter",
        tongues,
        day,
        title,
        [block, ContactBlock()],
        page=_in(settings.issuer, tongues),
        briefs=briefs,
        subject=fixed(tongues, "letter"),
        small=True,
    )


def _salutation(delegation: Delegation, tongues: Sequence[str]) -> Texts:
    leader = delegation.leader
    if leader is None:
        return fixed(tongues, "salutation-all")
    key = "salutation-one" if len(delegation.members) == 1 else "salutation"
    return fixed(tongues, key, leader=told(leader.name, tongues))


def _welcome(
    delegation: Delegation, briefs: Sequence[Brief], days: Mapping[str, str], tongues: Sequence[str]
) -> tuple[Texts, ...]:
    """Return paragraphs that speak of what comes with the letter, and of nothing else."""
    also = "-and-programme" if delegation.programme else ""
    enclosed = {tag: words(("briefs" if len(briefs) > 1 else "a-brief") + also, tag) for tag in tongues}
    key = "welcome-one" if len(delegation.members) == 1 else "welcome"
    return fixed(tongues, key, days=days, enclosed=enclosed), fixed(tongues, f"figures{also}")


def _enclosed(
    delegation: Delegation, briefs: Sequence[Brief], codes: Mapping[str, str], tongues: Sequence[str]
) -> tuple[Texts, ...]:
    """Return what the letter comes with: each brief by its title and code, then the programme."""
    found: list[Texts] = []
    for brief in briefs:
        titles = {tag: plain(_text(brief.title, tag)) for tag in tongues}
        code = codes.get(brief.name, "")
        if code:
            found.append(fixed(tongues, "brief-enclosed", title=titles, code=dict.fromkeys(tongues, code)))
        else:
            found.append(fixed(tongues, "brief-titled", title=titles))
    if delegation.programme:
        found.append(fixed(tongues, "programme-enclosed"))
    return tuple(found)


def _text(words: Texts, language: str) -> Text:
    return words.get(language) or next(iter(words.values()))


def _in(words: Texts, tongues: Sequence[str]) -> Texts:
    return Frozen({tag: _text(words, tag) for tag in tongues})
