"""What stands below a figure: its time, the notes that must travel with its facts, notes that it calls, its sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import Edition
from layout_case import lay

MORE = """\
section: more
title: {zh: 更多, en: More}
sources:
  m-1: {title: {zh: 更多文件, en: More}, date: undated, kind: sample}
facts:
  inferred:
    name: {zh: 营收甲, en: Revenue A}
    short: {zh: 营收, en: revenue}
    value: 5000000000
    unit: CNY
    period: 2025-H1
    period-inferred: true
    source: m-1
    note: {zh: 来源仅称“上半年”，年份为推断。, en: The source says only “first half” and the year is inferred.}
    publish: with-note
  noted:
    name: {zh: 营收乙, en: Revenue B}
    value: 6000000000
    unit: CNY
    period: 2025-H1
    source: m-1
    note: {zh: 含在建项目, en: projects under construction included}
    publish: with-note
  silent:
    name: {zh: 营收丙, en: Revenue C}
    value: 7000000000
    unit: CNY
    period: 2024
    source: m-1
    note: {zh: 不应印出, en: must not be printed}
"""
HEAD = """\
kind: topic
title: {zh: 示例, en: A sample}
theme: software
edition: {date: 2026-03-05, number: 1}
sections: [sample, more]
notes:
  core: {zh: 仅指核心产业, en: Core industry only}
  rest: {zh: 其余部分。, en: The rest.}
"""


def notes(edition: Edition, language: str) -> list[str]:
    """Return the paragraphs in note style of page 2."""
    return [
        element.text.strip()
        for element in edition.tree.walk()
        if element.role in ("P", "Note") and element.language == language and element.children
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("notes")


def page(folder: Path, blocks: str) -> tuple[list[str], list[str]]:
    edition = lay(folder, "  - page: {zh: 页, en: Page}\n" + blocks, head=HEAD, data=MORE)
    return notes(edition, "zh"), notes(edition, "en")


def test_the_year_note_stands_once(folder: Path):
    chinese, english = page(folder, "  - figures: [inferred]\n")
    assert chinese[-2:] == ["2025年上半年；来源仅称“上半年”，年份为推断。", "来源：[1]。"]
    assert "".join(english).count("year is inferred") == 1
    assert "".join(chinese).count("年份为推断") == 1


def test_a_note_that_must_go_with_a_fact_does(folder: Path):
    chinese, english = page(folder, "  - figures: [noted]\n")
    assert "含在建项目。" in chinese
    assert "Projects under construction included." in english


def test_a_note_that_need_not_go_with_a_fact_does_not(folder: Path):
    chinese, english = page(folder, "  - figures: [silent]\n")
    assert not any("不应印出" in text for text in chinese)
    assert not any("must not be printed" in text.lower() for text in english)


def test_facts_of_several_times_are_told_apart(folder: Path):
    chinese, english = page(folder, "  - figures: [noted, silent]\n")
    assert "营收乙：2025年上半年。" in chinese
    assert "营收丙：2024年。" in chinese
    assert "Revenue B: first half of 2025." in english
    assert "Revenue C: 2024." in english


def test_facts_in_texts_carry_their_notes_too(folder: Path):
    chinese, english = page(
        folder,
        "  - messages:\n      - head: {zh: 一, en: One}\n"
        "        text: {zh: '营收{noted}。', en: 'Revenue of {noted}.'}\n",
    )
    assert chinese[-1] == "含在建项目。"
    assert english[-1] == "Projects under construction included."


def test_called_notes_stand_below_with_their_letters(folder: Path):
    chinese, english = page(
        folder,
        "  - messages:\n      - head: {zh: 一, en: One}\n"
        "        text: {zh: '正文[^rest]再[^core]。', en: 'Text[^rest] again[^core].'}\n",
    )
    assert chinese[-2:] == ["b其余部分。", "a仅指核心产业。"]  # the white between them is no character
    assert english[-2:] == ["b The rest.", "a Core industry only."]


def test_letters_that_call_notes_are_small_and_raised(folder: Path):
    edition = lay(
        folder,
        "  - page: {zh: 页, en: Page}\n  - messages:\n      - head: {zh: 一, en: One}\n"
        "        text: {zh: '正文[^core]。', en: 'Text[^core].'}\n",
        head=HEAD,
        data=MORE,
    )
    for start, size in (("正文", 10.5), ("Text", 11.0)):
        line = next(line for line in edition.lines if line.text.startswith(start))
        letter = next(glyph for glyph in line.glyphs if glyph.text == "a" and glyph.size < 9)
        assert letter.size == pytest.approx(0.7 * size, abs=0.01)
        assert line.glyphs[0].baseline - letter.baseline == pytest.approx(0.36 * size, abs=0.02)


def test_a_note_of_the_block_ends_with_one_stop(folder: Path):
    blocks = "  - figures: [silent]\n    note: {{zh: 另注{zh}, en: Another note{en}}}\n"
    for zh, en in (("", ""), ("。", ".")):
        chinese, english = page(folder, blocks.format(zh=zh, en=en))
        assert "另注。" in chinese
        assert "Another note." in english


def test_the_aim_has_note_and_source_in_one_paragraph(folder: Path):
    chinese, english = page(folder, "  - aim: sample-aim\n    note: {zh: 译述, en: Our wording}\n")
    assert "译述。来源：[1]，未注明日期。" in chinese
    assert "Our wording. Source: [1], undated." in english


@pytest.mark.parametrize(
    "blocks",
    [
        "  - lead: {zh: '营收{noted}。', en: 'Revenue of {noted}.'}\n",
        "  - notice: {zh: '营收{noted}。', en: 'Revenue of {noted}.'}\n",
        "  - figures: [silent]\n    note: {zh: '另有{noted}', en: 'Also {noted}'}\n",
        "  - aim: sample-aim\n    text: {zh: '达到{noted}', en: 'Reach {noted}'}\n",
        "  - chart: bars\n    takeaway: {zh: '共{noted}', en: 'In all {noted}'}\n    rows:\n"
        "      - fact: revenue-a\n      - fact: revenue-b\n",
        "  - chart: bars\n    takeaway: {zh: 一, en: One}\n    notice: {zh: '共{noted}', en: 'In all {noted}'}\n"
        "    rows:\n      - fact: revenue-a\n      - fact: revenue-b\n",
    ],
    ids=["lead", "notice", "strip's note", "aim", "takeaway", "chart's notice"],
)
def test_a_fact_carries_its_note_wherever_it_is_printed(folder: Path, blocks: str):
    chinese, english = page(folder, blocks)
    assert sum("含在建项目" in text for text in chinese) == 1
    assert sum("rojects under construction included" in text for text in english) == 1


def test_the_unit_of_an_axis_keeps_clear_of_its_numbers(tmp_path: Path):
    """A long unit takes its room from the bars, not from the last number."""
    data = (
        "section: more\ntitle: {zh: 更多, en: More}\n"
        "sources:\n  m-1: {title: {zh: 文件, en: Paper}, date: undated, kind: sample}\nfacts:\n"
        "  p1: {name: {zh: 甲, en: A}, value: 120, unit: points, period: 2025, source: m-1}\n"
        "  p2: {name: {zh: 乙, en: B}, value: 50, unit: points, period: 2025, source: m-1}\n"
    )
    blocks = (
        "  - page: {zh: 页, en: Page}\n  - chart: bars\n    labels: ticks\n    takeaway: {zh: 一, en: One}\n"
        "    rows:\n      - fact: p1\n      - fact: p2\n"
    )
    edition = lay(tmp_path, blocks, head=HEAD, data=data)
    for unit in ("percentage points", "个百分点"):
        line = next(line for line in edition.lines if line.text == unit)
        beside = [
            other
            for other in edition.lines
            if other.page == line.page and abs(other.baseline - line.baseline) < 0.1 and other.text.isdigit()
        ]
        assert len(beside) >= 3
        assert max(other.right for other in beside) < line.x
