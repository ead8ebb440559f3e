"""The file name of each edition."""

import datetime

import pytest

from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.pipeline.names import edition_name, file_name
from briefgen.pipeline.wish import Wish, apply
from briefgen.spec.brief import Brief, Edition
from briefgen.spec.frozen import Frozen
from briefgen.spec.text import Text


def brief(**changes: object) -> Brief:
    """Return a brief that has only what names need."""
    fields: dict[str, object] = {
        "name": "robotics",
        "kind": "industry",
        "theme": "robotics",
        "sections": ("robotics",),
        "blocks": (),
        "title": Frozen({"zh": Text("机器人"), "en": Text("Robotics")}),
        "audience": "external",
        "cover": "full",
        "arrangement": "parallel",
        "languages": ("zh", "en"),
        "edition": Edition(date=datetime.date(2026, 11, 1), number=2),
    }
    return Brief.model_construct(**(fields | changes))


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        (Wish(), "robotics.pdf"),
        (Wish(audience="internal"), "robotics.internal.pdf"),
        (Wish(audience="external"), "robotics.pdf"),
        (Wish(cover="office"), "robotics.office.pdf"),
        (Wish(cover="full"), "robotics.pdf"),
        (Wish(language="zh"), "robotics.zh.pdf"),
        (Wish(language="en"), "robotics.en.pdf"),
        (Wish("internal", "office", "zh"), "robotics.internal.office.zh.pdf"),
    ],
)
def test_only_what_differs_is_named(wish: Wish, name: str):
    assert file_name(brief(), apply(wish, brief())) == name


def test_what_the_specification_says_itself_is_not_named():
    written = brief(audience="internal", cover="office", languages=("zh",))
    assert file_name(written, apply(Wish("internal", "office", "zh"), written)) == "robotics.pdf"
    assert file_name(written, apply(Wish(audience="external", cover="full"), written)) == "robotics.external.full.pdf"


def test_a_name_that_no_file_system_takes_asks_for_a_shorter_one():
    assert len(file_name(brief(name="a" * 251), brief())) == 255
    with pytest.raises(EnvironmentFailure, match="longer than 255") as caught:
        file_name(brief(name="a" * 251), brief(audience="internal"))
    assert "shorter name" in caught.value.hint


def test_the_order_of_the_languages_is_a_difference():
    assert file_name(brief(), brief(languages=("en", "zh"))) == "robotics.en-zh.pdf"


def test_an_edition_is_named_in_words():
    assert edition_name(brief(), apply(Wish("internal", None, "zh"), brief())) == "internal, zh"
    assert edition_name(brief(), brief()) == ""


def test_a_short_tag_finds_the_long_one():
    title = Frozen({"zh-Hans": Text("机器人"), "en": Text("Robotics")})
    written = brief(title=title, languages=("zh-Hans", "en"))
    assert apply(Wish(language="zh"), written).languages == ("zh-Hans",)
    assert apply(Wish(language="zh-Hans"), brief()).languages == ("zh",)


def test_a_language_that_is_not_written_is_refused():
    with pytest.raises(UsageMistake) as caught:
        apply(Wish(language="de"), brief())
    assert "de" in caught.value.message
    assert "zh and en" in caught.value.hint


def test_a_wish_leaves_the_written_brief_alone():
    written = brief()
    apply(Wish("internal", "office", "zh"), written)
    assert (written.audience, written.cover, written.languages) == ("external", "full", ("zh", "en"))
