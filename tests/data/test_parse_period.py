from __future__ import annotations

import pytest

from briefgen.data.periods import parse_day, parse_period, write_period
from briefgen.data.quantity import Day, Period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025", Period("year", 2025)),
        ("2025-H1", Period("half", 2025, 1)),
        ("2025-H2", Period("half", 2025, 2)),
        ("2025-Q3", Period("quarter", 2025, 3)),
        ("2020-06", Period("month", 2020, 6)),
        ("2020-06-15", Period("day", 2020, 6, 15)),
        ("2024-02-29", Period("day", 2024, 2, 29)),
        ("2023/2025", Period("years", 2023, end=2025)),
    ],
)
def test_each_written_form_is_read(text: str, period: Period) -> None:
    assert parse_period(text) == period
    assert write_period(period) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is not a period"),
        ("25", "is not a period"),
        ("0999", "is not a period"),
        ("2025-h1", "is not a period"),
        ("2025-6", "is not a period"),
        (" 2025", "is not a period"),
        ("2025\n", "is not a period"),
        ("２０２５", "is not a period"),
        ("2025-H3", "H1 and H2"),
        ("2025-H0", "H1 and H2"),
        ("2025-Q5", "Q1 to Q4"),
        ("2020-13", "of the calendar"),
        ("2020-00", "of the calendar"),
        ("2021-02-29", "of the calendar"),
        ("2020-06-00", "of the calendar"),
        ("2025/2023", "earlier year to a later one"),
        ("2025/2025", "earlier year to a later one"),
    ],
)
def test_what_is_no_period_is_refused_in_words(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_period(text)


def test_a_date_keeps_the_precision_it_was_given() -> None:
    assert parse_day("2020-06-15") == Day(2020, 6, 15)
    assert parse_day("2020-06") == Day(2020, 6)
    assert parse_day("2019") == Day(2019)


@pytest.mark.parametrize("text", ["2025-H1", "2020-02-30", "15 June 2020", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|calendar"):
        parse_day(text)
