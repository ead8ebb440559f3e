from __future__ import annotations

from briefgen.typeset.glyphs import Run
from briefgen.typeset.kinds import kinds_of
from briefgen.typeset.prepare import prepare


def test_kinds_depend_on_the_language_for_shared_marks() -> None:
    text = "“A—5…”·’①％"
    assert kinds_of(text, "zh-Hans") == "OAMDMCMCIF"
    assert kinds_of(text, "en") == "qAdDlqaqAF"


def test_kinds_of_letters_and_numbers() -> None:
    assert kinds_of("aÉЖω²½٣５", "en") == "AAAAAADI"
    assert kinds_of("甲〇㐀𠀀々ァあ가", "zh") == "HHHHKKHI"


def test_bounds_follow_what_is_cut() -> None:
    runs = [Run(" 甲\u200b"), Run(" 5 "), Run("\u200b"), Run(" 乙 ， "), Run(" c ")]
    prepared = prepare(runs, "zh")
    assert prepared.text == "甲5乙，c"
    assert prepared.bounds == (0, 1, 2, 2, 4, 5)
    assert prepared.permitted == (1, 2)


def test_permitted_break_goes_after_the_space_beside_it() -> None:
    for text in ("so\u200b it", "so \u200bit", "so\u200bit", "so \u200b it"):
        prepared = prepare([Run(text)], "en")
        assert (prepared.text, prepared.permitted) == ("so it", (3,))


def test_reference_is_a_kind_of_its_own() -> None:
    prepared = prepare([Run("增长 "), Run("[2]", reference=True), Run(" 甲")], "zh")
    assert (prepared.text, prepared.kinds) == ("增长[2]甲", "HHRRRH")
