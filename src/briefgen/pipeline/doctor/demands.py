"""What briefgen asks of Python and of libraries, read from its own metadata, and whether what is installed will do.

Of PEP 440 and PEP 508 as much as our own pyproject.toml uses: names, extras, comparisons of release numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(\[[^\]]*\])?\s*([^;]*)(;.*)?")
_CLAUSE = re.compile(r"(>=|<=|==|!=|~=|>|<)\s*([0-9][^,\s]*)")


@dataclass(frozen=True)
class Demand:
    """Hold a library, or Python, with the versions that will do: comparison signs and releases."""

    name: str
    clauses: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return ",".join(f"{sign}{version}" for sign, version in self.clauses)

    def fits(self, version: str) -> bool:
        """Say whether a version will do."""
        return all(_fits(_release(version), sign, wanted) for sign, wanted in self.clauses)


@dataclass(frozen=True)
class Demands:
    """Hold what an installation says of itself: its version, where that stands, what Python and libraries it needs."""

    version: str
    told_by: str
    python: Demand
    libraries: tuple[Demand, ...]


def demands(name: str = "briefgen") -> Demands | None:
    """Return what briefgen asks for: by pyproject.toml where it runs from its source, else by its metadata.

    None where neither can be read. The metadata of an installation that follows its source grows old.
    """
    from importlib.metadata import PackageNotFoundError, metadata

    found = _from_source(Path(__file__).resolve().parents[4] / "pyproject.toml", name)
    if found is not None:
        return found
    try:
        told = metadata(name)
        version, needed = told["Version"], told.get_all("Requires-Dist") or []
        if version:
            return Demands(version, "metadata", demand(f"python {told['Requires-Python'] or ''}"), _wanted(needed))
    except (PackageNotFoundError, KeyError, OSError):
        return None
    return None


def demand(text: str) -> Demand:
    """Read one requirement, such as "reportlab>=5.1,<5.2"; ValueError where it is none."""
    found = _NAME.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} names no library")
    return Demand(found[1].lower().replace("_", "-"), tuple(_CLAUSE.findall(found[3])))


def _from_source(path: Path, name: str) -> Demands | None:
    import tomllib

    try:
        project = cast("dict[str, Any]", tomllib.loads(path.read_text("utf-8"))["project"])
        if project["name"] != name:
            return None
        python = demand(f"python {project['requires-python']}")
        return Demands(project["version"], path.name, python, _wanted(project["dependencies"]))
    except (OSError, ValueError, KeyError):
        return None


def _wanted(texts: list[str]) -> tuple[Demand, ...]:
    """Return what is needed always; what belongs to an extra is not."""
    return tuple(demand(text) for text in texts if not re.search(r";.*\bextra\b", text))


def _fits(release: tuple[int, ...], sign: str, wanted: str) -> bool:
    if wanted.endswith(".*"):
        start = _release(wanted[:-2])
        return (release[: len(start)] == start) == (sign == "==")
    limit = _release(wanted)
    here, there = _padded(release, limit)
    match sign:
        case ">=":
            return here >= there
        case "<=":
            return here <= there
        case ">":
            return here > there
        case "<":
            return here < there
        case "==":
            return here == there
        case "!=":
            return here != there
        case _:  # ~= 2.11 is >= 2.11 and == 2.*
            return here >= there and release[: len(limit) - 1] == limit[:-1]


def _release(version: str) -> tuple[int, ...]:
    """Return the release numbers of a version, without what marks it as early or local."""
    found = re.match(r"[0-9]+(?:\.[0-9]+)*", version.strip().removeprefix("v"))
    return tuple(int(number) for number in found[0].split(".")) if found else ()


def _padded(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    length = max(len(one), len(other))
    return one + (0,) * (length - len(one)), other + (0,) * (length - len(other))
