"""The record of a finished edition, beside it: all that it depends on and what came of it.

One file for each edition, named by the brief and what was wished, so that two builds at once do not clobber each
other's records and a damaged one costs one build.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from briefgen.errors import Place, Problem
from briefgen.pipeline.installation import Installation
from briefgen.pipeline.sealed import seal, unseal
from briefgen.pipeline.states import State
from briefgen.pipeline.wish import Wish
from briefgen.project import SETTINGS

FOLDER = ".manifest"
CALENDAR = ".ics"
"""How the calendar file of an event ends; for the rest it is called like its brief."""
FORMAT = 5
"""Counted up whenever an entry has other fields, or its fields mean something else."""


@dataclass(frozen=True)
class Entry:
    """Hold what an edition depends on and what it is.

    `spec`, `data` and the keys of `inputs` are names as in `states.Look`; `data` is all that lies in `data/`. The
    result is the same on every day from `first` to `last` (ISO 8601, both counted in; "" is open). `made` is the time
    before the states were taken, in ns. `file` is the name of the edition in its folder, `calendar` the state of the
    calendar file beside it, None where it has none.
    """

    brief: str
    spec: str
    wish: Wish
    inputs: Mapping[str, State | None]
    data: tuple[str, ...]
    installed: Installation
    first: str
    last: str
    made: int
    file: str
    output: State
    edition: str
    pages: int
    warnings: tuple[Problem, ...]
    calendar: State | None = None

    @property
    def calendar_name(self) -> str:
        """Return the name of the calendar file, whether there is one or not."""
        return self.file.removesuffix(".pdf") + CALENDAR


def entry_file(folder: Path, brief: str, wish: Wish) -> Path | None:
    """Return where the entry of an edition in a folder of finished briefs is kept.

    None where the wish is none, and for encrypted editions: of these nothing is kept.
    """
    if wish.encrypt:
        return None
    profile = wish.profile.replace("+", "-") if wish.profile is not None else None
    multiple = f"by-{wish.multiple}" if wish.multiple > 1 else None
    wished = (wish.audience, wish.edition, multiple, wish.language, "data" if wish.attach else None, profile)
    signed = "signed" if wish.sign else None
    parts = [brief, *(part for part in (*wished, signed) if part is not None)]
    if not all(re.fullmatch("[A-Za-z0-9-]{1,100}", part) for part in parts):
        return None
    return folder / FOLDER / f"{'.'.join(parts)}.json"


def read_entry(file: Path) -> Entry | None:
    """Return an entry, or None where there is none that is whole and of this format."""
    found = unseal(file)
    try:
        return _entry(cast("dict[str, Any]", found)) if isinstance(found, dict) else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def write_entry(file: Path, entry: Entry) -> bool:
    """Keep an entry, whole or not at all; say whether it is kept."""
    wish = entry.wish
    return seal(
        file,
        {
            "format": FORMAT,
            "brief": entry.brief,
            "spec": entry.spec,
            "wish": [wish.audience, wish.edition, wish.language, wish.profile, wish.attach, wish.multiple],
            "signing": [wish.sign, wish.certificate],
            "inputs": dict(entry.inputs),
            "data": entry.data,
            "installed": entry.installed,
            "days": [entry.first, entry.last],
            "made": entry.made,
            "file": entry.file,
            "output": entry.output,
            "edition": entry.edition,
            "pages": entry.pages,
            "warnings": [_written(problem) for problem in entry.warnings],
            "calendar": entry.calendar,
        },
    )


def _written(problem: Problem) -> list[str | int]:
    place = problem.place
    return [place.file, place.line, place.column, place.cell, problem.message, problem.hint]


def _entry(found: dict[str, Any]) -> Entry:
    """Return the entry in a record; raise KeyError, TypeError, ValueError… where it is none."""
    if _number(found["format"]) != FORMAT:
        raise ValueError("another format")
    first, last = found["days"]
    entry = Entry(
        brief=_text(found["brief"]),
        spec=_text(found["spec"]),
        wish=_wish(*_list(found["wish"]), *_list(found["signing"])),
        inputs={_text(name): None if state is None else _state(state) for name, state in found["inputs"].items()},
        data=tuple(_text(name) for name in _list(found["data"])),
        installed=_installation(found["installed"]),
        first=_text(first),
        last=_text(last),
        made=_number(found["made"]),
        file=_name(found["file"]),
        output=_state(found["output"]),
        edition=_text(found["edition"]),
        pages=_number(found["pages"]),
        warnings=tuple(_problem(*entry) for entry in _list(found["warnings"])),
        calendar=None if found["calendar"] is None else _state(found["calendar"]),
    )
    if not {entry.spec, SETTINGS, *entry.data} <= entry.inputs.keys():
        raise ValueError("the state of a file is missing")
    return entry


def _installation(found: dict[str, Any]) -> Installation:
    return {
        "briefgen": _text(found["briefgen"]),
        "code": _text(found["code"]),
        "source": _text(found["source"]),
        "fonts": _text(found["fonts"]),
        "python": _text(found["python"]),
        "zlib": _text(found["zlib"]),
        "libraries": {_text(name): _text(version) for name, version in found["libraries"].items()},
    }


def _problem(file: Any, line: Any, column: Any, cell: Any, message: Any, hint: Any) -> Problem:
    return Problem(Place(_text(file), _number(line), _number(column), _text(cell)), _text(message), _text(hint))


def _wish(
    audience: Any, edition: Any, language: Any, profile: Any, attach: Any, multiple: Any, sign: Any, certificate: Any
) -> Wish:
    texts = [None if part is None else _text(part) for part in (audience, edition, language, profile)]
    file = None if certificate is None else _text(certificate)
    if not (isinstance(attach, bool) and isinstance(sign, bool)):
        raise TypeError("neither yes nor no")
    chosen = cast("tuple[Any, Any, Any, Any]", texts)
    return Wish(*chosen, attach=attach, multiple=_number(multiple), sign=sign, certificate=file)


def _state(found: Any) -> State:
    size, modified, changed, sha256 = found
    return State(_number(size), _number(modified), _number(changed), _text(sha256))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return cast("list[Any]", value)


def _name(value: Any) -> str:
    """Return the name of a file in the folder itself."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*\.pdf", _text(value)):
        raise ValueError("not a name")
    return value


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("not a number")
    return value
