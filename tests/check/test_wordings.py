"""What a brief says is looked for in what its file says, in the order of its blocks."""

from __future__ import annotations

import pytest
from editions import Edition, Shelf, shelf

from briefgen.check.finished.said import said_in_record, squeezed, whole_text
from briefgen.check.finished.wordings import Part, Wording, lost, parts_of
from briefgen.pdf.elements import Element


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf(tmp_path_factory.mktemp("editions"))


def said(element: Element) -> str:
    return whole_text(said_in_record(element))


def found(edition: Edition, text: str) -> list[tuple[str, str]]:
    return [(one.where, one.language) for one in lost(text, parts_of(edition.laid.context))]


@pytest.mark.parametrize("name", ["robotics", "robotics.en", "long.internal", "tables.zh", "event", "mirrored"])
def test_whatever_a_brief_says_is_said_in_order(editions: Shelf, name: str):
    edition = editions(name)
    assert sum(len(part.wordings) for part in parts_of(edition.laid.context)) > 6
    assert not found(edition, said(edition.tree))


def test_references_are_looked_for_as_they_are_printed(editions: Shelf):
    texts = [
        words for part in parts_of(editions("robotics").laid.context) for one in part.wordings for _, words in one.words
    ]
    assert any("增速居第二（第4页）。[2]" in text for text in texts)
    assert any("cover12industrialdirectionsand27sub-fields." in text for text in texts)
    assert "Revenue,coreindustryRMB19.4bn" in texts
    assert not any("{" in text or "|" in text for text in texts)


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("营收最少，增速第二", "", ("head", "zh")),
        ("about 20%", "about 26%", ("robotics-h1-growth", "en")),
        ("南京机器人产业", "南京机器人", ("cover", "zh")),
        ("Our wording, not an official title", "", ("note", "en")),
        ("Specialised kinds", "Specialized kinds", ("labels", "en")),
        ("领域与机构", "", ("page", "zh")),
    ],
)
def test_a_lost_or_changed_text_is_found(editions: Shelf, before: str, after: str, where: tuple[str, str]):
    edition = editions("robotics")
    text = said(edition.tree)
    assert squeezed(before) in text
    assert where in found(edition, text.replace(squeezed(before), squeezed(after)))


def test_two_pages_that_changed_places_are_found(editions: Shelf):
    edition = editions("robotics")
    text = said(edition.tree)
    first, second, third = (text.index(title) for title in ("领域与机构Fields", "规模与增速Size", "来源与方法Sources"))
    assert not found(edition, text[:first] + text[first:second] + text[second:])
    assert found(edition, text[:first] + text[second:third] + text[first:second] + text[third:])


def test_two_rows_that_changed_places_are_found(editions: Shelf):
    edition = editions("robotics")
    text = said(edition.tree)
    first, second, third = (text.index(head) for head in ("营收最少，增速第二", "四条新赛道之一", "计划与政策"))
    assert found(edition, text[:first] + text[second:third] + text[first:second] + text[third:])


@pytest.mark.parametrize(
    ("one", "other", "where"),
    [
        ("194亿元", "约20%", ("robotics-h1-revenue", "zh")),
        ("RMB 19.4 bn", "about 20%", ("robotics-h1-revenue", "en")),
    ],
)
def test_values_of_a_strip_under_wrong_names_are_found(editions: Shelf, one: str, other: str, where: tuple[str, str]):
    """Every name and every value is still said, in an order that a strip may have."""
    edition = editions("robotics")
    text, one, other = said(edition.tree), squeezed(one), squeezed(other)
    swapped = text.replace(one, "?", 1).replace(other, one, 1).replace("?", other, 1)
    assert where in found(edition, swapped)


@pytest.mark.parametrize("name", ["tables", "tables.zh"])
def test_values_of_two_rows_of_a_table_that_changed_places_are_found(editions: Shelf, name: str):
    edition = editions(name)
    text = said(edition.tree)
    one, other = "22.3378", "18.8213"
    assert text.count(one) == text.count(other) == 1
    swapped = text.replace(one, "?").replace(other, one).replace("?", other)
    assert len(found(edition, swapped)) == 2


def test_rows_of_a_table_that_changed_places_are_found(editions: Shelf):
    edition = editions("tables")
    text = said(edition.tree)
    first, second, third = (text.index(name) for name in ("示例园区巳", "示例园区子", "示例园区己"))
    assert found(edition, text[:first] + text[second:third] + text[first:second] + text[third:])


def test_the_second_language_before_the_first_is_found(editions: Shelf):
    edition = editions("robotics")
    text = said(edition.tree)
    assert "一页概览Ataglance" in text
    assert ("page", "en") in found(edition, text.replace("一页概览Ataglance", "Ataglance一页概览"))


def test_a_text_that_stands_twice_is_no_mistake():
    """The first place is taken, also where it is another text's."""
    expected = (
        Part((Wording("head", (("zh", "人工智能"), ("en", "AI"))),)),
        Part((Wording("head", (("zh", "智能"), ("en", "I"))), Wording("text", (("zh", "人"), ("en", "A"))))),
    )
    assert not list(lost("人工智能AI" + "人A智能I", expected))
    assert list(lost("人工智能AI" + "人A智能", expected))


@pytest.mark.parametrize(
    ("said", "holds"), [("甲A乙B", True), ("甲乙AB", True), ("A甲B乙", False), ("乙B甲A", False), ("甲乙BA", False)]
)
def test_rows_keep_their_order_in_each_language(said: str, holds: bool):
    """Row by row, or all rows in one language before all in the next."""
    rows = Part(
        (Wording("text", (("zh", "甲"), ("en", "A"))), Wording("text", (("zh", "乙"), ("en", "B")))), ordered=True
    )
    assert (not list(lost(said, (rows,)))) is holds


def test_white_space_and_invisible_characters_do_not_count():
    assert squeezed("a\u200b b\u00a0\u00ad c\n\u3000d\ufeff") == "abcd"
