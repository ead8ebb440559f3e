"""Why a file is no YAML, in an author's words: nearly always a text that had to be quoted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.errors import Place, Problem

if TYPE_CHECKING:
    import yaml

QUOTE_IT = "Put the whole text in quotes, or write it as a block: > after the colon, and the text on the next line."
OPENERS = "{[*&!|>@%`\"'"

KEY_COLON = "A colon and a space must follow the key."
GLUED = re.compile(r"([A-Za-z][\w-]*?)(?:：|:(?!//)(?=\S))", re.ASCII)
"""A key whose colon is a full-width one, or has no space after it; no web address."""

# A line up to its value: indentation, hyphens, and in block style the key.
_VALUE = re.compile(r"^\s*(?:- +)*(?:[\w-]+:[ \t]+)?(?P<value>\S.*)?$")
# The values of a mapping written with braces.
_FLOW_VALUE = re.compile(r"[{,]\s*[\w-]+:\s+(?P<value>[^\s,}][^,}]*)")


def explain(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    """Return a problem that tells where and why the parser gave up, and what to write instead."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Problem(Place(name), "The file cannot be read as YAML.", QUOTE_IT)
    lines = text.split("\n")
    where = min(mark.line, len(lines) - 1)
    start = error.context_mark.line if error.context_mark else where
    place = Place(name, where + 1, mark.column + 1 if where == mark.line else len(lines[where]) + 1)
    tab = next((n for n in (where, where - 1) if n >= 0 and _indented_by_tab(lines[n])), None)
    if tab is not None:
        column = lines[tab].index("\t") + 1
        return Problem(Place(name, tab + 1, column), "A tab stands in the indentation.", "Indent with spaces only.")
    if "escape" in (error.problem or "") or "hexdecimal" in (error.problem or ""):
        return _escape(lines[where], where, mark.column, name)
    glued = _glued(lines, where, start, name) if _may_be_glued(error) else None
    if glued:
        return glued
    for number in dict.fromkeys((where, where - 1, start)):
        cause = _cause(lines[number], number + 1, name) if 0 <= number < len(lines) else None
        if cause:
            return cause
    context, problem = error.context or "", error.problem or ""
    if "quoted scalar" in context:
        message = f"The quotation mark in line {start + 1} opens a text that is never closed."
        return Problem(
            Place(name, start + 1, error.context_mark.column + 1 if error.context_mark else 0),
            message,
            "Close it with the same mark; inside, double the mark '.",
        )
    if "flow" in context:
        opened = Place(name, start + 1, error.context_mark.column + 1 if error.context_mark else 0)
        return Problem(opened, "This bracket or brace is not closed, or a comma is missing inside.", QUOTE_IT)
    if "expected ':'" in problem:
        return Problem(
            place,
            "A key without its colon stands here, or a text that is not indented.",
            "Write key: value, or indent the text further than its key.",
        )
    if "block" in context or "mapping values" in problem:
        return Problem(
            place,
            "This line does not fit the indentation of the lines above it.",
            "Indent the keys of one mapping, and the hyphens of one list, equally.",
        )
    return Problem(place, "The file cannot be read as YAML from here on.", QUOTE_IT)


def _may_be_glued(error: yaml.MarkedYAMLError) -> bool:
    told = error.problem or ""
    return any(words in told for words in ("mapping values", "document start", "expected ':'"))


def _glued(lines: list[str], where: int, start: int, name: str) -> Problem | None:
    """Find a key that YAML does not see as one: in the line that is reported, or in the last one before it."""
    before = next(
        (n for n in range(where - 1, -1, -1) if lines[n].strip() and not lines[n].lstrip().startswith("#")), 0
    )
    for number in dict.fromkeys((before, where, start)):
        line = lines[number]
        begin = len(line) - len(line.lstrip(" -"))
        found = GLUED.match(line, begin)
        if found:
            return Problem(Place(name, number + 1, found.end(1) + 1), KEY_COLON, f"Write {found[1]}: and its value.")
    return None


def _escape(line: str, where: int, column: int, name: str) -> Problem:
    """Tell an escape that means nothing; the parsers differ in how far behind the backslash they point."""
    begin = max(line.rfind("\\", 0, column + 1), 0)
    found = re.match(r"\\(?:[xuU][0-9A-Fa-f]*|.)?", line[begin:])
    message = f"The escape {found.group() if found else line[begin : begin + 2]} in this text is unknown."
    hint = "Write the character itself, or use single quotes, in which a backslash is nothing special."
    return Problem(Place(name, where + 1, begin + 1), message, hint)


def _indented_by_tab(line: str) -> bool:
    return "\t" in line[: len(line) - len(line.lstrip())] and bool(line.strip())


def _cause(line: str, number: int, name: str) -> Problem | None:
    """Find a text in `line` that YAML takes for something else because it is not quoted."""
    found = _VALUE.match(line)
    value = (found["value"] or "") if found else ""
    if found is None or not value or value.startswith("#"):
        return None
    column = found.start("value") + 1
    if value.startswith("{") and _FLOW_VALUE.match(value):
        for inner in _FLOW_VALUE.finditer(line):
            problem = _cause_in(inner["value"], inner.start("value") + 1, number, name)
            if problem:
                return problem
        return _comment(value, column, number, name)
    return _cause_in(value, column, number, name)


def _cause_in(value: str, column: int, number: int, name: str) -> Problem | None:
    first = value[0]
    if first in OPENERS and not _is_whole(value):
        message = f"A text that begins with {first} must stand in quotes, or be a block."
        return Problem(Place(name, number, column), message, QUOTE_IT)
    colon = re.search(r":(?=\s|$)", value)
    if first not in OPENERS and colon and colon.start() < len(value) - 1:
        message = 'This text holds ": ", which begins a new key in YAML.'
        return Problem(Place(name, number, column + colon.start()), message, QUOTE_IT)
    return None if first in OPENERS else _comment(value, column, number, name)


def _comment(value: str, column: int, number: int, name: str) -> Problem | None:
    hash_mark = re.search(r"\s#", value)
    if hash_mark is None:
        return None
    message = 'This text holds " #", which begins a comment in YAML: the rest of the line is not read.'
    return Problem(Place(name, number, column + hash_mark.start() + 1), message, QUOTE_IT)


def _is_whole(value: str) -> bool:
    """Say whether a value that begins with a mark is what that mark announces, so that the fault lies elsewhere."""
    value = re.sub(r"\s+#.*$", "", value).rstrip()
    first = value[0]
    if first in "|>":
        return re.fullmatch(r"[|>][-+0-9]*", value) is not None
    closing = {"{": "}", "[": "]", '"': '"', "'": "'"}.get(first)
    if closing is None:
        return False
    if first in "\"'":
        return len(value) == 1 or value[1:].find(closing) in (-1, len(value) - 2) or value.endswith(closing)
    return value.endswith(closing) or closing not in value
