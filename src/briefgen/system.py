"""What only the operating system knows of drives; systems answer in ways of their own.

With project.py, the only file that uses anything that one operating system has.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePosixPath

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
