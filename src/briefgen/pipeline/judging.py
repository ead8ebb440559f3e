"""Finished files, of this program or another, wherever they lie: read, and judged by what they claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError, EnvironmentFailure
from briefgen.pipeline.faults import unexpected
from briefgen.pipeline.given import name_of_file, read_file
from briefgen.pipeline.password import keys
from briefgen.pipeline.results import Refused
from briefgen.pipeline.stages import DONE, Tell
from briefgen.project import PASSWORD

if TYPE_CHECKING:
    from briefgen.check.finished.report import Report


@dataclass(frozen=True)
class Judged:
    """Hold what was found in a file; `name` is its path as it was given, `size` in bytes."""

    name: str
    size: int
    report: Report


def judge(
    paths: Sequence[Path], *, password: str | None = None, tell: Tell | None = None
) -> Iterator[Judged | Refused]:
    """Yield what is found in each file, or why its bytes cannot be had.

    `password`, as it is set in the environment, is judged and tried where a file asks for one.
    A file that was read and is damaged, or is not a PDF, is judged: that is its fault.
    """
    for path in paths:
        name = name_of_file(path)
        if tell is not None:
            tell(name, "verify")
        try:
            yield _judged(path, name, password)
        except BriefgenError as error:
            yield Refused(name, error)
        except Exception as error:
            yield Refused(name, unexpected(error))
        if tell is not None:
            tell(name, DONE)


def _judged(path: Path, name: str, password: str | None) -> Judged:
    from briefgen.check.finished.inspection import inspect_file
    from briefgen.check.finished.report import LOCKED

    given = read_file(path)
    for key in keys(password):
        report = inspect_file(given.data, password=key)
        if all(finding.rule != LOCKED for finding in report.findings):
            return Judged(name, given.size, report)
    why = f"{PASSWORD} does not open it" if password else "it is protected by a password"
    hint = f"Set {PASSWORD} to the password of the file, then try again."
    raise EnvironmentFailure(f"The file {name} cannot be read: {why}.", hint)
