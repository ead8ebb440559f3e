"""Shown text reads back as its source, and every glyph stands where it was put."""

import decode
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_lines import face, faces, glyphs, line, run, surface

from briefgen.typeset.glyphs import Glyph, ParagraphStyle, Run
from briefgen.typeset.paragraph import typeset

HAN = "南京机器人产业，领域、机构与数据（2025年）。《规划》300亿～500亿元"
LATIN = "AVATAR Tokyo office: “RMB 19.4 billion”, 12.5%–13% · naïve café – [2]"


def drawn(*lines, language="en", x=20.0, baseline=50.0) -> bytes:
    drawing = surface()
    with drawing.element("P", language):
        for place, found in enumerate(lines):
            drawing.line(found, x, baseline + 20 * place)
    return drawing.finish()


@pytest.mark.parametrize("name", ["sans-sc-400", "serif-sc-700", "fallback-400"])
def test_chinese_reads_back(name):
    (found,) = decode.lines(drawn(line(run(HAN, name=name, language="zh"))))
    assert (found.text, found.font) == (HAN, face(name).postscript)


@pytest.mark.parametrize("name", ["sans-400", "sans-700", "serif-500"])
def test_kerned_latin_reads_back_and_keeps_its_width(name):
    shown = run(LATIN, name=name)
    (found,) = decode.lines(drawn(line(shown)))
    assert found.text == LATIN
    assert found.width == pytest.approx(shown.width, abs=0.02)


def test_places_are_from_the_top_left():
    shown = run("Text", x=7.0, rise=3.0)
    (found,) = decode.texts(drawn(line(shown, x=11.0)))
    assert (found.x, found.baseline_from_top) == (38.0, 47.0)
    assert (found.size, found.page, found.colour) == (10.0, 0, "#000000")


def test_runs_of_a_line_share_one_text_object():
    parts = (run("of ", colour="#102030"), run("南京", name="sans-sc-700", size=9.3, x=12.5, colour="#AABBCC"))
    first, second = decode.texts(drawn(line(*parts)))
    assert first.line == second.line
    assert (first.colour, second.colour) == ("#102030", "#AABBCC")
    assert (second.x, second.size, second.font) == (32.5, 9.3, "BriefGenSansSC-Bold")


def test_a_gap_between_glyphs_is_kept():
    font = face("sans-sc-400")
    before = glyphs(font, "于", 10)
    after = glyphs(font, "年", 10, x=12.5)
    (found,) = decode.lines(drawn(line(run("", name="sans-sc-400", glyphs=before + after, language="zh"))))
    assert (found.text, found.width) == ("于年", 22.5)


def test_one_glyph_for_several_characters():
    font = face("sans-400")
    ligature = Glyph(font.gid("\ufb01"), "ffi", 0.0, 6.0)
    shown = (*glyphs(font, "o", 10), *(Glyph(ligature.gid, ligature.text, 6.0, 6.0),), *glyphs(font, "ce", 10, x=12.0))
    (found,) = decode.lines(drawn(line(run("", glyphs=shown))))
    assert found.text == "office"


def test_two_characters_that_share_a_glyph_stay_two():
    font = face("sans-400")
    gid = font.gid("A")
    shown = (Glyph(gid, "A", 0.0, 5.0), Glyph(gid, "А", 5.0, 5.0), Glyph(gid, "Α", 10.0, 5.0))
    (found,) = decode.lines(drawn(line(run("", glyphs=shown))))
    assert [ord(character) for character in found.text] == [0x41, 0x410, 0x391]


def test_several_glyphs_for_as_many_characters_need_no_actual_text():
    pdf = drawn(line(run("x\u0301y")))
    assert decode.lines(pdf)[0].text == "x\u0301y"
    assert not [operands for operands, name in decode.operators(pdf) if name == "BDC" and "/ActualText" in operands[1]]


@pytest.mark.parametrize(("text", "count"), [("é", 2), ("½", 3), ("é", 4), ("", 1), ("", 2)])
def test_more_glyphs_than_characters(text, count):
    font = face("sans-400")
    gid = font.gid("e")
    cluster = tuple(Glyph(gid, text if not place else "", place * 5.0, 5.0) for place in range(count))
    before = () if text == "" else glyphs(font, "a", 10)
    shown = (*before, *(Glyph(g.gid, g.text, g.x + 5, 5.0) for g in cluster))
    pdf = drawn(line(run("", glyphs=shown)))
    assert decode.lines(pdf)[0].text == ("a" if before else "") + text
    every_code = [found.text for found in decode.texts(pdf)]
    assert "\0" not in "".join(every_code)


def test_viewers_read_lines_in_order_and_exactly():
    import pypdfium2

    shown = (run(HAN, name="sans-sc-400", size=7.0, language="zh"), run(LATIN, size=7.0), run("last", name="serif-400"))
    pdf = drawn(*(line(found) for found in shown))
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = document[0].get_textpage().get_text_bounded()
    finally:
        document.close()
    assert text.split("\r\n") == [HAN, LATIN, "last"]


def test_a_missing_glyph_is_never_shown():
    with pytest.raises(RuntimeError, match="no glyph"):
        drawn(line(run("", glyphs=(Glyph(0, "x", 0.0, 5.0),))))


@pytest.mark.parametrize(
    ("language", "family", "justify"), [("zh", "sans", False), ("zh", "serif", True), ("en", "serif", True)]
)
def test_broken_paragraphs_read_back_whole(language, family, justify):
    text = f"{HAN}\u2003https://example.org/a/long/address?with=parts {LATIN} x\u0301y " * 2
    style = ParagraphStyle(language, family, 500, 9.0, 14.0, "#112233", justify=justify)
    paragraph = typeset([Run(text)], style, faces())
    set_lines = paragraph.lines(150)
    drawing = surface()
    with drawing.element("P", language):
        for place, found in enumerate(set_lines):
            drawing.line(found, 20, 30 + 14 * place)
    pdf = drawing.finish()
    assert len(set_lines) > 5
    assert "".join(found.text for found in decode.lines(pdf)) == drawing.tree.text
    assert drawing.tree.text == paragraph.text
    for place, (found, drawn_line) in enumerate(zip(decode.lines(pdf), set_lines, strict=True)):
        assert found.x == pytest.approx(20 + drawn_line.runs[0].x, abs=0.01)
        assert found.baseline_from_top == 30 + 14 * place


def test_a_briefs_worth_of_glyphs_stays_small():
    drawing = surface()
    with drawing.element("P", "zh"):
        for row, font in enumerate(faces().faces[:9]):
            script = range(0x4E00 + 300 * row, 0x4E00 + 300 * row + 400) if font.is_han else range(0x21, 0x7F)
            known = [chr(code) for code in script if font.gid(chr(code))][:100]
            drawing.line(line(run("".join(known), name=font.id, size=2, language="zh")), 10, 20 + 10 * row)
    assert len(drawing.finish()) < 160_000


def test_a_line_without_glyphs_draws_nothing():
    assert decode.operators(drawn(line())) == []


CHARACTERS = st.sampled_from(sorted(set(HAN + LATIN)))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(CHARACTERS, st.floats(-1, 4)), min_size=1, max_size=30),
    st.sampled_from([5.5, 9.0, 10.35, 46.0]),
)
def test_any_text_at_any_places(characters, size):
    font = face("fallback-400")
    shown, x = [], 0.0
    for character, gap in characters:
        (glyph,) = glyphs(font, character, size, x)
        shown.append(glyph)
        x += glyph.advance + gap
    pdf = drawn(line(run("", name="fallback-400", size=size, glyphs=tuple(shown))))
    (found,) = decode.texts(pdf)
    assert found.text == "".join(character for character, _ in characters)
    end = shown[-1].x + shown[-1].advance
    assert found.x + found.width == pytest.approx(20 + end, abs=0.006 + size / 1000)
