"""Where finished briefs go, known without reading the settings where these are what they were."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from briefgen.errors import AuthorsMistakes, BriefgenError, Problem, UsageMistake
from briefgen.pipeline.sealed import seal, unseal
from briefgen.project import Project, printable

if TYPE_CHECKING:
    from briefgen.spec.settings import Settings


def output_folder(project: Project, settings: Settings, *, out: Path | None = None) -> Path:
    """Return the folder that finished briefs go to: `out` where given, else the project's own `output`.

    Raises AuthorsMistakes where `output` leads out of the project, or into the folders of its inputs; UsageMistake
    where `out` leads into these.
    """
    if out is not None:
        taken = _taken(project, out)
        if taken is not None:
            raise UsageMistake(f"The output folder {printable(str(out))} lies in {project.relative(taken)}.", OTHER)
        return out.absolute()
    from briefgen.spec.tree import place_of

    output = settings.output
    place = place_of(output, settings.place)
    folder = project.inside(output)
    if folder is None:
        raise AuthorsMistakes([Problem(place, f'The output folder "{output}" leads out of the project.', _HINT)])
    taken = _taken(project, folder)
    if taken is not None:
        name = project.relative(taken)
        raise AuthorsMistakes([Problem(place, f'The output folder "{output}" lies in {name}.', _HINT)])
    return folder


def known_folder(project: Project, out: Path | None, *, note: bool = True) -> Path | None:
    """Return the same folder, or None where it cannot be known or none is allowed: whoever builds will say why.

    What the settings say is noted in `.briefgen` under the digest of `briefgen.yaml`, so that they are read once;
    `note` False notes nothing.
    """
    with suppress(BriefgenError):
        if out is not None:
            taken = _taken(project, out)
            return out.absolute() if taken is None else None
        project.require_file(project.settings)
        noted = _noted(project)
        folder = project.inside(noted) if noted is not None else None
        if folder is not None and _taken(project, folder) is None:
            return folder
        return _read(project, note=note)
    return None


def _read(project: Project, *, note: bool) -> Path:
    """Read the settings, and note where they send finished briefs."""
    from briefgen.spec.load import load_settings

    digest = _settings_digest(project)
    settings = load_settings(project)
    folder = output_folder(project, settings)
    if note and digest == _settings_digest(project):
        seal(note_of(project), {"settings": digest, "output": str(settings.output)})
    return folder


def _noted(project: Project) -> str | None:
    """Return what the settings say of the output, where it was noted of just these settings."""
    note = unseal(note_of(project))
    found = cast("dict[str, object]", note) if isinstance(note, dict) else {}
    output = found.get("output")
    return output if isinstance(output, str) and found.get("settings") == _settings_digest(project) else None


def note_of(project: Project) -> Path:
    """Return where the note is kept."""
    return project.store / "notes" / "output"


def _settings_digest(project: Project) -> str:
    try:
        return hashlib.sha256(project.settings.read_bytes()).hexdigest()
    except OSError:
        return ""


_HINT = "Name a folder of its own such as dist, or say where with --out DIR."
OTHER = "Choose another folder with --out or `output:`."


def _taken(project: Project, folder: Path) -> Path | None:
    """Return which of the project's own folders a folder lies in, or None."""
    with suppress(OSError, RuntimeError, ValueError):
        place = folder.resolve()
        for taken in (project.briefings, project.data, project.store):
            if place.is_relative_to(taken.resolve()):
                return taken
    return None
