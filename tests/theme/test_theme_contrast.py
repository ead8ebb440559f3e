"""Contrast: the formula, the pairs that every theme keeps, themes that are refused, and what pages really show."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from editions import ROOT, Edition, Shelf, shelf
from page_marks import Glyph, Paint, ground_of

from briefgen.errors import EnvironmentFailure
from briefgen.theme import load
from briefgen.theme.contrast import GRAPHICS, TEXT, contrast
from briefgen.theme.grounds import DECORATION, GRAPHIC, TEXTS, Pair, too_pale

EDITIONS = [
    "robotics",
    "robotics.internal",
    "robotics.office",
    "long",
    "long.internal",
    "long.en",
    "tables",
    "charts",
    "event",
]
SERIES = {"series-1", "series-2", "series-3", "series-4"}
"""For charts with several series, of which no fixture has one."""


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return shelf(tmp_path_factory.mktemp("editions"))


# The formula


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#000000", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#777777", "#FFFFFF", 4.478),
        ("#767676", "#FFFFFF", 4.542),
        ("#FF0000", "#FFFFFF", 3.998),
        ("#00FF00", "#FFFFFF", 1.372),
        ("#0000FF", "#FFFFFF", 8.592),
        ("#0A0A0A", "#000000", 1.061),
    ],
)
def test_contrasts_are_those_that_are_published(first: str, second: str, ratio: float):
    assert contrast(first, second) == pytest.approx(ratio, abs=5e-4)


def test_the_least_contrasts_are_those_of_level_aa():
    assert (TEXT, GRAPHICS) == (4.5, 3.0)


# Loading


@pytest.mark.parametrize("name", load.theme_names())
def test_every_theme_keeps_all_contrasts(name: str):
    colours = load.load_theme(name).colours
    assert too_pale(colours) == []
    for pairs, least in ((TEXTS, 4.5), (GRAPHIC, 3.0)):
        for colour, ground, _ in pairs:
            assert contrast(colours[colour], colours[ground]) >= least, (colour, ground)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('ink-2: "#46525D"', 'ink-2: "#808A94"'), "ink-2 (#808A94) on white (#FFFFFF)"),
        (('compare: "#85929E"', 'compare: "#98A4AF"'), "compare (#98A4AF) on white (#FFFFFF)"),
        (('tint-n: "#E1E5E9"', 'tint-n: "#606468"'), "ink (#16202A) on tint-n (#606468)"),
        (('series-2: "#C7871F"', 'series-2: "#DD9A2C"'), "series-2 (#DD9A2C) on white (#FFFFFF)"),
        (('white: "#FFFFFF"', 'white: "#0B5C6B"'), "white (#0B5C6B) on main (#0B5C6B) has a contrast of 1.00"),
    ],
)
def test_a_pale_theme_is_refused_with_token_ground_contrast_and_need(change, told, tmp_path, monkeypatch):
    house = (load.THEMES / "house.yaml").read_text("utf-8")
    assert change[0] in house
    (tmp_path / "house.yaml").write_text(house.replace(*change), "utf-8")
    (tmp_path / "robotics.yaml").write_text((load.THEMES / "robotics.yaml").read_text("utf-8"), "utf-8")
    monkeypatch.setattr(load, "THEMES", tmp_path)
    with pytest.raises(EnvironmentFailure) as caught:
        load.load_theme("robotics")
    assert told in caught.value.message
    assert "4.5 to 1" in caught.value.message or "3 to 1" in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(("main", "refused"), [("#767676", False), ("#777777", True)])
def test_the_least_contrast_is_a_sharp_edge(main: str, refused: bool):
    colours = dict(load.load_theme("robotics").colours) | {"main": main, "tint": "#FFFFFF"}
    found = too_pale(colours)
    assert bool(found) is refused, found
    assert all("has a contrast of 4.47 to 1, where text needs 4.5 to 1" in phrase for phrase in found)


# What pages show


@cache
def _tokens(theme: str, hue: str) -> frozenset[str]:
    return frozenset(token for token, value in load.load_theme(theme).colours.items() if value.upper() == hue)


def _known(edition: Edition, hue: str, ground: str, pairs: tuple[Pair, ...]) -> set[tuple[str, str]]:
    """Return the rows that a colour on a ground may mean; two tokens may share a value."""
    upper, lower = _tokens(edition.brief.theme, hue), _tokens(edition.brief.theme, ground)
    return {(pair.colour, pair.ground) for pair in pairs if pair.colour in upper and pair.ground in lower}


def _texts(edition: Edition) -> Iterator[tuple[Glyph, str]]:
    for page in range(edition.pages):
        paints = [paint for paint in edition.paints if paint.page == page]
        for glyph in edition.glyphs:
            if glyph.page == page and glyph.text.strip():
                yield glyph, ground_of(glyph, paints)


def _graphics(edition: Edition) -> Iterator[tuple[Paint, str, set[str]]]:
    """Yield what is painted on the inner pages, with its colour and what it stands on in one place.

    A straight line is looked at along its length, and stands on what lies at its two sides: one of them may be a bar
    that begins there.
    """
    for page in range(1, edition.pages):
        paints = [paint for paint in edition.paints if paint.page == page]
        for paint in paints:
            below = [one for one in paints if one.order < paint.order and one.fill is not None]
            for hue in {paint.fill, paint.stroke} - {None}:
                for sides in _places(paint):
                    yield paint, str(hue), {_ground_at(x, y, below) for x, y in sides}


def _places(paint: Paint) -> list[list[tuple[float, float]]]:
    middle = (paint.left + paint.right) / 2, (paint.top + paint.bottom) / 2
    if not paint.rule:
        return [[middle]]
    away = paint.width / 2 + 0.1
    shares = [number / 40 for number in range(1, 40)]
    if paint.horizontal:
        across = [paint.left + share * (paint.right - paint.left) for share in shares]
        return [[(x, paint.top - away), (x, paint.top + away)] for x in across]
    down = [paint.top + share * (paint.bottom - paint.top) for share in shares]
    return [[(paint.left - away, y), (paint.left + away, y)] for y in down]


def _ground_at(x: float, y: float, below: list[Paint]) -> str:
    inside = [paint.fill for paint in below if paint.left <= x <= paint.right and paint.top <= y <= paint.bottom]
    return inside[-1] or "" if inside else "#FFFFFF"


@pytest.mark.parametrize("name", EDITIONS)
def test_every_text_stands_on_a_ground_that_was_checked_for_it(name: str, editions: Shelf):
    edition = editions(name)
    unknown = {
        (glyph.text, glyph.page + 1, glyph.colour, ground)
        for glyph, ground in _texts(edition)
        if not _known(edition, glyph.colour, ground, TEXTS)
    }
    assert not unknown


@pytest.mark.parametrize("name", EDITIONS)
def test_every_mark_stands_on_a_ground_that_was_checked_for_it(name: str, editions: Shelf):
    edition = editions(name)
    unknown = {
        (paint.page + 1, round(paint.left), round(paint.top), hue, *grounds)
        for paint, hue, grounds in _graphics(edition)
        if not any(_known(edition, hue, ground, GRAPHIC + DECORATION) for ground in grounds)
    }
    assert not unknown


def test_no_row_of_the_tables_is_idle(editions: Shelf):
    texts: set[tuple[str, str]] = set()
    marks: set[tuple[str, str]] = set()
    for name in EDITIONS:
        edition = editions(name)
        for hue, ground in {(glyph.colour, ground) for glyph, ground in _texts(edition)}:
            texts |= _known(edition, hue, ground, TEXTS)
        for hue, ground in {(hue, ground) for _, hue, grounds in _graphics(edition) for ground in grounds}:
            marks |= _known(edition, hue, ground, GRAPHIC + DECORATION)
    assert {(pair.colour, pair.ground) for pair in TEXTS} == texts
    assert {(pair.colour, pair.ground) for pair in GRAPHIC + DECORATION if pair.colour not in SERIES} == marks


def test_every_token_that_code_or_type_scale_names_is_in_the_tables():
    """Also what no fixture shows: a token that layout or charts begin to use needs its row."""
    theme = load.load_theme("robotics")
    written = {pair.colour for pair in TEXTS + GRAPHIC + DECORATION} | {pair.ground for pair in TEXTS + GRAPHIC}
    for role in theme.roles.values():
        assert {role.han.colour, role.latin.colour} <= {pair.colour for pair in TEXTS}, role.name
    for path in [*(ROOT / "src/briefgen/layout").rglob("*.py"), *(ROOT / "src/briefgen/charts").rglob("*.py")]:
        named = {
            node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
        } & (set(theme.colours) - {"third", "rule"})
        # The wall of the cover is decoration.
        known = written | ({"amber"} if path.name == "cover_motif.py" else set())
        assert named <= known, Path(path).name
