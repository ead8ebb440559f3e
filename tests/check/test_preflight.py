"""Each mistake is found, at its place, in a plain sentence, with a next step; a good brief passes."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sample_case import BRIEF, FACTS, SETTINGS, SOURCE, Case, case, fact, store

from briefgen.check.preflight import preflight
from briefgen.data.quantity import Amount, Item, Items, Phrase
from briefgen.errors import AuthorsMistakes, Place, Problem

FILE = "briefings/robotics.yaml"
AS_WRITTEN = {fact.id: fact for fact in FACTS}


def look(case: Case) -> tuple[Problem, ...]:
    return preflight(case.brief, case.store, case.settings, case.faces, case.project)


def mistakes(case: Case) -> tuple[Problem, ...]:
    with pytest.raises(AuthorsMistakes) as caught:
        look(case)
    return caught.value.problems


def the_mistake(case: Case) -> Problem:
    (problem,) = mistakes(case)
    return problem


def test_a_good_brief_passes_without_a_word(tmp_path: Path):
    assert look(case(tmp_path)) == ()


def test_an_unknown_section_is_named_with_the_nearest(tmp_path: Path):
    problem = the_mistake(case(tmp_path, BRIEF.replace("[robotics]", "[robotics, sofware]")))
    assert problem.place == Place(FILE, 5, 22)
    assert '"sofware"' in problem.message
    assert '"software"' in problem.hint


def test_facts_are_not_blamed_for_a_misspelt_section(tmp_path: Path):
    problem = the_mistake(case(tmp_path, BRIEF.replace("[robotics]", "[robotic]")))
    assert problem.message == 'There is no section "robotic" in data/.'


def test_an_unknown_fact_in_a_block_is_named_with_the_nearest(tmp_path: Path):
    problem = the_mistake(case(tmp_path, BRIEF.replace("figures: [revenue]", "figures: [growth, revenu]")))
    assert problem.place == Place(FILE, 8, 23)
    assert problem.message == 'There is no fact "revenu".'
    assert problem.hint == 'Did you mean "revenue"?'


def test_an_unknown_fact_in_a_text_is_found_in_each_language(tmp_path: Path):
    found = mistakes(case(tmp_path, BRIEF.replace("{revenue}", "{revenu}")))
    assert [(problem.place.line, problem.message) for problem in found] == [(9, 'There is no fact "revenu".')] * 2
    assert found[0].place.column < found[1].place.column


def test_a_fact_of_another_section_says_which(tmp_path: Path):
    problem = the_mistake(case(tmp_path, BRIEF.replace("[revenue]", "[elsewhere]")))
    assert '"elsewhere"' in problem.message
    assert problem.hint == "Add software to sections."


def test_an_internal_fact_does_not_go_to_outsiders(tmp_path: Path):
    brief = BRIEF.replace("figures: [revenue]", "figures: [secret]")
    problem = the_mistake(case(tmp_path, brief))
    assert problem.message == 'The fact "secret" is internal.'
    assert "audience internal" in problem.hint
    assert look(case(tmp_path, "audience: internal\n" + brief)) == ()


def test_an_unknown_source_is_named(tmp_path: Path):
    problem = mistakes(case(tmp_path, BRIEF.replace("{source:digest}", "{source:digset}")))[0]
    assert problem.message == 'There is no source "digset".'
    assert problem.hint == 'Did you mean "digest"?'


def test_an_unknown_theme_is_named_with_the_nearest(tmp_path: Path):
    problem = the_mistake(case(tmp_path, BRIEF.replace("theme: robotics", "theme: robotic")))
    assert problem.place == Place(FILE, 3, 8)
    assert problem.hint == 'Did you mean "robotics"?'


@pytest.mark.parametrize(("part", "id"), [("scope", "growth"), ("period", "fields"), ("year", "fields")])
def test_a_part_that_a_fact_has_not_cannot_be_printed(tmp_path: Path, part: str, id: str):
    found = mistakes(case(tmp_path, BRIEF.replace("{revenue}", f"{{{id}|{part}}}")))
    assert {problem.message for problem in found} == {
        f'The fact "{id}" has no {part}, so nothing would be printed here.'
    }


def test_an_aim_is_no_result(tmp_path: Path):
    problem = the_mistake(case(tmp_path, BRIEF.replace("aim: goal", "aim: revenue")))
    assert problem.place == Place(FILE, 10, 10)
    assert 'of the kind "reported"' in problem.message


def test_a_result_is_no_aim(tmp_path: Path):
    problem = the_mistake(case(tmp_path, BRIEF.replace("figures: [revenue]", "figures: [target]")))
    assert "would show it as a result" in problem.message
    assert "`aim:`" in problem.hint


def test_words_are_no_key_figure(tmp_path: Path):
    words = replace(
        AS_WRITTEN["growth"], quantity=replace(AS_WRITTEN["growth"].quantity, value=Phrase({"zh": "快", "en": "fast"}))
    )
    problem = the_mistake(case(tmp_path, BRIEF.replace("figures: [revenue]", "numbers: [growth]"), facts=store(words)))
    assert "is text" in problem.message


def test_a_field_map_needs_a_list(tmp_path: Path):
    found = mistakes(case(tmp_path, BRIEF.replace("field-map: fields", "field-map: revenue")))
    assert found[0].message == 'The value of "revenue" is a number; a field map shows a list.'


def test_a_list_is_no_key_figure_but_can_be_counted(tmp_path: Path):
    problem = the_mistake(case(tmp_path, BRIEF.replace("figures: [revenue]", "figures: [fields]")))
    assert problem.message == 'The value of "fields" is a list; `figures:` shows numbers.'
    assert "derive: {count: [fields]}" in problem.hint


def test_a_state_without_a_form_is_found(tmp_path: Path):
    fields = AS_WRITTEN["fields"]
    value = Items((Item({"zh": "甲", "en": "A"}, "strength"), Item({"zh": "乙", "en": "B"}, "growing")))
    changed = replace(fields, quantity=replace(fields.quantity, value=value))
    found = mistakes(case(tmp_path, facts=store(changed)))
    assert 'The state "growing" has no form in a field map.' in {problem.message for problem in found}


def test_a_label_of_a_state_that_no_item_has_is_found(tmp_path: Path):
    problem = the_mistake(case(tmp_path, BRIEF.replace("strength: {zh", "strenght: {zh")))
    assert problem.place.line == 14
    assert '"strenght"' in problem.message
    assert "developing, strength" in problem.hint


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"name": {"zh": "营收"}}, "The name"),
        ({"scope": {"zh": "核心产业", "en": ""}}, "The scope"),
        ({"publish": "with-note", "note": {"zh": "注"}}, "The note"),
        ({"short": {"zh": "营收"}}, "The short name"),
    ],
)
def test_a_missing_translation_is_found_where_it_is_missing(tmp_path: Path, changes: dict[str, object], what: str):
    problem = the_mistake(case(tmp_path, facts=store(replace(AS_WRITTEN["revenue"], **changes))))  # type: ignore[arg-type]
    assert problem.place.file == "data/robotics.yaml"
    assert problem.message == f'{what} of the fact "revenue" is missing in en.'


def test_a_note_that_is_not_printed_needs_no_translation(tmp_path: Path):
    quiet = replace(AS_WRITTEN["revenue"], note={"zh": "注"}, caution={"zh": "慎"})
    assert look(case(tmp_path, facts=store(quiet))) == ()


def test_a_brief_in_one_language_needs_only_that(tmp_path: Path):
    chinese = replace(AS_WRITTEN["revenue"], name={"zh": "营收"})
    assert look(case(tmp_path, "languages: [zh]\n" + BRIEF, facts=store(chinese))) == ()


def test_a_source_without_a_title_in_a_language_is_found(tmp_path: Path):
    problem = the_mistake(case(tmp_path, facts=store(source=replace(SOURCE, title={"zh": "综述"}))))
    assert problem.place == SOURCE.place
    assert problem.message == 'The title of the source "digest" is missing in en.'


def test_a_character_that_no_font_has_is_told_with_code_and_place(tmp_path: Path):
    problem = the_mistake(case(tmp_path, BRIEF.replace("zh: 概览", "zh: 概\U0002a6a5览")))
    assert problem.place == Place(FILE, 7, 17)
    assert "U+2A6A5" in problem.message
    assert "\U0002a6a5" in problem.message


def test_a_character_that_no_font_has_is_found_in_facts_and_settings(tmp_path: Path):
    strange = replace(AS_WRITTEN["revenue"], name={"zh": "营收\ue000", "en": "Revenue"})
    found = mistakes(case(tmp_path, settings=SETTINGS.replace("Sample", "Sam\U0001f600ple"), facts=store(strange)))
    assert [problem.place.file for problem in found] == ["briefgen.yaml", "data/robotics.yaml"]
    assert "U+1F600" in found[0].message
    assert "(U+E000)" not in found[1].message
    assert "U+E000" in found[1].message
    assert 'The name of the fact "revenue"' in found[1].message


def test_facts_that_the_brief_does_not_use_are_left_alone(tmp_path: Path):
    strange = replace(AS_WRITTEN["growth"], name={"zh": "\ue000"})
    assert look(case(tmp_path, facts=store(strange))) == ()


IMAGE = """\
  - image: pictures/frame.png
    takeaway: {zh: 图, en: Picture}
    alt: {zh: 图, en: Picture}
    credit: {zh: 摄影, en: Photograph}
    rights: {zh: 授权, en: By permission}
"""


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_missing_picture_is_found(tmp_path: Path):
    problem = the_mistake(case(tmp_path, BRIEF + IMAGE))
    assert problem.place.line == 16
    assert problem.message == 'There is no picture "pictures/frame.png".'


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a....", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"<svg/>", png(40, 30)[:60]],
)
def test_a_picture_that_is_none_is_found(tmp_path: Path, content: bytes):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "frame.png").write_bytes(content)
    assert "neither a PNG nor a JPEG" in the_mistake(case(tmp_path, BRIEF + IMAGE)).message


def test_a_picture_passes(tmp_path: Path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "frame.png").write_bytes(png(3, 2))
    assert look(case(tmp_path, BRIEF + IMAGE)) == ()


def test_a_missing_logo_is_found_in_the_settings(tmp_path: Path):
    problem = the_mistake(case(tmp_path, settings=SETTINGS + "logo: pictures/logo.png\n"))
    assert problem.place == Place("briefgen.yaml", 3, 7)


CHART = """\
  - chart: bars
    takeaway: {zh: 对比, en: Comparison}
    rows:
      - {fact: revenue, name: {zh: 甲, en: A}}
      - {fact: growth, name: {zh: 乙, en: B}}
"""


def test_a_dishonest_chart_is_found_without_drawing(tmp_path: Path):
    problem = the_mistake(case(tmp_path, BRIEF + CHART))
    assert problem.place.file == FILE
    assert problem.place.line >= 16
    assert "unit" in problem.message


def test_a_chart_with_an_unknown_fact_is_reported_once(tmp_path: Path):
    problem = the_mistake(case(tmp_path, BRIEF + CHART.replace("fact: growth", "fact: grwth")))
    assert problem.message == 'There is no fact "grwth".'


def test_all_mistakes_are_told_together_in_the_order_of_the_file(tmp_path: Path):
    brief = BRIEF.replace("theme: robotics", "theme: red").replace("aim: goal", "aim: revenue")
    found = mistakes(case(tmp_path, brief.replace("figures: [revenue]", "figures: [nothing]")))
    assert [problem.place.line for problem in found] == [3, 8, 10]
    assert all(problem.hint for problem in found)


def lead(tmp_path: Path, zh: str, en: str = "Words") -> tuple[Problem, ...]:
    """Return the warnings about a lead."""
    start = BRIEF.index("  - lead")
    brief = BRIEF[:start] + f"  - lead:\n      zh: {zh}\n      en: {en}\n" + BRIEF[BRIEF.index("  - aim") :]
    return look(case(tmp_path, brief))


@pytest.mark.parametrize(
    "words",
    [
        "2025年上半年", "1+4+6体系", "6月15日", "5G和A4", "第3届", "创新周2021", "GB2312",
    ],
)  # fmt: skip
def test_names_and_dates_may_be_typed(tmp_path: Path, words: str):
    assert lead(tmp_path, words) == ()


@pytest.mark.parametrize(
    "words",
    ["H1 2025", "15 June 2020", "June 15", "In June 2021 it was so", "the 1+4+6 framework", "Industry 4.0 in 2021"],
)
def test_english_names_and_dates_may_be_typed(tmp_path: Path, words: str):
    found = [problem.message for problem in lead(tmp_path, "文字", words)]
    assert found == (["The number 4.0 is typed by hand."] if "4.0" in words else [])


def test_a_typed_number_is_reported_with_its_place(tmp_path: Path):
    (warning,) = lead(tmp_path, "共有12家企业")
    assert warning.message == "The number 12 is typed by hand."
    assert warning.place == Place(FILE, 10, 13)
    assert "{fact-id}" in warning.hint


def test_a_typed_number_that_a_fact_says_names_the_fact(tmp_path: Path):
    first, second = lead(tmp_path, "营收194亿元", "Revenue of RMB 19.4 billion")
    assert first.hint == "If this is the fact revenue, write {revenue}; it prints 194亿元."
    assert "{revenue}" in second.hint
    assert "19.4" in second.message


def test_a_year_that_counts_something_is_no_year(tmp_path: Path):
    (warning,) = lead(tmp_path, "共2025家企业")
    assert "2025" in warning.message


def test_a_number_shown_three_times_is_reported_once(tmp_path: Path):
    twice = BRIEF.replace("营收{revenue}", "营收{revenue}，即{revenue}")
    (warning,) = look(case(tmp_path, twice))
    assert warning.message == 'The number of the fact "revenue" is shown 3 times; show it at most twice.'
    assert warning.place.line == 9


def test_a_name_or_a_period_is_no_number_shown(tmp_path: Path):
    often = BRIEF.replace("营收{revenue}", "{revenue|name}{revenue|period}{revenue|scope}{revenue}")
    assert look(case(tmp_path, often)) == ()


def test_an_amount_in_another_section_is_no_hint(tmp_path: Path):
    far = fact("far", Amount(Decimal(12)), "percent", section="software")
    start = BRIEF.replace("营收{revenue}", "占12%")
    (warning,) = look(case(tmp_path, start, facts=store(far)))
    assert "{fact-id}" in warning.hint
