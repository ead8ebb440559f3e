"""The words that say when: each kind is read, kept in one form, and refused with a place and a next step."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.spec.cron import Cron, Unreadable, parse_cron
from briefgen.spec.when import EXAMPLES, Days, Edge, Monthly, OnChange, Visit, parse_when

SIX = datetime.time(6)
NINE = datetime.time(9)
READ = {
    "daily 06:00": Days(SIX),
    "Daily at 06:00": Days(SIX),
    "weekdays 06:00": Days(SIX, (0, 1, 2, 3, 4)),
    "workdays": Days(SIX, workdays=True),
    "Mondays 06:00": Days(SIX, (0,)),
    "sundays  09:00": Days(NINE, (6,)),
    "1st of month 09:00": Monthly(1, NINE),
    "the 22nd of the month 09:00": Monthly(22, NINE),
    "first workday of quarter": Edge("first", True, "quarter", SIX),
    "last workday of the year 09:00": Edge("last", True, "year", NINE),
    "last day of month": Edge("last", False, "month", SIX),
    "3 workdays before arrival 09:00": Visit(-3, "workdays", "arrival", NINE),
    "1 day after departure": Visit(1, "days", "departure", SIX),
    "on arrival 09:00": Visit(0, "days", "arrival", NINE),
    "on change": OnChange(),
}


@pytest.mark.parametrize("text", READ)
def test_words(text: str):
    assert parse_when(text) == READ[text]


@pytest.mark.parametrize("text", [*READ, *EXAMPLES, "*/5 0-6,22 * jan,jul *", "0 0 */2 * sun"])
def test_one_form_means_the_same(text: str):
    read = parse_when(text)
    assert parse_when(str(read)) == read
    assert str(parse_when(str(read))) == str(read)


@pytest.mark.parametrize(
    ("text", "sentence", "offset"),
    [
        ("", "It is not said when.", 0),
        ("Mondays 7:00", "This is no time of the day.", 8),
        ("daily 24:00", "This is no time of the day.", 6),
        ("daily 06:60", "This is no time of the day.", 6),
        ("3 workdays befor arrival 09:00", "Here stands a word that says no time.", 11),
        ("sometimes", "Here stands a word that says no time.", 0),
        ("before arrival", "These words say no time together.", 0),
        ("workdays of month", "These words say no time together.", 0),
        ("31st of month", "Not every month has this day.", 0),
        ("32nd of month", "No month has such a day.", 0),
        ("367 days before arrival", "This is more than 366 days from the visit.", 0),
        ("on change 06:00", "What is due on change has no time of the day.", 10),
        ("0 6 * *", "Cron has five fields; there are 4 here.", 6),
        ("0 6 * * * *", "Cron has five fields; there are 6 here.", 10),
        ("@daily", "Names of cron that begin with @ are not known here.", 0),
        ("60 6 * * *", "This cannot be a minute of cron.", 0),
        ("0 24 * * *", "This cannot be an hour of cron.", 2),
        ("0 6 0 * *", "This cannot be a day of month of cron.", 4),
        ("0 6 * 13 *", "This cannot be a month of cron.", 6),
        ("0 6 * * 8", "This cannot be a day of week of cron.", 8),
        ("0 6 * * mon-xyz", "This cannot be a day of week of cron.", 8),
        ("0 6 * mon *", "This cannot be a month of cron.", 6),
        ("0 6 L * *", "This cannot be a day of month of cron.", 4),
        ("0 6 * * 1,", "This cannot be a day of week of cron.", 10),
        ("5/15 * * * *", "A step needs a range before it.", 0),
        ("*/0 * * * *", "A step of 0 goes nowhere.", 0),
        ("0 22-4 * * *", "This range ends before it begins.", 2),
        ("0 0 31 4,6 *", "None of these months has such a day.", 4),
        ("0 0 30 2 *", "None of these months has such a day.", 4),
        ("99999999999999999999 6 * * *", "This cannot be a minute of cron.", 0),
    ],
)
def test_what_says_no_time(text: str, sentence: str, offset: int):
    with pytest.raises(Unreadable) as refused:
        parse_when(text)
    assert (refused.value.sentence, refused.value.offset) == (sentence, offset)
    assert refused.value.hint.endswith((".", "*", "..."))


def test_a_slip_is_told_with_what_was_meant():
    with pytest.raises(Unreadable) as refused:
        parse_when("3 workdays befor arrival 09:30")
    assert refused.value.hint == "Write it like 3 workdays before arrival 09:30."


def test_days_of_either_kind_count_unless_one_field_begins_with_a_star():
    assert parse_cron("0 0 1 * mon").either
    assert not parse_cron("0 0 * * mon").either
    assert not parse_cron("0 0 */2 * mon").either
    assert not parse_cron("0 0 1 * */2").either
    assert parse_cron("0 0 30 2 mon").either  # on Mondays of February


def test_sunday_is_0_and_7():
    assert parse_cron("0 0 * * 0").weekdays == parse_cron("0 0 * * 7").weekdays == (6,)
    assert parse_cron("0 0 * * sun-tue").weekdays == (0, 1, 6)
    assert parse_cron("0 0 * * 5-7").weekdays == (4, 5, 6)
    assert parse_cron("0 0 * * *").weekdays == tuple(range(7))


FIELDS = ((0, 59), (0, 23), (1, 28), (1, 12), (0, 7))


@st.composite
def field(draw: st.DrawFn, low: int, high: int) -> tuple[str, set[int]]:
    """Return a field and its numbers, worked out by counting up."""
    texts: list[str] = []
    found: set[int] = set()
    for _ in range(draw(st.integers(1, 3))):
        first = draw(st.integers(low, high))
        last = draw(st.integers(first, high))
        step = draw(st.integers(1, 20))
        kind = draw(st.sampled_from(("one", "range", "steps", "star", "star steps")))
        if kind == "one":
            texts.append(str(first))
            found.add(first)
            continue
        begin, end = (low, 31 if high == 28 else high) if kind.startswith("star") else (first, last)
        head = "*" if kind.startswith("star") else f"{first}-{last}"
        by = step if kind.endswith("steps") else 1
        texts.append(f"{head}/{step}" if kind.endswith("steps") else head)
        at = begin
        while at <= end:
            found.add(at)
            at += by
    return ",".join(texts), found


@given(st.tuples(*(field(low, high) for low, high in FIELDS)))
def test_fields_of_cron(fields: tuple[tuple[str, set[int]], ...]):
    text = " ".join(word for word, _ in fields)
    read = parse_cron(text)
    minutes, hours, days, months, weekdays = (numbers for _, numbers in fields)
    assert read == Cron(
        tuple(sorted(minutes)),
        tuple(sorted(hours)),
        tuple(sorted(days)),
        tuple(sorted(months)),
        tuple(sorted({(number - 1) % 7 for number in weekdays})),
        not (fields[2][0].startswith("*") or fields[4][0].startswith("*")),
        text,
    )


@given(st.text(max_size=40) | st.from_regex(re.compile(r"[0-9*/,a-z: -]{0,30}", re.ASCII), fullmatch=True))
def test_any_text_is_read_or_refused(text: str):
    try:
        read = parse_when(text)
    except Unreadable as refused:
        assert refused.sentence and refused.hint
        assert 0 <= refused.offset <= len(text)
    else:
        assert parse_when(str(read)) == read
