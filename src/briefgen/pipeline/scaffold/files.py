"""New files that come all or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from briefgen.errors import EnvironmentFailure, UsageMistake
from briefgen.pipeline.work import BESIDE, sweep, working
from briefgen.project import SETTINGS, printable

Contents = Mapping[str, bytes]
"""Files by their path inside a folder, with forward slashes."""

LEFT_ALONE = frozenset({".git", ".venv", ".DS_Store", "Thumbs.db", "desktop.ini"})
"""What may lie in a folder that counts as empty."""


def place_folder(contents: Contents, target: Path) -> None:
    """Make a folder with these files, or fill an empty one; where that fails nothing is left.

    Raises UsageMistake where there is something already, EnvironmentFailure where it cannot be written.
    """
    refuse_taken(target)
    made: list[Path] = []
    try:
        if target.is_dir():
            _fill(contents, target)
            return
        made = _folders(target.parent)
        sweep(target.parent, BESIDE)
        with working(target.parent, BESIDE) as work:
            _write(contents, work / "new")
            (work / "new").rename(target)
    except OSError as error:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise _failure(target, error) from error


def place_files(contents: Contents, root: Path) -> None:
    """Add files to a folder; where one cannot be placed none is.

    Raises UsageMistake where one of them is there already, EnvironmentFailure where it cannot be written.
    """
    for name in contents:
        if (root / name).exists() or (root / name).is_symlink():
            raise UsageMistake(f"{name} is there already.", "Choose another name; no file is written over.")
    made: list[Path] = []
    try:
        sweep(root, BESIDE)
        with working(root, BESIDE) as work:
            _write(contents, work)
            for name in contents:
                made += _folders((root / name).parent)
                (work / name).rename(root / name)
                made.append(root / name)
    except OSError as error:
        for path in reversed(made):
            with suppress(OSError):  # a folder in which another process has put something meanwhile stays
                path.rmdir() if path.is_dir() else path.unlink()
        raise _failure(root, error) from error


def refuse_taken(target: Path) -> None:
    """Raise UsageMistake where a path cannot become a new project."""
    name = printable(str(target))
    try:
        if (target / SETTINGS).exists():
            hint = "Add to it with: briefgen new industry NAME"
            raise UsageMistake(f"{name} is a project already.", hint)
        if (target.exists() or target.is_symlink()) and not target.is_dir():
            raise UsageMistake(f"{name} is a file, not a folder.", "Choose another name.")
        if target.is_dir() and any(map(_counts, target.iterdir())):
            raise UsageMistake(f"{name} is not empty.", "Name a new folder, or an empty one; no file is written over.")
    except OSError as error:
        raise _failure(target, error) from error


def _counts(path: Path) -> bool:
    """Say whether what lies in a folder makes it one that is not empty; the work of a killed run does not."""
    return path.name not in LEFT_ALONE and not path.name.startswith(BESIDE)


def _fill(contents: Contents, folder: Path) -> None:
    """Fill a folder that is there, which may be the current one or a volume; the settings come last."""
    made: list[Path] = []
    try:
        sweep(folder, BESIDE)
        with working(folder, BESIDE) as work:
            _write(contents, work)
            for path in sorted(work.iterdir(), key=lambda path: (path.name == SETTINGS, path.name)):
                path.rename(folder / path.name)
                made.append(folder / path.name)
    except OSError:
        for path in reversed(made):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        raise


def _write(contents: Contents, folder: Path) -> None:
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the ones that were not there, the topmost first."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _failure(path: Path, error: OSError) -> EnvironmentFailure:
    reason = "permission denied" if isinstance(error, PermissionError) else (error.strerror or str(error)).lower()
    return EnvironmentFailure(
        f"{printable(str(path))} cannot be written: {reason}.", "Nothing was left there. Choose another folder."
    )
