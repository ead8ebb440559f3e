"""Which numbers lines have, which lines have changed, and where the bars beside them stand."""

from __future__ import annotations

from briefgen.layout.draft.changed import difference
from briefgen.layout.draft.draft import Bar, Changed, Numbered
from briefgen.layout.draft.margin import margins, numbers_of_lines
from briefgen.pdf.elements import Element
from briefgen.pdf.noted import NotedLine
from briefgen.theme.tokens import MM

LEFT, RIGHT = 18 * MM, 96 * MM


def column(
    texts: list[str], x: float = LEFT, *, language: str = "en", top: float = 100.0, page: int = 0
) -> list[NotedLine]:
    """Return the lines of one paragraph, 17 points apart."""
    element = Element("P", language)
    return [NotedLine(page, x, x + 100, top + 17 * place, text, language, element) for place, text in enumerate(texts)]


def test_level_lines_of_both_columns_share_a_number() -> None:
    left, right = column(["甲", "乙"], language="zh"), column(["one", "two", "three"], RIGHT)
    assert numbers_of_lines([*left, *right]) == (1, 2, 1, 2, 3)
    (page,) = margins([*left, *right], ()).values()
    assert page.numbers == (
        Numbered(1, 100.0, 100.0),
        Numbered(2, 117.0, 117.0),
        Numbered(3, None, 134.0),
    )


def test_lines_nearly_level_share_a_number_that_stands_beside_each() -> None:
    left, right = column(["甲"], language="zh"), column(["one"], RIGHT, top=103.0)
    assert numbers_of_lines([*left, *right]) == (1, 1)
    (page,) = margins([*left, *right], ()).values()
    assert page.numbers == (Numbered(1, 100.0, 103.0),)


def test_lines_are_counted_from_the_top_of_each_page_whatever_was_drawn_first() -> None:
    lines = [*column(["low"], top=300.0), *column(["high"], top=50.0), *column(["next"], page=1, top=80.0)]
    assert numbers_of_lines(lines) == (2, 1, 1)


def test_neighbouring_changed_lines_share_a_bar_and_others_do_not() -> None:
    lines = column(["one", "two", "three", "four", "five"])
    (page,) = margins(lines, {0, 1, 4}).values()
    assert page.bars == (Bar(100.0, 117.0, right=False), Bar(168.0, 168.0, right=False))


def test_a_bar_stands_on_the_side_of_its_line() -> None:
    lines = [*column(["甲"], language="zh"), *column(["one"], RIGHT)]
    (page,) = margins(lines, {1}).values()
    assert page.bars == (Bar(100.0, 100.0, right=True),)


def test_only_lines_with_other_words_have_changed() -> None:
    lines = column(["It grew by nine per cent", "in the first half of the", "year, as planned."])
    was = ["It grew by nine per cent in the second half of the year, as planned."]
    found = difference(lines, {"en": was})
    assert found.lines == {1}
    now = "It grew by nine per cent in the first half of the year, as planned."
    assert found.changes == (Changed("en", 1, 2, was[0], now),)


def test_a_paragraph_that_only_breaks_elsewhere_has_not_changed() -> None:
    lines = column(["It grew by nine", "per cent."])
    assert difference(lines, {"en": ["It grew by nine per cent."]}).lines == set()


def test_han_text_is_joined_without_blanks() -> None:
    lines = column(["营收增长", "百分之九。"], language="zh")
    assert difference(lines, {"zh": ["营收增长百分之九。"]}).changes == ()
    assert difference(lines, {"zh": ["营收增长百分之八。"]}).lines == {1}


def test_words_that_went_bar_the_line_where_they_stood() -> None:
    lines = column(["It grew by nine", "per cent."])
    assert difference(lines, {"en": ["It grew quickly by nine per cent."]}).lines == {0}


def test_a_new_text_is_barred_whole_and_one_that_is_gone_is_told_without_a_place() -> None:
    lines = [*column(["Stays."]), *column(["Quite new", "words."], top=200.0)]
    found = difference(lines, {"en": ["Gone for good, whatever it said.", "Stays."]})
    assert found.lines == {1, 2}
    assert [(one.page, one.was, one.now) for one in found.changes] == [
        (0, "Gone for good, whatever it said.", ""),
        (1, "", "Quite new words."),
    ]


def test_a_language_that_was_never_approved_has_no_changes() -> None:
    assert difference(column(["New."]), {}).lines == set()
    assert difference(column(["New."]), {"zh": ["旧。"]}).lines == set()


def test_what_has_no_letters_is_of_every_language() -> None:
    lines = [*column(["16.9%"]), *column(["Growth"], top=200.0)]
    found = difference(lines, {"zh": [], "": ["16.5%"]})
    assert found.lines == {0}
    assert found.changes == (Changed("", 1, 1, "16.5%", "16.9%"),)


def test_much_that_is_new_is_compared_with_what_stood_about_there() -> None:
    new = [f"Sentence {number} of the text says that it grew by {number} in all." for number in range(60)]
    old = [text.replace("grew", "fell") for text in new]
    lines = [line for place, text in enumerate(new) for line in column([text], top=100.0 + 17 * place)]
    assert [(one.was, one.now) for one in difference(lines, {"en": old}).changes] == list(zip(old, new, strict=True))
