"""What the leader of the hosts is to say: numbers with their readings, asks, questions with cleared answers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from briefgen.deliver.papers.paper import made
from briefgen.deliver.papers.subjects import subject_of
from briefgen.deliver.papers.told_numbers import facts_to_say
from briefgen.deliver.papers.words import authored, fixed, span_words, told
from briefgen.layout.document import Laid
from briefgen.spec.blocks import Block, NoticeBlock
from briefgen.spec.delegation import Delegation, Question
from briefgen.spec.papers import Paper, Point, PointsBlock, SayBlock, Saying

MOST = 6
"""How many numbers are told at most; the leader has a minute for them."""


def talking_points(
    delegation: Delegation, laid: Sequence[Laid], languages: Sequence[str], day: datetime.date, *, numbers: int = MOST
) -> Paper:
    """Return the talking points, which stay in the office; `numbers`: how many are told at most.

    `languages` are those of the project: whoever speaks, and whoever interprets, reads the same page. An answer that
    nobody cleared is not printed.
    """
    tongues = _tongues(delegation, languages)
    name = told(delegation.name, tongues)
    days = {tag: span_words(delegation.arrival, delegation.departure, tag) for tag in tongues}
    sayings = tuple(
        Saying.model_construct(fact=fact.id, of=subject_of(one.context, fact, languages))
        for one, fact in facts_to_say(laid, numbers)
    )
    blocks: list[Block | None] = [
        NoticeBlock.model_construct(notice=fixed(tongues, "talking-lead", name=name), tone="theme"),
        SayBlock.model_construct(say=sayings, label=fixed(tongues, "numbers")) if sayings else None,
        _points(
            [Point.model_construct(text=authored(one, tongues)) for one in delegation.talking.asks], tongues, "asks"
        ),
        _points([_question(one, tongues) for one in delegation.talking.questions], tongues, "questions"),
    ]
    title = fixed(tongues, "talking-title", name=name, days=days)
    briefs = [one.context.brief for one in laid]
    return made(
        delegation, "talking", tongues, day, title, blocks, page=fixed(tongues, "talking"), briefs=briefs, kept=True
    )


def _tongues(delegation: Delegation, languages: Sequence[str]) -> tuple[str, ...]:
    """Return the languages of the project in which all that was written for this sheet can be read."""
    talking = delegation.talking
    written = [*talking.asks, *(words for one in talking.questions for words in (one.question, one.answer))]
    both = tuple(tag for tag in languages if all(tag in words for words in written))
    return both or tuple(delegation.languages)


def _question(question: Question, tongues: Sequence[str]) -> Point:
    if question.cleared_by is None:
        return Point.model_construct(head=authored(question.question, tongues), remark=fixed(tongues, "not-cleared"))
    offices = offices_of(question.cleared_by, tongues)
    return Point.model_construct(
        head=authored(question.question, tongues),
        text=authored(question.answer, tongues),
        remark=fixed(tongues, "cleared", office=offices),
    )


def offices_of(line: str, tongues: Sequence[str]) -> dict[str, str]:
    """Return an office in each language; "示例处 / Sample Office" is one name in both, Chinese first."""
    first, bar, second = str(line).partition(" / ")
    if not bar:
        return dict.fromkeys(tongues, str(line))
    return {tag: first if tag.startswith("zh") else second for tag in tongues}


def _points(points: Sequence[Point], tongues: Sequence[str], label: str) -> PointsBlock | None:
    if not points:
        return None
    return PointsBlock.model_construct(points=tuple(points), label=fixed(tongues, label), close=False)
