"""Some keys at the top of a YAML file, read without the rest of it.

What stands at the beginning of a line and is followed by a colon is a key of the whole file, wherever the file is
written as all of ours are; a file in which this is not so is read whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from briefgen.errors import AuthorsMistakes
from briefgen.project import Project
from briefgen.spec.reader import MOST_BYTES, read_bytes
from briefgen.spec.tree import Mapping, Scalar

_NEXT = re.compile(rb"^(?!-[ \t\n])[^ \t#\n]", re.MULTILINE)
"""The beginning of the next key, or of what ends the file: entries of a list may begin where their key does."""

_HIDING = re.compile(rb"^[\"'?{]|^---[ \t]*[^ \t\n#]|\A(?:[ \t]*(?:#.*)?\n)*[ \t]+[^ \t\n#]", re.MULTILINE)
"""What lets a key stand elsewhere than at the beginning of a line, or in other letters: quotes, ?, { }, an indent."""


def read_top_keys(path: Path, project: Project, needed: str, others: Iterable[str] = ()) -> Mapping | None:
    """Return the keys `needed` and `others` of a file, with their values; None where it has no `needed`.

    Raises AuthorsMistakes where these parts are no YAML, or lie in a file that is none; OSError where it cannot be
    read. The rest of the file is not looked at.
    """
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    return top_keys(content, project.relative(path), (needed, *others))


def top_keys(content: bytes, name: str, keys: tuple[str, ...]) -> Mapping | None:
    """Return some keys of the bytes of a file that problems call `name`; None where it has not the first of them."""
    needed = keys[0].encode("ascii")
    if needed not in content and b"\\" not in content:
        return None
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    content = content.removeprefix(b"\xef\xbb\xbf")
    parts = _parts(content, keys)
    if parts is None:
        return _of_whole(content, name, keys)
    if not parts:
        return None
    try:
        return _chosen(read_bytes(parts, name), keys)
    except AuthorsMistakes:
        # What is cut out in the wrong place makes other mistakes than the file has.
        return _of_whole(content, name, keys)


def _parts(content: bytes, keys: tuple[str, ...]) -> bytes | None:
    """Return the parts of a file that begin with these keys, on their lines, and nothing else of it.

    None where only the whole file tells which they are, b"" where the first key is not there.
    """
    words = b"|".join(key.encode("ascii") for key in keys)
    found = list(re.finditer(rb"^(%s)[ \t]*:(?=[ \t\n]|\Z)" % words, content, re.MULTILINE))
    written = [match[1] for match in found]
    if len(set(written)) < len(written):
        return None
    if keys[0].encode("ascii") not in written:
        return None if _HIDING.search(content) else b""
    parts: list[bytes] = []
    line = 0
    for match in found:
        end = _NEXT.search(content, match.end())
        begin = content.count(b"\n", 0, match.start())
        part = content[match.start() : end.start() if end else len(content)]
        parts.append(b"\n" * (begin - line) + part)
        line = begin + part.count(b"\n")
    return b"".join(parts)


def _of_whole(content: bytes, name: str, keys: tuple[str, ...]) -> Mapping | None:
    return _chosen(read_bytes(content, name), keys)


def _chosen(whole: Mapping, keys: tuple[str, ...]) -> Mapping | None:
    chosen = Mapping(whole.place)
    for key, value in whole.items():
        if key in keys:
            chosen[key] = value
    return chosen if Scalar(keys[0]) in chosen else None
