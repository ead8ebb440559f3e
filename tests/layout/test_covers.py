"""Covers: their slots, titles of one and two lines, what is refused, and what the office edition leaves out."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from editions import Edition, Shelf
from layout_case import HEAD, lay
from page_marks import MM

from briefgen.errors import AuthorsMistakes
from briefgen.spec.text import plain

PAGE = "  - page: {zh: 页, en: Page}\n  - figures: [revenue-c]\n"
ONE = "一个很短的题"
TWO = "示例活动暨示例|产业发展大会"
TWO_EN = "A sample event with a title that needs two lines"


def cover(edition: Edition) -> dict[str, tuple[float, float]]:
    """Return x and baseline in millimetres of each line of the cover."""
    # Large letters carry white at their left and stand up to 0.6 mm outside.
    return {
        line.text.strip(): (
            round(line.x / MM + (0.6 if line.size == 46 else 0.3 if line.size == 34 else 0), 2),
            round(line.baseline / MM, 2),
        )
        for line in edition.lines
        if line.page == 0
    }


def titled(folder: Path, zh: str, en: str, **options: object) -> Edition:
    head = HEAD.replace(
        "title: {zh: 示例, en: A sample}", f"title: {{zh: '{zh}', en: '{en}'}}\nsubtitle: {{zh: 副题, en: Subtitle}}"
    )
    return lay(folder, PAGE, head=head, **options)  # type: ignore[arg-type]


def test_slots_of_the_cover(editions: Shelf):
    edition = editions("robotics")
    found = cover(edition)
    assert edition.brief.subtitle is not None
    assert found["发布单位名称（示例）"] == (44, 27)
    assert found["Issuing Office Name (sample)"] == (44, 33)
    assert found["南京投资简报"][1] == 27
    assert found["Nanjing Investor Briefs"][1] == 33
    assert found["南京机器人产业"] == (18, 84)
    assert found["Robotics in Nanjing"] == (18, 103.5)
    assert found[plain(edition.brief.subtitle["zh"])] == (18, 117)
    assert found[plain(edition.brief.subtitle["en"])] == (96, 117)
    assert found["编号"] == (18, 253.5)
    assert found["ROB-2026-02"] == (18, 259.5)
    assert found["日期"] == (18, 272.25)
    assert found["2026年11月"] == (18, 277.95)
    assert found["November 2026"] == (18, 283.05)
    assert found["2025年上半年（年份为推断）"] == (96, 277.95)
    assert found["H1 2025 (year inferred)"] == (96, 283.05)


def test_names_at_the_right_end_at_the_margin(editions: Shelf):
    ends = {line.text: line.right / MM for line in editions("robotics").lines if line.page == 0}
    assert ends["南京投资简报"] == pytest.approx(192, abs=0.1)
    assert ends["Nanjing Investor Briefs"] == pytest.approx(192, abs=0.1)


def test_two_lines_of_the_second_title_move_the_first_up(tmp_path: Path):
    found = cover(titled(tmp_path, ONE, TWO_EN))
    assert found[ONE] == (18, 70.5)
    assert found["A sample event with a"] == (18, 90)
    assert found["title that needs two lines"] == (18, 103.5)
    assert found["副题"] == (18, 117)
    assert found["Subtitle"] == (96, 117)


def test_two_lines_of_both_titles_stay_clear_of_the_logo(tmp_path: Path):
    found = cover(titled(tmp_path, TWO, TWO_EN))
    assert found["示例活动暨示例"] == (18, 57)
    assert found["产业发展大会"] == (18, 75)
    assert found["title that needs two lines"] == (18, 105.75)
    assert found["副题"] == (18, 119.25)


@pytest.mark.parametrize(
    ("zh", "en", "column"),
    [
        (ONE, "A title of a brief that is far too long for any cover, even where all of its words are needed", 27),
        ("示例活动暨示例产业发展大会和第三届示例展览会与示例论坛", "Short", 13),
    ],
)
def test_three_lines_are_refused_at_the_title(tmp_path: Path, zh: str, en: str, column: int):
    with pytest.raises(AuthorsMistakes) as caught:
        titled(tmp_path, zh, en)
    (problem,) = caught.value.problems
    assert (problem.place.file, problem.place.line, problem.place.column) == ("briefings/case.yaml", 2, column)
    assert re.search(r"needs [34] lines", problem.message)
    assert "subtitle" in problem.hint


def test_chinese_has_its_own_leading_wherever_it_stands(editions: Shelf):
    found = cover(editions("mirrored"))
    assert found["产业发展大会"][1] - found["示例活动暨示例"][1] == 18
    assert found["title that needs two lines"][1] - found["A sample event with a"][1] == 13.5


def test_one_language_has_its_title_alone(editions: Shelf):
    chinese, english = cover(editions("robotics.zh")), cover(editions("robotics.en"))
    assert chinese["南京机器人产业"] == (18, 103.5)
    assert english["Robotics in Nanjing"] == (18, 103.5)
    assert "Robotics in Nanjing" not in chinese
    assert "Date" not in chinese
    assert "日期" not in english
    assert english["November 2026"] == (18, 277.95)


def test_whom_it_is_for_is_named(editions: Shelf):
    found = cover(editions("long"))
    assert found["敬赠"] == (96, 253.5)
    assert found["示例代表团"] == (96, 259.5)
    assert found["Sample Delegation"] == (96, 265.2)


@pytest.mark.parametrize("name", ["robotics.internal", "long.internal", "short.internal"])
def test_an_internal_cover_says_so_at_its_head(editions: Shelf, name: str):
    """Whomever it is for, in a band whose words stand out."""
    edition = editions(name)
    x, y = cover(edition)["内部版，不得外传"]
    band = [
        paint
        for paint in edition.paints
        if paint.page == 0 and paint.top / MM < y < paint.bottom / MM and paint.right - paint.left < 175 * MM
    ]
    assert len(band) == 1
    assert round((band[0].right - band[0].left) / MM) == 174
    assert band[0].left / MM < x
    assert edition.page_text(1).count("INTERNAL EDITION") == 1
    assert f"{editions(name.split('.')[0]).page_text(1)}".count("INTERNAL") == 0


def test_the_full_cover_fills_the_page_with_the_theme(editions: Shelf):
    ground = next(paint for paint in editions("robotics").paints if paint.page == 0)
    assert ground.fill == "#0A2730"
    assert [round(value / MM, 1) for value in (ground.left, ground.top, ground.right, ground.bottom)] == [
        0,
        0,
        210,
        297,
    ]


def test_the_wall_has_seven_courses_and_twenty_merlons(editions: Shelf):
    paints = [paint for paint in editions("robotics").paints if paint.page == 0]
    merlons = [paint for paint in paints if paint.fill == "#F2B44C"]
    assert len(merlons) == 20
    pitch = {round((b.left - a.left) / MM, 2) for a, b in pairwise(merlons)}
    assert pitch == {10.5}
    bricks = [
        paint
        for paint in paints
        if paint.fill and 3 * MM < paint.bottom - paint.top < 4.6 * MM and paint not in merlons
    ]
    assert len({round(brick.top / MM, 1) for brick in bricks}) == 7
    for course in {round(brick.top, 1) for brick in bricks}:
        assert (
            len({brick.fill for brick in bricks if round(brick.top, 1) == course}) == 1
        )  # uniform: bricks mean nothing


def test_the_ten_ridges_are_the_same_on_every_cover(editions: Shelf):
    def ridges(name: str) -> list[tuple[float, float]]:
        strokes = [paint for paint in editions(name).paints if paint.page == 0 and paint.stroke and not paint.fill]
        return [
            (round(paint.top, 1), round(paint.bottom, 1)) for paint in strokes if paint.right - paint.left > 150 * MM
        ]

    assert len(ridges("robotics")) == 10
    assert ridges("robotics") == ridges("long")


def test_the_office_cover_leaves_the_paper_white_and_stays_in_the_margins(editions: Shelf):
    edition = editions("robotics.office")
    paints = [paint for paint in edition.paints if paint.page == 0]
    assert min(paint.left for paint in paints) >= 18 * MM - 0.5
    assert max(paint.right for paint in paints) <= 192 * MM + 0.5
    assert "#0A2730" not in {paint.fill for paint in paints}
    assert "#C8871B" in {paint.fill for paint in paints}
    colours = {line.glyphs[0].colour for line in edition.lines if line.page == 0}
    assert colours <= {"#16202A", "#46525D"}


def test_inner_pages_of_the_office_edition_are_the_same(editions: Shelf):
    full, office = editions("robotics"), editions("robotics.office")
    for page in range(2, full.pages + 1):
        assert full.page_text(page) == office.page_text(page)
        boxes = [[(p.left, p.top, p.fill) for p in edition.paints if p.page == page - 1] for edition in (full, office)]
        assert boxes[0] == boxes[1]


@pytest.mark.parametrize(("logo", "x"), [("none", 18.0), ("sample", 44.0), ("images/sample.png", 44.0)])
def test_the_issuer_makes_room_for_the_logo(tmp_path: Path, logo: str, x: float):
    edition = lay(tmp_path, PAGE, settings=("logo: none", f"logo: {logo}"))
    assert cover(edition)["示例发布单位"] == (x, 27)
    figures = [element.alt for element in edition.tree.walk() if element.role == "Figure"]
    assert figures == ([{"zh": "示例发布单位", "en": "Sample Issuing Office"}] if logo.endswith("png") else [])
    assert ("标识示例" in edition.text) == (logo == "sample")


def test_the_logo_fits_its_slot(tmp_path: Path):
    import io

    import pikepdf

    edition = lay(tmp_path, PAGE, settings=("logo: none", "logo: images/sample.png"))
    with pikepdf.open(io.BytesIO(edition.data)) as document:
        placed = [
            [float(value) / MM for value in one.operands]
            for one in pikepdf.parse_content_stream(document.pages[0])
            if str(one.operator) == "cm"
        ]
    (found,) = [values for values in placed if values[0] > 1]
    width, _, _, height, left, bottom = found
    assert max(width, height) == pytest.approx(20, abs=0.01)
    assert left == pytest.approx(18, abs=0.01)
    assert 297 - bottom - height == pytest.approx(18, abs=0.01)
