"""The page maker arrives at the positions of the design from the spacing rules (design system, section 10)."""

from __future__ import annotations

import pytest
from editions import Edition, Shelf
from page_marks import MM, Drawn, Paint

TOLERANCE = 1.5 + 0.005
"""Millimetres; the file rounds to a hundredth of a point."""
INK, RULE, TINT_N = "#16202A", "#A7B1B9", "#E1E5E9"


def ink_rules(edition: Edition, page: int) -> list[float]:
    """Return the y in millimetres of the rules that start sections, without the header's."""
    found = {
        round(paint.top / MM, 2)
        for paint in edition.paints
        if paint.page == page - 1 and paint.horizontal and paint.stroke == INK and abs(paint.width - 0.75) < 0.01
    }
    return sorted(y for y in found if y > 19)


def baselines(edition: Edition, page: int, text: str) -> list[float]:
    """Return the baselines in millimetres of the lines of a page that hold a text."""
    return [line.baseline / MM for line in edition.lines if line.page == page - 1 and text in line.text]


def boxes(edition: Edition, page: int, fill: str) -> list[Paint]:
    return [paint for paint in edition.paints if paint.page == page - 1 and paint.fill == fill]


def near(found: list[float], wanted: list[float]) -> bool:
    return len(found) == len(wanted) and all(abs(a - b) <= TOLERANCE for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (2, [93, 144]),  # strip of key figures, key messages
        (3, [48, 157.5, 196.5]),  # figure 1, aim, figure 2
        (4, [48, 90, 161.25, 201]),  # figure 3, first and last rule of its rows, how to read
    ],
)
def test_section_rules_stand_where_the_design_has_them(editions: Shelf, page: int, wanted: list[float]):
    found = ink_rules(editions("robotics"), page)
    assert near(found, wanted), found


def first_baseline(edition: Edition, page: int, size: float, font: str = "", *, below: float = 40.0) -> float:
    """Return the first baseline in millimetres of the lines of a page in a size and face, below a height."""
    return min(
        line.baseline / MM
        for line in edition.lines
        if line.page == page - 1
        and line.glyphs[0].size == size
        and font in line.glyphs[0].font
        and line.baseline > below * MM
    )


def test_text_of_page_two_stands_where_the_design_has_it(editions: Shelf):
    edition = editions("robotics")
    assert near([first_baseline(edition, 2, 13.5, "SerifSC")], [49.5])
    assert near([first_baseline(edition, 2, 13.5, "SourceSerif4")], [49.5])
    assert near([first_baseline(edition, 2, 8.0, "SansSC")], [130.5])
    assert near([first_baseline(edition, 2, 8.5, "SourceSans3")], [130.5])


def test_field_map_and_frame_stand_where_the_design_has_them(editions: Shelf):
    edition = editions("robotics")
    rows = [paint for paint in edition.paints if paint.page == 2 and paint.bottom - paint.top > 14 * MM]
    cells = [paint for paint in rows if paint.top < 150 * MM]
    assert abs(min(cell.top for cell in cells) / MM - 75) <= TOLERANCE
    assert abs(max(cell.bottom for cell in cells) / MM - 144) <= TOLERANCE
    (frame,) = [paint for paint in rows if paint.bottom - paint.top > 40 * MM]
    assert abs(frame.top / MM - 216) <= TOLERANCE
    assert abs(frame.bottom / MM - 262.5) <= TOLERANCE
    assert near([first_baseline(edition, 3, 8.0, "SansSC")], [150])


def test_cells_stand_on_the_columns_of_the_design(editions: Shelf):
    """Field map: 46.5, 96, 145.5, each 46.5 wide; frame: 22.5 and 42 on from there, each 39 wide (section 1)."""
    edition = editions("robotics")
    boxes = [
        (round(paint.left / MM, 1), round((paint.right - paint.left) / MM, 1))
        for paint in edition.paints
        if paint.page == 2 and paint.fill in ("#DDE8EA", "#0B5C6B") and paint.bottom - paint.top > 10 * MM
    ]
    fields = [box for box in boxes if box[1] in (46.5, 145.5)]
    assert set(fields) == {(46.5, 145.5), (46.5, 46.5), (96.0, 46.5), (145.5, 46.5)}
    assert [box for box in boxes if box not in fields] == [(22.5, 39.0), (64.5, 39.0), (106.5, 39.0), (148.5, 39.0)]


def test_comparison_stands_where_the_design_has_it(editions: Shelf):
    edition = editions("robotics")
    assert near([first_baseline(edition, 4, 8.5, "SansSC-Medium")], [87])
    (notice,) = boxes(edition, 4, TINT_N)
    assert near([notice.top / MM, notice.bottom / MM], [167.25, 177.75])
    assert near([first_baseline(edition, 4, 8.0, "SansSC")], [185.25])
    bars = [paint for paint in edition.paints if paint.page == 3 and 5.9 < (paint.bottom - paint.top) / MM < 6.1]
    revenue = sorted(paint for paint in (bar.right - bar.left for bar in bars if abs(bar.left / MM - 78) < 0.1))
    assert [round(width / MM, 2) for width in revenue] == [
        round(48 * value / 520, 2) for value in (19.4, 26, 74.2, 118.5, 520)
    ]
    growth = sorted(bar.right - bar.left for bar in bars if abs(bar.left / MM - 150) < 0.1)
    assert [round(width / MM, 2) for width in growth] == [
        round(18 * value / 26, 2) for value in (11.5, 12.1, 16.5, 20, 26)
    ]


def test_internal_page_stands_where_the_design_has_it(editions: Shelf):
    edition = editions("robotics.internal")
    page = next(line.page + 1 for line in edition.lines if line.text == "来源与核查")
    (band,) = [paint for paint in boxes(edition, page, INK) if paint.bottom - paint.top > 6 * MM]
    assert near([band.top / MM, band.bottom / MM], [42, 49.5])
    quality, sources, *_ = ink_rules(edition, page)
    assert near([quality, sources], [55.5, 81])
    assert near(baselines(edition, page, "In Chinese"), [121.5])


def test_first_page_of_an_event_stands_where_the_design_has_it(editions: Shelf):
    edition = editions("event")
    assert near(baselines(edition, 2, "一句导语"), [49.5])
    (notice,) = boxes(edition, 2, "#F1DFE6")
    assert near([notice.top / MM, notice.bottom / MM], [63, 70.5])
    numbers, programme = ink_rules(edition, 2)
    assert near([numbers], [77.25])
    (source,) = baselines(edition, 2, "Sources: [1][2]")
    assert near([programme], [source + 6.75])  # 105 where a strip has no notes; ours always has its source


def test_contact_opens_its_page(editions: Shelf):
    edition = editions("event")
    assert near(ink_rules(edition, 3)[:1], [48])
    (code,) = [
        paint
        for paint in edition.paints
        if paint.page == 2 and paint.fill == INK and paint.right - paint.left > 20 * MM
    ]
    assert round(code.left / MM, 1) == 165
    assert 26 < (code.right - code.left) / MM <= 27


def test_contact_bar_stands_where_the_design_has_it(editions: Shelf):
    """The robotics page with the sample project's contact: the bar is its last block."""
    edition = editions("robotics-with-contact")
    (bar,) = boxes(edition, 2, TINT_N)
    assert near([bar.top / MM, bar.bottom / MM], [261, 270])
    assert "+86 25 0000 0000" in edition.page_text(2)


@pytest.mark.parametrize("name", ["robotics", "long", "long.internal", "short", "event"])
def test_section_rules_and_first_baselines_stand_on_steps(editions: Shelf, name: str):
    """Steps of 0.75 mm (section 2)."""
    edition = editions(name)
    for page in range(2, edition.pages + 1):
        wide = [
            paint.top / MM
            for paint in edition.paints
            if paint.page == page - 1
            and paint.horizontal
            and paint.stroke == INK
            and paint.right - paint.left > 170 * MM
        ]
        inside = _table_rules(edition, page)
        for y in wide:
            if any(abs(y - other) < 0.01 for other in inside):
                continue
            assert abs(y / 0.75 - round(y / 0.75)) < 0.01, (page, y)


def _table_rules(edition: Edition, page: int) -> list[float]:
    """Return the rules under the head and the last row of the fact table, which hang on text."""
    heads = baselines(edition, page, "In Chinese")
    return (
        [y for y in ink_rules(edition, page) if heads and y > min(heads)]
        if edition.brief.audience == "internal"
        else []
    )


@pytest.mark.parametrize("name", ["robotics", "long", "event"])
def test_facing_texts_begin_level(editions: Shelf, name: str):
    """Each head and each text with a run-in head has its partner on the same baseline (section 4)."""
    edition = editions(name)
    seen = 0
    for page in range(2, edition.pages + 1):
        if "E-mail" in edition.page_text(page):
            continue  # the contact's values stand once, in bold
        bold = [line for line in edition.lines if line.page == page - 1 and "Bold" in line.glyphs[0].font]
        for han, latin in ((9.0, 9.5), (10.5, 11.0)):
            # An opening mark hangs out of its column.
            left = {round(line.baseline, 1) for line in bold if _at(line, 18) and _set(line, han, chinese=True)}
            right = {round(line.baseline, 1) for line in bold if _at(line, 96) and _set(line, latin, chinese=False)}
            assert left == right, page
            seen += len(left)
    assert seen >= 2


def _at(line: Drawn, edge: float) -> bool:
    return edge * MM - 6 < line.x < edge * MM + 0.1


def _set(line: Drawn, size: float, *, chinese: bool) -> bool:
    first = line.glyphs[0]
    return first.size == size and ("SC" in first.font) == chinese
