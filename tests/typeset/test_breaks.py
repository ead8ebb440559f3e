from __future__ import annotations

from itertools import pairwise

import pytest

from briefgen.typeset.breaks import opportunities
from briefgen.typeset.keep import addresses, kept
from briefgen.typeset.kinds import kinds_of


def broken(text: str, language: str) -> str:
    """Return the text with a bar at every opportunity."""
    places = opportunities(kinds_of(text, language))
    return "|".join(text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲乙，丙。", "甲|乙，|丙。"),
        ("《甲》（乙）", "《甲》|（乙）"),
        ("说：“甲”。", "说：|“甲”。"),
        ("甲……乙——丙", "甲……|乙——|丙"),
        ("共AI企业3家", "共|AI|企|业|3|家"),
        ("约20%的", "约|20%|的"),
        ("30～50亿", "30～|50|亿"),
        ("卡·乙", "卡·|乙"),
        ("5％￥5甲", "5％|￥5|甲"),
        ("甲/乙", "甲/|乙"),
        ("人々", "人々"),
        ("用C++语言", "用|C++语|言"),
        ("甲 乙", "甲 |乙"),
        ("甲(乙)丙", "甲|(乙)|丙"),
        ("ラーメン", "ラー|メ|ン"),
    ],
)
def test_chinese(text: str, expected: str) -> None:
    assert broken(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two words", "two |words"),
        ("well-known sub-fields", "well-|known |sub-|fields"),
        ("a 3-year plan", "a |3-year |plan"),
        ("at -5 °C", "at |-5 °C"),
        ("so – or — not", "so – |or — |not"),
        ("either/or and/ 5", "either/|or |and/ |5"),
        ("2031–2033", "2031–2033"),
        ("“He said so.” (Yes!)", "“He |said |so.” |(Yes!)"),
        ("1,234.50 or 3:5", "1,234.50 |or |3:5"),
        ("rate is 5 %", "rate |is |5 %"),
        ("wait … so", "wait … |so"),
        ("US$ 5 and €5", "US$ 5 |and |€5"),
        ("no\u00a0break", "no\u00a0break"),
        ("in 亿元.", "in |亿|元."),
        ("e\u0301te\u0301 a\u0308b", "e\u0301te\u0301 |a\u0308b"),
        ("AT&T me@home", "AT&T |me@home"),
    ],
)
def test_english(text: str, expected: str) -> None:
    assert broken(text, "en") == expected


def parted(text: str, language: str) -> str:
    """Return the text with a bar at every opportunity that nothing kept together takes away."""
    kinds = kinds_of(text, language)
    closed = {at for a, b in kept(text, kinds) for at in range(a + 1, b)}
    places = [at for at in opportunities(kinds) if at not in closed]
    return "|".join(text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "194亿元", "6月", "第4页", "12个", "约20%", "约5200亿元", "上半年", "下半年", "2031年", "第三类", "五个",
        "300余家",        "1.2平方公里", "2.6个百分点", "30～50亿元", "2031—2033年", "图3", "表2", "28公里", "A股",
        "30分钟", "100万台", "第12届", "（南京）",
    ],
)  # fmt: skip
def test_chinese_kept_together(text: str) -> None:
    assert parted(text, "zh") == text
    assert parted(f"在{text}内", "zh") == f"在|{text}|内"


@pytest.mark.parametrize(
    "text",
    [
        "RMB 19.4 bn", "RMB 19.4 billion", "about 20%", "about RMB 5 million", "1 June 2031", "June 2031",
        "June 1, 2031", "page 4", "Figure 1", "Table 12", "H1 2025", "Q3 2031", "28 km", "1.2 km²", "3 per cent",
        "2.6 percentage points", "at least 12", "more than 300", "+86 25 0000 0000", "RMB 30–50 bn", "RMB 30 to 50 bn",
        "Dr Sample", "10 a.m.", "e-commerce",
    ],
)  # fmt: skip
def test_english_kept_together(text: str) -> None:
    assert parted(text, "en") == text
    assert parted(f"so {text} then", "en") == f"so |{text} |then"


@pytest.mark.parametrize(
    "text", ["12 |sub-|fields", "12 |new |plants", "the |page |is", "27 |items", "in |May |we |go"]
)
def test_other_english_is_not(text: str) -> None:
    assert parted(text.replace("|", ""), "en") == text


@pytest.mark.parametrize("text", ["2031|南|京", "共|同|约|定", "一|些|人", "亿|万|个|人", "第|页"])
def test_other_chinese_is_not(text: str) -> None:
    plain = text.replace("|", "")
    assert parted(plain, "zh") in {text, text.replace("亿|万|个|", "亿万个|")}


def test_addresses_break_after_their_marks() -> None:
    text = "见https://www.example.org/news/2031?id=5&l=zh。或desk_a.b@example.org, www.example.com/a"
    shown: list[str] = []
    for start, end, breaks, _ in addresses(text):
        places = [start, *breaks, end]
        shown.append("|".join(text[a:b] for a, b in pairwise(places)))
    assert shown == [
        "https://www.|example.|org/|news/|2031?|id=|5&|l=zh",
        "desk_|a.|b@example.org",
        "www.|example.|com/a",
    ]
