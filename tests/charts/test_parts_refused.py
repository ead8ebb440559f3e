"""Parts that are not drawn as a whole, for split bars and for walls of cells alike."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from briefgen.charts.draw import chart_data
from briefgen.data.quantity import Amount, Missing, Period, Quantity, Span
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.spec.charts import SplitChart, UnitsChart

BOTH = ("zh", "en")
MODELS = pytest.mark.parametrize("model", [SplitChart, UnitsChart])


def problems(block, facts) -> tuple[Problem, ...]:
    with pytest.raises(AuthorsMistakes) as caught:
        chart_data(block, facts, BOTH)
    assert all(problem.hint and problem.place.line for problem in caught.value.problems)
    return caught.value.problems


def only(block, facts) -> Problem:
    (problem,) = problems(block, facts)
    return problem


@MODELS
def test_parts_that_add_up_are_drawn(of_parts, firms, model):
    assert len(chart_data(of_parts(model), firms, BOTH).rows) == 3


@MODELS
def test_parts_that_are_less_need_a_name_for_the_rest(of_parts, firms, model):
    problem = only(of_parts(model, "a", "b"), firms)
    assert problem.message == 'The parts add up to 323 companies, the whole "all" is 533 companies.'
    assert "rest:" in problem.hint


@MODELS
def test_parts_that_are_more_than_the_whole(of_parts, firms, make_fact, model):
    firms["c"] = make_fact("c", 211, firms["c"].quantity.unit)
    assert "add up to 534 companies, which is more than the whole" in only(of_parts(model), firms).message


@MODELS
def test_a_rest_where_nothing_remains(of_parts, firms, make_words, model):
    problem = only(of_parts(model, rest=make_words("其余", "others", 70)), firms)
    assert (problem.place.line, problem.hint) == (70, "Take `rest:` out.")


@MODELS
@pytest.mark.parametrize("qualifier", ["about", "more-than", "at-least", "nearly", "up-to", "several"])
@pytest.mark.parametrize("name", ["b", "all"])
def test_qualified_figures_do_not_add_up(of_parts, firms, model, name, qualifier):
    firms[name] = replace(firms[name], quantity=replace(firms[name].quantity, qualifier=qualifier))
    assert f'"{name}" is qualified by "{qualifier}"' in only(of_parts(model), firms).message


@MODELS
def test_parts_that_overlap(of_parts, firms, model):
    firms["a"] = replace(firms["a"], overlaps=frozenset({"b"}))
    problem = only(of_parts(model), firms)
    assert '"a" and "b" overlap' in problem.message
    assert "chart: bars" in problem.hint


@MODELS
def test_another_unit_period_or_scope(of_parts, firms, make_fact, model):
    firms["b"] = make_fact("b", 306, "CNY")
    assert "one panel shows one unit" in only(of_parts(model), firms).message
    firms["b"] = make_fact("b", 306, firms["a"].quantity.unit, period=Period("year", 2024))
    assert "one panel shows one period" in only(of_parts(model), firms).message
    firms["b"] = make_fact("b", 306, firms["a"].quantity.unit, scope={"zh": "核心产业", "en": "core industry"})
    assert '"b" is for "core industry" only, "all" is for everything' in only(of_parts(model), firms).message


@MODELS
def test_the_whole_is_of_the_parts_unit_and_period(of_parts, firms, make_fact, model):
    firms["all"] = make_fact("all", 533, {"zh": "个", "en": "projects"})
    assert {problem.message for problem in problems(of_parts(model), firms)} == {
        f'"{name}" and the whole "all" are not in one unit.' for name in "abc"
    }
    firms["all"] = make_fact("all", 533, firms["a"].quantity.unit, period=Period("year", 2024))
    found = problems(of_parts(model), firms)
    assert len(found) == 3
    assert all(problem.hint.startswith("Parts and whole need one period.") for problem in found)


@MODELS
@pytest.mark.parametrize("kind", ["target", "plan", "aim", "projected", "expected"])
def test_a_plan_as_a_part_of_results(of_parts, firms, model, kind):
    firms["b"] = replace(firms["b"], kind=kind)
    assert f'"b" is of the kind "{kind}"' in only(of_parts(model), firms).message


@MODELS
@pytest.mark.parametrize("name", ["b", "all"])
def test_what_is_awaited(of_parts, firms, model, name):
    firms[name] = replace(firms[name], quantity=Quantity(Missing(), firms["a"].quantity.unit), gap="blank")
    assert only(of_parts(model), firms).message == f'"{name}" is awaited; a whole is shown with all its parts.'


@MODELS
def test_a_range_or_nothing_at_all(of_parts, firms, model):
    unit = firms["b"].quantity.unit
    firms["b"] = replace(firms["b"], quantity=Quantity(Span(Decimal(300), Decimal(306)), unit))
    assert "a part of a whole needs one number" in only(of_parts(model), firms).message
    firms["b"] = replace(firms["b"], quantity=Quantity(Amount(Decimal(0)), unit))
    found = problems(of_parts(model), firms)
    assert any('"b" is not above zero' in problem.message for problem in found)


@MODELS
def test_a_whole_that_is_its_own_part_or_that_is_not_there(of_parts, firms, model):
    assert 'The fact "all" stands in the chart twice.' in {
        problem.message for problem in problems(of_parts(model, "a", "all"), firms)
    }
    del firms["all"]
    assert 'There is no fact "all"' in only(of_parts(model), firms).message


def test_cells_stand_for_things(of_parts, firms, make_fact):
    money = {name: make_fact(name, str(fact.quantity.value.value)) for name, fact in firms.items()}
    assert len(problems(of_parts(UnitsChart), money)) == 4
    assert chart_data(of_parts(SplitChart), money, BOTH)
    halves = {name: make_fact(name, count, firms["a"].quantity.unit) for name, count in
              {"all": "3", "a": "1.5", "b": "1", "c": "0.5"}.items()}  # fmt: skip
    assert {'"a" is no count of things; each cell stands for one.'} < {
        problem.message for problem in problems(of_parts(UnitsChart), halves)
    }


def test_no_more_cells_than_a_page_has_room_for(of_parts, firms, make_fact):
    unit = firms["a"].quantity.unit
    facts = firms | {"all": make_fact("all", 1001, unit), "c": make_fact("c", 678, unit)}
    problem = only(of_parts(UnitsChart), facts)
    assert problem.message == '"all" is 1,001; a page has room for 1,000 cells.'
    facts |= {"all": make_fact("all", 1000, unit), "c": make_fact("c", 677, unit)}
    assert chart_data(of_parts(UnitsChart), facts, BOTH)
