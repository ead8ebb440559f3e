"""Picture files that a brief or the settings name."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from briefgen.check.case import Case
from briefgen.errors import Place, Problem
from briefgen.layout.image_size import image_size
from briefgen.spec.blocks import ImageBlock
from briefgen.spec.tree import place_of


def pictures(case: Case) -> Iterator[Problem]:
    """Refuse pictures that are missing, lie outside the project, or are neither PNG nor JPEG."""
    if case.settings.logo not in ("none", "sample"):
        yield from _picture(case, case.settings.logo, place_of(case.settings.logo, case.settings.place))
    for block in case.brief.blocks:
        if isinstance(block, ImageBlock):
            yield from _picture(case, block.image, place_of(block.image, block.place))


def _picture(case: Case, name: str, place: Place) -> Iterator[Problem]:
    path = case.project.inside(name)
    if path is None:
        yield Problem(place, f'The picture "{name}" lies outside the project.', "Copy it into the project's folder.")
    elif not path.is_file():
        hint = "Paths are relative to the project's folder; capital letters count."
        yield Problem(place, f'There is no picture "{name}".', hint)
    else:
        try:
            wide, high = image_size(path)
        except (ValueError, struct.error):
            wide = high = 0
        except OSError as error:
            yield Problem(place, f'The picture "{name}" cannot be read: {error.strerror or error}.', "")
            return
        if not (wide and high):
            hint = "Save it again as PNG or JPEG; the file's ending alone does not make it one."
            yield Problem(place, f'"{name}" is neither a PNG nor a JPEG picture, or it is damaged.', hint)
