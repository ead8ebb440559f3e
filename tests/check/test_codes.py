"""Codes of fonts read as the text that maps and encodings say; escapes of languages are taken out."""

from __future__ import annotations

import pytest

from briefgen.check.finished.budget import Budget
from briefgen.check.finished.codes import LOST, cid_map, code_lengths, decoded, splitter, unicode_map
from briefgen.check.finished.escapes import parts, without


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        (b"2 beginbfchar <0001> <0041> <0002> <D83DDE00> endbfchar", {1: "A", 2: "😀"}),
        (b"1 beginbfchar\n<0003>\n<0066 0069>\nendbfchar", {3: "fi"}),
        (b"1 beginbfrange <0010> <0012> <4E2D> endbfrange", {16: "中", 17: "丮", 18: "丯"}),
        (b"1 beginbfrange <01> <02> [<0041> <00420043>] endbfrange", {1: "A", 2: "BC"}),
        (b"1 beginbfrange <0001> <0002> <00660069> endbfrange", {1: "fi", 2: "fj"}),
        (b"1 beginbfrange <0002> <0001> <0041> endbfrange", {}),
        (b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange", {}),
        (b"1 beginbfchar <01> <41> endbfchar", {1: "A"}),
        (b"1 beginbfchar <> <0041> endbfchar", {}),
        (b"beginbfchar <0001> <0041>", {}),
    ],
)
def test_a_map_of_codes(written: bytes, texts: dict[int, str]):
    assert unicode_map(written, Budget()) == texts


def test_maps_to_glyphs():
    written = b"1 begincidrange <0020> <0022> 5 endcidrange 1 begincidchar <0041> 99 endcidchar"
    assert cid_map(written, Budget()) == {0x20: 5, 0x21: 6, 0x22: 7, 0x41: 99}


def test_codes_have_the_lengths_that_are_stated():
    assert code_lengths(b"1 begincodespacerange <00> <FF> endcodespacerange") == (1,)
    assert list(splitter((2,))(b"\0\1\1\0")) == [1, 256]
    assert list(splitter((1,))(b"\0\1")) == [0, 1]
    assert list(splitter((3,))(b"\0\0\1\0\1\0")) == [1, 256]
    assert list(splitter((2,))(b"\0\1\1")) == [1, 256]


def test_a_code_without_text_is_lost():
    assert decoded([1, 2], {1: "A"}) == "A" + LOST


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain", ((None, "plain"),)),
        ("\x1ben\x1bTwo bars\x1bzh\x1b两根柱", (("en", "Two bars"), ("zh", "两根柱"))),
        ("\x1b敮\x1bTwo", (("en", "Two"),)),  # the two letters as one unit of UTF-16
        ("\x1benGB\x1bTwo", (("en-GB", "Two"),)),
        ("\x1b\x1bTwo", ((None, "Two"),)),
        ("", ()),
    ],
)
def test_a_text_in_several_languages(text: str, found: tuple[tuple[str | None, str], ...]):
    assert parts(text) == found
    assert without(text) == "".join(piece for _, piece in found)
