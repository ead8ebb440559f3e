"""Strips of key figures and counts: what stands large, what beside it, and what must not happen to a number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from editions import Edition, Shelf
from layout_case import HEAD, context_of, lay
from page_marks import MM

from briefgen.data.facts import Fact
from briefgen.errors import AuthorsMistakes
from briefgen.layout.blocks.counts import label_text

PAGE = "  - page: {zh: 页, en: Page}\n"
WIDE = """\
section: more
title: {zh: 更多, en: More}
sources:
  s-1: {title: {zh: 文件, en: Paper}, date: undated, kind: sample}
facts:
  a: {name: {zh: 甲, en: A}, value: 1234567890123, unit: {zh: 个, en: items}, qualifier: more-than, source: s-1}
  b: {name: {zh: 乙, en: B}, value: 12, unit: {zh: 个, en: items}, source: s-1}
  c: {name: {zh: 丙, en: C}, value: 99999999, unit: {zh: 个, en: items}, qualifier: more-than, source: s-1}
"""


def large(edition: Edition, page: int = 2) -> list[str]:
    return [
        line.text for line in edition.lines if line.page == page - 1 and line.size >= 22 and line.baseline > 40 * MM
    ]


def test_both_languages_have_figures_of_one_size_and_weight(editions: Shelf):
    """Equal rank: 22 points for digits, 13 for words (section 3)."""
    edition = editions("robotics")
    for text in ("194亿元", "RMB 19.4 bn"):
        line = next(line for line in edition.lines if line.text == text)
        digits = {(glyph.font, glyph.size) for glyph in line.glyphs if glyph.text.isdigit()}
        words = {glyph.size for glyph in line.glyphs if glyph.text.isalpha()}
        assert digits == {("SourceSans3-SemiBold", 22.0)}
        assert words == {13.0}


def test_the_qualifier_stands_before_its_figure(editions: Shelf):
    assert {"约20%", "about 20%"} <= set(large(editions("robotics")))


def test_an_exact_percentage_stands_once_for_both_languages(tmp_path: Path):
    """It is language-neutral (section 4); a rounded one says so in each language."""
    more = WIDE + "  d: {name: {zh: 丁, en: D}, value: 26, unit: percent, source: s-1}\n"
    more += "  e: {name: {zh: 戊, en: E}, value: 20, unit: percent, qualifier: about, source: s-1}\n"
    edition = lay(
        tmp_path, PAGE + "  - figures: [d, e]\n", data=more, head=HEAD.replace("sections: [", "sections: [more, ")
    )
    assert large(edition) == ["26%", "约20%", "about 20%"]
    labels = [line.text for line in edition.lines if line.page == 1 and line.text in ("丁", "D", "戊", "E")]
    assert sorted(labels) == ["D", "E", "丁", "戊"]


def test_amounts_are_in_the_colour_of_the_theme_and_counts_in_ink(editions: Shelf):
    edition = editions("robotics")
    colours = {line.text: line.glyphs[0].colour for line in edition.lines if line.page == 1 and line.size == 22}
    assert colours["194亿元"] == colours["约20%"] == "#0B5C6B"
    counts = [colour for text, colour in colours.items() if text.endswith(("个领域", "fields"))]
    assert counts
    assert set(counts) == {"#16202A"}


def test_counts_stand_once_where_both_languages_write_them_alike(editions: Shelf):
    shown = large(editions("event"))
    assert shown == ["485", "7", "29"]
    assert {line.glyphs[0].colour for line in editions("event").lines if line.text in shown} == {"#16202A"}


def test_counts_stand_twice_where_languages_group_digits_apart(editions: Shelf):
    text = editions("long").page_text(2)
    assert "12.3456" in text
    assert "123,456" in text


@pytest.mark.parametrize(
    ("id", "chinese", "english"),
    [("halls", "展馆（座）", "halls"), ("exhibits", "展品（项）", "exhibits"), ("growth-a", None, None)],
)
def test_the_measure_word_stands_in_the_chinese_label(
    editions: Shelf, id: str, chinese: str | None, english: str | None
):
    fact: Fact = editions("long").facts[id]
    assert label_text(fact, "zh") == (chinese or fact.name["zh"])
    assert label_text(fact, "en") == (english or fact.name["en"])


def test_labels_of_one_strip_stand_level(tmp_path: Path):
    """However many lines the values of its neighbours need."""
    edition = lay(tmp_path, PAGE + "  - numbers: [exhibits, halls, forums, visitors]\n")
    labels = [line for line in edition.lines if line.text.startswith(("展品（", "展馆（", "论坛（", "观众（"))]
    assert len(labels) == 4
    assert len({round(label.baseline, 2) for label in labels}) == 1


def test_a_strip_of_one_has_the_whole_width(editions: Shelf):
    edition = editions("short")
    bar = [paint for paint in edition.paints if paint.page == 1 and paint.fill == "#1A5A9E"]
    assert [round((paint.right - paint.left) / MM) for paint in bar] == [174]
    assert context_of(edition).columns["zh"].width < 174 * MM


@pytest.mark.parametrize("block", ["figures", "numbers"])
def test_no_number_is_broken(tmp_path: Path, block: str):
    """Half a number is another number: better refuse the strip, and say so."""
    head = HEAD.replace("[sample]", "[more]")
    blocks = f"{PAGE}  - {block}: [a, b, c]\n"
    if block == "figures":
        edition = lay(tmp_path, blocks, head=head, data=WIDE)
        whole = {"1.234567890123", "1,234,567,890,123", "12", "9999.9999", "99,999,999"}
        assert {number for text in large(edition) for number in re.findall(r"[0-9][0-9.,]*", text)} <= whole
        return
    with pytest.raises(AuthorsMistakes) as caught:
        lay(tmp_path, blocks, head=head, data=WIDE)
    assert "too wide for its place" in caught.value.problems[0].message
    assert caught.value.problems[0].place.line
