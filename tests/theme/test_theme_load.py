"""Themes: every token of the design system, its contrasts, and the type scale in points."""

import pytest

from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.theme import load
from briefgen.theme.colours import mix
from briefgen.theme.tokens import MM

# The table of section 5 of the design system: main, tint, mid, deep.
DESIGN = {
    "robotics": ("ROB", "#0B5C6B", "#DDE8EA", "#6D9DA6", "#0A2730"),
    "artificial-intelligence": ("AI", "#3B4BA0", "#E4E6F2", "#8993C6", "#161B3D"),
    "biomedicine": ("BIO", "#1C6A44", "#DFEAE5", "#77A68F", "#0B291C"),
    "software": ("SW", "#1A5A9E", "#DFE8F1", "#769CC5", "#0A213A"),
    "next-gen-ict": ("ICT", "#6B3A8C", "#EAE3EF", "#A689BA", "#251334"),
    "integrated-circuits": ("IC", "#85530F", "#EEE7DD", "#B6986F", "#2C1C0A"),
    "new-energy-vehicles": ("NEV", "#4C6212", "#E6E9DE", "#94A171", "#1F270B"),
    "event": ("EV", "#9B1B4B", "#F1DFE6", "#C37693", "#360A1C"),
}
ROLES = {
    "cover-title", "cover-subtitle", "cover-name", "cover-code", "cover-field", "cover-value", "cover-date",
    "cover-logo", "page-title", "lead", "aim", "takeaway", "body", "run-in", "label", "section-label", "unit-line",
    "note", "series", "header-subject", "foot-issuer", "foot", "figure-number", "figure-unit", "event-number",
    "key-number", "bar-value", "tick", "table-head", "table-name", "table-value", "notice", "contact-value",
    "source-number", "caution", "quality-label",
}  # fmt: skip


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    low, high = sorted((luminance(one), luminance(two)))
    return (high + 0.05) / (low + 0.05)


def test_the_themes_of_the_design_system_are_there():
    assert set(load.theme_names()) >= set(DESIGN)
    assert list(load.theme_names()) == sorted(load.theme_names())


@pytest.mark.parametrize("name", DESIGN)
def test_colours_are_those_of_the_design_system(name: str):
    theme = load.load_theme(name)
    code, main, tint, mid, deep = DESIGN[name]
    assert theme.name == name
    assert theme.code == code
    assert [theme.colour(token) for token in ("main", "tint", "mid", "deep")] == [main, tint, mid, deep]


@pytest.mark.parametrize("name", DESIGN)
def test_all_text_colours_keep_their_contrast(name: str):
    theme = load.load_theme(name)
    for ground in ("white", "tint", "tint-n"):
        for text in ("ink", "ink-2", "main"):
            assert contrast(theme.colour(text), theme.colour(ground)) >= 4.5, (text, ground)
    for text in ("white", "cover-2", "amber"):
        assert contrast(theme.colour(text), theme.colour("deep")) >= 4.5, text


def test_cover_text_is_what_the_mock_up_shows():
    assert load.load_theme("robotics").colour("cover-2") == "#C9CFD1"


def test_a_hex_value_is_a_colour_already():
    assert load.load_theme("event").colour("#123456") == "#123456"


def test_mixing_reaches_both_ends():
    assert mix("#123456", "#FFFFFF", 0) == "#123456"
    assert mix("#123456", "#FFFFFF", 1) == "#FFFFFF"
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"


def test_every_role_is_there():
    assert set(load.load_theme("robotics").roles) == ROLES


def test_no_text_is_below_the_least_sizes():
    for role in load.load_theme("robotics").roles.values():
        assert role.han.size >= 8, role.name
        assert role.latin.size >= 8.5, role.name
        assert role.leading >= role.latin.size, role.name


def test_body_is_six_millimetres_apart():
    body = load.load_theme("robotics").roles["body"]
    assert body.leading == pytest.approx(6 * MM)
    assert (body.letter("zh").size, body.letter("zh-Hans").weight) == (10.5, 400)
    assert (body.letter("en").size, body.letter("de").family) == (11, "sans")


def test_english_labels_are_one_step_back():
    label = load.load_theme("robotics").roles["label"]
    assert (label.han.colour, label.latin.colour) == ("ink", "ink-2")


def test_every_weight_has_a_face():
    """A role may ask only for weights that `fonts/manifest.yaml` has; family "figure" is Source Sans 3."""
    from pathlib import Path

    from briefgen.typeset.manifest import load_manifest

    fonts = Path(load.__file__).parents[3] / "fonts"
    faces = {(face.family, face.weight) for face in load_manifest(fonts)}
    for role in load.load_theme("robotics").roles.values():
        han = "sans" if role.han.family == "figure" else f"{role.han.family}-sc"
        latin = "sans" if role.latin.family == "figure" else role.latin.family
        assert (han, role.han.weight) in faces, role.name
        assert (latin, role.latin.weight) in faces, role.name


def test_themes_cannot_be_changed():
    theme = load.load_theme("robotics")
    with pytest.raises(TypeError):
        theme.colours["ink"] = "#000000"  # type: ignore[index]


@pytest.mark.parametrize("name", ["robotik", "house", "../theme/robotics", ""])
def test_an_unknown_theme_is_refused_with_the_list(name: str):
    with pytest.raises(UsageMistake) as caught:
        load.load_theme(name)
    assert "robotics" in caught.value.hint


@pytest.mark.parametrize(
    "content",
    [
        "",
        "code: X\nmain: red\ndeep: '#000000'\n",
        "code: X\nmain: '#112233'\n",
        "[1, 2]",
        "code: [",
        "- a\n- b\n",
    ],
)
def test_a_damaged_theme_is_a_fault_of_the_installation(content: str, tmp_path, monkeypatch):
    house = (load.THEMES / "house.yaml").read_text("utf-8")
    (tmp_path / "house.yaml").write_text(house, "utf-8")
    (tmp_path / "broken.yaml").write_text(content, "utf-8")
    monkeypatch.setattr(load, "THEMES", tmp_path)
    with pytest.raises(EnvironmentFailure) as caught:
        load.load_theme("broken")
    assert "nstall briefgen again" in caught.value.hint


def test_a_role_with_an_unknown_colour_is_refused(tmp_path, monkeypatch):
    house = (load.THEMES / "house.yaml").read_text("utf-8").replace("10.5, ink]", "10.5, inc]")
    (tmp_path / "house.yaml").write_text(house, "utf-8")
    (tmp_path / "event.yaml").write_text((load.THEMES / "event.yaml").read_text("utf-8"), "utf-8")
    monkeypatch.setattr(load, "THEMES", tmp_path)
    with pytest.raises(EnvironmentFailure, match="inc"):
        load.load_theme("event")
