"""Which languages a brief can be in."""

from __future__ import annotations

import pytest

from briefgen.language import tags
from briefgen.spec import fields


def test_briefs_can_be_in_the_languages_that_have_words() -> None:
    assert fields.WRITTEN == tags.WRITTEN


@pytest.mark.parametrize("tag", ["zh", "en", "zh-Hans", "zh-Hans-CN", "en-GB"])
def test_a_tag_that_a_brief_may_have_has_words(tag: str) -> None:
    assert fields.LANGUAGE_TAG.fullmatch(tag)
    assert tags.written(tag) in tags.WRITTEN


@pytest.mark.parametrize("tag", ["fr", "zht", "eng", "zh_CN", "", "en-"])
def test_a_tag_without_words_is_no_language_of_a_brief(tag: str) -> None:
    assert not fields.LANGUAGE_TAG.fullmatch(tag)
