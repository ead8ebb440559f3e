"""Pages for telephones: nothing leaves its place, touches something else or is too small, and no fact is lost."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from editions import ROOT, Edition, Shelf, copy_project, letters, make, marks_of
from page_marks import MM, Drawn

from briefgen.layout.grid import PHONE

NAMES = [
    "robotics.phone",
    "robotics.phone.zh",
    "robotics.phone.en",
    "robotics-with-contact.phone",
    "long.phone",
    "long.phone.en",
    "short.phone",
    "event.phone",
    "mirrored.phone",
    "tables.phone",
    "tables.phone.zh",
    "blocks.phone",
    "charts.phone",
]
SHIPPED = sorted(file.stem for file in (ROOT / "briefings").rglob("*.yaml") if "bind:" not in file.read_text("utf-8"))
HEADER, FOOT, LOWEST = 10.5 * MM, 164.25 * MM, 159.75 * MM
SMALLEST_HAN, SMALLEST_LATIN = 8.0, 8.5
HANGS = "（“《"
CLOSES = "，。、；：？！）”》"


@pytest.fixture(params=NAMES)
def edition(request: pytest.FixtureRequest, editions: Shelf) -> Edition:
    return editions(request.param)


def told(line: Drawn) -> str:
    return f"page {line.page + 1}, y {line.baseline / MM:.2f} mm, x {line.x / MM:.2f}: {line.text}"


def outside(edition: Edition) -> list[str]:
    """Return the lines that leave the margins; marks of full width may, by the half of them that is empty."""
    return [
        told(line)
        for line in edition.lines
        if line.x < PHONE.left - 0.3 * MM - (line.size / 2 if line.text[0] in HANGS else 0)
        or line.right - (line.size / 2 if line.text.rstrip()[-1] in CLOSES else 0) > PHONE.right + 0.05
    ]


def overlapping(edition: Edition) -> list[str]:
    found: list[str] = []
    for page in range(edition.pages):
        lines = sorted((line for line in edition.lines if line.page == page), key=lambda line: line.top)
        for number, line in enumerate(lines):
            for other in lines[number + 1 :]:
                if other.top >= line.bottom:
                    break
                across = min(line.right, other.right) - max(line.x, other.x)
                if across > 0.1 and min(line.bottom, other.bottom) - max(line.top, other.top) > 0.1:
                    found.append(f"{told(line)}  |  {told(other)}")
    return found


def too_low(edition: Edition) -> list[str]:
    return [told(line) for line in edition.inner() if LOWEST + 0.02 < line.baseline < FOOT]


def too_small(edition: Edition) -> list[str]:
    # Digits alone may be those of a Chinese text.
    return [
        told(line)
        for line in edition.lines
        if line.size < (SMALLEST_LATIN if re.fullmatch("[ -~]*[A-Za-z][ -~]*", line.text) else SMALLEST_HAN) - 0.01
    ]


def test_no_text_leaves_the_margins(edition: Edition):
    assert not outside(edition)


def test_no_two_texts_overlap(edition: Edition):
    assert not overlapping(edition)


def test_nothing_stands_between_the_content_and_the_foot(edition: Edition):
    assert not too_low(edition)


def test_no_text_is_smaller_than_readers_can_read(edition: Edition):
    assert not too_small(edition)


def test_texts_for_reading_are_set_in_twelve_points(editions: Shelf):
    sizes = letters_by_size(editions("long.phone"))
    assert max(sizes, key=lambda size: sizes[size]) == 12


def letters_by_size(edition: Edition) -> dict[float, int]:
    found: dict[float, int] = {}
    for line in edition.inner():
        found[round(line.size, 2)] = found.get(round(line.size, 2), 0) + len(line.text)
    return found


def test_no_rule_runs_through_a_text(edition: Edition):
    rules = [paint for paint in edition.paints if paint.horizontal and paint.page > 0]
    found = [
        f"rule at {rule.top / MM:.2f} mm: {told(line)}"
        for line in edition.inner()
        for rule in rules
        if rule.page == line.page
        and line.top < rule.top < line.baseline + 0.25 * line.size
        and min(rule.right, line.right) > max(rule.left, line.x)
    ]
    assert not found


@pytest.mark.parametrize("name", ["robotics", "long", "event", "tables", "blocks", "charts"])
def test_a_phone_edition_says_every_number_that_a4_says(editions: Shelf, name: str):
    """Sources, pages and titles apart, which are numbered anew."""
    a4, phone = editions(name), editions(f"{name}.phone")
    assert figures(a4) == figures(phone)


def figures(edition: Edition) -> set[str]:
    text = "".join(said(edition))
    text = re.sub(r"第 *[0-9]+ *页|page +[0-9]+|\[[0-9–]+\]", "", text)
    return set(re.findall(r"[0-9][0-9,.]*", text))


def said(edition: Edition) -> list[str]:
    """Return the texts of the tags, each with a blank behind it."""
    return [mark.text + " " for mark in marks_of(edition.tree)]


def test_a_phone_edition_says_the_same_words_as_a4(editions: Shelf):
    """The blocks that set no column heads twice and break no words say the same letters."""
    a4, phone = (letters("".join(said(editions(name)))) for name in ("robotics", "robotics.phone"))
    lost = {mark: count for mark, count in (a4 - phone).items() if not mark.isdigit()}
    # A message's head and its text stand on one line, with a colon between them.
    more = {mark: count for mark, count in (phone - a4).items() if mark not in "：:" and not mark.isdigit()}
    assert not lost
    assert not more


def test_pages_are_those_of_a_telephone(editions: Shelf):
    edition = editions("robotics.phone")
    with pikepdf.open(io.BytesIO(edition.data)) as pdf:
        sizes = {tuple(round(float(side) / MM, 1) for side in page.mediabox) for page in pdf.pages}
    assert sizes == {(0.0, 0.0, 100.0, 178.0)}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_brief_is_made_for_telephones(tmp_path: Path, name: str):
    edition = make(copy_project(tmp_path, library=True), name, phone=True)
    assert not outside(edition)
    assert not overlapping(edition)
    assert not too_low(edition)
    assert not too_small(edition)
