"""Digests of what was written, wherever it stands in its file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from json import dumps
from typing import Any, cast

from briefgen.spec.model import Model
from briefgen.spec.text import Text

_NO_CONTENT = ("place", "schedule", "tags")
"""Fields that say nothing of what is printed: where it stands in its file, when it is made, how it is named."""


def digest_of(*values: object) -> str:
    """Return a SHA-256 that is the same for the same words, numbers and days; places in files do not count."""
    written = dumps([plainly(value) for value in values], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("ascii")).hexdigest()


def plainly(value: object) -> Any:
    """Return a value as lists, texts and numbers; models and dataclasses bear their names."""
    if isinstance(value, Text):
        return value.source
    if isinstance(value, Model):
        names = [name for name in type(value).model_fields if name not in _NO_CONTENT]
        return [type(value).__name__, *([name, plainly(getattr(value, name))] for name in names)]
    if isinstance(value, Mapping):
        entries = cast("Mapping[object, object]", value)
        return ["{}", *([plainly(key), plainly(entry)] for key, entry in entries.items())]
    if is_dataclass(value):
        names = [each.name for each in fields(value) if each.name != "place"]
        return [type(value).__name__, *([name, plainly(getattr(value, name))] for name in names)]
    if isinstance(value, frozenset | set):
        return sorted(str(one) for one in cast("frozenset[object]", value))
    if isinstance(value, tuple | list):
        return [plainly(one) for one in cast("tuple[object, ...]", value)]
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)
