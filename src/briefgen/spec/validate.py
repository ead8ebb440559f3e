"""A tree turned into a model, or into problems that an author understands."""

from __future__ import annotations

import re
from collections.abc import Mapping as AnyMapping
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from briefgen.errors import AuthorsMistakes, Place, Problem
from briefgen.project import Project
from briefgen.spec.model import Context, Model
from briefgen.spec.nearest import closest, nearest
from briefgen.spec.not_yaml import GLUED, KEY_COLON
from briefgen.spec.tree import Mapping, Node, Scalar, Sequence

M = TypeVar("M", bound=Model)

MOST_TOLD = 100
"""How many mistakes of a file are told; nobody reads more, and each takes time to explain."""

_LIST_HINT = "Write [a, b], or each entry in a line of its own after a hyphen."
_LIMITS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "or more"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "or less"),
}


def validate(tree: Node, model: type[M], project: Project, *, languages: tuple[str, ...] = ()) -> M:
    """Return the model that a tree of the reader describes.

    Where `languages` are given, every text must be there in each of them. Raises AuthorsMistakes with all problems
    of the tree, each with its place.
    """
    context = Context(project, languages)
    try:
        return model.model_validate(tree, context=context, by_alias=True, by_name=False)
    except ValidationError as found:
        errors = [cast("dict[str, Any]", error) for error in found.errors(include_url=False)]
    more = len(errors) - MOST_TOLD
    errors = errors[:MOST_TOLD]
    meant = {_meant(tree, error, context) for error in errors if error["type"] == "extra_forbidden"}
    problems = [
        _problem(tree, error, context)
        for error in errors
        if not (error["type"] == "too_short" and not _is_short(tree, error))
        and not (error["type"] == "missing" and error["loc"] in meant)
    ]
    if more > 0:
        sentence = f"{more} more {'mistake stands' if more == 1 else 'mistakes stand'} in this file."
        problems.append(Problem(Place(tree.place.file), sentence, "Correct those that are told first."))
    raise AuthorsMistakes(problems)


def _meant(tree: Node, error: dict[str, Any], context: Context) -> tuple[int | str, ...] | None:
    """Return where the key stands that an unknown one was meant for: it is not also told as missing."""
    parent, _ = _walk(tree, error["loc"])
    key = str(error["loc"][-1])
    glued = GLUED.match(key)
    close = closest(glued[1] if glued else key, _free_keys(parent, context)) if isinstance(parent, Mapping) else None
    return (*error["loc"][:-1], close) if close is not None else None


def _is_short(tree: Node, error: dict[str, Any]) -> bool:
    """Say whether a list is really too short; pydantic also counts entries out that have other mistakes."""
    _, node = _walk(tree, error["loc"])
    return isinstance(node, Scalar) or len(node) < error["ctx"]["min_length"]


def _problem(tree: Node, error: dict[str, Any], context: Context) -> Problem:
    kind: str = error["type"]
    loc: tuple[int | str, ...] = error["loc"]
    details: dict[str, Any] = error.get("ctx", {})
    parent, node = _walk(tree, loc)
    place = node.place
    if kind == "mistake":
        told: Place = details["place"]
        return Problem(told if told.file else place, details["sentence"], details["hint"])
    key = str(loc[-1]) if loc else ""
    if kind == "extra_forbidden" and isinstance(parent, Mapping):
        return _unknown_key(parent, key, context)
    if kind == "missing":
        return _missing_key(node, key, context)
    name = _name(loc)
    if isinstance(node, Scalar) and not node and not node.style:
        return Problem(place, f"{name} has no value.", "Write one after the colon, or delete the line.")
    message, hint = _refusal(kind, name, node, details, context)
    return Problem(place, message, hint)


def _walk(tree: Node, loc: tuple[int | str, ...]) -> tuple[Node, Node]:
    """Follow a pydantic location as far as the tree goes; return the last two nodes on the way."""
    parent, node = tree, tree
    for step in loc:
        below: Node | None = None
        if isinstance(node, Mapping) and isinstance(step, str):
            below = node.get(Scalar(step))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
            below = node[step]
        if below is None:
            break
        parent, node = node, below
    return parent, node


def _unknown_key(mapping: Mapping, key: str, context: Context) -> Problem:
    glued = GLUED.match(key)
    if glued:
        return Problem(mapping.key_place(key), KEY_COLON, f"Write {glued[1]}: and its value.")
    hint = nearest(key, _free_keys(mapping, context), ask="Free keys here")
    return Problem(mapping.key_place(key), f'"{key}" is not a key here.', hint)


def _free_keys(mapping: Mapping, context: Context) -> list[str]:
    model = context.models.get(id(mapping))
    return [word for word in model.known_keys() if word not in mapping] if model else []


def _missing_key(node: Node, key: str, context: Context) -> Problem:
    model = context.models.get(id(node))
    about = model.known_keys().get(key, "") if model else ""
    return Problem(
        node.place,
        f'"{key}" is missing here.',
        f"Add `{key}:` ({about[0].lower()}{about[1:].rstrip('.')})." if about else f"Add `{key}:`.",
    )


def _name(loc: tuple[int | str, ...]) -> str:
    last = loc[-1] if loc else ""
    if isinstance(last, int):
        owner = next((step for step in reversed(loc) if isinstance(step, str)), "")
        return f'Entry {last + 1} of "{owner}"'
    return f'"{last}"' if last and last != "[key]" else "This"


def _refusal(kind: str, name: str, node: Node, details: dict[str, Any], context: Context) -> tuple[str, str]:
    """Return sentence and hint for what pydantic itself refuses."""
    found = _found(node)
    if kind in ("model_type", "model_attributes_type", "dict_type", "mapping_type", "dataclass_type"):
        model = context.models.get(id(node))
        keys = ", ".join(f"{key}: …" for key in model.known_keys()) if model else "key: value"
        return f"{name} must be keys with values, not {found}.", f"Write {keys}"
    if kind in ("tuple_type", "list_type", "set_type", "frozen_set_type", "iterable_type"):
        return f"{name} must be a list, not {found}.", _LIST_HINT
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", str(details.get("expected", "")))
        if not isinstance(node, Scalar):
            return f"{name} must be one word, not {found}.", f"Known words: {', '.join(words)}."
        return f'{name} cannot be "{node}".', nearest(node, words, ask="Known words")
    if kind in ("too_short", "too_long"):
        wanted = details.get("min_length" if kind == "too_short" else "max_length", 0)
        actual = details.get("actual_length")
        bound = "at least" if kind == "too_short" else "at most"
        counted = f"; there {'is' if actual == 1 else 'are'} {actual}" if actual is not None else ""
        return f"{name} must have {bound} {wanted} {'entry' if wanted == 1 else 'entries'}{counted}.", (
            "Add what is missing." if kind == "too_short" else "Take some out, or begin a second block."
        )
    if kind in _LIMITS:
        limit, words = details.get(_LIMITS[kind][0], ""), _LIMITS[kind][1]
        bound = f"{limit} {words}" if words.startswith("or") else f"{words} {limit}"
        return f"{name} must be {bound}.", f"Write another number than {node}." if isinstance(node, Scalar) else ""
    if kind in ("value_error", "assertion_error") and "error" in details:
        return str(details["error"]), ""
    if kind.startswith(("string", "str")) and not isinstance(node, Scalar):
        return f"{name} must be a text, not {found}.", "A text that begins with { or [ must stand in quotes."
    return f"{name} cannot be {found}.", "Look it up in the manual."


def _found(node: object) -> str:
    if isinstance(node, AnyMapping):
        return "keys with values"
    if isinstance(node, Sequence):
        return "a list"
    return f'"{node}"' if len(str(node)) <= 40 else "a text"
