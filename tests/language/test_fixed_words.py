from __future__ import annotations

import re
from string import Formatter

import pytest

from briefgen.language.tags import WRITTEN
from briefgen.language.words import (
    WORDS,
    bracketed,
    colon,
    comma,
    join,
    opening,
    say,
    semicolon,
    stop,
)

KEYS = sorted(WORDS)


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", KEYS)
def test_every_key_has_words_in_each_language_with_the_same_names(key: str) -> None:
    names = [_names(text) for text in WORDS[key]]
    values = dict.fromkeys(names[0], "X")
    assert names[0] == names[1]
    for language in WRITTEN:
        said = say(key, language, **values)
        assert said == said.strip() != ""
        assert "{" not in said


@pytest.mark.parametrize("key", KEYS)
def test_punctuation_belongs_to_the_language(key: str) -> None:
    zh, en = WORDS[key]
    assert not re.search(r"[\u4e00-\u9fff] ?[,:;()!?\"']|[,:;()!?\"'] ?[\u4e00-\u9fff]", zh)
    assert not re.search(r"[\u3000-\u9fff\uff00-\uffef\"']", en)


def test_words_are_filled_in() -> None:
    assert (say("figure", "zh", number=1), say("figure", "en", number=1)) == ("图1", "Figure 1")
    assert say("source", "zh", sources="[2]") == "来源：[2]"
    assert say("sources-of", "en", sources="[1][2]") == "Sources: [1][2]"
    assert say("page-of", "en", page=2, pages=6) == "2 / 6"
    assert say("data-as-of", "zh", as_of="截至2021年6月") == "数据截至2021年6月"
    assert say("data-as-of", "en", as_of="as of June 2021") == "Data as of June 2021"
    assert say("source", "en", sources="{braces}") == "Source: {braces}"


def test_what_is_unknown_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("no-such-key", "zh")
    with pytest.raises(KeyError, match="no words"):
        say("figure", "de", number=1)
    with pytest.raises(KeyError, match="number"):
        say("figure", "zh")


def test_marks_come_with_their_spaces() -> None:
    assert [mark("zh") for mark in (colon, comma, semicolon, stop)] == ["：", "，", "；", "。"]
    assert [mark("en") for mark in (colon, comma, semicolon, stop)] == [": ", ", ", "; ", "."]
    assert "代表团" + bracketed("示例", "zh") == "代表团（示例）"
    assert "Delegation" + bracketed("sample", "en") == "Delegation (sample)"


def test_sentences_open_with_a_capital() -> None:
    assert opening("first half of 2025", "en") == "First half of 2025"
    assert opening("上半年", "zh") == "上半年"
    assert opening("", "en") == ""


def test_join_is_the_same_as_for_facts() -> None:
    assert join(["甲", "乙", "丙"], "zh") == "甲、乙和丙"
    assert join(["a", "b"], "en", open_ended=True) == "a, b and others"
