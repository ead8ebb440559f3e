"""Problems with a place and a next step, and the error tree with its exit codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Place:
    """Name a spot in an author's file: project-relative posix path, line and column from 1; 0 means unknown.

    In a table file, line and column are the row and column of a cell, and `cell` is its name as spreadsheets show it,
    such as Facts!D12.
    """

    file: str
    line: int = 0
    column: int = 0
    cell: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file}:{self.cell}"
        parts = [self.file, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(parts)


NOWHERE = Place("")


@dataclass(frozen=True, order=True)
class Problem:
    """Tell one mistake: where it is, what is wrong in a plain sentence, and what to do next."""

    place: Place
    message: str
    hint: str = field(default="", compare=False)

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}" if self.place.file else self.message
        return f"{head}\n  {self.hint}" if self.hint else head


class BriefgenError(Exception):
    """Be the root of everything that briefgen raises on purpose; `exit_code` is what the process ends with."""

    exit_code = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class AuthorsMistakes(BriefgenError):
    """Report all problems that one stage found in the authors' files together."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        count = len(self.problems)
        super().__init__("1 problem" if count == 1 else f"{count} problems")

    def __reduce__(self) -> tuple[type[AuthorsMistakes], tuple[tuple[Problem, ...]]]:
        """Let it pass between processes."""
        return type(self), (self.problems,)


class UsageMistake(BriefgenError):
    """Refuse a command that asks for something that is not there, such as an unknown brief."""

    exit_code = 2


class EnvironmentFailure(BriefgenError):
    """Report a file, folder or installation that stops the work."""

    exit_code = 3


class VerificationFailure(BriefgenError):
    """Report a finished file that does not hold what it must.

    `problems` are the single faults, for programs, where the message lists several.
    """

    exit_code = 4

    def __init__(self, message: str, hint: str = "", problems: Iterable[Problem] = ()) -> None:
        super().__init__(message, hint)
        self.problems: tuple[Problem, ...] = tuple(problems)


class GateRefused(BriefgenError):
    """Refuse to hand out what a gate holds back, such as a brief under embargo or one that is not approved."""

    exit_code = 1


class DeliveryFailure(BriefgenError):
    """Report a delivery that is incomplete, or of which nobody knows whether it arrived."""

    exit_code = 5
