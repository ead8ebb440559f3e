"""What each kind of quantity must look like, to the letter."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefgen.data.quantity import (
    Amount,
    Day,
    Item,
    Items,
    Phrase,
    Qualifier,
    Quantity,
    Rank,
    Span,
    Value,
    Wording,
)
from briefgen.language.growth import growth
from briefgen.language.lists import join
from briefgen.language.ordinals import ordinal
from briefgen.language.quantities import Part, Style, parts, phrase
from briefgen.language.ticks import TickRow, tick_row

FIELDS: Wording = {"zh": "个领域", "en": "field|fields"}
PEOPLE: Wording = {"zh": "人", "en": "person|people"}
FIRMS: Wording = {"zh": "家", "en": "firms"}
PASSENGERS: Wording = {"zh": "人次", "en": "passenger|passengers"}
YEARS: Wording = {"zh": "年", "en": "year|years"}


def amount(text: str) -> Amount:
    return Amount(Decimal(text))


def span(low: str, high: str) -> Span:
    return Span(Decimal(low), Decimal(high))


def both(quantity: Quantity, style: Style) -> tuple[str, str]:
    return phrase(quantity, "zh", style), phrase(quantity, "en", style)


@pytest.mark.parametrize(
    ("value", "zh", "sentence", "label"),
    [
        ("19400000000", "194亿元", "RMB 19.4 billion", "RMB 19.4 bn"),
        ("26000000000", "260亿元", "RMB 26 billion", "RMB 26 bn"),
        ("520000000000", "5200亿元", "RMB 520 billion", "RMB 520 bn"),
        ("118500000000", "1185亿元", "RMB 118.5 billion", "RMB 118.5 bn"),
        ("74200000000", "742亿元", "RMB 74.2 billion", "RMB 74.2 bn"),
        ("1E+12", "1万亿元", "RMB 1 trillion", "RMB 1 tn"),
        ("999900000000", "9999亿元", "RMB 999.9 billion", "RMB 999.9 bn"),
        ("1500000000000", "1.5万亿元", "RMB 1.5 trillion", "RMB 1.5 tn"),
        ("1000000000", "10亿元", "RMB 1 billion", "RMB 1 bn"),
        ("100000000", "1亿元", "RMB 100 million", "RMB 100 mn"),
        ("99990000", "9999万元", "RMB 99.99 million", "RMB 99.99 mn"),
        ("500000", "50万元", "RMB 500,000", "RMB 500,000"),
        ("9999", "9999元", "RMB 9,999", "RMB 9,999"),
        ("10000", "1万元", "RMB 10,000", "RMB 10,000"),
        ("0.5", "0.5元", "RMB 0.5", "RMB 0.5"),
        ("0", "0元", "RMB 0", "RMB 0"),
        ("-0", "0元", "RMB 0", "RMB 0"),
        ("-1200000000", "−12亿元", "RMB −1.2 billion", "RMB −1.2 bn"),
        ("1234567891", "12.34567891亿元", "RMB 1,234,567,891", "RMB 1,234,567,891"),
        ("19400000000.00", "194亿元", "RMB 19.4 billion", "RMB 19.4 bn"),
        ("10000000000000000", "1亿亿元", "RMB 10,000 trillion", "RMB 10,000 tn"),
    ],
)
def test_money(value: str, zh: str, sentence: str, label: str) -> None:
    quantity = Quantity(amount(value), "CNY")
    assert both(quantity, "sentence") == (zh, sentence)
    for style in ("label", "table", "axis", "figure"):
        assert both(quantity, style) == (zh, label)


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("533", "", "533", "533"),
        ("1185", "", "1185", "1,185"),
        ("8", FIELDS, "8个领域", "8 fields"),
        ("1", FIELDS, "1个领域", "1 field"),
        ("1.0", FIELDS, "1.0个领域", "1.0 fields"),
        ("0", FIELDS, "0个领域", "0 fields"),
        ("17", FIRMS, "17家", "17 firms"),
        ("12345", PEOPLE, "1.2345万人", "12,345 people"),
        ("800000", PEOPLE, "80万人", "800,000 people"),
        ("1000000", PEOPLE, "100万人", "1 million people"),
        ("1234567", PEOPLE, "123.4567万人", "1,234,567 people"),
        ("20", "percent", "20%", "20%"),
        ("8.0", "percent", "8.0%", "8.0%"),
        ("-3.2", "percent", "−3.2%", "−3.2%"),
        ("12000", "percent", "12000%", "12,000%"),
        ("0.5", "points", "0.5个百分点", "0.5 percentage points"),
        ("1", "points", "1个百分点", "1 percentage point"),
        ("8", "times", "8倍", "8 times"),
        ("2.5", "times", "2.5倍", "2.5 times"),
        ("400000000000", "bit/s", "400 Gbps", "400 Gbps"),
        ("1000000000000", "bit/s", "1 Tbps", "1 Tbps"),
        ("100000000", "W", "100 MW", "100 MW"),
        ("750", "W", "750 W", "750 W"),
    ],
)
def test_other_units(value: str, unit: str | Wording, zh: str, en: str) -> None:
    assert both(Quantity(amount(value), unit), "sentence") == (zh, en)
    assert both(Quantity(amount(value), unit), "figure") == (zh, en)


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "zh", "en"),
    [
        (amount("20"), "percent", "about", "约20%", "about 20%"),
        (amount("13000000000"), "CNY", "about", "约130亿元", "about RMB 13 billion"),
        (amount("60"), "percent", "more-than", "超过60%", "more than 60%"),
        (amount("1000000"), PEOPLE, "more-than", "超过100万人", "more than 1 million people"),
        (amount("5000000000"), "CNY", "at-least", "不低于50亿元", "at least RMB 5 billion"),
        (amount("20"), FIRMS, "at-least", "至少20家", "at least 20 firms"),
        (amount("10000000000"), "CNY", "nearly", "近100亿元", "nearly RMB 10 billion"),
        (amount("40"), "percent", "up-to", "最高40%", "up to 40%"),
        (amount("20"), FIRMS, "up-to", "至多20家", "up to 20 firms"),
        (span("1E+8", "2E+8"), "CNY", "up-to", "最高1亿～2亿元", "up to RMB 100 million to RMB 200 million"),
        (amount("500000000000"), "CNY", "class-of", "5000亿元级", "RMB 500 billion class"),
        (amount("10000000"), PASSENGERS, "class-of", "1000万人次级", "10 million passenger class"),
        (amount("100000000"), "W", "class-of", "100 MW级", "100 MW class"),
        (amount("10"), FIRMS, "several", "10多家", "over 10 firms"),
        (amount("210"), FIRMS, "several", "210多家", "over 210 firms"),
        (amount("23000"), FIRMS, "several", "2.3万多家", "over 23,000 firms"),
        (amount("50000000000"), "CNY", "several", "500多亿元", "over RMB 50 billion"),
        (amount("7"), FIRMS, "several", "超过7家", "over 7 firms"),
        (amount("16.5"), "percent", "including", "含16.5%", "including 16.5%"),
        (amount("3"), FIRMS, "such-as", "如3家", "such as 3 firms"),
    ],
)
def test_qualifiers_stand_where_the_number_stands(
    value: Value, unit: str | Wording, qualifier: Qualifier, zh: str, en: str
) -> None:
    assert both(Quantity(value, unit, qualifier), "sentence") == (zh, en)


def test_more_than_is_one_character_outside_sentences() -> None:
    assert both(Quantity(amount("100"), FIRMS, "more-than"), "figure") == ("逾100家", "more than 100 firms")


@pytest.mark.parametrize(
    ("low", "high", "unit", "zh", "sentence", "label"),
    [
        ("3E+10", "5E+10", "CNY", "300亿～500亿元", "RMB 30 billion to RMB 50 billion", "RMB 30–50 bn"),
        ("3E+11", "5E+11", "CNY", "3000亿～5000亿元", "RMB 300 billion to RMB 500 billion", "RMB 300–500 bn"),
        ("5E+8", "1.5E+9", "CNY", "5亿～15亿元", "RMB 500 million to RMB 1.5 billion", "RMB 500 mn–1.5 bn"),
        ("5E+7", "1.5E+8", "CNY", "5000万～1.5亿元", "RMB 50 million to RMB 150 million", "RMB 50–150 mn"),
        ("8E+5", "1E+6", "CNY", "80万～100万元", "RMB 800,000 to RMB 1 million", "RMB 800,000 to RMB 1 mn"),
        ("5000", "15000", "CNY", "5000元～1.5万元", "RMB 5,000 to RMB 15,000", "RMB 5,000–15,000"),
        ("500", "800", "CNY", "500～800元", "RMB 500 to RMB 800", "RMB 500–800"),
        ("13", "15", "percent", "13%～15%", "13% to 15%", "13–15%"),
        ("-3", "-1", "percent", "−3%～−1%", "−3% to −1%", "−3% to −1%"),
        ("3", "5", YEARS, "3～5年", "3 to 5 years", "3–5 years"),
        ("150000", "520000", PEOPLE, "15万～52万人", "150,000 to 520,000 people", "150,000–520,000 people"),
        ("1E+6", "2E+6", PEOPLE, "100万～200万人", "1 million to 2 million people", "1–2 million people"),
        ("1E+8", "2E+8", "W", "100～200 MW", "100 to 200 MW", "100–200 MW"),
        ("4E+11", "1E+12", "bit/s", "400 Gbps～1 Tbps", "400 Gbps to 1 Tbps", "400 Gbps–1 Tbps"),
        ("0.5", "1", "points", "0.5～1个百分点", "0.5 to 1 percentage points", "0.5–1 percentage points"),
    ],
)
def test_ranges(low: str, high: str, unit: str | Wording, zh: str, sentence: str, label: str) -> None:
    quantity = Quantity(span(low, high), unit)
    assert both(quantity, "sentence") == (zh, sentence)
    assert both(quantity, "label") == (zh, label)


def test_short_words_of_counts_are_kept_for_tables_and_axes() -> None:
    quantity = Quantity(amount("1000000"), PEOPLE)
    assert [phrase(quantity, "en", style) for style in ("sentence", "label", "figure", "table", "axis")] == [
        *["1 million people"] * 3,
        *["1 mn people"] * 2,
    ]


def test_parts_let_number_and_unit_be_set_in_different_sizes() -> None:
    money = Quantity(amount("19400000000"), "CNY")
    assert parts(money, "zh", "figure") == (Part("number", "194"), Part("unit", "亿元"))
    assert parts(money, "en", "figure") == (
        Part("prefix", "RMB"),
        Part("number", "19.4", space=True),
        Part("unit", "bn", space=True),
    )
    share = Quantity(amount("20"), "percent", "about")
    assert parts(share, "zh", "figure") == (Part("qualifier", "约"), Part("number", "20%"))
    assert parts(share, "en", "figure") == (Part("qualifier", "about"), Part("number", "20%", space=True))
    fund = Quantity(span("3E+10", "5E+10"), "CNY")
    assert [(part.kind, part.text) for part in parts(fund, "zh")] == [
        ("number", "300"),
        ("unit", "亿"),
        ("text", "～"),
        ("number", "500"),
        ("unit", "亿元"),
    ]


def test_ranks() -> None:
    world = Quantity(Rank(5, {"zh": "全球", "en": "in the world"}))
    assert both(world, "sentence") == ("全球第5位", "fifth in the world")
    assert both(world, "label") == ("全球第5位", "5th in the world")
    assert parts(world, "en", "figure") == (Part("number", "5th"), Part("text", "in the world", space=True))
    assert both(Quantity(Rank(11, {"zh": "全国", "en": "in China"})), "sentence") == ("全国第11位", "11th in China")
    assert both(Quantity(Rank(2, {"zh": "", "en": ""})), "sentence") == ("第2位", "second")


@pytest.mark.parametrize(
    ("number", "text"),
    list({1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th"}.items()),
)
def test_ordinals(number: int, text: str) -> None:
    assert ordinal(number, "en") == text
    assert ordinal(number + 100, "en") == f"{number + 100}{text[-2:]}"
    assert ordinal(number, "zh") == f"第{number}位"
    assert ordinal(1021, "en", words=True) == "1,021st"


def _items(*pairs: tuple[str, str]) -> Items:
    return Items(tuple(Item({"zh": zh, "en": en}) for zh, en in pairs))


def test_lists_are_closed_unless_the_qualifier_opens_them() -> None:
    chain = _items(("设计", "design"), ("制造", "fabrication"), ("封装", "packaging"))
    assert both(Quantity(chain), "sentence") == ("设计、制造和封装", "design, fabrication and packaging")
    for qualifier in ("such-as", "including"):
        assert both(Quantity(chain, "", qualifier), "sentence") == (
            "设计、制造、封装等",
            "design, fabrication, packaging and others",
        )


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ([], []),
        (["机器人"], ["robots"]),
        (["明孝陵", "明城墙"], ["the Ming Xiaoling Mausoleum", "the Ming City Wall"]),
    ],
)
def test_short_lists(zh: list[str], en: list[str]) -> None:
    assert join(zh, "zh") == "和".join(zh)
    assert join(en, "en") == " and ".join(en)


def test_lists_whose_items_have_an_and_stay_clear() -> None:
    assert join(["集成电路", "软件和信息服务", "航空航天"], "zh") == "集成电路、软件和信息服务、航空航天"
    assert join(["aerospace", "software and information services"], "en") == (
        "aerospace, and software and information services"
    )


def test_lists_whose_items_have_a_comma_are_parted_by_semicolons() -> None:
    assert join(["甲，乙", "丙"], "zh") == "甲，乙；丙"
    assert join(["one, two", "three"], "en") == "one, two; and three"


def test_no_mark_stands_between_neighbouring_quotation_or_title_marks() -> None:
    assert join(["“六朝古都”", "“十朝都会”"], "zh", open_ended=True) == "“六朝古都”“十朝都会”等"
    assert join(["《投资指南》", "《产业地图》", "海报"], "zh") == "《投资指南》《产业地图》和海报"


def test_words_and_days() -> None:
    title: Wording = {"zh": "世界文学之都", "en": "UNESCO City of Literature"}
    assert both(Quantity(Phrase(title)), "sentence") == ("世界文学之都", "UNESCO City of Literature")
    projects: Wording = {"zh": "重大项目", "en": "major projects"}
    assert both(Quantity(Phrase(projects), "", "several"), "sentence") == ("多个重大项目", "several major projects")
    said: Wording = {"zh": "多项重大工程", "en": "several major projects"}
    assert both(Quantity(Phrase(said), "", "several"), "sentence") == ("多项重大工程", "several major projects")
    assert both(Quantity(Day(2020, 6, 15), "date"), "sentence") == ("2020年6月15日", "15 June 2020")
    assert both(Quantity(Day(2020, 6), "date"), "table") == ("2020年6月", "June 2020")
    assert both(Quantity(Day(2025), "date", "about"), "sentence") == ("约2025年", "about 2025")


def test_an_unknown_unit_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="“acre” is not a unit of numbers"):
        phrase(Quantity(amount("5"), "acre"), "en")


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(KeyError, match="no words in the language"):
        phrase(Quantity(amount("5"), "CNY"), "fr")
    with pytest.raises(KeyError, match="no text in the language “en”"):
        phrase(Quantity(amount("5"), {"zh": "家"}), "en")


@pytest.mark.parametrize("language", ["zh", "zh-Hans", "zh-CN"])
def test_chinese_is_meant_by_its_first_subtag(language: str) -> None:
    assert phrase(Quantity(amount("8"), {"zh-Hans": "个领域", "en": "fields"}), language) == "8个领域"


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "zh", "en"),
    [
        (amount("20"), "percent", "about", "增长约20%", "rose about 20%"),
        (amount("16.5"), "percent", "none", "增长16.5%", "rose 16.5%"),
        (amount("60"), "percent", "more-than", "增长超过60%", "rose more than 60%"),
        (amount("-3.2"), "percent", "none", "下降3.2%", "fell 3.2%"),
        (amount("-3.2"), "percent", "about", "下降约3.2%", "fell about 3.2%"),
        (amount("0"), "percent", "none", "持平", "was unchanged"),
        (amount("0"), "percent", "about", "基本持平", "was little changed"),
        (span("13", "15"), "percent", "none", "增长13%～15%", "rose 13% to 15%"),
        (span("-3", "-1"), "percent", "none", "下降1%～3%", "fell 1% to 3%"),
        (span("-1", "2"), "percent", "none", "变动−1%～2%", "changed by −1% to 2%"),
        (amount("0.5"), "points", "none", "上升0.5个百分点", "rose 0.5 percentage points"),
        (amount("-2E+9"), "CNY", "none", "减少20亿元", "fell RMB 2 billion"),
        (amount("109"), FIRMS, "none", "增加109家", "rose 109 firms"),
    ],
)
def test_growth(value: Value, unit: str | Wording, qualifier: Qualifier, zh: str, en: str) -> None:
    quantity = Quantity(value, unit, qualifier)
    assert (growth(quantity, "zh"), growth(quantity, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("quantity", "reason"),
    [
        (Quantity(amount("8"), "times"), "number of times"),
        (Quantity(amount("-3"), "percent", "more-than"), "how far"),
        (Quantity(span("-1", "2"), "percent", "up-to"), "how far"),
        (Quantity(Day(2020)), "number or a range"),
    ],
)
def test_growth_that_would_mislead_is_refused(quantity: Quantity, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        growth(quantity, "zh")


def test_tick_rows_share_one_magnitude_and_name_the_unit_once() -> None:
    money = [Decimal(step) * 100_000_000_000 for step in range(6)]
    assert tick_row(money, "CNY", "zh") == TickRow(("0", "1000", "2000", "3000", "4000", "5000"), "亿元")
    assert tick_row(money, "CNY", "en") == TickRow(("0", "100", "200", "300", "400", "500"), "RMB bn")
    people = [Decimal(0), Decimal(200_000), Decimal(400_000)]
    assert tick_row(people, PEOPLE, "zh") == TickRow(("0", "20", "40"), "万人")
    assert tick_row(people, PEOPLE, "en") == TickRow(("0", "200", "400"), "thousand people")
    assert tick_row([Decimal(-5), Decimal(10)], "percent", "en") == TickRow(("−5%", "10%"), "")
    assert tick_row([Decimal(0), Decimal(2000)], FIRMS, "en") == TickRow(("0", "2,000"), "firms")
    assert tick_row([], "CNY", "zh") == TickRow((), "元")
