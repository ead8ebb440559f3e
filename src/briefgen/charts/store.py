"""Pictures kept between builds: one JSON file for each, named by the digest of all that the picture depends on.

A picture that is missing, damaged or written by another version is drawn again; a folder that cannot be written is no
mistake. Two processes may use one folder.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from briefgen import __version__
from briefgen.charts.picture import Label, Mark, Picture, Step
from briefgen.project import left_behind, take
from briefgen.theme.tokens import Theme

CAP = 64 * 1024 * 1024
"""Bytes that the folder may hold; the oldest pictures go first."""


def key(parts: Mapping[str, object]) -> str:
    """Return the digest of what a picture depends on, with the versions and the code of what draws it."""
    whole = {"parts": plain(parts), "briefgen": __version__, "matplotlib": _matplotlib(), "code": _code()}
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode("utf-8")).hexdigest()


def load(folder: Path, name: str) -> Picture | None:
    """Return the picture kept under a key, or None where there is none that is whole."""
    try:
        file = folder / f"{name}.json"
        if not file.is_file():
            return None
        digest, _, body = file.read_text("utf-8").partition("\n")
        if digest != hashlib.sha256(body.encode("utf-8")).hexdigest():
            return None
        found = _picture(json.loads(body))
        with suppress(OSError):
            os.utime(file)  # so that what no build uses any more can be told
        return found
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def belongs(picture: Picture, data: object, theme: Theme, width: float, alt: Mapping[str, str]) -> bool:
    """Say whether a kept picture can be one of this chart: its size and alt text, and no label that the data lacks."""
    texts = set(_texts(plain(data)))
    places = {"", *(label.name for label in picture.labels)}
    return (picture.width, picture.alt) == (width, alt) and all(
        label.text in texts
        and label.role in theme.roles
        and (label.colour is None or label.colour in theme.colours)
        and (label.language is None or label.language in alt)
        and label.follows in places
        for label in picture.labels
    )


def save(folder: Path, name: str, picture: Picture, cap: int = CAP) -> None:
    """Keep a picture under a key, whole or not at all, then remove the oldest until `cap` bytes are left."""
    body = json.dumps(plain(picture), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = hashlib.sha256(body.encode("utf-8")).hexdigest() + "\n" + body
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{secrets.token_hex(8)}.part"
        try:
            # Not by tempfile, which lets nobody else read the file: others may share the folder.
            with part.open("xb") as file:
                take(file)
                file.write(text.encode("utf-8"))
            part.replace(folder / f"{name}.json")
        finally:
            part.unlink(missing_ok=True)
        _trim(folder, cap)


def plain(value: object) -> Any:
    """Return a value as JSON has it: frozen values as objects, exact decimals as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): plain(part) for name, part in cast("Mapping[object, object]", value).items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in cast("tuple[object, ...]", value)]
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} cannot be kept as JSON")


@cache
def _matplotlib() -> str:
    """Return the version of Matplotlib that is installed, without importing it."""
    return version("matplotlib")


def _code() -> str:
    """Return the digest of this room's own source, so that no picture outlives the code that drew it."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value as JSON has it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in cast("dict[str, Any]", value).values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in cast("list[Any]", value):
            yield from _texts(part)


NUMBERS = {"M": 2, "L": 2, "C": 6, "Z": 0}
"""How many numbers each step of an outline has."""


def _picture(entry: Any) -> Picture:
    """Return the picture of an entry; raise ValueError, KeyError, TypeError… where it is not one."""
    return Picture(
        width=_number(entry["width"]),
        height=_number(entry["height"]),
        marks=tuple(_mark(**mark) for mark in entry["marks"]),
        labels=tuple(_label(Label(**label)) for label in entry["labels"]),
        alt={_text(language): _text(text) for language, text in entry["alt"].items()},
    )


def _mark(*, steps: Any, fill: Any, stroke: Any, width: Any, dash: Any) -> Mark:
    return Mark(
        tuple(_step(step) for step in steps),
        _colour(fill),
        _colour(stroke),
        _number(width),
        tuple(_number(length) for length in dash),
    )


def _step(entry: Any) -> Step:
    name, numbers = entry
    if NUMBERS[name] != len(numbers):
        raise ValueError(name)
    return name, tuple(_number(number) for number in numbers)


def _label(label: Label) -> Label:
    """Return a label whose fields are what they should be."""
    for text in (label.text, label.role, label.name, label.follows):
        _text(text)
    for text in (label.language, label.colour):
        if text is not None:
            _text(text)
    for number in (label.x, label.y, label.gap, label.room, label.weight or 0):
        _number(number)
    if label.anchor not in ("start", "middle", "end"):
        raise ValueError(label.anchor)
    return label


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("not a number")
    return float(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _colour(value: Any) -> str | None:
    if value is not None and not re.fullmatch("#[0-9A-Fa-f]{6}", value):
        raise ValueError("not a colour")
    return value


def _trim(folder: Path, cap: int) -> None:
    """Remove the oldest files until the rest has at most `cap` bytes, and halves that a killed process left.

    Another process may remove them as well.
    """
    files: list[tuple[int, str, int]] = []
    for file in folder.iterdir():
        if file.suffix == ".part":
            with left_behind(file) as dead:
                pass
            if dead:
                with suppress(OSError):
                    file.unlink(missing_ok=True)
        if file.suffix in (".json", ".part"):
            with suppress(OSError):
                state = file.stat()
                files.append((state.st_mtime_ns, file.name, state.st_size))
    total = sum(size for _, _, size in files)
    for _, name, size in sorted(files):
        if total <= cap:
            return
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)
            total -= size
