"""The programme of a visit, by day, with members and hosts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import groupby

from briefgen.deliver.papers.paper import made
from briefgen.deliver.papers.people import people_block
from briefgen.deliver.papers.words import authored, day_words, fixed, texts, told
from briefgen.spec.blocks import Block, NoticeBlock
from briefgen.spec.delegation import Delegation, Stop
from briefgen.spec.happenings import Item
from briefgen.spec.papers import DayBlock, Paper
from briefgen.spec.text import Texts


def programme(delegation: Delegation, day: datetime.date, *, languages: Sequence[str] | None = None) -> Paper:
    """Return the programme in the delegation's languages: each day with its entries, then who takes part.

    `day`: that of which the programme is, which stands at the foot of each page.
    """
    tongues = tuple(languages or delegation.languages)
    name = told(delegation.name, tongues)
    blocks: list[Block | None] = [
        NoticeBlock.model_construct(notice=texts(tongues, name), tone="theme"),
    ]
    times = tuple(stop.time for stop in delegation.programme if stop.time)
    for date, stops in groupby(delegation.programme, key=lambda stop: stop.day):
        blocks.append(_day(date, [*stops], tongues, times))
    blocks += [
        people_block(delegation.members, tongues, "members", "leads-delegation"),
        people_block(delegation.hosts, tongues, "hosts", ""),
    ]
    paper = made(delegation, "programme", tongues, day, fixed(tongues, "programme"), blocks)
    return paper.model_copy(update={"as_of": texts(tongues, {tag: day_words(day, tag) for tag in tongues})})


def _day(date: datetime.date, stops: Sequence[Stop], tongues: Sequence[str], times: tuple[str, ...]) -> DayBlock:
    label = texts(tongues, {tag: day_words(date, tag, weekday=True) for tag in tongues})
    items = tuple(
        Item.model_construct(
            head=authored(stop.head, tongues),
            time=stop.time,
            text=_maybe(stop.text, tongues),
            location=_maybe(stop.location, tongues),
            place=stop.place,
        )
        for stop in stops
    )
    return DayBlock.model_construct(agenda=items, label=label, times=times, place=stops[0].place)


def _maybe(words: Texts | None, tongues: Sequence[str]) -> Texts | None:
    return authored(words, tongues) if words is not None else None
