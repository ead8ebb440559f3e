"""Reading of themes: those that come with briefgen, in the colours of a project where it has its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.theme.colours import WHITE, mix
from briefgen.theme.grounds import too_pale
from briefgen.theme.tokens import MM, Letter, Role, Theme

if TYPE_CHECKING:
    from briefgen.spec.settings import Hues

THEMES = Path(__file__).resolve().parent / "themes"
HOUSE = "house"
HINT = "Install briefgen again: its themes are not whole."
PALE = "Give the theme darker colours (lighter ones where the ground is dark), or install briefgen again."
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


Palette = Mapping[str, "Hues"]
"""The colours that a project gives to themes, by name (`palette` of the settings)."""
SHIPPED: Palette = MappingProxyType({})


def theme_names(palette: Palette = SHIPPED) -> tuple[str, ...]:
    """Return the names of all themes, sorted: those of briefgen, and those of a project."""
    shipped = (file.stem for file in THEMES.glob("*.yaml") if file.stem != HOUSE)
    return tuple(sorted({*shipped, *(str(name) for name in palette)}))


def load_theme(name: str, palette: Palette = SHIPPED) -> Theme:
    """Return a theme: the house style with the theme's own colours, or with those that a project gives to it.

    `mid`, `tint` and `cover-2` are mixed by the rules of the design system. Leading becomes points here.
    Raises UsageMistake for a name that is no theme, and EnvironmentFailure where a file is missing or damaged or
    where colours stand out too little from the grounds that they stand on.
    """
    if name not in theme_names(palette):
        raise UsageMistake(f'There is no theme "{name}".', "Themes: " + ", ".join(theme_names(palette)) + ".")
    house, own = _read(HOUSE), _own(name, palette)
    try:
        colours = _colours(house, own)
        roles = {role: _role(role, entry, colours) for role, entry in house["roles"].items()}
        theme = Theme(name, str(own["code"]), MappingProxyType(colours), MappingProxyType(roles))
        pale = too_pale(theme.colours)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EnvironmentFailure(f'The theme "{name}" is damaged: {error}.', HINT) from error
    if pale:
        raise EnvironmentFailure(f'The theme "{name}" cannot be read by everybody: {"; ".join(pale)}.', PALE)
    return theme


def house_and(main: str, deep: str) -> Mapping[str, str]:
    """Return all colours that a theme of these two would have. Raises EnvironmentFailure as `load_theme` does."""
    try:
        return _colours(_read(HOUSE), {"main": main, "deep": deep})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EnvironmentFailure(f"The colours of the house are damaged: {error}.", HINT) from error


def _colours(house: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, str]:
    shared = {token: _colour(value) for token, value in house["colours"].items()}
    return shared | _own_colours(_colour(own["main"]), _colour(own["deep"]))


def theme_code(name: str) -> str:
    """Return the code of a theme that comes with briefgen. Raises EnvironmentFailure where its file is damaged."""
    code = _read(name).get("code")
    if not isinstance(code, str):
        raise EnvironmentFailure(f'The theme "{name}" is damaged: it has no code.', HINT)
    return code


def _own(name: str, palette: Palette) -> Mapping[str, Any]:
    """Return code, main and deep of a theme, from the project before the file."""
    hues = palette.get(name)
    if hues is None:
        return _read(name)
    return {"code": hues.code or theme_code(name), "main": str(hues.main).upper(), "deep": str(hues.deep).upper()}


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
