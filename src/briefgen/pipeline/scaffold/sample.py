"""The sample brief with its data: of the sections that it names, what it uses, with the comments that stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from briefgen.errors import EnvironmentFailure
from briefgen.project import samples_folder

SAMPLE = "robotics"
SAMPLE_BRIEF = "briefings/industries/robotics.yaml"
SOURCES = "data/sources.yaml"
_SECTIONS = re.compile(r"^sections: \[(.*)\]$", re.MULTILINE)
_TOP = re.compile(r"^([a-z-]+):", re.MULTILINE)
_KEY = re.compile(r"^  ([a-z0-9-]+):$")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DERIVED = re.compile(r"^ +derive: \{(.*)\}$", re.MULTILINE)
_SOURCE = re.compile(r"^ +source: ([a-z0-9-]+)$", re.MULTILINE)
_OVERLAPS = re.compile(r"^( +overlaps: )\[(.*)\]\n", re.MULTILINE)


def sample_texts() -> dict[str, str]:
    """Return the sample brief and its data by path; all of it is the repository's own text.

    A section of the library names facts of other sections; the sample stands alone, so that it holds the facts that
    its brief uses, those that they are calculated from, and their sources. Raises EnvironmentFailure where a file is
    missing.
    """
    folder = samples_folder()
    try:
        brief = _read(folder, SAMPLE_BRIEF)
        found = _SECTIONS.search(brief)
        names = [f"data/{name.strip()}.yaml" for name in found[1].split(",")] if found else []
        sections = {name: _read(folder, name) for name in names}
        sources = _read(folder, SOURCES)
    except OSError as error:
        raise EnvironmentFailure("The sample of briefgen is not whole.", "Install briefgen again.") from error
    facts = _used(brief, sections.values())
    kept = {name: _alone(_kept(text, "facts", facts), facts) for name, text in sections.items()}
    cited = {id for text in kept.values() for id in _SOURCE.findall(text)}
    return {SAMPLE_BRIEF: brief, **kept, SOURCES: _kept(sources, "sources", cited)}


def _read(folder: Path, name: str) -> str:
    return (folder / name).read_text("utf-8")


def _used(brief: str, sections: Iterable[str]) -> set[str]:
    """Return the ids of the facts that a brief names, and of those that they are calculated from."""
    facts = {id: text for section in sections for id, text in _entries(section, "facts").items()}
    used: set[str] = set()
    further = set(_ID.findall(brief)) & facts.keys()
    while further:
        used |= further
        named = {id for fact in further for derived in _DERIVED.findall(facts[fact]) for id in _ID.findall(derived)}
        further = (named & facts.keys()) - used
    return used


def _kept(text: str, key: str, wanted: set[str]) -> str:
    """Return a section with those entries of one mapping only, and without tables."""
    before, _, after = text.partition(f"\n{key}:\n")
    assert after, f"the sample has no {key}"
    entries = "\n".join(entry for id, entry in _entries(text, key).items() if id in wanted)
    return f"{before}\n{key}:\n{entries.rstrip()}\n"


def _entries(text: str, key: str) -> Mapping[str, str]:
    """Return the entries of a top-level mapping by id, each with the comment above it."""
    body = text.partition(f"\n{key}:\n")[2]
    end = _TOP.search(body)
    entries: dict[str, list[str]] = {}
    above: list[str] = []
    within: list[str] = []
    for line in body[: end.start() if end else None].splitlines():
        if found := _KEY.match(line):
            within = entries[found[1]] = [*above, line]
            above = []
        elif line.startswith("  #") or (above and not line.strip()):
            above.append(line)
        else:
            within.append(line)
    return {id: "\n".join(lines) for id, lines in entries.items()}


def _alone(text: str, facts: set[str]) -> str:
    """Leave out of `overlaps` what the sample does not hold."""

    def kept(found: re.Match[str]) -> str:
        ids = [id for id in _ID.findall(found[2]) if id in facts]
        return f"{found[1]}[{', '.join(ids)}]\n" if ids else ""

    return _OVERLAPS.sub(kept, text)
