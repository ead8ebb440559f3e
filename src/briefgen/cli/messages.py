"""Problems and results in the user's words."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.cli.console import complain
from briefgen.errors import AuthorsMistakes, BriefgenError, Problem


def show(error: BriefgenError) -> None:
    """Print an error on standard error: all problems of authors, or the message and its next step."""
    if isinstance(error, AuthorsMistakes):
        show_problems(error.problems)
        return
    complain(error.message)
    if error.hint:
        complain(f"  {error.hint}")


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems, one below the other."""
    for problem in problems:
        complain(str(problem))


def show_warnings(warnings: Iterable[Problem]) -> None:
    """Print what an author should look at although the brief can be built."""
    for warning in warnings:
        head, _, rest = str(warning).partition("\n")
        complain(f"Warning: {head}" + (f"\n{rest}" if rest else ""))


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 page", "5 pages"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def size(octets: int) -> str:
    """Return the size of a file in kB of 1000 bytes, at least 1, or in MB with one digit from 1 MB on."""
    if octets >= 1_000_000:
        return f"{octets / 1_000_000:.1f} MB"
    return f"{max(1, round(octets / 1000))} kB"
