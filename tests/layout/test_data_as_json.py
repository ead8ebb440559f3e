"""The file of facts: its numbers are those that are printed, its keys those that the manual tells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from data_case import attached, by_id, facts
from editions import Edition, Shelf
from hypothesis import given
from hypothesis import strategies as st
from layout_case import HEAD, context_of, lay

from briefgen.charts.words import say as say_of_charts
from briefgen.data.facts import Fact
from briefgen.data.provenance import INTENDED
from briefgen.data.quantity import Amount, Qualifier, Quantity, Span
from briefgen.data.terms import Kind
from briefgen.layout.attached.facts_json import facts_json
from briefgen.layout.attached.printed import Shown
from briefgen.layout.attached.words import WORDS, say
from briefgen.layout.context import Context

MANUAL = (Path(__file__).resolve().parents[2] / "docs" / "brief.md").read_text("utf-8")
DATA = """\
section: more
title: {zh: 更多, en: More}
sources:
  s-1: {title: {zh: 文件, en: Paper}, date: 2020-06, kind: sample, form: {zh: 新闻稿, en: Press release}}
  s-2: {title: {zh: 网页, en: Page}, date: undated, kind: sample}
facts:
  range:
    {name: {zh: 区间, en: Range}, value: {low: -2.50, high: 30}, unit: percent, source: s-1, period: 2023/2025}
  rank: {name: {zh: 排名, en: Rank}, value: {rank: 5, of: {zh: 全球, en: in the world}}, kind: rank, source: s-2}
  day: {name: {zh: 开园, en: Opened}, value: 2020-06, unit: date, source: s-1, scope: {zh: 一期, en: first phase}}
  words: {name: {zh: 称号, en: Title}, value: {words: {zh: 示例城市, en: Sample city}}, kind: designation, source: s-2}
  part: {name: {zh: 部分, en: Part}, value: 25, unit: {zh: 家, en: firm|firms}, source: s-2, as-of: 2025-03-31}
  whole: {name: {zh: 全部, en: Whole}, value: 1000, unit: {zh: 家, en: firm|firms}, source: s-1, as-of: 2025-03-31}
  share: {name: {zh: 占比, en: Share}, derive: {share: [part, whole], digits: 1}}
  blank: {name: {zh: 空, en: Blank}, value: missing, unit: percent, period: 2026}
"""
BLOCKS = """\
  - page: {zh: 页, en: Page}
  - lead:
      zh: '{range}、{rank}、{day}、{words}、{part|number}、{share}、{blank}'
      en: '{range}, {rank}, {day}, {words}, {part|number}, {share}, {blank}'
  - numbers: [range, part]
  - frame: {zh: 框架, en: Frame}
    takeaway: {zh: 框架, en: A frame}
    groups: [{head: {zh: 示例城市, en: Sample city}}]
    facts: [words]
    note: {zh: 框架注, en: A note on the frame}
  - notice: {zh: 提示, en: A notice}
  - sources
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    head = HEAD.replace("sections: [sample]", "sections: [more]\ngaps: state")
    return lay(tmp_path_factory.mktemp("json"), BLOCKS, head=head, data=DATA)


def test_it_says_of_which_edition_it_is(editions: Shelf):
    told = facts(attached(editions("robotics")))
    assert {key: told[key] for key in list(told)[:7]} == {
        "format": 1,
        "brief": "robotics",
        "title": {"zh": "南京机器人产业", "en": "Robotics in Nanjing"},
        "edition": "ROB-2026-02",
        "date": "2026-11-01",
        "languages": ["zh", "en"],
        "issuer": {"zh": "发布单位名称（示例）", "en": "Issuing Office Name (sample)"},
    }
    (file,) = told["files"]
    assert file["name"] == "robotics-figure-3.csv"
    assert file["figure"] == {"zh": "图3", "en": "Figure 3"}
    assert file["title"]["en"] == "Of the five industries reported, only AI grew faster than robotics"
    assert len(file["facts"]) == 10
    assert set(file["facts"]) <= {fact["id"] for fact in told["facts"]}


def test_every_form_of_a_value_is_told(edition: Edition):
    told = by_id(attached(edition))
    assert list(told) == ["range", "rank", "day", "words", "part", "share", "blank"]
    assert told["range"] == {
        "id": "range",
        "name": {"zh": "区间", "en": "Range"},
        "low": "-2.50",
        "high": "30",
        "unit": "percent",
        "qualifier": "none",
        "sentence": {"zh": "−2.50%～30%", "en": "−2.50% to 30%"},
        "kind": "reported",
        "period": "2023/2025",
        "year_inferred": False,
        "notes": [],
        "note_required": False,
        "sources": [1],
    }
    assert (told["rank"]["rank"], told["rank"]["of"]["en"]) == (5, "in the world")
    assert (told["day"]["day"], told["day"]["scope"]) == ("2020-06", {"zh": "一期", "en": "first phase"})
    assert told["words"]["words"] == {"zh": "示例城市", "en": "Sample city"}
    assert told["part"]["unit"] == {"zh": "家", "en": "firms"}
    assert told["part"]["as_of"] == "2025-03-31"
    assert told["share"]["derived"] == {"operation": "share"}
    assert "whole" not in told
    assert (told["share"]["value"], told["share"]["sources"]) == ("2.5", [1, 2])
    assert told["blank"]["awaited"] is True
    assert told["blank"]["sentence"] == {"zh": "待更新", "en": "awaiting update"}
    assert not {"value", "low", "words"} & set(told["blank"])


def test_sources_are_told_by_the_numbers_that_are_printed(edition: Edition):
    assert facts(attached(edition))["sources"] == [
        {
            "number": 1,
            "title": {"zh": "文件", "en": "Paper"},
            "form": {"zh": "新闻稿", "en": "Press release"},
            "date": "2020-06",
        },
        {"number": 2, "title": {"zh": "网页", "en": "Page"}, "date": None},
    ]


def test_all_printed_sources_are_told(editions: Shelf):
    told = facts(attached(editions("robotics")))
    assert [source["number"] for source in told["sources"]] == [1, 2, 3]
    assert told["sources"][2]["date"] == "2020-06-19"


def test_caveats_travel(edition: Edition, editions: Shelf):
    assert [(note.get("figure"), note["text"]["en"]) for note in facts(attached(edition))["notes"]] == [
        ({"zh": "图1", "en": "Figure 1"}, "A note on the frame."),
        (None, "A notice."),
    ]
    robotics = editions("robotics")
    told = facts(attached(robotics))
    assert [note["head"]["en"] for note in told["notes"]] == [
        *("Scope", "Period", "Precision"),
        *("Years", "Currency and units", "Counts", "1+4+6", "Wording"),
    ]
    assert told["notes"][4]["text"]["en"].startswith("Source [2] names no currency")
    page = "".join(robotics.text.split())
    for note in told["notes"]:
        assert "".join(note["text"]["zh"].split()) in page
    (file,) = told["files"]
    assert file["notes"][0]["zh"] == "部分产业互有交叉，各项营收不能相加。"


def test_of_a_calculated_fact_all_parts_are_told_or_none(editions: Shelf):
    told = by_id(attached(editions("robotics")))
    assert told["robot-field-count"]["derived"] == {"operation": "count", "of": ["robot-fields"]}


def test_a_time_that_is_not_printed_is_not_told(editions: Shelf):
    edition = editions("robotics")
    told = by_id(attached(edition))
    assert edition.facts["strategy-directions"].as_of is not None
    assert not {"as_of", "period", "year_inferred"} & set(told["strategy-directions"])
    assert told["ai-h1-growth"]["period"] == "2025-H1"


def test_an_edition_in_one_language_tells_no_other(editions: Shelf):
    file = next(file for name, file in attached(editions("robotics.en")).items() if name.endswith(".json"))
    # The English text on units says what 1亿元 is.
    assert set(re.findall("[\u4e00-\u9fff]", file.data.decode("utf-8"))) == {"亿", "元"}


def _keys(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of each key, as the manual writes it; what is by language has none."""
    if isinstance(value, list):
        for entry in value:
            yield from _keys(entry, f"{path}[]")
    elif isinstance(value, dict) and not set(value) <= {"zh", "en"}:
        for key, entry in value.items():
            below = f"{path}.{key}" if path else key
            yield below
            yield from _keys(entry, below)


def test_the_manual_tells_every_key_and_no_other(edition: Edition, editions: Shelf):
    section = MANUAL[MANUAL.index("## Data inside the PDF") :].partition("\n## ")[0]
    written = set(re.findall(r"^\| `([a-z_.\[\]]+)` \|", section, re.MULTILINE))
    made = {key for one in (edition, editions("robotics")) for key in _keys(facts(attached(one)))}
    assert made == written


def test_every_kind_has_words():
    assert {*get_args(Kind), "derived"} <= set(WORDS)
    for kind in INTENDED:
        for language in ("zh", "en"):
            assert say(kind, language) == say_of_charts(kind, language)


_NUMBER = re.compile(r"(−?[0-9][0-9,]*(?:\.[0-9]+)?) ?([A-Za-z\u4e00-\u9fff]*)")
UNITS = ("CNY", "percent", "points", "times", "bit/s", "W", "")
NUMBERS = st.decimals(min_value=-(10**15), max_value=10**15, places=2, allow_nan=False)


def _printed(text: str) -> list[Decimal]:
    """Return the numbers of a text that briefgen printed, their words of magnitude counted in."""
    found: list[Decimal] = []
    for digits, behind in _NUMBER.findall(text.replace("多", "")):
        words = ("亿亿", "万亿", "亿", "万", "trillion", "billion", "million", "P", "T", "G", "M", "k")
        powers = (16, 12, 8, 4, 12, 9, 6, 15, 12, 9, 6, 3)
        power = next((power for word, power in zip(words, powers, strict=True) if behind.startswith(word)), 0)
        found.append(Decimal(digits.replace(",", "").replace("−", "-")).scaleb(power))
    return found


@pytest.fixture(scope="module")
def context(edition: Edition) -> Context:
    return context_of(edition)


@given(value=NUMBERS, unit=st.sampled_from(UNITS), qualifier=st.sampled_from(get_args(Qualifier)))
def test_numbers_are_those_that_are_printed(context: Context, value: Decimal, unit: str, qualifier: Qualifier):
    told = _told(context, Quantity(Amount(value), unit, qualifier))
    assert Decimal(told["value"]) == value
    for text in told["sentence"].values():
        assert _printed(text) == [value], text


@given(low=NUMBERS, high=NUMBERS, unit=st.sampled_from(("CNY", "percent", "")))
def test_ranges_are_those_that_are_printed(context: Context, low: Decimal, high: Decimal, unit: str):
    told = _told(context, Quantity(Span(low, high), unit))
    assert (Decimal(told["low"]), Decimal(told["high"])) == (low, high)


def _told(context: Context, quantity: Quantity) -> dict[str, Any]:
    fact: Fact = replace(context.facts["part"], quantity=quantity)
    made = json.loads(facts_json(context, {"part": Shown(fact)}, []))
    return made["facts"][0]
