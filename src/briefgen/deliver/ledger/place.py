"""Where the ledger lies: a folder of the project that nothing clears, on a drive of this machine."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from briefgen.errors import EnvironmentFailure
from briefgen.project import Project
from briefgen.system import REMOTE, file_system

FILE = "ledger.sqlite3"
MARK = "README.txt"
"""Stands beside the file from when it was made, so that a file that has gone is missed."""
_TOLD = """\
briefgen 的交付台账：哪份文件经何种渠道、于何时交付何人。请勿删除或改动；备份用 briefgen ledger backup。
The ledger of briefgen: which copy went to whom, by which channel, when. Do not delete or change it; to back it up, use
briefgen ledger backup. It holds addresses of people: keep it out of version control.
"""
NETWORK = {
    REMOTE, "9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "ftp", "gfs", "gfs2",
    "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs3", "nfs4", "ocfs2", "orangefs", "pvfs2", "smb", "smb2", "smb3",
    "smbfs", "vboxsf", "vmhgfs", "webdav",
}  # fmt: skip
"""File systems that several machines can write to: SQLite can rely on the locks of none of them (sqlite.org/faq, 5)."""
_FUSE_HERE = {"fuseblk", "fuse.bindfs", "fuse.cryfs", "fuse.encfs", "fuse.gocryptfs", "fuse.ntfs-3g", "fuse.zfs"}
"""File systems in user space that lie on drives of this machine; the others mostly lie elsewhere, as sshfs does."""

_ON_ONE_MACHINE = (
    "Keep the project on a drive of one machine, and send from there; finished files may go to network drives."
)


def file_of(project: Project) -> Path:
    """Return the path of the ledger."""
    return project.kept / FILE


def prepare(project: Project) -> None:
    """Make the folder of the ledger. Raises EnvironmentFailure where it cannot be made, or lies on a network drive."""
    folder = project.kept
    refuse_network(folder)
    try:
        if not folder.is_dir():
            folder.mkdir(exist_ok=True)
            settle(project.root)
    except FileExistsError as error:
        raise blocked() from error
    except OSError as error:
        reason = "permission denied" if isinstance(error, PermissionError) else (error.strerror or str(error)).lower()
        hint = "Look at who may write in the project's folder."
        raise EnvironmentFailure(f"The folder ledger/ cannot be made: {reason}.", hint) from error


def refuse_network(folder: Path, kept: str = "a ledger", hint: str = _ON_ONE_MACHINE) -> None:
    """Raise EnvironmentFailure where a folder that is there or will be lies on a network drive.

    `kept` is what cannot be kept there, `hint` the next step.
    """
    try:
        there = folder.resolve()
        while not there.exists() and there != there.parent:
            there = there.parent
    except (OSError, RuntimeError):
        return  # what is wrong with it is told when it is made
    kind = file_system(there)
    if kind in NETWORK or (kind.startswith("fuse") and kind not in _FUSE_HERE):
        shown = "" if kind == REMOTE else f" ({kind})"
        raise EnvironmentFailure(
            f"The project lies on a network drive{shown}, where {kept} cannot be kept safely.", hint
        )


def is_missed(project: Project) -> bool:
    """Say whether a ledger was here and is not any more."""
    file = file_of(project)
    return (file.parent / MARK).exists() and not (file.is_file() and file.stat().st_size)


def missed() -> EnvironmentFailure:
    """Say that the file of the ledger has gone."""
    return EnvironmentFailure(
        "The ledger was in the folder ledger/ and is not there any more, so that nobody knows what was sent.",
        f"Put its newest backup there as {FILE}. To begin anew, move the whole folder ledger/ away.",
    )


def is_blocked(project: Project) -> bool:
    """Say whether something else stands where the folder of the ledger is meant."""
    return (project.kept.exists() or project.kept.is_symlink()) and not project.kept.is_dir()


def blocked() -> EnvironmentFailure:
    """Say that something else stands where the folder of the ledger is meant."""
    return EnvironmentFailure("A file stands where the folder ledger/ is meant.", "Rename the file.")


def mark(project: Project) -> None:
    """Leave beside a new ledger what makes sure that it is missed."""
    path = project.kept / MARK
    if not path.exists():
        with suppress(OSError), path.open("w", encoding="utf-8", newline="\n") as file:
            file.write(_TOLD)
            file.flush()
            os.fsync(file.fileno())
        settle(project.kept)


def settle(folder: Path) -> None:
    """Make sure that what was put into a folder is still there after a power cut, where the system can."""
    with suppress(OSError):  # Windows opens no folders; it needs no such thing
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
