from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from briefgen.data.periods import parse_period
from briefgen.language.lists import join
from briefgen.language.periods import MONTHS, as_of_text, period_text, year_note


@pytest.mark.parametrize(
    ("written", "zh", "sentence", "label"),
    [
        ("2025", "2025年", "2025", "2025"),
        ("2025-H1", "2025年上半年", "first half of 2025", "H1 2025"),
        ("2025-H2", "2025年下半年", "second half of 2025", "H2 2025"),
        ("2025-Q1", "2025年第一季度", "first quarter of 2025", "Q1 2025"),
        ("2025-Q3", "2025年第三季度", "third quarter of 2025", "Q3 2025"),
        ("2020-06", "2020年6月", "June 2020", "June 2020"),
        ("2020-12", "2020年12月", "December 2020", "December 2020"),
        ("2020-06-05", "2020年6月5日", "5 June 2020", "5 June 2020"),
        ("2023/2025", "2023—2025年", "2023–2025", "2023–2025"),
    ],
)
def test_periods(written: str, zh: str, sentence: str, label: str) -> None:
    period = parse_period(written)
    assert period_text(period, "zh") == zh
    assert period_text(period, "en") == sentence
    for style in ("label", "table", "axis", "figure"):
        assert period_text(period, "zh-Hans", style=style) == zh
        assert period_text(period, "en-GB", style=style) == label


def test_an_inferred_year_is_said() -> None:
    half = parse_period("2025-H1")
    assert period_text(half, "zh", inferred=True) == "2025年上半年（年份为推断）"
    assert period_text(half, "en", inferred=True, style="label") == "H1 2025 (year inferred)"


def test_as_of() -> None:
    assert as_of_text(parse_period("2020-06"), "zh") == "截至2020年6月"
    assert as_of_text(parse_period("2020-06"), "en") == "as of June 2020"
    assert as_of_text(parse_period("2024"), "en", inferred=True) == "as of 2024 (year inferred)"


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        (
            "2025-H1",
            "来源仅称“上半年”，年份为推断",
            "the source says only “first half” and the year is inferred",
        ),
        (
            "2025-Q3",
            "来源仅称“第三季度”，年份为推断",
            "the source says only “third quarter” and the year is inferred",
        ),
        ("2020-06", "来源仅称“6月”，年份为推断", "the source says only “June” and the year is inferred"),
        ("2020-06-15", "来源仅称“6月15日”，年份为推断", "the source says only “15 June” and the year is inferred"),
        ("2025", "来源未注明年份，年份为推断", "the source names no year and the year is inferred"),
    ],
)
def test_the_year_note_says_what_the_source_states(written: str, zh: str, en: str) -> None:
    assert year_note(parse_period(written), "zh") == zh
    assert year_note(parse_period(written), "en") == en


@given(st.dates())
def test_both_languages_name_the_same_day(day: object) -> None:
    written = str(day)
    if written.startswith("0"):
        return
    period = parse_period(written)
    numbers = [int(piece) for piece in written.split("-")]
    zh = period_text(period, "zh")
    assert [int(piece) for piece in zh.replace("年", " ").replace("月", " ").replace("日", "").split()] == numbers
    number, month, year = period_text(period, "en").split()
    assert [int(year), MONTHS.index(month) + 1, int(number)] == numbers


def test_months_and_lists_are_those_of_cldr() -> None:
    english, chinese = Locale("en", "GB"), Locale("zh", "CN", script="Hans")
    assert list(MONTHS) == [english.months["format"]["wide"][number] for number in range(1, 13)]
    for locale, language, items in ((english, "en", ["a", "b"]), (chinese, "zh", ["甲", "乙"])):
        patterns = locale.list_patterns["standard"]
        assert join(items, language) == patterns["2"].format(*items)
        tail = patterns["end"].format(patterns["start"].format(*items), items[0])
        assert join([*items, items[0]], language) == tail
