"""The internal edition: flags told by shape, the band on its pages, the fact table, cautions, the code -INT."""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import Edition, Shelf
from layout_case import HEAD, context_of, lay
from page_marks import MM, Paint

from briefgen.data.provenance import weakest
from briefgen.layout.quality import ORDER

INK = "#16202A"


def last_pages(edition: Edition) -> list[int]:
    return sorted({line.page for line in edition.lines if line.text.startswith("来源与核查")})


def test_the_band_stands_on_every_internal_page(editions: Shelf):
    edition = editions("long.internal")
    pages = last_pages(edition)
    assert len(pages) > 1
    for page in pages:
        bands = [
            paint
            for paint in edition.paints
            if paint.page == page and paint.fill == INK and paint.right - paint.left > 170 * MM
        ]
        assert len(bands) == 1
        words = [line for line in edition.lines if line.page == page and bands[0].top < line.baseline < bands[0].bottom]
        assert [line.text for line in words] == ["内部版，不得外传", "INTERNAL EDITION: not to leave the office"]
        assert {line.glyphs[0].colour for line in words} == {"#FFFFFF"}


def test_every_page_and_the_code_say_internal(editions: Shelf):
    edition = editions("robotics.internal")
    for page in range(2, edition.pages + 1):
        head = [line.text for line in edition.lines if line.page == page - 1 and line.baseline < 18 * MM]
        assert {"内部版", "INTERNAL"} <= set(head)
        assert "ROB-2026-02-INT" in edition.page_text(page)


def test_the_external_edition_is_the_internal_one_without_its_last_pages(editions: Shelf):
    outside, inside = editions("long"), editions("long.internal")
    assert inside.pages > outside.pages
    assert last_pages(outside) == []
    for page in range(2, outside.pages + 1):
        shown = [
            [line.text for line in edition.lines if line.page == page - 1 and 18 * MM < line.baseline < 276 * MM]
            for edition in (outside, inside)
        ]
        assert set(shown[0]) <= set(shown[1])


def test_four_flags_are_told_by_shape(editions: Shelf):
    """Full disc, half disc, ring, diamond: outlines of the same ink (section 7)."""
    edition = editions("robotics.internal")
    page = last_pages(edition)[0]
    labels = [
        line
        for line in edition.lines
        if line.page == page and line.text in ("独立文本印证", "与独立文本相符", "仅单一来源", "推断或推算")
    ]
    assert len(labels) == 4
    shapes: list[list[tuple[bool, bool]]] = []
    for label in labels:
        near = [
            paint
            for paint in edition.paints
            if paint.page == page and not paint.rule and paint.right <= label.x and label.x - paint.left < 6 * MM
            and abs((paint.top + paint.bottom) / 2 - label.baseline + 1.2 * MM) < 1.5 * MM
        ]  # fmt: skip
        shapes.append([(paint.fill is not None, paint.stroke is not None) for paint in near])
        assert {paint.fill or paint.stroke for paint in near} == {INK}
    assert shapes == [[(True, False)], [(False, True), (True, False)], [(False, True)], [(False, True)]]


def test_the_weakest_part_gives_the_flag(editions: Shelf):
    facts = editions("long.internal").facts
    assert ORDER == ("matched", "consistent", "single", "derived")
    assert weakest([facts["revenue-c"]]) == "matched"
    assert weakest([facts["revenue-c"], facts["revenue-a"]]) == "consistent"
    assert weakest([facts["revenue-c"], facts["growth-c"]]) == "single"
    assert weakest([facts["halls"]]) == "single"  # without a flag a fact rests on its one source


def cells(edition: Edition) -> dict[str, list[str]]:
    """Return the texts of each row of the fact table by its first name."""
    rows = [element for element in edition.tree.walk() if element.role == "TR"]
    found: dict[str, list[str]] = {}
    for row in rows:
        texts = [
            "|".join(span.text for span in cell.children if hasattr(span, "role"))
            for cell in row.children
            if hasattr(cell, "role")
        ]  # type: ignore[union-attr]
        found[texts[0].split("|")[0]] = texts[1:]
    return found


def test_the_table_has_every_figure_in_both_languages(editions: Shelf):
    table = cells(editions("long.internal"))
    assert table["示例产业丙"][:4] == ["113.4亿元", "RMB 11.34 bn", "4.5%", "[3]"]
    assert table["示例产业丑"][:4] == ["1803.6亿元", "RMB 180.36 bn", "约18%|about 18%", "[12]"]
    assert table["观众"][:4] == ["逾12.3456万", "more than 123,456", "–", "[2]"]  # the row says what
    assert len(table) == 1 + 12 + 5
    assert "四" not in "".join(table)


def test_growth_stands_beside_its_revenue_and_in_no_row_of_its_own(editions: Shelf):
    assert not any("增速" in name for name in cells(editions("long.internal")) if name != "事实")


def test_nothing_stands_empty_in_an_edition_without_figures(tmp_path_factory: pytest.TempPathFactory):
    blocks = "  - page: {zh: 页, en: Page}\n  - lead: {zh: 一。, en: One.}\n"
    edition = lay(tmp_path_factory.mktemp("empty"), blocks, internal=True)
    assert not [element for element in edition.tree.walk() if element.role in ("Table", "TR", "TH")]
    heads = [element.text for element in edition.tree.walk() if element.role == "H3"]
    assert heads == ["数据质量Data quality"]


def test_an_inferred_year_has_a_row(editions: Shelf):
    table = cells(editions("robotics.internal"))
    row = table["年份为2025年"]
    assert row[0] == row[1] == "–"
    assert row[3] == "[2]"


def test_the_head_of_the_table_is_repeated_where_it_goes_on(tmp_path_factory: pytest.TempPathFactory):
    """A table that is longer than what is left of the page begins there, and its head goes with it."""
    facts = "".join(
        f"  f{number}: {{name: {{zh: 数{number}, en: Number {number}}}, value: {number + 1000}, "
        "unit: {zh: 个, en: items}, as-of: 2024-06, source: s-1}\n"
        for number in range(36)
    )
    data = (
        "section: more\ntitle: {zh: 更多, en: More}\nsources:\n"
        f"  s-1: {{title: {{zh: 文件, en: Paper}}, date: undated, kind: sample}}\nfacts:\n{facts}"
    )
    strips = [[f"f{4 * number + place}" for place in range(4)] for number in range(9)]
    blocks = "  - page: {zh: 页, en: Page}\n" + "".join(f"  - numbers: [{', '.join(strip)}]\n" for strip in strips)
    head = (
        "kind: topic\ntitle: {zh: 示例, en: A}\ntheme: software\n"
        "edition: {date: 2026-03-05, number: 1}\nsections: [more]\n"
    )
    edition = lay(tmp_path_factory.mktemp("table"), blocks, head=head, data=data, internal=True)
    pages = last_pages(edition)
    rows = {
        page: sum(line.page == page and line.text.startswith("Number ") for line in edition.lines) for page in pages
    }
    assert sum(rows.values()) == 36
    assert sum(count > 0 for count in rows.values()) > 1
    for page, count in rows.items():
        heads = [line for line in edition.lines if line.page == page and line.text == "In English"]
        assert len(heads) == (1 if count else 0)
        if heads:
            first = min(
                line.baseline for line in edition.lines if line.page == page and line.text.startswith("Number ")
            )
            assert heads[0].baseline < first
    assert len([element for element in edition.tree.walk() if element.role == "THead"]) == 1
    assert len(cells(edition)) == 37


def test_cautions_name_their_facts(editions: Shelf):
    edition = editions("long.internal")
    text = "".join(edition.tree.text.split())
    assert "示例产业甲营收：示例产业甲的注意事项。" in text
    assert "SampleindustryA:revenue:AcautiononsampleindustryA." in text
    assert "注意事项" not in editions("long").text


def test_facts_with_one_caution_share_a_row(editions: Shelf):
    edition = editions("robotics.internal")
    caution = "来源未写“同比”，据上下文判断。"  # other cautions end with the same words
    sharing = [fact for fact in edition.facts.values() if fact.caution and fact.caution["zh"] == caution]
    assert len(sharing) > 1
    assert "".join(edition.tree.text.split()).count(f"：{caution}") == 1


def test_internal_facts_may_be_shown_inside(editions: Shelf):
    context = context_of(editions("long.internal"))
    assert context.internal
    assert not context_of(editions("long")).internal


def is_flag(paint: Paint) -> bool:
    return paint.left > 188 * MM and paint.right - paint.left < 4 * MM


def test_each_row_of_the_table_has_its_flag_at_the_edge(editions: Shelf):
    edition = editions("long.internal")
    flags = [paint for paint in edition.paints if paint.page in last_pages(edition) and is_flag(paint)]
    assert len(flags) >= len(cells(edition)) - 1
    for flag in flags:
        assert flag.right / MM <= 192.01


def test_a_second_measure_that_is_no_growth_has_a_row_of_its_own(tmp_path: Path):
    blocks = (
        "  - page: {zh: 页, en: Page}\n  - chart: comparison\n    takeaway: {zh: 一, en: One}\n"
        "    heads: [{zh: 名, en: Name}, {zh: 营收, en: Revenue}, {zh: 人数, en: Staff}]\n    rows:\n"
        "      - {name: {zh: 甲, en: Alpha}, facts: [revenue-a, staff-a]}\n"
        "      - {name: {zh: 乙, en: Beta}, facts: [revenue-b, staff-b]}\n"
    )
    data = (
        "section: more\ntitle: {zh: 更多, en: More}\nfacts:\n"
        "  staff-a: {name: {zh: 甲人数, en: Staff of Alpha}, value: 51200, unit: {zh: 人, en: persons}, "
        "period: 2025, source: doc-1}\n"
        "  staff-b: {name: {zh: 乙人数, en: Staff of Beta}, value: 9000, unit: {zh: 人, en: persons}, "
        "period: 2025, source: doc-1}\n"
    )
    edition = lay(tmp_path, blocks, head=HEAD.replace("[sample]", "[sample, more]"), data=data, internal=True)
    rows = [line.text for line in edition.lines if line.text in ("Staff of Alpha", "Staff of Beta")]
    assert rows == ["Staff of Alpha", "Staff of Beta"]


def test_a_project_of_one_language_has_one_column_of_values(tmp_path: Path):
    edition = lay(
        tmp_path,
        "  - page: {zh: 页}\n  - figures: [revenue-c]\n",
        head="kind: topic\ntitle: {zh: 示例}\ntheme: software\nlanguages: [zh]\n"
        "edition: {date: 2026-03-05, number: 1}\nsections: [sample]\n",
        settings=("languages: [zh, en]", "languages: [zh]"),
        internal=True,
    )
    text = edition.page_text(3)
    assert "中文数值" in text
    assert "英文数值" not in text
