from decimal import Decimal

from briefgen.data.facts import Derivation, Fact
from briefgen.data.provenance import refuse_overlap, same_standing, sources_of, weakest
from briefgen.data.quantity import Amount, Quantity
from briefgen.errors import Place

AT = Place("briefings/a.yaml", 3, 7)


def fact(name: str, **more) -> Fact:
    return Fact(name, "s", {"en": name}, Quantity(Amount(Decimal(1)), "CNY"), **{"source": "one", **more})


def test_stacks_of_overlapping_facts_are_refused_where_they_stand() -> None:
    problem = refuse_overlap([fact("a"), fact("b"), fact("c", overlaps=frozenset({"a"}))], "stack", AT)
    assert problem is not None
    assert problem.place == AT
    assert problem.message == '"a" and "c" overlap, so they cannot be stacked.'
    assert problem.hint


def test_facts_that_do_not_overlap_may_stand_together() -> None:
    facts = [fact("a", overlaps=frozenset({"x"})), fact("b")]
    assert refuse_overlap(facts, "stack", AT) is None
    assert refuse_overlap([], "sum", AT) is None


def test_a_whole_made_of_a_part_is_no_overlap_in_a_share_but_is_one_in_a_stack() -> None:
    part = fact("a", overlaps=frozenset({"all"}))
    whole = fact("all", derivation=Derivation("sum", ("a", "b")), overlaps=frozenset({"a", "b"}))
    assert refuse_overlap([part, whole], "share", AT) is None
    assert refuse_overlap([part, whole], "stack", AT) is not None
    assert refuse_overlap([whole, part], "share", AT) is not None


def test_results_of_different_kinds_stand_together_but_not_with_plans() -> None:
    assert same_standing([fact("a"), fact("b", kind="rank")], AT) is None
    assert same_standing([fact("a", kind="target"), fact("b", kind="plan")], AT) is not None
    assert same_standing([fact("a", kind="target"), fact("b", kind="target")], AT) is None


def test_sources_come_once_in_the_order_of_first_use() -> None:
    facts = [
        fact("a", source="two"),
        fact("b", source="one", further_sources=("three", "two")),
        fact("c", source="three"),
    ]
    assert sources_of(facts) == ("two", "one", "three")


def test_a_figure_is_as_good_as_its_weakest_fact() -> None:
    assert weakest([fact("a", quality="matched"), fact("b", quality="consistent")]) == "consistent"
    assert weakest([fact("a", quality="matched"), fact("b")]) == "single"
    assert weakest([fact("a", quality="derived"), fact("b", quality="single")]) == "derived"
