"""Alt texts, made from the data or by the author."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.charts.alt import alt_text
from briefgen.charts.draw import alt_texts, chart_data, draw_picture
from briefgen.data.quantity import Period
from briefgen.errors import AuthorsMistakes

BOTH = ("zh", "en")


def alt(block, facts) -> dict[str, str]:
    return alt_texts(block, chart_data(block, facts, BOTH))


def test_the_alt_text_tells_everything_that_the_chart_shows(comparison, facts):
    assert alt(comparison(), facts) == {
        "zh": "横向条形图，自上而下共5项，按“同比”从大到小排列。指标：上半年营收、同比。"
        "期间：2025年上半年（年份为推断）。人工智能（核心产业）：上半年营收260亿元，同比26%。"
        "机器人（核心产业；本简报主题）：上半年营收194亿元，同比约20%。"
        "软件和信息服务业：上半年营收5200亿元，同比16.5%。"
        "新一代信息通信：上半年营收742亿元，同比12.1%。生物医药：上半年营收1185亿元，同比11.5%。",
        "en": "Bar chart of 5 items, from top to bottom, sorted by “On a year earlier”, largest first. "
        "Measures: First-half revenue; On a year earlier. Period: first half of 2025 (year inferred). "
        "Artificial intelligence (core industry): first-half revenue RMB 26 billion; on a year earlier 26%. "
        "Robotics (core industry; subject of this brief): first-half revenue RMB 19.4 billion; "
        "on a year earlier about 20%. "
        "Software and information services: first-half revenue RMB 520 billion; on a year earlier 16.5%. "
        "Next-generation ICT: first-half revenue RMB 74.2 billion; on a year earlier 12.1%. "
        "Biomedicine: first-half revenue RMB 118.5 billion; on a year earlier 11.5%.",
    }


@pytest.mark.parametrize(
    ("zh", "en", "said"),
    [
        ("营收", "Revenue", ("营收260亿元，", "revenue RMB 26 billion;")),
        ("南京营收", "Nanjing revenue", ("南京营收260亿元，", "Nanjing revenue RMB 26 billion;")),
        ("GDP", "GDP", ("GDP为260亿元，", "GDP RMB 26 billion;")),
        ("2024", "Revenue 2024", ("2024为260亿元，", "revenue 2024: RMB 26 billion;")),
        ("月活", "iPad users", ("月活260亿元，", "iPad users RMB 26 billion;")),
    ],
)
def test_a_measure_is_said_at_each_value_and_keeps_the_capitals_of_names(comparison, facts, zh, en, said):
    data = chart_data(comparison(), facts, BOTH)
    panels = (replace(data.panels[0], head={"zh": zh, "en": en}), data.panels[1])
    for language, words in zip(BOTH, said, strict=True):
        assert words in alt_text(replace(data, panels=panels), language)


def test_panels_with_periods_of_their_own(comparison, facts):
    for name in [name for name in facts if name.endswith("growth")]:
        facts[name] = replace(facts[name], period=Period("year", 2024), period_inferred=False)
    text = alt(comparison(), facts)["en"]
    assert "First-half revenue: first half of 2025 (year inferred). On a year earlier: 2024. " in text


def test_a_target_is_told_as_one(bars, facts):
    facts["ict-revenue"] = replace(
        facts["ict-revenue"], kind="target", period=Period("year", 2027), period_inferred=False
    )
    texts = alt(bars(labels="ticks"), facts)
    assert "新一代信息通信：742亿元（2027年目标）。" in texts["zh"]
    assert "Next-generation ICT: RMB 74.2 billion (target, 2027)." in texts["en"]


def test_the_authors_text_replaces_the_one_from_the_data(comparison, facts, make_words, theme, width):
    own = make_words("一张图", "A picture")
    assert alt(comparison(alt=own), facts) == {"zh": "一张图", "en": "A picture"}
    picture = draw_picture(comparison(alt=own), facts, theme, BOTH, width, None)
    assert picture.alt == {"zh": "一张图", "en": "A picture"}


def test_the_authors_text_in_one_language_leaves_the_other(comparison, facts, make_words):
    texts = alt(comparison(alt={"en": make_words("", "A picture")["en"]}), facts)
    assert texts["en"] == "A picture"
    assert texts["zh"].startswith("横向条形图")


def test_the_authors_text_cannot_refer(comparison, facts, make_words):
    with pytest.raises(AuthorsMistakes):
        alt(comparison(alt=make_words("{ai-revenue}", "{ai-revenue}")), facts)
