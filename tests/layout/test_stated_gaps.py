"""A brief that states its gaps: the words stand where the value stood, and the old number nowhere in the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from editions import Edition
from layout_case import HEAD, lay

from briefgen.errors import AuthorsMistakes

OLD = "987654"
DATA = f"""\
section: more
title: {{zh: 更多, en: More}}
sources:
  s-1: {{title: {{zh: 旧文, en: Old paper}}, date: undated, kind: sample, form: {{zh: 示例, en: Sample}}}}
facts:
  old:
    name: {{zh: 旧数, en: Old figure}}
    value: {OLD}
    unit: {{zh: 个, en: items}}
    period: 2019
    valid-until: 2020-12-31
    owner: 示例办公室
    source: s-1
    caution: {{zh: 曾为{OLD}个。, en: It was {OLD}.}}
    note: {{zh: 曾为{OLD}个。, en: It was {OLD}.}}
    publish: with-note
  older:
    {{name: {{zh: 旧额, en: Old sum}}, value: {OLD}000, unit: CNY, period: 2019, valid-until: 2020-12-31, source: s-1}}
  now: {{name: {{zh: 今数, en: New sum}}, value: 5000000, unit: CNY, period: 2019, source: s-1}}
  blank:
    {{name: {{zh: 空数, en: Blank}}, value: missing, unit: percent, period: 2026, scope: {{zh: 全市, en: citywide}}}}
  total: {{name: {{zh: 合计, en: Total}}, derive: {{sum: [older, now]}}}}
  goal:
    name: {{zh: 目标, en: Aim}}
    value: {{words: {{zh: 达到{OLD}, en: Reach {OLD}}}}}
    kind: aim
    valid-until: 2020-12-31
    source: s-1
"""
BRIEF = HEAD.replace("sections: [sample]", "sections: [more]\ngaps: state")
BLOCKS = f"""\
  - page: {{zh: 页, en: Page}}
  - lead:
      zh: 数为{{old}}，{{old|number}}，{{old|period}}的{{old|name}}，{{blank|scope}}{{blank}}。
      en: 'It is {{old}}, {{old|number}}, in {{old|year}}; {{blank|scope}} {{blank}}.'
  - figures: [older, blank, now]
  - numbers: [old, now, total]
  - chart: bars
    takeaway: {{zh: 比较, en: A comparison}}
    alt: {{zh: 旧额{OLD}千元, en: Old sum {OLD}}}
    rows: [{{fact: now}}, {{fact: older}}]
  - notice:
      zh: 共{{old|number}}{{old|unit}}。单位：{{old|unit}}
      en: '{{old|number}} {{old|unit}}, in {{old|unit}}'
  - aim: goal
    text: {{zh: 达到目标, en: Reach {OLD}}}
    note: {{zh: 注, en: 'Reach {OLD}.'}}
  - sources
"""


@pytest.fixture(scope="module")
def internal(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return lay(tmp_path_factory.mktemp("gaps"), BLOCKS, head=BRIEF, data=DATA, internal=True)


def test_the_words_stand_where_the_values_stood(internal: Edition):
    text = "".join((internal.page_text(2) + internal.page_text(3)).split())
    assert "数为（待更新），（待更新），2019年的旧数，全市（待更新）。" in text
    assert "Itis(awaitingupdate),(awaitingupdate),in2019;citywide(awaitingupdate)." in text
    assert "共（待更新）。单位：个" in text
    assert "(awaitingupdate),initems" in text
    assert text.count("待更新") == 2 + 1 + 2 + 2 + 1 + 1 + 1
    assert "RMB5m" in text


def test_the_words_are_smaller_than_figures_and_quieter(internal: Edition):
    words = [line for line in internal.lines if line.text in ("待更新", "awaiting update") and line.size == 13]
    assert {line.glyphs[0].colour for line in words} == {"#46525D"}
    assert len(words) == 4 + 4


def test_the_old_number_stands_nowhere(internal: Edition):
    assert OLD not in internal.text.replace(",", "")
    assert "98.7" not in internal.text
    assert "9.88" not in internal.text
    told = "".join(f"{element.text}{element.alt}" for element in internal.tree.walk())
    assert OLD not in re.sub("[, ]", "", told)
    assert not re.search("98[.,]?7", told)
    kept = [path.read_text("utf-8") for path in internal.project.store.rglob("*.json")]
    assert kept
    assert not any(OLD in text or "旧额9" in text for text in kept)


def test_only_what_is_printed_is_cited_and_judged(internal: Edition):
    line = next(line for line in internal.lines if line.text.startswith("来源：[1]"))
    assert "[2]" not in line.text
    table = internal.page_text(internal.pages)
    assert table.count("待更新") + table.count("awaiting update") >= 2 * 4


def test_a_brief_of_gaps_alone_has_no_notes_and_no_sources(tmp_path: Path):
    blocks = "  - page: {zh: 页, en: Page}\n  - figures: [older, blank]\n  - sources\n"
    edition = lay(tmp_path, blocks, head=BRIEF, data=DATA)
    assert "来源" not in edition.page_text(2)
    assert "2019" not in edition.text


def test_a_gap_is_refused_where_the_brief_does_not_say_otherwise(tmp_path: Path):
    blocks = "  - page: {zh: 页, en: Page}\n  - numbers: [old, now]\n"
    with pytest.raises(AuthorsMistakes) as caught:
        lay(tmp_path, blocks, head=BRIEF.replace("gaps: state\n", ""), data=DATA)
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line) == ("data/more.yaml", 6)
    assert "示例办公室" in problem.hint


def test_the_internal_edition_says_why_and_who_owes_it(internal: Edition):
    english = " ".join(internal.text.split())
    assert "待更新的数据" in "".join(internal.text.split())
    for told in (
        "旧数：有效期至2020年12月31日，由示例办公室提供。",
        "旧额、合计和目标：有效期至2020年12月31日，未注明负责部门。",
        "空数：尚无数值，未注明负责部门。",
    ):
        assert told in "".join(internal.text.split()), told
    for told in (
        "Old figure: was valid until 31 December 2020, to come from",
        "Blank: no value yet, no office named.",
    ):
        assert told in english, told
