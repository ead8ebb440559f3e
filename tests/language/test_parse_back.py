"""Whatever value goes in, both texts mean it: read back by a parser that knows nothing of the product's tables."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.data.quantity import Amount, Qualifier, Quantity, Span, Wording
from briefgen.language.quantities import Style, joined, parts, phrase
from briefgen.language.ticks import tick_row

STYLES: tuple[Style, ...] = ("sentence", "label", "table", "axis", "figure")
FIRMS: Wording = {"zh": "家", "en": "firm|firms"}
GROUPED = ("", "CNY", FIRMS, "times")
UNITS = (*GROUPED, "percent", "points", "bit/s", "W")

ZH_POWERS = {"": 0, "万": 4, "亿": 8, "万亿": 12, "亿亿": 16}
EN_POWERS = {"": 0, "thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12}
SI_POWERS = {"": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15}
ZH_QUALIFIERS: dict[str, set[Qualifier]] = {
    "约": {"about"},
    "超过": {"more-than", "several"},
    "逾": {"more-than", "several"},
    "不低于": {"at-least"},
    "至少": {"at-least"},
    "近": {"nearly"},
    "最高": {"up-to"},
    "至多": {"up-to"},
    "如": {"such-as"},
    "级": {"class-of"},
    "多": {"several"},
    "含": {"including"},
    "": {"none"},
}
EN_QUALIFIERS: dict[str, Qualifier] = {
    "about": "about",
    "more than": "more-than",
    "at least": "at-least",
    "nearly": "nearly",
    "up to": "up-to",
    "such as": "such-as",
    "class": "class-of",
    "over": "several",
    "including": "including",
    "": "none",
}
QUALIFIERS: tuple[Qualifier, ...] = tuple(EN_QUALIFIERS.values())

ZH_NUMBER = re.compile(r"(−?\d+(?:\.\d+)?)%?(多?)(万亿|亿亿|万|亿)?(多?)(?: ([kMGTP]?)(?:bps|W))?(元|家|倍|个百分点)?")
EN_NUMBER = re.compile(
    r"(?:RMB )?(−?\d{1,3}(?:,\d{3})*(?:\.\d+)?)%?"
    r"(?: (thousand|million|billion|trillion|mn|bn|tn))?(?: ([kMGTP]?)(?:bps|W))?"
    r"(?: (?:firms?|times?|percentage points?))?"
)


def times_ten(digits: str, power: int) -> Decimal:
    with localcontext() as context:
        context.prec = 300
        return Decimal(digits.replace("−", "-").replace(",", "")).scaleb(power)


def read_zh(text: str) -> tuple[set[Qualifier], tuple[Decimal, ...]]:
    word = next((w for w in sorted(ZH_QUALIFIERS, key=len, reverse=True) if w and text.startswith(w)), "")
    text = text.removeprefix(word)
    if text.endswith("级"):
        word, text = "级", text.removesuffix("级")
    numbers: list[Decimal] = []
    ends = text.split("～")
    shared = re.search(r" ([kMGTP]?)(?:bps|W)$", ends[-1])
    for end in ends:
        found = ZH_NUMBER.fullmatch(end)
        assert found, f"{end!r} in {text!r}"
        digits, many, magnitude, more, prefix, _ = found.groups()
        word = many or more or word
        if prefix is None:
            prefix = shared[1] if shared else ""
        numbers.append(times_ten(digits, ZH_POWERS[magnitude or ""] + SI_POWERS[prefix]))
    return ZH_QUALIFIERS[word], tuple(numbers)


def read_en(text: str) -> tuple[Qualifier, tuple[Decimal, ...]]:
    word = next((w for w in EN_QUALIFIERS if w and text.startswith(w + " ")), "")
    text = text.removeprefix(word).lstrip()
    if text.endswith(" class"):
        word, text = "class", text.removesuffix(" class")
    numbers: list[Decimal] = []
    ends = re.split(r" to |–", text)
    last = EN_NUMBER.fullmatch(ends[-1])
    assert last, text
    with_dash = "–" in text
    for end in ends:
        found = EN_NUMBER.fullmatch(end)
        assert found, f"{end!r} in {text!r}"
        digits, magnitude, prefix = found.groups()
        if prefix is None:
            prefix = last[3] or ""
        if with_dash and magnitude is None:
            magnitude = last[2]
        numbers.append(times_ten(digits, EN_POWERS[magnitude or ""] + SI_POWERS[prefix]))
    return EN_QUALIFIERS[word], tuple(numbers)


def significant(text: str) -> list[str]:
    runs = re.findall(r"\d[\d,]*(?:\.\d+)?", text)
    return [run.replace(",", "").replace(".", "").strip("0") for run in runs]


@st.composite
def decimals(draw: st.DrawFn, *, sign: int = -1, low: int = -6, high: int = 15) -> Decimal:
    digits = draw(st.integers(0, 10**9) | st.integers(0, 999) | st.integers(0, 10**19))
    value = Decimal(f"{digits}E{draw(st.integers(low, high))}")
    return value.copy_negate() if sign < 0 and draw(st.booleans()) else value


amounts = decimals()
units = st.sampled_from(UNITS)
styles = st.sampled_from(STYLES)
qualifiers = st.sampled_from(QUALIFIERS)


@given(amounts, units, qualifiers, styles)
def test_an_amount_reads_back_to_the_same_number_and_qualifier(
    value: Decimal, unit: str | Wording, qualifier: Qualifier, style: Style
) -> None:
    quantity = Quantity(Amount(value), unit, qualifier)
    zh_qualifiers, zh_numbers = read_zh(phrase(quantity, "zh", style))
    en_qualifier, en_numbers = read_en(phrase(quantity, "en", style))
    assert zh_numbers == en_numbers == (value,)
    assert qualifier in zh_qualifiers
    assert en_qualifier == qualifier


@given(amounts, amounts, units, qualifiers, styles)
def test_a_range_reads_back_to_both_ends_and_the_qualifier(
    one: Decimal, other: Decimal, unit: str | Wording, qualifier: Qualifier, style: Style
) -> None:
    low, high = min(one, other), max(one, other)
    quantity = Quantity(Span(low, high), unit, qualifier)
    zh_qualifiers, zh_numbers = read_zh(phrase(quantity, "zh", style))
    en_qualifier, en_numbers = read_en(phrase(quantity, "en", style))
    assert zh_numbers == en_numbers == (low, high)
    assert qualifier in zh_qualifiers
    assert en_qualifier == qualifier


@given(amounts, units, styles)
def test_both_texts_have_the_digits_of_the_source(value: Decimal, unit: str | Wording, style: Style) -> None:
    quantity = Quantity(Amount(value), unit)
    source = significant(format(value.copy_abs(), "f"))
    assert significant(phrase(quantity, "zh", style)) == source
    assert significant(phrase(quantity, "en", style)) == source


@given(amounts, units, styles)
def test_no_zero_is_padded(value: Decimal, unit: str | Wording, style: Style) -> None:
    written = format(value.copy_abs(), "f")
    source_ends_in_zero = "." in written and written.endswith("0")
    for language in ("zh", "en"):
        digits = re.search(r"\d[\d,]*\.?\d*", phrase(Quantity(Amount(value), unit), language, style))
        assert digits
        if "." in digits[0] and digits[0].endswith("0"):
            assert source_ends_in_zero
            assert digits[0].replace(",", "") == written


@given(decimals(high=0), st.sampled_from(GROUPED), styles)
def test_chinese_never_has_five_digits_in_a_row_nor_a_comma(value: Decimal, unit: str | Wording, style: Style) -> None:
    text = phrase(Quantity(Amount(value), unit), "zh", style)
    assert "," not in text
    assert " " not in text
    assert re.match(r"−?\d{1,4}(?!\d)", text)
    assert not re.search("[0-9][千百十]", text)


@given(amounts, st.sampled_from(GROUPED), styles)
def test_english_magnitudes_count_from_1_to_999(value: Decimal, unit: str | Wording, style: Style) -> None:
    text = phrase(Quantity(Amount(value), unit), "en", style)
    found = re.search(r"(\d[\d,]*)(\.\d+)? (million|billion|trillion|mn|bn|tn)", text)
    if found:
        assert not found[1].startswith("0")
        assert len(found[2] or "") <= 5
        if found[3] not in ("trillion", "tn"):
            assert "," not in found[1]
    assert "thousand" not in text


@given(amounts, amounts, units, qualifiers, styles, st.sampled_from(["zh", "en", "zh-Hans", "en-GB"]))
def test_parts_make_the_phrase(
    one: Decimal, other: Decimal, unit: str | Wording, qualifier: Qualifier, style: Style, language: str
) -> None:
    for value in (Amount(one), Span(min(one, other), max(one, other))):
        quantity = Quantity(value, unit, qualifier)
        pieces = parts(quantity, language, style)
        text = phrase(quantity, language, style)
        assert joined(pieces) == text
        assert not pieces[0].space
        assert all(part.text and part.text == part.text.strip() for part in pieces)
        assert "-" not in text
        assert "  " not in text


@given(st.lists(amounts, min_size=1, max_size=6), st.sampled_from(UNITS))
def test_ticks_mean_their_values(values: list[Decimal], unit: str | Wording) -> None:
    for language in ("zh", "en"):
        row = tick_row(values, unit, language)
        symbol = re.fullmatch(r"([kMGTP]?)(?:bps|W)", row.unit)
        if symbol:
            power = SI_POWERS[symbol[1]]
        elif language == "zh":
            power = ZH_POWERS[row.unit.removesuffix("元").removesuffix("家").removesuffix("倍").replace("个百分点", "")]
        else:
            words = set(row.unit.split()) & set(EN_POWERS)
            power = EN_POWERS[words.pop()] if words else 0
        assert [times_ten(text.removesuffix("%"), power) for text in row.texts] == values


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "sNaN"])
@pytest.mark.parametrize("unit", ["CNY", "percent", "bit/s"])
def test_what_is_not_finite_is_refused(value: str, unit: str) -> None:
    with pytest.raises(ValueError, match="not a number that can be printed"):
        phrase(Quantity(Amount(Decimal(value)), unit), "zh")
    with pytest.raises(ValueError, match="not a number that can be printed"):
        tick_row([Decimal(value)], unit, "en")
