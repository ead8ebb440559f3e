"""What a draft shows beside the edition that it is a draft of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.data.terms import Quality

SHORT = 12
"""How many digits of a digest stand for it where people read it."""


@dataclass(frozen=True)
class Numbered:
    """Hold a line's number and where it stands: baselines at the left and at the right edge, None where it has none."""

    number: int
    left: float | None
    right: float | None


@dataclass(frozen=True)
class Bar:
    """Hold a stretch of changed lines beside the left or the right edge, from the first baseline to the last."""

    first: float
    last: float
    right: bool


@dataclass(frozen=True)
class Margin:
    """Hold what stands beside the text of one page."""

    numbers: tuple[Numbered, ...] = ()
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True)
class Changed:
    """Hold a text that is another than it was, or is new or gone: in which language, where, what it was and is.

    `language` is empty where it stands once for all languages.
    `page` and `line` count from 1; both are 0 where the text is gone.
    """

    language: str
    page: int
    line: int
    was: str
    now: str


@dataclass(frozen=True)
class Listed:
    """Hold a printed number: its page, as it is written and what it is by language, and what it rests on.

    `owner` and `cleared_by` are empty where nobody has recorded them.
    """

    page: int
    said: Mapping[str, str]
    about: Mapping[str, str]
    sources: tuple[str, ...]
    locator: str
    quality: Quality | None
    caution: Mapping[str, str] | None
    owner: str
    cleared_by: str
    fact: str = ""


@dataclass(frozen=True)
class Draft:
    """Hold what a draft shows: digests of the contents, margins by page index from 0, changes, numbers.

    `since`: the code of the approved edition that a language is compared with; a language without one is not there.
    """

    digests: Mapping[str, str]
    margins: Mapping[int, Margin] = field(default_factory=dict[int, Margin])
    since: Mapping[str, str] = field(default_factory=dict[str, str])
    same: frozenset[str] = frozenset()
    """Languages whose readers are given what was approved."""
    unknown: frozenset[str] = frozenset()
    """Languages whose changes cannot be marked, since what the approved edition printed is not known any more."""
    changes: tuple[Changed, ...] = ()
    numbers: tuple[Listed, ...] = ()

    def changes_for(self, language: str) -> tuple[Changed, ...]:
        """Return the changes that readers of a language see; none where it was never approved, or is as it was."""
        if language not in self.since or language in self.same:
            return ()
        return tuple(change for change in self.changes if change.language in (language, ""))

    def short(self, language: str) -> str:
        """Return the first digits of a language's digest."""
        return self.digests[language][:SHORT]
