"""Whether the fonts are whole, and have what a project's texts need."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Place
from briefgen.pipeline.finding import AGAIN, Finding

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.project import Project
    from briefgen.spec.tree import Node
    from briefgen.typeset.manifest import FaceFile

LIST = "characters/tongyong-guifan-8105.txt"
"""The Table of General Standard Chinese Characters (State Council, 2013), beside the fonts."""


def fonts(folder: Path | None = None) -> Iterator[Finding]:
    """Look whether each font file is the one that the manifest means, and which of the common characters it has."""
    from briefgen.project import fonts_folder
    from briefgen.typeset.manifest import load_manifest

    folder = folder or fonts_folder()
    characters, source = common_characters(folder)
    for file in load_manifest(folder):
        yield _face(file, characters, source)


def common_characters(folder: Path) -> tuple[str, str]:
    """Return the characters that every Chinese text may use, and what list that is.

    The 8,105 general standard characters where the list came with the fonts, else level 1 of GB/T 2312.
    """
    try:
        found = "".join((folder / LIST).read_text("utf-8").split())
        return found, "general standard characters"
    except (OSError, UnicodeDecodeError):
        rows = (
            bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF)
        )
        return "".join(rows), "characters of GB/T 2312, level 1"


def _face(file: FaceFile, characters: str, source: str) -> Finding:
    from briefgen.typeset.faces import Face

    name = file.path.name
    try:
        digest = hashlib.sha256(file.path.read_bytes()).hexdigest()
    except OSError as error:
        return Finding("Fonts", name, "failed", f"It cannot be read: {error.strerror or error}.", AGAIN)
    if digest != file.sha256:
        return Finding("Fonts", name, "failed", "It is damaged: its digest is not that of the manifest.", AGAIN)
    if file.script != "han":
        return Finding("Fonts", name, "ok", "whole")
    face = Face(file)
    has = sum(1 for character in characters if face.gid(character))
    message = f"whole; {has:,} of {len(characters):,} {source}"
    if has < len(characters):
        return Finding("Fonts", name, "warning", message, AGAIN)
    return Finding("Fonts", name, "ok", message)


def characters(project: Project) -> Iterator[Finding]:
    """Tell each character of the project's briefs, data and settings that no font has, with its first place."""
    from briefgen.project import printable
    from briefgen.typeset.faces import load_faces

    faces = load_faces(project.fonts)
    first: dict[str, Place] = {}
    seen: set[str] = set()
    for place, text in _texts(project):
        seen.update(text)
        for character in faces.missing(text):
            first.setdefault(character, place)
    for character, place in sorted(first.items()):
        shown = f"U+{ord(character):04X} {printable(character)}"
        yield Finding(
            "Fonts", shown, "warning", f"No font has this character; it stands in {place}.", "Write it another way."
        )
    if not first:
        yield Finding("Fonts", "texts", "ok", f"all {len(seen):,} characters of this project are there")


def _texts(project: Project) -> Iterator[tuple[Place, str]]:
    """Yield the texts of all YAML files that can be read; what cannot be is told by `check`."""
    from briefgen.spec.find import find_briefs
    from briefgen.spec.reader import read_yaml

    try:
        briefs = list(find_briefs(project).values())
    except AuthorsMistakes:
        briefs = []
    data = [path for path in project.entries(project.data) if path.suffix == ".yaml"]
    for path in (project.settings, *briefs, *data):
        try:
            project.require_file(path)
            yield from _scalars(read_yaml(path, project))
        except (AuthorsMistakes, EnvironmentFailure):
            continue


def _scalars(node: Node) -> Iterator[tuple[Place, str]]:
    if isinstance(node, str):
        yield node.place, node
    elif isinstance(node, dict):
        for below in node.values():
            yield from _scalars(below)
    else:
        for below in node:
            yield from _scalars(below)
