"""The editions that are shown to validators: every brief, in every language, for every reader."""

from __future__ import annotations

from pathlib import Path

from editions import SAMPLES
from scaffolded import made_project, run

from briefgen.project import open_project
from briefgen.spec.find import find_briefs

BRIEFS = ("robotics", "robotics-with-contact", "long", "mirrored", "short", "tables", "blocks", "event")
"""Those of the repository and of the sample project, and what the tests make of these."""
READERS = ("", ".internal", ".office")
LANGUAGES = ("", ".zh", ".en")
NEVER_MADE = {"mirrored.zh", "mirrored.zh.internal"}
"""Too wide in Chinese for the strip of figures that was turned round for English."""
KINDS = ("industry", "topic", "visit", "event")

ARCHIVED = [
    f"{brief}{language}{reader}"
    for brief in BRIEFS
    for language in LANGUAGES
    for reader in READERS
    if f"{brief}{language}{reader}" not in NEVER_MADE and not (language and reader == ".office")
]
"""Made for PDF/UA-1 and PDF/A-2a. An office's cover holds the same text, so that both languages at once are enough."""
WITH_DATA = [
    "charts",
    *(f"{brief}.data" for brief in BRIEFS),
    *(f"{brief}.data.internal" for brief in BRIEFS),
    *(f"{brief}{language}.data" for brief in ("robotics", "tables") for language in LANGUAGES[1:]),
]
"""Made for PDF/UA-1 and PDF/A-3a."""
NEWEST = [
    *(f"{brief}.ua2" for brief in BRIEFS),
    *(f"{brief}{wish}.ua2" for brief in ("robotics", "tables") for wish in (".zh", ".en", ".internal", ".data")),
]
"""Made for PDF/UA-2 and PDF/A-4f."""


def sample_briefs() -> set[str]:
    """Return the names of the sample project's briefs; each must be among BRIEFS, or asks for its data itself.

    Those of the library are shown to validators where their content is looked at (tests/content).
    """
    return set(find_briefs(open_project(SAMPLES, environment={})))


def new_briefs(folder: Path) -> dict[str, bytes]:
    """Return the files of a new project: its sample brief, and a new brief of each kind."""
    project = made_project(folder / "new")
    for kind in KINDS:
        done = run("new", kind, f"new-{kind}", cwd=project)
        assert done.returncode == 0, done.stderr
    done = run("build", "--all", cwd=project)
    assert done.returncode == 0, done.stderr
    return {f"{file.stem}-of-a-new-project": file.read_bytes() for file in sorted((project / "dist").glob("*.pdf"))}
