"""Type scales beside that of the house: for pages that are not read as paper is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from briefgen.errors import EnvironmentFailure
from briefgen.theme.tokens import MM, Letter, Role, Theme

SCALES = Path(__file__).resolve().parent / "scales"


def scaled(theme: Theme, scale: str) -> Theme:
    """Return a theme in another type scale; "" is the house's own.

    Raises EnvironmentFailure where the file of the scale is missing or damaged.
    """
    if not scale:
        return theme
    import yaml

    try:
        rows: dict[str, dict[str, Any]] = yaml.safe_load((SCALES / f"{scale}.yaml").read_text("utf-8"))
        roles = dict(theme.roles) | {name: _role(theme.roles[name], row) for name, row in rows.items()}
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        message = f'The type scale "{scale}" is damaged: {error}.'
        raise EnvironmentFailure(message, "Install briefgen again: its themes are not whole.") from error
    return replace(theme, roles=MappingProxyType(roles))


def _role(role: Role, row: dict[str, Any]) -> Role:
    leading = float(row["leading"]) * MM
    return replace(role, leading=leading, han=_letter(role.han, row["han"]), latin=_letter(role.latin, row["latin"]))


def _letter(letter: Letter, row: list[Any]) -> Letter:
    *look, size = row
    family, weight = look or (letter.family, letter.weight)
    return replace(letter, family=str(family), weight=int(weight), size=float(size))
