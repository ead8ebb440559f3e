"""What a listener hears of a finished file, from its tags, and the same as lines of text for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from briefgen.check.finished.announced import announce, voice
from briefgen.check.finished.opened import open_finished
from briefgen.check.finished.said import said_in_file
from briefgen.check.finished.spoken import HEADINGS, Spoken, spoken
from briefgen.check.finished.xmp import DC
from briefgen.errors import VerificationFailure

CELLS = ("TH", "TD")
ITEMS = ("LI", "TOCI")
ANNOUNCED = ("L", "Table")
NAMED = {"Figure": "figure", "Formula": "figure", "Note": "note"}


def read_aloud(data: bytes, *, password: str | None = None) -> tuple[Spoken, ...]:
    """Return what a screen reader says of a file, in the order of its tags; artifacts are silent.

    Raises VerificationFailure where the file cannot be read, or has no tags.
    """
    opened = open_finished(data, password)
    if not opened.tree.top:
        message = "The file has no tags, so that a screen reader has nothing to go by."
        raise VerificationFailure(message, "Build it with another profile than plain.")
    languages = tuple(dict.fromkeys(tag for _, tag in opened.metadata.all(DC, "language") if tag))
    return tuple(one for top in opened.tree.top for one in spoken(said_in_file(top), languages or (opened.language,)))


def aloud_text(said: Sequence[Spoken], language: str | None = None) -> str:
    """Lay out what is said as lines: each block in one language after the other, or in `language` (zh is zh-Hans, too).

    What is said once for all stands in either. Headings have a # for each level, items a hyphen; a row of a table is
    one line for each language, with a bar before each cell.
    """
    heard = [one for one in said if language is None or one.shared or _first(one.language) == _first(language)]
    ranks = {tag: rank for rank, tag in enumerate(dict.fromkeys(one.language for one in said))}
    lines: list[str] = []
    before: Spoken | None = None
    item: Spoken | None = None
    run = 0
    for one, line in _lines(heard):
        if before is not None and _apart(before, one, ranks, run):
            lines.append("")
        again = item is not None and one.role in ITEMS and _same_item(item, one, ranks)
        lines.append(line.replace("- ", "  ", 1) if again else line)
        run = run + 1 if before is not None and _goes_on(before, one) else 1
        item = one if one.role in ITEMS else None if one.role in ANNOUNCED else item
        before = one
    return "\n".join((*lines, "")) if lines else ""


def _first(language: str) -> str:
    return language.partition("-")[0].lower()


def _goes_on(before: Spoken, one: Spoken) -> bool:
    """Say whether two lines are in one language; a heading begins anew."""
    return before.language == one.language and before.role not in HEADINGS and one.role not in HEADINGS


def _same_item(item: Spoken, one: Spoken, ranks: Mapping[str, int]) -> bool:
    """Say whether this is an item's text in a further language."""
    return item.level == one.level and ranks[item.language] < ranks[one.language]


def _lines(said: Sequence[Spoken]) -> Iterator[tuple[Spoken, str]]:
    """Yield each line with the first of what it says."""
    for (kind, _), group in groupby(said, key=_together):
        found = list(group)
        if kind in CELLS:
            for language in dict.fromkeys(one.language for one in found):
                cells = [one for one in found if one.language == language]
                yield cells[0], "".join(f"| {cell.text} " for cell in cells).rstrip()
        elif kind in ANNOUNCED:
            yield found[0], _indent(found[0].level - 1) + " ".join(_bracketed(one.text, one.language) for one in found)
        else:
            yield found[0], _line(found[0])


def _together(one: Spoken) -> tuple[str, object]:
    """Return what tells lines apart: a row of cells is one, an announcement in all languages, else each for itself."""
    if one.role in CELLS:
        return "TD", one.level
    if one.role in ANNOUNCED:
        return one.role, one.level
    return one.role, id(one)


def _line(one: Spoken) -> str:
    if one.role in HEADINGS:
        return f"{'#' * one.level} {one.text}"
    if one.role in NAMED:
        mark = _bracketed(announce(NAMED[one.role], one.language), one.language)
        space = "" if voice(one.language) == "zh" else " "
        return f"{_indent(one.level)}{mark}{space}{one.text}"
    if one.role in ITEMS:
        return f"{_indent(one.level - 1)}- {one.text}"
    return f"{_indent(one.level)}{one.text}"


def _bracketed(words: str, language: str) -> str:
    return f"［{words}］" if voice(language) == "zh" else f"[{words}]"


def _indent(level: int) -> str:
    return "  " * max(0, level)


def _apart(before: Spoken, one: Spoken, ranks: Mapping[str, int], run: int) -> bool:
    """Say whether an empty line stands between two lines; `run`: how many of one language stand before it.

    It stands before each new block, and between its languages where one of them has several lines.
    """
    if before.role in HEADINGS or one.role in HEADINGS:
        return before.role != one.role
    if one.role in ANNOUNCED:
        return before.role != "Caption" and one.level < 2
    if before.role in ANNOUNCED or (before.level and one.level):
        return False
    if before.role != one.role and {before.role, one.role} != {"TH", "TD"}:
        return True
    if before.language == one.language or one.role in CELLS:
        return False
    return run > 1 or ranks[one.language] < ranks[before.language]
