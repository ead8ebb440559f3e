"""A folder for each delivery, which holds the whole pack or is not there, and a pointer to the latest.

The pointer is a text file, `latest.txt`, that holds the name of the folder: links are not followed on every network
share, and Windows lets few people make them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from briefgen.deliver.channels.parcel import (
    Foreseen,
    Means,
    Outcome,
    Parcel,
    Shown,
    content,
    folder_of,
    require_names,
    require_settings,
)
from briefgen.errors import EnvironmentFailure
from briefgen.pipeline.files import write_whole
from briefgen.pipeline.work import BESIDE, sweep, working
from briefgen.project import printable

LATEST = "latest.txt"
_LITTER = {".ds_store", "thumbs.db", "desktop.ini"}
"""What Finder and Explorer leave in folders that somebody looks into."""
_HINT = "Look at deliver: folder: in briefgen.yaml, and at who may write there."


def foresee(parcel: Parcel, means: Means) -> Foreseen:
    """Return the folder that would be made."""
    require_names(parcel)
    return Foreseen(str(_target(_root(parcel, means), parcel, means)), "files", parcel.size)


def show(parcel: Parcel, means: Means) -> Shown:
    """Return nothing more: no words go with the files, and they keep their names."""
    return Shown()


def require(parcel: Parcel, means: Means) -> None:
    """Make sure that the files are those that were packed. Raises DeliveryFailure where one is not."""
    for copy in (*parcel.copies, *parcel.along):
        content(copy)


def send(parcel: Parcel, means: Means) -> Outcome:
    """Put all files into a new folder, in one step, then let the pointer name it.

    A folder that holds the same already is taken for it, so that what was broken off can be done again.
    """
    require_names(parcel)
    files = {copy.name: content(copy) for copy in (*parcel.copies, *parcel.along)}
    root = _root(parcel, means)
    target = _target(root, parcel, means)
    try:
        root.mkdir(parents=True, exist_ok=True)
        sweep(root, BESIDE)
        if not holds(target, files):
            target = put_whole(files, target)
        with working(root, BESIDE) as work:
            write_whole(f"{target.name}\n".encode(), root / LATEST, work, _HINT)
    except OSError as error:
        reason = f"{printable(str(target))} cannot be written: {error.strerror or error}."
        return Outcome("failed", reason=reason, hint=_HINT, temporary=isinstance(error, TimeoutError))
    except EnvironmentFailure as error:
        return Outcome("failed", reason=error.message, hint=error.hint)
    if not holds(target, files):
        return Outcome("failed", reason=f"{printable(str(target))} does not hold what was written.", hint=_HINT)
    return Outcome("sent", receipt=printable(str(target)))


def is_latest(parcel: Parcel, means: Means) -> bool:
    """Say whether the pointer names a folder that holds the files of a parcel and no others."""
    root = _root(parcel, means)
    try:
        name = (root / LATEST).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return False
    if name != Path(name).name or name in ("", ".", ".."):
        return False
    return _holds(root / name, {copy.name: copy.sha256 for copy in (*parcel.copies, *parcel.along)})


def put_whole(files: dict[str, bytes], target: Path) -> Path:
    """Write files, by their paths in the folder, beside `target` and move them there in one step; return where.

    Where a folder with other content stands there, a number is added to the name, and what stands there with this
    content is taken for it. Raises OSError.
    """
    with working(target.parent, BESIDE) as work:
        part = work / "files"
        for name, data in files.items():
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        place, number = target, 1
        while place.exists():
            number += 1
            place = target.with_name(f"{target.name}-{number}")
            if holds(place, files):
                return place
        part.rename(place)
    return place


def holds(folder: Path, files: dict[str, bytes]) -> bool:
    """Say whether a folder holds these files, byte for byte, and no others but those of people's file managers."""
    return _holds(folder, {name: hashlib.sha256(data).hexdigest() for name, data in files.items()})


def _holds(folder: Path, digests: Mapping[str, str]) -> bool:
    """Say the same by the SHA-256 of each file."""
    try:
        listed = [path for path in folder.rglob("*") if path.name.lower() not in _LITTER and path.is_file()]
        found = {path.relative_to(folder).as_posix() for path in listed}
        if found != set(digests):
            return False
        return all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == digests[name] for name in digests)
    except OSError:
        return False


def _root(parcel: Parcel, means: Means) -> Path:
    require_settings(means.settings.folder, "folder", "where packs are put")
    return folder_of(means.project, str(means.settings.folder)) / parcel.delegation


def _target(root: Path, parcel: Parcel, means: Means) -> Path:
    """Return the folder of a delivery; one of the same files, made on another day, is the same."""
    ending = parcel.digest[:8]
    with suppress(OSError):
        for path in sorted(root.iterdir()) if root.is_dir() else ():
            if path.name.endswith(f"-{ending}") and path.is_dir():
                return path
    return root / f"{means.project.now():%Y-%m-%d}-{ending}"
