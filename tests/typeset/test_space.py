from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.typeset.faces import FaceSet
from briefgen.typeset.glyphs import Line, ParagraphStyle, Run
from briefgen.typeset.paragraph import typeset

ZH = ParagraphStyle("zh", "sans", 400, 10.0, 15.0, "#000000")
EN = ParagraphStyle("en", "sans", 400, 10.0, 15.0, "#000000")
DIGIT = 5.55


def positions(line: Line) -> dict[str, float]:
    """Return where the origin of each character is; the last one of equal characters counts."""
    return {glyph.text: round(run.x + glyph.x, 3) for run in line.runs for glyph in run.glyphs}


def one(faces: FaceSet, *runs: str | Run, style: ParagraphStyle = ZH) -> Line:
    (line,) = typeset([Run(run) if isinstance(run, str) else run for run in runs], style, faces).lines(1000)
    return line


def test_quarter_em_between_han_and_digits(faces: FaceSet) -> None:
    line = one(faces, "约20%的")
    percent = faces.nearest("sans-sc", 400).shape("%", "zh").advances[0] * 10
    assert positions(line) == {
        "约": 0.0,
        "2": 12.5,
        "0": 12.5 + DIGIT,
        "%": 12.5 + 2 * DIGIT,
        "的": pytest.approx(15.0 + 2 * DIGIT + percent, abs=1e-3),
    }
    assert line.width == pytest.approx(25.0 + 2 * DIGIT + percent)


@pytest.mark.parametrize(("size", "share"), [(15.9, 0.25), (16.0, 0.125), (46.0, 0.125)])
def test_from_16_points_on_an_eighth(faces: FaceSet, size: float, share: float) -> None:
    line = one(faces, "甲5", style=replace(ZH, size=size))
    assert positions(line)["5"] == pytest.approx(size * (1 + share), abs=1e-3)


def test_quarter_is_of_the_han_size(faces: FaceSet) -> None:
    serif = one(faces, "甲5", style=replace(ZH, family="serif", weight=500))
    assert positions(serif)["5"] == 12.5
    assert serif.runs[1].size == 10.5
    english = one(faces, "5亿", style=EN)
    assert positions(english)["亿"] == pytest.approx(4.97 + 9.3 * 0.25)


@pytest.mark.parametrize("space", [" ", "  ", "\u00a0", "\t", "\n"])
@pytest.mark.parametrize("style", [ZH, EN], ids=["zh", "en"])
def test_authors_spaces_give_way_to_the_quarter_em(faces: FaceSet, space: str, style: ParagraphStyle) -> None:
    typed = one(faces, f"在{space}2031{space}年", style=style)
    assert typed.text == "在2031年"
    assert positions(typed) == positions(one(faces, "在2031年", style=style))


def test_spaces_beside_full_width_marks_go_others_stay(faces: FaceSet) -> None:
    assert one(faces, "甲 ， 乙（ AI ） 丙 丁  open source ").text == "甲，乙（AI）丙 丁open source"
    assert one(faces, "甲\n乙 \n 丙，\nopen\nsource").text == "甲乙丙，open source"


@pytest.mark.parametrize("text", ["甲，5", "（5）", "“AI”", "5——甲", "甲·5"])
def test_no_gap_beside_full_width_marks(faces: FaceSet, text: str) -> None:
    line = one(faces, text)
    face = faces.nearest("sans-sc", 400)
    natural = sum(sum(face.shape(part, "zh").advances) for part in (["5", "——", "甲"] if "——" in text else text))
    trimmed = 0.5 * (text[0] in "（“") + 0.5 * (text[-1] in "）”")
    assert line.width == pytest.approx((natural - trimmed) * 10)


def test_gap_is_left_out_where_the_line_breaks(faces: FaceSet) -> None:
    first, second = typeset([Run("甲乙丙OK丁戊")], ZH, faces).lines(40.0)
    assert (first.text, second.text) == ("甲乙丙", "OK丁戊")
    assert first.width == 30.0
    assert second.runs[0].x == 0.0


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("（甲）", {"（": -5.0, "甲": 5.0, "）": 15.0}),
        ("甲」，「乙", {"」": 10.0, "，": 15.0, "「": 20.0, "乙": 30.0}),
        ("甲。”乙", {"。": 10.0, "”": 15.0, "乙": 25.0}),
        ("甲《“乙", {"《": 10.0, "“": 15.0, "乙": 25.0}),
        ("甲：“乙", {"：": 10.0, "“": 15.0, "乙": 25.0}),
        ("甲，——乙", {"，": 10.0, "——": 20.0, "乙": 40.0}),
        ("甲……乙", {"…": 20.0, "乙": 30.0}),
        ("甲，乙", {"，": 10.0, "乙": 20.0}),
    ],
)
def test_marks_are_trimmed_and_pushed_together(faces: FaceSet, text: str, places: dict[str, float]) -> None:
    found = positions(one(faces, text))
    assert {mark: found[mark] for mark in places} == places


def test_closing_mark_at_the_end_takes_half_an_em(faces: FaceSet) -> None:
    for mark in "，。、；：！？）》”":
        line = one(faces, f"甲{mark}")
        assert line.width == 15.0, mark
        assert line.runs[-1].width == 15.0


def test_marks_of_every_han_face_can_be_trimmed(faces: FaceSet) -> None:
    for face in faces.faces:
        if face.is_han:
            for mark in "，。、；：！？）》〉」』】〕”’":
                assert face.blanks(mark).right >= 0.42, (face, mark)
            for mark in "（《〈「『【〔“‘":
                assert face.blanks(mark).left >= 0.42, (face, mark)


def test_fixed_blank_before_a_run_replaces_the_quarter_em(faces: FaceSet) -> None:
    line = one(
        faces, Run("194", family="figure", weight=600, size=22), Run("亿元", family="figure", size=13, space=2.0)
    )
    digits, unit = line.runs
    assert unit.x == pytest.approx(digits.width + 2.0)
    assert one(faces, Run("甲", space=7.0)).width == 17.0
    assert one(faces, Run("甲", space=7.0)).runs[0].x == 7.0


def test_line_never_breaks_at_a_fixed_blank(faces: FaceSet) -> None:
    lines = typeset([Run("甲乙丙"), Run("丁戊己", space=5.0)], ZH, faces).lines(36.0)
    assert [line.text for line in lines] == ["甲乙", "丙丁", "戊己"]


def test_source_number_keeps_a_quarter_em_from_text_but_not_from_a_mark(faces: FaceSet) -> None:
    number = Run("[2]", reference=True)
    assert positions(one(faces, "增速", number))["["] == 22.5
    assert positions(one(faces, "甲。", number))["["] == 20.0
    assert positions(one(faces, "甲 。 ", number, "乙"))["["] == 20.0
    bracket = positions(one(faces, "增", number, "甲"))
    assert bracket["甲"] == pytest.approx(bracket["]"] + faces.nearest("sans-sc", 400).blanks("]").advance * 10 + 2.5)
    word = one(faces, "so", number, style=EN)
    assert word.runs[0].glyphs[2].x == pytest.approx(sum(g.advance for g in word.runs[0].glyphs[:2]) + 2.5)
    two = one(faces, "增", Run("[1]", reference=True), number)
    assert two.text == "增[1][2]"
    assert two.width == pytest.approx(12.5 + 2 * one(faces, "[1]").width, abs=0.01)


def test_raised_letter_stands_close(faces: FaceSet) -> None:
    raised = Run("a", size=7, rise=3.6, reference=True)
    assert one(faces, "增速", raised).runs[1].x == 20.0
    line = one(faces, "core", raised, style=EN)
    assert line.runs[1].x == pytest.approx(line.runs[0].width)
    assert line.runs[1].rise == 3.6
