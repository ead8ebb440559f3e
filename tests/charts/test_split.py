"""A whole as one bar: lengths, colours, keys and what remains, by their numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefgen.charts.draw import alt_texts, chart_data, draw_picture, facts_of_chart, facts_unprinted
from briefgen.charts.keys import KEYS, LIST_GAP, PILED, place_keys
from briefgen.charts.picture import Mark, Picture
from briefgen.charts.split import BAR, SEAM, segments
from briefgen.theme.tokens import MM

BOTH = ("zh", "en")
NARROW = 86 * MM


def drawn(block, facts, theme, width, languages=BOTH) -> Picture:
    return draw_picture(block, facts, theme, languages, width, None)


def extent(mark: Mark) -> tuple[float, float]:
    xs = [numbers[0] for _, numbers in mark.steps if numbers]
    return min(xs), max(xs)


def texts(picture: Picture, part: str) -> list[str]:
    return [label.text for label in picture.labels if label.name.endswith(part)]


def test_parts_share_the_width_by_their_size_with_a_seam_between(of_parts, firms, theme, width):
    picture = drawn(of_parts(), firms, theme, width)
    bars = [mark for mark in picture.marks if mark.fill]
    lengths = [right - left for left, right in map(extent, bars)]
    unit = (width - 2 * SEAM) / 533
    assert lengths == pytest.approx([17 * unit, 306 * unit, 210 * unit], abs=0.01)
    assert extent(bars[0])[0] == 0
    assert extent(bars[2])[1] == pytest.approx(width, abs=0.01)
    colours = theme.colours
    assert [mark.fill for mark in bars] == [colours["main"], colours["mid"], colours["third"]]


def test_the_subject_has_the_themes_hue_wherever_it_stands(of_parts, firms, theme, width):
    picture = drawn(of_parts(subject="c"), firms, theme, width)
    fills = [mark.fill for mark in picture.marks if mark.fill]
    assert fills == [theme.colours["mid"], theme.colours["third"], theme.colours["main"]]


def test_a_count_stands_once_with_its_measure_word_and_a_name_in_each_language(of_parts, firms, theme, width):
    picture = drawn(of_parts(), firms, theme, width)
    assert texts(picture, "-number") == ["17", "306", "210"]
    assert {label.language for label in picture.labels if label.name.endswith("-number")} == {None}
    assert texts(picture, "-measure") == ["家", "家", "家"]
    assert texts(picture, "-name") == [name for key in "abc" for name in (f"{key}（名）", f"{key} (name)")]
    assert picture.height == pytest.approx(BAR + KEYS + 7.5 * MM)


def test_each_tick_stands_in_its_own_part_and_words_keep_apart(of_parts, firms, theme, width):
    data = chart_data(of_parts(), firms, BOTH)
    ticks = place_keys(data, segments(data, width), width)
    assert ticks is not None
    for (x, left), (start, end) in zip(ticks, segments(data, width), strict=True):
        assert start <= x <= end
        assert not left
    starts = [x for x, _ in ticks]
    assert starts == sorted(starts)
    assert starts[1] > segments(data, width)[1][0] + 1  # moved right, out of the way of the first key


def test_the_last_key_may_stand_left_of_its_tick(of_parts, make_fact, theme, width):
    unit = {"zh": "家", "en": "companies"}
    facts = {"all": make_fact("all", 533, unit), "a": make_fact("a", 530, unit), "b": make_fact("b", 3, unit)}
    data = chart_data(of_parts(parts=of_parts().parts[:2]), facts, BOTH)
    ticks = place_keys(data, segments(data, width), width)
    assert ticks is not None
    assert [left for _, left in ticks] == [False, True]
    assert ticks[1][0] <= width


def test_keys_without_room_become_a_list(of_parts, firms, theme):
    picture = drawn(of_parts(), firms, theme, NARROW)
    data = chart_data(of_parts(), firms, BOTH)
    assert place_keys(data, segments(data, NARROW), NARROW) is None
    swatches = [mark for mark in picture.marks if mark.fill][3:]
    assert [mark.fill for mark in swatches] == [mark.fill for mark in picture.marks if mark.fill][:3]
    assert picture.height == pytest.approx(12 * MM + BAR + LIST_GAP + 3 * PILED)
    assert max(label.y for label in picture.labels) < picture.height


def test_money_says_its_unit_in_each_language(of_parts, make_fact, theme, width):
    facts = {
        "all": make_fact("all", 13_000_000_000),
        "a": make_fact("a", 1_300_000_000),
        "b": make_fact("b", 11_700_000_000),
    }
    picture = drawn(of_parts(parts=of_parts().parts[:2]), facts, theme, width)
    assert texts(picture, "-value") == ["13亿元", "RMB 1.3 bn", "117亿元", "RMB 11.7 bn"]
    assert not texts(picture, "-number")
    assert texts(picture, "whole") == ["合计130亿元", "RMB 13 bn in all"]


def test_what_remains_is_grey_and_marked_as_calculated(of_parts, firms, make_words, theme, width):
    block = of_parts(parts=of_parts().parts[:1], rest=make_words("其余", "all others"))
    picture = drawn(block, firms, theme, width)
    assert texts(picture, "-number") == ["17", "516"]
    assert texts(picture, "-name")[2:] == ["其余", "all others"]
    assert texts(picture, "-calculated") == ["推算", "calculated"]
    assert [mark.fill for mark in picture.marks if mark.fill] == [theme.colours["main"], theme.colours["third"]]
    alt = alt_texts(block, chart_data(block, firms, BOTH))
    assert "all others (calculated): 516 companies" in alt["en"]
    assert "其余（推算）：516家" in alt["zh"]


def test_no_two_parts_look_alike(of_parts, make_fact, make_words, theme, width):
    unit = {"zh": "家", "en": "companies"}
    facts = {name: make_fact(name, 10, unit) for name in "abcd"} | {"all": make_fact("all", 50, unit)}
    block = of_parts(parts=of_parts(type(of_parts()), *"abcd").parts, rest=make_words("其余", "others"))
    fills = [mark.fill for mark in drawn(block, facts, theme, width).marks if mark.fill]
    assert len(set(fills[:5])) == 5


def test_the_whole_is_printed_unless_the_takeaway_tells_it(
    of_parts: Callable, firms, make_words: Callable, theme, width
):
    told = of_parts(takeaway=make_words("共{all}", "{all} in three groups"))
    assert not texts(drawn(told, firms, theme, width), "whole")
    assert facts_unprinted(told) == ("all",)
    silent = of_parts(takeaway=make_words("分三类", "Three groups"))
    assert texts(drawn(silent, firms, theme, width), "whole") == ["合计533家", "533 companies in all"]
    assert facts_unprinted(silent) == ()
    assert facts_of_chart(told) == facts_of_chart(silent) == ("all", "a", "b", "c")


def test_alt_text_tells_kind_whole_and_parts(of_parts, firms):
    alt = alt_texts(of_parts(), chart_data(of_parts(), firms, BOTH))
    assert alt["en"].startswith("Bar divided into 3 parts, from left to right. ")
    assert "all (name): 533 companies. a (name) (subject of this brief): 17 companies." in alt["en"]
    assert alt["zh"].startswith("分段条形图，一个整体分为3部分，自左至右。")
    assert "all（名）：533家。" in alt["zh"]


@pytest.mark.parametrize("languages", [("zh",), ("en",), ("en", "zh")])
def test_one_language_or_the_other_first(of_parts, firms, theme, width, languages):
    picture = drawn(of_parts(), firms, theme, width, languages)
    assert {label.language for label in picture.labels} <= {None, *languages}
    assert texts(picture, "-number") == ["17", "306", "210"]
    assert bool(texts(picture, "-measure")) is (languages[0] == "zh")
