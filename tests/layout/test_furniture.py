"""Header and foot of every inner page: who issues it, what it is about, how old the data are, where the reader is."""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import Edition, Shelf
from layout_case import HEAD, context_of, lay
from page_marks import MM

from briefgen.errors import AuthorsMistakes
from briefgen.layout.furniture import data_line, edition_code, header_subject

PAGE = "  - page: {zh: 页, en: Page}\n"


def foot(edition: Edition, page: int) -> dict[tuple[float, float], str]:
    """Return the lines of a foot by x and baseline in millimetres."""
    return {
        (round(line.x / MM, 1), round(line.baseline / MM, 2)): line.text
        for line in edition.lines
        if line.page == page - 1 and line.baseline > 276 * MM
    }


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("robotics", "ROB-2026-02"),
        ("robotics.zh", "ROB-2026-02"),
        ("robotics.internal", "ROB-2026-02-INT"),
        ("long", "EV-2026-12"),
        ("short", "SW-2026-01"),
    ],
)
def test_each_foot_has_issuer_code_time_and_page(editions: Shelf, name: str, code: str):
    edition = editions(name)
    assert edition_code(context_of(edition)) == code
    settings, languages = edition.shared.settings, edition.brief.languages
    for page in range(2, edition.pages + 1):
        found = foot(edition, page)
        assert {round(y, 2) for _, y in found} == {281.25, 285.75}
        for language in languages:
            assert settings.issuer[language].source in found.values()
        assert code in found.values()
        assert f"{page} / {edition.pages}" in found.values()
        ends = [
            round(line.right / MM, 1)
            for line in edition.lines
            if line.page == page - 1 and line.text in (code, f"{page} / {edition.pages}")
        ]
        assert ends == pytest.approx([192, 192], abs=0.15)


def test_the_time_of_the_data_is_that_of_the_latest_figure(editions: Shelf):
    context = context_of(editions("robotics"))
    assert data_line(context, "zh") == "数据期：2025年上半年（年份为推断）"
    assert data_line(context, "en") == "Data: H1 2025 (year inferred)"
    context = context_of(editions("event"))
    assert data_line(context, "zh") == "数据截至2024年6月"
    assert data_line(context, "en") == "Data as of June 2024"


def test_without_a_figure_there_is_no_time_of_data(tmp_path: Path):
    edition = lay(tmp_path, PAGE + "  - lead: {zh: 一。, en: One.}\n")
    assert data_line(context_of(edition), "zh") == ""
    assert "数据" not in edition.text
    assert "Data" not in edition.text


@pytest.mark.parametrize(
    ("periods", "chinese"),
    [
        (("2024", "2023-H2"), "数据期：2024年"),
        (("2023", "2024-Q1"), "数据期：2024年第一季度"),
        (("2024-H1", "2024-Q3"), "数据期：2024年第三季度"),
        (("2022/2024", "2023"), "数据期：2022—2024年"),
    ],
)
def test_later_ends_win(tmp_path: Path, periods: tuple[str, str], chinese: str):
    facts = "".join(
        f"  f{number}: {{name: {{zh: 名{number}, en: N{number}}}, value: {number + 3}, unit: percent, "
        f"period: {period}, source: s-1}}\n"
        for number, period in enumerate(periods)
    )
    data = (
        "section: more\ntitle: {zh: 更多, en: More}\nsources:\n"
        f"  s-1: {{title: {{zh: 文件, en: Paper}}, date: undated, kind: sample}}\nfacts:\n{facts}"
    )
    head = HEAD.replace("[sample]", "[more]")
    edition = lay(tmp_path, PAGE + "  - figures: [f0, f1]\n", head=head, data=data)
    assert data_line(context_of(edition), "zh") == chinese


TABLE = """\
section: more
title: {zh: 更多, en: More}
sources:
  s-1: {title: {zh: 文件, en: Paper}, date: undated, kind: sample}
facts:
  f-1: {name: {zh: 名, en: N}, value: 5, unit: percent, period: 2024, source: s-1, valid-until: 2024-12-31}
tables:
  t-1:
    title: {zh: 表, en: Table}
    source: s-1
    period: 2030
    columns:
      - {id: name, name: {zh: 名, en: Name}}
      - {id: one, name: {zh: 一, en: One}, unit: percent, kind: target}
      - {id: two, name: {zh: 二, en: Two}, unit: percent, period: 2024}
      - {id: three, name: {zh: 三, en: Three}, unit: percent, period: 2023-H1}
    rows:
      - {name: {zh: 甲, en: A}, one: 5, two: {fact: f-1}, three: 3}
"""


def test_the_time_of_a_table_is_that_of_the_results_printed_in_it(tmp_path: Path):
    head = HEAD.replace("[sample]", "[more]").replace("sections:", "gaps: state\nsections:")
    edition = lay(tmp_path, PAGE + "  - table: t-1\n    takeaway: {zh: 表, en: Table}\n", head=head, data=TABLE)
    assert data_line(context_of(edition), "en") == "Data: H1 2023"


def test_the_header_has_series_and_subject(editions: Shelf):
    for name in ("robotics", "robotics.zh", "robotics.en", "robotics.internal"):
        edition = editions(name)
        for page in range(2, edition.pages + 1):
            heads = [line for line in edition.lines if line.page == page - 1 and line.baseline < 18 * MM]
            text = "\n".join(line.text for line in heads)
            assert ("南京投资简报机器人产业" in text) == ("zh" in edition.brief.languages)
            assert ("Nanjing Investor BriefsRobotics" in text) == ("en" in edition.brief.languages)
            assert round(min(line.x for line in heads) / MM, 1) == 36


def test_the_header_of_an_event_says_that_it_is_one(editions: Shelf):
    context = context_of(editions("event"))
    assert header_subject(context, "zh") == "活动简报"
    assert header_subject(context, "en") == "Event brief: A sample event"
    assert header_subject(context_of(editions("short")), "en") == "A sample"
    assert "Event brief: A sample event" in editions("event").page_text(2)


def test_the_mark_is_five_merlons_on_the_rule(editions: Shelf):
    edition = editions("robotics")
    merlons = [paint for paint in edition.paints if paint.page == 1 and paint.fill == "#C8871B"]
    assert [round(merlon.left / MM, 2) for merlon in merlons] == [18, 21, 24, 27, 30]
    for merlon in merlons:
        assert (merlon.right - merlon.left) / MM == pytest.approx(1.8, abs=0.01)
        assert (merlon.bottom - merlon.top) / MM == pytest.approx(2.25, abs=0.01)
        assert merlon.bottom / MM == pytest.approx(18, abs=0.01)


LONG = "A name that is far too long for the line at the head of the page, and for any other line of its kind"


@pytest.mark.parametrize("what", ["subject", "issuer", "series"])
def test_no_name_is_cut_off_in_silence(tmp_path: Path, what: str):
    """A line that is too narrow for a name must not drop the rest of it."""
    head, settings = HEAD, None
    if what == "subject":
        head = HEAD.replace("en: A sample}", f"en: A sample}}\nsubject: {{zh: 题, en: '{LONG}'}}", 1)
    elif what == "issuer":
        settings = ("en: Sample Issuing Office}", f"en: '{LONG}'}}")
    else:
        settings = ("en: Sample Briefs}", f"en: '{LONG}'}}")
    with pytest.raises(AuthorsMistakes) as caught:
        lay(tmp_path, PAGE + "  - lead: {zh: 一。, en: One.}\n", head=head, settings=settings)
    (problem,) = caught.value.problems
    assert "mm too long for" in problem.message
    assert problem.place.file == ("briefings/case.yaml" if what == "subject" else "briefgen.yaml")
    assert problem.place.line


def test_a_target_does_not_date_the_data(tmp_path: Path):
    """The foot tells how new the data are; what is meant for 2035 says nothing of that."""
    data = (
        "section: more\ntitle: {zh: 更多, en: More}\n"
        "sources:\n  s-1: {title: {zh: 文件, en: Paper}, date: undated, kind: sample}\nfacts:\n"
        "  t1: {name: {zh: 甲, en: A}, value: 5, unit: CNY, as-of: 2035, kind: target, source: s-1}\n"
        "  t2: {name: {zh: 乙, en: B}, value: 6, unit: CNY, as-of: 2035, kind: target, source: s-1}\n"
    )
    blocks = (
        PAGE + "  - figures: [revenue-c]\n"
        "  - chart: bars\n    takeaway: {zh: 目标, en: Targets}\n    rows:\n      - fact: t1\n      - fact: t2\n"
    )
    edition = lay(tmp_path, blocks, head=HEAD.replace("[sample]", "[sample, more]"), data=data)
    assert "Data: H1 2025" in edition.page_text(2)
    assert "Data as of 2035" not in edition.page_text(2)


def test_titles_and_labels_are_set_as_texts(tmp_path: Path):
    """A permitted break in a page's title is kept, and a label of the author's is no raw source."""
    blocks = (
        "  - page: {zh: 一二三四五|六七八九十一二三, en: Page}\n"
        "  - messages:\n      - head: {zh: 一, en: One}\n        text: {zh: 二。, en: Two.}\n"
        "    label: {zh: '标{{签', en: 'La{{bel'}\n"
    )
    edition = lay(tmp_path, blocks)
    lines = [line.text for line in edition.lines if line.page == 1]
    assert "一二三四五" in lines
    assert "标{签" in lines
    assert "La{bel" in lines


@pytest.mark.parametrize(("english", "baseline"), [("Parks", 36), ("Parks and industries", 42)])
def test_a_continued_title_is_marked_alike_in_all_languages(tmp_path: Path, english: str, baseline: float):
    row = "      - {head: {zh: 口径, en: Scope}, text: {zh: 示例说明。, en: A sample note.}}\n"
    edition = lay(tmp_path, f"  - page: {{zh: 园区, en: {english}}}\n  - notes:\n{row * 40}")
    marks = [line for line in edition.lines if line.page == 2 and line.text in ("（续）", "(continued)")]
    assert len(marks) == 2
    assert [line.baseline / MM for line in marks] == pytest.approx([baseline] * 2, abs=0.01)
