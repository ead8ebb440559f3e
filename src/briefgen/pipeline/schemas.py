"""The JSON Schemas of the YAML files that authors write, for completion, help and marks in an editor.

They are made from the models that `check` reads with, so a key has one description. A schema knows one file and no
other: it accepts all that `check` accepts, and some things that only `check` can refuse.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeGuard, cast

from briefgen.errors import BriefgenError
from briefgen.spec.fields import TEXTS_SCHEMA
from briefgen.spec.schema_parts import Schema

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.project import Project
    from briefgen.theme.load import Palette

FOLDER = ".schema"
"""Where a project keeps its schemas."""
DRAFT = "https://json-schema.org/draft/2020-12/schema"
ABOUT = {
    "brief.json": ("A brief", "briefings/**/NAME.yaml: the content of a brief, block by block."),
    "calendar.json": ("A calendar of workdays", "data/calendar.yaml: days off, and weekends that are worked, by year."),
    "delegation.json": (
        "A delegation",
        "data/delegations/NAME.yaml: who comes when, what they are given, and to whom it is sent.",
    ),
    "section.json": ("A section of facts", "data/NAME.yaml: facts, and the sources that they rest on."),
    "settings.json": ("The settings of a project", "briefgen.yaml: what all briefs of a project share."),
    "terms.json": ("The term base", "data/terms.yaml: official names, and wrong ones that no text may hold."),
}
"""Title and description of each schema, by the name of its file."""
TEXTS = "texts"
_LIMITS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


def schemas(palette: Palette | None = None) -> dict[str, bytes]:
    """Return each schema as the bytes of its file, by the file's name; the same on every machine.

    `palette` holds the themes that a project has of its own.
    """
    from briefgen.data.section import SectionFile
    from briefgen.data.term_base import TermFile
    from briefgen.spec.brief import Brief
    from briefgen.spec.days_off import CalendarFile
    from briefgen.spec.delegation import Delegation
    from briefgen.spec.settings import Settings
    from briefgen.theme.load import theme_names

    models = {
        "brief.json": Brief,
        "calendar.json": CalendarFile,
        "delegation.json": Delegation,
        "section.json": SectionFile,
        "settings.json": Settings,
        "terms.json": TermFile,
    }
    made = {name: _whole(name, model.model_json_schema()) for name, model in models.items()}
    theme = made["brief.json"]["properties"]["theme"]
    made["brief.json"]["properties"]["theme"] = {
        "description": theme["description"],
        "enum": list(theme_names(palette or {})),
    }
    return {name: _bytes(schema) for name, schema in made.items()}


def outdated(project: Project) -> list[str]:
    """Return the names of the schemas that a project lacks, or holds in other words."""
    folder = project.root / FOLDER
    return [name for name, content in schemas(_palette(project)).items() if _read(folder / name) != content]


def write_schemas(project: Project) -> None:
    """Write the schemas into a project, each whole. Raises EnvironmentFailure where they cannot be written."""
    from briefgen.pipeline.files import ELSEWHERE, work_folder, write_whole

    folder = project.root / FOLDER
    with work_folder(project, folder, ELSEWHERE) as work:
        for name, content in schemas(_palette(project)).items():
            write_whole(content, folder / name, work, ELSEWHERE)


def _palette(project: Project) -> Palette:
    """Return the themes of the project; none where its settings cannot be read."""
    from briefgen.spec.load import load_settings

    try:
        return load_settings(project).palette
    except BriefgenError:
        return {}


def _read(path: Path) -> bytes | None:
    """Return what stands in a file, with plain line ends; None where it cannot be read."""
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except OSError:
        return None


def _bytes(schema: Schema) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _whole(name: str, made: Schema) -> Schema:
    """Return a schema as it is written: with a head, and each part that stands in several places said once."""
    parts: dict[str, Schema] = {TEXTS: {"title": "a text in each language", **deepcopy(TEXTS_SCHEMA)}}
    for title, part in made.pop("$defs", {}).items():
        parts[_slug(title)] = {"title": _words(title), **_tidy({**part, "title": ""}, parts)}
    title, description = ABOUT[name]
    body = _tidy({**made, "title": ""}, parts)
    if f'"#/$defs/{TEXTS}"' not in json.dumps([body, parts]):
        del parts[TEXTS]
    head = {"$schema": DRAFT, "title": title, "description": description}
    return {**head, **{key: body[key] for key in body if key not in head}, "$defs": dict(sorted(parts.items()))}


def _tidy(schema: Schema, parts: dict[str, Schema]) -> Schema:
    """Return a schema without what only code knows; what has a title of its own moves to `parts`."""
    schema = _required(schema)
    result: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "patternProperties"):
            result[key] = {name: _tidy(_untitled(child), parts) for name, child in value.items()}
        elif key == "$ref":
            result[key] = f"#/$defs/{_slug(value.rsplit('/', 1)[-1])}"
        elif key == "default" and value in (None, "", [], {}):
            continue
        elif key in _LIMITS:
            result[_LIMITS[key]] = value
        elif key != "default" and _is_schema(value):
            result[key] = _tidy(value, parts)
        elif isinstance(value, list):
            entries = cast("list[Any]", value)
            result[key] = [
                _tidy(cast("Schema", entry), parts) if isinstance(entry, dict) else entry for entry in entries
            ]
        else:
            result[key] = value
    if "patternProperties" in result:
        result.setdefault("additionalProperties", False)
    return _shared(result, parts)


def _is_schema(value: object) -> TypeGuard[Schema]:
    return isinstance(value, dict)


def _required(schema: Schema) -> Schema:
    """Drop the alternative null: a key that has no value is a mistake, though a model may lack it."""
    left = [entry for entry in schema.get("anyOf", ()) if entry != {"type": "null"}]
    if len(left) == 1:
        return {**left[0], **{key: value for key, value in schema.items() if key != "anyOf"}}
    return {**schema, "anyOf": left} if left else schema


def _untitled(schema: Schema) -> Schema:
    """Drop the title of a key: it says the key once more."""
    return {key: value for key, value in schema.items() if key != "title"}


def _shared(schema: Schema, parts: dict[str, Schema]) -> Schema:
    """Return a schema, or where it has a name or is the one of texts, a reference to where it stands once."""
    own = {key: schema[key] for key in ("description", "default") if key in schema}
    if {key: value for key, value in schema.items() if key not in own} == TEXTS_SCHEMA:
        return {"$ref": f"#/$defs/{TEXTS}", **own}
    title = schema.get("title")
    if title and "properties" in schema:
        parts[_slug(title)] = {**schema, "title": _words(title)}
        return {"$ref": f"#/$defs/{_slug(title)}"}
    return {key: value for key, value in schema.items() if key != "title"}


def _words(title: str) -> str:
    """Return the name of a class in plain words: FactRecord as fact record."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", title).lower()


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", _words(title))
