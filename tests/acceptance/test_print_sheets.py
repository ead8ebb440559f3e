"""Sheets for a print shop: where they are cut, what bleeds, what is printed with black alone, pages by fours."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from editions import Edition, Shelf, letters, marks_of
from page_marks import MM

SLUG, BLEED = 10.0, 3.0


def boxes(edition: Edition, key: str) -> set[tuple[float, ...]]:
    """Return a box of all pages, in millimetres: left, bottom, right, top."""
    with pikepdf.open(io.BytesIO(edition.data)) as pdf:
        return {tuple(round(float(side) / MM, 1) for side in page.obj[key]) for page in pdf.pages}


def test_sheets_are_larger_than_pages_by_bleed_and_marks(editions: Shelf):
    edition = editions("robotics.print")
    assert boxes(edition, "/MediaBox") == {(0, 0, 210 + 2 * SLUG, 297 + 2 * SLUG)}
    assert boxes(edition, "/TrimBox") == {(SLUG, SLUG, 210 + SLUG, 297 + SLUG)}
    start = SLUG - BLEED
    assert boxes(edition, "/BleedBox") == {(start, start, 210 + SLUG + BLEED, 297 + SLUG + BLEED)}


def test_a4_has_no_boxes_for_presses(editions: Shelf):
    with pikepdf.open(io.BytesIO(editions("robotics").data)) as pdf:
        assert not any(key in page.obj for page in pdf.pages for key in ("/TrimBox", "/BleedBox"))


def test_the_ground_of_the_cover_bleeds_and_nothing_goes_beyond(editions: Shelf):
    edition = editions("robotics.print")
    top, left = top_left(edition)
    paints = [paint for paint in edition.paints if paint.page == 0 and paint.fill is not None]
    edges = [left - BLEED * MM, top - BLEED * MM, left + (210 + BLEED) * MM, top + (297 + BLEED) * MM]
    found = [
        min(paint.left for paint in paints),
        min(paint.top for paint in paints),
        max(paint.right for paint in paints),
        max(paint.bottom for paint in paints),
    ]
    assert found == pytest.approx(edges, abs=0.1)


def test_crop_marks_stand_outside_of_the_bleed(editions: Shelf):
    edition = editions("robotics.print")
    top, left = top_left(edition)
    for page in range(edition.pages):
        marks = [paint for paint in edition.paints if paint.page == page and paint.rule and beyond(paint, left, top)]
        assert len(marks) == 8
        for mark in marks:
            away = max(left - mark.right, top - mark.bottom, mark.left - left - 210 * MM, mark.top - top - 297 * MM)
            assert away >= BLEED * MM


def top_left(edition: Edition) -> tuple[float, float]:
    """Return where the page begins on its sheet, as `page_marks` counts: from the upper edge, from the left one."""
    return SLUG * MM, SLUG * MM


def beyond(paint: object, left: float, top: float) -> bool:
    box = paint  # a rule that lies outside of the page
    return (
        box.right < left  # type: ignore[attr-defined]
        or box.left > left + 210 * MM  # type: ignore[attr-defined]
        or box.bottom < top  # type: ignore[attr-defined]
        or box.top > top + 297 * MM  # type: ignore[attr-defined]
    )


def test_text_is_printed_with_black_alone(editions: Shelf):
    ink = "0.086 0.125 0.165 rg"
    with pikepdf.open(io.BytesIO(editions("robotics.print").data)) as pdf:
        streams = [page.Contents.read_bytes().decode() for page in pdf.pages]
    assert not any(ink in stream for stream in streams)
    assert all(re.search(r"^0 g$", stream, re.MULTILINE) for stream in streams[1:])
    with pikepdf.open(io.BytesIO(editions("robotics").data)) as pdf:
        assert any(ink in page.Contents.read_bytes().decode() for page in pdf.pages)


def test_a_print_edition_says_what_a4_says(editions: Shelf):
    a4, sheets = (
        letters("".join(mark.text for mark in marks_of(editions(name).tree))) for name in ("long", "long.print")
    )
    assert a4 == sheets


def test_links_lead_to_the_same_heights_of_their_pages(editions: Shelf):
    a4, sheets = editions("robotics"), editions("robotics.print")
    with pikepdf.open(io.BytesIO(a4.data)) as one, pikepdf.open(io.BytesIO(sheets.data)) as other:
        for page, sheet in zip(one.pages, other.pages, strict=True):
            rectangles = [[float(side) for side in link.Rect] for link in page.obj.get("/Annots", ())]
            moved = [[float(side) - SLUG * MM for side in link.Rect] for link in sheet.obj.get("/Annots", ())]
            assert len(rectangles) == len(moved)
            for here, there in zip(rectangles, moved, strict=True):
                assert here == pytest.approx(there, abs=0.02)


@pytest.mark.parametrize("name", ["robotics.print.by-4", "long.print.by-4", "robotics.by-4", "short.phone.by-4"])
def test_pages_are_a_multiple_of_four_on_request(editions: Shelf, name: str):
    edition, plain = editions(name), editions(name.removesuffix(".by-4"))
    assert edition.pages % 4 == 0
    assert edition.pages - plain.pages == edition.laid.blank < 4
    assert f"{plain.pages} / {plain.pages}" in edition.page_text(plain.pages)
    assert not any(line.page >= plain.pages for line in edition.lines)
