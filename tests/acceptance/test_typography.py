"""Line breaks, punctuation and white as a typesetter of each language sets them (design system, section 4)."""

from __future__ import annotations

import pytest
from editions import Edition, Shelf, marks_of
from page_marks import Drawn, Glyph

NAMES = [
    "robotics",
    "robotics.internal",
    "robotics.zh",
    "long",
    "long.internal",
    "long.zh",
    "long.en",
    "short",
    "event",
    "mirrored",
    "tables",
    "blocks",
    "blocks.internal",
    "tables.zh",
    "tables.en.internal",
]
NEVER_FIRST = "，。、；：？！）”’》〉」』】〕…—～·%‰℃,.;:?!)]}"
NEVER_LAST = "（“‘《〈「『【〔([{"
HALF_WIDTH = ",:;()?!"
QUARTER, EIGHTH, DISPLAY = 0.25, 0.125, 16.0


@pytest.fixture(params=NAMES)
def edition(request: pytest.FixtureRequest, editions: Shelf) -> Edition:
    return editions(request.param)


def han(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def latin(text: str) -> bool:
    return text.isascii() and text.isalnum()


def test_no_line_begins_or_ends_with_a_mark_that_must_not(edition: Edition):
    found = [line.text for line in edition.lines if _begins_badly(line) or line.text.rstrip()[-1] in NEVER_LAST]
    assert not found


def _begins_badly(line: Drawn) -> bool:
    # A source number such as [2] opens its own line in lists; an ellipsis or dash begins a cell that has no value.
    return line.text[0] in NEVER_FIRST and len(line.text.strip()) > 1


def test_no_half_width_mark_stands_beside_a_han_character(edition: Edition):
    """In Chinese; Han inside English keeps English marks."""
    found: list[str] = []
    for element in edition.tree.walk():
        if element.language == "zh" and element.role != "Document":
            text = "".join(mark.text for mark in marks_of(element))
            for place, mark in enumerate(text):
                beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
                if mark in HALF_WIDTH and han(beside):
                    found.append(text)
    assert not found


def test_no_full_width_mark_stands_among_latin_letters(edition: Edition):
    found = [
        line.text
        for line in edition.lines
        if not han(line.text) and any(mark in "，。；：？！（）、" for mark in line.text)
    ]
    assert not found


def test_a_quarter_em_stands_between_han_and_latin(edition: Edition):
    """A quarter of the Han size, an eighth from 16 points on; the large figures have white of their own (section 4)."""
    wrong: list[str] = []
    seen = 0
    for line in edition.lines:
        for left, right in zip(line.glyphs, line.glyphs[1:], strict=False):
            if not _han_beside_latin(left, right):
                continue
            seen += 1
            size = left.size if han(left.text) else right.size
            wanted = size * (EIGHTH if size >= DISPLAY else QUARTER)
            if abs(right.x - left.right - wanted) > 0.06:
                wrong.append(f"{right.x - left.right:.2f} for {wanted:.2f}: {left.text}|{right.text} in {line.text}")
    assert not wrong, "\n".join(wrong)
    assert seen or edition.brief.languages == ("en",)


def _han_beside_latin(left: Glyph, right: Glyph) -> bool:
    if "SourceSans3-SemiBold" in (left.font, right.font) and max(left.size, right.size) >= 22:
        return False
    if left.size != right.size and left.baseline != right.baseline:
        return False
    return (han(left.text) and latin(right.text)) or (latin(left.text) and han(right.text))


def test_figures_stand_close_to_their_units(editions: Shelf):
    """0.7 mm between digits and a Han unit, 1.1 mm between digits and a Latin one (section 4)."""
    edition = editions("robotics")
    line = next(line for line in edition.lines if line.text == "194亿元" and line.size == 22)
    digit, unit = line.glyphs[2], line.glyphs[3]
    assert abs(unit.x - digit.right - 0.7 * 72 / 25.4) < 0.05
    line = next(line for line in edition.lines if line.size == 22 and "19.4" in line.text)
    unit = next(glyph for glyph in line.glyphs if glyph.text == "b")
    digit = [glyph for glyph in line.glyphs if glyph.text == "4"][-1]
    white = unit.x - digit.right
    assert abs(white - 1.1 * 72 / 25.4) < 0.05


def test_numbers_keep_to_their_measure_words(edition: Edition):
    """No line ends with a digit whose measure word begins the next line, and none with 约 or 第 before a number."""
    split: list[str] = []
    for line, after in zip(edition.lines, edition.lines[1:], strict=False):
        follows = line.page == after.page and abs(line.x - after.x) < 0.1 and 0 < after.baseline - line.baseline < 25
        last, first = line.text.rstrip()[-1], after.text[0]
        if follows and ((last.isdigit() and first in "亿万元年月日页个家类项") or (last in "约第" and first.isdigit())):
            split.append(f"{line.text} | {after.text}")
    assert not split


def test_a_source_number_keeps_to_its_text(edition: Edition):
    """Numbers that open a line are the bold ones of lists, and those of the fact table."""
    alone = [line.text for line in edition.lines if line.text[0] == "[" and "Bold" not in line.glyphs[0].font]
    assert not alone or (edition.brief.audience == "internal" and all(len(text) <= 16 for text in alone))


def test_paragraphs_do_not_end_in_a_scrap(edition: Edition):
    """The last line of a paragraph of text has at least 3 Han characters or 2 English words (section 4)."""
    scraps: list[str] = []
    seen = 0
    lines = [line for line in edition.lines if line.page > 0 and 10 <= line.size < 22]
    for line in lines:
        before = [other for other in lines if _follows(other, line)]
        after = [other for other in lines if _follows(line, other)]
        if before and not after:
            seen += 1
            if _short(line.text):
                scraps.append(f"{before[0].text} | {line.text}")
    assert not scraps, "\n".join(scraps)
    assert seen or edition.brief.name in ("short", "tables")


def _follows(line: Drawn, other: Drawn) -> bool:
    """Say whether a line can be the next one of the same paragraph."""
    last, first = line.glyphs[-1], other.glyphs[0]
    step = other.baseline - line.baseline
    return (
        line.page == other.page
        and abs(line.x - other.x) < line.size
        and 12 < step < 1.65 * line.size
        and (last.font, last.size) == (first.font, first.size)
    )


def _short(text: str) -> bool:
    if han(text):
        return sum(1 for character in text if han(character)) < 3
    return len(text.split()) < 2
