"""The structure of a finished file beside the record of what was drawn: equal, element by element."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from briefgen.check.finished.report import Finding
from briefgen.check.finished.said import Said
from briefgen.pdf.roles import written_roles

RULE = "as-recorded"
NAMED = ("title", "scope", "columns", "rows", "files")
QUOTED = 60


def differences(recorded: Said, found: Said, version: Literal["1.7", "2.0"]) -> Iterator[Finding]:
    """Yield where a file says something else than was recorded, or in another order; below a wrong role nothing more.

    An id of its own has only what was given one; the finisher names notes by itself.
    """
    yield from _compared(recorded, found, version, found.role)


def _compared(recorded: Said, found: Said, version: Literal["1.7", "2.0"], path: str) -> Iterator[Finding]:
    roles = written_roles(recorded.role, version)
    if found.role not in roles:
        yield Finding(RULE, f"A {roles[0]} was drawn here, the file has a {found.role or 'role of its own'}.", 0, path)
        return
    if found.language != recorded.language and (recorded.alt or any(isinstance(one, str) for one in recorded.children)):
        yield Finding(RULE, f"The language is {found.language or 'none'}, not {recorded.language}.", 0, path)
    if [(_short(tag), text) for tag, text in found.alt] != [(_short(tag), text.strip()) for tag, text in recorded.alt]:
        yield Finding(RULE, f"The description is {_quoted_alt(found)}, not {_quoted_alt(recorded)}.", 0, path)
    if [(_short(tag), text) for tag, text in found.expansion] != [
        (_short(tag), text) for tag, text in recorded.expansion
    ]:
        yield Finding(RULE, f"Its expansion is {_told(found)!r}, not {_told(recorded)!r}.", 0, path)
    for name in NAMED:
        there, meant = getattr(found, name), getattr(recorded, name)
        if there != meant:
            yield Finding(RULE, f"Its {name} is {there!r}, not {meant!r}.", 0, path)
    if recorded.id is not None and found.id != recorded.id:
        yield Finding(RULE, f"Its id is {found.id!r}, not {recorded.id!r}.", 0, path)
    yield from _children(recorded, found, version, path)


def _children(recorded: Said, found: Said, version: Literal["1.7", "2.0"], path: str) -> Iterator[Finding]:
    counts: dict[str, int] = {}
    for place, (meant, there) in enumerate(zip(recorded.children, found.children, strict=False), start=1):
        if isinstance(meant, Said) and isinstance(there, Said):
            counts[there.role] = counts.get(there.role, 0) + 1
            yield from _compared(meant, there, version, f"{path}/{there.role}[{counts[there.role]}]")
        elif isinstance(meant, str) and isinstance(there, str):
            if meant != there:
                yield Finding(RULE, f"The text reads {_quoted(there)}, not {_quoted(meant)}.", 0, path)
        else:
            kinds = ("text", "an element") if isinstance(meant, str) else ("an element", "text")
            yield Finding(RULE, f"Part {place} of it was {kinds[0]}, the file has {kinds[1]}.", 0, path)
            return
    if len(recorded.children) != len(found.children):
        count, meant_count = len(found.children), len(recorded.children)
        lost = recorded.children[count:] or found.children[meant_count:]
        words = lost[0] if isinstance(lost[0], str) else lost[0].text
        what = "lost" if meant_count > count else "too many"
        yield Finding(RULE, f"It has {count} parts, not {meant_count}; {what}: {_quoted(words)}.", 0, path)


def _short(tag: str) -> str:
    """Return the language of a tag; escapes in text strings cannot tell scripts (ISO 32000-1, 7.9.2.2)."""
    return tag.partition("-")[0].lower()


def _told(said: Said) -> str | None:
    return " ".join(text for _, text in said.expansion) or None


def _quoted_alt(said: Said) -> str:
    return "; ".join(f"{tag}: {_quoted(text)}" for tag, text in said.alt) or "missing"


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= QUOTED else text[:QUOTED] + '…'}”"
