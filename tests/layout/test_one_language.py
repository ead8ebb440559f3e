"""Editions in one language: text on a readable measure, everything else where it was."""

from __future__ import annotations

import pytest
from editions import Edition, Shelf
from page_marks import MM

HAN = {"zh": True, "en": False}


@pytest.mark.parametrize("name", ["robotics.zh", "robotics.en", "long.zh", "long.en", "long.en.internal"])
def test_only_the_asked_language_is_spoken(editions: Shelf, name: str):
    edition = editions(name)
    (language,) = edition.brief.languages
    spoken = {
        element.language for element in edition.tree.walk() if element.role in ("P", "Caption", "H1", "H2", "H3", "TH")
    }
    assert spoken <= {language, None, "en" if name.endswith("internal") else None}
    assert edition.tree.language == language


@pytest.mark.parametrize("name", ["robotics.zh", "robotics.en", "long.zh", "long.en"])
def test_text_keeps_to_its_measure(editions: Shelf, name: str):
    """132 mm for text; strips, charts, tables and the foot use the whole width (section 4, Single)."""
    edition = editions(name)
    body = [line for line in edition.inner() if line.size in (10.5, 11.0) and abs(line.x - 18 * MM) < 1]
    assert len(body) > 5
    assert max(line.right for line in body) <= (18 + 132) * MM + 6
    assert max(line.right for line in body) > (18 + 96) * MM


@pytest.mark.parametrize("language", ["zh", "en"])
def test_figures_stay_where_they_are(editions: Shelf, language: str):
    both, one = editions("robotics"), editions(f"robotics.{language}")

    def bars(edition: Edition) -> list[tuple[float, float]]:
        found = [
            (round(paint.left / MM, 1), round((paint.right - paint.left) / MM, 2))
            for paint in edition.paints
            if paint.page > 0 and 5.9 < (paint.bottom - paint.top) / MM < 6.1 and paint.fill
        ]
        return sorted(found)

    assert bars(one) == bars(both)
    assert len(bars(one)) == 10


def test_values_that_need_no_language_stand_once_in_all_editions(editions: Shelf):
    for name in ("robotics", "robotics.zh", "robotics.en"):
        edition = editions(name)
        for value in ("16.5%", "12.1%", "11.5%"):
            assert sum(line.text == value for line in edition.lines) == 1


def test_chinese_editions_are_shorter_than_both_languages(editions: Shelf):
    assert editions("long.zh").pages < editions("long").pages


def test_bookmarks_and_titles_are_of_the_language(editions: Shelf):
    import io

    import pikepdf

    for language, han in HAN.items():
        with (
            pikepdf.open(io.BytesIO(editions(f"long.{language}").data)) as document,
            document.open_outline() as outline,
        ):
            titles = [entry.title for entry in outline.root]
        assert titles
        for title in titles:
            assert any("\u4e00" <= character <= "\u9fff" for character in title) == han, title
