from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.typeset.faces import FaceSet
from briefgen.typeset.glyphs import PERMITTED_BREAK, Line, ParagraphStyle, Run
from briefgen.typeset.paragraph import Paragraph, typeset

ZH = ParagraphStyle("zh", "sans", 400, 10.0, 15.0, "#16202A")
EN = ParagraphStyle("en", "sans", 400, 10.0, 15.0, "#16202A")
LEAD = ParagraphStyle("zh", "serif", 500, 13.5, 21.0, "#16202A", display=True)
BAR = PERMITTED_BREAK


def set_one(faces: FaceSet, text: str, style: ParagraphStyle = ZH) -> Paragraph:
    return typeset([Run(text)], style, faces)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def test_empty_text_has_no_lines(faces: FaceSet) -> None:
    for runs in ([], [Run("")], [Run(" \n\u200b ")]):
        paragraph = typeset(runs, ZH, faces)
        assert (paragraph.text, paragraph.lines(100), paragraph.natural_width) == ("", (), 0.0)


def test_natural_width_is_that_of_a_single_line(faces: FaceSet) -> None:
    paragraph = set_one(faces, "“甲乙”和（丙）AI")
    (line,) = paragraph.lines(1000)
    assert paragraph.natural_width == line.width
    assert paragraph.lines(line.width) == (line,)
    assert len(paragraph.lines(line.width - 0.1)) == 2


def test_lines_are_kept(faces: FaceSet) -> None:
    paragraph = set_one(faces, "甲乙丙丁" * 9)
    assert paragraph.lines(100) is paragraph.lines(100)


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("right", 1.0), ("centre", 0.5)])
def test_alignment_moves_the_line(faces: FaceSet, align: str, share: float) -> None:
    style = replace(ZH, align=align)
    for line in set_one(faces, "甲乙丙丁戊己庚", style).lines(45):
        assert line.x == pytest.approx(share * (45 - line.width))
        assert line.runs[0].x == 0.0


def test_runs_carry_their_look(faces: FaceSet) -> None:
    runs = [
        Run("See "),
        Run("the report", weight=700, colour="#0B5C6B", link="https://www.example.org"),
        Run("2", size=7.0, rise=3.0, family="serif"),
        Run(" 亿元", language="zh"),
    ]
    (line,) = typeset(runs, EN, faces).lines(500)
    seen = [(r.text, r.face.id, r.size, r.colour, r.rise, r.link, r.language) for r in line.runs]
    assert seen == [
        ("See ", "sans-400", 10.0, EN.colour, 0.0, None, "en"),
        ("the report", "sans-700", 10.0, "#0B5C6B", 0.0, "https://www.example.org", "en"),
        ("2", "serif-400", 7.0, EN.colour, 3.0, None, "en"),
        ("亿元", "sans-sc-400", 10.0, EN.colour, 0.0, None, "zh"),
    ]
    for before, after in zip(line.runs[:2], line.runs[1:], strict=False):
        assert after.x == pytest.approx(before.x + before.width)


def test_glyphs_stand_where_the_advances_before_them_end(faces: FaceSet) -> None:
    (line,) = set_one(faces, "office AV naïve", EN).lines(500)
    (run,) = line.runs
    x = 0.0
    for glyph in run.glyphs:
        assert glyph.x == pytest.approx(x)
        x += glyph.advance
    assert run.width == pytest.approx(x)
    assert [glyph.text for glyph in run.glyphs][:3] == ["o", "ff", "i"]


def test_glyphs_of_one_cluster_share_its_text(faces: FaceSet) -> None:
    (line,) = set_one(faces, "aq\u0301b", EN).lines(500)
    (run,) = line.runs
    assert [glyph.text for glyph in run.glyphs] == ["a", "q\u0301", "", "b"]
    _, q, accent, b = run.glyphs
    assert b.x == pytest.approx(q.x + q.advance + accent.advance)
    assert line.text == "aq\u0301b"


def test_accents_are_composed(faces: FaceSet) -> None:
    assert set_one(faces, "cafe\u0301").text == "café"


def test_space_at_which_a_line_breaks_is_drawn_but_not_counted(faces: FaceSet) -> None:
    first, second = set_one(faces, "some words more words", EN).lines(55)
    assert (first.text, second.text) == ("some words", "more words")
    assert [run.text for run in (*first.runs, *second.runs)] == ["some words ", "more words"]
    assert first.width == first.runs[0].width == pytest.approx(set_one(faces, "some words", EN).natural_width)


def test_controls_and_invisible_characters_are_not_printed(faces: FaceSet) -> None:
    text = "a\x00b\u00adc\ufeffd\u200de\u2060f\x07\tg\r\nh\u2028i"
    assert set_one(faces, text, EN).text == "abcdef g h i"


def test_unusual_spaces_have_their_width(faces: FaceSet) -> None:
    plain = set_one(faces, "ab", EN).natural_width
    assert set_one(faces, "a\u00a0b", EN).natural_width - plain == pytest.approx(2.0, abs=0.01)
    wide = set_one(faces, "甲\u2003甲")
    assert wide.text == "甲\u2003甲"
    assert wide.natural_width == 30.0


def test_display_text_breaks_by_phrase(faces: FaceSet) -> None:
    phrases = [
        "样例城放大工业机械优势，",
        "发展六类特色机械，",
        "布局人形机械；",
        "目标是打造样例机械",
        "技术创新和产业集聚高地。",
    ]
    paragraph = set_one(faces, BAR.join(phrases), LEAD)
    assert texts(paragraph.lines(204)) == phrases
    assert paragraph.text == "".join(phrases)
    # Permitted does not mean forced.
    assert texts(paragraph.lines(300)) == [phrases[0] + phrases[1], phrases[2] + phrases[3], phrases[4]]


def test_display_text_without_permitted_breaks_follows_the_common_rules(faces: FaceSet) -> None:
    text = "样例城放大工业机械优势发展六类特色机械"
    assert texts(set_one(faces, text, LEAD).lines(150)) == [text[:11], text[11:]]


def test_phrase_wider_than_the_measure_is_broken(faces: FaceSet) -> None:
    text = f"样例城放大工业机械优势发展六类，{BAR}布局{BAR}人形机械"
    lines = set_one(faces, text, LEAD).lines(150)
    assert max(line.width for line in lines) <= 150
    assert "".join(texts(lines)) == text.replace(BAR, "")
    assert texts(lines)[0] == "样例城放大工业机械优势"


def test_other_text_may_break_at_permitted_breaks_too(faces: FaceSet) -> None:
    assert texts(set_one(faces, f"甲乙“丙丁{BAR}”戊己庚辛", ZH).lines(50))[0] == "甲乙“丙丁"


def test_permitted_break_between_words_is_a_space_inside_the_line(faces: FaceSet) -> None:
    style = replace(EN, family="serif", weight=600, size=12.0, display=True, balance=True)
    paragraph = typeset([Run("Of the five reported,"), Run(BAR), Run("only one grew faster")], style, faces)
    assert texts(paragraph.lines(200)) == ["Of the five reported,", "only one grew faster"]
    assert texts(paragraph.lines(500)) == ["Of the five reported, only one grew faster"]
    assert set_one(faces, f"so {BAR}it is", style).text == "so it is"


def test_english_prefers_its_permitted_breaks_where_they_cost_no_line(faces: FaceSet) -> None:
    style = replace(EN, display=True)
    paragraph = set_one(faces, f"Some phrase here,{BAR}and a longer phrase there", style)
    assert texts(paragraph.lines(130)) == ["Some phrase here,", "and a longer phrase there"]
    assert paragraph.lines(60)[0].text == "Some phrase"


def test_balanced_lines_are_as_even_as_can_be(faces: FaceSet) -> None:
    style = replace(EN, balance=True)
    text = "Only one of the five sample industries grew faster than this"
    plain, balanced = set_one(faces, text, EN), set_one(faces, text, style)
    for measure in range(100, 250, 10):
        lines = balanced.lines(measure)
        assert len(lines) == len(plain.lines(measure))
        assert max(line.width for line in lines) <= max(line.width for line in plain.lines(measure)) + 0.11
    assert [round(line.width) for line in balanced.lines(200)] == pytest.approx([130, 130], abs=20)


def test_balanced_lines_are_aligned_in_the_whole_measure(faces: FaceSet) -> None:
    style = replace(EN, balance=True, align="right")
    for line in set_one(faces, "Only one of the five sample industries grew faster", style).lines(200):
        assert line.x + line.width == pytest.approx(200)


def test_justified_lines_fill_the_measure_but_for_the_last(faces: FaceSet) -> None:
    text = "在样例数据的五个产业中，有一个产业的营收最少，增速约为20%，仅次于另一个GPU产业，其余三个产业没有公布。"
    paragraph = set_one(faces, text, replace(ZH, justify=True))
    *lines, last = paragraph.lines(158)
    assert [line.width for line in lines] == pytest.approx([158.0] * len(lines))
    assert last.width < 158
    assert "".join(texts((*lines, last))) == paragraph.text
    for line in lines:
        end = line.runs[-1]
        assert end.x + end.width == pytest.approx(158.0)


@pytest.mark.parametrize(("room", "stay"), [(0, 0), (1, 0), (2, 2), (3, 3), (4, 4), (5, 4), (6, 6), (9, 6)])
def test_at_least_two_lines_on_either_side_of_a_page_break(faces: FaceSet, room: int, stay: int) -> None:
    paragraph = set_one(faces, "甲" * 30)
    assert len(paragraph.lines(50)) == 6
    assert paragraph.split_after(room, 50) == stay


def test_three_lines_are_not_split(faces: FaceSet) -> None:
    paragraph = set_one(faces, "甲" * 15)
    assert [paragraph.split_after(room, 50) for room in range(4)] == [0, 0, 0, 3]


def test_piece_wider_than_the_measure_breaks_first_where_least_is_lost(faces: FaceSet) -> None:
    assert texts(set_one(faces, "约2031—2033年", ZH).lines(45)) == ["约2031—", "2033年"]
    assert texts(set_one(faces, "RMB 19.4 billion", EN).lines(50)) == ["RMB", "19.4 billion"]
    assert "".join(texts(set_one(faces, "Internationalisation", EN).lines(30))) == "Internationalisation"
    assert texts(set_one(faces, "甲，", ZH).lines(12)) == ["甲", "，"]


def test_measure_narrower_than_a_glyph_loses_nothing(faces: FaceSet) -> None:
    lines = set_one(faces, "甲AI乙", ZH).lines(1)
    assert texts(lines) == ["甲", "A", "I", "乙"]
