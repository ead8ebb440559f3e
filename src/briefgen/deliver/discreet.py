"""Mistakes in files about people, told without a word of what is written there.

Sentences about YAML quote what they found, so that an author knows it again. What is written of people must not get
into consoles, logs and mails: here a sentence keeps only the words that the language of the files itself has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import get_args

from briefgen.errors import Place, Problem
from briefgen.spec.delegation import EDITIONS, MODELS, Channel, Part
from briefgen.spec.find import KINDS, NAME_PATTERN
from briefgen.spec.schedule import Do
from briefgen.spec.tree import Mapping, Node, Scalar, Sequence

_QUOTED = re.compile(r'"([^"]*)"')
_LISTED = re.compile(r"(?<=\"); it has .*(?=\.$)", re.DOTALL)
"""The languages that a text has: anything may stand there where a language is meant."""
_OFFERED = re.compile(r"Write ([\w-]+):")
"""A key that a hint offers: it may be made of what was written."""
_MARKED = re.compile(r"[&*!{]\S|[^\x00-\x7f]")
_GENERIC = "What is written here cannot stand here"
_LOOK = "Look it up in docs/delegations.md."
_SAYING_NOTHING = ("Write yes or no.",)
"""Hints that are the same whatever is written."""
_FIXED = ("…", "，", "（", "）", "–", "“", "”", "·")
"""Marks outside of ASCII that sentences of ours hold."""
PUBLIC = frozenset(
    {
        "delegation", "sample", "languages", "edition", "arrival", "departure", "embargo", "briefs", "omit", "channels",
        "schedule",
    }
)  # fmt: skip
"""The keys at the top of a delegation whose values say nothing of people, but for what is below _PRIVATE."""
_PRIVATE = ("override",)
_KNOWN_BY = {"recipients": ("id",), "insert": ("brief", "after")}
"""Names in the rest of the file that logs and the ledger hold anyway, as far as they have the form of one."""
_PLAIN = re.compile(r"[A-Za-z0-9-]{1,60}|[0-9: –-]{1,20}")


def discreet(problems: Iterable[Problem], written: Node | None, known: Collection[str] = ()) -> Iterator[Problem]:
    """Yield problems without what the file says of people; `known` are further words that may be quoted.

    `written` is the tree of the file, by which the key is told where a sentence cannot be kept; None where the file is
    no YAML.
    """
    words = _vocabulary() | set(known)
    quotable = words | (_public(written) if isinstance(written, Mapping) else set[str]())
    for problem in problems:
        message = _LISTED.sub("", problem.message)
        if _is_kept(message, quotable):
            yield Problem(problem.place, message, problem.hint if _is_kept(problem.hint, quotable) else _LOOK)
        else:
            key = _key_at(written, problem.place) if isinstance(written, Mapping) else ""
            hint = problem.hint if problem.hint in _SAYING_NOTHING else _LOOK
            yield Problem(problem.place, f"{_GENERIC}{f' (key {key})' if key in words else ''}.", hint)


def _is_kept(sentence: str, quotable: Collection[str]) -> bool:
    """Say whether all that a sentence quotes are words of the language of the files."""
    if any(found not in quotable for found in _QUOTED.findall(sentence)):
        return False
    if any(found not in quotable for found in _OFFERED.findall(sentence)):
        return False
    rest = _QUOTED.sub("", sentence)
    for mark in _FIXED:
        rest = rest.replace(mark, "")
    rest = rest.replace("{zh: , en: }", "").replace("{, }", "")
    return '"' not in rest and not _MARKED.search(rest)


def _vocabulary() -> set[str]:
    """Return every key that a delegation may have, at any depth, every word that a key may have, and languages."""
    words = {"zh", "en", "yes", "no", "brief", "recipient", *KINDS, *EDITIONS}
    words |= {*get_args(Channel), *get_args(Part), *get_args(Do)}
    for model in MODELS:
        words |= set(model.known_keys())
    return words


def _public(written: Mapping) -> set[str]:
    """Return what the public part of a file says, as far as it has the form of a name, a date or a word."""
    found: set[str] = set()
    for key, below in written.items():
        if key in PUBLIC:
            found |= {text for text in _scalars(below) if _PLAIN.fullmatch(text)}
        for part in _KNOWN_BY.get(key, ()) if isinstance(below, Sequence) else ():
            ids = (entry.get(Scalar(part)) for entry in below if isinstance(entry, Mapping))
            found |= {str(id) for id in ids if isinstance(id, Scalar) and NAME_PATTERN.fullmatch(id)}
    return found


def _scalars(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield str(node)
    elif isinstance(node, Mapping):
        for key, below in node.items():
            if key not in _PRIVATE:
                yield from _scalars(below)
    else:
        for below in node:
            yield from _scalars(below)


def _key_at(written: Mapping, place: Place) -> str:
    """Return the innermost key whose value begins at or before a place, or "" where none does."""
    found = ""
    best = Place(place.file)
    for key, _ in _pairs(written):
        here = key.place
        if here.file == place.file and (here.line, here.column) <= (place.line, place.column) and here >= best:
            best, found = here, str(key)
    return found


def _pairs(node: Node) -> Iterator[tuple[Scalar, Node]]:
    if isinstance(node, Mapping):
        for key, below in node.items():
            yield key, below
            yield from _pairs(below)
    elif not isinstance(node, Scalar):
        for below in node:
            yield from _pairs(below)
