"""What is heard first, and what is heard of a figure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from editions import Edition, Shelf, marks_of
from layout_case import HEAD, context_of, lay

from briefgen.check.finished.escapes import parts
from briefgen.check.finished.opened import open_finished
from briefgen.data.facts import Fact
from briefgen.language.periods import as_of_text, period_text
from briefgen.language.quantities import phrase
from briefgen.layout.order import reading_order
from briefgen.layout.spoken import spoken
from briefgen.pdf.elements import Element
from briefgen.spec.blocks import FiguresBlock, NumbersBlock

PAGE = "  - page: {zh: 页, en: Page}\n"
MORE = """\
section: more
title: {zh: 更多, en: More}
sources:
  m-1: {title: {zh: 文件, en: Paper}, date: undated, kind: sample}
facts:
  goal: {name: {zh: 规模, en: Size}, value: 500000000000, unit: CNY, period: 2027, kind: target, source: m-1}
  rate: {name: {zh: 占比, en: Share}, value: 26, unit: percent, period: 2025-H1, source: m-1}
  gap: {name: {zh: 空数, en: Blank}, value: missing, unit: percent, period: 2026}
  plain: {name: {zh: 展馆, en: halls}, value: 7, unit: {zh: 座, en: halls}, as-of: 2024-06, source: m-1}
"""
GAPS = HEAD.replace("[sample]", "[more]\ngaps: state")


def roles(element: Element) -> list[tuple[str, str | None]]:
    return [(child.role, child.language) for child in element.children if isinstance(child, Element)]


def lists(edition: Edition) -> list[Element]:
    """Return the lists of the inner pages."""
    found = [section for section in edition.tree.walk() if section.role == "Sect"]
    return [
        child for section in found for child in section.children if isinstance(child, Element) and child.role == "L"
    ]


def entries(found: Element) -> list[tuple[str, str, str | Mapping[str, str] | None]]:
    """Return label, value and spoken form of each entry of a list."""
    said: list[tuple[str, str, str | Mapping[str, str] | None]] = []
    for item in found.children:
        assert isinstance(item, Element)
        label, body = item.children
        assert isinstance(body, Element)
        value = body.children[0]
        assert isinstance(value, Element)
        assert (item.role, label.role, body.role) == ("LI", "Lbl", "LBody")  # type: ignore[union-attr]
        said.append((label.text, value.text, value.expansion))
    return said


def test_languages_follow_each_other_between_what_both_share():
    made = [Element("P", language) for language in ("zh", "en", "zh", "en")]
    shared = Element("Figure")
    assert reading_order([*made, shared, made[0]]) == (made[0], made[2], made[1], made[3], shared)
    assert reading_order([made[1], made[0], made[3]]) == (made[1], made[3], made[0])
    assert reading_order([made[0], shared, made[1], made[2]]) == (made[0], shared, made[1], made[2])
    assert reading_order([]) == ()


def test_a_strip_is_a_list_in_each_language_with_its_notes(editions: Shelf):
    edition = editions("robotics")
    strip = next(element for element in edition.tree.walk() if element.role == "Sect")
    assert roles(strip) == [("L", "zh"), ("P", "zh"), ("P", "zh"), ("L", "en"), ("P", "en"), ("P", "en")]
    chinese, english = lists(edition)[:2]
    assert entries(chinese) == [
        ("核心产业营收", "194亿元", "194亿元，2025年上半年（年份为推断）"),
        ("同比增速", "约20%", "约20%，2025年上半年（年份为推断）"),
        ("发展领域", "至少8个领域", "至少8个领域"),
    ]
    assert entries(english) == [
        ("Revenue, core industry", "RMB 19.4 bn", "RMB 19.4 billion, first half of 2025 (year inferred)"),
        ("Growth on a year earlier", "about 20%", "about 20%, first half of 2025 (year inferred)"),
        ("Fields of robotics", "at least 8 fields", "at least 8 fields"),
    ]


@pytest.mark.parametrize(
    "name", ["robotics.internal", "robotics.en", "long", "long.internal", "short", "tables", "charts"]
)
def test_what_is_spoken_is_the_fact(editions: Shelf, name: str):
    edition = editions(name)
    shown = [
        edition.facts[id]
        for block in edition.brief.blocks
        for id in (*getattr(block, "figures", ()), *getattr(block, "numbers", ()))
        if isinstance(block, FiguresBlock | NumbersBlock)
    ]
    expected = {(language, told(fact, language)) for fact in shown for language in edition.brief.languages}
    strips = [element for found in lists(edition) for element in found.walk() if element.expansion is not None]
    heard = {
        (language, (words.partition("；") if language == "zh" else words.partition("; "))[0])
        for element in strips
        for language, words in in_languages(element).items()
        if "本简报主题" not in words and "subject of this brief" not in words
    }
    assert heard == expected
    said = [element for element in edition.tree.walk() if element.expansion is not None]
    nodes = [node for node in open_finished(edition.data).tree.nodes if node.expansion is not None]
    kept = [[(tag or node.language, words.strip()) for tag, words in parts(str(node.expansion))] for node in nodes]
    assert sorted(kept) == sorted(
        [(tag, words.strip()) for tag, words in in_languages(element, edition).items()] for element in said
    )


def in_languages(element: Element, edition: Edition | None = None) -> dict[str, str]:
    """Return what is heard of an element instead of its text, by language."""
    if not isinstance(element.expansion, str):
        return dict(element.expansion or {})
    language = element.language or (language_around(edition.tree, element) if edition else None)
    return {str(language): element.expansion}


def language_around(tree: Element, wanted: Element, language: str | None = None) -> str | None:
    language = tree.language or language
    if tree is wanted:
        return language
    below = (language_around(child, wanted, language) for child in tree.children if isinstance(child, Element))
    return next((found for found in below if found), None)


def told(fact: Fact, language: str) -> str:
    value = phrase(fact.quantity, language, "sentence")
    time = ""
    if fact.period is not None:
        time = period_text(fact.period, language, inferred=fact.period_inferred)
    elif fact.as_of is not None:
        time = as_of_text(fact.as_of, language, inferred=fact.period_inferred)
    return ("，" if language == "zh" else ", ").join(part for part in (value, time) if part)


def test_targets_say_that_they_are_and_gaps_that_they_are_awaited(tmp_path: Path):
    """A strip shows no targets; the words are there for what does."""
    edition = lay(tmp_path, PAGE + "  - figures: [rate, gap]\n", head=GAPS, data=MORE)
    assert [[expansion for _, _, expansion in entries(found)] for found in lists(edition)] == [
        [{"zh": "26%，2025年上半年", "en": "26%, first half of 2025"}, "待更新", "awaiting update"],
    ]
    goal = edition.facts["goal"]
    context = context_of(edition)
    assert [spoken(context, goal, language) for language in ("zh", "en")] == [
        "5000亿元，2027年，目标",
        "RMB 500 billion, 2027, target",
    ]


def test_a_number_that_stands_once_is_heard_after_both_labels(tmp_path: Path):
    edition = lay(tmp_path, PAGE + "  - numbers: [plain, rate]\n", head=GAPS, data=MORE)
    (found,) = lists(edition)
    assert found.language is None
    assert entries(found) == [
        ("展馆（座）halls", "7", {"zh": "7座，截至2024年6月", "en": "7 halls, as of June 2024"}),
        ("占比Share", "26%", {"zh": "26%，2025年上半年", "en": "26%, first half of 2025"}),
    ]
    for item in found.children:
        assert isinstance(item, Element)
        label = item.children[0]
        assert isinstance(label, Element)
        assert roles(label) == [("Span", "zh"), ("Span", "en")]


def test_in_one_language_every_number_is_spoken_in_full(tmp_path: Path):
    edition = lay(tmp_path, PAGE + "  - numbers: [plain, rate]\n", head=GAPS, data=MORE, language="en")
    (found,) = lists(edition)
    assert found.language == "en"
    assert [expansion for _, _, expansion in entries(found)] == ["7 halls, as of June 2024", "26%, first half of 2025"]


def test_a_field_map_is_a_captioned_list_for_each_state(editions: Shelf):
    section = next(one for one in editions("robotics").tree.walk() if one.role == "Sect" and "图1" in one.text)
    order = ["P", *["L"] * 3, "P"]
    assert roles(section) == [("H3", None), *((role, "zh") for role in order), *((role, "en") for role in order)]
    found = [child for child in section.children if isinstance(child, Element) and child.role == "L"]
    assert [next(iter(one.children)).text for one in found] == [
        "放大优势", "发展特色", "积极布局", "Build on strength", "Specialised kinds", "In preparation",
    ]  # fmt: skip
    assert [len(one.children) - 1 for one in found] == [1, 6, 1, 1, 6, 1]


def test_a_frame_says_the_whole_then_its_groups_with_their_members(editions: Shelf):
    section = next(one for one in editions("robotics").tree.walk() if one.role == "Sect" and "图2" in one.text)
    assert roles(section) == [("H3", None), *((role, tag) for tag in ("zh", "en") for role in ("P", "L", "P"))]
    frame = next(child for child in section.children if isinstance(child, Element) and child.role == "L")
    caption, group, bar = frame.children
    assert isinstance(group, Element)
    assert isinstance(bar, Element)
    label, body = group.children
    assert isinstance(body, Element)
    assert (caption.text, label.text) == ("“1+4+6”产业强市工作体系", "4个产业攻坚推进办公室")
    (members,) = body.children
    assert isinstance(members, Element)
    assert [member.text for member in members.children] == ["人工智能", "机器人", "生物医药", "新一代信息通信"]
    assert roles(bar) == [("LBody", "zh")]


def test_the_caption_of_a_table_is_its_takeaway_and_its_unit_line(editions: Shelf):
    for name, heard in (("tables", ["zh", "zh", "en", "en"]), ("tables.zh", ["zh", "zh"])):
        caption = [one for one in editions(name).tree.walk() if one.role == "Caption"][-1]
        assert roles(caption) == [("P", tag) for tag in heard]


def test_tables_have_heads_and_a_body_only(editions: Shelf):
    for name in ("tables", "tables.internal", "long.internal"):
        for table in (one for one in editions(name).tree.walk() if one.role == "Table"):
            found = [role for role, _ in roles(table)]
            assert found in (["Caption", "THead", "TBody"], ["THead", "TBody"])
            for cell in (one for one in table.walk() if one.role == "TH"):
                assert cell.scope in ("Row", "Column")


def test_flags_of_quality_are_heard_in_internal_editions_only(editions: Shelf):
    def flags(name: str) -> list[str]:
        return [one.alt["en"] for one in editions(name).tree.walk() if one.alt is not None and not one.text]

    assert not any("Data quality" in alt for alt in flags("robotics"))
    assert sum(alt.startswith("Data quality: ") for alt in flags("robotics.internal")) == 3


def test_each_language_hears_the_quality_behind_its_number(editions: Shelf):
    chinese, english = lists(editions("robotics.internal"))[:2]
    assert [said for _, _, said in entries(chinese)] == [
        "194亿元，2025年上半年（年份为推断）；数据质量：独立文本印证",
        "约20%，2025年上半年（年份为推断）；数据质量：独立文本印证",
        "至少8个领域；数据质量：推断或推算",
    ]
    assert (
        entries(english)[1][2] == "about 20%, first half of 2025 (year inferred); data quality: matched independently"
    )


def test_the_quality_of_a_figure_follows_its_sources(editions: Shelf):
    section = next(one for one in editions("robotics.internal").tree.walk() if one.role == "Sect" and "图1" in one.text)
    assert [role for role, _ in roles(section)] == ["H3", "P", *["L"] * 3, "P", "P", *["L"] * 3, "P", "Figure"]


def test_a_fact_table_of_one_language_says_chinese_in_its_column_only(editions: Shelf):
    edition = editions("robotics.internal.en")
    (table,) = [one for one in edition.tree.walk() if one.role == "Table"]
    told = [child.language for one in table.walk() if one.role in ("TH", "TD") for child in one.children
            if isinstance(child, Element)]  # fmt: skip
    rows = sum(one.role == "TR" for one in table.walk()) - 1
    assert told.count("zh") == rows
    assert "Growth" in table.text
    assert "约" not in table.text


def test_the_band_is_heard_once_where_its_pages_go_on(editions: Shelf):
    edition = editions("long.internal")
    told = [one for one in edition.tree.walk() if one.role == "P" and one.text.startswith("INTERNAL EDITION")]
    assert len(told) == 2  # cover and first page


def test_letters_of_notes_are_told_apart_from_words(editions: Shelf):
    edition = editions("long")
    marks = [one for one in edition.tree.walk() if one.role == "Reference" and one.expansion]
    assert {(one.text, one.expansion) for one in marks} == {("a", "（注a）"), ("a", " (note a)")}
    notes = [one for one in edition.tree.walk() if one.role == "Note" and str(one.id).startswith("note-")]
    assert notes
    assert all(roles(one)[0] == ("Lbl", one.language) for one in notes)


def test_the_cell_of_the_subject_is_named_as_such(editions: Shelf):
    said = {one.text: one.expansion for one in editions("robotics").tree.walk() if one.role == "Span" and one.expansion}
    assert said["机器人"] == "机器人（本简报主题）"
    assert said["Robotics"] == "Robotics (subject of this brief)"


def test_the_outline_has_a_branch_for_each_language(editions: Shelf):
    found = [(one.level, one.title) for one in open_finished(editions("robotics").data).outline.bookmarks]
    pages = [("一页概览", "At a glance"), ("领域与机构", "Fields and offices"), ("规模与增速", "Size and growth")]
    for at, title in enumerate(("南京机器人产业", "Robotics in Nanjing")):
        start = next(place for place, (_, words) in enumerate(found) if title in words)
        assert found[start][0] == 0
        branch = found[start + 1 : start + 1 + len(found) // 2 - 1]
        assert [words for level, words in branch if level == 1][:3] == [page[at] for page in pages]
        assert sum(level == 2 for level, _ in branch) == 3
    assert len(found) == 2 * (1 + 4 + 3)


def test_the_outline_of_one_language_has_no_branches(editions: Shelf):
    found = [(one.level, one.title) for one in open_finished(editions("robotics.en").data).outline.bookmarks]
    assert found[:2] == [(0, "Robotics in Nanjing"), (0, "At a glance")]
    assert (1, "Figure 1 The plan: build on industrial robots, add specialised kinds, prepare for humanoids") in found
    assert len(found) == 1 + 4 + 3


def test_rows_of_a_block_over_two_pages_are_heard_language_by_language(editions: Shelf):
    """All of it in one language, also of its second page, then all of it in the other."""
    edition = editions("long")
    across = [
        section
        for section in edition.tree.walk()
        if section.role == "Sect"
        and len({mark.page for mark in marks_of(section)}) > 1
        and {role for role, _ in roles(section)} == {"H3", "P"}
    ]
    assert across
    for section in across:
        heard = [language or "" for _, language in roles(section)[1:]]
        assert heard == sorted(heard, reverse=True)
        assert set(heard) == {"zh", "en"}


@pytest.mark.parametrize("language", [None, "zh", "en"])
@pytest.mark.parametrize("internal", [False, True])
def test_no_level_of_headings_is_skipped_without_a_page_title(tmp_path: Path, language: str | None, internal: bool):
    """The brief's title stands at the head of the page, and heads it."""
    edition = lay(tmp_path, "  - figures: [revenue-c]\n  - aim: sample-aim\n", language=language, internal=internal)
    levels = [element.role for element in edition.tree.walk() if element.role in ("H1", "H2", "H3")]
    assert levels[:3] == ["H1", "H2", "H3"]
    assert levels.count("H1") == 1
    assert levels.count("H2") == 1 + internal
