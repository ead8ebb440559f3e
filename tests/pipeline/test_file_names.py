"""The file name of each edition, and the profile that its file keeps to."""

import datetime

import pytest

from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.pipeline.names import edition_name, file_name
from briefgen.pipeline.wish import Wish, apply, profile_of
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
        "attachments": "none",
        "edition": Edition(date=datetime.date(2026, 11, 1), number=2),
    }
    return Brief.model_construct(**(fields | changes))


def named(written: Brief, wish: Wish) -> str:
    return file_name(written, apply(wish, written), wish)


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        (Wish(), "robotics.pdf"),
        (Wish(audience="internal"), "robotics.internal.pdf"),
        (Wish(audience="external"), "robotics.pdf"),
        (Wish(edition="office"), "robotics.office.pdf"),
        (Wish(edition="full"), "robotics.pdf"),
        (Wish(edition="phone"), "robotics.phone.pdf"),
        (Wish(edition="print"), "robotics.print.pdf"),
        (Wish(edition="print", multiple=4), "robotics.print.by-4.pdf"),
        (Wish(edition="phone", language="en", attach=True), "robotics.phone.en.data.pdf"),
        (Wish(language="zh"), "robotics.zh.pdf"),
        (Wish(language="en"), "robotics.en.pdf"),
        (Wish("internal", "office", "zh"), "robotics.internal.office.zh.pdf"),
        (Wish(profile="ua1+a2a"), "robotics.pdf"),
        (Wish(profile="ua1+a3a"), "robotics.a3a.pdf"),
        (Wish(profile="ua2+a4f"), "robotics.ua2.pdf"),
        (Wish(profile="plain"), "robotics.plain.pdf"),
        (Wish(attach=True), "robotics.data.pdf"),
        (Wish(sign=True), "robotics.signed.pdf"),
        (Wish(sign=True, certificate="office.p12", profile="ua2+a4f"), "robotics.ua2.signed.pdf"),
        (Wish(sign=True, encrypt=True, profile="plain"), "robotics.encrypted.signed.pdf"),
        (Wish(profile="ua1+a3a", attach=True), "robotics.data.pdf"),
        (Wish(profile="ua2+a4f", attach=True), "robotics.data.ua2.pdf"),
        (Wish("internal", None, "zh", "plain", attach=True), "robotics.internal.zh.data.plain.pdf"),
        (Wish(profile="plain", encrypt=True), "robotics.encrypted.pdf"),
        (Wish(language="zh", profile="plain", attach=True, encrypt=True), "robotics.zh.data.encrypted.pdf"),
    ],
)
def test_only_what_differs_is_named(wish: Wish, name: str):
    assert named(brief(), wish) == name


def test_what_the_specification_says_itself_is_not_named():
    written = brief(audience="internal", cover="office", languages=("zh",))
    assert named(written, Wish("internal", "office", "zh")) == "robotics.pdf"
    assert named(written, Wish(audience="external", edition="full")) == "robotics.external.full.pdf"
    with_data = brief(attachments="data")
    assert named(brief(cover="office"), Wish(edition="print")) == "robotics.print.pdf"
    assert named(with_data, Wish(attach=True)) == "robotics.pdf"
    assert named(with_data, Wish(profile="ua1+a3a")) == "robotics.pdf"
    assert named(with_data, Wish(profile="ua2+a4f")) == "robotics.ua2.pdf"
    assert named(with_data, Wish(profile="plain")) == "robotics.plain.pdf"


def test_a_name_that_no_file_system_takes_asks_for_a_shorter_one():
    assert len(file_name(brief(name="a" * 251), brief(), Wish())) == 255
    with pytest.raises(EnvironmentFailure, match="longer than 255") as caught:
        file_name(brief(name="a" * 251), brief(audience="internal"), Wish())
    assert "shorter name" in caught.value.hint


def test_the_order_of_the_languages_is_a_difference():
    assert file_name(brief(), brief(languages=("en", "zh")), Wish()) == "robotics.en-zh.pdf"


def test_an_edition_is_named_in_words():
    wish = Wish("internal", None, "zh", "plain")
    assert edition_name(brief(), apply(wish, brief()), wish) == "internal, zh, plain"
    assert edition_name(brief(), brief(), Wish()) == ""


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


@pytest.mark.parametrize(
    ("wish", "attachments", "profile"),
    [
        (Wish(), "none", "ua1+a2a"),
        (Wish(), "data", "ua1+a3a"),
        (Wish(attach=True), "none", "ua1+a3a"),
        (Wish(profile="ua2+a4f"), "data", "ua2+a4f"),
        (Wish(profile="plain", attach=True), "none", "plain"),
        (Wish(profile="ua1+a3a"), "none", "ua1+a3a"),
    ],
)
def test_the_brief_gives_the_profile_unless_another_is_wished(wish: Wish, attachments: str, profile: str):
    assert profile_of(wish, apply(wish, brief(attachments=attachments))).name == profile


def test_data_in_a_profile_that_takes_none_are_refused():
    with pytest.raises(UsageMistake) as caught:
        profile_of(Wish(profile="ua1+a2a"), brief(attachments="data"))
    assert '"robotics"' in caught.value.message
    assert "ua1+a3a" in caught.value.hint


@pytest.mark.parametrize("wish", [Wish("internal", "phone"), Wish(edition="phone")])
def test_an_internal_edition_is_not_made_for_telephones(wish: Wish):
    with pytest.raises(UsageMistake, match="needs A4"):
        apply(wish, brief(audience="internal"))
    assert apply(Wish("external", "phone"), brief(audience="internal")).cover == "full"
