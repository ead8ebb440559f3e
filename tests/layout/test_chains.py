"""Chains: stages with arrows between them, support below, segments without arrows; how they turn to another row."""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import Edition, Shelf
from layout_case import HEAD, lay
from page_marks import MM, Paint

from briefgen.pdf.elements import Element

GREY = "#E1E5E9"
HEAD_OF = HEAD.replace("[sample]", "[blocks]")
PAGE = "  - page: {zh: 页, en: Page}\n"


def chain(folder: Path, fact: str, more: str = "") -> Edition:
    blocks = f"{PAGE}  - chain: {fact}\n    takeaway: {{zh: 产业链, en: The chain}}\n{more}"
    return lay(folder, blocks, head=HEAD_OF)


def cells(edition: Edition, page: int = 1) -> list[Paint]:
    """Return the grounds of cells: filled, wider than 20 mm and higher than 10."""
    found = [
        one
        for one in edition.paints
        if one.page == page and one.fill and one.right - one.left > 20 * MM and one.bottom - one.top > 10 * MM
    ]
    return sorted(found, key=lambda one: (round(one.top), one.left))


def heads(edition: Edition, page: int = 1) -> list[Paint]:
    """Return the heads of arrows: filled, small, and no merlons of the header."""
    return [
        one
        for one in edition.paints
        if one.page == page and one.fill and one.top > 20 * MM and 2 * MM < one.bottom - one.top < 3 * MM
    ]


def told(edition: Edition) -> list[list[tuple[str, list[str]]]]:
    """Return, for each list of the figure, its caption and its items, each language after the other."""
    section = next(one for one in edition.tree.walk() if one.role == "Sect")
    found: list[list[tuple[str, list[str]]]] = []
    for child in section.children:
        if isinstance(child, Element) and child.role == "L":
            caption = "".join(one.text for one in child.children if isinstance(one, Element) and one.role == "Caption")
            texts = [one.text for one in child.children if isinstance(one, Element) and one.role == "LI"]
            found.append([(caption, texts)])
    return found


def test_three_stages_fill_the_width_with_two_arrows_and_support_below(tmp_path: Path):
    edition = chain(tmp_path, "chain-stages")
    stages, support = cells(edition)[:3], cells(edition)[3:]
    assert [round(one.left / MM, 2) for one in stages] == [18, 78.5, 139]
    assert {round((one.right - one.left) / MM, 2) for one in stages} == {53}
    assert {one.fill for one in support} == {GREY}
    assert [round(one.right / MM) for one in (stages[-1], support[-1])] == [192, 192]
    arrows = heads(edition)
    assert len(arrows) == 2
    for arrow, stage in zip(arrows, stages[1:], strict=True):
        assert arrow.right < stage.left
        assert abs((arrow.top + arrow.bottom) - (stage.top + stage.bottom)) < 0.1


def test_labels_say_what_stages_and_support_are_where_the_author_does_not(tmp_path: Path):
    lists = [entry for (entry,) in told(chain(tmp_path, "chain-stages"))]
    assert lists == [
        ("产业链环节（依次衔接）", ["示例设计", "示例制造", "示例封装测试"]),
        ("支撑环节（服务各环节）", ["示例设备", "示例材料"]),
        ("Stages, one leading to the next", ["Sample design", "Sample manufacturing", "Sample packaging and testing"]),
        ("Support for every stage", ["Sample equipment", "Sample materials"]),
    ]


def test_the_author_s_labels_take_their_place(tmp_path: Path):
    edition = chain(tmp_path, "chain-stages", "    labels: {stage: {zh: 三环, en: Three links}}\n")
    assert [entry[0] for (entry,) in told(edition)] == [
        "三环",
        "支撑环节（服务各环节）",
        "Three links",
        "Support for every stage",
    ]


def test_segments_have_no_arrows_and_an_open_list_says_so(tmp_path: Path):
    edition = chain(tmp_path, "chain-segments")
    assert heads(edition) == []
    assert [round(one.left / MM) for one in cells(edition)] == [18, 77, 136, 18, 77, 136]
    assert [len(entry[1]) for (entry,) in told(edition)] == [6, 6]
    assert "The diagram shows only the links that the source names." in edition.text
    assert "As of June 2020." in edition.text


def test_a_long_chain_turns_to_a_second_row(tmp_path: Path):
    edition = chain(tmp_path, "chain-long")
    found = cells(edition)
    assert [round(one.left / MM, 1) for one in found] == [18.0, 63.4, 108.8, 154.1, 18.0, 63.4, 108.8]
    assert len(heads(edition)) == 6  # five along the rows, one down to the second
    down = [one for one in heads(edition) if one.bottom <= found[4].top and one.top > found[0].bottom]
    assert [round((one.left + one.right) / 2 / MM, 1) for one in down] == [36.9]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_language_alone_keeps_the_width(editions: Shelf, language: str):
    edition = editions(f"blocks.{language}")
    page = next(line.page for line in edition.lines if line.text.replace(" ", "") in ("示例设计", "Sampledesign"))
    assert max(one.right for one in cells(edition, page)) == pytest.approx(192 * MM, abs=0.02)


def test_the_flag_of_an_internal_edition_tells_its_quality(editions: Shelf):
    edition = editions("blocks.internal")
    figures = [one for one in edition.tree.walk() if one.role == "Figure" and one.alt]
    assert {"zh": "数据质量：仅单一来源", "en": "Data quality: Single source"} in [
        dict(one.alt or {}) for one in figures
    ]
