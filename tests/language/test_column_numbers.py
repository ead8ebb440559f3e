"""Numbers of a column: exact, one magnitude for all, the unit apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.data.quantity import Amount, Phrase, Qualifier, Quantity, Span, Wording
from briefgen.language.columns import column_text, scales

BOTH = ("zh", "en")
PEOPLE = {"zh": "人", "en": "person|persons"}


@pytest.mark.parametrize(
    ("values", "unit", "zh", "en"),
    [
        (["520000000000", "2200000000"], "CNY", ("亿元", "5200", "22"), ("RMB bn", "520", "2.2")),
        (["1280000000", "180360000000"], "CNY", ("亿元", "12.8", "1803.6"), ("RMB bn", "1.28", "180.36")),
        (["1200000000000", "2200000000"], "CNY", ("亿元", "12,000", "22"), ("RMB bn", "1,200", "2.2")),
        (["35000000", "1200000"], "CNY", ("万元", "3500", "120"), ("RMB mn", "35", "1.2")),
        (["1234567", "5200000000"], "CNY", ("元", "1,234,567", "5,200,000,000"), ("RMB", "1,234,567", "5,200,000,000")),
        (["800", "1250"], "CNY", ("元", "800", "1,250"), ("RMB", "800", "1,250")),
        (["16.5", "-3"], "percent", ("%", "16.5", "−3"), ("%", "16.5", "−3")),
        (["123456", "485"], PEOPLE, ("人", "123,456", "485"), ("persons", "123,456", "485")),
        (["350000000", "120000000"], PEOPLE, ("亿人", "3.5", "1.2"), ("mn persons", "350", "120")),
        (["400000000000", "2500000000"], "bit/s", ("Gbps", "400", "2.5"), ("Gbps", "400", "2.5")),
        (["1", "12"], "", ("", "1", "12"), ("", "1", "12")),
    ],
)
def test_one_magnitude_serves_a_column(
    values: list[str], unit: str | Wording, zh: tuple[str, ...], en: tuple[str, ...]
):
    amounts = [Decimal(value) for value in values]
    found = scales(amounts, unit, BOTH)
    for language, (head, *texts) in (("zh", zh), ("en", en)):
        assert found[language].unit == head
        assert [column_text(Quantity(Amount(one), unit), found[language], language) for one in amounts] == texts


@pytest.mark.parametrize(("value", "unit"), [("400000000000", "bit/s"), ("1500000000000", "CNY")])
def test_languages_of_one_magnitude_write_one_number(value: str, unit: str):
    found = scales([Decimal(value)], unit, BOTH)
    assert len({(scale.power, scale.separated) for scale in found.values()}) == 1


def test_four_digits_stand_unseparated_where_chinese_is_alone():
    (scale,) = scales([Decimal(1234)], PEOPLE, ("zh",)).values()
    assert column_text(Quantity(Amount(Decimal(1234)), PEOPLE), scale, "zh") == "1234"


@pytest.mark.parametrize(
    ("qualifier", "zh", "en"),
    [
        ("about", "约20", "about 20"),
        ("more-than", "逾20", "more than 20"),
        ("at-least", "不低于20", "at least 20"),
        ("class-of", "20级", "20 class"),
        ("none", "20", "20"),
    ],
)
def test_qualifiers_stand_with_the_number(qualifier: Qualifier, zh: str, en: str):
    quantity = Quantity(Amount(Decimal(20)), "percent", qualifier)
    found = scales([Decimal(20)], "percent", BOTH)
    assert [column_text(quantity, found[language], language) for language in BOTH] == [zh, en]


def test_ranges():
    found = scales([Decimal(-5), Decimal(12)], "percent", BOTH)
    quantity = Quantity(Span(Decimal(3), Decimal(12)), "percent")
    assert [column_text(quantity, found[language], language) for language in BOTH] == ["3～12", "3–12"]
    below = Quantity(Span(Decimal(-5), Decimal(12)), "percent")
    assert [column_text(below, found[language], language) for language in BOTH] == ["−5～12", "−5 to 12"]


def test_words_are_no_number():
    (scale,) = scales([], "", ("zh",)).values()
    with pytest.raises(ValueError, match="numbers and ranges"):
        column_text(Quantity(Phrase({"zh": "词"})), scale, "zh")


@given(
    st.lists(st.decimals(-(10**15), 10**15, places=2, allow_nan=False, allow_infinity=False), min_size=1, max_size=9),
    st.sampled_from(["CNY", "percent", "bit/s", "W", ""]),
)
def test_nothing_of_a_number_is_lost(values: list[Decimal], unit: str):
    for language, scale in scales(values, unit, BOTH).items():
        for value in values:
            text = column_text(Quantity(Amount(value), unit), scale, language)
            read = Decimal(text.replace(",", "").replace("−", "-"))
            assert read.scaleb(scale.power) == value
