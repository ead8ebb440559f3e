"""The store of runs: what is said of one that cannot be used, and of a copy."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from editions import ROOT

from briefgen.errors import EnvironmentFailure
from briefgen.project import Project
from briefgen.schedule.store import identity as identities
from briefgen.schedule.store.identity import Identity, read_identity
from briefgen.schedule.store.opening import copied_from, open_store
from briefgen.schedule.store.place import file_of
from briefgen.schedule.store.records import Beat, Trouble, Watermark
from briefgen.schedule.store.store import Wanted

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "project"
    root.mkdir()
    return made(root)


def made(root: Path) -> Project:
    return Project(root, root, NOW.date(), {})


def filled(project: Project) -> str:
    """Make a store with one run that is done, and return its id."""
    with open_store(project) as store:
        run = store.settle(Watermark("run:a", NOW, "daily"), due=Wanted("build", "2026-11-23T14:00", NOW))
        assert run is not None
        store.begin(run.id, NOW)
        store.end(run.id, "done", NOW + timedelta(seconds=3), "all is well")
        store.set_report(run.id, "runs/x/report.pdf")
    return run.id


def test_what_is_told_is_there_when_it_is_opened_again(project: Project):
    id = filled(project)
    with open_store(project, thorough=True) as store:
        store.beat("look", NOW, "me")
        run = store.run(id)
        assert run is not None
        assert (run.state, run.message, run.report) == ("done", "all is well", "runs/x/report.pdf")
        assert (run.due, run.started, run.ended) == (NOW, NOW, NOW + timedelta(seconds=3))
        assert store.latest() == {"run:a": run}
        assert list(store.runs(schedule="run:b")) == []
        assert list(store.runs(states=("done",), most=1)) == [run]
        assert store.beats() == {"look": Beat("look", NOW, "me")}
        assert store.watermarks() == {"run:a": Watermark("run:a", NOW, "daily")}
        store.note(id, "and more")
        noted = store.run(id)
        assert noted is not None
        assert noted.message == "all is well\nand more"
        store.forget_runs([id])
        assert store.run(id) is None


def test_its_folder_says_what_it_is_and_stays_out_of_git(project: Project):
    filled(project)
    assert (project.runs / ".gitignore").read_text("utf-8") == "*\n"
    assert "briefgen" in (project.runs / "README.txt").read_text("utf-8")


def test_ids_name_folders_on_all_systems_and_are_never_given_twice(project: Project):
    with open_store(project) as store:
        mark, ids = None, set[str]()
        for number in range(3):
            new = Watermark("delegation:nordic:pack:1", NOW, str(number))
            run = store.settle(new, mark, due=Wanted("pack", "x", NOW))
            assert run is not None
            ids.add(run.id)
            mark = new
    assert len(ids) == 3
    assert all(set(id) <= set("0123456789abcdefTZ-") for id in ids)


def test_troubles_are_kept_with_when_they_began(project: Project):
    first = Trouble("run:a", "No.", "Yes.", NOW)
    again = Trouble("run:a", "No.", "Yes.", NOW + timedelta(hours=1))
    other = Trouble("", "Nothing.", "", NOW)
    with open_store(project) as store:
        assert store.set_troubles([first]) == ([first], [])
        assert store.set_troubles([again, other]) == ([other], [])
        assert store.troubles() == [other, first]
        assert store.set_troubles([other]) == ([], [first])


def test_none_is_made_by_who_only_reads(project: Project):
    with open_store(project, reading=True) as store:
        assert list(store.runs()) == []
    assert not project.runs.exists()


def test_one_that_is_damaged_is_refused(project: Project):
    filled(project)
    data = bytearray(file_of(project).read_bytes())
    data[:16] = b"not a database.."
    file_of(project).write_bytes(data)
    for reading in (True, False):
        with pytest.raises(EnvironmentFailure, match="damaged") as caught, open_store(project, reading=reading):
            pass
        assert "backup" in caught.value.hint


def test_damage_inside_is_found_by_a_thorough_look(project: Project):
    filled(project)
    data = bytearray(file_of(project).read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 + 100 : page * 4096 + 4000] = b"\xff" * 3900
    file_of(project).write_bytes(data)
    with pytest.raises(EnvironmentFailure, match="damaged"), open_store(project, thorough=True):
        pass


def test_a_newer_one_and_another_programs_are_refused(project: Project):
    filled(project)
    with sqlite3.connect(file_of(project)) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(EnvironmentFailure, match="newer briefgen"), open_store(project):
        pass
    file_of(project).unlink()
    with sqlite3.connect(file_of(project)) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()
    with pytest.raises(EnvironmentFailure, match="another program"), open_store(project):
        pass


def test_a_network_drive_is_refused(project: Project, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("briefgen.deliver.ledger.place.file_system", lambda folder: "nfs4")
    with (
        pytest.raises(EnvironmentFailure, match=r"network drive \(nfs4\), where a record of runs"),
        open_store(project),
    ):
        pass


def test_a_file_where_the_folder_is_meant_is_told(project: Project):
    project.runs.write_text("", "utf-8")
    with pytest.raises(EnvironmentFailure, match="file stands where the folder runs/"), open_store(project):
        pass


BOUND = (ROOT / "tests" / "surviving" / "conftest.py").read_text("utf-8").split('BOUND = """')[1].split('"""')[0]
READ = """
import sys
sys.path[:0] = [sys.argv[2]]
from datetime import date
from pathlib import Path
from briefgen.errors import EnvironmentFailure
from briefgen.project import Project
from briefgen.schedule.store.opening import open_store
project = Project(Path(sys.argv[1]), Path(sys.argv[1]), date(2026, 1, 1), {})
with open_store(project, reading=True) as store:
    print(*(run.state for run in store.runs()))
try:
    with open_store(project) as store:
        store.set_mark("a", "b")
except EnvironmentFailure as error:
    print(error)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="permissions are other ones on this system")
@pytest.mark.parametrize("closed", ["file", "folder", "both"])
def test_one_that_is_read_only_is_told_and_can_be_read(project: Project, closed: str):
    filled(project)
    paths = {"file": [file_of(project)], "folder": [project.runs], "both": [file_of(project), project.runs]}[closed]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    command = [sys.executable, "-c", BOUND + READ, str(project.root), str(ROOT / "src")]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
    finally:
        project.runs.chmod(0o755)
    said = done.stdout.splitlines()
    assert said[0] == "done", done.stderr
    if closed != "folder":  # a journal that is there already can be written in a closed folder
        assert said[1] == "runs/runs.sqlite3 cannot be written: permission denied."


def test_a_copied_folder_is_refused_until_it_is_adopted(project: Project, tmp_path: Path):
    filled(project)
    copy = made(tmp_path / "copy")
    shutil.copytree(project.root, copy.root)
    with pytest.raises(EnvironmentFailure, match="is a copy") as caught, open_store(copy):
        pass
    assert str(file_of(project)) in caught.value.message
    assert "--adopt" in caught.value.hint
    with open_store(copy, reading=True) as store:
        assert copied_from(copy, store) == str(file_of(project).resolve())
    with open_store(project) as store:
        assert copied_from(project, store) == ""
    with open_store(copy, adopt=True):
        pass
    with open_store(copy), open_store(project):
        pass


def test_a_backup_put_back_at_the_same_path_is_a_copy(project: Project, tmp_path: Path):
    filled(project)
    kept = tmp_path / "backup.sqlite3"
    shutil.copyfile(file_of(project), kept)
    file_of(project).rename(tmp_path / "aside")
    shutil.copyfile(kept, file_of(project))
    with pytest.raises(EnvironmentFailure, match="put back from a backup"), open_store(project):
        pass


def test_a_folder_that_was_moved_or_is_reached_otherwise_is_no_copy(project: Project, tmp_path: Path):
    filled(project)
    link = tmp_path / "link"
    link.symlink_to(project.root, target_is_directory=True)
    with open_store(made(link)):
        pass
    project.root.rename(tmp_path / "moved")
    link.unlink()
    moved = made(tmp_path / "moved")
    with open_store(moved) as store:
        kept = read_identity(store.mark("identity"))
    assert kept is not None
    assert kept.path == str(file_of(moved).resolve())


@pytest.mark.parametrize(
    ("now", "kept", "copy"),
    [
        (Identity("/a", 1, 2), Identity("/a", 1, 2), False),
        (Identity("/b", 1, 2), Identity("/a", 1, 2), False),
        (Identity("/a", 9, 2), Identity("/a", 1, 2), False),
        (Identity("/b", 9, 2), Identity("/a", 1, 2), True),
        (Identity("/a", 1, 3), Identity("/a", 1, 2), True),
        (Identity("/a", 0, 0), Identity("/a", 1, 2), False),
        (Identity("/b", 0, 0), Identity("/a", 0, 0), True),
    ],
)
def test_what_is_a_copy(now: Identity, kept: Identity, copy: bool):
    assert now.is_copy_of(kept) == copy
    assert read_identity(now.written()) == now


def test_numbers_that_do_not_last_do_not_count(project: Project, monkeypatch: pytest.MonkeyPatch):
    filled(project)
    monkeypatch.setattr(identities, "file_system", lambda folder: "exfat")
    found = identities.identity(file_of(project))
    assert (found.device, found.number) == (0, 0)
    with open_store(project):
        pass
