"""Pictures kept between builds: one JSON file for each, named by the digest of all that the picture depends on.

A picture that is missing, damaged or written by another version is drawn again; a folder that cannot be written is no
mistake. Two processes may use one folder.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from briefgen import __version__
from briefgen.charts.picture import Label, Mark, Picture, Step

CAP = 64 * 1024 * 1024
"""Bytes that the folder may hold; the oldest pictures go first."""


def key(parts: Mapping[str, object]) -> str:
    """Return the digest of what a picture depends on, with the versions and the code of what draws it."""
    whole = {"parts": plain(parts), "briefgen": __version__, "matplotlib": _matplotlib(), "code": _code()}
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode("utf-8")).hexdigest()


def load(folder: Path, name: str) -> Picture | None:
    """Return the picture kept under a key, or None where there is none that is whole."""
    try:
        digest, _, body = (folder / f"{name}.json").read_text("utf-8").partition("\n")
        if digest != hashlib.sha256(body.encode("utf-8")).hexdigest():
            return None
        return _picture(json.loads(body))
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError):
        return None


def save(folder: Path, name: str, picture: Picture, cap: int = CAP) -> None:
    """Keep a picture under a key, whole or not at all, then remove the oldest until `cap` bytes are left."""
    body = json.dumps(plain(picture), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = hashlib.sha256(body.encode("utf-8")).hexdigest() + "\n" + body
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=folder, suffix=".part", delete=False, encoding="utf-8", newline="\n"
        ) as file:
            file.write(text)
        part = Path(file.name)
        try:
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


def _picture(entry: Any) -> Picture:
    """Return the picture of an entry; raise ValueError, KeyError or TypeError where it is not one."""
    return Picture(
        width=float(entry["width"]),
        height=float(entry["height"]),
        marks=tuple(
            replace(Mark(**mark), steps=tuple(_step(step) for step in mark["steps"]), dash=tuple(mark["dash"]))
            for mark in entry["marks"]
        ),
        labels=tuple(Label(**label) for label in entry["labels"]),
        alt={str(language): str(text) for language, text in entry["alt"].items()},
    )


def _step(entry: Any) -> Step:
    name, numbers = entry
    return str(name), tuple(float(number) for number in numbers)


def _trim(folder: Path, cap: int) -> None:
    """Remove the oldest files until the rest has at most `cap` bytes; another process may remove them as well."""
    files: list[tuple[int, str, int]] = []
    for file in folder.iterdir():
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
