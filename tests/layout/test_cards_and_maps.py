"""Profiles, cards and maps: what they print, how they stand, what listeners hear."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from editions import Edition, Shelf
from layout_case import HEAD, lay
from page_marks import MM, Paint

from briefgen.pdf.elements import Element

HEAD_OF = HEAD.replace("[sample]", "[blocks]")
PAGE = "  - page: {zh: 页, en: Page}\n"
CARD = "{name: {zh: 甲, en: First}, stage: completed, sample: yes}"


def section_of(edition: Edition, words: str) -> Element:
    return next(
        one for one in edition.tree.walk() if one.role == "Sect" and one.text.replace(" ", "").startswith(words)
    )


def frames(edition: Edition, page: int = 1) -> list[Paint]:
    """Return the outlines of cards, from top to bottom and from left to right."""
    found = [
        one
        for one in edition.paints
        if one.page == page
        and one.stroke
        and not one.fill
        and one.right - one.left > 60 * MM
        and one.bottom - one.top > 15 * MM
    ]
    return sorted(found, key=lambda one: (round(one.top), one.left))


def test_two_cards_stand_in_a_row_equally_wide_and_high(tmp_path: Path):
    more = CARD.replace("甲, en: First", "乙, en: Second").replace("sample: yes", "sample: yes, figures: [area]")
    edition = lay(tmp_path, f"{PAGE}  - cards: park\n    items: [{CARD}, {more}, {CARD}]\n", head=HEAD_OF)
    found = frames(edition)
    assert [round(one.left / MM) for one in found] == [18, 108, 18]
    assert {round((one.right - one.left) / MM, 1) for one in found} == {83.7}
    assert found[0].bottom == found[1].bottom > found[2].bottom - found[2].top
    assert found[2].top > found[0].bottom


def test_cards_are_heard_one_language_after_the_other(editions: Shelf):
    section = section_of(editions("blocks"), "项目")
    chinese, english = (one for one in section.children if isinstance(one, Element) and one.role == "L")
    assert len(chinese.children) == len(english.children) == 2
    first = english.children[0]
    assert isinstance(first, Element)
    assert first.text == (
        "Sample project APlannedSamplePlanned investment in the sample projectnearly RMB 9.9 bn (plan)"
        "Content: Sample content"
    )
    values = [one for one in first.walk() if one.role == "Span"]
    assert [one.expansion for one in values] == ["nearly RMB 9.9 billion, first half of 2024, plan"]


def test_a_planned_card_stands_in_dashes_and_a_completed_one_does_not(editions: Shelf):
    edition = editions("blocks")
    page = next(line.page for line in edition.inner() if line.text == "Sample project A")
    with pikepdf.open(io.BytesIO(edition.data)) as document:
        content = pikepdf.parse_content_stream(document.pages[page])
    dash, outlines = False, list[bool]()
    for one in content:
        if str(one.operator) == "d":
            dash = len(one.operands[0]) > 0  # type: ignore[arg-type]
        elif str(one.operator) == "re" and float(one.operands[2]) > 60 * MM:
            outlines.append(dash)
    assert outlines[:2] == [True, False]


def test_a_sample_says_so_in_each_language(editions: Shelf):
    text = section_of(editions("blocks"), "企业").text
    assert "示例企业示例主营" in text.replace(" ", "")
    assert "Sample CompanySample" in text


def test_an_internal_card_has_the_flag_of_its_weakest_figure(editions: Shelf):
    text = "".join(
        str(one.expansion) for one in section_of(editions("blocks.internal"), "园区").walk() if one.role == "Span"
    )
    assert "data quality: single source" in text


def test_a_profile_is_a_name_figures_and_rows(editions: Shelf):
    edition = editions("blocks")
    text = section_of(edition, "机构").text
    for words in (
        "示例实验室",
        "Sample Laboratory",
        "more than 1,000",
        "40%",
        "share of doctorates",
        "Fields: Sample networks",
    ):
        assert words.replace(" ", "") in text.replace(" ", "")
    assert "Sources: staff, share of doctorates and academicians [1], The sample laboratory opens [2]." in text


def test_a_map_is_a_picture_with_credit_rights_and_its_number(editions: Shelf):
    edition = editions("blocks")
    section = section_of(edition, "图5")
    figure = next(one for one in section.walk() if one.role == "Figure")
    assert figure.alt == {
        "zh": "灰色渐变示例图，代替地图",
        "en": "A sample picture with a grey gradient, in place of a map",
    }
    text = section.text.replace(" ", "")
    assert "供图：示例；版权：示例。" in text
    assert "审图号：苏S(2025)012号" in text
    assert "Mapapprovalnumber:苏S(2025)012号" in text
    number = [one for one in section.walk() if one.text == "苏S(2025)012号" and one.role == "Span"]
    assert [one.language for one in number] == ["zh"]


@pytest.mark.parametrize("name", ["blocks", "blocks.internal", "blocks.zh", "blocks.en"])
def test_nothing_stands_outside_the_margins(editions: Shelf, name: str):
    for line in editions(name).inner():
        assert line.x > 18 * MM - 6  # an opening mark at the start of a line loses half its width
        assert line.right < 192.1 * MM
