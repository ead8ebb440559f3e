"""A disk that is full, a file that is damaged, old or another's, a folder that may not be written, a network drive."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from ledger_case import copy_of, ledger_project, planned

from briefgen import system
from briefgen.deliver.ledger import place
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.deliver.ledger.place import file_of
from briefgen.deliver.ledger.schema import APPLICATION, STEPS, VERSION
from briefgen.errors import EnvironmentFailure
from briefgen.project import Project

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with a delivery that is planned."""
    project = ledger_project(tmp_path / "p")
    with open_ledger(project) as ledger:
        ledger.record_copy(copy_of())
        ledger.plan([planned(copy_of())])
    return project


def refused(project: Project, *words: str, reading: bool = False) -> None:
    with pytest.raises(EnvironmentFailure) as found, open_ledger(project, reading=reading) as ledger:
        list(ledger.rows())
        ledger.record_copy(copy_of("other"))
    assert found.value.hint
    for word in words:
        assert word in found.value.message


def test_a_full_disk_stops_before_anything_is_sent(project: Project):
    with open_ledger(project) as ledger:
        pages = ledger.connection.execute("PRAGMA page_count").fetchone()[0]
        ledger.connection.execute(f"PRAGMA max_page_count = {pages}")
        copies = [copy_of("one", number) for number in range(2, 400)]
        with pytest.raises(EnvironmentFailure, match="the disk is full"):
            ledger.record_copies(copies)
        assert ledger.connection.execute("SELECT count(*) FROM copies").fetchone() == (1,)
        ledger.connection.execute("PRAGMA max_page_count = 100000")
        ledger.record_copies(copies)


FULL = """
import resource, sys
sys.path[:0] = sys.argv[3:5]
from pathlib import Path
from briefgen.project import open_project
from briefgen.deliver.ledger.opening import open_ledger
from briefgen.errors import EnvironmentFailure
try:
    with open_ledger(open_project(Path(sys.argv[1]))) as ledger:
        limit = int(sys.argv[2])
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            ledger.begin(1, "<m@x>")
        except EnvironmentFailure as error:
            print("refused", error.message)
        else:
            print("begun")
            ledger.sent(1)
except EnvironmentFailure as error:
    print("ended", error.message)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no limits on the size of files")
@pytest.mark.parametrize("limit", [0, 512, 4096, 20_000, 40_000, 70_000])
def test_a_file_that_cannot_grow(project: Project, limit: int):
    """What could not be written down was not sent; what was begun and not ended is unknown."""
    command = [
        sys.executable,
        "-c",
        FULL,
        str(project.root),
        str(limit),
        str(ROOT / "src"),
        str(ROOT / "tests/support"),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert "Traceback" not in done.stderr
    with open_ledger(project) as ledger:
        (row,) = ledger.rows()
        assert ledger.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    if "refused" in done.stdout:
        assert row.state == "planned", done.stdout
    else:
        assert row.state == ("unknown" if "ended" in done.stdout else "sent"), done.stdout
    if limit <= 512:
        assert "cannot be written" in done.stdout


@pytest.mark.parametrize("reading", [True, False])
@pytest.mark.parametrize("damage", ["head", "pages", "cut", "text"])
def test_a_damaged_file(project: Project, damage: str, reading: bool):
    with open_ledger(project) as ledger:
        ledger.record_copies([copy_of("one", number) for number in range(2, 200)])
    path = file_of(project)
    whole = path.read_bytes()
    changed = {
        "head": b"\0" * 100 + whole[100:],
        "pages": whole[:4096] + b"\xa5" * (len(whole) - 4096),
        "cut": whole[: len(whole) // 8192 * 4096],
        "text": b"no database at all" * 500,
    }[damage]
    path.write_bytes(changed)
    refused(project, "damaged", reading=reading)
    assert path.read_bytes() == changed  # nothing was made anew over it


def test_a_lost_entry_of_an_index_is_found(project: Project):
    """With it, something that was sent could be planned anew."""
    with open_ledger(project) as ledger:
        ledger.connection.execute("PRAGMA writable_schema = ON")
        root = ledger.connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_deliveries_1'"
        ).fetchone()[0]
        size = ledger.connection.execute("PRAGMA page_size").fetchone()[0]
    with file_of(project).open("r+b") as file:
        file.seek((root - 1) * size + 3)
        file.write(b"\0\0")  # the number of cells of the page (sqlite.org/fileformat2, 1.6)
    refused(project, "damaged")


def old_ledger(project: Project, version: int) -> None:
    project.kept.mkdir()
    connection = sqlite3.connect(file_of(project))
    for step in STEPS[:version]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_older_ledger_is_brought_up(tmp_path: Path, version: int):
    project = ledger_project(tmp_path)
    old_ledger(project, version)
    connection = sqlite3.connect(file_of(project))
    connection.execute("INSERT INTO forgotten (mark, sha256, day) VALUES ('m', 's', '2020-01-01')")
    connection.commit()
    connection.close()
    with open_ledger(project) as ledger:
        assert ledger.connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert ledger.connection.execute("SELECT day FROM forgotten").fetchall() == [("2020-01-01",)]
        ledger.overridden("embargo", "x", "y", "z")
        found = ledger.connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    fresh = ledger_project(tmp_path / "fresh")
    with open_ledger(fresh) as ledger:
        assert found == ledger.connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_a_step_that_fails_leaves_the_old_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from briefgen.deliver.ledger import schema

    project = ledger_project(tmp_path)
    old_ledger(project, 1)
    before = file_of(project).read_bytes()
    wrong = (*STEPS, ("CREATE TABLE more (key INTEGER)", "CREATE TABLE nonsense ("))
    monkeypatch.setattr(schema, "STEPS", wrong)
    monkeypatch.setattr(schema, "VERSION", len(wrong))
    with pytest.raises(sqlite3.OperationalError), open_ledger(project):
        pass
    monkeypatch.undo()
    connection = sqlite3.connect(file_of(project))
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone() == (0,)
    connection.close()
    assert len(before) == file_of(project).stat().st_size


def test_a_newer_ledger_is_left_alone(project: Project):
    connection = sqlite3.connect(file_of(project))
    connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    for reading in (True, False):
        refused(project, "newer briefgen", f"version {VERSION + 1}", reading=reading)


def test_another_programs_database_is_left_alone(tmp_path: Path):
    project = ledger_project(tmp_path)
    project.kept.mkdir()
    connection = sqlite3.connect(file_of(project))
    connection.execute("CREATE TABLE notes (text TEXT)")
    connection.commit()
    connection.close()
    refused(project, "another program")


BOUND = (ROOT / "tests" / "surviving" / "conftest.py").read_text("utf-8").split('BOUND = """')[1].split('"""')[0]
READ = """
import sys
sys.path[:0] = [sys.argv[2]]
from pathlib import Path
from briefgen.cli.main import main
main(["-C", sys.argv[1], "ledger", *sys.argv[3:]])
"""


def bound(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the ledger in a process that obeys permissions even where root runs it."""
    command = [sys.executable, "-c", BOUND + READ, str(project.root), str(ROOT / "src"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="permissions are other ones on this system")
@pytest.mark.parametrize("closed", ["file", "folder", "both"])
def test_a_closed_ledger_can_be_read(project: Project, closed: str):
    paths = {"file": [file_of(project)], "folder": [project.kept], "both": [file_of(project), project.kept]}[closed]
    before = [(path, path.stat().st_mode) for path in paths]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        listed = bound(project, "list")
        settled = bound(project, "settle", "1", "--sent", "--by", "desk")
    finally:
        for path, mode in before:
            path.chmod(mode)
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "1 delivery." in listed.stdout
    assert settled.returncode in (2, 3)  # it may say first that there is nothing to settle
    assert "Traceback" not in settled.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="permissions are other ones on this system")
def test_a_project_in_which_no_ledger_can_be_made(tmp_path: Path):
    project = ledger_project(tmp_path / "p")
    project.root.chmod(0o555)
    try:
        done = bound(project, "settle", "1", "--sent", "--by", "desk")
    finally:
        project.root.chmod(0o755)
    assert done.returncode == 3
    assert "The folder ledger/ cannot be made: permission denied." in done.stderr


def test_a_file_where_the_folder_is_meant(tmp_path: Path):
    project = ledger_project(tmp_path)
    project.kept.write_text("x", "utf-8")
    for reading in (False, True):  # an empty ledger would be a lie
        refused(project, "A file stands where the folder ledger/ is meant.", reading=reading)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "fuse.rclone", "9p", system.REMOTE])
def test_a_network_drive_is_refused(project: Project, monkeypatch: pytest.MonkeyPatch, kind: str):
    monkeypatch.setattr(place, "file_system", lambda folder: kind)
    for reading in (True, False):
        refused(project, "network drive", reading=reading)
    fresh = ledger_project(project.root / "fresh")
    refused(fresh, "network drive")
    assert not fresh.kept.exists()


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "overlay", "apfs", "fuseblk", "tmpfs", ""])
def test_a_drive_of_this_machine_is_taken(project: Project, monkeypatch: pytest.MonkeyPatch, kind: str):
    monkeypatch.setattr(place, "file_system", lambda folder: kind)
    with open_ledger(project) as ledger:
        assert len(list(ledger.rows())) == 1


def test_a_link_to_a_network_drive_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    project = ledger_project(tmp_path / "p")
    (tmp_path / "share").mkdir()
    project.kept.symlink_to(tmp_path / "share")
    share = (tmp_path / "share").resolve()
    monkeypatch.setattr(place, "file_system", lambda folder: "nfs" if folder == share else "ext4")
    refused(project, "network drive (nfs)")


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home rw - btrfs /dev/sdb rw
31 30 0:41 / /home/team\\040share rw shared:7 master:3 - nfs4 server:/export rw,vers=4.2
32 22 0:42 / /mnt rw - cifs //server/share rw
33 32 0:43 / /mnt rw - ext4 /dev/sdc rw
34 22 0:44 / /srv/data rw - fuse.sshfs me@server:/ rw
broken line
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//me@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by me)
server:/export on /Volumes/team share (nfs, nodev)
drive on /Volumes/cloud (macfuse, nodev, nosuid, synchronous)
/dev/disk4s1 on /Volumes/stick (1) (msdos, local, nodev)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/x", "ext4"), ("/home/a/p", "btrfs"), ("/home/team share/p", "nfs4"), ("/home/team", "btrfs"),
        ("/mnt/p", "ext4"), ("/srv/data", "fuse.sshfs"), ("/srv/database", "ext4"), ("relative", ""),
    ],
)  # fmt: skip
def test_mounts_of_linux(folder: str, kind: str):
    assert system.mounted(MOUNTS, PurePosixPath(folder)) == kind


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/Users/me/p", "apfs"), ("/Volumes/share/p", "smbfs"), ("/Volumes/team share/p", "nfs"),
        ("/Volumes/cloud/p", system.REMOTE), ("/Volumes/stick (1)/p", "msdos"),
    ],
)  # fmt: skip
def test_mounts_of_a_mac(folder: str, kind: str):
    assert system.mounted_mac(MAC, PurePosixPath(folder)) == kind


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"\\server\share\p", True), (r"\\?\UNC\server\share\p", True), ("//server/share/p", True),
        (r"\\wsl$\Debian\home", True), (r"C:\p", False), (r"\\?\C:\p", False), (r"\\.\C:\p", False),
    ],
)  # fmt: skip
def test_shares_of_windows(path: str, share: bool):
    assert system.is_share(path) is share


def test_this_machine_is_looked_at(tmp_path: Path):
    assert isinstance(system.file_system(tmp_path), str)
    if sys.platform == "linux":
        assert system.file_system(Path("/proc/self")) == "proc"
