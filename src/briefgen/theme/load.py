"""Reading of the themes that come with briefgen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.theme.colours import WHITE, mix
from briefgen.theme.grounds import too_pale
from briefgen.theme.tokens import MM, Letter, Role, Theme

THEMES = Path(__file__).resolve().parent / "themes"
HOUSE = "house"
HINT = "Install briefgen again: its themes are not whole."
PALE = "Give the theme darker colours (lighter ones where the ground is dark), or install briefgen again."
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def theme_names() -> tuple[str, ...]:
    """Return the names of all themes, sorted."""
    return tuple(sorted(file.stem for file in THEMES.glob("*.yaml") if file.stem != HOUSE))


def load_theme(name: str) -> Theme:
    """Return a theme: the house style with the theme's own colours.

    `mid`, `tint` and `cover-2` are mixed by the rules of the design system. Leading becomes points here.
    Raises UsageMistake for a name that is no theme, and EnvironmentFailure where a file is missing or damaged or
    where colours stand out too little from the grounds that they stand on.
    """
    if name not in theme_names():
        raise UsageMistake(f'There is no theme "{name}".', "Themes: " + ", ".join(theme_names()) + ".")
    house, own = _read(HOUSE), _read(name)
    try:
        colours = {token: _colour(value) for token, value in house["colours"].items()}
        colours |= _own_colours(_colour(own["main"]), _colour(own["deep"]))
        roles = {role: _role(role, entry, colours) for role, entry in house["roles"].items()}
        theme = Theme(name, str(own["code"]), MappingProxyType(colours), MappingProxyType(roles))
        pale = too_pale(theme.colours)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EnvironmentFailure(f'The theme "{name}" is damaged: {error}.', HINT) from error
    if pale:
        raise EnvironmentFailure(f'The theme "{name}" cannot be read by everybody: {"; ".join(pale)}.', PALE)
    return theme


def _own_colours(main: str, deep: str) -> dict[str, str]:
    """Return the colours that belong to one theme; the shares of white are those of the design system."""
    return {
        "main": main,
        "mid": mix(main, WHITE, 0.40),
        "tint": mix(main, WHITE, 0.86),
        "deep": deep,
        "cover-2": mix(deep, WHITE, 0.78),
    }


def _read(name: str) -> Mapping[str, Any]:
    """Return what a theme file says; these files are ours, so their content is checked where it is used."""
    import yaml

    loader: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    path = THEMES / f"{name}.yaml"
    try:
        content: object = yaml.load(path.read_text("utf-8"), Loader=loader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise EnvironmentFailure(f"The theme file {path} cannot be read.", HINT) from error
    if not isinstance(content, dict):
        raise EnvironmentFailure(f"The theme file {path} is empty.", HINT)
    return cast("Mapping[str, Any]", content)


def _role(name: str, entry: Mapping[str, Any], colours: Mapping[str, str]) -> Role:
    return Role(
        name=name,
        han=_letter(entry["han"], colours),
        latin=_letter(entry["latin"], colours),
        leading=float(entry["leading"]) * MM,
        display=bool(entry.get("display", False)),
        balance=bool(entry.get("balance", False)),
    )


def _letter(row: list[Any], colours: Mapping[str, str]) -> Letter:
    family, weight, size, colour = row
    if colour not in colours:
        raise ValueError(f"no colour {colour!r}")
    return Letter(str(family), int(weight), float(size), str(colour))


def _colour(value: object) -> str:
    if not isinstance(value, str) or not _HEX.fullmatch(value):
        raise ValueError(f"{value!r} is no colour")
    return value
