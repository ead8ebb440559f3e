"""What only the operating system knows of drives, users and processes; systems answer in ways of their own.

With project.py, the only file that uses anything that one operating system has.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from datetime import datetime
    from threading import Event

REMOTE = "a network drive"
"""What stands for the kind of a drive of which Windows says only that it lies on another machine."""
_OCTAL = re.compile(r"\\([0-7]{3})")
_MAC_MOUNT = re.compile(r".* on (?P<at>/.*) \((?P<kind>[^,)]+)(?P<flags>[^)]*)\)")


def file_system(folder: Path) -> str:
    """Return the type of the file system that a folder lies on, such as ext4 or nfs4; "" where it cannot be known.

    On macOS one that is not local is REMOTE, unless it has a type of its own; on Windows there is only REMOTE or "".
    """
    if sys.platform == "win32":
        return _on_windows(folder)
    if sys.platform == "darwin":
        return mounted_mac(_mac_mounts(), PurePosixPath(folder))
    try:
        table = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""
    return mounted(table, PurePosixPath(folder))


def mounted(table: str, folder: PurePosixPath) -> str:
    """Return the type of the file system of a folder by a table of mounts as Linux writes it (proc(5), mountinfo)."""
    found = best = ""
    for line in table.splitlines():
        before, mark, after = line.partition(" - ")
        fields = before.split(" ")
        if not mark or len(fields) < 5:
            continue
        at = _OCTAL.sub(lambda code: chr(int(code[1], 8)), fields[4])
        # What is mounted later on the same folder hides what was there.
        if folder.is_relative_to(at) and len(at) >= len(best):
            best, found = at, after.split(" ")[0]
    return found


def mounted_mac(table: str, folder: PurePosixPath) -> str:
    """Return the type of the file system of a folder by what mount(8) prints on macOS."""
    found = best = ""
    for line in table.splitlines():
        mount = _MAC_MOUNT.fullmatch(line)
        if mount and folder.is_relative_to(mount["at"]) and len(mount["at"]) >= len(best):
            local = "local" in (flag.strip() for flag in mount["flags"].split(","))
            best, found = mount["at"], mount["kind"] if local or mount["kind"] in _OF_MAC else REMOTE
    return found


_OF_MAC = ("smbfs", "nfs", "afpfs", "webdav", "ftp", "cifs")


def _mac_mounts() -> str:
    import subprocess

    try:
        return subprocess.run(["/sbin/mount"], capture_output=True, encoding="utf-8", check=False, timeout=10).stdout
    except (OSError, subprocess.SubprocessError, ValueError):
        return ""


def _on_windows(folder: Path) -> str:
    if is_share(str(folder)):
        return REMOTE
    if sys.platform == "win32":
        import ctypes

        # GetDriveTypeW: 4 is DRIVE_REMOTE, a letter that stands for a share.
        return REMOTE if ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == 4 else ""
    return ""


def is_share(path: str) -> bool:
    r"""Say whether a path of Windows names a share, as \\server\share and \\?\UNC\server\share do."""
    path = path.replace("/", "\\")
    if path.upper().startswith("\\\\?\\UNC\\"):
        return True
    return path.startswith("\\\\") and not path.startswith(("\\\\?\\", "\\\\.\\"))


def account(world: Mapping[str, str]) -> str:
    r"""Return the name of the user whose process this is; on Windows with its domain, as in OFFICE\desk."""
    if sys.platform == "win32":
        return "\\".join(part for part in (world.get("USERDOMAIN", ""), world.get("USERNAME", "")) if part)
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def owner(path: Path) -> str:
    """Return the name of the user that a file belongs to; "" where it cannot be known."""
    if sys.platform == "win32":
        return ""
    try:
        return path.owner()
    except (OSError, KeyError):
        return ""


def home_folder(world: Mapping[str, str]) -> Path:
    """Return the folder in which a user's settings stand; that of local ones on Windows."""
    named = world.get("LOCALAPPDATA" if sys.platform == "win32" else "HOME", "")
    return Path(named) if named else Path.home()


def own_system() -> str:
    """Return which system this is: linux, darwin or win32, as Python names them."""
    return sys.platform


class Clock:
    """Tell the time to what runs for years, and wait. Tests have one of their own, which goes as they please."""

    def now(self) -> datetime:
        """Return the moment in UTC by the computer's clock, which somebody may set; SOURCE_DATE_EPOCH has no say."""
        from datetime import UTC, datetime

        return datetime.now(UTC)  # noqa: TID251

    def shown(self, moment: datetime) -> datetime:
        """Return what the computer's own clock shows at a moment of this one: the same, but in tests."""
        return moment

    def seconds(self) -> float:
        """Return the seconds since some moment, which nobody can set; they may stand still while a computer sleeps."""
        import time

        return time.monotonic()

    def wait(self, event: Event, seconds: float) -> bool:
        """Wait until something happens, or some seconds have gone by; say whether it happened."""
        return event.wait(seconds)


def host_name() -> str:
    """Return the name of this computer."""
    import socket

    return socket.gethostname()


def process_id() -> int:
    """Return the number of this process."""
    return os.getpid()


def process_started(number: int) -> str:
    """Return what tells a running process from others that had or will have its number; "" where none has it.

    Where only the existence of a process can be seen it is "running".
    """
    if sys.platform == "linux":
        try:
            # proc(5): the name of the program, in brackets, may hold anything; field 22 is when it was started.
            fields = Path(f"/proc/{number}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
            return "" if fields[0] in "ZX" else f"{boot}/{fields[19]}"
        except (OSError, IndexError):
            return ""
    if sys.platform == "win32":
        return _started_on_windows(number)
    import subprocess

    try:
        asked = ["/bin/ps", "-o", "lstart=", "-p", str(number)]
        # In the zone and the language of whoever asks, the same process would seem to be another.
        same = {"TZ": "UTC", "LC_ALL": "C"}
        shown = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False, timeout=10, env=same).stdout
    except (OSError, subprocess.SubprocessError, ValueError):
        return "running"
    return shown.strip()


def _started_on_windows(number: int) -> str:
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.windll.kernel32
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(0x1000, False, number)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return ""
        try:
            made, ended, in_kernel, in_user = (wintypes.FILETIME() for _ in range(4))
            times = [ctypes.byref(each) for each in (made, ended, in_kernel, in_user)]
            if not kernel.GetProcessTimes(wintypes.HANDLE(handle), *times) or ended.dwLowDateTime:
                return ""
            return f"{made.dwHighDateTime}/{made.dwLowDateTime}"
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))
    return ""


def start_child(command: Sequence[str], output: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a process that Ctrl-C in this console does not reach, and that sees by its input when this one ends.

    What it prints goes to `output`. The pipe of its input is closed by the system when this process ends in whatever
    way; nothing is ever written to it.
    """
    import subprocess

    if sys.platform == "win32":
        group = subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT, creationflags=group
        )
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT, process_group=0)


def interrupt_main() -> None:
    """Interrupt the main thread of this process as Ctrl-C does, even while it waits for the system."""
    import _thread
    import signal
    import threading

    main = threading.main_thread().ident
    if sys.platform == "win32" or main is None:
        _thread.interrupt_main()
    else:
        signal.pthread_kill(main, signal.SIGINT)  # _thread.interrupt_main() would wait until a sleep is over


def _end_tree(number: int) -> None:
    """End a process of Windows and those that it started, which TerminateProcess lets live."""
    import subprocess
    from contextlib import suppress

    with suppress(OSError, subprocess.SubprocessError):
        command = ["taskkill", "/PID", str(number), "/T", "/F"]
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=30)


def end_process(number: int, started: str) -> bool:
    """End a process by force with those that it started, where it still is the one that is meant; say whether it was.

    `started` is what `process_started` said of it.
    """
    import signal

    if not started or started == "running" or process_started(number) != started:
        return False
    try:
        if sys.platform == "win32":
            _end_tree(number)
            if process_started(number) == started:
                os.kill(number, signal.SIGTERM)  # TerminateProcess
        elif os.getpgid(number) == number:
            os.killpg(number, signal.SIGKILL)  # it was started in a group of its own
        else:
            os.kill(number, signal.SIGKILL)
    except OSError:
        return False
    return True
