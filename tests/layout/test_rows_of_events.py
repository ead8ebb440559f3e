"""Details, programmes, results and lists of names: level rows in each language, tags by stage, tags for listeners."""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import Edition, Shelf
from layout_case import HEAD, lay
from page_marks import MM, Drawn

from briefgen.pdf.elements import Element

HEAD_OF = HEAD.replace("[sample]", "[blocks]")
PAGE = "  - page: {zh: 页, en: Page}\n"


def section_of(edition: Edition, words: str) -> Element:
    return next(
        one for one in edition.tree.walk() if one.role == "Sect" and one.text.replace(" ", "").startswith(words)
    )


def below(element: Element, role: str) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element) and child.role == role]


def line_of(edition: Edition, words: str) -> Drawn:
    return next(line for line in edition.inner() if line.text.replace(" ", "").startswith(words.replace(" ", "")))


def test_details_are_lists_of_names_and_texts_on_one_edge(editions: Shelf):
    edition = editions("blocks")
    chinese, english = below(section_of(edition, "基本情况"), "L")
    found = [
        [("".join(part.text for part in below(item, role))) for role in ("Lbl", "LBody")] for item in english.children
    ]  # type: ignore[arg-type]
    assert found[0] == ["Date", "From 15 June 2024 to 18 June 2024"]
    assert [name for name, _ in found] == ["Date", "Place", "Hosts", "Theme"]
    assert len(chinese.children) == 4
    edges = {round(line_of(edition, words).x, 1) for words in ("From 15 June", "The sample city", "A sample of the")}
    assert len(edges) == 1
    assert line_of(edition, "From 15 June").baseline == pytest.approx(line_of(edition, "2024年6月15日开幕").baseline)


def test_a_programme_prints_each_time_once_and_is_heard_in_both_languages(editions: Shelf):
    edition = editions("blocks")
    (found,) = below(section_of(edition, "日程"), "L")
    said = [[part.role for part in item.children] for item in found.children]  # type: ignore[union-attr]
    assert said == [["Lbl", "LBody"], ["Lbl", "LBody"], ["LBody"], ["Lbl", "LBody"]]
    first = found.children[1]
    assert isinstance(first, Element)
    label, body = first.children
    assert isinstance(label, Element)
    assert isinstance(body, Element)
    assert label.text == "09:30"
    assert [(one.role, one.language, one.text) for one in below(body, "Div")] == [
        ("Div", "zh", "开幕式示例致辞与示例成果发布示例主会场"),
        ("Div", "en", "OpeningSample addresses and the release of sample resultsSample main hall"),
    ]
    assert edition.text.count("14:00–17:30") == 1
    lines = [line_of(edition, words) for words in ("09:00–09:30", "签到", "Registration")]
    assert lines[0].baseline == lines[1].baseline == lines[2].baseline
    assert lines[0].right < lines[1].x


def test_without_times_the_entries_take_the_whole_column(tmp_path: Path):
    blocks = PAGE + "  - agenda: [{head: {zh: 签到, en: Registration}}]\n"
    edition = lay(tmp_path, blocks, head=HEAD_OF)
    assert line_of(edition, "签到").x == pytest.approx(18 * MM, abs=0.6)


def test_results_stand_under_tags_by_stage(editions: Shelf):
    edition = editions("blocks")
    section = section_of(edition, "成果")
    captions = [caption.text for found in below(section, "L") for caption in below(found, "Caption")]
    assert captions == ["发布", "签约", "规划", "Released", "Signed", "Planned"]
    rows = [[item.text for item in below(found, "LI")] for found in below(section, "L")]
    assert rows[0][0] == "示例中心揭牌"
    assert rows[1] == ["签约示例项目：105个"]
    assert rows[5] == ["Planned investment in the sample project: nearly RMB 9.9 bn"]


@pytest.mark.parametrize(("word", "form"), [("Released", "solid"), ("Signed", "tint"), ("Planned", "dashed")])
def test_a_stage_is_told_by_the_form_of_its_tag(editions: Shelf, word: str, form: str):
    edition = editions("blocks")
    line = line_of(edition, word)
    around = [
        one
        for one in edition.paints
        if one.page == line.page and not one.rule and one.left < line.x < line.right < one.right
        and one.top < line.baseline - 2 * MM and one.bottom > line.baseline and one.bottom - one.top < 10 * MM
    ]  # fmt: skip
    assert len(around) == 1
    grounds = {"solid": ("#9B1B4B", None), "tint": ("#F1DFE6", None), "dashed": (None, "#9B1B4B")}
    assert (around[0].fill, around[0].stroke) == grounds[form]
    assert {glyph.colour for glyph in line.glyphs} == {"#FFFFFF" if form == "solid" else "#9B1B4B"}


def test_names_stand_level_under_the_name_of_their_fact(editions: Shelf):
    edition = editions("blocks")
    section = section_of(edition, "名录")
    groups = {
        found.children[0].text: [item.text for item in below(found, "LI")]  # type: ignore[union-attr]
        for found in below(section, "L")
    }
    assert groups["示例平台"] == ["示例数据中心", "示例资源库", "等"]
    assert groups["Sample platforms"] == ["Sample Data Centre", "Sample Resource Bank", "and others"]
    assert groups["Sample document (plan)"] == ["Sample Industry Action Plan"]
    assert line_of(edition, "示例理工大学").baseline == line_of(edition, "Sample University of Science").baseline
    assert "Sources: universities and document [2], platforms [1]." in section.text


def test_a_gap_is_said_in_place_of_names_and_results(tmp_path: Path):
    data = """\
section: more
title: {zh: 更多, en: More}
sources: {}
facts:
  names: {name: {zh: 单位, en: bodies}, value: missing, unit: {zh: 个, en: bodies}}
  paper: {name: {zh: 白皮书, en: white paper}, value: missing, unit: {zh: 份, en: papers}}
"""
    blocks = f"""{PAGE}  - entities: [names]
  - results: [{{stage: released, facts: [paper], rows: [{{zh: 发布五份, en: Five were released}}]}}]
"""
    edition = lay(tmp_path, blocks, head=HEAD.replace("[sample]", "[more]\ngaps: state"), data=data)
    assert "White paper: awaiting update" in edition.text
    assert "Five were released" not in edition.text
    assert section_of(edition, "名录").text.count("待更新") == 1


def test_long_results_go_on_over_the_page_under_their_label(tmp_path: Path):
    rows = ", ".join(f"{{zh: 成果第{number}, en: Result no {number}}}" for number in range(60))
    edition = lay(
        tmp_path, f"{PAGE}  - results: [{{stage: completed, facts: [lab-opened], rows: [{rows}]}}]\n", head=HEAD_OF
    )
    assert "Results (continued)" in edition.page_text(3)
    chinese, english = below(section_of(edition, "成果"), "L")
    assert [len(below(found, "LI")) for found in (chinese, english)] == [60, 60]


@pytest.mark.parametrize("label", ["成果", "日程", "名录"])
def test_an_internal_section_has_the_flag_of_its_weakest_fact_and_tells_it_last(editions: Shelf, label: str):
    section = section_of(editions("blocks.internal"), label)
    last = section.children[-1]
    assert isinstance(last, Element)
    told = {"成果": "Single source", "日程": "Matched independently", "名录": "Single source"}[label]
    assert (last.role, dict(last.alt or {})["en"]) == ("Figure", f"Data quality: {told}")
    assert not any(child.role == "Figure" for child in section_of(editions("blocks"), label).walk())
