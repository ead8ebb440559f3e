"""Read numbers out, and understand them again by rules of our own."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.data.load import load_store
from briefgen.data.quantity import Amount, Day, Missing, Period, Phrase, Quantity, Rank, Span
from briefgen.language.numerals import cardinal, chinese, english, english_year, ordinal_words
from briefgen.language.pinyin import SYLLABLES, counted_pinyin, pinyin
from briefgen.language.qualifiers import QUALIFIERS
from briefgen.language.spoken_numbers import period_reading, reading
from briefgen.project import open_project
from briefgen.spec.load import load_settings

DATA = Path(__file__).resolve().parents[2] / "data"
FIRMS = {"zh": "家", "en": "firm|firms"}

DIGITS = {han: value for value, han in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
PLACES = {"十": 10, "百": 100, "千": 1000}


def heard_chinese(text: str) -> Decimal:
    """Understand a number in characters; behind decimals a magnitude may stand."""
    whole, _, decimals = text.partition("点")
    digits = decimals.rstrip("万亿")
    scale = 10 ** sum(8 if han == "亿" else 4 for han in decimals[len(digits) :])
    tail = Decimal("0." + "".join(str(DIGITS[han]) for han in digits)) if digits else Decimal(0)
    return (_whole(whole) + tail) * scale


def _whole(text: str) -> int:
    for power, name in ((8, "亿"), (4, "万")):
        at = text.rfind(name)
        if at >= 0:
            return _whole(text[:at]) * 10**power + _whole(text[at + 1 :])
    total, digit = 0, 0
    for place, han in enumerate(text):
        if han in PLACES:
            total += (1 if place == 0 and han == "十" else digit) * PLACES[han]
            digit = 0
        else:
            digit = DIGITS[han]
    return total + digit


ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
ENGLISH = {word: value for value, word in enumerate(ONES)}
ENGLISH |= {word: 10 * value for value, word in enumerate(TENS, start=2)}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15}


def heard_english(text: str) -> Decimal:
    """Understand a number in English words, with its magnitude behind decimals."""
    head, point, tail = text.partition(" point ")
    words = tail.split()
    scale = SCALES[words.pop()] if words and words[-1] in SCALES else 1
    decimals = "".join(str(ENGLISH[word]) for word in words)
    total = group = 0
    for word in head.replace("-", " ").split():
        if word == "hundred":
            group *= 100
        elif word in SCALES:
            total, group = total + group * SCALES[word], 0
        elif word != "and":
            group += ENGLISH[word]
    return (total + group + (Decimal(f"0.{decimals}") if point else 0)) * scale


HEARD = {SYLLABLES[han]: han for han in "零一二三四五六七八九十百千万亿点两"}
SYLLABLE = re.compile("|".join(sorted(HEARD, key=len, reverse=True)))


def heard_pinyin(text: str) -> Decimal:
    """Understand a number in pinyin: every syllable is one character."""
    assert not SYLLABLE.sub("", text).strip(" '")
    return heard_chinese("".join(HEARD[syllable] for syllable in SYLLABLE.findall(text)))


WHOLE = st.integers(0, 10**17 - 1) | st.integers(0, 30_000)
DECIMALS = st.from_regex(r"\A[0-9]{1,6}\Z")


@given(WHOLE)
def test_a_whole_number_is_understood_in_both_languages(number: int):
    words = chinese(str(number))
    assert heard_chinese("".join(words)) == number
    assert heard_pinyin(pinyin(words)) == number
    assert heard_english(cardinal(number)) == number
    assert heard_english(english(f"{number:,}")) == number


@given(st.integers(0, 10**6), DECIMALS)
def test_decimals_are_said_one_by_one(number: int, decimals: str):
    text = f"{number}.{decimals}"
    assert heard_chinese("".join(chinese(text))) == Decimal(text)
    assert heard_pinyin(pinyin(chinese(text))) == Decimal(text)
    assert heard_english(english(text)) == Decimal(text)
    assert len(english(text).partition(" point ")[2].split()) == len(decimals)


@given(st.decimals(1, 10**15 - 1, places=2).filter(lambda value: value == value.to_integral_value() or value < 10**6))
def test_money_is_the_same_in_every_reading(value: Decimal):
    found = reading(Quantity(Amount(value), "CNY"))
    assert found is not None
    assert heard_chinese(found.han.removesuffix("元")) == value
    assert heard_pinyin(found.pinyin.removesuffix(" yuán")) == value
    assert heard_english(found.english.removesuffix(" renminbi")) == value


@given(st.integers(0, 2000), st.integers(0, 99))
def test_percentages(whole: int, part: int):
    value = Decimal(f"{whole}.{part:02d}")
    found = reading(Quantity(Amount(value), "percent"))
    assert found is not None
    assert heard_chinese(found.han.removeprefix("百分之")) == value
    assert heard_pinyin(found.pinyin.removeprefix("bǎi fēn zhī ")) == value
    assert heard_english(found.english.removesuffix(" per cent")) == value


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_ranges(low: int, more: int):
    found = reading(Quantity(Span(Decimal(low), Decimal(low + more)), "CNY"))
    assert found is not None
    ends = found.han.removesuffix("元").split("至")
    # The first unit is left out only where no magnitude could be taken for it.
    assert [heard_chinese(end.removesuffix("元")) for end in ends] == [low, low + more]
    assert [heard_english(end) for end in found.english.removesuffix(" renminbi").split(" to ")] == [low, low + more]


@given(st.integers(0, 999), st.integers(1, 999), st.sampled_from(["percent", "times", "points"]))
def test_ranges_of_shares_are_heard_as_they_were_meant_in_every_reading(low: int, more: int, unit: str):
    ends = (Decimal(low) / 10, Decimal(low + more) / 10)
    found = reading(Quantity(Span(*ends), unit))
    assert found is not None
    han, heard = found.han, found.pinyin
    for word in ("百分之", "个百分点", "倍"):
        han = han.replace(word, "")
    for word in ("bǎi fēn zhī ", " gè bǎifēndiǎn", " bèi"):
        heard = heard.replace(word, "")
    said = re.sub(r" (per cent|percentage points|times)", "", found.english)
    assert tuple(heard_chinese(end) for end in han.split("至")) == ends
    assert tuple(heard_pinyin(end) for end in heard.split(" zhì ")) == ends
    assert tuple(heard_english(end) for end in said.split(" to ")) == ends
    # A share of two is 百分之二, yet two of anything counted is 两.
    assert unit != "percent" or "两" not in han


@given(st.sampled_from(sorted(QUALIFIERS)), st.integers(1, 10**13))
def test_a_qualifier_is_heard_in_pinyin_too_and_changes_no_number(qualifier, value: int):
    found = reading(Quantity(Amount(Decimal(value)), "CNY", qualifier))
    assert found is not None
    assert found.pinyin.isprintable() and not re.search(r"[\u3400-\u9fff]", found.pinyin)
    number = re.search(r"[零一二三四五六七八九十百千万亿点两]+", found.han)
    assert number is not None
    if qualifier != "several":  # 一千多元 leaves the last places open
        assert heard_chinese(number[0]) == value


@given(st.integers(1, 10**15))
def test_two_is_liang_where_things_are_counted_and_never_behind_ten_or_a_point(number: int):
    han = reading(Quantity(Amount(Decimal(number)), FIRMS)).han.removesuffix("家")
    assert heard_chinese(han) == number
    assert "十两" not in han and "点两" not in han and "两十" not in han and "两百" not in han
    assert han != "二"


@given(st.integers(1, 5000))
def test_places(rank: int):
    found = reading(Quantity(Rank(rank, {"zh": "全国", "en": "in China"})))
    assert found is not None
    assert heard_chinese(found.han[1:-1]) == rank
    assert heard_pinyin(found.pinyin.removeprefix("dì-").removesuffix(" wèi")) == rank
    assert found.english == ordinal_words(rank)


@given(st.dates())
def test_days(day):
    found = reading(Quantity(Day(day.year, day.month, day.day), "date"))
    assert found is not None
    year, rest = found.han.split("年")
    month, date = rest.removesuffix("日").split("月")
    assert int("".join(str(DIGITS[han]) for han in year)) == day.year
    assert (heard_chinese(month), heard_chinese(date)) == (day.month, day.day)
    assert english_year(day.year) in found.english


@pytest.mark.parametrize(
    ("quantity", "han", "pinyin", "english"),
    [
        (
            Quantity(Amount(Decimal(19400000000)), "CNY"),
            "一百九十四亿元", "yībǎi jiǔshísì yì yuán", "nineteen point four billion renminbi",
        ),
        (
            Quantity(Amount(Decimal("16.50")), "percent", "about"),
            "约百分之十六点五零", "yuē bǎi fēn zhī shíliù diǎn wǔ líng", "about sixteen point five zero per cent",
        ),
        (Quantity(Amount(Decimal(2)), FIRMS), "两家", "liǎng jiā", "two firms"),
        (Quantity(Amount(Decimal(1)), FIRMS), "一家", "yī jiā", "one firm"),
        (Quantity(Amount(Decimal(12)), FIRMS), "十二家", "shí'èr jiā", "twelve firms"),
        (Quantity(Amount(Decimal(200000000)), "CNY"), "两亿元", "liǎngyì yuán", "two hundred million renminbi"),
        (
            Quantity(Amount(Decimal(200000000000)), "CNY", "more-than"),
            "超过两千亿元", "chāoguò liǎngqiān yì yuán", "more than two hundred billion renminbi",
        ),
        (Quantity(Amount(Decimal(10)), FIRMS, "several"), "十多家", "shí duō jiā", "over ten firms"),
        (
            Quantity(Amount(Decimal(10000000000)), "CNY", "class-of"),
            "一百亿元级", "yībǎi yì yuán jí", "ten billion renminbi class",
        ),
        (
            Quantity(Amount(Decimal(400000000000)), "bit/s"),
            "四百吉比特每秒", "sìbǎi jíbǐtè měi miǎo", "four hundred gigabits per second",
        ),
        (Quantity(Amount(Decimal(10**12)), "bit/s"), "一太比特每秒", "yī tàibǐtè měi miǎo", "one terabit per second"),
        (Quantity(Amount(Decimal(10**6)), "W"), "一兆瓦", "yī zhàowǎ", "one megawatt"),
        (
            Quantity(Amount(Decimal(10**12)), "CNY", "class-of"),
            "一万亿元级", "yīwàn yì yuán jí", "one trillion renminbi class",
        ),
        (
            Quantity(Amount(Decimal(5000000000)), "CNY", "at-least"),
            "不低于五十亿元", "bù dīyú wǔshí yì yuán", "at least five billion renminbi",
        ),
        (Quantity(Amount(Decimal(2)), "percent"), "百分之二", "bǎi fēn zhī èr", "two per cent"),
        (Quantity(Amount(Decimal(2)), "points"), "两个百分点", "liǎng gè bǎifēndiǎn", "two percentage points"),
        (
            Quantity(Amount(Decimal("0.2")), "percent"),
            "百分之零点二", "bǎi fēn zhī líng diǎn èr", "zero point two per cent",
        ),
        (Quantity(Amount(Decimal(22000)), FIRMS), "二点二万家", "èr diǎn èr wàn jiā", "twenty-two thousand firms"),
        (
            Quantity(Amount(Decimal("-3.2")), "points"),
            "负三点二个百分点", "fù sān diǎn èr gè bǎifēndiǎn", "minus three point two percentage points",
        ),
        (
            Quantity(Span(Decimal(5), Decimal(8)), "percent"),
            "百分之五至百分之八", "bǎi fēn zhī wǔ zhì bǎi fēn zhī bā", "five per cent to eight per cent",
        ),
        (
            Quantity(Day(2020, 6), "date"),
            "二〇二〇年六月", "èr líng èr líng nián liùyuè", "June twenty twenty",
        ),
    ],
)  # fmt: skip
def test_readings(quantity: Quantity, han: str, pinyin: str, english: str):
    found = reading(quantity)
    assert found is not None
    assert (found.han, found.pinyin, found.english) == (han, pinyin, english)


def test_periods():
    found = period_reading(Period("half", 2025, 1))
    assert found.han == "二〇二五年上半年"
    assert found.pinyin == "èr líng èr wǔ nián shàngbànnián"
    assert found.english == "the first half of twenty twenty-five"
    assert period_reading(Period("quarter", 2025, 3)).pinyin.endswith("dì-sān jìdù")
    assert period_reading(Period("years", 2021, end=2025)).han == "二〇二一年至二〇二五年"


@pytest.mark.parametrize(
    ("year", "said"),
    [
        (1900, "nineteen hundred"), (1905, "nineteen oh five"), (1999, "nineteen ninety-nine"), (2000, "two thousand"),
        (2006, "two thousand and six"), (2010, "twenty ten"), (2026, "twenty twenty-six"),
    ],
)  # fmt: skip
def test_years(year: int, said: str):
    assert english_year(year) == said


def test_words_and_what_is_awaited_have_no_reading():
    assert reading(Quantity(Phrase({"zh": "甲", "en": "a"}))) is None
    assert reading(Quantity(Missing(), "CNY")) is None


def test_what_the_table_does_not_know_stays_as_it_is():
    assert counted_pinyin("个鼎") == "个鼎"
    assert counted_pinyin("项目标") == "xiàng mùbiāo"


def test_every_unit_of_the_project_has_its_pinyin():
    units = set()
    for file in sorted(DATA.glob("*.yaml")):
        for fact in (yaml.safe_load(file.read_text(encoding="utf-8")).get("facts") or {}).values():
            unit = fact.get("unit")
            if isinstance(unit, dict):
                units.add(unit["zh"])
    assert units
    assert [unit for unit in sorted(units) if counted_pinyin(unit) == unit] == []


def test_every_number_of_the_project_is_heard_as_it_is_stored():
    project = open_project(DATA.parent, environment={})
    settings = load_settings(project)
    heard = 0
    for fact in load_store(project, settings.languages, settings.max_age).facts.values():
        found = None if fact.gap else reading(fact.quantity)
        value = fact.quantity.value
        if found is None or fact.quantity.unit in ("bit/s", "W") or not isinstance(value, Amount | Span | Rank):
            continue
        meant = {Amount: "value", Span: "low high", Rank: "rank"}[type(value)].split()
        numbers = [Decimal(getattr(value, name)) for name in meant]
        han = re.sub("百分之|百分点|百亿级|第", "", found.han)
        assert [heard_chinese(one) for one in re.findall(f"[{''.join(HEARD.values())}]+", han)] == numbers, fact.id
        assert not re.search(r"[\u3400-\u9fff]", found.pinyin), fact.id
        if not isinstance(value, Rank):
            words = re.findall(
                rf"(?:\b(?:{'|'.join([*ENGLISH, *SCALES, 'hundred', 'and', 'point'])})\b[ -]?)+", found.english
            )
            said = [re.sub(r"(^and | and$)", "", one.strip()) for one in words]
            assert [heard_english(one) for one in said if one not in ("", "and")][: len(numbers)] == numbers, fact.id
        else:
            assert found.english == ordinal_words(value.rank)
        heard += 1
    assert heard > 80


@pytest.mark.parametrize("text", ["", "1.", "1e5", "١", "-3"])
def test_what_is_no_number_is_refused(text: str):
    with pytest.raises(ValueError, match="not a number"):
        chinese(text)
    with pytest.raises(ValueError, match="not a number"):
        english(text)
