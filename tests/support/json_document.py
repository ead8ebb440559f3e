"""Objects of --json held to docs/json.md: each has the fields that are described there, of the types given there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "json.md").read_text("utf-8")
KINDS: dict[str, Any] = {
    "text": str,
    "integer": int,
    "number": (int, float),
    "yes/no": bool,
    "list": list,
    "list of text": list,
    "object": dict,
    "by language": dict,
    "by stage": dict,
    "by section": dict,
    "text or by language": (str, dict),
}


def tables(head: str) -> list[dict[str, str]]:
    """Return the tables under a heading: the type of each field by its path."""
    chapter = next(part for part in re.split(r"^## ", DOCUMENT, flags=re.MULTILINE) if part.startswith(head + "\n"))
    found: list[dict[str, str]] = []
    for line in chapter.splitlines():
        if line.startswith("| field |"):
            found.append({})
        elif line.startswith("| `"):
            fields, kind = [cell.strip() for cell in line.strip("|").split("|")[:2]]
            found[-1].update({field.strip("` "): kind for field in fields.split(",")})
    return found


COMMON = tables("Every object")[0]
FAILURE = tables("Failures")[0]


def check(found: dict[str, Any], fields: dict[str, str], path: str = "") -> None:
    """Hold an object to the fields documented at a path: none missing, none unknown, each of its type."""
    here = {field.removeprefix(path): kind for field, kind in fields.items() if field.startswith(path)}
    here = {field: kind for field, kind in here.items() if not re.search(r"[.\[]", field)}
    for field, kind in here.items():
        assert field in found or kind.endswith("?"), f"{path}{field} is missing in {found}"
    for field, value in found.items():
        assert field in here, f"{path}{field} is not documented: {value!r}"
        kind = here[field].removesuffix("?")
        assert isinstance(value, KINDS[kind]), f"{path}{field} is no {kind}: {value!r}"
        assert isinstance(value, bool) == (kind == "yes/no"), f"{path}{field} is no {kind}: {value!r}"
        if kind == "list":
            for entry in value:
                check(entry, fields, f"{path}{field}[].")
        elif kind == "list of text":
            assert all(isinstance(entry, str) for entry in value)
        elif kind == "object":
            check(value, fields, f"{path}{field}.")


def documented(found: dict[str, Any]) -> None:
    """Hold an object to the document."""
    if found["status"] == "failed" and "exit_code" in found:
        check(found, {**COMMON, **FAILURE})
        return
    shown = tables(f"`briefgen {found['command']}`")
    parts = {field: kind for table in shown for field, kind in table.items() if re.search(r"[.\[]", field)}
    told: list[str] = []
    for table in shown:
        try:
            check(found, {**COMMON, **parts, **table})
            return
        except AssertionError as error:
            told.append(str(error))
    raise AssertionError("\n".join(told))
