"""Several briefs bound into one document: its parts, numbering, links, heads and feet, and what it depends on."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pikepdf
import pytest
from built_project import build, planned
from decode import lines

from briefgen.errors import AuthorsMistakes
from briefgen.pipeline.results import Built, Order, Refused
from briefgen.project import open_project
from briefgen.spec.load import load_brief

ROOT = Path(__file__).resolve().parents[2]

BOOK = """\
kind: topic
title: {zh: 合编, en: Collection}
theme: software
edition: {date: 2026-11-01, number: 1}
sections: [halls]
bind: [first, second]
blocks:
  - page: {zh: 目录, en: Contents}
  - contents
  - parts
  - page: {zh: 来源与方法, en: Sources and methods}
  - sources
  - methods:
      - head: {zh: 次序, en: Order}
        text: {zh: 各篇可单独阅读。, en: Each part stands alone.}
"""
PART = """\
kind: %(kind)s
title: {zh: 展馆%(zh)s, en: Hall %(en)s}
subject: {zh: 主题%(zh)s, en: Subject %(en)s}
theme: robotics
edition: {date: 2026-11-01, number: 1}
sections: [halls]
notes:
  one: {zh: 说明%(zh)s。, en: Note %(en)s.}
blocks:
  - page: {zh: 概览, en: At a glance}
  - lead: {zh: '展馆见第{page:bars}页。', en: 'The halls are on page {page:bars}.'}
  - figures: [hall-%(id)s]
  - page: {zh: 图示, en: In pictures}
  - chart: bars
    id: bars
    takeaway: {zh: '东馆较大[^one]', en: 'The east hall is larger[^one]'}
    rows: [{fact: hall-east}, {fact: hall-west}]
  - page: {zh: 来源, en: Sources}
  - contact
  - sources
  - methods:
      - head: {zh: 单位, en: Units}
        text: {zh: 面积以平方米计。, en: Areas are in square metres.}
      - head: {zh: 篇%(zh)s, en: Part %(en)s}
        text: {zh: 只见于本篇。, en: Only in this part.}
      - head: {zh: 次序, en: Order}
        text: {zh: 按面积。, en: By area.}
"""
FACTS = """\
section: halls
title: {zh: 展馆, en: Halls}
sources:
  survey: {title: {zh: 测量, en: Survey}, date: 2025, kind: survey}
facts:
  hall-east: {name: {zh: 东馆, en: East hall}, value: 5200, unit: {zh: 平方米, en: sq. m}, as-of: 2025, source: survey}
  hall-west: {name: {zh: 西馆, en: West hall}, value: 3100, unit: {zh: 平方米, en: sq. m}, as-of: 2025, source: survey}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project of two briefs and one that binds them."""
    shutil.copy(ROOT / "briefgen.yaml", tmp_path)
    for folder in ("briefings", "data"):
        (tmp_path / folder).mkdir()
    shutil.copytree(ROOT / "fonts", tmp_path / "fonts")
    (tmp_path / "data" / "halls.yaml").write_text(FACTS, "utf-8")
    briefings = tmp_path / "briefings"
    (briefings / "book.yaml").write_text(BOOK, "utf-8")
    first = PART % {"kind": "industry", "zh": "甲", "en": "One", "id": "east"}
    second = PART % {"kind": "event", "zh": "乙", "en": "Two", "id": "west"}
    (briefings / "first.yaml").write_text(first, "utf-8")
    (briefings / "second.yaml").write_text(second, "utf-8")
    return tmp_path


def page_texts(data: bytes) -> list[str]:
    """Return the text of each page, a blank between drawn lines."""
    pages: dict[int, list[str]] = {}
    for line in lines(data):
        pages.setdefault(line.page, []).append(line.text)
    return [" ".join(pages[number]) for number in sorted(pages)]


def built(root: Path) -> bytes:
    result = build(root, "book")
    assert isinstance(result, Built), result.error.problems
    assert not result.warnings
    return result.path.read_bytes()


def test_parts_follow_each_other_in_one_document(root: Path):
    texts = page_texts(built(root))
    assert len(texts) == 7
    titles = [("目录", "Contents"), ("主题甲", "Subject One"), ("图示", "In pictures"), ("主题乙", "Subject Two")]
    titles += [("图示", "In pictures"), ("来源与方法", "Sources and methods")]
    for text, (chinese, english) in zip(texts[1:], titles, strict=True):
        assert chinese in text
        assert english in text
    assert all(f"{number} / 7" in text for number, text in enumerate(texts[1:], start=2))


def test_head_and_foot_name_the_part_and_the_edition_of_the_whole(root: Path):
    data = built(root)
    heads = [line.text for line in lines(data) if line.page and "Investor Briefs" in line.text]
    assert [head.partition("Briefs")[2].strip() for head in heads] == [
        "Collection",
        "Subject One",
        "Subject One",
        "Event brief: Subject Two",
        "Event brief: Subject Two",
        "Collection",
    ]
    texts = page_texts(data)
    assert all("SW-2026-01" in text for text in texts)
    assert not any("ROB-" in text for text in texts)


def test_pages_figures_and_sources_count_through(root: Path):
    texts = page_texts(built(root))
    assert "on page 4" in texts[2]
    assert "on page 6" in texts[4]
    assert "Figure 1" in texts[3]
    assert "Figure 2" in texts[5]
    assert sum("Survey" in text for text in texts) == 1
    assert "[1]" in texts[6]
    assert ["Note One." in texts[3], "Note Two." in texts[5]] == [True, True]


def test_methods_that_parts_share_are_said_once_and_the_others_under_their_subject(root: Path):
    last = page_texts(built(root))[6]
    assert last.count("Areas are in square metres.") == 1
    order = [last.index(words) for words in ("Each part stands alone.", "Subject One", "Part One", "Subject Two")]
    assert order == sorted(order)
    assert last.count("Only in this part.") == 2
    assert "By area." not in last


def test_the_contents_lead_to_their_pages(root: Path):
    with pikepdf.open(io.BytesIO(built(root))) as file:
        links = list(file.pages[1].Annots.as_list())
        contents = {str(one.Contents) for one in links}
        assert any("Subject Two" in words for words in contents)
        assert any("主题乙" in words for words in contents)
        assert len(links) == 9
        outline = [
            (str(item.title), [str(below.title) for below in item.children]) for item in file.open_outline().root
        ]
    (chinese, below), (english, beside) = outline
    assert (chinese, english) == ("合编", "Collection")
    assert below == ["目录", "主题甲", "主题乙", "来源与方法"]
    assert beside == ["Contents", "Subject One", "Subject Two", "Sources and methods"]


def test_a_change_in_a_part_makes_the_whole_anew(root: Path):
    built(root)
    result = planned(root, "book")
    assert isinstance(result, Built)
    path = root / "briefings" / "second.yaml"
    path.write_text(path.read_text("utf-8").replace("Only in this part.", "In this part alone."), "utf-8")
    order = planned(root, "book")
    assert isinstance(order, Order)
    assert "second.yaml" in order.reason
    assert "In this part alone." in page_texts(built(root))[6]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("bind: [first, second]", "bind: [first, seconds]", 'There is no brief "seconds".'),
        ("bind: [first, second]", "bind: [first, first]", 'The brief "first" is bound twice.'),
        ("bind: [first, second]", "bind: [first, book]", '"book" binds briefs itself.'),
        ("bind: [first, second]\n", "", "There are no parts to stand here."),
        ("  - parts\n", "", "A brief that binds others says once where they stand."),
        ("  - parts\n", "  - parts\n  - parts\n", "A brief that binds others says once where they stand."),
    ],
)
def test_what_cannot_be_bound_is_refused(root: Path, old: str, new: str, told: str):
    path = root / "briefings" / "book.yaml"
    path.write_text(BOOK.replace(old, new), "utf-8")
    with pytest.raises(AuthorsMistakes) as caught:
        load_brief(path, open_project(root, environment={}))
    assert [problem.message for problem in caught.value.problems] == [told]
    assert caught.value.problems[0].place.file == "briefings/book.yaml"


def test_the_mistakes_of_a_part_are_told_at_their_place(root: Path):
    path = root / "briefings" / "second.yaml"
    path.write_text(path.read_text("utf-8").replace("{page:bars}", "{page:bar}"), "utf-8")
    result = build(root, "book")
    assert isinstance(result, Refused)
    assert isinstance(result.error, AuthorsMistakes)
    assert {problem.place.file for problem in result.error.problems} == {"briefings/second.yaml"}
