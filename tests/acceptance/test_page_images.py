"""Three pages look as they did when someone last looked at them."""

from __future__ import annotations

import pytest
from editions import Shelf
from page_images import FOLDER, PAGES, difference, path_of, picture
from PIL import Image, ImageDraw

WHOLE, SQUARE = 1.2, 12.0
"""How far a page may differ in the mean, on a scale of 0 to 255: as a whole, and in its worst square of 15 mm."""
HOW = "Look at the page; if the change is wanted, run: python tests/acceptance/update_pages.py"


@pytest.mark.parametrize(("edition", "page"), PAGES)
def test_the_page_looks_as_it_did(editions: Shelf, edition: str, page: int):
    kept = path_of(edition, page)
    assert kept.is_file(), HOW
    with Image.open(kept) as before:
        whole, square = difference(picture(editions(edition).data, page), before)
    assert whole <= WHOLE, f"{kept.name} differs by {whole:.2f} in the mean. {HOW}"
    assert square <= SQUARE, f"{kept.name} differs by {square:.1f} in one place. {HOW}"


def test_a_small_change_is_seen(editions: Shelf):
    """One line of text that is covered is more than the tolerance."""
    edition, page = PAGES[0]
    found = picture(editions(edition).data, page)
    changed = found.copy()
    line = next(line for line in editions(edition).lines if line.page == page - 1 and line.size == 11.0)
    box = [value * 40 / 72 for value in (line.x, line.top, line.right, line.bottom)]
    ImageDraw.Draw(changed).rectangle(box, fill="white")
    _, square = difference(found, changed)
    assert square > SQUARE
    moved = Image.new("RGB", found.size, "white")
    moved.paste(found, (0, 2))
    whole, _ = difference(found, moved)
    assert whole > WHOLE


def test_the_pictures_are_small_and_none_is_left_over():
    kept = sorted(FOLDER.glob("*"))
    assert kept == sorted(path_of(edition, page) for edition, page in PAGES)
    for path in kept:
        assert path.stat().st_size < 25_000
        with Image.open(path) as found:
            assert found.mode == "P"
