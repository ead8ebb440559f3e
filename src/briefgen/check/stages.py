"""What timelines, chains, lists of names and results may show, and what would make them lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefgen.check.case import Case
from briefgen.check.kinds import NAMES, NOTHING_LEFT
from briefgen.data.facts import Fact
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Items, Missing, Phrase
from briefgen.errors import Problem
from briefgen.layout.blocks.chain import SEGMENT, STATES
from briefgen.layout.moments import moment_of
from briefgen.spec.happenings import ResultsBlock, TimelineBlock
from briefgen.spec.listings import ChainBlock, EntitiesBlock
from briefgen.spec.tree import place_of

BEGUN = ("planned", "signed", "under-way")
"""Stages in which something may still be a plan, a target or expected."""


def timelines(case: Case) -> Iterator[Problem]:
    """Refuse entries that have no time, and the same fact twice."""
    for block in case.brief.blocks:
        if not isinstance(block, TimelineBlock):
            continue
        counts = Counter(one.fact for one in block.timeline)
        for one in block.timeline:
            fact, place = case.facts.get(one.fact), place_of(one.fact, one.place)
            if fact is None:
                continue
            if counts[one.fact] > 1:
                yield Problem(place, f'The fact "{one.fact}" stands in the timeline twice.', "Keep one of them.")
            if moment_of(fact) is None and not isinstance(fact.quantity.value, Missing):
                yield Problem(
                    place,
                    f'The fact "{one.fact}" has no date, so that it has no place on a timeline.',
                    f"Give its period or as-of in {fact.place.file or 'data/'}, or say it in a text.",
                )


def chains(case: Case) -> Iterator[Problem]:
    """Refuse chains of other values than lists, unknown states, a single stage, support of nothing, and plans."""
    stated = case.brief.gaps == "state"
    for block in case.brief.blocks:
        if isinstance(block, ChainBlock) and (fact := case.facts.get(block.chain)):
            yield from _chain(block, fact, stated=stated)


def _chain(block: ChainBlock, fact: Fact, *, stated: bool) -> Iterator[Problem]:
    place, value = place_of(block.chain, block.place), fact.quantity.value
    if isinstance(value, Missing):
        if stated:
            yield Problem(place, f'The chain has nothing left to show: "{fact.id}" is awaited.', NOTHING_LEFT)
        return
    if not isinstance(value, Items):
        message = f'The value of "{fact.id}" is {NAMES[type(value)]}; a chain shows a list.'
        yield Problem(place, message, "Name a fact whose value is a list.")
        return
    if fact.kind in INTENDED:
        message = f'The fact "{fact.id}" is of the kind "{fact.kind}"; a chain would show it as if it were there.'
        yield Problem(place, message, "State it with `aim:`, or say it in a text.")
    counts = Counter(item.state or SEGMENT for item in value.items)
    for state in sorted(set(counts) - set(STATES)):
        hint = "States: stage (one leads to the next), support (serves all stages), or none for segments."
        yield Problem(fact.place, f'The state "{state}" has no place in a chain.', hint)
    if counts["stage"] == 1:
        message = f'"{fact.id}" has one stage; nothing leads to it and it leads to nothing.'
        yield Problem(fact.place, message, "Name a further stage, or take the states out: then they are segments.")
    if counts["support"] and not counts["stage"]:
        message = f'"{fact.id}" names support, but no stages that it could serve.'
        yield Problem(fact.place, message, "Give the stages the state stage, or take the states out.")
    for label in block.labels:
        if label not in counts:
            hint = f"States of the fact: {', '.join(state for state in STATES if state in counts) or 'none'}."
            yield Problem(place_of(label, block.place), f'No entry of "{fact.id}" is in the state "{label}".', hint)


def entities(case: Case) -> Iterator[Problem]:
    """Refuse lists of names whose facts hold no names."""
    for block in case.brief.blocks:
        if not isinstance(block, EntitiesBlock):
            continue
        for id in block.entities:
            fact = case.facts.get(id)
            if fact is not None and not isinstance(fact.quantity.value, Items | Phrase | Missing):
                message = f'The value of "{id}" is {NAMES[type(fact.quantity.value)]}; `entities:` lists names.'
                yield Problem(place_of(id, block.place), message, "Name a fact whose value is a list or words.")


def results(case: Case) -> Iterator[Problem]:
    """Refuse a stage that stands twice or says nothing, and plans under a stage that tells what is done."""
    for block in case.brief.blocks:
        if not isinstance(block, ResultsBlock):
            continue
        counts = Counter(one.stage for one in block.results)
        for number, one in enumerate(block.results):
            if counts[one.stage] > 1 and one.stage in [other.stage for other in block.results[:number]]:
                message = f'The stage "{one.stage}" stands here a second time.'
                yield Problem(one.place, message, "Write all results of a stage together.")
            if not one.facts and not one.rows:
                message = f'The stage "{one.stage}" has no results.'
                yield Problem(one.place, message, "Name the facts of this stage, or take it out.")
            for id in one.facts:
                fact = case.facts.get(id)
                if fact is None or one.stage in BEGUN or fact.kind not in INTENDED:
                    continue
                message = f'The fact "{id}" is of the kind "{fact.kind}"; the stage "{one.stage}" tells what is done.'
                hint = "Put it under planned, or correct the fact's kind."
                yield Problem(place_of(id, one.place), message, hint)
