"""References to pages print where the block really stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from editions import Edition, Shelf, marks_of
from layout_case import lay

from briefgen.errors import AuthorsMistakes

LONG = "这是一段用来占满页面的示例文字，没有别的意思。" * 30
LONG_EN = "This is sample text that fills a page and means nothing else. " * 30


def page_with(edition: Edition, text: str) -> int:
    return next(line.page + 1 for line in edition.lines if line.page > 0 and text in line.text)


def test_the_robotics_brief_points_to_its_figures(editions: Shelf):
    edition = editions("robotics")
    text = "".join(edition.tree.text.split())
    pages = {page_with(edition, "图3"), page_with(edition, "图2")}
    assert {int(page) for page in re.findall(r"第(\d+)页", text)} == pages
    assert {int(page) for page in re.findall(r"page(\d+)", text)} == pages


def test_references_settle_where_they_move_pages(tmp_path: Path):
    """The block stands behind pages whose number depends on nothing but the text before it."""
    rows = "".join(
        f"      - head: {{zh: 第{number}段, en: Part {number}}}\n        text: {{zh: '{LONG}见第{{page:last}}页。', "
        f"en: '{LONG_EN}See page {{page:last}}.'}}\n"
        for number in range(6)
    )
    blocks = (
        f"  - page: {{zh: 页, en: Page}}\n    id: first\n  - notes:\n{rows}"
        "  - page: {zh: 末页, en: The end}\n    id: last\n"
        "  - lead: {zh: '见第{page:first}页。', en: 'See page {page:first}.'}\n"
    )
    edition = lay(tmp_path, blocks)
    real = page_with(edition, "The end")
    assert real == edition.pages > 4
    text = "".join(edition.tree.text.split())
    assert set(re.findall(r"Seepage(\d+)", text)) == {str(real), "2"}
    assert text.count(f"见第{real}页") == 6
    assert text.count("见第2页") == 1


def test_a_section_that_goes_on_is_on_its_first_page(tmp_path: Path):
    rows = "".join(
        f"      - head: {{zh: 段{number}, en: Part {number}}}\n        text: {{zh: '{LONG}', en: '{LONG_EN}'}}\n"
        for number in range(5)
    )
    blocks = (
        "  - page: {zh: 页, en: Page}\n  - lead: {zh: '见第{page:long}页。', en: 'See page {page:long}.'}\n"
        f"  - page: {{zh: 长, en: Long}}\n  - notes:\n{rows}    id: long\n"
    )
    edition = lay(tmp_path, blocks)
    assert edition.pages > 4
    assert "See page 3." in edition.tree.text


@pytest.mark.parametrize("id", ["", "    id: reach\n"])
def test_the_bar_points_to_the_contact(tmp_path: Path, id: str):
    """Whether or not the contact has an id of its own."""
    blocks = (
        "  - page: {zh: 页, en: Page}\n  - lead: {zh: 一。, en: One.}\n  - contact-bar\n"
        f"  - page: {{zh: 联系, en: Contact}}\n  - contact:\n{id}"
    )
    edition = lay(tmp_path, blocks)
    assert "详见第3页" in edition.page_text(2)
    assert "page 3" in edition.page_text(2)


def test_a_bar_without_a_contact_block_points_nowhere(tmp_path: Path):
    edition = lay(tmp_path, "  - page: {zh: 页, en: Page}\n  - lead: {zh: 一。, en: One.}\n  - contact-bar\n")
    assert "+86 25 0000 0000" in edition.page_text(2)
    assert "第0页" not in edition.text
    assert "page 0" not in edition.text


def test_a_paragraph_over_two_pages_stays_one_paragraph(tmp_path: Path):
    row = f"      - head: {{zh: 很长, en: Long}}\n        text: {{zh: '{LONG * 3}', en: '{LONG_EN * 3}'}}\n"
    edition = lay(tmp_path, f"  - page: {{zh: 页, en: Page}}\n  - notes:\n{row}")
    for language, text in (("zh", LONG * 3), ("en", LONG_EN * 3)):
        found = [
            element
            for element in edition.tree.walk()
            if element.role == "P"
            and element.language == language
            and len({mark.page for mark in marks_of(element)}) > 1
        ]
        assert len(found) == 1
        assert "".join(text.split()) in "".join(found[0].text.split())
    assert edition.pages > 3


def test_a_reference_to_a_block_that_is_left_out_is_told(tmp_path: Path):
    """A page whose blocks are left out is not printed, so nothing can point to it."""
    blocks = (
        "  - page: {zh: 页, en: Page}\n  - lead: {zh: '见第{page:gone}页。', en: 'See page {page:gone}.'}\n"
        "  - page: {zh: 空, en: Empty}\n    id: gone\n  - sources\n"
    )
    with pytest.raises(AuthorsMistakes) as caught:
        lay(tmp_path, blocks)
    assert caught.value.problems[0].place.line == 8


def test_a_page_without_blocks_is_told(tmp_path: Path):
    """A title alone would vanish without a word."""
    blocks = "  - page: {zh: 页, en: Page}\n  - lead: {zh: 一。, en: One.}\n  - page: {zh: 空, en: Empty}\n"
    with pytest.raises(AuthorsMistakes) as caught:
        lay(tmp_path, blocks)
    (problem,) = caught.value.problems
    assert problem.message == "This page has no blocks."
    assert problem.place.line == 9


def test_a_brief_with_nothing_to_show_is_told(tmp_path: Path):
    with pytest.raises(AuthorsMistakes) as caught:
        lay(tmp_path, "  - page: {zh: 页, en: Page}\n  - sources\n")
    assert "nothing to show" in caught.value.problems[0].message
