"""What a chart does not show, and what it says instead."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from briefgen.charts.draw import chart_data, draw_picture
from briefgen.data.quantity import Amount, Items, Period, Quantity, Span
from briefgen.errors import AuthorsMistakes, Problem
from briefgen.spec.text import Text

BOTH = ("zh", "en")


def problems(block, facts, languages=BOTH) -> tuple[Problem, ...]:
    with pytest.raises(AuthorsMistakes) as caught:
        chart_data(block, facts, languages)
    assert all(problem.hint for problem in caught.value.problems)
    return caught.value.problems


def only(block, facts) -> tuple[int, str, str]:
    (problem,) = problems(block, facts)
    assert problem.place.file == "briefings/robotics.yaml"
    return problem.place.line, problem.message, problem.hint


def test_an_honest_chart_is_not_refused(comparison, bars, facts):
    assert len(chart_data(comparison(), facts, BOTH).rows) == len(chart_data(bars(), facts, BOTH).rows) == 5


def test_an_unknown_fact_and_the_one_that_was_meant(comparison, facts):
    facts["robotic-revenue"] = facts.pop("robotics-revenue")
    line, message, hint = only(comparison(subject=None), facts)
    assert (line, hint) == (21, 'Did you mean "robotic-revenue"?')
    assert message == 'There is no fact "robotics-revenue" among those that this brief may show.'


def test_a_fact_of_a_section_that_is_not_used(comparison, facts, make_fact):
    rows = comparison().rows
    rows = (*rows[:4], rows[4].model_copy(update={"facts": ("visitors", "biomed-growth")}))
    line, _, hint = only(comparison(rows=rows), facts)
    assert (line, hint) == (24, "Add the section that holds it to `sections`.")


@pytest.mark.parametrize(
    ("value", "words"),
    [(Span(1, 2), "a range"), (Items(()), "a list")],
)
def test_what_is_no_single_number(comparison, facts, value, words):
    facts["ict-revenue"] = replace(facts["ict-revenue"], quantity=Quantity(value, "CNY"))
    line, message, _ = only(comparison(), facts)
    assert (line, message) == (23, f'The fact "ict-revenue" is {words}; a bar needs one number.')


def test_a_qualifier_that_is_no_number(comparison, facts):
    quantity = replace(facts["ict-revenue"].quantity, qualifier="several")
    facts["ict-revenue"] = replace(facts["ict-revenue"], quantity=quantity)
    assert 'qualified by "several"' in only(comparison(), facts)[1]


def test_tick_rows_do_not_hide_a_qualifier(bars, facts):
    quantity = replace(facts["ict-revenue"].quantity, qualifier="about")
    facts["ict-revenue"] = replace(facts["ict-revenue"], quantity=quantity)
    assert chart_data(bars(), facts, BOTH)
    line, message, hint = only(bars(labels="ticks"), facts)
    assert (line, hint) == (43, "Use `labels: direct`.")
    assert 'qualified by "about", which tick rows cannot show' in message


def test_two_units_in_a_panel(comparison, facts):
    facts["ict-revenue"] = replace(facts["ict-revenue"], quantity=Quantity(Amount(3), {"zh": "家", "en": "firms"}))
    line, message, _ = only(comparison(), facts)
    assert line == 23
    assert message == '"ict-revenue" is measured in "firms", "ai-revenue" in "CNY"; one panel shows one unit.'


def test_two_periods_in_a_panel(comparison, facts):
    facts["ict-growth"] = replace(facts["ict-growth"], period=Period("year", 2024))
    line, message, _ = only(comparison(), facts)
    assert line == 23
    assert message == '"ict-growth" is for 2024, "ai-growth" for first half of 2025; one panel shows one period.'


def test_a_period_is_not_a_day(comparison, facts):
    facts["ict-growth"] = replace(facts["ict-growth"], period=None, as_of=Period("half", 2025, 1))
    assert "one panel shows one period" in only(comparison(), facts)[1]


def test_plans_may_have_a_time_of_their_own_but_only_one(comparison, facts):
    for name, year in (("ict", 2027), ("biomed", 2027)):
        facts[f"{name}-revenue"] = replace(
            facts[f"{name}-revenue"], kind="target", period=Period("year", year), period_inferred=False
        )
    data = chart_data(comparison(), facts, BOTH)
    assert [row.values[0].plan.get("zh") for row in data.rows] == [None, None, None, "2027年目标", "2027年目标"]
    facts["biomed-revenue"] = replace(facts["biomed-revenue"], period=Period("year", 2030))
    assert '"biomed-revenue" is for 2030, "ict-revenue" for 2027' in only(comparison(), facts)[1]


@pytest.mark.parametrize(
    ("amount", "size"), [("1e400", "large"), ("-1e400", "large"), ("1e24", "large"), ("1e-400", "small")]
)
def test_numbers_that_no_bar_can_show(bars, facts, amount, size):
    facts["ict-revenue"] = replace(facts["ict-revenue"], quantity=Quantity(Amount(Decimal(amount)), "CNY"))
    line, message, hint = only(bars(), facts)
    assert (line, message) == (43, f'The fact "ict-revenue" is too {size} to be drawn.')
    assert "data/" in hint


@pytest.mark.parametrize("amount", ["9e23", "-9e23", "1e-24"])
@pytest.mark.parametrize("labels", ["direct", "ticks"])
def test_the_largest_and_smallest_numbers_are_drawn(bars, facts, theme, width, amount, labels):
    facts = {name: replace(fact, quantity=Quantity(Amount(Decimal(amount)), "CNY")) for name, fact in facts.items()}
    picture = draw_picture(bars(labels=labels), facts, theme, BOTH, width, None)
    assert picture.marks


def test_nothing_but_zeros(comparison, facts):
    for name in [name for name in facts if name.endswith("growth")]:
        facts[name] = replace(facts[name], quantity=Quantity(Amount(0), "percent"))
    line, message, _ = only(comparison(), facts)
    assert (line, message) == (18, "All values of panel 2 are zero: there is nothing to compare.")


def test_a_subject_that_is_no_row(comparison, facts):
    line, message, hint = only(comparison(subject="robotic-revenue"), facts)
    assert (line, message) == (18, 'The subject "robotic-revenue" is the fact of no row.')
    assert hint == 'Did you mean "robotics-revenue"?'


def test_the_subject_may_be_any_fact_of_its_row(comparison, facts):
    data = chart_data(comparison(subject="robotics-growth"), facts, BOTH)
    assert [row.subject for row in data.rows] == [False, True, False, False, False]


def test_more_rows_than_a_page_has_room_for(bars, facts, make_fact):
    facts |= {f"f{number}": make_fact(f"f{number}", str(number + 1)) for number in range(16)}
    row = bars().rows[0]
    rows = tuple(row.model_copy(update={"fact": f"f{number}"}) for number in range(16))
    assert chart_data(bars(rows=rows[:15], subject=None), facts, BOTH)
    assert chart_data(bars(rows=rows[:14], subject=None, labels="ticks"), facts, BOTH)
    assert "has 15 rows; a page has room for 14." in only(bars(rows=rows[:15], subject=None, labels="ticks"), facts)[1]
    line, message, _ = only(bars(rows=rows, subject=None), facts)
    assert (line, message) == (38, "The chart has 16 rows; a page has room for 15.")


def test_rows_with_different_numbers_of_facts(comparison, facts):
    rows = comparison().rows
    rows = (*rows[:4], rows[4].model_copy(update={"facts": ("biomed-revenue",)}))
    line, message, _ = only(comparison(rows=rows), facts)
    assert (line, message) == (24, "This row has 1 fact, the first row has 2 facts.")


def test_a_fact_that_stands_twice(comparison, facts):
    rows = comparison().rows
    rows = (*rows[:4], rows[4].model_copy(update={"facts": ("ict-revenue", "biomed-growth")}))
    assert [problem.place.line for problem in problems(comparison(rows=rows), facts)] == [23, 24]


def test_sorting_by_a_panel_that_is_not_there(comparison, facts):
    rows = tuple(row.model_copy(update={"facts": row.facts[:1]}) for row in comparison().rows)
    _, message, _ = only(comparison(rows=rows, heads=()), facts)
    assert message == "The rows cannot be sorted by panel 2: the chart has 1 panel."


@pytest.mark.parametrize(
    ("count", "message"),
    [
        (0, "A chart with two panels needs column heads: nothing else says what each panel shows."),
        (2, "The chart has 2 column heads and needs 3."),
    ],
)
def test_heads(comparison, facts, count, message):
    assert only(comparison(heads=comparison().heads[:count]), facts)[:2] == (18, message)


def test_a_fact_without_a_name_in_a_language(bars, facts):
    rows = tuple(row.model_copy(update={"name": None}) for row in bars().rows)
    facts["ict-revenue"] = replace(facts["ict-revenue"], name={"zh": "营收"})
    assert only(bars(rows=rows), facts)[:2] == (43, 'The fact "ict-revenue" has no name in en.')


def test_a_name_does_not_refer_to_facts(comparison, facts, make_words):
    rows = comparison().rows
    name = make_words("{ict-revenue}", "ICT", line=23)
    rows = (*rows[:3], rows[3].model_copy(update={"name": name}), rows[4])
    line, message, _ = only(comparison(rows=rows), facts)
    assert (line, message) == (23, "A text in a chart cannot refer to facts, sources, pages or notes.")


def test_a_text_that_is_missing_in_a_language(comparison, facts):
    heads = (*comparison().heads[:2], {"zh": Text("同比", comparison().place)})
    assert only(comparison(heads=heads), facts)[1] == "This text is missing in en."


def test_all_problems_are_told_together(comparison, facts):
    del facts["ict-revenue"], facts["ai-growth"]
    assert [problem.place.line for problem in problems(comparison(subject="x"), facts)] == [18, 20, 23]


def test_overlapping_facts_stand_side_by_side_and_are_never_added(comparison, facts):
    facts["ai-revenue"] = replace(facts["ai-revenue"], overlaps=frozenset({"software-revenue"}))
    data = chart_data(comparison(), facts, BOTH)
    amounts = {value.amount for row in data.rows for value in row.values}
    assert amounts == {fact.quantity.value.value for fact in facts.values()}
