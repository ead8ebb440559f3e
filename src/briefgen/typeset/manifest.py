"""The list of fonts, `fonts/manifest.yaml`, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from briefgen.errors import EnvironmentFailure

MANIFEST = "manifest.yaml"
HINT = "Install briefgen again: its fonts folder is not whole."


@dataclass(frozen=True)
class FaceFile:
    """Name one font file and what it is for; `sha256` is what the manifest says, not measured here."""

    id: str
    path: Path
    family: str
    weight: int
    script: str
    postscript: str
    sha256: str


def load_manifest(fonts: Path) -> tuple[FaceFile, ...]:
    """Return the faces of a fonts folder in the order of its manifest.

    Raise `EnvironmentFailure` if the manifest or one of its files is missing or the manifest is damaged.
    Only the presence of the files is looked at, so that a start stays fast; the tests compare the hashes.
    """
    import yaml

    loader: type[yaml.CSafeLoader | yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    manifest = fonts / MANIFEST
    try:
        content: object = yaml.load(manifest.read_text("utf-8"), Loader=loader)
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentFailure(f"The list of fonts {manifest} cannot be read.", HINT) from error
    except yaml.YAMLError as error:
        raise EnvironmentFailure(f"The list of fonts {manifest} is damaged.", HINT) from error
    try:
        entries = cast("Mapping[str, list[Mapping[str, object]]]", content)["faces"]
        faces = tuple(_face(fonts, entry) for entry in entries)
    except (KeyError, TypeError, ValueError) as error:
        raise EnvironmentFailure(f"The list of fonts {manifest} is damaged.", HINT) from error
    for face in faces:
        if not face.path.is_file():
            raise EnvironmentFailure(f"The font file {face.path} is missing.", HINT)
    return faces


def _face(fonts: Path, entry: Mapping[str, object]) -> FaceFile:
    """Make one face of its entry in the manifest."""
    return FaceFile(
        id=str(entry["id"]),
        path=fonts / str(entry["file"]),
        family=str(entry["family"]),
        weight=int(str(entry["weight"])),
        script=str(entry["script"]),
        postscript=str(entry["postscript"]),
        sha256=str(entry["sha256"]),
    )
