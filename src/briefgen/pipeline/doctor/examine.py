"""Whether the installation and a project's folders are sound; each finding says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import __version__
from briefgen.errors import BriefgenError, UsageMistake
from briefgen.pipeline.doctor import folders, fonts
from briefgen.pipeline.finding import AGAIN, Finding, Status

if TYPE_CHECKING:
    from briefgen.project import Project

Check = Callable[[], Iterable[Finding]]


def examine(folder: Path | None = None, *, console: str | None = None) -> Iterator[Finding]:
    """Look at everything, and yield what is found; nothing that is broken keeps the rest from being looked at.

    `folder` is where a project is looked for; `console` names the encoding of the console, None where it has none.
    """
    yield from _sound("Versions", versions)
    yield from _sound("Fonts", fonts.fonts)
    yield from _sound("Themes", themes)
    project, findings = _project(folder)
    yield from findings
    if project is not None:
        here = project
        yield from _sound("Project", lambda: folders.folders(here))
        yield from _sound("Project", lambda: folders.schemas(here))
        yield from _sound("Fonts", lambda: fonts.characters(here))
    yield from _sound("Console", lambda: _console(console))
    yield from _sound("Programs", programs)


def _sound(group: str, check: Check) -> Iterator[Finding]:
    """Do a check; what breaks it is a finding as well."""
    try:
        yield from check()
    except ModuleNotFoundError as error:
        yield Finding(group, error.name or "a library", "failed", "The library is not installed.", AGAIN)
    except BriefgenError as error:
        yield Finding(group, group.lower(), "failed", error.message, error.hint)
    except Exception as error:
        message = f"{type(error).__name__}: {error}".splitlines()[0]
        yield Finding(group, group.lower(), "failed", message, AGAIN)


def versions() -> Iterator[Finding]:
    """Compare Python and the libraries with what briefgen asks for; none of them is imported."""
    from briefgen.pipeline.doctor.demands import demands
    from briefgen.project import interpreter

    group = "Versions"
    wanted = demands()
    if wanted is None:
        yield Finding(
            group, "briefgen", "warning", f"{__version__}; what it needs is told nowhere: it has no metadata.", AGAIN
        )
        return
    if wanted.version == __version__:
        told = "" if wanted.told_by == "metadata" else ", from its source"
        yield Finding(group, "briefgen", "ok", f"{__version__}{told}")
    else:
        message = f"{__version__}, and its metadata says {wanted.version}."
        yield Finding(group, "briefgen", "warning", message, AGAIN)
    running = interpreter()
    if wanted.python.fits(running.rpartition(" ")[2]):
        yield Finding(group, "Python", "ok", f"{running} ({wanted.python})")
    else:
        hint = "Install a later Python, and briefgen in it."
        yield Finding(group, "Python", "failed", f"{running}, where {wanted.python} is needed.", hint)
    for library in wanted.libraries:
        yield _library(library.name, str(library), library.fits)


def _library(name: str, wanted: str, fits: Callable[[str], bool]) -> Finding:
    from importlib.metadata import PackageNotFoundError, version

    hint = f"pip install '{name}{wanted}'"
    try:
        # Metadata without a version gives None, whatever the types say.
        found = str(version(name) or "")
    except (PackageNotFoundError, KeyError):
        return Finding("Versions", name, "failed", f"Not installed; {wanted or 'any version'} is needed.", hint)
    if not found:
        return Finding("Versions", name, "failed", "Its metadata is damaged and names no version.", hint)
    if not fits(found):
        return Finding("Versions", name, "failed", f"{found}, where {wanted} is needed.", hint)
    return Finding("Versions", name, "ok", f"{found} ({wanted})" if wanted else found)


def themes() -> Iterator[Finding]:
    """Load every theme."""
    from briefgen.theme.load import load_theme, theme_names

    names = theme_names()
    sound = 0
    for name in names:
        try:
            load_theme(name)
            sound += 1
        except BriefgenError as error:
            yield Finding("Themes", name, "failed", error.message, error.hint or AGAIN)
    if sound or not names:
        status: Status = "ok" if sound else "failed"
        yield Finding("Themes", "themes", status, f"{sound} load", "" if sound else AGAIN)


def _project(folder: Path | None) -> tuple[Project | None, list[Finding]]:
    from briefgen.project import open_project, printable

    try:
        project = open_project(folder)
    except UsageMistake as error:
        if folder is None:
            return None, [Finding("Project", "folder", "ok", "None here; briefgen init DIR makes one.")]
        return None, [Finding("Project", "folder", "failed", error.message, error.hint)]
    except BriefgenError as error:
        return None, [Finding("Project", "folder", "failed", error.message, error.hint)]
    day = project.today.isoformat()
    told = " by SOURCE_DATE_EPOCH" if project.environment.get("SOURCE_DATE_EPOCH") else ""
    return project, [
        Finding("Project", "folder", "ok", printable(str(project.root))),
        Finding("Project", "today", "ok", f"{day}{told}"),
    ]


def _console(encoding: str | None) -> Iterator[Finding]:
    """Say whether the console can show Chinese; files are UTF-8 whatever it can show."""
    if encoding is None:
        yield Finding("Console", "encoding", "ok", "None; there is no console.")
        return
    try:
        "投资简报，→…".encode(encoding)
        yield Finding("Console", "encoding", "ok", encoding)
    except (UnicodeEncodeError, LookupError):
        hint = "Set PYTHONUTF8=1; on Windows use Windows Terminal, or chcp 65001. Files are not affected."
        yield Finding("Console", "encoding", "warning", f"{encoding} has no Chinese; names are shown as ?.", hint)


PROGRAMS = {
    "pdftoppm": "turns pages into pictures to look at",
    "qpdf": "looks into the structure of finished files",
    "verapdf": "validates finished files against PDF/UA and PDF/A",
}
"""What may be of use beside briefgen, which never calls them."""


def programs() -> Iterator[Finding]:
    """Tell which programs are there that are of use beside briefgen; none is needed."""
    from shutil import which

    from briefgen.project import surroundings

    path = surroundings().get("PATH", "")
    for name, purpose in PROGRAMS.items():
        found = which(name, path=path)
        yield Finding("Programs", name, "ok", f"{'there' if found else 'not there, not needed'}: {purpose}")
