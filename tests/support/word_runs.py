"""Runs of words of the source documents, which are not shipped: only short hashes of them are.

The hashes are made by `python tests/support/word_runs.py FOLDER`, where FOLDER holds the documents as .txt, and written
to tests/content/source_runs.txt. First come the hashes of all runs of eight words; then, for locators, those of each
number with the word before or after it. A hash is the first five bytes of SHA-256: a text of thousands of runs is
blamed wrongly less than once in ten thousand times.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "content" / "source_runs.txt"
LENGTH = 8
PER_LINE = 11


def words(text: str) -> list[str]:
    """Return the words of a text: small letters and digits, without marks and accents."""
    plain = unicodedata.normalize("NFKD", text.lower()).replace("’", "'")
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return re.findall(r"[a-z0-9]+(?:[.,'][a-z0-9]+)*", plain)


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield each run of eight words."""
    found = words(text)
    for start in range(len(found) - LENGTH + 1):
        yield tuple(found[start : start + LENGTH])


def number_pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word that holds a digit, with the word before and with the word after it."""
    found = words(text)
    for one, two in pairwise(found):
        if any(character.isdigit() for character in one + two):
            yield one, two


def copied_runs(text: str, titles: Iterable[str] = ()) -> list[str]:
    """Return the runs of eight words that a text has in common with a source, but for titles."""
    known, _ = _hashes()
    allowed = [" ".join(words(title)) for title in titles]
    found = [" ".join(run) for run in runs(text) if _hash(run) in known]
    return [run for run in found if not any(run in title for title in allowed)]


def unknown_numbers(locator: str) -> list[str]:
    """Return the numbers of a locator that no source has beside the same words."""
    _, known = _hashes()
    return [" ".join(pair) for pair in number_pairs(locator) if _hash(pair) not in known]


def _hash(run: tuple[str, ...]) -> str:
    return sha256(" ".join(run).encode()).hexdigest()[:10]


@cache
def _hashes() -> tuple[frozenset[str], frozenset[str]]:
    first, _, second = FILE.read_text("utf-8").partition("\n\n")
    return frozenset(first.split()), frozenset(second.split())


def _written(folder: Path) -> str:
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    parts = [
        sorted({_hash(run) for text in texts for run in runs(text)}),
        sorted({_hash(pair) for text in texts for pair in number_pairs(text)}),
    ]
    rows = [
        "\n".join(" ".join(part[start : start + PER_LINE]) for start in range(0, len(part), PER_LINE)) for part in parts
    ]
    return "\n\n".join(rows) + "\n"


if __name__ == "__main__":
    FILE.write_text(_written(Path(sys.argv[1])), "utf-8")
