"""Parts of a whole: what must hold so that they may be shown as one, and what remains of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefgen.charts.asked import Asked, AskedRow
from briefgen.charts.words import say
from briefgen.data.arithmetic import difference, total
from briefgen.data.facts import Derivation, Fact
from briefgen.data.provenance import INTENDED, refuse_overlap, same_period
from briefgen.data.quantity import Amount, Missing, Quantity
from briefgen.errors import Place, Problem
from briefgen.language.quantities import phrase
from briefgen.spec.charts import SplitChart, UnitsChart
from briefgen.spec.text import FactReference, Texts, parse

INSTEAD = "Use `chart: bars`, which adds nothing up."


def asked_of(block: SplitChart | UnitsChart, refuse: Callable[[Asked, Mapping[str, Fact]], Iterator[Problem]]) -> Asked:
    """Return what a block asks for that shows a whole and its parts; the first part is its subject unless it says."""
    return Asked(
        chart=block.chart,
        rows=tuple(AskedRow((part.fact,), part.name, part.place) for part in block.parts),
        place=block.place,
        most=len(block.parts),
        subject=block.subject or block.parts[0].fact,
        alt=block.alt,
        also=(AskedRow((block.whole,), None, block.place),),
        unprinted=frozenset({block.whole} if _is_told(block) else ()),
        rest=block.rest,
        needs="a part of a whole needs one number",
        exact=True,
        refuse=refuse,
        words=_words,
    )


def refusals_of_parts(asked: Asked, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    """Refuse parts that cannot be added up to their whole, and a remainder that has no name or is none."""
    whole, parts = _whole(asked, facts), _parts(asked, facts)
    everything = [(asked.place, whole), *parts]
    for place, fact in everything:
        if isinstance(fact.quantity.value, Missing):
            yield Problem(
                place,
                f'"{fact.id}" is awaited; a whole is shown with all its parts.',
                "Renew it, or take the chart out of the brief until then.",
            )
        elif fact.kind in INTENDED:
            yield Problem(
                place,
                f'"{fact.id}" is of the kind "{fact.kind}"; as a part of a whole it would look like a result.',
                "Use `chart: targets`, or say it in the text.",
            )
        elif _amount(fact).value <= 0:
            yield Problem(
                place, f'"{fact.id}" is not above zero; a part of a whole needs a size.', "Take it out of the chart."
            )
        elif fact.scope != whole.scope:
            yield Problem(
                place,
                f'"{fact.id}" is {_scope(fact)}, "{whole.id}" is {_scope(whole)}; parts and whole need one scope.',
                INSTEAD,
            )
    if any(isinstance(fact.quantity.value, Missing) for _, fact in everything):
        return
    for place, fact in parts:
        if fact.quantity.unit != whole.quantity.unit:
            yield Problem(place, f'"{fact.id}" and the whole "{whole.id}" are not in one unit.', INSTEAD)
        elif problem := same_period([whole, fact], place):
            yield replace(problem, hint=f"Parts and whole need one period. {INSTEAD}")
    if problem := refuse_overlap([fact for _, fact in parts], "sum", asked.place):
        yield replace(problem, hint=f"Parts that overlap do not make up a whole. {INSTEAD}")
    yield from _sum(asked, whole, [fact for _, fact in parts])


def rest_of(asked: Asked, facts: Mapping[str, Fact]) -> Fact:
    """Return what remains of the whole as a fact without an id: calculated, of the whole's time and sources."""
    whole, parts = _whole(asked, facts), [fact for _, fact in _parts(asked, facts)]
    left = difference(_amount(whole).value, total(_amount(part).value for part in parts))
    return replace(
        whole,
        id="",
        quantity=Quantity(Amount(left), whole.quantity.unit),
        kind="derived",
        derivation=Derivation("difference", (whole.id, *(part.id for part in parts))),
    )


def _sum(asked: Asked, whole: Fact, parts: Sequence[Fact]) -> Iterator[Problem]:
    if any(fact.quantity.unit != whole.quantity.unit for fact in parts):
        return
    added = total(_amount(part).value for part in parts)
    given = _amount(whole).value
    told, said = (phrase(Quantity(Amount(value), whole.quantity.unit), "en") for value in (added, given))
    if added > given:
        yield Problem(
            asked.place, f'The parts add up to {told}, which is more than the whole "{whole.id}", {said}.', INSTEAD
        )
    elif added < given and asked.rest is None:
        yield Problem(
            asked.place,
            f'The parts add up to {told}, the whole "{whole.id}" is {said}.',
            "Say with `rest:` what the remainder is; it is printed as calculated. Or give the parts that are missing.",
        )
    elif added == given and asked.rest is not None:
        yield Problem(
            next(iter(asked.rest.values())).place,
            f'The parts add up to the whole "{whole.id}"; nothing remains.',
            "Take `rest:` out.",
        )


def _words(asked: Asked, facts: Mapping[str, Fact], language: str) -> Mapping[str, str]:
    """Return the whole in words where neither takeaway nor unit line tells it, and what marks the remainder."""
    whole = _whole(asked, facts)
    found: dict[str, str] = {}
    if whole.id not in asked.unprinted:
        found["whole"] = say("in-all", language, value=phrase(whole.quantity, language, "label"))
    if asked.rest is not None:
        found["calculated"] = say("calculated", language)
    return found


def _is_told(block: SplitChart | UnitsChart) -> bool:
    texts: list[Texts | None] = [getattr(block, "takeaway", None), block.unit_line]
    pieces = [piece for words in texts if words for text in words.values() for piece in parse(text)]
    return any(isinstance(piece, FactReference) and piece.id == block.whole for piece in pieces)


def _whole(asked: Asked, facts: Mapping[str, Fact]) -> Fact:
    return facts[asked.also[0].facts[0]]


def _parts(asked: Asked, facts: Mapping[str, Fact]) -> list[tuple[Place, Fact]]:
    return [(row.place if row.place.file else asked.place, facts[row.facts[0]]) for row in asked.rows]


def _amount(fact: Fact) -> Amount:
    value = fact.quantity.value
    if not isinstance(value, Amount):
        raise TypeError(f"{fact.id} is not an amount")
    return value


def _scope(fact: Fact) -> str:
    return f'for "{fact.scope.get("en") or next(iter(fact.scope.values()))}" only' if fact.scope else "for everything"
