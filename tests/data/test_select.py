from dataclasses import replace
from decimal import Decimal

from briefgen.data.facts import Fact, Section, Store
from briefgen.data.quantity import Amount, Quantity
from briefgen.data.selection import selected, unknown_fact, unknown_sections
from briefgen.errors import NOWHERE, Place
from briefgen.spec.tree import Scalar

AT = Place("briefings/b.yaml", 7, 12)


def fact(name: str, section: str) -> Fact:
    return Fact(name, section, {"en": name}, Quantity(Amount(Decimal(1))), "paper")


FACTS = [fact("one", "robotics"), replace(fact("two", "robotics"), publish="internal"), fact("three", "h1-2025")]
STORE = Store(
    {
        name: Section(name, {"en": name}, {}, {each.id: each for each in FACTS if each.section == name})
        for name in ("h1-2025", "robotics")
    },
    {each.id: each for each in FACTS},
    {},
)


def test_facts_come_in_the_order_of_the_sections_named() -> None:
    assert list(selected(STORE, ["robotics", "h1-2025"], "internal")) == ["one", "two", "three"]
    assert list(selected(STORE, ["h1-2025"], "internal")) == ["three"]


def test_what_is_internal_is_hidden_from_outside() -> None:
    assert list(selected(STORE, ["robotics", "robotics", "gone"], "external")) == ["one"]


def test_unknown_sections_are_told_where_they_are_named_with_the_nearest_name() -> None:
    found = unknown_sections(STORE, ["robotics", Scalar("robotic", AT), "x"])
    assert [problem.place for problem in found] == [AT, NOWHERE]
    assert found[0].message == 'There is no section "robotic" in data/.'
    assert found[0].hint == 'Did you mean "robotics"?'
    assert found[1].hint == "Known sections: h1-2025, robotics."
    assert unknown_sections(STORE, ["robotics"]) == ()


def test_a_fact_that_cannot_be_used_is_told_with_its_reason() -> None:
    misspelt = unknown_fact(STORE, ["robotics"], "external", Scalar("onne", AT))
    assert (misspelt.place, misspelt.hint) == (AT, 'Did you mean "one"?')
    elsewhere = unknown_fact(STORE, ["robotics"], "external", Scalar("three", AT))
    assert "not in a section of this brief" in elsewhere.message
    assert elsewhere.hint == "Add h1-2025 to sections."
    assert "internal" in unknown_fact(STORE, ["robotics"], "external", "two").message
