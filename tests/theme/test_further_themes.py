"""The themes besides the eight of the design system: told from each other, readable, and no red-and-gold."""

import math
from itertools import combinations

import pytest
import yaml

from briefgen.theme import load
from briefgen.theme.contrast import contrast
from briefgen.theme.grounds import too_pale

FURTHER = {
    "city": "CITY",
    "emerging-clusters": "EC",
    "energy-storage": "ES",
    "future": "FUT",
    "high-growth": "HG",
    "innovation": "INN",
    "investment": "INV",
    "landmarks": "FL",
    "opening-up": "OPEN",
    "prospectus": "NJ",
    "results": "H1",
    "seed-breeding": "SEED",
    "services": "SVC",
    "smart-grid": "SG",
    "strategy": "STR",
    "visit": "VIS",
}
LEAST = 8.6
"""How far the two nearest hues of the design system's own eight are apart."""
LEAST_FURTHER = 10.5
Lab = tuple[float, float, float]


def lab(colour: str) -> Lab:
    """Return a colour of sRGB in CIELAB, for the white of D65."""
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    )
    x, y, z = (
        share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116
        for share in (
            (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
            0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
            (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: Lab, two: Lab) -> float:
    """Return how different two colours look (CIEDE2000, ISO/CIE 11664-6)."""
    plain = (math.hypot(*one[1:]) + math.hypot(*two[1:])) / 2
    stretch = 1.5 - 0.5 * math.sqrt(plain**7 / (plain**7 + 25**7))
    (a1, b1), (a2, b2) = (one[1] * stretch, one[2]), (two[1] * stretch, two[2])
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    light, chroma = (one[0] + two[0]) / 2, (c1 + c2) / 2
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    weight = 1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue) + 0.32 * _cos(3 * hue + 6) - 0.20 * _cos(4 * hue - 63)
    of_light = (two[0] - one[0]) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    of_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    of_hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * weight)
    bend = 60 * math.exp(-(((hue - 275) / 25) ** 2))
    rotation = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(math.radians(bend))
    return math.sqrt(of_light**2 + of_chroma**2 + of_hue**2 + rotation * of_chroma * of_hue)


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))


@pytest.mark.parametrize(
    ("one", "two", "published"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ],
)
def test_the_distance_is_the_published_one(one: Lab, two: Lab, published: float):
    """The test data of Sharma, Wu and Dalal (2005)."""
    assert distance(one, two) == pytest.approx(published, abs=1e-4)


@pytest.mark.parametrize("name", FURTHER)
def test_a_further_theme_has_its_code_and_keeps_all_contrasts(name: str):
    theme = load.load_theme(name)
    assert theme.code == FURTHER[name]
    assert too_pale(theme.colours) == []
    assert contrast(theme.colour("main"), "#FFFFFF") >= 5.4
    assert contrast(theme.colour("main"), theme.colour("tint")) >= 4.5
    assert contrast("#FFFFFF", theme.colour("deep")) >= 15
    assert contrast(theme.colour("amber"), theme.colour("deep")) >= 8.4
    assert contrast(theme.colour("main"), theme.colour("compare")) >= 1.7, "the subject stands out among the other bars"


def test_every_code_is_used_once():
    codes = [load.load_theme(name).code for name in load.theme_names()]
    assert sorted(set(codes)) == sorted(codes)


def test_hues_are_told_from_each_other():
    mains = {name: lab(load.load_theme(name).colour("main")) for name in load.theme_names()}
    near = {
        (one, two): round(distance(mains[one], mains[two]), 1)
        for one, two in combinations(mains, 2)
        if distance(mains[one], mains[two]) < (LEAST_FURTHER if {one, two} & set(FURTHER) else LEAST)
    }
    assert near == {}


def test_grounds_of_covers_are_no_two_the_same():
    deeps = [load.load_theme(name).colour("deep") for name in load.theme_names()]
    assert len(set(deeps)) == len(deeps)


@pytest.mark.parametrize("name", load.theme_names())
def test_no_ground_is_the_red_that_goes_with_gold(name: str):
    """The merlons are amber: a strong red below them would be the cliché that the design system forbids."""
    for token in ("main", "deep"):
        _, a, b = lab(load.load_theme(name).colour(token))
        assert not (math.hypot(a, b) > 30 and 12 <= math.degrees(math.atan2(b, a)) % 360 <= 50), token


def test_a_theme_file_says_code_and_two_colours_only():
    for name in load.theme_names():
        assert set(yaml.safe_load((load.THEMES / f"{name}.yaml").read_text("utf-8"))) == {"code", "main", "deep"}
