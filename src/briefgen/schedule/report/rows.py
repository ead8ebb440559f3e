"""What is told of each item of a run, what matters most first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefgen.language.tags import written
from briefgen.language.words import bracketed, comma, semicolon
from briefgen.schedule.actions.said import line
from briefgen.schedule.report.words import GATES, SECTIONS, STATES, in_tongue, say
from briefgen.schedule.store.records import Item, ItemState, Outcome, SectionCondition

LONGEST = 240
"""Characters of a message on the page; programs get all."""
_PLACE = re.compile(r"[^\s:]+\.(?:yaml|csv|xlsx)(?::[^\s:]+)*(?=: )")
_GATE = re.compile(r"\(gate ([a-z]+)\)")
_ORDER = tuple(STATES)


@dataclass(frozen=True)
class Row:
    """Hold what is told of one item, by language."""

    subject: str
    state: ItemState
    about: dict[str, str]


def rows_of(outcome: Outcome, languages: Sequence[str]) -> tuple[Row, ...]:
    """Return a row for each item: what must be looked at first, then what is new, then the rest."""
    items = sorted(outcome.items, key=lambda item: (_ORDER.index(item.state), item.subject, item.kind))
    return tuple(Row(item.subject, item.state, {tag: about_item(item, tag) for tag in languages}) for item in items)


def counted(states: Iterable[ItemState], language: str) -> str:
    """Return how many items stand how: 3份失败… "3 failed, 1 stale"; "" where there are none."""
    found = Counter(states)
    return _joined([(found[state], in_tongue(STATES[state], language)) for state in _ORDER if found[state]], language)


def sections_counted(outcome: Outcome, language: str) -> str:
    """Return how many sections stand how, each counted once as it stands worst; "" where none is known."""
    worst: dict[str, SectionCondition] = {}
    order = tuple(SECTIONS)
    for item in outcome.items:
        for one in item.sections:
            old = worst.setdefault(one.section, one.state)
            if order.index(one.state) < order.index(old):
                worst[one.section] = one.state
    found = Counter(worst.values())
    return _joined([(found[state], in_tongue(SECTIONS[state], language)) for state in order if found[state]], language)


def about_item(item: Item, language: str) -> str:
    """Return what became of an item: how it stands, which edition, why.

    Messages are English, as all that briefgen says; the Chinese names gates, sections and places.
    """
    state = in_tongue(STATES[item.state], language)
    edition = say("edition", language, edition=item.edition) if item.edition and item.sha256 else ""
    if written(language) != "zh":
        return _short(f"{state}{edition}: {line(item.message)}" if item.message else f"{state}{edition}")
    reasons = [in_tongue(GATES[name], "zh") for name in dict.fromkeys(_GATE.findall(item.message)) if name in GATES]
    reasons += [
        say("section", "zh", section=f" {one.section} ", state=in_tongue(SECTIONS[one.state], "zh"))
        + (bracketed(one.why, "zh") if one.why else "")
        for one in item.sections
        if one.state != "ok"
    ]
    if not reasons:
        reasons = [match.group() for match in _PLACE.finditer(item.message)][:2]
    told = f"：{semicolon('zh').join(reasons)}" if reasons else say("said", "zh") if item.message else ""
    return _short(f"{state}{edition}{told}")


def _joined(counts: Sequence[tuple[int, str]], language: str) -> str:
    """Return counts with their words: 失败3，数据过期1; "3 failed, 1 stale"."""
    if written(language) == "zh":
        return comma("zh").join(f"{words}{number}项" for number, words in counts)
    return comma(language).join(f"{number} {words[0].lower()}{words[1:]}" for number, words in counts)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
