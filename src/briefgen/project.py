"""The outside world as one object: folders, today's date, the environment, fonts and themes.

Nothing else in briefgen reads the clock, the locale or the environment, or uses anything that only one
operating system has.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import IO, TYPE_CHECKING

from briefgen.errors import AuthorsMistakes, EnvironmentFailure, Place, Problem, UsageMistake

if TYPE_CHECKING:
    import subprocess

SETTINGS = "briefgen.yaml"


@dataclass(frozen=True)
class Project:
    """Hold where a project's files are and what day it is.

    `watch` is told of each file of the authors before it is opened (`require_file`), so that a build knows what it
    depends on; it stays in its process.
    """

    root: Path
    fonts: Path
    today: date
    environment: Mapping[str, str] = field(repr=False)
    watch: Callable[[Path], None] | None = field(default=None, compare=False, repr=False)

    def __reduce__(self) -> tuple[Callable[..., Project], tuple[Path, Path, date, dict[str, str]]]:
        """Let it pass between processes."""
        return _project, (self.root, self.fonts, self.today, dict(self.environment))

    def watched(self, watch: Callable[[Path], None]) -> Project:
        """Return the same project with another watcher."""
        return replace(self, watch=watch)

    @property
    def settings(self) -> Path:
        """Return the path of `briefgen.yaml`."""
        return self.root / SETTINGS

    @property
    def briefings(self) -> Path:
        """Return the folder of the briefs."""
        return self.root / "briefings"

    @property
    def data(self) -> Path:
        """Return the folder of the sections."""
        return self.root / "data"

    @property
    def store(self) -> Path:
        """Return the folder where pictures are kept between builds; it can be deleted at any time."""
        return self.root / ".briefgen"

    @property
    def kept(self) -> Path:
        """Return the folder of what is known nowhere else, such as who was sent what; nothing clears it."""
        return self.root / "ledger"

    @property
    def runs(self) -> Path:
        """Return the folder of what is known of scheduled runs; nothing clears it."""
        return self.root / "runs"

    def now(self) -> datetime:
        """Return the moment in UTC, to the second; that of SOURCE_DATE_EPOCH where the environment has one."""
        return now(self.environment)

    def relative(self, path: Path) -> str:
        """Return `path` as authors know it: relative to the project, with forward slashes.

        A project may be reached by a link, as everything in /tmp is on macOS.
        """
        root = self.root if path.is_relative_to(self.root) else self._resolved(self.root)
        if root is not None and path.is_relative_to(root):
            path = path.relative_to(root)
        return printable(path.as_posix())

    def inside(self, name: str) -> Path | None:
        """Return the file that an author's relative path means, or None where it leaves the project folder."""
        if "\\" in name or ":" in name or PurePosixPath(name).is_absolute():
            return None
        return self._resolved(self.root / name)

    def entries(self, folder: Path) -> list[Path]:
        """Return what lies in a folder of the project, sorted; nothing where there is no such folder.

        Raises AuthorsMistakes where a link leads out of the project, EnvironmentFailure where the folder cannot be
        read.
        """
        try:
            if not (folder.is_dir() or folder.is_symlink()):
                return []
            self._refuse_link(folder, "folder")
            found = sorted(folder.iterdir())
            for path in found:
                path.lstat()  # fails where names may be listed and files may not be reached
            return found
        except OSError as error:
            raise self._unreadable(folder, error, "folder") from error

    def require_file(self, path: Path) -> None:
        """Make sure that a file of the authors is a file of the project and can be opened; nothing else is opened.

        Raises AuthorsMistakes where a link leads out of the project or to nothing, or where a folder or a pipe stands
        there; EnvironmentFailure where the file cannot be read.
        """
        try:
            self._refuse_link(path, "file")
            if path.is_dir():
                self._refuse(path, "A folder stands where a file is meant.", "Rename the folder.")
            if not path.is_file():
                self._refuse(path, "There is no ordinary file here.", "Put an ordinary file in its place.")
            if self.watch is not None:
                self.watch(path)
            with path.open("rb"):
                pass
        except OSError as error:
            raise self._unreadable(path, error, "file") from error

    def _resolved(self, path: Path) -> Path | None:
        """Return where a path leads, or None where that is outside, or where links go round in a circle."""
        try:
            found = path.resolve()
            return found if found.is_relative_to(self.root.resolve()) else None
        except (OSError, RuntimeError, ValueError):
            return None

    def _refuse_link(self, path: Path, kind: str) -> None:
        found = self._resolved(path)
        if path.is_symlink() and not path.exists():
            self._refuse(
                path, "This link leads to nothing.", f"Put the {kind} itself in its place, or delete the link."
            )
        if found is None:
            hint = f"Copy the {kind} into the project's folder; nothing outside is read."
            self._refuse(path, f"This {kind} lies outside the project: a link leads there.", hint)

    def _refuse(self, path: Path, message: str, hint: str) -> None:
        raise AuthorsMistakes([Problem(Place(self.relative(path)), message, hint)])

    def _unreadable(self, path: Path, error: OSError, kind: str) -> EnvironmentFailure:
        name = self.relative(path)
        if isinstance(error, PermissionError):
            hint = f"Give yourself the right to read this {kind}, then try again."
            return EnvironmentFailure(f"The {kind} {name} cannot be read: permission denied.", hint)
        reason = error.strerror or str(error)
        return EnvironmentFailure(
            f"The {kind} {name} cannot be read: {reason}.", f"Look at the {kind}, then try again."
        )


def _project(root: Path, fonts: Path, today: date, environment: Mapping[str, str]) -> Project:
    return Project(root, fonts, today, MappingProxyType(environment))


def open_project(folder: Path | None = None, *, environment: Mapping[str, str] | None = None) -> Project:
    """Find the project that `folder`, or the current folder, lies in.

    Raises UsageMistake where neither the folder nor one above it holds `briefgen.yaml`.
    """
    start = (folder or Path.cwd()).absolute()
    if _is(Path.exists, start) and not _is(Path.is_dir, start):
        raise UsageMistake(f"{printable(str(start))} is a file, not a folder.", _NAME_IT)
    if folder is not None:
        candidates = [start]
    else:
        candidates = [start, *start.parents]
    root = next((place for place in candidates if _is(Path.is_file, place / SETTINGS)), None)
    if root is None:
        raise UsageMistake(
            f"No {SETTINGS} in {printable(str(start))}" + ("" if folder else " or in a folder above it") + ".",
            _NAME_IT,
        )
    world = surroundings() if environment is None else MappingProxyType(dict(environment))
    return Project(root, fonts_folder(), _today(world), world)


def fonts_folder() -> Path:
    """Return the folder of the fonts that came with briefgen, in a wheel or beside the source.

    Raises EnvironmentFailure where the installation has lost them.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "fonts", here.parent.parent / "fonts"):
        if (folder / "manifest.yaml").is_file():
            return folder
    raise EnvironmentFailure("The fonts of briefgen are missing.", "Install briefgen again.")


def samples_folder() -> Path:
    """Return the folder of the sample brief and its data that came with briefgen, in a wheel or beside the source.

    Raises EnvironmentFailure where the installation has lost them.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "samples", here.parent.parent):
        if (folder / "briefings").is_dir() and (folder / "data").is_dir():
            return folder
    raise EnvironmentFailure("The sample of briefgen is missing.", "Install briefgen again.")


def open_files_are_locked() -> bool:
    """Say whether the system keeps a file from being replaced while another program has it open, as Windows does."""
    return os.name == "nt"


def cpu_seconds() -> float:
    """Return the CPU time that this process has used so far, for timings shown on request."""
    import time

    return time.process_time()


def seconds() -> float:
    """Return the seconds since some moment, which only ever grow: for what is shown of work that goes on."""
    import time

    return time.monotonic()


def cores() -> int:
    """Return how many processors this process may use, at least 1."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start_apart(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a process that is spoken to by pipes, and that Ctrl-C in this console does not reach."""
    import subprocess

    if sys.platform == "win32":
        group = subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=group)
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, process_group=0)


def surroundings() -> Mapping[str, str]:
    """Return the environment, for what is settled before a project is open: colours, completion, debugging."""
    return MappingProxyType(dict(os.environ))


PASSWORD = "BRIEFGEN_PDF_PASSWORD"
"""The variable that holds the password of encrypted files: an option would stay in the shell's history."""


SIGN_PASSWORD = "BRIEFGEN_SIGN_PASSWORD"
"""The variable that holds the password of the certificate that files are signed with."""


def now(world: Mapping[str, str]) -> datetime:
    """Return the moment in UTC, to the second; that of SOURCE_DATE_EPOCH where the environment has one."""
    from datetime import UTC

    return _moment(world) or datetime.now(UTC).replace(microsecond=0)  # noqa: TID251


def clock() -> int:
    """Return the nanoseconds since 1970, to compare with the times of files; no page shows them."""
    import time

    return time.time_ns()


def take(file: IO[bytes]) -> bool | None:
    """Lock an open file until it is closed, or its process has ended in whatever way.

    Return False where another process holds it, None where the file system has no locks.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return None
    return True


@contextmanager
def left_behind(path: Path) -> Generator[bool]:
    """Say whether the process that locked a file has ended, and hold the file meanwhile so that nobody else takes it.

    False too where that cannot be known.
    """
    try:
        file = path.open("r+b")
    except OSError:
        yield False
        return
    with file:
        yield take(file) is True


def installed(libraries: Collection[str]) -> dict[str, str]:
    """Return the versions of those of the named libraries that are installed, without importing anything.

    Names in small letters with hyphens. Reads the names of folders only (Python's record of installed projects).
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            with os.scandir(folder or os.devnull) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError:
            continue
        here: dict[str, str] = {}
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):  # Debian's packages have the latter
                library, version, *_ = [*name.rpartition(".")[0].split("-"), ""]
                here[library.lower().replace("_", "-").replace(".", "-")] = version
        for library in libraries:
            if library in here:
                found.setdefault(library, here[library])
    return found


def interpreter() -> str:
    """Return which Python runs, such as "cpython 3.12.4"."""
    return f"{sys.implementation.name} {'.'.join(str(part) for part in sys.version_info[:3])}"


def printable(text: str) -> str:
    """Return a text from outside with what steers a console or hides spelt out, so that it can forge no line."""
    return "".join(
        character.encode("unicode_escape").decode("ascii") if _steers(character) else character for character in text
    )


def _steers(character: str) -> bool:
    """Say whether a character is a control (Cc), a line or paragraph end, or turns the direction of writing.

    Those that show nothing are too (Cf), but for the soft hyphen, which authors may write.
    """
    if character.isascii():
        return character < " " or character == "\x7f"
    return unicodedata.category(character) in _STEERING and character != "\u00ad"


_STEERING = ("Cc", "Cf", "Zl", "Zp")
_NAME_IT = "Go to the project's folder, name it with briefgen --project DIR …, or make one: briefgen init DIR"


def _is(kind: Callable[[Path], bool], path: Path) -> bool:
    """Say whether a path is of a kind; one that cannot be looked at is not."""
    try:
        return kind(path)
    except (OSError, ValueError):
        return False


def _today(world: Mapping[str, str]) -> date:
    moment = _moment(world)
    return moment.date() if moment else date.today()  # noqa: TID251


def _moment(world: Mapping[str, str]) -> datetime | None:
    stamp = world.get("SOURCE_DATE_EPOCH", "")
    if not stamp:
        return None
    from datetime import UTC

    try:
        if not (stamp.isascii() and stamp.isdigit()):
            raise ValueError
        return datetime.fromtimestamp(int(stamp), tz=UTC)
    except (ValueError, OverflowError, OSError):
        raise EnvironmentFailure(
            f'SOURCE_DATE_EPOCH is "{printable(stamp[:40])}"; it must be a number of seconds since 1970.',
            "Set it to digits such as 1767225600, or take it out of the environment.",
        ) from None
