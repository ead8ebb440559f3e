"""Last days: what is written, what an age allows, what a calculated fact has from its parts."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.data.declared import Declaration
from briefgen.data.derive import derive
from briefgen.data.facts import Fact
from briefgen.data.freshness import SOON, end_of, last_day, later, marked, roots_of, state_of, stated_gap
from briefgen.data.periods import parse_period
from briefgen.data.quantity import Amount, Missing, Quantity
from briefgen.errors import Place
from briefgen.spec.ages import Age, parse_age

AT = Place("data/s.yaml", 9, 5)
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2200, 12, 31))
COUNTS = st.integers(1, 600)
AGES = st.builds(Age, COUNTS, st.sampled_from(["days", "weeks", "months", "years"]))
PERIODS = st.sampled_from(["2025", "2025-H1", "2025-H2", "2025-Q1", "2025-Q3", "2024-02", "2025-02-17", "2023/2025"])
DAY = datetime.date


def fact(id: str, **changes: object) -> Fact:
    made = Fact(id, "s", {"en": id}, Quantity(Amount(Decimal(5)), "CNY"), "paper", period=parse_period("2025-H1"))
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2025", DAY(2025, 12, 31)),
        ("2023/2025", DAY(2025, 12, 31)),
        ("2025-H1", DAY(2025, 6, 30)),
        ("2025-H2", DAY(2025, 12, 31)),
        ("2025-Q1", DAY(2025, 3, 31)),
        ("2024-02", DAY(2024, 2, 29)),
        ("2025-02-17", DAY(2025, 2, 17)),
    ],
)
def test_a_period_ends_on_its_last_day(period: str, end: DAY):
    assert end_of(parse_period(period)) == end


@pytest.mark.parametrize(
    ("day", "age", "then"),
    [
        (DAY(2025, 6, 30), "18 months", DAY(2026, 12, 30)),
        (DAY(2025, 1, 31), "1 month", DAY(2025, 2, 28)),
        (DAY(2024, 2, 29), "1 year", DAY(2025, 2, 28)),
        (DAY(2025, 12, 31), "2 months", DAY(2026, 2, 28)),
        (DAY(2025, 12, 31), "90 days", DAY(2026, 3, 31)),
        (DAY(2025, 12, 31), "2 weeks", DAY(2026, 1, 14)),
        (DAY(2025, 12, 31), "9999 years", DAY.max),
    ],
)
def test_an_age_is_counted_by_the_calendar(day: DAY, age: str, then: DAY):
    assert later(day, parse_age(age)) == then


@given(DAYS, COUNTS)
def test_months_keep_the_day_or_end_with_the_month(day: DAY, months: int):
    then = later(day, Age(months, "months"))
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.day == min(day.day, calendar.monthrange(then.year, then.month)[1])


@given(DAYS, COUNTS)
def test_a_year_is_twelve_months_and_a_week_seven_days(day: DAY, count: int):
    assert later(day, Age(count, "years")) == later(day, Age(12 * count, "months"))
    assert later(day, Age(count, "weeks")) == later(day, Age(7 * count, "days"))


@given(DAYS, DAYS, AGES)
def test_what_is_later_stays_later(one: DAY, other: DAY, age: Age):
    first, second = sorted((one, other))
    assert first < later(first, age) <= later(second, age)


@given(st.none() | DAYS, st.none() | PERIODS, st.none() | AGES)
def test_the_earlier_of_both_days_counts(written: DAY | None, period: str | None, age: Age | None):
    time = parse_period(period) if period else None
    found = last_day(written, time, age)
    aged = later(end_of(time), age) if time and age else None
    if written is None or aged is None:
        assert found == (written or aged)
    else:
        assert found == min(written, aged)


@given(AGES)
def test_an_age_reads_back_as_it_prints(age: Age):
    assert parse_age(str(age)) == age


@pytest.mark.parametrize("text", ["", "18", "18 moons", "0 days", "-1 days", "1.5 years", "18months", "٣ days"])
def test_what_is_no_age(text: str):
    with pytest.raises(ValueError, match="no length of time"):
        parse_age(text)


@given(DAYS, st.integers(-400, 400))
def test_the_last_day_still_counts(today: DAY, days: int):
    made = fact("f", valid_until=today + datetime.timedelta(days))
    gap = marked({"f": made}, today)["f"].gap
    assert gap == ("stale" if days < 0 else "")
    assert state_of(made, today) == ("stale" if days < 0 else "soon" if days <= SOON else "fresh")


@given(st.lists(st.none() | DAYS, min_size=2, max_size=4), st.none() | DAYS)
def test_a_calculated_fact_ends_with_the_first_of_its_parts(ends: list[DAY | None], own: DAY | None):
    parts = {f"p{n}": fact(f"p{n}", valid_until=end) for n, end in enumerate(ends)}
    declaration = Declaration("new", "s", {"en": "new"}, "sum", tuple(parts), AT, AT, valid_until=own)
    facts, problems = derive([declaration], parts)
    assert problems == ()
    assert facts["new"].valid_until == min((end for end in (*ends, own) if end), default=None)


def test_the_age_of_a_calculated_fact_is_counted_from_its_own_time():
    parts = {"a": fact("a"), "b": fact("b")}
    declaration = Declaration("new", "s", {"en": "new"}, "sum", ("a", "b"), AT, AT, max_age=Age(1, "months"))
    made = derive([declaration], parts)[0]["new"]
    assert made.valid_until == DAY(2025, 7, 30)


@pytest.mark.parametrize("operation", ["sum", "difference", "ratio", "share"])
def test_what_rests_on_a_blank_fact_is_blank(operation: str):
    blank = fact("b", quantity=Quantity(Missing(), "CNY"), source="", period=None)
    declaration = Declaration("new", "s", {"en": "new"}, operation, ("a", "b"), AT, AT)  # type: ignore[arg-type]
    facts, problems = derive([declaration], {"a": fact("a"), "b": blank})
    assert problems == ()
    told = marked(facts, DAY(2026, 1, 1))
    assert (told["new"].quantity.value, told["new"].gap) == (Missing(), "blank")
    assert told["new"].sources == ("paper",)
    assert [root.id for root in roots_of(told["new"], told)] == ["b"]


def test_a_blank_fact_in_another_unit_is_refused_all_the_same():
    blank = fact("b", quantity=Quantity(Missing(), "percent"))
    declaration = Declaration("new", "s", {"en": "new"}, "sum", ("a", "b"), AT, AT)
    _, problems = derive([declaration], {"a": fact("a"), "b": blank})
    assert problems[0].message == '"a" is in "CNY", "b" in "percent".'


def test_a_gap_is_its_own_root_where_its_parts_are_fresh():
    parts = {"a": fact("a"), "b": fact("b")}
    declaration = Declaration("new", "s", {"en": "new"}, "sum", ("a", "b"), AT, AT, valid_until=DAY(2025, 7, 1))
    told = marked(derive([declaration], parts)[0], DAY(2026, 1, 1))
    assert [root.id for root in roots_of(told["new"], told)] == ["new"]


def test_a_stated_gap_keeps_nothing_of_the_old_figure():
    words = {"en": "It was 19.4 billion."}
    old = fact(
        "f", note=words, caution=words, publish="with-note", locator="19.4 billion", quality="matched", gap="stale"
    )
    gap = stated_gap(replace(old, further_sources=("digest",), scope={"en": "core"}))
    assert gap.quantity == Quantity(Missing(), "CNY")
    assert (gap.note, gap.caution, gap.publish, gap.locator, gap.quality) == (None, None, "plain", "", None)
    assert gap.sources == ()
    assert (gap.name, gap.scope, gap.period, gap.gap) == (old.name, {"en": "core"}, old.period, "stale")
    assert stated_gap(replace(old, publish="internal")).publish == "internal"
