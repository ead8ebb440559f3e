"""Parts of the JSON schemas that editors use: scalars as YAML 1.2 sees them, and objects told apart by a key.

briefgen reads every scalar as text. An editor does not: `2025` is a number to it, `true` a truth value and `yes` a
text. Where briefgen reads a text, a schema must therefore allow all three.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

Schema = dict[str, Any]


def scalar(pattern: str = r"\S") -> Schema:
    """Return the schema of a scalar that is read as text; the pattern holds where the editor sees a text, too.

    Null is none: a key without a value is a mistake everywhere. A truth value is let through by a condition, for a
    `type` would make editors offer true and false wherever a text is meant.
    """
    return {"pattern": pattern, "if": {"type": "boolean"}, "else": {"type": ["string", "number"]}}


def number(pattern: str, kind: str = "number") -> Schema:
    """Return the schema of a number; with underscores or in quotes it is a text to an editor."""
    return {"type": [kind, "string"], "pattern": f"^({pattern})$"}


def texts(tag: str) -> Schema:
    """Return the schema of a text in each language; the usual languages are named for completion."""
    return {
        "type": "object",
        "properties": {
            "zh": {"description": "The Chinese text.", **scalar()},
            "en": {"description": "The English text.", **scalar()},
        },
        "patternProperties": {f"^({tag})$": scalar()},
        "additionalProperties": False,
        "minProperties": 1,
    }


def told_apart(alternatives: Mapping[str, Schema], shared: Mapping[str, Collection[str]]) -> Schema:
    """Return the schema of an object that one key, such as `page`, gives its form.

    Only the form that is meant is applied, so that a mistake in one is not reported against all. `shared` names for
    a key the other keys beside which it is a part of their form. An object without such a key is told about that.
    """
    keys = list(alternatives)
    rules: list[Schema] = []
    for key, schema in alternatives.items():
        condition: Schema = {"required": [key]}
        if shared.get(key):
            condition["not"] = {"anyOf": [{"required": [other]} for other in keys if other in shared[key]]}
        rules.append({"if": condition, "then": schema})
    none = {"not": {"anyOf": [{"required": [key]} for key in keys]}}
    rules.append({"if": none, "then": {"propertyNames": {"enum": keys}, "minProperties": 1}})
    shown = {key: {"description": schema.get("description", "")} for key, schema in alternatives.items()}
    return {"type": "object", "properties": shown, "allOf": rules}
