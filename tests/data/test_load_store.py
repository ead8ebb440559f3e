from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from briefgen.data.facts import Store
from briefgen.data.load import load_store
from briefgen.data.periods import parse_period
from briefgen.data.quantity import Amount, Day, Item, Items, Phrase, Quantity, Rank, Span
from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.project import Project

HEAD = """\
section: a
title: {zh: 甲, en: A}
sources:
  paper: {title: {zh: 文, en: Paper}, date: undated, kind: digest}
facts:
"""

Load = Callable[..., Store]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    (tmp_path / "data").mkdir()
    project = Project(tmp_path, tmp_path, datetime.date(2026, 1, 1), {})

    def write_and_load(languages: tuple[str, ...] = ("zh", "en"), **files: str) -> Store:
        for name, text in files.items():
            (tmp_path / "data" / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
        return load_store(project, languages)

    return write_and_load


def fact(*lines: str, name: str = "f", value: str = "value: 1", source: str = "source: paper") -> str:
    """Write a fact; its name stands on the first line, its keys from column 5."""
    keys = ["name: {zh: 名, en: Name}", value, source, *lines]
    return f"  {name}:\n" + "".join(f"    {key}\n" for key in keys if key)


def problems(load: Load, **files: str) -> tuple[Problem, ...]:
    with pytest.raises(AuthorsMistakes) as caught:
        load(**files)
    for problem in caught.value.problems:
        assert problem.place.file.startswith("data/")
        assert problem.place.line > 0
        assert problem.place.column > 0
        assert problem.hint
    return caught.value.problems


def problem(load: Load, **files: str) -> Problem:
    found = problems(load, **files)
    assert len(found) == 1, [str(each) for each in found]
    return found[0]


def test_an_empty_store_is_a_store(load: Load) -> None:
    assert load().facts == {}


def test_a_fact_carries_all_that_is_written(load: Load) -> None:
    text = HEAD + fact(
        "short: {zh: 营收, en: revenue}",
        "unit: CNY",
        "period: 2025-H1",
        "period-inferred: true",
        "kind: target",
        "qualifier: about",
        "scope: {zh: 核心, en: core}",
        "locator: some words",
        "quality: matched",
        "caution: {zh: 慎, en: Beware}",
        "owner: Office",
        "cleared-by: Desk",
        "valid-until: 2026-12-31",
        "note: {zh: 注, en: Note}",
        "publish: with-note",
        value="value: 19.40",
    )
    made = load(a=text).facts["f"]
    assert made.quantity == Quantity(Amount(Decimal("19.40")), "CNY", "about")
    assert (made.section, made.kind, made.quality, made.publish) == ("a", "target", "matched", "with-note")
    assert made.name == {"zh": "名", "en": "Name"}
    assert made.short == {"zh": "营收", "en": "revenue"}
    assert made.scope == {"zh": "核心", "en": "core"}
    assert (made.caution, made.note) == ({"zh": "慎", "en": "Beware"}, {"zh": "注", "en": "Note"})
    assert (made.period, made.as_of, made.period_inferred) == (parse_period("2025-H1"), None, True)
    assert (made.owner, made.cleared_by, made.locator) == ("Office", "Desk", "some words")
    assert made.valid_until == datetime.date(2026, 12, 31)
    assert made.sources == ("paper",)
    assert made.place == Place("data/a.yaml", 6, 3)


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (["value: -0.5", "unit: percent"], Amount(Decimal("-0.5"))),
        (["value: {low: 1, high: 2.5}", "unit: CNY"], Span(Decimal(1), Decimal("2.5"))),
        (["value: {rank: 5, of: {zh: 榜, en: list}}", "kind: rank"], Rank(5, {"zh": "榜", "en": "list"})),
        (["value: {words: {zh: 称号, en: title}}"], Phrase({"zh": "称号", "en": "title"})),
        (["value: 2020-06", "unit: date"], Day(2020, 6)),
        (["value: 2020-06-15", "unit: date"], Day(2020, 6, 15)),
        (
            ["value: {list: [{zh: 子, en: a, state: strength}, {zh: 丑, en: b, state: preparing}]}"],
            Items((Item({"zh": "子", "en": "a"}, "strength"), Item({"zh": "丑", "en": "b"}, "preparing"))),
        ),
    ],
)
def test_every_form_of_a_value_is_read(load: Load, lines: list[str], value: object) -> None:
    assert load(a=HEAD + fact(*lines, value="")).facts["f"].quantity.value == value


def test_the_date_may_stand_before_its_unit(load: Load) -> None:
    assert load(a=HEAD + fact("unit: date", value="value: 2019")).facts["f"].quantity == Quantity(Day(2019), "date")


def test_texts_are_printed_as_they_stand(load: Load) -> None:
    text = HEAD + fact('note: {zh: "甲|乙", en: "a {{b}}"}', "caution: {zh: 甲, en: a}")
    assert load(a=text).facts["f"].note == {"zh": "甲|乙", "en": "a {b}"}


def test_a_source_carries_all_that_is_written(load: Load) -> None:
    text = (
        HEAD.replace("date: undated", "date: 2020-06-19, form: {zh: 网页, en: Page}, file: p.txt")
        .replace("kind: digest", "kind: digest, nature: {zh: 机译, en: Machine}")
        .replace("facts:\n", "")
    )
    source = load(a=text).sources["paper"]
    assert source.date == parse_period("2020-06-19")
    assert (source.form, source.nature, source.file) == (
        {"zh": "网页", "en": "Page"},
        {"zh": "机译", "en": "Machine"},
        "p.txt",
    )
    assert source.place == Place("data/a.yaml", 4, 3)
    assert load(a=HEAD + fact()).sources["paper"].date is None


def test_overlaps_are_symmetric_over_sections(load: Load) -> None:
    other = "section: b\ntitle: {zh: 乙, en: B}\nfacts:\n" + fact("overlaps: [f]", name="g")
    store = load(a=HEAD + fact(), b=other)
    assert store.facts["f"].overlaps == {"g"}
    assert store.sections["a"].facts["f"].overlaps == {"g"}
    assert list(store.sections) == ["a", "b"]


def test_a_derived_fact_stands_in_its_section_with_its_parts_sources(load: Load) -> None:
    other = (
        "section: b\ntitle: {zh: 乙, en: B}\n"
        "sources: {news: {title: {zh: 闻, en: News}, date: 2025, kind: news}}\nfacts:\n"
        + fact(name="g", value="value: 3", source="source: news\n    period: 2025")
        + fact("derive: {sum: [g, f]}", name="both", value="", source="")
    )
    store = load(a=HEAD + fact("period: 2025"), b=other)
    both = store.sections["b"].facts["both"]
    assert both.quantity.value == Amount(Decimal(4))
    assert both.sources == ("news", "paper")
    assert both.quality == "derived"
    assert store.facts["f"].overlaps == {"both"}


def test_files_that_are_no_sections_are_left_alone(load: Load) -> None:
    assert load(a=HEAD + fact(), plans="plans: [x]\n").sections.keys() == {"a"}


@pytest.mark.parametrize(
    ("text", "place", "sentence", "hint"),
    [
        (fact("colour: red"), (10, 5), '"colour" is not a key here', ""),
        (fact("qualfier: about"), (10, 5), '"qualfier" is not a key here', 'Did you mean "qualifier"?'),
        (fact(value="value: 1,200"), (8, 12), "is not a number in plain digits", "Write 1200."),
        (fact(value="value: [1, 2]"), (8, 12), "cannot be a bare list", "{list: […]}"),
        (fact(value="value: {most: 1}"), (8, 12), "no form of a value", "{low: …, high: …}"),
        (fact(value="value: {low: 3, high: 3}"), (8, 12), "cannot go from 3 to 3", "smaller number"),
        (fact(value="value: {low: 3}"), (8, 12), '"high" is missing', "Add `high:`"),
        (fact(value="value: {list: []}"), (8, 19), "at least 1 entry", "Add"),
        (fact(value="value: {list: [{zh: 子}]}"), (8, 20), 'no "en"', "Add en"),
        (fact(value="value: {list: [x]}"), (8, 20), "a text in each language", "state"),
        (
            fact(value="value: {list: [{zh: 子, en: a, state: x}, {zh: 丑, en: b}]}"),
            (8, 12),
            "Some entries of this list have a state",
            "or none",
        ),
        (fact("unit: date", value="value: June"), (8, 12), "is not a date", "Leave out"),
        (fact("unit: {zh: 个, en: a|b|c}"), (10, 11), 'The measure word "a|b|c" in "en"', "field|fields"),
        (fact("unit: {zh: 个, en: a|}"), (10, 11), "has not one or two forms", "field|fields"),
        (fact("period: 2025-02-30"), (10, 13), "calendar", "Write 2025, 2025-H1, 2025-Q3"),
        (fact(value=f"value: {'9' * 5000}"), (8, 12), "This number has 5000 digits; a number may have 30.", "Round it"),
        (fact(value=f"value: 0.{'0' * 400}1"), (8, 12), "This number has 402 digits", "Round it"),
        (fact("unit: RMB"), (10, 11), '"RMB" is not a unit', "Known units: CNY"),
        (fact("unit: {zh: 个}"), (10, 11), 'no "en"', "Add en"),
        (fact("unit: date"), (8, 12), "is not a date", "Leave out"),
        (fact("period: H1 2025"), (10, 13), "is not a period", "Write 2025, 2025-H1, 2025-Q3"),
        (fact("period: 2025-H3"), (10, 13), "is not a half-year", "Write 2025, 2025-H1, 2025-Q3"),
        (fact("as-of: 2020-13"), (10, 12), "calendar", "Write 2025, 2025-H1, 2025-Q3"),
        (fact("valid-until: 2026-02-30"), (10, 18), "not a day of the calendar", "Check"),
        (fact("period-inferred: perhaps"), (10, 22), "neither yes nor no", "yes or no"),
        (fact("kind: repotred"), (10, 11), '"kind" cannot be "repotred"', 'Did you mean "reported"?'),
        (fact("quality: derived"), (10, 14), '"quality" cannot be "derived"', "Known words"),
        (fact("publish: public"), (10, 14), '"publish" cannot be "public"', ""),
        (fact("caution: {zh: 慎}"), (10, 14), 'no "en"', "Add en"),
        (fact("note: {zh: 注, en: 'See {source:paper}.'}"), (10, 23), "cannot hold a reference", "in briefs"),
        (fact("note: {zh: 注, en: '**No**'}"), (10, 23), "cannot hold a reference", "in briefs"),
        (fact(source=""), (7, 5), '"f" has no source', "Add source"),
        (fact(source="source: papper"), (9, 13), 'No section has a source "papper"', 'Did you mean "paper"?'),
        (fact(value=""), (7, 5), "neither a value nor a derivation", "Add value"),
        (fact("period: 2025", "as-of: 2025"), (11, 5), "both a period and an as-of", "Keep period"),
        (fact("period-inferred: yes"), (10, 5), "no period that could be inferred", "Add the period"),
        (fact("publish: with-note"), (10, 5), "published with a note and has none", "Add note"),
        (fact("overlaps: [g]"), (10, 16), 'No section has a fact "g", which "f" names', "Known facts: f"),
        (fact("overlaps: [f]"), (10, 5), '"f" overlaps itself', "other facts"),
        (fact("kind: rank"), (10, 5), "is of kind rank, and its value is no rank", "{rank: …"),
        (fact(value="value: {rank: 1, of: {zh: 榜, en: list}}"), (7, 5), "its value is a rank", "kind: rank"),
        (fact(value="value: {rank: 0, of: {zh: 榜, en: list}}"), (8, 19), "1 or more", "another number"),
        (fact("unit: CNY", value="value: {words: {zh: 字, en: w}}"), (10, 5), "takes no unit", "Delete unit"),
        (fact("unit: CNY", value="value: {list: [{zh: 子, en: a}]}"), (10, 5), "cannot be in CNY", "measure word"),
        (fact("unit: date", value="value: {low: 1, high: 2}"), (10, 5), "is no date", "2020-06-15"),
        (fact("qualifier: about", value="value: {list: [{zh: 子, en: a}]}"), (10, 5), "cannot be about", "such-as"),
        (fact("qualifier: such-as"), (10, 5), "is no list", "Only a list"),
        (fact("derive: {sum: [f, f]}"), (8, 5), '"value" cannot stand beside "derive"', "Delete one"),
    ],
)
def test_a_mistake_in_a_fact_is_told_at_its_place(
    load: Load, text: str, place: tuple[int, int], sentence: str, hint: str
) -> None:
    told = problems(load, a=HEAD + text)[0]
    assert told.place == Place("data/a.yaml", *place)
    assert sentence in told.message
    assert hint in told.hint


PARTS = fact("period: 2025", name="g", value="value: 4") + fact("period: 2025", name="h", value="value: 2")


@pytest.mark.parametrize(
    ("derive", "column", "sentence", "hint"),
    [
        ("{sum: [g, x]}", 23, 'No section has a fact "x"', "Known facts: g, h, f"),
        ("{sum: [g]}", 19, "at least 2 entries", "Add"),
        ("{ratio: [g, h, g], digits: 1}", 21, "at most 2 entries", "Take some out"),
        ("{ratio: [g, h]}", 13, "A ratio must say how many decimals", "digits: 1"),
        ("{sum: [g, h], digits: 1}", 13, "A sum is exact", "Delete digits"),
        ("{sum: [g, h], share: [g, h], digits: 1}", 13, "not sum and share", "Write one of"),
        ("{digits: 1}", 13, "not none", "Write one of"),
        ("{product: [g, h]}", 14, '"product" is not a key here', ""),
        ("{share: [g, h], digits: 7}", 37, "6 or less", "another number"),
        ("{count: [g]}", 13, '"g" is not a list', "a list"),
        ("{share: [g, h], digits: 1}", 13, '"g" is larger than "h"', "part first"),
        ("{sum: [f, h]}", 13, "This goes in a circle", "of their own"),
    ],
)
def test_a_mistake_in_a_derivation_is_told_at_its_place(
    load: Load, derive: str, column: int, sentence: str, hint: str
) -> None:
    told = problems(load, a=HEAD + PARTS + fact(f"derive: {derive}", value="", source=""))[0]
    assert told.place == Place("data/a.yaml", 18, column)
    assert sentence in told.message
    assert hint in told.hint


@pytest.mark.parametrize("key", ["unit: CNY", "period: 2025", "kind: plan", "qualifier: about", "quality: single"])
def test_what_comes_from_the_parts_cannot_be_written(load: Load, key: str) -> None:
    text = HEAD + PARTS + fact("derive: {sum: [g, h]}", key, value="", source="")
    told = problem(load, a=text)
    assert told.place == Place("data/a.yaml", 19, 5)
    assert f'"{key.split(":")[0]}" cannot stand beside "derive"' in told.message


def test_overlapping_facts_are_not_added_whichever_side_says_so(load: Load) -> None:
    parts = PARTS.replace("period: 2025\n", "period: 2025\n    overlaps: [h]\n", 1)
    told = problem(load, a=HEAD + parts + fact("derive: {sum: [h, g]}", value="", source=""))
    assert told.place == Place("data/a.yaml", 19, 13)
    assert '"h" and "g" overlap' in told.message


def test_ids_are_unique_over_files_and_both_places_are_told(load: Load) -> None:
    other = HEAD.replace("section: a", "section: b") + fact()
    found = problems(load, a=HEAD + fact(), b=other)
    assert [(each.place, each.message) for each in found] == [
        (Place("data/b.yaml", 4, 3), '"paper" stands in sources twice; the first is in data/a.yaml:4:3.'),
        (Place("data/b.yaml", 6, 3), '"f" stands in facts twice; the first is in data/a.yaml:6:3.'),
    ]


def test_a_section_is_called_as_its_file(load: Load) -> None:
    told = problem(load, b=HEAD + fact())
    assert told.place == Place("data/b.yaml", 1, 10)
    assert told.message == 'The section is called "a", its file b.yaml.'
    assert told.hint == "Write section: b, or rename the file to a.yaml."


def test_facts_without_a_section_are_not_overlooked(load: Load) -> None:
    told = problem(load, a=HEAD.replace("section: a\n", "") + fact())
    assert told.place == Place("data/a.yaml", 1, 1)
    assert told.hint == "Add section: a as the first line."


def test_a_source_needs_title_date_and_kind(load: Load) -> None:
    found = problems(load, a="section: a\ntitle: {zh: 甲, en: A}\nsources:\n  paper: {date: June}\n")
    assert {each.place.line for each in found} == {4}
    assert sorted(each.message for each in found) == [
        '"June" is no date of a document.',
        '"kind" is missing here.',
        '"title" is missing here.',
    ]


def test_the_mistakes_of_all_files_are_told_together(load: Load) -> None:
    found = problems(
        load,
        a=HEAD + fact("kind: nothing") + fact(name="g", source=""),
        b="section: c\ntitle: {zh: 乙}\nfacts:\n" + fact(name="h", source="source: gone"),
        c="section: [\n",
    )
    assert {each.place.file for each in found} == {"data/a.yaml", "data/b.yaml", "data/c.yaml"}
    assert len(found) >= 4


def test_a_mistake_in_one_fact_is_not_told_again_at_those_that_name_it(load: Load) -> None:
    text = HEAD + fact("kind: nothing", name="g") + fact("overlaps: [g]")
    assert problem(load, a=text).place == Place("data/a.yaml", 10, 11)


def test_languages_that_are_not_asked_for_may_be_missing(load: Load) -> None:
    text = HEAD.replace("zh: 甲, ", "").replace("zh: 文, ", "") + fact().replace("zh: 名, ", "")
    assert load(("en",), a=text).facts["f"].name == {"en": "Name"}
    assert '"zh"' in problems(load, a=text)[0].message
