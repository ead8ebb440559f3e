"""The time that a whole brief stands at: in each foot and on the cover, in place of the time of the data."""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import Shelf
from layout_case import HEAD, lay

from briefgen.errors import AuthorsMistakes

PAGE = "  - page: {zh: 页, en: Page}\n  - figures: [revenue-c]\n"


def test_it_stands_on_every_page_and_on_the_cover(editions: Shelf):
    edition = editions("blocks")
    for page in range(2, edition.pages + 1):
        foot = [line.text.replace(" ", "") for line in edition.lines if line.page == page - 1 and line.baseline > 800]
        assert "截至2024年6月" in foot
        assert "AsofJune2024" in foot
    cover = [line.text for line in edition.lines if line.page == 0]
    assert "as of June 2024" in cover
    assert "截至2024年6月" in [text.replace(" ", "") for text in cover]


def test_it_takes_the_place_of_the_time_of_the_data(tmp_path: Path):
    assert "Data: H1 2025" in lay(tmp_path, PAGE).text
    edition = lay(tmp_path, PAGE, head=HEAD + "as-of: {zh: 2020年6月, en: June 2020}\n")
    assert "Data: H1 2025" not in edition.text
    assert "As of June 2020" in edition.page_text(2)


def test_it_has_room_for_one_line(tmp_path: Path):
    words = "the day on which the sample bodies of the sample city met and agreed at last on what is told here"
    with pytest.raises(AuthorsMistakes) as caught:
        lay(tmp_path, PAGE, head=HEAD + f"as-of: {{zh: 2020年, en: {words}}}\n")
    (problem,) = caught.value.problems
    assert "too long for the foot of a page" in problem.message


def test_it_is_printed_as_it_stands(tmp_path: Path):
    with pytest.raises(AuthorsMistakes) as caught:
        lay(tmp_path, PAGE, head=HEAD + "as-of: {zh: '{revenue-c}', en: June 2020}\n")
    assert "The time that a brief stands at is printed as it stands" in caught.value.problems[0].message
