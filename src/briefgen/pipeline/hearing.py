"""What a listener hears of a finished brief, and whether the file is still what the brief says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import UsageMistake, VerificationFailure
from briefgen.pipeline.given import name_of_file, read_file
from briefgen.pipeline.password import HINT, Lookup, keys

if TYPE_CHECKING:
    from briefgen.check.finished.aloud import Spoken
    from briefgen.project import Project


@dataclass(frozen=True)
class Heard:
    """Hold what a file says: `name` is its path as authors know it; `stale` says why it is not current, "" if it is.

    `stale` is None where no brief was asked for, so that nobody knows.
    """

    name: str
    stale: str | None
    spoken: tuple[Spoken, ...]


def hear_brief(project: Project, name: str, *, look: Lookup | None = None) -> Heard:
    """Return what the finished file of a brief says, the edition as written; a stale one is read all the same.

    Raises UsageMistake where there is no such brief or no finished file, AuthorsMistakes where the settings hold
    mistakes, EnvironmentFailure where the file cannot be read, VerificationFailure where it says nothing.
    """
    from briefgen.pipeline.batch import choose
    from briefgen.pipeline.current import current
    from briefgen.pipeline.installation import installation
    from briefgen.pipeline.output import known_folder, output_folder
    from briefgen.pipeline.states import Look
    from briefgen.pipeline.wish import AS_WRITTEN

    if name.lower().endswith(".pdf"):
        raise UsageMistake(
            f"{name} is a file.", f"To hear a file, whatever brief it is of: briefgen read --file {name}"
        )
    ((name, spec),) = choose(project, [name], everything=False).items()
    folder = known_folder(project, None, note=False)
    if folder is None:
        from briefgen.spec.load import load_settings

        folder = output_folder(project, load_settings(project))
    target = folder / f"{name}.pdf"
    told = project.relative(target)
    if not target.exists():
        raise UsageMistake(f"There is no {told}: the brief is not built yet.", f"Build it: briefgen build {name}")
    found = current(project, Look(project), installation(project.fonts), folder, name, spec, AS_WRITTEN)
    return Heard(told, found if isinstance(found, str) else "", _spoken(target, told, look))


def hear_file(path: Path, *, look: Lookup | None = None) -> Heard:
    """Return what any file says.

    Raises EnvironmentFailure where there is none that can be read, VerificationFailure where it says nothing.
    """
    name = name_of_file(path)
    return Heard(name, None, _spoken(path, name, look))


def _spoken(path: Path, name: str, look: Lookup | None) -> tuple[Spoken, ...]:
    """Return what a file says; `look` finds a password, which is tried where one is asked for."""
    data = read_file(path).data
    try:
        said = _unlocked(data, look)
    except VerificationFailure as failure:
        raise VerificationFailure(f"{name}: {failure.message}", failure.hint) from None
    if not said:
        message = f"{name}: the tags of the file say nothing, so that a screen reader stays silent."
        raise VerificationFailure(message, "Tag its text in the program that made it, then export it again.")
    return said


def _unlocked(data: bytes, look: Lookup | None) -> tuple[Spoken, ...]:
    from briefgen.check.finished.aloud import read_aloud
    from briefgen.check.finished.opened import Locked

    message = ""
    for key in keys(look):
        try:
            return tuple(one for one in read_aloud(data, password=key) if one.text.strip())
        except Locked as locked:
            message = locked.message
    raise VerificationFailure(message, HINT)
