"""Which section stands where: whole where it fits, else on the next page; told where no page can hold it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import AuthorsMistakes, Place
from briefgen.layout.grid import LAST_BASELINE, TITLE
from briefgen.layout.pages import Group, Sheet, paginate
from briefgen.layout.strips import Section, Strip
from briefgen.theme.tokens import MM

PAGE = LAST_BASELINE - TITLE - 12 * MM
"""The room of a section that opens a page."""


def nothing(*_: object) -> None:
    pass


def block(
    height: float, *, id: str = "", gap: float = 9 * MM, after: float | None = None, exact: bool = False
) -> Section:
    strip = Strip(0.0, height, nothing)
    return Section((strip,), gap, 12 * MM, after=after, id=id or None, exact=exact)


def rows(heights: list[float], *, id: str = "") -> Section:
    head = Strip(0.0, 6 * MM, nothing, keep=True)
    body = tuple(Strip(3 * MM, height, nothing) for height in heights)
    return Section((head, *body), 9 * MM, 12 * MM, repeat=(head,), id=id or None)


def group(*sections: Section, depth: float = 0.0) -> Group:
    places = (Place("briefings/a.yaml", 10 + number, 3) for number in range(len(sections)))
    return Group({"zh": "页", "en": "Page"}, tuple(zip(sections, places, strict=True)), depth)


def ids(sheets: list[Sheet]) -> list[list[str | None]]:
    return [[placed.section.id for placed in sheet.placed] for sheet in sheets]


def starts(sheet: Sheet) -> list[float]:
    return [round(placed.y / MM, 3) for placed in sheet.placed]


def test_the_first_section_stands_under_the_title():
    (sheet,) = paginate([group(block(20 * MM))])
    assert starts(sheet) == [48]
    assert sheet.end == pytest.approx(68 * MM)


def test_a_deeper_title_moves_the_first_section_down():
    (sheet,) = paginate([group(block(20 * MM), depth=10.5 * MM)])
    assert starts(sheet) == [58.5]


def test_sections_follow_at_their_gap_on_the_next_step():
    (sheet,) = paginate([group(block(20.1 * MM), block(10 * MM), block(10 * MM, gap=7 * MM))])
    assert starts(sheet) == [48, 78, 96]


def test_a_lead_sets_the_distance_that_follows_it():
    lead = block(30 * MM, after=13.5 * MM, exact=True)
    (sheet,) = paginate([group(lead, block(10 * MM, gap=9 * MM))])
    assert starts(sheet) == [48, 91.5]


def test_a_notice_keeps_its_own_distance_to_a_lead():
    """Notice bar 6 under the lead of an event (design system, section 10, page 5)."""
    lead = block(30 * MM, after=13.5 * MM, exact=True)
    notice = block(7.5 * MM, gap=6 * MM, after=6.75 * MM, exact=True)
    (sheet,) = paginate([group(lead, notice, block(10 * MM))])
    assert starts(sheet) == [48, 84, 98.25]


def test_a_section_that_does_not_fit_goes_to_the_next_page_whole():
    sheets = paginate([group(block(0.4 * PAGE, id="a"), rows([50 * MM] * 3, id="b"))])
    assert ids(sheets) == [["a"], ["b"]]
    assert [sheet.again for sheet in sheets] == [False, True]
    assert starts(sheets[1]) == [48]


def test_a_section_that_just_fits_stays():
    first, second = block(100 * MM, id="a"), block(LAST_BASELINE - 157.5 * MM, id="b")
    assert ids(paginate([group(first, second)])) == [["a", "b"]]
    taller = block(LAST_BASELINE - 157.5 * MM + 0.1 * MM, id="b")
    assert ids(paginate([group(first, taller)])) == [["a"], ["b"]]


def test_a_section_longer_than_a_page_breaks_between_its_rows():
    sheets = paginate([group(rows([40 * MM] * 12, id="a"))])
    assert len(sheets) == 3
    assert [len(sheet.placed[0].section.strips) for sheet in sheets] == [6, 6, 3]  # with the head
    assert ids(sheets) == [["a"], [None], [None]]


def test_a_long_section_begins_on_the_page_that_has_begun():
    sheets = paginate([group(block(60 * MM, id="a"), rows([40 * MM] * 6, id="b"))])
    assert ids(sheets) == [["a", "b"], [None]]


def test_each_title_begins_a_page():
    sheets = paginate([group(block(10 * MM, id="a")), group(block(10 * MM, id="b"))])
    assert ids(sheets) == [["a"], ["b"]]
    assert [sheet.again for sheet in sheets] == [False, False]


def test_a_repeated_title_is_as_deep_as_the_first():
    sheets = paginate([group(block(0.9 * PAGE), block(0.5 * PAGE), depth=3 * MM)])
    assert [starts(sheet) for sheet in sheets] == [[51], [51]]


def test_every_block_that_no_page_can_hold_is_told_with_its_place():
    sections = (block(10 * MM), block(PAGE + 2 * MM), block(5 * MM), block(2 * PAGE))
    with pytest.raises(AuthorsMistakes) as caught:
        paginate([group(*sections)])
    first, second = caught.value.problems
    assert (first.place, second.place) == (Place("briefings/a.yaml", 11, 3), Place("briefings/a.yaml", 13, 3))
    assert "taller than a page" in first.message
    assert first.hint


def test_a_row_taller_than_a_page_is_told():
    with pytest.raises(AuthorsMistakes) as caught:
        paginate([group(rows([20 * MM, PAGE, 20 * MM]))])
    assert len(caught.value.problems) == 1


heights = st.floats(1 * MM, 60 * MM)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(heights, min_size=1, max_size=12), min_size=1, max_size=8))
def test_every_row_stands_once_in_order_within_the_page(content: list[list[float]]):
    sheets = paginate([group(*(rows(each, id=f"s{number}") for number, each in enumerate(content)))])
    found: list[float] = []
    for sheet in sheets:
        assert sheet.placed
        end = TITLE
        for placed in sheet.placed:
            assert placed.y >= end - 1e-6
            end = placed.y + placed.section.height
            found += [strip.extent for strip in placed.section.strips[1:]]
        assert end <= LAST_BASELINE + 0.02
        assert [placed.y / MM / 0.75 for placed in sheet.placed] == pytest.approx(
            [round(placed.y / MM / 0.75) for placed in sheet.placed]
        )
    assert found == [height for each in content for height in each]
    named = [placed.section.id for sheet in sheets for placed in sheet.placed if placed.section.id]
    assert named == [f"s{number}" for number in range(len(content))]
