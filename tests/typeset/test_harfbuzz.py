from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from briefgen.typeset.faces import Face, FaceSet


def latin(faces: FaceSet) -> Face:
    return faces.nearest("serif", 400)


def test_letters_are_kerned_in_latin_faces_only(faces: FaceSet) -> None:
    for face, kerned in ((latin(faces), True), (faces.nearest("sans-sc", 400), False)):
        together = sum(face.shape("AVATo", "en").advances)
        alone = sum(face.shape(letter, "en").advances[0] for letter in "AVATo")
        assert (together < alone - 0.01) == kerned


def test_ligature_is_one_glyph_with_the_text_of_all_its_letters(faces: FaceSet) -> None:
    shape = faces.nearest("sans", 400).shape("office", "en")
    assert shape.texts == ("o", "ff", "", "i", "c", "e")
    assert [gid < 0 for gid in shape.gids] == [False, False, True, False, False, False]
    assert shape.advances[2] == 0.0


def test_cluster_of_several_glyphs_keeps_them_all(faces: FaceSet) -> None:
    shape = faces.nearest("sans", 400).shape("q\u0301", "en")
    assert shape.texts == ("q\u0301", "")
    assert len(shape.more[0]) == 1
    assert shape.whole


@pytest.mark.parametrize("family", ["sans-sc", "serif-sc"])
@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_characters_of_a_han_face_do_not_depend_on_their_neighbours(faces: FaceSet, family: str, weight: int) -> None:
    """Han faces are set character by character, which is right only as long as shaping the whole gives the same."""
    face = faces.nearest(family, weight)
    text = "在2031年（样例）：“约19.4%”，AV To fi 11—12……～《表》、「甲」；【注】·〔乙〕！？GPU/CPU＋①②々〇。"
    whole = face.shape(text, "zh")
    alone = [face.shape(character, "zh") for character in text]
    assert whole.gids == tuple(shape.gids[0] for shape in alone)
    assert whole.advances == pytest.approx([shape.advances[0] for shape in alone])


def test_dashes_in_a_row_are_one_line(faces: FaceSet) -> None:
    shape = faces.nearest("sans-sc", 400).shape("——", "zh")
    assert shape.texts == ("——", "")
    assert shape.advances == (2.0, 0.0)


def test_digits_of_a_han_sans_face_are_equally_wide(faces: FaceSet) -> None:
    face = faces.nearest("sans-sc", 400)
    assert {face.shape(digit, "zh").advances[0] for digit in "0123456789"} == {0.555}


def test_subset_holds_the_glyphs_asked_for(faces: FaceSet) -> None:
    face = latin(faces)
    gids = {face.gid(letter) for letter in "Abc"}
    data, mapping = face.subset(gids)
    assert set(mapping) == {0, *gids}
    assert sorted(mapping.values()) == [0, 1, 2, 3]
    font = TTFont(BytesIO(data))
    assert not {"GSUB", "GPOS", "GDEF", "cmap", "name", "post", "OS/2"} & set(font.keys())
    widths = font["hmtx"].metrics
    for gid in gids:
        assert widths[font.getGlyphName(mapping[gid])][0] == round(face.advance(gid))
    assert face.subset(gids)[0] == data


def test_an_outline_lies_where_the_extents_say(faces: FaceSet) -> None:
    face = faces.nearest("sans", 700)
    gid = face.gid("D")
    across = [values[-2] for _, values in face.outline(gid) if values]
    ink = face.blanks("D")
    assert min(across) == pytest.approx(ink.left, abs=0.002)
    assert max(across) == pytest.approx(ink.advance - ink.right, abs=0.002)
    assert [kind for kind, _ in face.outline(gid)].count("Z") == 2  # the letter and its hole
