"""YAML as an editor sees it: YAML 1.2 with the core schema, so that yes and 2026-11-01 are texts."""

from __future__ import annotations

import re
from typing import Any

import yaml


class CoreLoader(yaml.BaseLoader):
    """Read null, truth values and numbers of the core schema (YAML 1.2.2, section 10.3.2); all else is text."""


_KINDS: dict[str, tuple[str, Any]] = {
    "null": (r"null|Null|NULL|~|", lambda text: None),
    "bool": (r"true|True|TRUE|false|False|FALSE", lambda text: text.lower() == "true"),
    "int": (
        r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
        lambda text: int(text, 0) if text[:2] in ("0o", "0x") else int(text),
    ),
    "float": (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
}


def _scalar(loader: CoreLoader, node: yaml.ScalarNode) -> Any:
    if node.style is None:
        for pattern, read in _KINDS.values():
            if re.fullmatch(pattern, node.value):
                return read(node.value)
    return node.value


CoreLoader.add_constructor("tag:yaml.org,2002:str", _scalar)


def core(text: str) -> Any:
    """Return what a YAML text says to an editor."""
    return yaml.load(text, Loader=CoreLoader)
