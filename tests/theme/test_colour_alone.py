"""Colour never tells anything alone (WCAG 2.2, 1.4.1): what a colour tells, weight, form, outline or words tell too."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from editions import Edition, Shelf, shelf
from page_marks import Drawn, Glyph, Paint, ground_of

from briefgen.data.facts import Quality
from briefgen.language.words import say
from briefgen.layout.quality import draw_flag
from briefgen.theme.contrast import contrast
from briefgen.theme.load import load_theme, theme_names

EDITIONS = ["robotics", "robotics.internal", "robotics.en", "long", "tables", "tables.internal", "charts", "event"]
HEAVY = ("Bold", "SemiBold")


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf(tmp_path_factory.mktemp("editions"))


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest, editions: Shelf) -> Edition:
    return editions(request.param)


def _colour(edition: Edition, token: str) -> str:
    return load_theme(edition.brief.theme).colour(token).upper()


def _inked(line: Drawn) -> list[Glyph]:
    return [glyph for glyph in line.glyphs if glyph.text.strip()]


def _is_heavy(glyph: Glyph) -> bool:
    return glyph.font.endswith(HEAVY)


def test_text_in_the_theme_s_colour_is_heavier_too(edition: Edition):
    """The second language of a label may be light: it stands right below the first, which is heavy."""
    main = _colour(edition, "main")
    coloured = [line for line in edition.inner() if any(glyph.colour == main for glyph in _inked(line))]
    assert coloured
    heavy = [line for line in coloured if all(_is_heavy(glyph) for glyph in _inked(line) if glyph.colour == main)]
    for line in coloured:
        above = [
            other
            for other in heavy
            if other.page == line.page
            and abs(other.x - line.x) < 1
            and 0 < line.baseline - other.baseline < 2.5 * line.size
        ]
        assert line in heavy or above, line.text


def _bands(edition: Edition) -> list[Paint]:
    """Return the grounds of stressed rows: tinted, and a little wider than the text."""
    tint = _colour(edition, "tint")
    wide = [paint for paint in edition.paints if paint.page > 0 and paint.fill == tint]
    return [paint for paint in wide if paint.left < 51 - 3 and paint.right > 545]


@pytest.mark.parametrize("name", ["robotics", "robotics.en", "robotics.internal", "tables", "long"])
def test_a_stressed_row_stands_on_a_ground_and_is_set_heavier(name: str, editions: Shelf):
    edition = editions(name)
    bands = _bands(edition)
    assert bands
    for band in bands:
        inside = [line for line in edition.inner() if line.page == band.page and band.top < line.baseline < band.bottom]
        assert any(all(_is_heavy(glyph) for glyph in _inked(line)) for line in inside), band


def test_the_bar_of_the_subject_is_named_in_the_chart_s_description(editions: Shelf):
    for language, word in (("zh", "本简报主题"), ("en", "subject of this brief")):
        alts = [element.alt[language] for element in editions("robotics").tree.walk() if element.alt]
        assert sum(word in alt for alt in alts) == 1


def test_the_states_of_a_field_map_differ_in_form_and_have_labels(editions: Shelf):
    edition = editions("robotics")
    main, tint = _colour(edition, "main"), _colour(edition, "tint")
    cells = [paint for paint in edition.paints if paint.page == 2 and 130 < paint.left < 134]
    forms = {(paint.fill is not None and paint.fill == main, paint.fill == tint, paint.fill is None) for paint in cells}
    assert forms == {(True, False, False), (False, True, False), (False, False, True)}
    text = edition.page_text(3)
    assert all(label in text for label in ("Build on strength", "Specialised kinds", "In preparation"))


@pytest.mark.parametrize("name", theme_names())
def test_solid_cells_and_bars_differ_from_tinted_and_grey_ones_without_their_hue(name: str):
    colours = load_theme(name).colours
    assert contrast(colours["main"], colours["tint"]) >= 3
    assert contrast(colours["main"], colours["compare"]) >= 1.9, "in print without colour, beside heavier words"


class _Pen:
    """Take what a flag paints, without its colour."""

    def __init__(self) -> None:
        self.forms: list[Any] = []

    def path(self, steps: Any, *, fill: str | None = None, stroke: str | None = None, width: float = 0.0) -> None:
        self.forms.append(("".join(verb for verb, _ in steps), fill is not None, stroke is not None))


def test_quality_flags_differ_in_form():
    forms: set[Any] = set()
    for quality in get_args(Quality):
        pen = _Pen()
        draw_flag(pen, quality, 0, 0, "#000000")  # type: ignore[arg-type]
        assert pen.forms
        forms.add(tuple(pen.forms))
    assert len(forms) == len(get_args(Quality)) == 4


def test_quality_flags_are_told_in_words(editions: Shelf):
    edition = editions("robotics.internal")
    words = {say(f"quality-{quality}", "en") for quality in get_args(Quality)}
    alts = [element.alt["en"] for element in edition.tree.walk() if element.alt]
    # At least one beside the figures of the strip and one for each row of the internal table.
    assert sum(any(word in alt for word in words) for alt in alts) >= 10
    # What each form means stands on the page itself.
    text = " ".join("".join(line.text.split()) for line in edition.inner())
    assert all("".join(word.split()) in text for word in (say(f"quality-{q}", "zh") for q in get_args(Quality)))


def test_figures_of_the_strip_have_a_heavier_bar_and_heavier_names(editions: Shelf):
    edition = editions("robotics")
    main = _colour(edition, "main")
    bars = [paint for paint in edition.paints if paint.page == 1 and paint.fill == main and not paint.rule]
    assert bars
    assert all(paint.bottom - paint.top >= 1.5 for paint in bars)
    rules = [paint for paint in edition.paints if paint.page == 1 and paint.horizontal and paint.stroke != main]
    assert max(paint.width for paint in rules) < min(paint.bottom - paint.top for paint in bars)


def test_light_words_on_solid_cells_are_readable_without_colour(editions: Shelf):
    edition = editions("robotics")
    white = [glyph for line in edition.inner() for glyph in _inked(line) if glyph.colour == "#FFFFFF"]
    assert white
    for glyph in white:
        assert contrast(glyph.colour, ground_of(glyph, edition.paints)) >= 4.5
