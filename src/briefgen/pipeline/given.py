"""A finished file that the user names, wherever it lies and whoever made it."""

from __future__ import annotations

from dataclasses import dataclass
from io import SEEK_END
from pathlib import Path

from briefgen.errors import EnvironmentFailure
from briefgen.project import printable


def name_of_file(path: Path) -> str:
    """Return a path as it was given, with forward slashes."""
    return printable(path.as_posix())


HEAD = 1024
"""Bytes in which a PDF names itself, by the custom of readers (ISO 32000-1, 7.5.2 wants it at once)."""


@dataclass(frozen=True)
class Given:
    """Hold the bytes of a file and its size; of one that does not call itself a PDF the first bytes only."""

    data: bytes
    size: int


def read_file(path: Path) -> Given:
    """Return what is in a file. Raises EnvironmentFailure where there is none that can be read."""
    name = name_of_file(path)
    try:
        if path.is_dir():
            raise EnvironmentFailure(f"{name} is a folder.", f"Name the files in it, such as {name}/NAME.pdf.")
        if not path.exists():
            raise EnvironmentFailure(f"There is no file {name}.", _look(name))
        if not path.is_file():
            raise EnvironmentFailure(f"{name} is no ordinary file.", "Name a PDF file.")
        with path.open("rb") as file:
            head = file.read(HEAD)
            if b"%PDF-" not in head:
                return Given(head, file.seek(0, SEEK_END))
            data = head + file.read()
            return Given(data, len(data))
    except MemoryError:
        hint = "Close other programs, or look at it with a program that needs less memory."
        raise EnvironmentFailure(f"The file {name} is too large for the memory of this computer.", hint) from None
    except PermissionError:
        hint = "Give yourself the right to read this file, then try again."
        raise EnvironmentFailure(f"The file {name} cannot be read: permission denied.", hint) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        hint = "Look at the file, then try again."
        raise EnvironmentFailure(f"The file {name} cannot be read: {reason or error}.", hint) from None


def _look(name: str) -> str:
    if any(sign in name for sign in "*?["):
        return "This shell does not put names in the place of such signs: write the names out."
    return "Look at the name; it counts from the current folder."
