from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefgen.data.declared import Declaration
from briefgen.data.derive import derive
from briefgen.data.facts import Derivation, Fact, Operation
from briefgen.data.periods import parse_period
from briefgen.data.quantity import Amount, Item, Items, Phrase, Quantity
from briefgen.errors import Place, Problem

AT = Place("data/s.yaml", 9, 5)
H1 = parse_period("2025-H1")
OLD = parse_period("2024-H1")


def fact(name: str, value: str | int = 1, unit: str = "CNY", **more) -> Fact:
    qualifier = more.pop("qualifier", "none")
    more.setdefault("period", H1)
    return Fact(name, "s", {"en": name}, Quantity(Amount(Decimal(value)), unit, qualifier), **{"source": "one", **more})


def declare(name: str, operation: Operation, *of: str, **more) -> Declaration:
    return Declaration(name, "s", {"en": name}, operation, of, AT, AT, **more)


def calculated(operation: Operation, *parts: Fact, **more) -> Fact:
    declaration = declare("new", operation, *(part.id for part in parts), **more)
    facts, problems = derive([declaration], {part.id: part for part in parts})
    assert problems == ()
    return facts["new"]


def refused(operation: Operation, *parts: Fact, **more) -> Problem:
    declaration = declare("new", operation, *(part.id for part in parts), **more)
    facts, problems = derive([declaration], {part.id: part for part in parts})
    assert "new" not in facts
    assert len(problems) == 1
    assert problems[0].place == AT
    assert problems[0].message.endswith(".")
    assert problems[0].hint.endswith(".")
    return problems[0]


def number(made: Fact) -> str:
    assert isinstance(made.quantity.value, Amount)
    return str(made.quantity.value.value)


AMOUNTS = st.decimals(min_value=0, max_value=10**13, places=2)


@given(st.lists(AMOUNTS, min_size=2, max_size=5))
def test_a_sum_is_exact(values: list[Decimal]) -> None:
    made = calculated("sum", *(fact(f"f{n}", str(value)) for n, value in enumerate(values)))
    assert Fraction(number(made)) == sum(map(Fraction, values))


@given(AMOUNTS, AMOUNTS.filter(bool))
def test_growth_is_exact_to_half_a_digit(new: Decimal, old: Decimal) -> None:
    exact = 100 * (Fraction(new) - Fraction(old)) / Fraction(old)
    assume(exact == 0 or abs(exact) > Fraction(1, 20))
    made = calculated("growth", fact("new-year", str(new)), fact("old-year", str(old), period=OLD), digits=1)
    assert (made.quantity.qualifier == "about") == (Fraction(number(made)) != exact)
    assert abs(Fraction(number(made)) - exact) <= Fraction(1, 20)


@pytest.mark.parametrize(
    ("operation", "parts", "value", "unit"),
    [
        ("sum", [fact("a", 17), fact("b", 306), fact("c", 210)], "533", "CNY"),
        ("difference", [fact("a", 213), fact("b", 107)], "106", "CNY"),
        ("difference", [fact("a", "16.5", "percent"), fact("b", "11.5", "percent")], "5", "points"),
        ("ratio", [fact("a", 1000, "bit/s"), fact("b", 400, "bit/s")], "2.5", "times"),
        ("share", [fact("a", 1), fact("b", 3)], "33.3", "percent"),
        ("growth", [fact("a", 120), fact("b", 100, period=OLD)], "20", "percent"),
    ],
)
def test_each_operation_gives_value_and_unit(operation: Operation, parts: list[Fact], value: str, unit: str) -> None:
    made = calculated(operation, *parts, digits=1)
    assert (number(made), made.quantity.unit) == (value, unit)
    assert made.quality == "derived"
    assert made.derivation == Derivation(operation, tuple(part.id for part in parts))
    assert made.period == H1


def test_a_list_is_counted() -> None:
    kinds = Items((Item({"en": "a"}), Item({"en": "b"})))
    unit = {"zh": "个领域", "en": "fields"}
    listed = replace(fact("kinds", kind="list"), quantity=Quantity(kinds, unit))
    assert calculated("count", listed).quantity == Quantity(Amount(Decimal(2)), unit)
    assert calculated("count", listed).kind == "derived"
    open_list = replace(listed, quantity=Quantity(kinds, unit, "such-as"))
    assert calculated("count", open_list).quantity.qualifier == "at-least"


def test_what_belongs_to_the_parts_travels_with_the_result() -> None:
    scope, note = {"en": "core"}, {"en": "Year inferred."}
    first = fact("a", 2, scope=scope, source="two", period_inferred=True, note=note, publish="with-note", kind="plan")
    second = fact("b", 3, scope=scope, source="one", kind="plan", valid_until=datetime.date(2026, 5, 1))
    made = calculated("sum", first, second, valid_until=datetime.date(2027, 1, 1))
    assert made.sources == ("two", "one")
    assert (made.kind, made.scope, made.period_inferred) == ("plan", scope, True)
    assert (made.publish, made.note) == ("with-note", note)
    assert made.valid_until == datetime.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("operation", "qualifiers", "left"),
    [
        ("sum", ("none", "none"), "none"),
        ("sum", ("about", "none"), "about"),
        ("sum", ("more-than", "none"), "more-than"),
        ("sum", ("more-than", "more-than"), "more-than"),
        ("sum", ("more-than", "at-least"), "more-than"),
        ("sum", ("at-least", "none"), "at-least"),
        ("sum", ("nearly", "up-to"), "up-to"),
        ("difference", ("more-than", "none"), "more-than"),
        ("difference", ("none", "more-than"), "up-to"),
        ("difference", ("none", "nearly"), "more-than"),
        ("difference", ("at-least", "up-to"), "at-least"),
        ("difference", ("at-least", "nearly"), "more-than"),
        ("difference", ("about", "about"), "about"),
        ("ratio", ("about", "none"), "about"),
        ("share", ("none", "none"), "none"),
    ],
)
def test_a_qualifier_stays_where_it_is_true(operation: Operation, qualifiers: tuple[str, str], left: str) -> None:
    parts = [fact(name, 5, qualifier=qualifier) for name, qualifier in zip("ab", qualifiers, strict=True)]
    assert calculated(operation, *parts).quantity.qualifier == left


@pytest.mark.parametrize(
    ("operation", "parts", "sentence", "hint"),
    [
        (
            "sum",
            [fact("a", overlaps=frozenset({"b"})), fact("b")],
            '"a" and "b" overlap, so they cannot be added',
            "overlaps",
        ),
        ("sum", [fact("a"), fact("b", overlaps=frozenset({"a"}))], '"a" and "b" overlap', "side by side"),
        ("share", [fact("a"), fact("b", 2, overlaps=frozenset({"a"}))], "cannot be given as shares", "side by side"),
        ("sum", [fact("a"), fact("a")], '"a" stands twice', "once"),
        ("sum", [fact("a"), fact("b", period=OLD)], '"a" is of 2025-H1, "b" of 2024-H1', "one period"),
        ("ratio", [fact("a"), fact("b", period=None, as_of=H1)], "no period but as of 2025-H1", "one period"),
        ("sum", [fact("a", period=None), fact("b", period=None, source="two")], "have no date", "of one source"),
        ("sum", [fact("a"), fact("b", unit="W")], '"a" is in "CNY", "b" in "W"', "one unit"),
        ("sum", [fact("a"), fact("b", kind="target")], 'of kind reported, "b" of kind target', "apart from results"),
        ("sum", [fact("a", unit="percent"), fact("b", unit="percent")], "is in percent", "difference"),
        ("share", [fact("a", unit="times"), fact("b", unit="times")], "is in times", "difference"),
        ("share", [fact("a", 3), fact("b", 2)], '"a" is larger than "b"', "the part first"),
        ("share", [fact("a", 0), fact("b", 0)], '"b" is 0', "Leave"),
        ("ratio", [fact("a"), fact("b", 0)], '"b" is 0, and nothing can be divided by it', "Leave"),
        ("growth", [fact("a"), fact("b", 0, period=OLD)], '"b" is 0', "Leave"),
        ("growth", [fact("a"), fact("b", -2, period=OLD)], '"b" is negative', "difference"),
        ("growth", [fact("a", unit="percent"), fact("b", unit="percent", period=OLD)], "a growth of such", "points"),
        ("growth", [fact("a", period=OLD), fact("b")], "From 2025-H1 to 2024-H1", "newer fact first"),
        ("growth", [fact("a"), fact("b")], "From 2025-H1 to 2025-H1", "newer fact first"),
        ("growth", [fact("a"), fact("b", period=parse_period("2024"))], "From 2024 to 2025-H1", "same length"),
        ("growth", [fact("a"), fact("b", period=None)], "needs the period of both", 'Give "a" and "b"'),
        ("growth", [fact("a", scope={"en": "core"}), fact("b", period=OLD)], "differ in scope", "one scope"),
        ("sum", [fact("a"), fact("b", qualifier="class-of")], '"b" is not one number', "one number"),
        ("sum", [fact("a", qualifier="more-than"), fact("b", qualifier="nearly")], "do not go together", "same way"),
        ("sum", [fact("a", qualifier="more-than"), fact("b", qualifier="about")], "do not go together", "same way"),
        ("difference", [fact("a", qualifier="more-than"), fact("b", qualifier="at-least")], "not go together", "same"),
        ("ratio", [fact("a", qualifier="more-than"), fact("b")], 'qualified by "more-than"', "exact numbers"),
        ("share", [fact("a"), fact("b", 2, qualifier="up-to")], 'qualified by "up-to"', "exact numbers"),
        ("growth", [fact("a", qualifier="nearly"), fact("b", period=OLD)], 'qualified by "nearly"', "exact numbers"),
        ("share", [fact("a", 99996), fact("b", 100000)], "needs more digits: it would print 100", "larger"),
        ("share", [fact("a", 4), fact("b", 100000)], "needs more digits: it would print 0", "larger"),
        ("growth", [fact("a", 100001), fact("b", 100000, period=OLD)], "needs more digits", "larger"),
        ("ratio", [fact("a", 1), fact("b", 1000)], "needs more digits", "larger"),
        ("share", [fact("a", -1), fact("b", 2)], '"a" is negative', "difference"),
        ("count", [fact("a")], '"a" is not a list', "a list"),
        (
            "sum",
            [fact("a"), replace(fact("b"), quantity=Quantity(Phrase({"en": "b"})))],
            '"b" is not one number',
            "one",
        ),
    ],
)
def test_what_cannot_be_calculated_is_refused(
    operation: Operation, parts: list[Fact], sentence: str, hint: str
) -> None:
    problem = refused(operation, *parts, digits=1)
    assert sentence in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(("part", "qualifier"), [(1, "none"), (0, "none"), (8, "none"), (3, "about")])
def test_a_rounded_number_says_so(part: int, qualifier: str) -> None:
    made = calculated("share", fact("a", part), fact("b", 8), digits=0 if part == 3 else 1)
    assert made.quantity.qualifier == qualifier


def test_all_reasons_are_told_together() -> None:
    parts = [fact("a"), fact("b", unit="W", kind="target", period=OLD, overlaps=frozenset({"a"}))]
    _, problems = derive([declare("new", "sum", "a", "b")], {part.id: part for part in parts})
    assert len(problems) == 4


def test_a_derived_fact_is_no_more_public_than_its_parts() -> None:
    parts = [fact("a"), fact("b", publish="internal")]
    assert calculated("sum", *parts).publish == "internal"
    assert '"b" is internal' in refused("sum", *parts, publish="plain").message
    noted = [fact("a", publish="with-note", note={"en": "A."}), fact("b", publish="with-note", note={"en": "B."})]
    assert "has none" in refused("sum", *noted).message
    assert calculated("sum", *noted, note={"en": "C."}).note == {"en": "C."}


def test_derived_facts_may_rest_on_derived_facts_in_any_order() -> None:
    stated = {name: fact(name, value) for name, value in (("a", 1), ("b", 2), ("c", 4))}
    declarations = [declare("abc", "sum", "ab", "c"), declare("ab", "sum", "a", "b")]
    facts, problems = derive(declarations, stated)
    assert problems == ()
    assert number(facts["abc"]) == "7"


def test_circles_are_told_once_and_what_rests_on_them_is_left_out() -> None:
    declarations = [declare("x", "sum", "y", "a"), declare("y", "sum", "x", "a"), declare("z", "sum", "x", "a")]
    facts, problems = derive(declarations, {"a": fact("a")})
    assert set(facts) == {"a"}
    assert len(problems) == 1
    assert "in a circle" in problems[0].message
    assert problems[0].message.count('"x"') + problems[0].message.count('"y"') == 3
    assert "of their own" in problems[0].hint


def test_a_fact_that_rests_on_itself_is_a_circle() -> None:
    _, problems = derive([declare("x", "sum", "x", "a")], {"a": fact("a")})
    assert [problem.message for problem in problems] == ['This goes in a circle: "x" from "x".']


def test_a_sum_overlaps_what_it_counts_and_what_its_parts_overlap() -> None:
    stated = {name: fact(name) for name in "abcd"}
    stated["d"] = fact("d", overlaps=frozenset({"a"}))
    facts, _ = derive([declare("ab", "sum", "a", "b"), declare("cd", "sum", "c", "d")], stated)
    assert facts["ab"].overlaps == {"a", "b", "d", "cd"}
    assert "ab" in facts["a"].overlaps
    assert "ab" in facts["d"].overlaps
    assert "ab" not in facts["c"].overlaps
    _, problems = derive(
        [declare("ab", "sum", "a", "b"), declare("twice", "sum", "ab", "a"), declare("both", "sum", "ab", "d")], stated
    )
    assert sorted(problem.message.split(",")[0] for problem in problems) == [
        '"ab" and "a" overlap',
        '"ab" and "d" overlap',
    ]


def test_a_part_may_be_a_share_of_the_sum_that_holds_it() -> None:
    stated = {"a": fact("a", 1), "b": fact("b", 3)}
    facts, problems = derive([declare("all", "sum", "a", "b"), declare("part", "share", "a", "all")], stated)
    assert problems == ()
    assert number(facts["part"]) == "25"


def test_overlaps_are_seen_from_both_sides() -> None:
    stated = {"a": fact("a", overlaps=frozenset({"b"})), "b": fact("b"), "c": fact("c")}
    facts, _ = derive([], stated)
    assert facts["b"].overlaps == {"a"}
    assert facts["c"].overlaps == frozenset()
