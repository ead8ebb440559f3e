from __future__ import annotations

import pytest

from briefgen.project import fonts_folder
from briefgen.typeset.faces import FaceSet, MissingGlyph, load_faces
from briefgen.typeset.glyphs import ParagraphStyle, Run
from briefgen.typeset.paragraph import typeset


def setting(
    faces: FaceSet, text: str, language: str, family: str, weight: int, run_language: str | None = None
) -> list[tuple[str, str, float]]:
    style = ParagraphStyle(language, family, weight, 10.0, 15.0, "#000000")
    (line,) = typeset([Run(text, language=run_language)], style, faces).lines(1000)
    return [(run.text, run.face.id, round(run.size, 3)) for run in line.runs]


def test_chinese_sans_takes_digits_and_letters_from_the_han_face(faces: FaceSet) -> None:
    assert setting(faces, "营收194亿元，AI“强”", "zh", "sans", 400) == [("营收194亿元，AI“强”", "sans-sc-400", 10.0)]


@pytest.mark.parametrize(("weight", "lighter"), [(500, 400), (600, 500), (700, 600)])
def test_chinese_serif_takes_digits_and_letters_one_step_lighter_and_larger(
    faces: FaceSet, weight: int, lighter: int
) -> None:
    assert setting(faces, "营收194亿元，“强”", "zh-Hans", "serif", weight) == [
        ("营收", f"serif-sc-{weight}", 10.0),
        ("194", f"serif-{lighter}", 10.5),
        ("亿元，“强”", f"serif-sc-{weight}", 10.0),
    ]


def test_english_takes_marks_from_the_latin_face(faces: FaceSet) -> None:
    text = "It’s “so” — 3–4 … • × 2"
    assert setting(faces, text, "en", "sans", 600) == [(text, "sans-600", 10.0)]
    assert setting(faces, text, "en", "serif", 500) == [(text, "serif-500", 10.0)]


@pytest.mark.parametrize(("weight", "han"), [(400, 400), (600, 700), (700, 700)])
def test_han_in_english_is_smaller_sans(faces: FaceSet, weight: int, han: int) -> None:
    style = ParagraphStyle("en", "sans", weight, 10.0, 15.0, "#000000")
    (line,) = typeset([Run("in 亿元, or")], style, faces).lines(1000)
    assert [(run.text, run.face.id, run.language) for run in line.runs] == [
        ("in", f"sans-{weight}", "en"),
        ("亿元", f"sans-sc-{han}", "zh"),
        (", or", f"sans-{weight}", "en"),
    ]
    assert line.runs[1].size == pytest.approx(9.3)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_figures_are_latin_digits_and_bold_han(faces: FaceSet, language: str) -> None:
    assert setting(faces, "194亿元", language, "figure", 600) == [
        ("194", "sans-600", 10.0),
        ("亿元", "sans-sc-700", 10.0),
    ]


def test_language_of_a_run_decides_over_that_of_the_paragraph(faces: FaceSet) -> None:
    assert setting(faces, "“Open”", "zh", "sans", 400, "en") == [("“Open”", "sans-400", 10.0)]
    assert setting(faces, "“Open”", "zh", "sans", 400) == [("“Open”", "sans-sc-400", 10.0)]


def test_apostrophe_in_a_latin_word_is_narrow_in_chinese_too(faces: FaceSet) -> None:
    style = ParagraphStyle("zh", "sans", 400, 10.0, 15.0, "#000000")
    (line,) = typeset([Run("市’s’")], style, faces).lines(1000)
    assert [glyph.advance for glyph in line.runs[0].glyphs if glyph.text == "’"] == [10.0, 10.0]
    (line,) = typeset([Run("city’s")], style, faces).lines(1000)
    (quote,) = (glyph for glyph in line.runs[0].glyphs if glyph.text == "’")
    assert quote.advance < 3.0


def test_rare_characters_come_from_the_fallback(faces: FaceSet) -> None:
    assert setting(faces, "龘山", "zh", "serif", 700) == [("龘", "fallback-400", 10.0), ("山", "serif-sc-700", 10.0)]
    assert setting(faces, "10⁶台", "zh", "sans", 700)[1] == ("⁶", "sans-700", 10.0)
    assert setting(faces, "① x", "en", "sans", 700)[0] == ("①", "sans-sc-700", 9.3)


def test_character_that_no_face_has_stops_the_setting(faces: FaceSet) -> None:
    with pytest.raises(MissingGlyph, match=r"U\+10FFFF") as caught:
        setting(faces, "甲\U0010ffff", "zh", "sans", 400)
    assert isinstance(caught.value, ValueError)
    assert (caught.value.character, caught.value.codepoint) == ("\U0010ffff", 0x10FFFF)
    with pytest.raises(MissingGlyph, match=r"U\+D800"):
        setting(faces, "a\ud800", "en", "sans", 400)


def test_missing_tells_what_no_face_has(faces: FaceSet) -> None:
    assert faces.missing("营收 194\t亿元\n\u200b龘\u00ad\ufeff\u2009—") == ()
    assert faces.missing("b\U0010ffffa\ue000\ue000") == ("\ue000", "\U0010ffff")


def test_missing_agrees_with_setting(faces: FaceSet) -> None:
    for codepoint in (*range(0x20, 0x3000, 7), *range(0x1F300, 0x1F400, 5)):
        character = chr(codepoint)
        try:
            setting(faces, f"a{character}b", "en", "sans", 400)
            raised = False
        except MissingGlyph:
            raised = True
        assert raised == bool(faces.missing(character)), hex(codepoint)


def test_between_two_weights_the_lighter_one_below_600_else_the_heavier(faces: FaceSet) -> None:
    assert faces.nearest("sans", 500).weight == 400
    assert faces.nearest("sans-sc", 600).weight == 700
    assert faces.nearest("serif-sc", 400).weight == 500


def test_unknown_family_is_refused(faces: FaceSet) -> None:
    with pytest.raises(ValueError, match="monospace"):
        faces.pair("monospace", 400, "en")


def test_metrics_are_thousandths_of_an_em() -> None:
    face = load_faces(fonts_folder()).nearest("sans", 400)
    assert (face.ascent, face.descent, face.cap_height, face.upem) == (1024, -400, 660, 1000)
    assert face.advance(face.gid("0")) == pytest.approx(497)
    left, bottom, right, top = face.bbox
    assert left < 0 < right
    assert bottom < face.descent / 2
    assert top > face.cap_height


def test_faces_are_opened_when_used() -> None:
    loaded = load_faces(fonts_folder())
    assert not any("_font" in vars(face) for face in loaded.faces)
    assert loaded.nearest("sans", 400).gid("a") > 0
    assert sum("_font" in vars(face) for face in loaded.faces) == 1
