"""What is said of an exception that nobody expected."""

from __future__ import annotations

from pathlib import Path

from briefgen.errors import BriefgenError, EnvironmentFailure


class Fault(BriefgenError):
    """Say that briefgen itself is wrong. `trace` tells a developer where; it passes between processes."""

    trace = ""


def unexpected(error: Exception) -> BriefgenError:
    """Return in the user's words what an exception means."""
    if isinstance(error, ModuleNotFoundError):
        return EnvironmentFailure(
            f"The package {error.name} is not installed.", "Install briefgen again, with all that it needs."
        )
    if isinstance(error, OSError):
        name = Path(error.filename).as_posix() if isinstance(error.filename, str) else "The system"
        return EnvironmentFailure(f"{name}: {error.strerror or error}")
    if isinstance(error, MemoryError):
        return EnvironmentFailure("There is not enough memory.", "Close other programs, or build fewer at once.")
    from traceback import format_exception

    fault = Fault(
        f"{type(error).__name__}: {error}".splitlines()[0],
        "This is a fault of briefgen, not of your files. Please report it with the command that you gave.",
    )
    fault.trace = "".join(format_exception(error)).rstrip()
    return fault
