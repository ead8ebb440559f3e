"""Picture files that a brief or the settings name."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from briefgen.check.case import Case
from briefgen.errors import EnvironmentFailure, Place, Problem
from briefgen.layout.image_size import image_size
from briefgen.spec.blocks import ImageBlock
from briefgen.spec.listings import MapBlock
from briefgen.spec.tree import place_of


def pictures(case: Case) -> Iterator[Problem]:
    """Refuse pictures that are missing, lie outside the project, or are neither PNG nor JPEG."""
    if case.settings.logo not in ("none", "sample"):
        yield from _picture(case, case.settings.logo, place_of(case.settings.logo, case.settings.place))
    for partner in case.settings.partners:
        yield from _picture(case, partner.image, place_of(partner.image, partner.place))
    for block in case.brief.blocks:
        if isinstance(block, ImageBlock):
            yield from _picture(case, block.image, place_of(block.image, block.place))
        elif isinstance(block, MapBlock):
            yield from _picture(case, block.map, place_of(block.map, block.place))


def _picture(case: Case, name: str, place: Place) -> Iterator[Problem]:
    path = case.project.inside(name)
    if path is None:
        yield Problem(place, f'The picture "{name}" lies outside the project.', "Copy it into the project's folder.")
    elif not path.is_file():
        hint = "Paths are relative to the project's folder; capital letters count."
        yield Problem(place, f'There is no picture "{name}".', hint)
    else:
        try:
            whole = _is_whole(path)
        except OSError as error:
            message = f'The picture "{name}" cannot be read: {error.strerror or error}.'
            yield Problem(place, message, "Give yourself the right to read it, or name another picture.")
            return
        if not whole:
            hint = "Save it again as PNG or JPEG; the file's ending alone does not make it one."
            yield Problem(place, f'"{name}" is neither a PNG nor a JPEG picture, or it is damaged.', hint)


def _is_whole(path: Path) -> bool:
    """Say whether a picture can be read to its end, as the build will read it."""
    from briefgen.pdf.images import read_image

    content = path.read_bytes()
    try:
        wide, high = image_size(path)
        read_image(content, path)
    except (ValueError, struct.error, EnvironmentFailure):
        return False
    return bool(wide and high)
