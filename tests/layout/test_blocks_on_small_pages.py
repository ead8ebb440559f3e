"""The sample of blocks on a small page: one language below the other, within the margins, and nothing over another."""

from __future__ import annotations

from pathlib import Path

import pytest
from built_project import build
from editions import copy_project
from page_marks import MM, Drawn, drawn_lines, marks

from briefgen.pipeline.results import Built
from briefgen.pipeline.wish import Wish


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[Drawn]:
    root = copy_project(tmp_path_factory.mktemp("small") / "p", samples=True)
    made = build(root, "blocks", Wish(edition="phone"))
    assert isinstance(made, Built)
    assert made.path == root / "dist" / "blocks.phone.pdf"
    return [line for line in drawn_lines(marks(Path(made.path).read_bytes())) if line.page > 0 and line.text.strip()]


def the(lines: list[Drawn], words: str) -> Drawn:
    return next(line for line in lines if line.text.replace(" ", "").startswith(words.replace(" ", "")))


def test_all_stands_within_the_margins(lines: list[Drawn]):
    out = [line.text for line in lines if line.x < 7 * MM - 7 or line.right > 93 * MM + 7]
    assert out == []


def test_no_two_texts_overlap(lines: list[Drawn]):
    found: list[str] = []
    for number, line in enumerate(lines):
        for other in lines[number + 1 :]:
            across = min(line.right, other.right) - max(line.x, other.x)
            down = min(line.bottom, other.bottom) - max(line.top, other.top)
            if line.page == other.page and across > 0.1 and down > 0.1:
                found.append(f"{line.text} | {other.text}")
    assert found == []


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("设立示例学院的高校", "Universities with a sample school"),
        ("示例行动计划", "Sample action plan"),
        ("示例设计", "Sample design"),
        ("示例大学", "Sample University"),
        ("开幕式", "Opening"),
        ("示例会展中心", "Sample Exhibition Centre"),
        ("示例项目甲", "Sample project A"),
    ],
)
def test_english_stands_below_chinese_on_the_same_edge(lines: list[Drawn], zh: str, en: str):
    chinese, english = the(lines, zh), the(lines, en)
    assert chinese.page == english.page
    assert 0 < english.baseline - chinese.baseline < 70
    assert english.x == pytest.approx(chinese.x, abs=1.5)


def test_the_time_of_the_brief_stands_in_each_foot(lines: list[Drawn]):
    pages = {line.page for line in lines}
    assert {line.page for line in lines if "as of June 2024" in line.text} == pages
