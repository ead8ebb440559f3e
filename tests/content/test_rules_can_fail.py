"""The rules of the content tests find what is wrong: each is shown a page or a text with one fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from content_ledger import ledger
from content_rules import ASCII_IN_HAN, Looked, page_faults
from own_forms import Checked, forms, is_shown, times
from page_texts import PageTexts, Words, flat
from spoken_numbers import in_words, numbers, one_sided, typed_numbers

from briefgen.layout.document import Laid

Look = Callable[[str], Looked]


class Retold(Looked):
    """Hold a finished edition whose pages say something else."""

    def __init__(self, sound: Looked, change: Callable[[Words], Words | None]) -> None:
        super().__init__(sound.edition)
        found = (change(words) for words in sound.texts.paragraphs)
        # What is found once is kept in the instance; the words of the file are replaced by others.
        self.__dict__["texts"] = PageTexts(tuple(words for words in found if words), sound.texts.furniture)


def replaced(old: str, new: str, language: str = "") -> Callable[[Words], Words]:
    def change(words: Words) -> Words:
        fits = language in ("", words.language)
        return replace(words, text=words.text.replace(old, new)) if fits else words

    return change


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("194亿元", "149亿元", "robotics-h1-revenue is not shown in zh"),
        ("194亿元", "194万元", "robotics-h1-revenue is not shown in zh"),
        ("194亿元", "约194亿元", "robotics-h1-revenue is not shown in zh"),
        ("RMB 19.4 bn", "RMB 19.4 mn", "robotics-h1-revenue is not shown in en"),
        ("RMB 19.4 bn", "RMB 194 bn", "robotics-h1-revenue is not shown in en"),
        ("RMB 19.4 bn", "19.4 bn", "robotics-h1-revenue is not shown in en"),
        ("约20%", "20%", "robotics-h1-growth is not shown in zh"),
        ("about 20%", "20%", "robotics-h1-growth is not shown in en"),
        ("16.5%", "15.6%", "software-h1-growth is not shown"),
        ("至少8个领域", "8个领域", "robot-field-count is not shown in zh"),
        ("2025年上半年", "上半年", "the time 2025-H1 of robotics-h1-revenue is not told in zh"),
        ("First half of 2025", "First half", "the time 2025-H1 of robotics-h1-revenue is not told in en"),
        ("12个产业方向", "12个方向，194亿元，194亿元", "robotics-h1-revenue stands more than twice in zh"),
        ("[2]", "", "are cited"),
        ("[2]", "[9]", "are cited"),
        ("产业强市新闻综述", "", "the source digest-2025 of robotics-h1-revenue is not listed"),
        ("三年行动计划", "三年计划", "strategy-three-year-plan is not shown in zh"),
        ("机器人是其中之一", "机器人,是其中之一", "half-width marks"),
        ("机器人是其中之一", "机器人(是)其中之一", "half-width marks"),
        ("One of four new tracks", "None", "a value is missing"),
        ("One of four new tracks", "nan of four", "a value is missing"),
        ("One of four new tracks", "One {of} four", "an open brace"),
        ("One of four new tracks", "One\ufe10 of four", "U+FE10"),
        ("One of four new tracks", "One\ufe11 of four", "U+FE11"),
        ("One of four new tracks", "One\ufffd of four", "U+FFFD"),
        ("One of four new tracks", "Small giants of the city", '"Small giants"'),
        ("四条新赛道之一", "五百万亿级", '"五百万亿级"'),
        (
            "One of four new tracks",
            "With a history of more than 3,000 years, Nanjing is the first",
            "a run of a source",
        ),
        ("One of four new tracks", "seeds as the basis of modern farming", "seed-importance is for internal use"),
    ],
)
def test_a_page_with_a_fault_is_found(old: str, new: str, told: str, looked: Look):
    sound = looked("robotics")
    assert any(old in words.text for words in sound.texts.paragraphs), old
    found = page_faults(Retold(sound, replaced(old, new)))
    assert any(told in fault for fault in found), found


def test_one_of_several_places_with_another_value_is_found(looked: Look):
    """The value stands right elsewhere on the pages."""
    sound = looked("robotics")
    seen: list[Words] = []

    def change(words: Words) -> Words:
        if "194亿元" in words.text and not seen:
            seen.append(words)
            return replace(words, text=words.text.replace("194亿元", "149亿元"))
        return words

    found = page_faults(Retold(sound, change))
    assert found == ["robotics: robotics-h1-revenue stands 1 times in zh, where 2 are meant"]


def test_a_target_that_is_not_called_one_is_found(looked: Look):
    sound = looked("robotics")
    plan = replace(sound.case.used["robotics-h1-revenue"], kind="target")
    retold = Retold(sound, lambda words: words)
    retold.case.__dict__["used"] = {**sound.case.used, plan.id: plan}
    assert not [fault for fault in page_faults(retold) if "is not called" in fault and "page 2" in fault]
    bare = Retold(
        sound, lambda words: words if words.page != 2 or "亿元" in words.text or "RMB" in words.text else None
    )
    bare.case.__dict__["used"] = {**sound.case.used, plan.id: plan}
    found = page_faults(bare)
    assert "robotics: robotics-h1-revenue on page 2 is not called a target in zh" in found
    assert "robotics: robotics-h1-revenue on page 2 is not called a target in en" in found


def test_a_figure_without_an_alternative_text_is_found(looked: Look):
    sound = looked("robotics")
    figure = next(element for element in sound.edition.tree.walk() if element.role == "Figure")
    kept, figure.alt = figure.alt, {"zh": "", "en": "A chart"}
    try:
        assert "robotics: a figure has no alternative text" in page_faults(Retold(sound, lambda words: words))
    finally:
        figure.alt = kept
    assert isinstance(sound.edition.laid, Laid)


# The forms


@pytest.mark.parametrize(
    ("checked", "language", "shown", "other"),
    [
        ({"value": 19400000000, "unit": "CNY"}, "zh", "营收194亿元。", "营收1194亿元"),
        ({"value": 19400000000, "unit": "CNY"}, "en", "RMB19.4bn", "RMB119.4bn"),
        ({"value": 1000000000000, "unit": "CNY", "qualifier": "class-of"}, "zh", "1万亿元级", "1万亿元"),
        ({"value": 1000000000000, "unit": "CNY", "qualifier": "class-of"}, "en", "RMB1tnclass", "RMB1tn"),
        ({"value": 5000000000, "unit": "CNY", "qualifier": "at-least"}, "zh", "不低于50亿元", "50亿元"),
        ({"value": 10000, "qualifier": "more-than"}, "zh", "逾1万家", "1万家"),
        ({"value": 10000, "qualifier": "more-than"}, "en", "Morethan10,000firms", "10,000firms"),
        ({"value": 17}, "zh", "17家", "117家"),
        ({"value": 17}, "en", "17firms", "17.5firms"),
        ({"low": 300000000000, "high": 500000000000, "unit": "CNY"}, "zh", "3000亿～5000亿元", "300亿～500亿元"),
        ({"low": 300000000000, "high": 500000000000, "unit": "CNY"}, "en", "RMB300–500bn", "RMB300–500mn"),
        ({"low": 3, "high": 5}, "en", "3to5years", "3years"),
        ({"rank": 4}, "zh", "全国第4位", "全国第14位"),
        ({"rank": 4}, "en", "fourthinChina", "fifthinChina"),
        ({"value": 400000000000, "unit": "bit/s"}, "zh", "400Gbps", "400Mbps"),
        ({"value": 8, "unit": "times", "qualifier": "about"}, "en", "about8times", "8times"),
        ({"date": "2020-06-15"}, "zh", "2020年6月15日", "2020年6月"),
        ({"date": "2020-06-15"}, "en", "15June2020", "19June2020"),
    ],
)
def test_forms_find_their_value_and_no_other(checked: dict[str, object], language: str, shown: str, other: str):
    numbers_of = {key: Decimal(str(value)) for key, value in checked.items() if key in ("value", "low", "high")}
    one = Checked("x", "overview", **{**checked, **numbers_of})  # type: ignore[arg-type]
    assert is_shown(one, shown, language), forms(one, language)
    assert not is_shown(one, other, language)


def test_times_are_told_in_both_languages():
    assert times("2025-H1", "zh") == ["2025年上半年"]
    assert "H12025" in times("2025-H1", "en")
    assert times("2020-06", "en") == ["June2020"]
    assert times("2021", "zh") == ["2021年"]


def test_white_space_parts_numbers_only():
    assert flat("In 2023 107 firms\n of  the") == "In2023 107firmsofthe"


# Numbers in words


def test_numbers_are_read_in_both_languages():
    assert numbers("2020年6月，逾2.3万家，5200亿元，{x-2021}") == {2020, 6, 23000, 520000000000}
    assert numbers("June 2020, 23,000 firms, RMB 520 bn, 4th, 6G") == {6, 2020, 23000, 520000000000, 4}
    assert in_words("三千亿级，十二个，两类") >= {300000000000, 12, 2}
    assert in_words("four of the twelve; ninth") >= {4, 12, 9}


def test_numbers_of_one_language_alone_are_found():
    assert list(one_sided({"zh": "2021年3家", "en": "three firms in 2021"}, set())) == []
    assert len(list(one_sided({"zh": "2021年3家", "en": "four firms in 2021"}, set()))) == 1
    assert len(list(one_sided({"zh": "2021年", "en": "in 2012"}, {Decimal(2012), Decimal(2021)}))) == 2
    assert list(one_sided({"zh": "2021年", "en": "that year"}, {Decimal(2021)})) == []
    assert list(one_sided({"zh": "“一号文件”", "en": "the No. 1 Document"}, set())) == []
    assert len(list(one_sided({"zh": "“一号文件”", "en": "the No. 6 Document"}, set()))) == 1
    assert list(one_sided({"zh": "“十四五”开局", "en": "the 14th Five-Year Plan"}, set())) == []
    assert len(list(one_sided({"zh": "“十四五”开局", "en": "the 15th Five-Year Plan"}, set()))) == 1
    assert len(list(typed_numbers({"zh": "6G与1+4+6，共17家", "en": "6G"}, set()))) == 1


def test_marks_between_han_characters_are_found():
    assert ASCII_IN_HAN.search("甲,乙")
    assert ASCII_IN_HAN.search("甲 (乙")
    assert not ASCII_IN_HAN.search("甲，乙")
    assert not ASCII_IN_HAN.search("甲 6,000 乙")


def test_the_record_knows_every_form_that_it_needs():
    for checked in ledger().facts.values():
        if checked.is_number or checked.date:
            for language in ("zh", "en"):
                assert forms(checked, language), checked.id
