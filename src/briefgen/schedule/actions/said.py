"""What is said of an error in one paragraph: no addresses of people, places first, as many problems as a line holds."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.deliver.ledger.sending import without_addresses
from briefgen.errors import AuthorsMistakes, BriefgenError, Problem
from briefgen.project import printable

MOST = 3
"""How many problems are told; the log has all."""
LONGEST = 600
"""Characters of what is told of one thing."""


def said_of(error: BriefgenError) -> str:
    """Return what an error says."""
    problems = problems_of(error)
    return told(problems) if problems else line(f"{error.message} {error.hint}")


def problems_of(error: BriefgenError) -> tuple[Problem, ...]:
    """Return the single problems of an error that lists them."""
    from briefgen.deliver.pack.gates import HeldBackError

    return error.problems if isinstance(error, AuthorsMistakes | HeldBackError) else ()


def told(problems: Sequence[Problem]) -> str:
    """Return the first problems, each with its place, and how many more there are."""
    shown = [f"{one.place}: {one.message}" if one.place.file else one.message for one in problems[:MOST]]
    if len(problems) > MOST:
        shown.append(f"And {len(problems) - MOST} more.")
    return line(" ".join(shown))


def line(text: str) -> str:
    """Return a text as one line that forges no other and tells no address."""
    text = without_addresses(printable(" ".join(text.split())))
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
