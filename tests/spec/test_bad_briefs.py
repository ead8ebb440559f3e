"""What an author can get wrong in a brief: each mistake has its exact place, a plain sentence and a next step."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefgen.errors import Place, Problem
from briefgen.spec.normalise import BLOCKS

HEAD = """\
kind: topic
title: {zh: 题, en: Title}
theme: robotics
edition: {date: 2026-11-01, number: 2}
sections: [sample]
"""
PAGE = "blocks:\n  - page: {zh: 页, en: Page}\n"

Problems = Callable[[str | bytes], tuple[Problem, ...]]


def at(line: int, column: int) -> Place:
    return Place("briefings/bad.yaml", line, column)


@pytest.mark.parametrize(
    ("change", "place", "sentence", "hint"),
    [
        # Unknown and missing keys.
        (("theme:", "them:"), at(3, 1), '"them" is not a key here.', 'Did you mean "theme"?'),
        (("number: 2", "numbr: 2"), at(4, 29), '"numbr" is not a key here.', 'Did you mean "number"?'),
        (("theme: robotics\n", ""), at(1, 1), '"theme" is missing here.', "Add `theme:` (the theme,"),
        ((", number: 2", ""), at(4, 10), '"number" is missing here.', "Add `number:` (the number of the edition"),
        (("theme: robotics", "theme: robotics\nplace: x"), at(4, 1), '"place" is not a key here.', "Free keys here"),
        (("theme: robotics", "theme: robotics\nname: x"), at(4, 1), '"name" is not a key here.', "Free keys here"),
        # Wrong types and words.
        (("kind: topic", "kind: topics"), at(1, 7), '"kind" cannot be "topics".', 'Did you mean "topic"?'),
        (("kind: topic", "kind: [topic]"), at(1, 7), '"kind" must be one word, not a list.', "Known words: industry"),
        (("kind: topic", "kind:"), at(1, 6), '"kind" has no value.', "Write one"),
        (("[sample]", "sample"), at(5, 11), '"sections" must be a list, not "sample".', "Write [a, b]"),
        (("[sample]", "[]"), at(5, 11), '"sections" must have at least 1 entry; there are 0.', "Add what is missing"),
        (("[sample]", "[Sample 1]"), at(5, 12), '"Sample 1" cannot be a name', 'Write "sample-1"'),
        (("number: 2", "number: two"), at(4, 37), '"two" is not a whole number', "Write digits"),
        (("number: 2", "number: 100"), at(4, 37), '"number" must be 99 or less.', "another number"),
        (("number: 2", "number: 0"), at(4, 37), '"number" must be 1 or more.', "another number"),
        (("2026-11-01", "1.11.2026"), at(4, 17), '"1.11.2026" is not a date.', "2026-11-01"),
        (("2026-11-01", "2026-02-30"), at(4, 17), '"2026-02-30" is not a day of the calendar.', "Check"),
        (("{date: 2026-11-01, number: 2}", "2"), at(4, 10), '"edition" must be keys with values', "date: …, number: …"),
        # Texts.
        (("{zh: 题, en: Title}", "Title"), at(2, 8), "A text is needed in each language here", "{zh: …, en: …}"),
        (("{zh: 题, en: Title}", "[Title]"), at(2, 8), "A text in each language is meant here", "{zh: …, en: …}"),
        (("{zh: 题, en: Title}", "{zh: 题}"), at(2, 8), 'The text has no "en"; it has zh.', "Add en: …"),
        (("en: Title}", "en: ''}"), at(2, 16), 'The text in "en" is empty.', "Write the text."),
        (("en: Title}", "en: A, b}"), at(2, 23), '"b" is cut off from the text before it by a comma.', "in quotes"),
        (("en: Title}", "en: {x}}"), at(2, 20), "A text that begins with { must stand in quotes", "in quotes"),
        (("{zh: 题, en: Title}", "\n  zh: 题\n  en: No #1"), at(4, 9), 'A " #" ends this text', "in quotes"),
        (("en: Title}", "English: Title}"), at(2, 16), '"English" is not a language tag.', "{zh: …, en: …}"),
        (("en: Title}", "en: 'A {x'}"), at(2, 23), "This brace is not closed.", "Write }"),
        (("题,", "题目\ufe12,"), at(2, 15), "(U+FE12) is a mark for vertical text.", "Write 。 instead."),
        (
            ("theme: robotics", "theme: robotics\nlanguages: [en, fr]"),
            at(4, 17),
            '"fr" is no language of a brief.',
            "Write zh or en.",
        ),
        (("theme: robotics", "theme: robotics\nlanguages: [zh, zht]"), at(4, 17), '"zht" is no language', "zh or en"),
        (("en: Title}", "en: '|'}"), at(2, 20), "nothing of it would be seen", "Write the text."),
        (("en: Title}", "en: '****'}"), at(2, 20), "nothing of it would be seen", "Write the text."),
        (("en: Title}", "en: '** **'}"), at(2, 20), "nothing of it would be seen", "Write the text."),
        (("en: Title}", "en: '[ ](https://e.org)'}"), at(2, 21), "This link has no text.", "[text]"),
        (("kind: topic", "kind：topic"), at(1, 5), "A colon and a space must follow the key.", "Write kind: and"),
        (("kind: topic", "kind:topic"), at(1, 5), "A colon and a space must follow the key.", "Write kind: and"),
        (("theme: robotics", "theme:robotics"), at(3, 6), "A colon and a space must follow", "Write theme: and"),
        (("title: {", "title：{"), at(2, 6), "A colon and a space must follow", "Write title: and"),
        (("zh: 题", "zh：题"), at(2, 9), "A colon and a space must follow", "Write zh: and"),
        (("en: Title}", 'en: "A \\q"}'), at(2, 23), "The escape \\q in this text is unknown.", "single quotes"),
        (("en: Title}", "en: Ti\u202etle}"), at(2, 22), "U+202E (right-to-left override)", "Delete it"),
        (("en: Title}", "en: Ti\u2069tle}"), at(2, 22), "U+2069 (pop directional isolate)", "Delete it"),
        (("en: Title}", "en: Ti\u200btle}"), at(2, 22), "U+200B (zero width space)", "Delete it"),
        (("en: Title}", "en: Ti\u200ftle}"), at(2, 22), "U+200F (right-to-left mark)", "Delete it"),
        (("en: Title}", "en: Ti\u2060tle}"), at(2, 22), "U+2060 (word joiner)", "Delete it"),
        (("en: Title}", 'en: "Ti\\u200dtle"}'), at(2, 20), "U+200D (zero width joiner)", "Delete it"),
        (("en: Title}", "en: Ti\ufefftle}"), at(2, 22), "U+FEFF", "Delete it"),
        (("en: Title}", "en: Ti\U000e0041tle}"), at(2, 22), "U+E0041 (tag latin capital letter a)", "Delete it"),
        (("en: Title}", 'en: "Ti\\U000e007ftle"}'), at(2, 20), "U+E007F (cancel tag)", "Delete it"),
        (("en: Title}", "en: Ti\u3164tle}"), at(2, 22), "U+3164 (hangul filler)", "Delete it"),
        (("en: Title}", "en: Ti\u034ftle}"), at(2, 22), "U+034F (combining grapheme joiner)", "Delete it"),
        (("theme: robotics", "theme: robotics\nlanguages: [zh, zh]"), at(4, 17), 'language "zh" is used twice', "once"),
        (
            ("theme: robotics", "theme: robotics\nlanguages: [zh, en, en-GB]"),
            at(4, 12),
            "at most 2 entries",
            "Take some",
        ),
    ],
)
def test_a_mistake_in_the_head(
    problems_of: Problems, change: tuple[str, str], place: Place, sentence: str, hint: str
) -> None:
    assert change[0] in HEAD
    problems = problems_of(HEAD.replace(*change) + PAGE)
    matching = [problem for problem in problems if problem.place == place and sentence in problem.message]
    assert len(matching) == 1, "\n".join(map(str, problems))
    assert hint in matching[0].hint


ROWS = "rows: [{name: {zh: 甲, en: A}, facts: [x, y]}, {name: {zh: 乙, en: B}, facts: [z, v]}]"
CHART = f"chart: comparison\n    takeaway: {{zh: 一, en: One}}\n    {ROWS}"


@pytest.mark.parametrize(
    ("block", "place", "sentence", "hint"),
    [
        ("mesages: []", at(8, 5), '"mesages" is not a block.', 'Did you mean "messages"?'),
        ("sorces", at(8, 5), '"sorces" is not a block.', 'Did you mean "sources"?'),
        ("quilt: x", at(8, 5), '"quilt" is not a block.', "Known blocks: page, lead"),
        ("bars: x", at(8, 5), '"bars" is not a block.', "write - chart: bars"),
        ("pie: x", at(8, 5), '"pie" is not a block.', "Use `chart: split` for parts that add up to a whole"),
        ("page", at(8, 5), 'The block "page" needs a value.', "Write - page:"),
        ("sources: all", at(8, 14), "This block has no value of its own.", "its name alone"),
        ("[page]", at(8, 5), "A block is meant here, not a list.", "Write -"),
        ("", at(8, 4), "A block is meant here, but nothing is written.", "delete the hyphen"),
        ("{id: x, note: {zh: 甲, en: A}}", at(8, 6), "This entry names no block.", "Known blocks"),
        ("figures: [a]\n    numbers: [b]", at(9, 5), "each is a block of its own", "Begin a new entry before it"),
        ("figures: [a, b, c, d]", at(8, 14), '"figures" must have at most 3 entries; there are 4.', "second block"),
        ("figures: [a, [b]]", at(8, 18), "A name is meant here, not a list.", "Write it"),
        ("figures: [a]\n    notes: x", at(9, 5), "each is a block of its own", "- notes"),
        ("figures: [a]\n    nots: x", at(9, 5), '"nots" is not a key here.', 'Did you mean "note"?'),
        ("messages:\n      head: x", at(9, 7), '"messages" must be a list, not keys with values.', "after a hyphen"),
        ("messages: [x]", at(8, 16), 'Entry 1 of "messages" must be keys with values, not "x".', "head: …, text: …"),
        ("chart: comparision", at(8, 12), '"comparision" is not a chart.', 'Did you mean "comparison"?'),
        ("chart: mosaic-of-tiles", at(8, 12), "is not a chart.", "Known charts: comparison, bars, rank, range"),
        ("chart: pie", at(8, 12), 'A chart "pie" is not drawn: angles and areas are hard to compare', "`chart: split`"),
        ("chart: scatter", at(8, 12), 'A chart "scatter" is not drawn: nothing in data/ pairs', "`chart: comparison`"),
        ("chart: stacked bars", at(8, 12), "only the lowest part of a stack begins at zero", "`chart: split`"),
        ("chart: line", at(8, 12), "a line claims what lies between its points", "`chart: rank`"),
        ("chart: Time_Series", at(8, 12), "a few years are no series", "`chart: change`"),
        ("chart: map", at(8, 12), "read from the size of districts", "the block `map:` shows where things are"),
        (
            "chart: targets\n    takeaway: {zh: 一, en: One}\n    subject: w\n    rows: [{fact: x}, {fact: y}]",
            at(10, 14),
            'The subject "w" is in no row of this chart.',
            "Facts of the rows: x, y",
        ),
        (
            "chart: split\n    takeaway: {zh: 一, en: One}\n    subject: all\n    whole: all\n    parts: [{fact: x}]",
            at(10, 14),
            'The subject "all" is in no row of this chart.',
            "Facts of the rows: x",
        ),
        ("chart:", at(8, 11), "The kind of chart is meant here.", "Known charts"),
        (CHART + "\n    sort: frist", at(11, 11), '"sort" cannot be "frist".', 'Did you mean "first"?'),
        (CHART + "\n    unit_line: x", at(11, 5), '"unit_line" is not a key here.', 'Did you mean "unit-line"?'),
        (CHART + "\n    subject: w", at(11, 14), 'The subject "w" is in no row of this chart.', "Facts of the rows"),
        (CHART + "\n    heads: [{zh: 甲, en: A}]", at(8, 5), "There are 1 heads for 3 columns.", "one head"),
        (CHART.replace("[z, v]", "[z]"), at(10, 51), "This row has 1 facts; the first row has 2.", "every row"),
        ("image: ../secret.png", at(8, 12), '"../secret.png" leads out of the project\'s folder.', "relative to"),
        ("image: a/../../b.png", at(8, 12), "leads out of the project's folder.", "relative to"),
        ("image: /etc/hosts", at(8, 12), '"/etc/hosts" is not relative to', "relative to"),
        ("image: C:/x.png", at(8, 12), '"C:/x.png" is not relative to', "relative to"),
        ("image: a\\b.png", at(8, 12), "holds a backslash.", "forward slashes"),
        ("lead: {zh: '见[^x]', en: A}", at(8, 18), 'There is no note "x".', "Add it to notes:"),
        ("lead: {zh: 一, en: 'p. {page:x}'}", at(8, 27), 'No block has the id "x".', "Add id: x"),
        ("lead: {zh: 一, en: A}\n    id: one\n  - sources\n  - page: {zh: 一, en: A}\n    id: one", at(12, 9),
         'The id "one" is used twice; the first is in line 9.', "once"),
        ("lead: {zh: 一, en: '{a|vale}'}", at(8, 27), '"vale" is no form of a fact.', 'Did you mean "value"?'),
        ("lead: {zh: 一, en: '[a](javascript:x)'}", at(8, 28), "is not an address that a link can have.", "https://"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_block(problems_of: Problems, block: str, place: Place, sentence: str, hint: str) -> None:
    problems = problems_of(f"{HEAD}{PAGE}  - {block}\n")
    matching = [problem for problem in problems if problem.place == place and sentence in problem.message]
    assert len(matching) == 1, "\n".join(map(str, problems))
    assert hint in matching[0].hint


def test_all_mistakes_of_a_file_are_told_at_once(problems_of: Problems) -> None:
    content = HEAD.replace("topic", "topik").replace(", en: Title", "") + PAGE + "  - figures: [A]\n  - sorces\n"
    places = [(problem.place.line, problem.place.column) for problem in problems_of(content)]
    assert places == [(1, 7), (2, 8), (8, 15), (9, 5)]


def test_a_list_with_wrong_entries_is_not_also_called_short(problems_of: Problems) -> None:
    problems = problems_of(HEAD.replace("[sample]", "[A]") + PAGE)
    assert [problem.place for problem in problems] == [at(5, 12)]


def test_a_misspelt_key_is_told_once(problems_of: Problems) -> None:
    assert [problem.message for problem in problems_of(HEAD.replace("theme:", "them:") + PAGE)] == [
        '"them" is not a key here.'
    ]
    assert len(problems_of(HEAD.replace("theme:", "colour:") + PAGE)) == 2


def test_no_sentence_speaks_of_the_program(problems_of: Problems) -> None:
    broken = "kind: 1\ntitle: 2\ntheme: [x]\nlanguages: 3\nedition: []\nsections: {a: b}\nnotes: [a]\ncover: {}\n"
    blocks = "".join(f"  - {{{key}: {{x: y}}}}\n" for key in BLOCKS) + "  - {chart: bars, rows: {a: b}, takeaway: 4}\n"
    problems = problems_of(broken + "blocks:\n" + blocks)
    assert len(problems) > 30
    for problem in problems:
        assert problem.place.line, problem
        assert problem.hint, problem
        told = f"{problem.message} {problem.hint}".lower()
        for word in ("input should", "dictionary", "tuple", "validat", "pydantic", "scalar", "none type", "extra"):
            assert word not in told, problem
